package se.styrkort.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
    @Test
    void whatWasGivenOutIsReadBack() {
        String text = Cursor.of("usage.active_users", "", "e-möten|0180").text();
        Cursor read = Cursor.read(text, 3);
        assertEquals(new Cursor(List.of("usage.active_users", "", "e-möten|0180")), read);
        assertNull(Cursor.read(null, 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "åäö", "!!!", "YWJj", "_____w", "Hw"})
    void garbageIsTheCallersMistake(String text) {
        ProblemException refused = assertThrows(ProblemException.class, () -> Cursor.read(text, 2));
        assertEquals(400, refused.status());
        assertEquals(List.of("cursor"), refused.args());
    }

    @Test
    void aCursorOfAnotherListIsRefused() {
        String text = Cursor.of("one").text();
        assertThrows(ProblemException.class, () -> Cursor.read(text, 2));
    }
}
