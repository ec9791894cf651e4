package se.styrkort.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.styrkort.calendar.Period;
import se.styrkort.document.Mapping;
import se.styrkort.observation.State;

/**
 * A rough evaluation of the shipped model over the demonstration's figures, for one question: do the demonstration's
 * scores differ as they should? Doubles, linear search, and no word about why; the product's own is elsewhere.
 */
final class RoughScores {
    /** A value, or why there is none. */
    record Rough(State state, double value) {
        static Rough of(double value) {
            return new Rough(State.VALUE, value);
        }

        static Rough none(State state) {
            return new Rough(state, Double.NaN);
        }

        boolean isValue() {
            return state == State.VALUE;
        }
    }

    private record Place(String metric, String organisation, Period month) {}

    private final Map<Place, List<Figure>> figures = new HashMap<>();
    private final Map<String, Mapping> metrics = Shipped.metrics();
    private final Map<String, List<String>> children = new TreeMap<>();

    RoughScores(Period last) {
        Consumer<Figure> known = figure -> figures.computeIfAbsent(
                        new Place(figure.metric(), figure.organisation(), figure.period()), key -> new ArrayList<>())
                .add(figure);
        new DemoFigures(last).each(known);
        RoughDelivery.figures(last, known);
        Shipped.organisations()
                .forEach((code, one) -> children.computeIfAbsent(one.text("parent", ""), key -> new ArrayList<>())
                        .add(code));
    }

    /** The value of the measure for the organisation. */
    Rough value(Mapping measure, String organisation, Period month) {
        String window = measure.text("window");
        int length =
                switch (window) {
                    case "month" -> 1;
                    case "quarter" -> 3;
                    case "rolling_12" -> 12;
                    default -> Integer.parseInt(window.replaceAll("\\D", ""));
                };
        return new Expression(measure.text("value"), organisation, month, length, window.startsWith("latest")).sum();
    }

    /** Points of a value, by the measure's goalposts. */
    static double score(Mapping measure, double value) {
        Mapping normalisation = Objects.requireNonNull(measure.mapping("normalisation"));
        Mapping goalposts = Objects.requireNonNull(normalisation.mapping("goalposts"));
        boolean log = normalisation.text("scale", "linear").equals("log");
        double zero = scaled(log, ShippedModelTest.number(goalposts, "zero"));
        double hundred = scaled(log, ShippedModelTest.number(goalposts, "hundred"));
        return Math.clamp(100 * (scaled(log, value) - zero) / (hundred - zero), 0, 100);
    }

    private static double scaled(boolean log, double value) {
        return log ? Math.log(value) : value;
    }

    /** One organisation's value for one month: its own, else its children's. Empty where nobody has any. */
    private List<Rough> month(String metric, String organisation, Period month) {
        List<Figure> own = figures.getOrDefault(new Place(metric, organisation, month), List.of());
        if (!own.isEmpty()) {
            return List.of(overServices(metric, own));
        }
        List<Rough> parts = children.getOrDefault(organisation, List.of()).stream()
                .flatMap(child -> month(metric, child, month).stream())
                .toList();
        return parts.isEmpty() ? List.of() : List.of(combined(metric, "over_organisations", parts));
    }

    private Rough overServices(String metric, List<Figure> own) {
        List<Figure> without =
                own.stream().filter(figure -> figure.service().isEmpty()).toList();
        Map<String, List<Figure>> byService = (without.isEmpty() ? own : without)
                .stream().collect(Collectors.groupingBy(Figure::service, TreeMap::new, Collectors.toList()));
        List<Rough> values = byService.values().stream()
                .map(qualified -> combined(
                        metric,
                        "over_qualifiers",
                        qualified.stream().map(RoughScores::rough).toList()))
                .toList();
        return combined(metric, "over_services", values);
    }

    private static Rough rough(Figure figure) {
        BigDecimal value = figure.value();
        return value == null ? Rough.none(figure.state()) : Rough.of(value.doubleValue());
    }

    private Rough combined(String metric, String rule, List<Rough> values) {
        if (values.size() == 1) {
            return values.getFirst();
        }
        return aggregate(Objects.requireNonNull(metrics.get(metric)).text(rule, "none"), values, 1);
    }

