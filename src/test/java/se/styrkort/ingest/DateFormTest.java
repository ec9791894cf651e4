package se.styrkort.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.styrkort.calendar.Granularity;

class DateFormTest {
    @Test
    void theLettersSayHowExactItIs() {
        assertEquals(Granularity.DAY, DateForm.of("d/M/yy").precision());
        assertEquals(Granularity.DAY, DateForm.of("yyyy-DDD").precision());
        assertEquals(Granularity.MONTH, DateForm.of("MMM yyyy").precision());
        assertEquals(Granularity.YEAR, DateForm.of("'d' yyyy 'M'").precision(), "what is quoted is text");
    }

    @Test
    void quotedTextIsTextAndNoLetters() {
        assertEquals(
                Optional.of(LocalDate.of(2026, 1, 1)),
                DateForm.of("'yyyy' yyyy").parse("yyyy 2026"));
        assertEquals(
                Optional.of(LocalDate.of(2026, 3, 1)),
                DateForm.of("'year' yyyy, 'month' M").parse("year 2026, month 3"));
    }

    @Test
    void monthsHaveSwedishNamesInAnyCase() {
        assertEquals(
                Optional.of(LocalDate.of(2026, 5, 1)), DateForm.of("MMMM yyyy").parse("Maj 2026"));
        assertEquals(Optional.empty(), DateForm.of("MMMM yyyy").parse("May 2026"));
    }

    @Test
    void aDayThatIsNotInTheCalendarIsNone() {
        assertEquals(Optional.empty(), DateForm.of("yyyy-MM-dd").parse("2026-02-29"));
        assertEquals(
                Optional.of(LocalDate.of(2024, 2, 29)),
                DateForm.of("yyyy-MM-dd").parse("2024-02-29"));
        assertEquals(Optional.empty(), DateForm.of("yyyy-MM-dd").parse("2024-02-29 "), "the whole cell");
    }

    @ParameterizedTest
    @ValueSource(strings = {"MM-dd", "HH:mm", "", "'yyyy'", "yyyy-{", "year"})
    void lettersWithoutAYearOrMeaningAreRefused(String letters) {
        assertThrows(IllegalArgumentException.class, () -> DateForm.of(letters));
    }
}
