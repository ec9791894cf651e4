package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnitCheckTest {
    private static final Map<String, String> UNITS =
            Map.of("cost", "SEK", "users", "users", "down", "s", "agreed", "s", "share", "ratio", "index", "1");

    private static UnitCheck check() {
        return new UnitCheck(term ->
                UNITS.containsKey(term.metric()) ? Unit.of(Objects.requireNonNull(UNITS.get(term.metric()))) : null);
    }

    private static Expression expression(String text) {
        return Objects.requireNonNull(ExpressionParser.parse(text).expression());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sum(cost) | SEK",
                "12 * mean(cost) / mean(users) | SEK/users",
                "1 - sum(down) / sum(agreed) | 1",
                "1 / sum(down) | 1/s",
                "sum(down) * sum(down) | s^2",
                "sum(cost) / sum(users) / sum(users) | SEK/users^2",
                "sum(cost) * sum(users) | SEK·users",
                "sum(share) + sum(index) | 1",
                "-sum(cost) + 5 | SEK",
                "5 + sum(cost) | SEK",
                "sum(unknown) + sum(cost) | SEK",
                "(sum(down) + sum(agreed)) / 2 | s"
            })
    void unitsFollowTheArithmetic(String text, String unit) {
        UnitCheck check = check();
        assertEquals(unit, String.valueOf(check.of(expression(text))));
        assertEquals(List.of(), check.clashes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sum(cost) + sum(down) | 10 SEK s",
                "sum(cost) - (sum(users) - sum(cost)) | 24 users SEK",
                "sum(cost) / sum(users) + sum(cost) | 23 SEK/users SEK",
                "sum(down) + sum(share) | 10 s 1",
                "sum(agreed) + sum(agreed) - sum(users) | 26 s users"
            })
    void whatHasDifferentUnitsIsNotAdded(String text, String clash) {
        UnitCheck check = check();
        check.of(expression(text));
        UnitCheck.Clash found = check.clashes().getFirst();
        assertEquals(clash, found.at() + " " + found.left() + " " + found.right());
    }

    @Test
    void aNumberThatTheExpressionWritesHasAnyUnit() {
        assertEquals(null, check().of(expression("2 * 3 + 1")));
    }

    @Test
    void aModelThatAddsSecondsToKronorIsRefusedWithThePlace() {
        String yaml =
                Models.text("model.yaml").replace("low: sum(cost.it_sek) / 2", "low: sum(cost.it_sek) + last(m.s)");
        Models.Known known = Models.known();
        List<se.styrkort.document.Fault> faults = ModelReader.read(yaml, new ModelReader.Catalogue() {
                    @Override
                    public se.styrkort.catalog.Metric metric(String code) {
                        return Models.metric(code, code.equals("m.s") ? "s" : code.startsWith("cost") ? "SEK" : "1");
                    }

                    @Override
                    public boolean hasService(String code) {
                        return known.hasService(code);
                    }
                })
                .faults();
        assertEquals(
                List.of("expression_units_differ 34:31 [SEK, s]"),
                faults.stream()
                        .map(fault -> fault.code() + " " + fault.line() + ":" + fault.column() + " " + fault.args())
                        .toList());
    }
}
