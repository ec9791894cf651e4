package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The last word about a row holds. */
class RowDecisionsTest {
    private static final List<String> HEADER = List.of("Period", "value", "Value");

    private static RowDecision released(long line, String actor) {
        return new RowDecision(line, RowDecision.Kind.RELEASED, null, null, "därför", actor, Instant.EPOCH);
    }

    private static RowDecision corrected(String column, String value) {
        return new RowDecision(2, RowDecision.Kind.CORRECTED, column, value, null, "a", Instant.EPOCH);
    }

    private static RawRow applied(RowDecision... decisions) {
        return new RowDecisions(Arrays.asList(decisions)).applied(new RawRow(2, List.of("p", "v", "V")), HEADER);
    }

    @Test
    void anotherValueIsNotWhatWasReleased() {
        RowDecisions decisions =
                new RowDecisions(List.of(released(2, "a"), released(3, "b"), corrected("value", "9000")));
        assertEquals(Map.of(3, "b"), decisions.releasedBy());
        assertEquals(Set.of(3), decisions.released());
        assertEquals(
                Map.of(2, "a"), new RowDecisions(List.of(corrected("value", "9000"), released(2, "a"))).releasedBy());
    }

    @Test
    void columnsAreFoundAsAProfileFindsThem() {
        assertEquals(List.of("p", "1", "V"), applied(corrected("value", "1")).cells());
        assertEquals(List.of("p", "v", "1"), applied(corrected("Value", "1")).cells());
        assertEquals(List.of("p", "1", "V"), applied(corrected("VALUE", "1")).cells());
        assertEquals(
                List.of("p", "3", "V"),
                applied(corrected("VALUE", "1"), corrected("value", "2"), corrected("VALUE", "3"))
                        .cells());
    }

    @Test
    void aColumnThatIsNotThereMakesTheRowFaultyUntilItIsWithdrawn() {
        Rejection fault = applied(corrected("värde", "1")).fault();
        assertNotNull(fault);
        assertEquals("no_such_column 1 [värde]", fault.code() + " " + fault.value() + " " + fault.args());
        RawRow withdrawn = applied(corrected("värde", "1"), corrected("värde", ""), corrected("value", "1"));
        assertNull(withdrawn.fault());
        assertEquals(List.of("p", "1", "V"), withdrawn.cells());
    }
}
