package se.styrkort.security;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.ServerHttpRequest;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.body.ByteBody.SplitBackpressureMode;
import io.micronaut.http.body.CloseableByteBody;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.web.FormTokenProvider;
import se.styrkort.web.ProblemException;
import se.styrkort.web.ProblemHandler;
import se.styrkort.web.WebConfiguration;

/**
 * Refuses changes that another site makes a reader's browser send (CSRF), for every route alike, so that none can be
 * forgotten. Two things must be right. The form's token ({@link FormTokenProvider}), which stands in the body's first
 * {@value #PEEK} bytes or in the header {@value #HEADER}; of an upload no more than that is read here. And where the
 * browser says that the request comes from, in headers that no page can forge: {@code Sec-Fetch-Site}, or {@code Origin}
 * where that is missing. The session cookie's {@code SameSite=Strict} stands behind both.
 *
 * <p>A request with an {@code Authorization} header is not protected: no other site can make a browser send one.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class ForgeryFilter implements Ordered {
    static final String HEADER = "X-CSRF-Token";

    private static final int PEEK = 8_192;
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final WebConfiguration web;
    private final FormTokenProvider tokens;
    private final ProblemHandler problems;

    ForgeryFilter(WebConfiguration web, FormTokenProvider tokens, ProblemHandler problems) {
        this.web = web;
        this.tokens = tokens;
        this.problems = problems;
    }

    /** After access is decided: who has no credentials is told so, wherever the request came from. */
    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.after();
    }

    @RequestFilter
    @ExecuteOn(TaskExecutors.BLOCKING)
    @Nullable
    HttpResponse<?> refuse(HttpRequest<?> request) throws IOException {
        if (SAFE.contains(request.getMethod()) || request.getHeaders().contains(HttpHeaders.AUTHORIZATION)) {
            return null;
        }
        if (!isFromHere(request)) {
            return problems.answer(request, new ProblemException(403, "cross_site"), null);
        }
        return tokens.matches(request, sent(request))
                ? null
                : problems.answer(request, new ProblemException(403, "form_expired"), null);
    }

    private boolean isFromHere(HttpRequest<?> request) {
        String site = request.getHeaders().get("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeaders().get(HttpHeaders.ORIGIN);
        if (origin != null) {
            String host = request.getHeaders().get(HttpHeaders.HOST);
            return origin.equals("http://" + host)
                    || origin.equals("https://" + host)
                    || web.origin().map(own -> origin.equals(own.toString())).orElse(false);
        }
        // no browser that we know leaves out both; the token alone decides
        return true;
    }

    private static @Nullable String sent(HttpRequest<?> request) throws IOException {
        String header = request.getHeaders().get(HEADER);
        Optional<FormField> form = request.getContentType().flatMap(ForgeryFilter::form);
        if (header != null || form.isEmpty() || !(request instanceof ServerHttpRequest<?> server)) {
            return header;
        }
        try (CloseableByteBody copy = server.byteBody().split(SplitBackpressureMode.FASTEST);
                InputStream bytes = copy.toInputStream()) {
            return form.get().find(bytes.readNBytes(PEEK), FormTokenProvider.FIELD);
        }
    }

    private static Optional<FormField> form(MediaType type) {
        if (type.matches(MediaType.MULTIPART_FORM_DATA_TYPE)) {
            return Optional.of(FormField.MULTIPART);
        }
        return type.matches(MediaType.APPLICATION_FORM_URLENCODED_TYPE)
                ? Optional.of(FormField.URL_ENCODED)
                : Optional.empty();
    }
}
