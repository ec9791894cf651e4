package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.observation.Measured;
import se.styrkort.observation.State;

class ExpressionTest {
    @ParameterizedTest
    @CsvFileSource(resources = "golden/expressions.csv")
    void theCanonicalFormHasNoNeedlessParenthesesAndReadsAsTheSame(String written, String canonical) {
        Expression expression = parse(written);
        assertEquals(canonical, expression.toString());
        assertEquals(expression, parse(canonical));
    }

    @ParameterizedTest
    @CsvFileSource(resources = "golden/flaws.csv")
    void aFlawIsNamedAtItsCharacter(@Nullable String written, String code, int character) {
        ExpressionParser.Parsed parsed = ExpressionParser.parse(written == null ? "" : written);
        assertEquals(
                List.of(code + " " + character),
                parsed.flaws().stream()
                        .map(flaw -> flaw.code() + " " + (flaw.offset() + 1))
                        .toList());
    }

    @Test
    void severalUnknownWordsAreAllFound() {
        ExpressionParser.Parsed parsed = ExpressionParser.parse("median(a, unit=x) + mode(b, min_share=2)");
        assertEquals(
                List.of(
                        "expression_unknown_function",
                        "expression_unknown_attribute",
                        "expression_unknown_function",
                        "expression_min_share"),
                parsed.flaws().stream().map(ExpressionParser.Flaw::code).toList());
    }

    @Test
    void aTermHasAllItsAttributes() {
        Expression expression = parse("common(a.b-c, service=e-moten, group=g, qualifier=\"Cap, Rev\", min_share=0.5)");
        assertEquals(
                List.of(new Term(TermFunction.COMMON, "a.b-c", "e-moten", "g", "Cap, Rev", new BigDecimal("0.5"))),
                List.copyOf(expression.terms()));
    }

    @Test
    void lengthAndDepthHaveLimitsAndNoStackOverflows() {
        assertNotNull(ExpressionParser.parse("1" + " ".repeat(9_999)).expression());
        assertEquals("expression_too_long", flawOf("1" + " ".repeat(10_000)));
        assertNotNull(
                ExpressionParser.parse("(".repeat(100) + "1" + ")".repeat(100)).expression());
        assertEquals("expression_too_deep", flawOf("(".repeat(101) + "1" + ")".repeat(101)));
        assertEquals("expression_too_deep", flawOf("(".repeat(10_000)));
        assertEquals("expression_too_deep", flawOf("-".repeat(9_999) + "1"));
        assertEquals("expression_quote_open", flawOf("sum(a, qualifier='" + "''".repeat(4_990) + ")"));
    }

    @Test
    void aLongFormulaIsNotADeepOne() {
        String ones = "1+".repeat(4_999) + "1";
        Expression expression = parse(ones);
        assertEquals(
                new BigDecimal(5_000),
                expression.evaluate(term -> Models.measured("-")).value());
        assertEquals(5_000 * 4 - 3, expression.toString().length());
    }

    @ParameterizedTest
    @CsvSource({
        "last(a) + last(b), 1 2, 3",
        "last(a) - last(b) - 1, 1 2, -2",
        "1 - last(a) / (last(b) - 120), 95 11880, 0.9919217687074829931972789115646258",
        "-last(a) * 3, 2, -6",
        "last(a) / last(b), 1 0, .",
        "last(a) / last(b), 0 0, .",
        "last(a) / (last(b) - last(b)), 1 5, .",
        "last(a) + last(b), - 2, -",
        "last(a) + last(b), .. 2, -",
        "last(a), .., -",
        "last(a) + last(b), . 2, .",
        "last(a) * last(b), . -, -",
        "last(a) * last(b), .. ., -",
        "1 / 0 + last(a), -, -",
        "-last(a), ., .",
        "0 * last(a), -, -",
        "last(a) / 3 * 3, 1, 0.9999999999999999999999999999999999"
    })
    void statesAndNumbersCombine(String written, String operands, String expected) {
        Expression expression = parse(written);
        Iterator<String> given = Arrays.asList(operands.split(" ")).iterator();
        Map<String, Measured> values = expression.terms().stream()
                .collect(java.util.stream.Collectors.toMap(
                        Term::metric, term -> Models.measured(given.next()), (x, y) -> x, java.util.TreeMap::new));
        Measured result = expression.evaluate(term -> Objects.requireNonNull(values.get(term.metric())));
        Measured wanted = Models.measured(expected);
        assertEquals(wanted.state(), result.state());
        BigDecimal value = wanted.value();
        if (value != null) {
            assertEquals(0, value.compareTo(Objects.requireNonNull(result.value())), () -> "value " + result.value());
        }
    }

    @Test
    void oneSyntheticOperandMakesTheResultSynthetic() {
        Expression expression = parse("last(a) / last(b)");
        Measured made = new Measured(State.VALUE, BigDecimal.TWO, true);
        Measured real = Measured.of(BigDecimal.ONE);
        assertTrue(expression
                .evaluate(term -> term.metric().equals("a") ? made : real)
                .synthetic());
        assertTrue(expression
                .evaluate(term -> term.metric().equals("b") ? made : real)
                .synthetic());
        assertEquals(real, expression.evaluate(term -> real));
        Measured nothing = new Measured(State.MISSING, null, false);
        assertTrue(expression
                .evaluate(term -> term.metric().equals("a") ? made : nothing)
                .synthetic());
    }

    @Test
    void numbersAreFilledIn() {
        Expression expression = parse("1 - common(down) / (common(agreed) - common(planned))");
        assertEquals("1 - 95 / (11880 - (-120))", expression.render(term -> switch (term.metric()) {
            case "down" -> "95";
            case "agreed" -> "11880";
            default -> "-120";
        }));
        assertEquals("-5 + 1", parse("last(a) + 1").render(term -> "-5"));
    }

    private static Expression parse(String written) {
        ExpressionParser.Parsed parsed = ExpressionParser.parse(written);
        assertEquals(List.of(), parsed.flaws());
        return Objects.requireNonNull(parsed.expression());
    }

    private static String flawOf(String written) {
        ExpressionParser.Parsed parsed = ExpressionParser.parse(written);
        assertNull(parsed.expression());
        return parsed.flaws().getFirst().code();
    }
}
