package se.styrkort.availability;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;

/**
 * A month of a service. Ratios are 0–1, absent where they have no meaning.
 *
 * @param availability over measured time; absent when nothing was measured
 * @param low what was not measured counted as down
 * @param high what was not measured counted as up
 * @param gross maintenance counted as down, what was not measured as up
 * @param mtbfSeconds mean time between failures, absent without interruptions
 * @param mtrsSeconds mean time to restore service, absent without interruptions
 * @param coverage the measured part of the agreed time without maintenance
 */
public record AvailabilityItem(
        String service,
        String period,
        long agreedSeconds,
        long plannedSeconds,
        long downSeconds,
        @Nullable Long unknownSeconds,
        @Nullable BigDecimal availability,
        @Nullable BigDecimal low,
        @Nullable BigDecimal high,
        @Nullable BigDecimal gross,
        @Nullable Long interruptions,
        @Nullable BigDecimal mtbfSeconds,
        @Nullable BigDecimal mtrsSeconds,
        @Nullable BigDecimal coverage) {

    static AvailabilityItem of(String service, Period month, MonthlyAvailability computed) {
        return of(service, month, computed.time(), true, computed.interruptions());
    }

    /** @param measured whether anybody said how much was not measured */
    static AvailabilityItem of(
            String service, Period month, Availability time, boolean measured, @Nullable Long interruptions) {
        return new AvailabilityItem(
                service,
                month.code(),
                time.agreedSeconds(),
                time.plannedSeconds(),
                time.downSeconds(),
                measured ? time.unknownSeconds() : null,
                (measured ? time.overMeasuredTime() : time.ratio()).orElse(null),
                measured ? time.low().orElse(null) : null,
                measured ? time.ratio().orElse(null) : null,
                time.gross().orElse(null),
                interruptions,
                interruptions == null
                        ? null
                        : time.secondsBetweenFailures(interruptions).orElse(null),
                interruptions == null
                        ? null
                        : time.secondsToRestore(interruptions).orElse(null),
                measured ? time.coverage().orElse(null) : null);
    }
}
