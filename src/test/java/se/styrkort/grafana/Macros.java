package se.styrkort.grafana;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Grafana's server does to the SQL that the browser sent, by plain replacement: intervals and epochs, then comments
 * out, then the macros of the PostgreSQL data source (with {@code timescaledb: false}).
 *
 * @param from the dashboard's range, both ends inclusive
 * @param now to which intervals such as {@code 1M} are relative
 */
record Macros(Instant from, Instant to, Instant now, Duration interval) {
    private static final Pattern MACRO = Pattern.compile("\\$([_a-zA-Z0-9]+)\\(([^)]*)\\)");
    private static final Pattern CALENDAR = Pattern.compile("(\\d+)([dwMy])");
    private static final Pattern GO = Pattern.compile("(\\d+(?:\\.\\d+)?)(ns|us|ms|s|m|h)");
    private static final Pattern COMMENT_OR_LITERAL = Pattern.compile(
            "(?s)(?<literal>'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|\\$(\\w*)\\$.*?\\$\\2\\$)|--[^\\n]*|/\\*.*?\\*/");
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS").withZone(ZoneOffset.UTC);

    String expand(String sql) {
        String text = sql.replace("$__interval_ms", Long.toString(interval.toMillis()))
                .replace("$__interval", shortest(interval))
                .replace("$__unixEpochFrom()", Long.toString(from.getEpochSecond()))
                .replace("$__unixEpochTo()", Long.toString(to.getEpochSecond()));
        return macros(withoutComments(text));
    }

    static String withoutComments(String sql) {
        return COMMENT_OR_LITERAL
                .matcher(sql)
                .replaceAll(match -> match.group("literal") == null ? "" : Matcher.quoteReplacement(match.group()));
    }

    /** RFC 3339 with what of a second there is, and without trailing zeros. */
    static String instant(Instant instant) {
        return SECONDS.format(instant).replaceFirst("\\.?0+$", "") + "Z";
    }

    private String macros(String sql) {
        Matcher matcher = MACRO.matcher(sql);
        StringBuilder out = new StringBuilder();
        while (matcher.find()) {
            List<String> arguments = new ArrayList<>();
            for (String argument : matcher.group(2).split(",", -1)) {
                arguments.add(argument.replaceAll("^ +| +$", ""));
            }
            boolean named = sql.startsWith(
                    ",", sql.indexOf(matcher.group()) + matcher.group().length());
            matcher.appendReplacement(out, Matcher.quoteReplacement(macro(matcher.group(1), arguments, named)));
        }
        return matcher.appendTail(out).toString();
    }

    private String macro(String name, List<String> arguments, boolean beforeComma) {
        String column = arguments.getFirst();
        return switch (name) {
            case "__time" -> column + " AS \"time\"";
            case "__timeEpoch" -> "extract(epoch from " + column + ") as \"time\"";
            case "__timeFilter" -> column + " BETWEEN '" + instant(from) + "' AND '" + instant(to) + "'";
            case "__timeFrom" -> "'" + instant(from) + "'";
            case "__timeTo" -> "'" + instant(to) + "'";
            case "__timeGroup" ->
                group("extract(epoch from " + column + ")", arguments) + (beforeComma ? " AS \"time\"" : "");
            case "__timeGroupAlias" -> group("extract(epoch from " + column + ")", arguments) + " AS \"time\"";
            case "__unixEpochFilter" ->
                column + " >= " + from.getEpochSecond() + " AND " + column + " <= " + to.getEpochSecond();
            case "__unixEpochGroup" -> group("(" + column + ")", arguments);
            case "__unixEpochGroupAlias" -> group("(" + column + ")", arguments) + " AS \"time\"";
            default -> throw new IllegalArgumentException("unknown macro \"" + name + "\"");
        };
    }

    private String group(String epoch, List<String> arguments) {
        if (arguments.size() < 2) {
            throw new IllegalArgumentException("a group needs a column and an interval");
        }
        String seconds = goFloat(seconds(arguments.get(1).replaceAll("^'+|'+$", "")));
        return "floor(" + epoch + "/" + seconds + ")*" + seconds;
    }

    /** An interval's seconds: calendar units as long as they are from now on, in UTC. */
    private BigDecimal seconds(String text) {
        Matcher calendar = CALENDAR.matcher(text);
        if (calendar.matches()) {
            long number = Long.parseLong(calendar.group(1));
            ZonedDateTime start = now.atZone(ZoneOffset.UTC);
            ZonedDateTime end =
                    switch (calendar.group(2)) {
                        case "d" -> start.plusDays(number);
                        case "w" -> start.plusWeeks(number);
                        case "M" -> start.plusMonths(number);
                        default -> start.plusYears(number);
                    };
            return BigDecimal.valueOf(Duration.between(start, end).toSeconds());
        }
        if (!text.matches("(?:\\d+(?:\\.\\d+)?(?:ns|us|ms|s|m|h))+")) {
            throw new IllegalArgumentException("not an interval: " + text);
        }
        return GO.matcher(text)
                .results()
                .map(part -> new BigDecimal(part.group(1)).multiply(unit(part.group(2))))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal unit(String name) {
        return switch (name) {
            case "ns" -> BigDecimal.valueOf(1, 9);
            case "us" -> BigDecimal.valueOf(1, 6);
            case "ms" -> BigDecimal.valueOf(1, 3);
            case "s" -> BigDecimal.ONE;
            case "m" -> BigDecimal.valueOf(60);
            default -> BigDecimal.valueOf(3_600);
        };
    }

    /** As Go prints a float: from a million on with an exponent of two digits at least. */
    static String goFloat(BigDecimal seconds) {
        BigDecimal value = seconds.stripTrailingZeros();
        int exponent = value.precision() - value.scale() - 1;
        if (value.signum() == 0 || (exponent >= -4 && exponent < 6)) {
            return value.toPlainString();
        }
        String mantissa = value.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return mantissa + "e" + (exponent < 0 ? "-" : "+") + "%02d".formatted(Math.abs(exponent));
    }

    /** One unit, rounded down. */
    static String shortest(Duration interval) {
        long ms = interval.toMillis();
        record Unit(String name, long ms) {}
        for (Unit unit : List.of(
                new Unit("y", 31_536_000_000L),
                new Unit("d", 86_400_000L),
                new Unit("h", 3_600_000L),
                new Unit("m", 60_000L),
                new Unit("s", 1_000L),
                new Unit("ms", 1L))) {
            if (ms >= unit.ms) {
                return BigDecimal.valueOf(ms).divide(BigDecimal.valueOf(unit.ms), 0, RoundingMode.DOWN) + unit.name;
            }
        }
        return "1ms";
    }
}
