package se.styrkort.scorecard;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the expression language: numbers, {@code + - * / ( )} and {@code fn(metric, attribute=value, …)}. By recursive
 * descent straight over the characters, because a dash means minus outside the parentheses of a function and belongs to
 * a code inside them. Reading ends at the first flaw of form; unknown words are noted and reading goes on.
 */
final class ExpressionParser {
    static final int LENGTH_LIMIT = 10_000;
    static final int DEPTH_LIMIT = 100;

    private static final List<String> ATTRIBUTES = List.of("service", "group", "qualifier", "min_share");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+(\\.[0-9]+)?");
    private static final Pattern DECIMAL_COMMA = Pattern.compile(",[0-9]+");
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_.]*");

    private final ExpressionText text;
    private final List<Mention> mentions = new ArrayList<>();
    private final List<Flaw> flaws = new ArrayList<>();

    private ExpressionParser(String text) {
        this.text = new ExpressionText(text);
    }

    /** What is wrong at which character, counted from 0. */
    record Flaw(int offset, String code, List<String> args) {}

    /** A term and where its parts stand; the place of a service that is not named is that of the metric. */
    record Mention(Term term, int at, int metricAt, int serviceAt) {}

    /** @param expression absent when the form is wrong */
    record Parsed(@Nullable Expression expression, List<Mention> mentions, List<Flaw> flaws) {}

    static Parsed parse(String text) {
        ExpressionParser parser = new ExpressionParser(text);
        Expression expression = parser.whole();
        return new Parsed(expression, List.copyOf(parser.mentions), List.copyOf(parser.flaws));
    }

    private @Nullable Expression whole() {
        if (text.length() > LENGTH_LIMIT) {
            return flaw(0, "expression_too_long", text.length(), LENGTH_LIMIT);
        }
        Expression expression = sum(0);
        if (expression != null && !text.atEnd()) {
            return expected("expression_operator_expected");
        }
        return expression;
    }

    private @Nullable Expression sum(int depth) {
        return chain(Expression.Kind.SUM, '+', '-', depth);
    }

    private @Nullable Expression chain(Expression.Kind kind, char forward, char inverse, int depth) {
        Expression first = operand(kind, depth);
        List<Expression.Link> links = new ArrayList<>();
        while (first != null && !text.atEnd() && (text.next() == forward || text.next() == inverse)) {
            boolean inverted = text.next() == inverse;
            int at = text.position();
            text.advance();
            Expression operand = operand(kind, depth);
            if (operand == null) {
                return null;
            }
            links.add(new Expression.Link(inverted, operand, at));
        }
        return first == null ? null : Expression.Chain.of(kind, first, links);
    }

    private @Nullable Expression operand(Expression.Kind kind, int depth) {
        return kind == Expression.Kind.SUM ? chain(Expression.Kind.PRODUCT, '*', '/', depth) : unary(depth);
    }

    private @Nullable Expression unary(int depth) {
        if (text.atEnd()) {
            return expected("expression_operand_expected");
        }
        if (depth > DEPTH_LIMIT) {
            return flaw(text.position(), "expression_too_deep", DEPTH_LIMIT);
        }
        if (text.next() == '-') {
            text.advance();
            Expression operand = unary(depth + 1);
            return operand == null ? null : new Expression.Negation(operand);
        }
        if (text.next() == '(') {
            text.advance();
            Expression inner = sum(depth + 1);
            return inner == null || !sign(')', "expression_parenthesis_expected") ? null : inner;
        }
        Matcher number = text.at(NUMBER);
        if (number.lookingAt()) {
            text.to(number.end());
            if (text.at(DECIMAL_COMMA).lookingAt()) {
                return flaw(text.position(), "expression_decimal_comma");
            }
            return new Expression.Figure(new BigDecimal(number.group()));
        }
        return text.at(NAME).lookingAt() ? call() : expected("expression_operand_expected");
    }

    private @Nullable Expression call() {
        int start = text.position();
        String name = text.word(NAME);
        if (name == null || text.atEnd() || text.next() != '(') {
            return flaw(start, "expression_function_expected", shortened(String.valueOf(name)));
        }
        text.advance();
        TermFunction function = TermFunction.of(name).orElse(null);
        if (function == null) {
            flaw(start, "expression_unknown_function", shortened(name), String.join(", ", TermFunction.codes()));
        }
        int metricAt = text.start();
        String metric = text.value();
        if (metric == null) {
            return expectedValue("expression_metric_expected");
        }
        Map<String, Attribute> attributes = attributes();
        if (attributes == null) {
            return null;
        }
        Attribute service = attributes.get("service");
        Term term = new Term(
                // a stand-in that no rule refuses: the unknown function is fault enough
                function == null ? TermFunction.COUNT : function,
                metric,
                textOf(service),
                textOf(attributes.get("group")),
                textOf(attributes.get("qualifier")),
                minShare(attributes.get("min_share")));
        mentions.add(new Mention(term, start, metricAt, service == null ? metricAt : service.at));
        return new Expression.Call(term);
    }

    private record Attribute(String value, int at) {}

    private static @Nullable String textOf(@Nullable Attribute attribute) {
        return attribute == null ? null : attribute.value;
    }

    /** To the closing parenthesis; null after a flaw of form. */
    private @Nullable Map<String, Attribute> attributes() {
        Map<String, Attribute> attributes = new HashMap<>();
        while (!text.atEnd() && text.next() == ',') {
            text.advance();
            int nameAt = text.start();
            String name = text.word(NAME);
            if (name == null) {
                expected("expression_attribute_expected");
                return null;
            }
            if (!sign('=', "expression_equals_expected")) {
                return null;
            }
            int valueAt = text.start();
            String value = text.value();
            if (value == null) {
                expectedValue("expression_value_expected");
                return null;
            }
            if (!ATTRIBUTES.contains(name)) {
                flaw(nameAt, "expression_unknown_attribute", shortened(name), String.join(", ", ATTRIBUTES));
            } else if (attributes.put(name, new Attribute(value, valueAt)) != null) {
                flaw(nameAt, "expression_attribute_twice", name);
            }
        }
        return sign(')', "expression_comma_expected") ? attributes : null;
    }

    private @Nullable BigDecimal minShare(@Nullable Attribute attribute) {
        if (attribute == null) {
            return null;
        }
        BigDecimal share = NUMBER.matcher(attribute.value).matches() ? new BigDecimal(attribute.value) : BigDecimal.TEN;
        if (share.compareTo(BigDecimal.ONE) > 0) {
            flaw(attribute.at, "expression_min_share", shortened(attribute.value));
            return null;
        }
        return share;
    }

    private boolean sign(char sign, String code) {
        if (text.atEnd() || text.next() != sign) {
            expected(code);
            return false;
        }
        text.advance();
        return true;
    }

    /** Something else stands here, or the text ends: then the code has the suffix {@code _at_end}. */
    private @Nullable Expression expected(String code) {
        if (text.atEnd()) {
            return flaw(text.position(), code + "_at_end");
        }
        return flaw(text.position(), code, shortened(text.found()));
    }

    private @Nullable Expression expectedValue(String code) {
        boolean open = !text.atEnd() && (text.next() == '"' || text.next() == '\'');
        return open ? flaw(text.position(), "expression_quote_open") : expected(code);
    }

    private @Nullable Expression flaw(int offset, String code, Object... args) {
        flaws.add(new Flaw(
                offset, code, java.util.Arrays.stream(args).map(String::valueOf).toList()));
        return null;
    }

    private static String shortened(String word) {
        return word.length() <= 60 ? word : word.substring(0, 60) + "…";
    }
}
