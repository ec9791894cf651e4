package se.styrkort.web;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import jakarta.inject.Singleton;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.styrkort.store.StoreFailureException;

/** A bug of ours: 500 without detail; the correlation id leads from what the caller saw to the log. */
@Singleton
final class BugHandler implements ExceptionHandler<Throwable, HttpResponse<?>> {
    private static final Logger LOG = LoggerFactory.getLogger(BugHandler.class);

    /** PostgreSQL keeps no U+0000 in texts: whoever sends one made a mistake, not we. */
    private static final String UNSTORABLE = "22021";

    private final ProblemHandler problems;

    BugHandler(ProblemHandler problems) {
        this.problems = problems;
    }

    @Override
    @SuppressWarnings("rawtypes") // declared so by the framework
    public HttpResponse<?> handle(HttpRequest request, Throwable bug) {
        if (bug instanceof StoreFailureException failure && UNSTORABLE.equals(failure.sqlState())) {
            return problems.answer(request, new ProblemException(400, "unstorable_text"), null);
        }
        return problems.answer(request, new ProblemException(500, "internal"), log(request, bug));
    }

    /** The correlation id under which it was logged. The query is left out: it may hold what does not belong in a log. */
    String log(HttpRequest<?> request, @Nullable Throwable bug) {
        String correlationId = UUID.randomUUID().toString();
        LOG.error("{} {} failed, correlation id {}", request.getMethodName(), request.getPath(), correlationId, bug);
        return correlationId;
    }
}
