package se.styrkort.security;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import se.styrkort.web.WebConfiguration;

/**
 * Where a request comes from, as the trail writes it and as guessing is counted. Anyone may write the header {@code
 * X-Forwarded-For}, so only what the proxies in front of the program appended to it counts, and there are as many of those
 * as the configuration says.
 */
@Singleton
final class AddressProvider {
    private static final String FORWARDED = "X-Forwarded-For";

    private final WebConfiguration web;

    AddressProvider(WebConfiguration web) {
        this.web = web;
    }

    /** Of the request that this thread works for; empty for what the program does itself. */
    String current() {
        return ServerRequestContext.currentRequest().map(this::of).orElse("");
    }

    /** Whether a program on this machine sent it for itself: what a proxy passes on says so in its headers. */
    static boolean isOfThisMachine(HttpRequest<?> request) {
        return request.getRemoteAddress().getAddress().isLoopbackAddress()
                && !request.getHeaders().contains(FORWARDED)
                && !request.getHeaders().contains("Forwarded");
    }

    String of(HttpRequest<?> request) {
        List<String> hops = new ArrayList<>();
        for (String header : request.getHeaders().getAll(FORWARDED)) {
            for (String hop : header.split(",")) {
                hops.add(hop.strip());
            }
        }
        hops.add(request.getRemoteAddress().getAddress().getHostAddress());
        // the last hop is the one that spoke with us; each trusted proxy leads one further back
        return hops.get(Math.max(0, hops.size() - 1 - web.proxies()));
    }
}
