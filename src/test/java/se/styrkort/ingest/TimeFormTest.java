package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeFormTest {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            iso              | 2026-06-01T10:00:00Z      | 2026-06-01T10:00:00Z
            iso              | 2026-06-01T10:00          | 2026-06-01T08:00:00Z
            iso              | 2026-06-01 10:00          | 2026-06-01T08:00:00Z
            iso              | 2026-06-01 10:00:30       | 2026-06-01T08:00:30Z
            iso              | 2026-12-01 10:00          | 2026-12-01T09:00:00Z
            iso              | 2026-06-01                | 2026-05-31T22:00:00Z
            iso              | 2026-06-01T10:00:00+02:00 | 2026-06-01T08:00:00Z
            iso              | 2026-06-01 10:00:00 +0200 | 2026-06-01T08:00:00Z
            iso              | 2026-06-01T10:00:00.123456789Z | 2026-06-01T10:00:00.123456Z
            iso              | 2026-10-25 02:30          | 2026-10-25T00:30:00Z
            iso              | 2026-03-29 02:30          |
            iso              | 2026-02-30 10:00          |
            iso              | 2026-02-30T10:00:00Z      |
            iso              | 2026-06-01T24:00:00Z      |
            iso              | 1066-10-14                |
            iso              | 29/2/2016 01:16           |
            d/M/yyyy H:mm    | 29/2/2016 01:16           | 2016-02-29T00:16:00Z
            d/M/yyyy H:mm    | 30/2/2016 01:16           |
            dd-MM-yyyy HH:mm | 29-02-2016 01:16          | 2016-02-29T00:16:00Z
            d MMM yyyy       | 3                         |
            dd-MM-yyyy       | 01-06-2026                | 2026-05-31T22:00:00Z
            epoch            | 1780308000                | 2026-06-01T10:00:00Z
            epoch_ms         | 1780308000123             | 2026-06-01T10:00:00.123Z
            epoch            | 17803080001234            |
            epoch            | x                         |
            """)
    void aTextIsTheInstantThatItsFormAndZoneSay(String form, String text, String instant) {
        String read =
                TimeForm.of(form).parse(text, SWEDEN).map(Object::toString).orElse(null);
        assertEquals(instant, read);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HH:mm", "yyyy-QQQQQQQ-b", ""})
    void lettersThatNameNoYearOrNothingAreRefused(String letters) {
        assertThrows(IllegalArgumentException.class, () -> TimeForm.of(letters));
    }
}
