package se.styrkort.availability;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.Measured;
import se.styrkort.observation.PeriodValue;
import se.styrkort.observation.State;

/**
 * The availability of a service or group in one month, as it was observed, or why there is none. The published views
 * say the same in SQL; a test holds them together.
 *
 * @param state {@code VALUE} exactly when there is an availability
 * @param inconsistent whether all seconds were delivered but do not fit into each other
 * @param coverageKnown whether anybody said how much time was not measured; else there is a ratio without bounds
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
    public static final List<String> METRICS = List.of(
            "availability.agreed_s",
            "availability.planned_s",
            "availability.down_s",
            "availability.unknown_s",
            "availability.interruptions");

    /** Of a month that goes on, as far as it is known. */
    public static AvailabilityFigure running(MonthlyAvailability known, boolean synthetic) {
        return new AvailabilityFigure(
                State.VALUE, known.time(), false, true, BigDecimal.valueOf(known.interruptions()), synthetic, true);
    }

    public static AvailabilityFigure of(
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

    /**
     * Several services as one: those that have a figure, weighted by time. Bounds and interruptions are known only where
     * they are for each of those.
     */
    public static AvailabilityFigure together(Collection<AvailabilityFigure> services) {
        List<AvailabilityFigure> counted =
                services.stream().filter(each -> each.availability != null).toList();
        Optional<Availability> sum = counted.stream()
                .flatMap(each -> Stream.ofNullable(each.availability))
                .reduce(Availability::plus);
        if (sum.isEmpty()) {
            return withoutAny(services);
        }
        boolean interruptionsKnown = counted.stream().allMatch(each -> each.interruptions != null);
        return new AvailabilityFigure(
                State.VALUE,
                sum.get(),
                false,
                counted.stream().allMatch(AvailabilityFigure::coverageKnown),
                interruptionsKnown
                        ? counted.stream()
                                .flatMap(each -> Stream.ofNullable(each.interruptions))
                                .reduce(BigDecimal.ZERO, BigDecimal::add)
                        : null,
                counted.stream().anyMatch(AvailabilityFigure::synthetic),
                counted.stream().anyMatch(AvailabilityFigure::preliminary));
    }

    private static AvailabilityFigure withoutAny(Collection<AvailabilityFigure> services) {
        boolean secret = services.stream().anyMatch(each -> each.state == State.SECRET);
        boolean applies = services.isEmpty() || services.stream().anyMatch(each -> each.state != State.NOT_APPLICABLE);
        return new AvailabilityFigure(
                secret ? State.SECRET : applies ? State.MISSING : State.NOT_APPLICABLE,
                null,
                services.stream().anyMatch(AvailabilityFigure::inconsistent),
                false,
                null,
                services.stream().anyMatch(AvailabilityFigure::synthetic),
                services.stream().anyMatch(AvailabilityFigure::preliminary));
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

    /** The ratio if what nobody measured was down; absent when nobody said what that is. */
    public @Nullable BigDecimal low() {
        return availability == null || !coverageKnown
                ? null
                : availability.low().orElse(null);
    }

    /** The ratio if what nobody measured was up, which is how {@link #ratio} counts it; absent as {@link #low}. */
    public @Nullable BigDecimal high() {
        return coverageKnown ? ratio() : null;
    }

    public @Nullable BigDecimal coverage() {
        return availability == null || !coverageKnown
                ? null
                : availability.coverage().orElse(null);
    }

    /** Mean seconds from interruption to restoration (MTRS); absent when nothing was interrupted or nobody counted. */
    public Optional<BigDecimal> secondsToRestore() {
        return availability == null || interruptions == null
                ? Optional.empty()
                : availability.secondsToRestore(interruptions.longValue());
    }

    /** Mean seconds in operation between interruptions (MTBF); absent as {@link #secondsToRestore}. */
    public Optional<BigDecimal> secondsBetweenFailures() {
        return availability == null || interruptions == null
                ? Optional.empty()
                : availability.secondsBetweenFailures(interruptions.longValue());
    }

    /** Whether some time was not measured, so that the availability may be lower than it looks. */
    public boolean isBounded() {
        return availability != null && availability.unknownSeconds() > 0;
    }
}
