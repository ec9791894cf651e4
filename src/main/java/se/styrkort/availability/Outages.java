package se.styrkort.availability;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import se.styrkort.calendar.Spans;

/**
 * The outages of a service as two sets of time, which may overlap: maintenance announced in time, and all else. Outages
 * that overlap are one time, whatever their order and number.
 *
 * @param planned also what is ahead
 * @param down until now: what an outage says of the future is a guess
 */
public record Outages(Spans planned, Spans down) {
    public static final Outages NONE = new Outages(Spans.EMPTY, Spans.EMPTY);

    /**
     * The two sets of some outages.
     *
     * @param notice how long before its start maintenance must be announced at the latest
     */
    public static Outages of(Collection<Outage> outages, Duration notice, Instant now) {
        List<Spans.Span> planned = new ArrayList<>();
        List<Spans.Span> down = new ArrayList<>();
        for (Outage outage : outages) {
            (outage.isExcluded(notice) ? planned : down).addAll(outage.time(now).list());
        }
        return new Outages(Spans.of(planned), Spans.of(down).within(Long.MIN_VALUE, now.getEpochSecond()));
    }
}
