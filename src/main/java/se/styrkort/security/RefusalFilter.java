package se.styrkort.security;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;

/** Writes every refusal to the trail, wherever it was decided: who wanted what that was not theirs. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class RefusalFilter {
    private final Trail trail;

    RefusalFilter(Trail trail) {
        this.trail = trail;
    }

    @ResponseFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    void note(HttpRequest<?> request, HttpResponse<?> response) {
        if (response.code() == HttpStatus.FORBIDDEN.getCode()) {
            // without the query, which may hold what is nobody's business
            ActorProvider.of(request)
                    .ifPresent(actor ->
                            trail.note(actor, "access.refused", request.getMethodName() + " " + request.getPath()));
        }
    }
}
