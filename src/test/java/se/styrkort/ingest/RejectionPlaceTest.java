package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class RejectionPlaceTest {
    private static Rejection at(long line) {
        return Rejection.of(line, "value", "bad_number", "x", ",");
    }

    @Test
    void aPlaceCountsTheFaultsOfItsLine() {
        RejectionPlace place = RejectionPlace.START.after(List.of(at(2), at(3), at(3)));
        assertEquals(new RejectionPlace(3, 1), place);
        assertEquals(new RejectionPlace(3, 2), place.after(List.of(at(3))));
        assertEquals(new RejectionPlace(4, 0), place.after(List.of(at(3), at(4))));
        assertEquals(place, place.after(List.of()));
    }
}
