package se.styrkort.security;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.RequestFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.filter.ServerFilterPhase;
import io.micronaut.session.http.SessionForRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.web.ProblemException;
import se.styrkort.web.ProblemHandler;
import se.styrkort.web.WebConfiguration;

/**
 * Refuses changes that another site makes a reader's browser send (CSRF). A browser says itself where a request comes
 * from, in headers no page can forge: {@code Sec-Fetch-Site}, and {@code Origin} where that is missing (it is only
 * sent over TLS and to this machine). This is chosen before a token in every form, because it also holds for uploads,
 * whose body would have to be read to find a token, and cannot be forgotten in a form. The session cookie's
 * {@code SameSite=Strict} stands behind it.
 *
 * <p>A session without either header is no browser we know, and refused. A request with an {@code Authorization}
 * header is not protected: no other site can make a browser send one.
 */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class CrossSiteFilter implements Ordered {
    private static final Set<HttpMethod> SAFE = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final WebConfiguration web;
    private final ProblemHandler problems;

    CrossSiteFilter(WebConfiguration web, ProblemHandler problems) {
        this.web = web;
        this.problems = problems;
    }

    /** After access is decided: who has no credentials is told so, wherever the request came from. */
    @Override
    public int getOrder() {
        return ServerFilterPhase.SECURITY.after();
    }

    @RequestFilter
    @Nullable
    HttpResponse<?> refuse(HttpRequest<?> request) {
        if (SAFE.contains(request.getMethod())
                || request.getHeaders().contains(HttpHeaders.AUTHORIZATION)
                || isFromHere(request)) {
            return null;
        }
        return problems.answer(request, new ProblemException(403, "cross_site"), null);
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
        return SessionForRequest.find(request).isEmpty();
    }
}
