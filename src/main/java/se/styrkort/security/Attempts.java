package se.styrkort.security;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down whoever tries many names from one address: {@value #LIMIT} failures within 15 minutes, then a wait. At most
 * {@value #REMEMBERED} addresses are remembered, the least recently tried are forgotten. One name is guarded by
 * {@link LoginFailureRepository}.
 */
@Singleton
final class Attempts {
    static final int LIMIT = 100;
    static final int REMEMBERED = 10_000;
    static final Duration WINDOW = Duration.ofMinutes(15);

    private final InstantSource clock;
    private final Map<String, Deque<Instant>> tried = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
            return size() > REMEMBERED;
        }
    };

    Attempts() {
        this(InstantSource.system());
    }

    Attempts(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Counts an attempt before it is judged, so that many at once are no way round the limit.
     *
     * @return how long to wait when the limit is reached
     */
    synchronized Optional<Duration> begin(String address) {
        Instant now = clock.instant();
        Deque<Instant> times = tried.computeIfAbsent(address, key -> new ArrayDeque<>());
        while (!times.isEmpty() && !times.getFirst().plus(WINDOW).isAfter(now)) {
            times.removeFirst();
        }
        if (times.size() >= LIMIT) {
            return Optional.of(Duration.between(now, times.getFirst().plus(WINDOW)));
        }
        times.addLast(now);
        return Optional.empty();
    }

    /** Takes the last attempt back: it was no failure. */
    synchronized void succeeded(String address) {
        Deque<Instant> times = tried.get(address);
        if (times != null) {
            times.pollLast();
        }
    }
}
