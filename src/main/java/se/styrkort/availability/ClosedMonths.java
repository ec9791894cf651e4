package se.styrkort.availability;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;

/**
 * Months whose figures stand: whoever changes an input of one gives a reason, and has the right to. A closed month that
 * was never computed has no figures to restate.
 *
 * @param computed months of services that are closed and have figures
 * @param reason why figures are restated; null: none was given
 */
record ClosedMonths(
        Set<DueRepository.Mark> computed, @Nullable String reason, boolean mayRestate) {
    /** What stands against touching the months: the code of a rejection and the month that it is about. */
    record Objection(String code, Period month) {}

    Optional<Objection> objection(Collection<DueRepository.Mark> touched) {
        if (reason != null && mayRestate) {
            return Optional.empty();
        }
        String code = mayRestate ? "closed_without_reason" : "closed_without_right";
        return touched.stream()
                .filter(computed::contains)
                .map(DueRepository.Mark::month)
                .min(Comparator.naturalOrder())
                .map(month -> new Objection(code, month));
    }
}
