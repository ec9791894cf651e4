package se.styrkort.report;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.styrkort.availability.Availability;
import se.styrkort.observation.Measured;
import se.styrkort.observation.PeriodValue;
import se.styrkort.observation.State;

/**
 * The availability of a service or group in one month, as it was observed, or why there is none.
 *
 * @param state {@code VALUE} exactly when there is an availability
 * @param inconsistent whether all seconds were delivered but do not fit into each other
 * @param coverageKnown whether anybody said how much time was not measured; else none is assumed to be
 * @param interruptions how many, where that is known
 */
public record AvailabilityFigure(
        State state,
        @Nullable Availability availability,
        boolean inconsistent,
        boolean coverageKnown,
        @Nullable BigDecimal interruptions,
        boolean synthetic,
        boolean preliminary) {
    public static final AvailabilityFigure NONE =
            new AvailabilityFigure(State.MISSING, null, false, false, null, false, false);

    /** The metrics that say it, in the order of {@link #of}. */
    static final java.util.List<String> METRICS = java.util.List.of(
            "availability.agreed_s",
            "availability.planned_s",
            "availability.down_s",
            "availability.unknown_s",
            "availability.interruptions");

    static AvailabilityFigure of(
            @Nullable PeriodValue agreed,
            @Nullable PeriodValue planned,
            @Nullable PeriodValue down,
            @Nullable PeriodValue unknown,
            @Nullable PeriodValue interruptions) {
        BigDecimal agreedSeconds = value(agreed);
        BigDecimal plannedSeconds = value(planned);
        BigDecimal downSeconds = value(down);
        BigDecimal unknownSeconds = value(unknown);
        boolean synthetic = Stream.of(agreed, planned, down, unknown)
                .anyMatch(each -> each != null && each.measured().synthetic());
        boolean preliminary =
                Stream.of(agreed, planned, down, unknown).anyMatch(each -> each != null && each.preliminary());
        if (agreedSeconds == null || plannedSeconds == null || downSeconds == null) {
            return new AvailabilityFigure(
                    emptyState(agreed, planned, down), null, false, false, null, synthetic, preliminary);
        }
        Optional<Availability> availability = Availability.of(
                agreedSeconds, plannedSeconds, downSeconds, unknownSeconds == null ? BigDecimal.ZERO : unknownSeconds);
        boolean applies = availability.isPresent() && availability.get().ratio().isPresent();
        return new AvailabilityFigure(
                applies ? State.VALUE : availability.isPresent() ? State.NOT_APPLICABLE : State.MISSING,
                applies ? availability.get() : null,
                availability.isEmpty(),
                unknownSeconds != null,
                value(interruptions),
                synthetic,
                preliminary);
    }

    private static State emptyState(@Nullable PeriodValue... parts) {
        boolean applies = Stream.of(parts)
                .anyMatch(part -> part == null || part.measured().state() != State.NOT_APPLICABLE);
        boolean secret = Stream.of(parts).anyMatch(part -> part != null && part.secret());
        return secret ? State.SECRET : applies ? State.MISSING : State.NOT_APPLICABLE;
    }

    private static @Nullable BigDecimal value(@Nullable PeriodValue value) {
        return value == null ? null : value.measured().value();
    }

    /** The availability as a target judges it: time that nobody measured counts as up. */
    public Measured measured() {
        return ratio() == null ? Measured.empty(state) : new Measured(State.VALUE, ratio(), synthetic);
    }

    public @Nullable BigDecimal ratio() {
        return availability == null ? null : availability.ratio().orElse(null);
    }

    public @Nullable BigDecimal low() {
        return availability == null ? null : availability.low().orElse(null);
    }

    public @Nullable BigDecimal coverage() {
        return availability == null || !coverageKnown
                ? null
                : availability.coverage().orElse(null);
    }

    /** Whether some time was not measured, so that the availability may be lower than it looks. */
    public boolean isBounded() {
        return availability != null && availability.unknownSeconds() > 0;
    }
}
