package se.styrkort.availability;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.AgreedTime;
import se.styrkort.calendar.Spans;
import se.styrkort.catalog.Parts;

/**
 * The states of services over one stretch of time. A service made of others is as they are, in series and in parallel:
 * states are combined second by second, never ratios. Each service is looked at once; for one thread.
 */
public final class StatesOfServices {
    private final Spans.Span window;
    private final @Nullable Instant knownUntil;
    private final Instant now;
    private final Function<String, @Nullable ServiceInputs> inputs;
    private final Map<String, States> known = new HashMap<>();

    /**
     * @param window in epoch seconds, such as a month of the service's hours
     * @param knownUntil when outages were last delivered; null when they never were
     * @param now the instant after which nothing is known
     * @param inputs of a service by its code; null for one that is not there, of which nothing is known
     */
    public StatesOfServices(
            Spans.Span window,
            @Nullable Instant knownUntil,
            Instant now,
            Function<String, @Nullable ServiceInputs> inputs) {
        this.window = window;
        this.knownUntil = knownUntil;
        this.now = now;
        this.inputs = inputs;
    }

    /** The service's states in its agreed time. */
    public ServiceMonth month(String service, AgreedTime agreed) {
        return ServiceMonth.of(
                of(service), agreed.spans(Instant.ofEpochSecond(window.from()), Instant.ofEpochSecond(window.until())));
    }

    public States of(String service) {
        States found = known.get(service);
        if (found == null) {
            // a service made of itself, which no catalog may have, is unknown rather than endless
            known.put(service, States.unknown(window));
            found = states(inputs.apply(service));
            known.put(service, found);
        }
        return found;
    }

    private States states(@Nullable ServiceInputs of) {
        if (of == null) {
            return States.unknown(window);
        }
        Outages outages = Outages.of(of.outages(), of.notice(), now);
        Parts parts = of.parts();
        return switch (of.measuredBy()) {
            case "outages" -> States.byOutages(window, outages, knownUntil, now);
            case "parts" -> (parts == null ? States.unknown(window) : combined(parts)).with(outages);
            default -> States.byProbes(window, outages, of.probes(), of.hold(), now);
        };
    }

    private States combined(Parts parts) {
        if (parts.service() != null) {
            return of(parts.service());
        }
        return parts.series().isEmpty() ? States.parallel(each(parts.parallel())) : States.series(each(parts.series()));
    }

    private List<States> each(List<Parts> parts) {
        return parts.stream().map(this::combined).toList();
    }
}
