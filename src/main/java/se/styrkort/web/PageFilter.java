package se.styrkort.web;

import io.micronaut.core.order.Ordered;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.ResponseFilter;
import io.micronaut.http.annotation.ServerFilter;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import io.micronaut.http.filter.ServerFilterPhase;
import java.time.Duration;

/** What every answer carries: what a browser may do with it, how long it may keep it, and the chosen language. */
@ServerFilter(ServerFilter.MATCH_ALL_PATTERN)
final class PageFilter implements Ordered {
    /** Scripts and styles come from our own files only: nothing inline, nothing from elsewhere, in no frame. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'; img-src 'self' data:";

    private static final Duration REMEMBERED = Duration.ofDays(365);

    private final WebConfiguration web;

    PageFilter(WebConfiguration web) {
        this.web = web;
    }

    /** Answers pass here last: what the session and others put into them is seen. */
    @Override
    public int getOrder() {
        return ServerFilterPhase.FIRST.order();
    }

    @ResponseFilter
    void complete(HttpRequest<?> request, MutableHttpResponse<?> response) {
        response.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        response.header("X-Content-Type-Options", "nosniff");
        response.header("Referrer-Policy", "same-origin");
        response.header("X-Frame-Options", "DENY");
        if (isStatic(request.getPath()) && response.code() < 400) {
            // our own files carry a hash in their address, webjars their version
            response.getHeaders().set(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable");
        }
        if (isForEverybody(response)) {
            // what a proxy keeps and gives to others holds nobody's cookie, least of all a session's
            response.getHeaders().remove(HttpHeaders.SET_COOKIE);
            return;
        }
        response.getHeaders().set(HttpHeaders.CACHE_CONTROL, "no-store");
        FormTokenProvider.newVisitor(request)
                .ifPresent(visitor -> response.cookie(Cookie.of(FormTokenProvider.COOKIE, visitor)
                        .path("/")
                        .httpOnly(true)
                        .secure(web.isSecure())
                        .sameSite(SameSite.Strict)));
        String asked = request.getParameters().get(PageProvider.LANGUAGE);
        if (asked != null && Language.of(asked) != null) {
            response.cookie(Cookie.of(PageProvider.LANGUAGE, asked)
                    .path("/")
                    .httpOnly(true)
                    .secure(web.isSecure())
                    .sameSite(SameSite.Lax)
                    .maxAge(REMEMBERED));
        }
    }

    /** Whether whoever made the answer said that it may be kept and given to others. */
    private static boolean isForEverybody(HttpResponse<?> response) {
        String kept = response.getHeaders().get(HttpHeaders.CACHE_CONTROL);
        return kept != null && kept.startsWith("public");
    }

    private static boolean isStatic(String path) {
        return path.startsWith("/static/") || path.startsWith("/webjars/");
    }
}
