package se.styrkort.completeness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.web.ProblemException;

class QuestionTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private static List<Period> days(@Nullable String from, String first) {
        Period begin = from == null ? null : Period.parse(from).orElseThrow();
        return new Question("m", null, null, begin, null, null)
                .periods(Granularity.DAY, TODAY, Optional.of(LocalDate.parse(first)));
    }

    @Test
    void withoutABeginItIsTheFirstPeriodOrAsManyAsAnAnswerHolds() {
        assertEquals(20, days(null, "2026-11-01").size());
        List<Period> many = days(null, "2020-01-01");
        assertEquals(400, many.size());
        assertEquals(LocalDate.of(2026, 11, 20), many.getLast().first());
    }

    @Test
    void whoAsksForMoreIsRefused() {
        assertThrows(ProblemException.class, () -> days("2020-01", "2026-11-01"));
    }
}
