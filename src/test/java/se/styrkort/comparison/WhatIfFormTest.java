package se.styrkort.comparison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.styrkort.scorecard.ScorecardModel;

class WhatIfFormTest {
    private static final ScorecardModel MODEL = Readings.model(Readings.MODEL
            .replace("target: 80}", "target: 0.8, baseline: 0.2, unit: ratio}")
            .replace(
                    "{code: b, value: last(m.b), normalisation: {goalposts: {zero: 0, hundred: 100}}}",
                    "{code: b, value: last(m.b), normalisation: {distance_to_target: {from: 100}}, target: 10}"));

    private static WhatIfForm read(String name, String written) {
        return WhatIfForm.read(MODEL, Map.of(name, List.of(written), "period", List.of("2026-03")));
    }

    /** Field, what is written there, what it means, and the fault of it. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "w.p | 2 | 2 |",
                "w.p | 0,5 | 0.5 |",
                "w.p/a | 1.25 | 1.25 |",
                "w.p/a | '1 000' | 1000 |",
                "w.p/a | '' | 1 |",
                "w.p | 0 | 1 | not_positive",
                "w.p | -1 | 1 | not_positive",
                "w.p | −1 | 1 | not_positive",
                "w.p | två | 1 | not_number",
                "w.p | 1e9 | 1 | not_number",
                "w.p | 1,5,2 | 1 | not_number",
                "w.p | 50 % | 1 | not_number",
                "w.p | 9999999999999999 | 1 | not_number",
                "t.p/a | 0,9 | 0.9 |",
                "t.p/a | 90 % | 0.9 |",
                "t.p/a | 120 % | 1.2 |",
                "t.p/a | 90 | 0.8 | percent",
                "t.p/a | -90 | 0.8 | percent",
                "t.p/a | 20 % | 0.8 | baseline",
                "t.p/a | nej | 0.8 | not_number",
                "t.p/b | -5 | -5 |",
                "t.p/b | 100 | 10 | baseline",
                "t.p/b | 20 % | 10 | not_number",
            })
    void aFieldIsReadOrSaysWhatIsWrong(String name, String written, String tried, String fault) {
        WhatIfForm form = read(name, written);
        WhatIfForm.Field field = Objects.requireNonNull(form.fields().get(name));
        assertEquals(tried, field.tried().stripTrailingZeros().toPlainString());
        assertEquals(fault, field.fault());
        assertEquals(fault == null, form.isRight());
        if (fault != null) {
            assertEquals(written, field.shown(true), "what was written stays to be mended");
        }
    }

    @Test
    void everyWeightAndEveryTargetHasAField() {
        WhatIfForm form = WhatIfForm.read(MODEL, Map.of());
        assertEquals(
                "[w.p, w.p/a, t.p/a, w.p/b, t.p/b, w.q, w.q/c, w.q/d]",
                form.fields().keySet().toString());
        assertTrue(form.whatIf().isNothing());
        assertEquals(
                "80\u00a0%", Objects.requireNonNull(form.fields().get("t.p/a")).shown(true));
        assertEquals("", form.query());
    }

    @Test
    void whatTheModelHasNotIsNamed() {
        WhatIfForm form = read("w.p/none", "2");
        assertEquals(List.of("w.p/none"), form.unknown());
        assertFalse(form.isRight());
        assertEquals(List.of("t.q/c"), read("t.q/c", "2").unknown(), "a measure without a target");
        assertTrue(read("word", "x").isRight(), "another name of the address is none of its business");
    }

    @Test
    void theAddressSaysWhatIsTriedAndNothingBesides() {
        Map<String, List<String>> sent =
                Map.of("w.p", List.of("2,0"), "w.p/a", List.of("1"), "t.p/a", List.of("90 %"), "w.q", List.of(""));
        WhatIfForm form = WhatIfForm.read(MODEL, sent);
        assertEquals("&w.p=2&t.p/a=90%25", form.query());
        assertFalse(form.isIn(sent));
        Map<String, List<String>> led = Map.of("w.p", List.of("2"), "t.p/a", List.of("90%"));
        assertTrue(WhatIfForm.read(MODEL, led).isIn(led));
        assertEquals(form.whatIf(), WhatIfForm.read(MODEL, led).whatIf());
    }

    /** Whatever is right leads to an address that is right, means the same and leads nowhere else. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "t.p/a | 150 %",
                "t.p/a | 1",
                "t.p/a | -1",
                "t.p/a | -150 %",
                "t.p/a | 0,123456789012345 %",
                "t.p/a | 0,123456789012345",
                "t.p/a | 999999999999999,123456789012345 %",
                "t.p/a | 0 %",
                "t.p/b | 0,123456789012345",
                "w.p | 999999999999999,5",
            })
    void anAddressIsReadBackAsItWasMeant(String name, String written) {
        WhatIfForm form = read(name, written);
        assertTrue(form.isRight());
        String value = URLDecoder.decode(form.query().substring(name.length() + 2), StandardCharsets.UTF_8);
        Map<String, List<String>> led = Map.of(name, List.of(value));
        WhatIfForm again = WhatIfForm.read(MODEL, led);
        assertTrue(again.isRight(), value);
        assertTrue(again.isIn(led), value);
        assertEquals(form.whatIf(), again.whatIf());
        assertEquals(form.query(), again.query());
    }
}
