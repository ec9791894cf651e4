package se.styrkort.availability;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Spans;

/**
 * How a service was over a stretch of time: each second planned (maintenance announced in time), down, unknown, or else up.
 * Planned goes before down, down before up, and what nobody knows is unknown.
 *
 * @param window the stretch, in epoch seconds
 */
public record States(Spans.Span window, Spans planned, Spans down, Spans unknown) {
    public States {
        Spans all = planned.union(down).union(unknown);
        if (all.length() != planned.length() + down.length() + unknown.length()
                || all.lengthWithin(window.from(), window.until()) != all.length()) {
            throw new IllegalArgumentException("each second of the window has one state");
        }
    }

    /** Time that belongs to no other state is up. */
    public Spans up() {
        return whole(window).minus(planned).minus(down).minus(unknown);
    }

    /**
     * A service that is up unless an outage says otherwise, which is knowledge also after the last delivery.
     *
     * @param knownUntil when outages were last delivered; absent when they never were, and then nothing is known
     */
    public static States byOutages(Spans.Span window, Outages outages, @Nullable Instant knownUntil, Instant now) {
        Spans known = knownUntil == null ? Spans.EMPTY : until(window, knownUntil.isBefore(now) ? knownUntil : now);
        return of(window, outages.planned(), outages.down(), known);
    }

    /**
     * A service of which nothing is known unless a probe, or an unplanned outage, says so. Where sources differ it is down.
     *
     * @param hold seconds that a probe holds at most, or {@link ProbeRuns#UNTIL_NEXT}
     */
    public static States byProbes(
            Spans.Span window, Outages outages, Collection<ProbeSource> sources, long hold, Instant now) {
        Spans up = Spans.EMPTY;
        Spans down = outages.down();
        for (ProbeSource source : sources) {
            up = up.union(source.seen(true, hold));
            down = down.union(source.seen(false, hold));
        }
        Spans past = until(window, now);
        return of(window, outages.planned(), down.intersection(past), up.intersection(past));
    }

    /** A service of which nobody knows anything. */
    public static States unknown(Spans.Span window) {
        return new States(window, Spans.EMPTY, Spans.EMPTY, whole(window));
    }

    /**
     * A service that needs all of its parts: down if any is, else planned if any is, else unknown if any is. The parts have
     * the same window; there is one at least.
     */
    public static States series(List<States> parts) {
        Spans down = union(parts, States::down);
        Spans planned = union(parts, States::planned).minus(down);
        Spans unknown = union(parts, States::unknown).minus(down).minus(planned);
        return new States(window(parts), planned, down, unknown);
    }

    /** A service that needs one of its parts: up if any is, else unknown if any is, else down if any is, else planned. */
    public static States parallel(List<States> parts) {
        Spans up = union(parts, States::up);
        Spans unknown = union(parts, States::unknown).minus(up);
        Spans down = union(parts, States::down).minus(up).minus(unknown);
        Spans planned = union(parts, States::planned).minus(up).minus(unknown).minus(down);
        return new States(window(parts), planned, down, unknown);
    }

    /** A composite service with outages of its own as well: they are added to those of its parts. */
    public States with(Outages outages) {
        Spans own = outages.down().union(down);
        return of(window, outages.planned().union(planned), own, up());
    }

    /** Planned goes first, then down, then what is known otherwise; all else is unknown. */
    private static States of(Spans.Span window, Spans planned, Spans down, Spans up) {
        Spans whole = whole(window);
        Spans excluded = planned.intersection(whole);
        Spans failed = down.intersection(whole).minus(excluded);
        return new States(
                window, excluded, failed, whole.minus(excluded).minus(failed).minus(up));
    }

    private static Spans whole(Spans.Span window) {
        return Spans.of(window.from(), window.until());
    }

    private static Spans until(Spans.Span window, Instant end) {
        return Spans.of(window.from(), Math.min(window.until(), end.getEpochSecond()));
    }

    private static Spans union(List<States> parts, Function<States, Spans> state) {
        Spans all = Spans.EMPTY;
        for (States part : parts) {
            all = all.union(state.apply(part));
        }
        return all;
    }

    private static Spans.Span window(List<States> parts) {
        Spans.Span window = parts.getFirst().window();
        if (parts.stream().anyMatch(part -> !part.window().equals(window))) {
            throw new IllegalArgumentException("parts are looked at over the same time");
        }
        return window;
    }
}
