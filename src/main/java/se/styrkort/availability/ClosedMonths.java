package se.styrkort.availability;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;

/**
 * Months whose figures stand: whoever changes an input of one gives a reason, and has the right to. A closed month that
 * was never computed has no figures to restate.
 *
 * @param reason why figures are restated; null: none was given
 */
record ClosedMonths(@Nullable String reason, boolean mayRestate) {
    /** What stands against touching the months: the code of a rejection and the month that it is about. */
    record Objection(String code, Period month) {}

    /** Whether closed months may be restated; their inputs need not be looked up then. */
    boolean mayBeRestated() {
        return reason != null && mayRestate;
    }

    /**
     * The first objection.
     *
     * @param closed those of the touched months that are closed and have figures
     */
    Optional<Objection> objection(Collection<DueRepository.Mark> closed) {
        if (mayBeRestated()) {
            return Optional.empty();
        }
        String code = mayRestate ? "closed_without_reason" : "closed_without_right";
        return closed.stream()
                .map(DueRepository.Mark::month)
                .min(Comparator.naturalOrder())
                .map(month -> new Objection(code, month));
    }
}
