package se.styrkort.web;

import gg.jte.generated.precompiled.Templates;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpResponseFactory;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Answers a {@link ProblemException}: problem+json in English to programs, a page in their language to readers. */
@Singleton
public final class ProblemHandler implements ExceptionHandler<ProblemException, HttpResponse<?>> {
    private final Messages messages;
    private final PageProvider pages;
    private final Templates templates;
    private final JsonMapper json;

    ProblemHandler(Messages messages, PageProvider pages, Templates templates, JsonMapper json) {
        this.messages = messages;
        this.pages = pages;
        this.templates = templates;
        this.json = json;
    }

    @Override
    @SuppressWarnings("rawtypes") // declared so by the framework
    public HttpResponse<?> handle(HttpRequest request, ProblemException mistake) {
        return answer(request, mistake, null);
    }

    /** The answer; filters, which no exception handler stands behind, give it themselves. */
    public MutableHttpResponse<?> answer(
            HttpRequest<?> request, ProblemException mistake, @Nullable String correlationId) {
        HttpStatus status = HttpStatus.valueOf(mistake.status());
        return complete(request, HttpResponseFactory.INSTANCE.status(status), mistake, correlationId);
    }

    /** Puts the problem into an answer that the framework began; its status and headers stay. */
    MutableHttpResponse<byte[]> complete(
            HttpRequest<?> request,
            MutableHttpResponse<?> begun,
            ProblemException mistake,
            @Nullable String correlationId) {
        boolean page = wantsPage(request);
        byte[] body = page ? html(request, mistake, correlationId) : problem(mistake, correlationId);
        MutableHttpResponse<byte[]> response = begun.body(body);
        response.getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
        response.getHeaders().remove(HttpHeaders.CONTENT_TYPE);
        if (response.code() == HttpStatus.REQUEST_ENTITY_TOO_LARGE.getCode()) {
            // the rest of the body is never read, and the next request on the same connection would wait behind it
            response.header(HttpHeaders.CONNECTION, "close");
        }
        return response.contentType(page ? HtmlHandler.HTML : MediaType.of(Problem.MEDIA_TYPE));
    }

    private byte[] html(HttpRequest<?> request, ProblemException mistake, @Nullable String correlationId) {
        Page page = pages.page(request);
        Problem problem = Problem.of(mistake, correlationId, messages, page.locale());
        return templates.webProblem(page, problem).render().getBytes(StandardCharsets.UTF_8);
    }

    private byte[] problem(ProblemException mistake, @Nullable String correlationId) {
        try {
            return json.writeValueAsBytes(Problem.of(mistake, correlationId, messages, Messages.ENGLISH));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean wantsPage(HttpRequest<?> request) {
        return !MachineRoutes.contains(request.getPath())
                && request.accept().stream().anyMatch(MediaType.TEXT_HTML_TYPE::equals);
    }
}
