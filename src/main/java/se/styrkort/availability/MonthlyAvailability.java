package se.styrkort.availability;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;

/**
 * Availability of a service in a month, and how often it failed.
 *
 * @param interruptions times in which it was down without a break, of which some was in agreed time; one that goes on over
 *     a night, a weekend or the hours between is one, and one that goes on over a month's end is one of each month
 */
public record MonthlyAvailability(Availability time, long interruptions) {
    public MonthlyAvailability {
        if (interruptions < 0 || (interruptions == 0) != (time.downSeconds() == 0)) {
            throw new IllegalArgumentException("there is downtime where there are interruptions: " + interruptions);
        }
    }

    /** Mean time between failures (MTBF), in seconds; absent without interruptions. */
    public Optional<BigDecimal> mtbfSeconds() {
        return time.secondsBetweenFailures(interruptions);
    }

    /** Mean time to restore service (MTRS), in seconds; absent without interruptions. */
    public Optional<BigDecimal> mtrsSeconds() {
        return time.secondsToRestore(interruptions);
    }

    /** Mean time between service incidents (MTBSI), in seconds: MTBF + MTRS; absent without interruptions. */
    public Optional<BigDecimal> mtbsiSeconds() {
        return mtbfSeconds().flatMap(up -> mtrsSeconds().map(down -> up.add(down, MathContext.DECIMAL128)));
    }
}
