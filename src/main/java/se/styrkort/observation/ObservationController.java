package se.styrkort.observation;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.uri.UriBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.Cursor;
import se.styrkort.web.DownloadFactory;
import se.styrkort.web.Instants;
import se.styrkort.web.Listing;
import se.styrkort.web.ProblemException;

/** Observations over the API, as they were known at any time. */
@Needs({Permission.READ_FIGURES, Permission.READ_AVAILABILITY})
@Controller("/api/v1/observations")
class ObservationController {
    private static final int LIMIT = 50_000;
    private static final String FILE = "styrkort-observations";
    private static final String CSV = "text/csv;charset=utf-8";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final SelectionFactory selections;
    private final ObservationRepository observations;

    ObservationController(
            TransactionFactory transactions,
            RevisionRepository revisions,
            SelectionFactory selections,
            ObservationRepository observations) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.selections = selections;
        this.observations = observations;
    }

    /**
     * Page by page as JSON or plain CSV; or, with a dialect or as a workbook, all of the selection in one file.
     *
     * @param format {@code json}, {@code csv} or {@code xlsx}
     * @param dialect of CSV: {@code excel} or {@code open}
     */
    @Get
    @Produces({MediaType.APPLICATION_JSON, "text/csv", XLSX})
    HttpResponse<?> list(
            HttpRequest<?> request,
            Actor actor,
            @Nullable @QueryValue String asOf,
            @Nullable @QueryValue String cursor,
            @QueryValue(defaultValue = "json") String format,
            @Nullable @QueryValue String dialect,
            @QueryValue(defaultValue = "1000") int limit)
            throws IOException {
        Instant known = Instants.read("asOf", asOf);
        if (!List.of("json", "csv", "xlsx").contains(format)) {
            throw ProblemException.invalidParameter("format", format);
        }
        if (format.equals("xlsx")) {
            return DownloadFactory.of(
                    FILE + ".xlsx",
                    MediaType.of(XLSX),
                    out -> export(request, actor, known, new ObservationWorkbook(out)));
        }
        if (format.equals("csv") && dialect != null) {
            ObservationCsv.Dialect wanted = Arrays.stream(ObservationCsv.Dialect.values())
                    .filter(one -> one.name().equalsIgnoreCase(dialect))
                    .findFirst()
                    .orElseThrow(() -> ProblemException.invalidParameter("dialect", dialect));
            return DownloadFactory.of(
                    FILE + ".csv",
                    MediaType.of(CSV),
                    out -> export(request, actor, known, new ObservationCsv(wanted, out)));
        }
        Listing<Observation> page = page(request, actor, known, cursor, Math.clamp(limit, 1, LIMIT));
        return format.equals("json") ? HttpResponse.ok(page) : csv(request, page);
    }

    /** All of the selection, under one snapshot. */
    private void export(HttpRequest<?> request, Actor actor, @Nullable Instant asOf, ObservationSink file)
            throws IOException {
        long asked = asOf == null ? -1 : revisions.at(asOf);
        try (file) {
            transactions.inSnapshot(connection -> {
                SelectionFactory.Selection wanted = selections.of(connection, request, actor, asked);
                observations.each(connection, wanted.catalog(), wanted.at(), wanted.query(), file::write);
                return wanted;
            });
        }
    }

    private Listing<Observation> page(
            HttpRequest<?> request, Actor actor, @Nullable Instant asOf, @Nullable String cursor, int limit) {
        Cursor after = Cursor.read(cursor, 2);
        long asked = asOf == null ? -1 : revisions.at(asOf);
        return transactions.inSnapshot(connection -> {
            SelectionFactory.Selection wanted = selections.of(connection, request, actor, asked);
            List<ObservationRepository.Keyed> found = observations.find(
                    connection,
                    wanted.catalog(),
                    wanted.at(),
                    wanted.query(),
                    SelectionFactory.series(after),
                    SelectionFactory.day(after),
                    limit + 1);
            List<ObservationRepository.Keyed> shown = found.subList(0, Math.min(limit, found.size()));
            String next = null;
            if (found.size() > limit) {
                ObservationRepository.Keyed end = shown.getLast();
                next = Cursor.of(
                                String.valueOf(end.series()),
                                end.period().first().toString())
                        .text();
            }
            return new Listing<>(
                    shown.stream().map(ObservationRepository.Keyed::observation).toList(), next);
        });
    }

    /** RFC 4180, UTF-8, decimal point, the columns of the profile {@code observations}; more pages are linked. */
    private static HttpResponse<?> csv(HttpRequest<?> request, Listing<Observation> page) throws IOException {
        MutableHttpResponse<byte[]> response =
                HttpResponse.ok(ObservationCsv.page(page.items())).contentType(MediaType.of(CSV));
        if (page.next() != null) {
            String next = UriBuilder.of(request.getUri())
                    .replaceQueryParam("cursor", page.next())
                    .build()
                    .toString();
            response.header("Link", "<" + next + ">; rel=\"next\"");
        }
        return response;
    }
}
