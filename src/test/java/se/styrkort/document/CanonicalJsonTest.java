package se.styrkort.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 8785, with its own examples. */
class CanonicalJsonTest {
    /** Section 3.2.3: names of one property each, in the order of their UTF-16 units. */
    @Test
    void namesAreInTheOrderOfTheRfc() {
        Map<String, Object> names = new HashMap<>();
        names.put("\u20ac", "Euro Sign");
        names.put("\r", "Carriage Return");
        names.put("\ufb33", "Hebrew Letter Dalet With Dagesh");
        names.put("1", "One");
        names.put("\ud83d\ude00", "Emoji: Grinning Face");
        names.put("\u0080", "Control");
        names.put("\u00f6", "Latin Small Letter O With Diaeresis");
        assertEquals(
                "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                        + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                        + "\"\ud83d\ude00\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}",
                CanonicalJson.of(names));
    }

    /** Section 3.2.2: text, and literals. */
    @Test
    void textIsEscapedAsInTheRfc() {
        Map<String, Object> value = new HashMap<>();
        value.put("string", "\u20ac$\u000F\nA'B\"\\\\\"/");
        value.put("literals", Arrays.asList(null, true, false));
        assertEquals(
                "{\"literals\":[null,true,false],\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}",
                CanonicalJson.of(value));
    }

    /** The RFC's arrays example, as far as it holds no decimals. */
    @Test
    void listsKeepTheirOrderAndMapsInsideAreSorted() {
        Map<String, Object> inner = new HashMap<>();
        inner.put("d", true);
        inner.put("10", null);
        inner.put("1", List.of());
        assertEquals("[56,{\"1\":[],\"10\":null,\"d\":true}]", CanonicalJson.of(List.of(56, inner)));
    }

    /** Appendix B: what is a whole number there, and the first that not every reader holds. */
    @ParameterizedTest
    @CsvSource({"0, 0", "9007199254740991, 9007199254740991", "-9007199254740991, -9007199254740991"})
    void wholeNumbersAreWrittenAsTheyAre(long number, String written) {
        assertEquals(written, CanonicalJson.of(number));
    }

    @Test
    void whatHasNoCanonicalFormIsRefused() {
        for (Object value :
                List.of(9007199254740992L, Long.MIN_VALUE, 0.5, BigDecimal.ONE, "\ud800", "\udc00x", "a\ud800")) {
            assertThrows(IllegalArgumentException.class, () -> CanonicalJson.of(value), String.valueOf(value));
        }
    }

    /** Whatever order a map was filled in. */
    @Property(tries = 200)
    void theOrderOfNamesIsNoPartOfTheValue(@ForAll List<Integer> names) {
        Map<String, Object> one = new HashMap<>();
        Map<String, Object> other = new LinkedHashMap<>();
        names.forEach(name -> one.put(String.valueOf(name), name));
        List<Integer> backwards = new ArrayList<>(names).reversed();
        backwards.forEach(name -> other.put(String.valueOf(name), name));
        assertEquals(CanonicalJson.of(one), CanonicalJson.of(other));
    }
}