    private static Rough aggregate(String how, List<Rough> all, double minShare) {
        List<Rough> applicable =
                all.stream().filter(one -> one.state() != State.NOT_APPLICABLE).toList();
        double[] present = applicable.stream()
                .filter(Rough::isValue)
                .mapToDouble(Rough::value)
                .toArray();
        if (applicable.isEmpty() || how.equals("none")) {
            return Rough.none(State.NOT_APPLICABLE);
        }
        if (present.length == 0 || present.length < minShare * applicable.size()) {
            return Rough.none(State.MISSING);
        }
        double sum = java.util.Arrays.stream(present).sum();
        return Rough.of(
                switch (how) {
                    case "sum" -> sum;
                    case "mean" -> sum / present.length;
                    default -> present[present.length - 1];
                });
    }

    private Set<String> used(String organisation, List<Period> window) {
        Set<String> services = new TreeSet<>();
        for (Period month : window) {
            figures.getOrDefault(new Place("usage.active_users", organisation, month), List.of()).stream()
                    .filter(figure -> rough(figure).value() > 0)
                    .forEach(figure -> services.add(figure.service()));
        }
        children.getOrDefault(organisation, List.of()).forEach(child -> services.addAll(used(child, window)));
        return services;
    }

    /** Numbers, four operations, brackets, calls: evaluated while it is read. */
    private final class Expression {
        private final String text;
        private final String organisation;
        private final List<Period> window;
        private final boolean latest;
        private int at;

        Expression(String text, String organisation, Period month, int length, boolean latest) {
            this.text = text.replace(" ", "");
            this.organisation = organisation;
            this.window = Stream.iterate(month.plus(1 - length), Period::next)
                    .limit(length)
                    .toList();
            this.latest = latest;
        }

        Rough sum() {
            Rough left = product();
            while (at < text.length() && "+-".indexOf(text.charAt(at)) >= 0) {
                int sign = text.charAt(at++) == '+' ? 1 : -1;
                Rough right = product();
                left = both(left, right, left.value() + sign * right.value());
            }
            return left;
        }

        private Rough product() {
            Rough left = factor();
            while (at < text.length() && "*/".indexOf(text.charAt(at)) >= 0) {
                boolean times = text.charAt(at++) == '*';
                Rough right = factor();
                left = !times && right.isValue() && right.value() == 0
                        ? Rough.none(State.NOT_APPLICABLE)
                        : both(left, right, times ? left.value() * right.value() : left.value() / right.value());
            }
            return left;
        }

        private Rough both(Rough left, Rough right, double result) {
            return !left.isValue() ? left : !right.isValue() ? right : Rough.of(result);
        }

        private Rough factor() {
            if (text.charAt(at) == '(') {
                at++;
                Rough inner = sum();
                at++;
                return inner;
            }
            if (Character.isDigit(text.charAt(at))) {
                return Rough.of(Double.parseDouble(word(c -> Character.isDigit(c) || c == '.')));
            }
            String function = word(Character::isLetter);
            at++;
            String[] arguments = word(c -> c != ')').split(",");
            at++;
            return call(function, arguments);
        }

        private String word(Predicate<Character> while_) {
            int from = at;
            while (at < text.length() && while_.test(text.charAt(at))) {
                at++;
            }
            return text.substring(from, at);
        }

        private Rough call(String function, String[] arguments) {
            double minShare = arguments.length == 1 ? 1 : Double.parseDouble(arguments[1].replace("min_share=", ""));
            if (function.equals("common")) {
                return common(arguments[0]);
            }
            List<List<Rough>> months = window.stream()
                    .map(month -> month(arguments[0], organisation, month))
                    .toList();
            List<Rough> values = months.stream()
                    .flatMap(one -> latest || !one.isEmpty() ? one.stream() : Stream.of(Rough.none(State.MISSING)))
                    .toList();
            if (values.isEmpty()) {
                return Rough.none(State.MISSING);
            }
            return function.equals("last") ? values.getLast() : aggregate(function, values, minShare);
        }

        private Rough common(String metric) {
            Set<String> services = used(organisation, window);
            List<Rough> values = window.stream()
                    .flatMap(month -> figures.getOrDefault(new Place(metric, "", month), List.of()).stream())
                    .filter(figure -> services.contains(figure.service()))
                    .map(RoughScores::rough)
                    .toList();
            return values.isEmpty() ? Rough.none(State.NOT_APPLICABLE) : aggregate("sum", values, 1);
        }
    }
}
