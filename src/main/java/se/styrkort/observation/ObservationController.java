package se.styrkort.observation;

import de.siegmar.fastcsv.writer.CsvWriter;
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
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.Kind;
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
    private final CatalogRepository catalogs;
    private final ObservationRepository observations;

    ObservationController(
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            ObservationRepository observations) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.observations = observations;
    }

    /** What of all observations a request is about, and at which revision. */
    private record Selection(Catalog catalog, RollupRepository.At at, ObservationQuery query) {}

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
                Selection wanted = selection(connection, request, actor, asked);
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
            Selection wanted = selection(connection, request, actor, asked);
            List<ObservationRepository.Keyed> found = observations.find(
                    connection,
                    wanted.catalog(),
                    wanted.at(),
                    wanted.query(),
                    after == null ? 0 : series(after),
                    after == null ? null : day(after),
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

    /** @param asked the revision, or negative for the last */
    private Selection selection(Connection connection, HttpRequest<?> request, Actor actor, long asked)
            throws SQLException {
        long last = revisions.at(connection, null);
        long revision = asked < 0 ? last : asked;
        Catalog catalog = catalogs.read(connection, revision);
        Catalog now = catalogs.read(connection, last);
        Entitlement entitlement = Entitlement.of(actor, now);
        requireScope(request, "organisation", entitlement::holdsOrganisation);
        requireScope(request, "service", entitlement::holdsService);
        ObservationQuery query = new ObservationQuery(
                ids(request, catalog, Kind.METRIC, "metric"),
                ids(request, catalog, Kind.SERVICE, "service"),
                ids(request, catalog, Kind.ORGANISATION, "organisation"),
                request.getParameters().getAll("qualifier"),
                Visible.of(entitlement, now),
                bound(request, "from"),
                bound(request, "to"));
        return new Selection(catalog, new RollupRepository.At(revision, revision == last), query);
    }

    private static List<Long> ids(HttpRequest<?> request, Catalog catalog, Kind kind, String parameter) {
        return request.getParameters().getAll(parameter).stream()
                .filter(code -> !code.isBlank())
                .map(code -> catalog.find(kind, code)
                        .orElseThrow(() -> ProblemException.invalidParameter(parameter, code))
                        .id())
                .toList();
    }

    /** What is asked for by name and not the actor's is refused; what is not asked for by name is left out. */
    private static void requireScope(HttpRequest<?> request, String parameter, BiPredicate<Permission, String> holds) {
        for (String code : request.getParameters().getAll(parameter)) {
            if (!code.isBlank()
                    && !holds.test(Permission.READ_FIGURES, code)
                    && !holds.test(Permission.READ_AVAILABILITY, code)) {
                throw Entitlement.refusal(code);
            }
        }
    }

    private static @Nullable LocalDate bound(HttpRequest<?> request, String parameter) {
        String text = request.getParameters().get(parameter);
        if (text == null || text.isBlank()) {
            return null;
        }
        Period period = Period.parse(text).orElseThrow(() -> ProblemException.invalidParameter(parameter, text));
        return parameter.equals("from") ? period.first() : period.last();
    }

    private static long series(Cursor cursor) {
        try {
            return Long.parseLong(cursor.parts().getFirst());
        } catch (NumberFormatException e) {
            throw ProblemException.invalidParameter("cursor", cursor.text());
        }
    }

    private static LocalDate day(Cursor cursor) {
        try {
            return LocalDate.parse(cursor.parts().getLast());
        } catch (DateTimeException e) {
            throw ProblemException.invalidParameter("cursor", cursor.text());
        }
    }

    /** RFC 4180, UTF-8, decimal point, the columns of the profile {@code observations}; more pages are linked. */
    private static HttpResponse<?> csv(HttpRequest<?> request, Listing<Observation> page) {
        StringWriter text = new StringWriter();
        CsvWriter csv = CsvWriter.builder().bufferSize(0).build(text);
        csv.writeRecord("period", "metric", "service", "organisation", "qualifier", "state", "value", "quality");
        for (Observation each : page.items()) {
            csv.writeRecord(
                    each.period(),
                    each.metric(),
                    each.service() == null ? "" : each.service(),
                    each.organisation() == null ? "" : each.organisation(),
                    each.qualifier(),
                    each.state().name(),
                    each.value() == null ? "" : each.value().toPlainString(),
                    each.quality().name());
        }
        MutableHttpResponse<byte[]> response = HttpResponse.ok(text.toString().getBytes(StandardCharsets.UTF_8))
                .contentType(MediaType.of(CSV));
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
