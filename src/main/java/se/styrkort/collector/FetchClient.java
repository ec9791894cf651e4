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
import java.util.stream.Stream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Reads one address over HTTP, or posts a form to one: only hosts with a public address unless they are allowed (see {@link GuardedNames}), no
 * cookies, no stored logins, at most {@value #MOST_REDIRECTS} redirects, each checked like the first address, never from https
 * to http, and without the collector's headers once it leads to another host. One answer may take so long and be so large
 * as the request says; time and size are counted after decompression and to its end.
 */
@Singleton
class FetchClient {
    /** The trouble of an answer that is larger than it may be. */
    static final String TOO_LARGE = "too_large";

    private static final int MOST_REDIRECTS = 5;
    private static final int REASON_LIMIT = 1 << 20;
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

    /**
     * @param before the answer that is known; then only a newer one is asked for
     * @param form what is posted, encoded as forms are; nothing: the address is read
     */
    record Request(
            URI address,
            Map<String, String> headers,
            Optional<AnswerRepository.Answer> before,
            Optional<String> form,
            Duration wholeLimit,
            long sizeLimit) {
        static Request get(
                URI address,
                Map<String, String> headers,
                Optional<AnswerRepository.Answer> before,
                CollectorDefinition.Asking asking) {
            return new Request(address, headers, before, Optional.empty(), asking.wholeLimit(), asking.sizeLimit());
        }

        static Request post(URI address, Map<String, String> headers, String form, CollectorDefinition.Asking asking) {
            return new Request(
                    address, headers, Optional.empty(), Optional.of(form), asking.wholeLimit(), asking.sizeLimit());
        }

        private Request redirected(URI to) {
            boolean sameHost = origin(to).equals(origin(address));
            return new Request(to, sameHost ? headers : Map.of(), before, form, wholeLimit, sizeLimit);
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

        /** What the body of an answer that is no success says, in words that may be shown. */
        default Optional<String> reason(InputStream body) throws IOException {
            return Optional.empty();
        }
    }

    /**
     * Asks, and does the work with the answer.
     *
     * @return what went wrong, the work's own trouble too
     * @throws IOException when no whole answer came
     */
    Optional<Trouble> fetch(Request request, Work work) throws IOException {
        Deadline deadline = new Deadline(clock, request.wholeLimit());
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
        } catch (AnswerBody.TooLarge _) {
            return lasting(TOO_LARGE, request, request.sizeLimit());
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
        HttpUriRequestBase sent =
                request.form().isPresent() ? new HttpPost(request.address()) : new HttpGet(request.address());
        request.headers().forEach(sent::setHeader);
        request.form().ifPresent(form -> {
            sent.removeHeaders("Content-Type");
            sent.setEntity(new StringEntity(form, ContentType.APPLICATION_FORM_URLENCODED));
        });
        request.before().ifPresent(before -> {
            if (before.etag() != null) {
                sent.setHeader("If-None-Match", before.etag());
            }
            if (before.lastModified() != null) {
                sent.setHeader("If-Modified-Since", before.lastModified());
            }
        });
        deadline.guard(sent);
        return client.execute(sent, response -> {
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
            return Optional.of(refused(request, response, status, deadline, work));
        }
        HttpEntity entity = response.getEntity();
        if (entity != null && entity.getContentLength() > request.sizeLimit()) {
            throw new AnswerBody.TooLarge();
        }
        InputStream body = entity == null ? InputStream.nullInputStream() : entity.getContent();
        return work.on(new Response(
                false,
                new AnswerBody(body, request.sizeLimit(), deadline),
                header(response, "ETag"),
                header(response, "Last-Modified")));
    }

    private static Trouble refused(
            Request request, ClassicHttpResponse response, int status, Deadline deadline, Work work)
            throws IOException {
        boolean passing = status >= 500 || PASSING.contains(status);
        String place = HttpCollector.place(request.address());
        Optional<String> reason = reason(response.getEntity(), deadline, work);
        return new Trouble(
                reason.isPresent() ? "status_reason" : "status",
                Stream.concat(Stream.of(place, String.valueOf(status)), reason.stream())
                        .toList(),
                passing,
                wait(header(response, "Retry-After"), Instant.now()));
    }

    private static Optional<String> reason(@Nullable HttpEntity entity, Deadline deadline, Work work)
            throws IOException {
        try {
            return entity == null
                    ? Optional.empty()
                    : work.reason(new AnswerBody(entity.getContent(), REASON_LIMIT, deadline));
        } catch (AnswerBody.TooLarge _) {
            return Optional.empty();
        }
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
}
