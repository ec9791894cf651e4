package se.styrkort.collector;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Reads one address over HTTP: only hosts with a public address unless they are allowed (see {@link GuardedNames}), no
 * cookies, no stored logins, at most {@value #MOST_REDIRECTS} redirects, each checked like the first address, never from https
 * to http, and without the collector's headers once it leads to another host. One answer may take so long and be so large
 * as the request says; time and size are counted after decompression and to its end.
 */
@Singleton
class FetchClient {
    private static final int MOST_REDIRECTS = 5;
    private static final Timeout CONNECT = Timeout.ofSeconds(10);
    private static final Timeout SILENCE = Timeout.ofSeconds(60);
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> PASSING = Set.of(408, 425, 429);

    private final GuardedNames names;
    private final CloseableHttpClient client;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("collector-deadline").daemon().factory());

    FetchClient(CollectorConfiguration configuration) {
        names = new GuardedNames(configuration.allowedHosts());
        client = HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setDnsResolver(names)
                        .setDefaultConnectionConfig(ConnectionConfig.custom()
                                .setConnectTimeout(CONNECT)
                                .setSocketTimeout(SILENCE)
                                .build())
                        .build())
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(SILENCE).build())
                // a connection is used once: each is checked when it is made
                .setConnectionReuseStrategy((_, _, _) -> false)
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableAutomaticRetries()
                .setUserAgent("styrkort")
                .build();
    }

    /** @param before the answer that is known; then only a newer one is asked for */
    record Request(
            URI address,
            Map<String, String> headers,
            Optional<AnswerRepository.Answer> before,
            Duration wholeLimit,
            long sizeLimit) {
        private Request redirected(URI to) {
            boolean sameHost = origin(to).equals(origin(address));
            return new Request(to, sameHost ? headers : Map.of(), before, wholeLimit, sizeLimit);
        }

        private static String origin(URI address) {
            int port = address.getPort();
            String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            int usual = scheme.equals("https") ? 443 : 80;
            return scheme + "://" + String.valueOf(address.getHost()).toLowerCase(Locale.ROOT) + ":"
                    + (port < 0 ? usual : port);
        }
    }

    /** @param isUnchanged the known answer still holds; there is no body */
    record Response(
            boolean isUnchanged,
            InputStream body,
            @Nullable String etag,
            @Nullable String lastModified) {}

    /** What is done with an answer while it comes in. */
    @FunctionalInterface
    interface Work {
        Optional<Trouble> on(Response response) throws IOException;
    }

    /** The answer's body is larger than it may be. */
    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /**
     * Asks, and does the work with the answer.
     *
     * @return what went wrong, the work's own trouble too
     * @throws IOException when no whole answer came
     */
    Optional<Trouble> fetch(Request request, Work work) throws IOException {
        Deadline deadline = new Deadline(request.wholeLimit());
        try {
            Request asked = request;
            for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
                Step step = ask(asked, deadline, work);
                if (step.redirect() == null) {
                    return step.trouble();
                }
                URI to = step.redirect();
                boolean weaker = "https".equalsIgnoreCase(asked.address().getScheme())
                        && !"https".equalsIgnoreCase(to.getScheme());
                if (!AddressTemplate.isAskable(to) || weaker) {
                    return lasting("bad_redirect", asked, HttpCollector.place(to));
                }
                asked = asked.redirected(to);
            }
            return lasting("too_many_redirects", request, MOST_REDIRECTS);
        } catch (GuardedNames.NotPublic e) {
            return Optional.of(Trouble.lasting("not_public", e.host()));
        } catch (TooLarge _) {
            return lasting("too_large", request, request.sizeLimit());
        } catch (IOException e) {
            if (deadline.isOver()) {
                return Optional.of(Trouble.passing(
                        "too_slow",
                        HttpCollector.place(request.address()),
                        request.wholeLimit().toSeconds()));
            }
            throw e;
        } finally {
            deadline.end();
        }
    }

    /** @param redirect where to ask instead; absent: it is done */
    private record Step(@Nullable URI redirect, Optional<Trouble> trouble) {}

    private Step ask(Request request, Deadline deadline, Work work) throws IOException {
        HttpGet get = new HttpGet(request.address());
        request.headers().forEach(get::setHeader);
        request.before().ifPresent(before -> {
            if (before.etag() != null) {
                get.setHeader("If-None-Match", before.etag());
            }
            if (before.lastModified() != null) {
                get.setHeader("If-Modified-Since", before.lastModified());
            }
        });
        deadline.guard(get);
        return client.execute(get, response -> {
            int status = response.getCode();
            String location = header(response, "Location");
            if (REDIRECTS.contains(status) && location != null) {
                return new Step(target(request.address(), location), Optional.empty());
            }
            return new Step(null, answered(request, response, status, deadline, work));
        });
    }

    /** Where a redirect leads; what is no address leads to one that cannot be asked. */
    private static URI target(URI from, String location) {
        try {
            return from.resolve(location);
        } catch (IllegalArgumentException _) {
            return URI.create("about:blank");
        }
    }

    private static Optional<Trouble> answered(
            Request request, ClassicHttpResponse response, int status, Deadline deadline, Work work)
            throws IOException {
        boolean nothingNew = status == 204 || (status == 304 && request.before().isPresent());
        if (nothingNew) {
            deadline.end();
            return work.on(new Response(true, InputStream.nullInputStream(), null, null));
        }
        if (status != 200) {
            boolean passing = status >= 500 || PASSING.contains(status);
            String place = HttpCollector.place(request.address());
            Trouble trouble =
                    passing ? Trouble.passing("status", place, status) : Trouble.lasting("status", place, status);
            return Optional.of(trouble.notBefore(wait(header(response, "Retry-After"), Instant.now())));
        }
        HttpEntity entity = response.getEntity();
        if (entity != null && entity.getContentLength() > request.sizeLimit()) {
            throw new TooLarge();
        }
        InputStream body = entity == null ? InputStream.nullInputStream() : entity.getContent();
        return work.on(new Response(
                false,
                new Limited(body, request.sizeLimit(), deadline),
                header(response, "ETag"),
                header(response, "Last-Modified")));
    }

    private static Optional<Trouble> lasting(String code, Request request, Object more) {
        return Optional.of(Trouble.lasting(code, HttpCollector.place(request.address()), more));
    }

    private static @Nullable String header(ClassicHttpResponse response, String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /** {@code Retry-After}: seconds, or a moment (RFC 9110, 10.2.3). */
    static Optional<Duration> wait(@Nullable String text, Instant now) {
        if (text == null) {
            return Optional.empty();
        }
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        Instant until = DateUtils.parseStandardDate(text);
        return until == null || until.isBefore(now) ? Optional.empty() : Optional.of(Duration.between(now, until));
    }

    @PreDestroy
    void stop() throws IOException {
        clock.shutdownNow();
        client.close();
    }

    /** Cuts a request off when the whole has taken too long, however it dribbles. */
    private final class Deadline {
        private final long endNanos;
        private @Nullable ScheduledFuture<?> cut;

        Deadline(Duration limit) {
            endNanos = System.nanoTime() + limit.toNanos();
        }

        void guard(HttpGet request) {
            end();
            cut = clock.schedule(request::abort, endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        }

        boolean isOver() {
            return System.nanoTime() - endNanos >= 0;
        }

        void end() {
            if (cut != null) {
                cut.cancel(false);
            }
        }
    }

    /** A body that ends with a failure where it is too long. When it has come, its time no longer runs. */
    private static final class Limited extends InputStream {
        private final InputStream body;
        private final Deadline deadline;
        private long left;

        Limited(InputStream body, long limit, Deadline deadline) {
            this.body = body;
            this.left = limit;
            this.deadline = deadline;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = body.read(bytes, offset, length);
            if (read < 0) {
                deadline.end();
                return -1;
            }
            left -= read;
            if (left < 0) {
                throw new TooLarge();
            }
            return read;
        }
    }
}
