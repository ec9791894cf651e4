package se.styrkort.availability;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Current operating information (driftinformation): what is interrupted or maintained, what is planned for the next
 * {@link #AHEAD} and what ended within the last {@link #BACK}.
 *
 * @param at the instant that it is true for
 * @param items of each state in the order in which they began
 * @param complete whether all are here; beyond {@link #MOST} the rest is left out
 */
public record OperatingStatus(Instant at, List<StatusItem> items, boolean complete) {
    static final Duration AHEAD = Duration.ofDays(30);
    static final Duration BACK = Duration.ofHours(24);
    static final int MOST = 500;

    public OperatingStatus {
        items = List.copyOf(items);
    }

    public List<StatusItem> ongoing() {
        return of(StatusItem.State.ONGOING);
    }

    public List<StatusItem> planned() {
        return of(StatusItem.State.PLANNED);
    }

    public List<StatusItem> ended() {
        return of(StatusItem.State.ENDED);
    }

    /** Interruptions that go on, which maintenance is not. */
    public long disturbances() {
        return ongoing().stream()
                .filter(item -> item.kind() == OutageKind.UNPLANNED)
                .count();
    }

    private List<StatusItem> of(StatusItem.State state) {
        return items.stream().filter(item -> item.state(at) == state).toList();
    }
}
