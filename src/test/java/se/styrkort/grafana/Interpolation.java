package se.styrkort.grafana;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the browser does to a query before it sends it: variables in the places where Grafana recognises them, also inside
 * quotes and comments, by the rule of SQL data sources or of Prometheus, or by the format that is written with them.
 * Unknown names stay.
 */
final class Interpolation {
    private static final Pattern REFERENCE =
            Pattern.compile("\\$(?<plain>\\w+)|\\[\\[(?<old>\\w+?)(?::(?<oldFormat>\\w+))?]]"
                    + "|\\$\\{(?<name>\\w+)(?:\\.(?<field>[^:^}]+))?(?::(?<format>[^}]+))?}");

    private final Map<String, Variable> variables = new TreeMap<>();
    private final Map<String, String> builtIn;

    /** @param builtIn names such as {@code __from} with their texts; they are inserted as they are */
    Interpolation(Collection<Variable> variables, Map<String, String> builtIn) {
        variables.forEach(variable -> this.variables.put(variable.name(), variable));
        this.builtIn = Map.copyOf(builtIn);
    }

    String sql(String text) {
        return replace(text, Interpolation::sqlValue);
    }

    String prometheus(String text) {
        return replace(text, Interpolation::prometheusValue);
    }

    private interface Rule {
        String of(Variable variable);
    }

    private String replace(String text, Rule rule) {
        Matcher matcher = REFERENCE.matcher(text);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            String name = first(matcher, "plain", "old", "name");
            String format = first(matcher, "oldFormat", "format");
            matcher.appendReplacement(out, Matcher.quoteReplacement(value(name, format, matcher.group(), rule)));
        }
        return matcher.appendTail(out).toString();
    }

    private String value(@Nullable String name, @Nullable String format, String asWritten, Rule rule) {
        String known = builtIn.get(name);
        if (known != null) {
            return known;
        }
        Variable variable = name == null ? null : variables.get(name);
        if (variable == null) {
            return asWritten;
        }
        return format == null ? rule.of(variable) : formatted(variable, format);
    }

    private static @Nullable String first(Matcher matcher, String... groups) {
        for (String group : groups) {
            if (matcher.group(group) != null) {
                return matcher.group(group);
            }
        }
        return null;
    }

    private static String sqlValue(Variable variable) {
        if (!variable.multi() && !variable.includeAll()) {
            return variable.values().getFirst().replace("'", "''");
        }
        return variable.values().stream()
                .map(value -> "'" + value.replace("'", "''") + "'")
                .collect(Collectors.joining(","));
    }

    private static String prometheusValue(Variable variable) {
        if (!variable.multi() && !variable.includeAll()) {
            return variable.values().getFirst().replace("\\", "\\\\").replace("'", "\\\\'");
        }
        String joined = joined(variable, value -> escapedRegex(value).replace("\\", "\\\\"), "|");
        return variable.values().size() == 1 ? joined : "(" + joined + ")";
    }

    private static String escapedRegex(String value) {
        return value.replaceAll("[\\\\^$*+?.()|\\[\\]{}/]", "\\\\$0");
    }

    private static String joined(Variable variable, UnaryOperator<String> each, String by) {
        return variable.values().stream().map(each).collect(Collectors.joining(by));
    }

    private static String formatted(Variable variable, String format) {
        boolean one = variable.values().size() == 1;
        return switch (format) {
            case "raw", "csv" -> String.join(",", variable.values());
            case "pipe" -> String.join("|", variable.values());
            case "regex" -> {
                String joined = joined(variable, Interpolation::escapedRegex, "|");
                yield one ? joined : "(" + joined + ")";
            }
            case "singlequote" -> joined(variable, value -> "'" + value.replace("'", "\\'") + "'", ",");
            case "sqlstring" ->
                joined(variable, value -> "'" + value.replace("'", "''").replace("\"", "\\\"") + "'", ",");
            case "text" -> String.join(" + ", variable.texts());
            case "percentencode" ->
                URLEncoder.encode(glob(variable), StandardCharsets.UTF_8).replace("+", "%20");
            case "glob" -> glob(variable);
            default -> throw new IllegalArgumentException("a format that is not used here: " + format);
        };
    }

    private static String glob(Variable variable) {
        String joined = String.join(",", variable.values());
        return variable.values().size() == 1 ? joined : "{" + joined + "}";
    }
}
