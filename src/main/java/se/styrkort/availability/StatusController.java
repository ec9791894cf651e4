package se.styrkort.availability;

import gg.jte.generated.precompiled.Templates;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.serde.annotation.Serdeable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Wording;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.web.Messages;
import se.styrkort.web.Page;
import se.styrkort.web.WebConfiguration;

/**
 * Current operating information as a page, as JSON and as Atom. A setting opens it to everybody: then nobody is known here,
 * whoever asks, all get the same, and it may be kept for a minute.
 */
@Needs(Permission.READ_AVAILABILITY)
@Controller
class StatusController {
    private static final String KEEP = "public, max-age=60";
    private static final String ATOM = "application/atom+xml;charset=utf-8";

    private final StatusRepository statuses;
    private final WebConfiguration web;
    private final Messages messages;
    private final Templates templates;

    StatusController(StatusRepository statuses, WebConfiguration web, Messages messages, Templates templates) {
        this.statuses = statuses;
        this.web = web;
        this.messages = messages;
        this.templates = templates;
    }

    @Serdeable
    record Told(Instant generatedAt, List<Item> items) {}

    @Serdeable
    record Item(
            long id,
            Wording service,
            String kind,
            String state,
            Instant start,
            @Nullable Instant end,
            String message) {
        static Item of(StatusItem item, Instant at) {
            return new Item(
                    item.id(),
                    item.service(),
                    item.kind().code(),
                    item.state(at).code(),
                    item.start(),
                    item.end(),
                    item.message());
        }
    }

    @Get("/status")
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<?> page(Page page) {
        MutableHttpResponse<?> answer = HttpResponse.ok(templates.availabilityStatus(page, statuses.now()));
        return isOpen(page)
                ? answer.header(HttpHeaders.CACHE_CONTROL, KEEP)
                        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE + ", " + HttpHeaders.COOKIE)
                : answer;
    }

    @Get("/status.json")
    @Produces(MediaType.APPLICATION_JSON)
    HttpResponse<?> json(HttpRequest<?> request, Page page) {
        OperatingStatus status = statuses.now();
        List<Item> items =
                status.items().stream().map(item -> Item.of(item, status.at())).toList();
        return answer(request, page, items.toString(), () -> new Told(status.at(), items));
    }

    /** In Swedish unless the address asks for English, since what fetches feeds seldom says what its reader reads. */
    @Get("/status.atom{?lang}")
    @Produces(ATOM)
    HttpResponse<?> atom(HttpRequest<?> request, Page page, @Nullable String lang) {
        OperatingStatus status = statuses.now();
        Locale locale = "en".equals(lang) ? Messages.ENGLISH : Messages.SWEDISH;
        String origin = web.origin().map(URI::toString).orElse("");
        String host = web.origin().map(URI::getHost).orElse("localhost");
        StatusFeed feed = new StatusFeed(messages, locale, origin, host);
        return answer(request, page, locale + " " + status.items(), () -> feed.write(status));
    }

    /** On an open route nobody is known. */
    private static boolean isOpen(Page page) {
        return page.user() == null;
    }

    /**
     * @param state all that the answer says but the time
     */
    private static HttpResponse<?> answer(HttpRequest<?> request, Page page, String state, Supplier<Object> body) {
        if (!isOpen(page)) {
            return HttpResponse.ok(body.get());
        }
        String tag = "W/\"" + hash(state) + "\"";
        MutableHttpResponse<?> answer = tag.equals(request.getHeaders().get(HttpHeaders.IF_NONE_MATCH))
                ? HttpResponse.notModified()
                : HttpResponse.ok(body.get());
        return answer.header(HttpHeaders.ETAG, tag).header(HttpHeaders.CACHE_CONTROL, KEEP);
    }

    private static String hash(String state) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(state.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
