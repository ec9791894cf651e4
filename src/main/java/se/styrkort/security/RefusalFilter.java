package se.styrkort.security;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes refusals to the trail, wherever they were decided: who wanted what that was not theirs. The same one again within
 * {@link #ONCE} is not written again, so that nobody fills with one address what can only grow.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class RefusalFilter {
    private static final Duration ONCE = Duration.ofMinutes(1);
    private static final int REMEMBERED = 1_000;

    private final Trail trail;
    private final Map<String, Instant> written = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    RefusalFilter(Trail trail) {
        this.trail = trail;
    }

    @ResponseFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    void note(HttpRequest<?> request, HttpResponse<?> response) {
        if (response.code() == HttpStatus.FORBIDDEN.getCode()) {
            // without the query, which may hold what is nobody's business
            String target = request.getMethodName() + " " + request.getPath();
            ActorProvider.of(request)
                    .filter(actor -> isNew(actor.name() + " " + target))
                    .ifPresent(actor -> trail.note(actor, "access.refused", target));
        }
    }

    private boolean isNew(String refusal) {
        synchronized (written) {
            Instant now = Instant.now();
            Instant before = written.put(refusal, now);
            return before == null || before.plus(ONCE).isBefore(now);
        }
    }
}
