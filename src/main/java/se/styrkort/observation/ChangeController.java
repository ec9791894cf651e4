package se.styrkort.observation;

import com.fasterxml.jackson.annotation.JsonProperty;
import gg.jte.generated.precompiled.Templates;
import gg.jte.models.runtime.JteModel;
import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.store.Revision;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.Cursor;
import se.styrkort.web.Instants;
import se.styrkort.web.Listing;
import se.styrkort.web.Page;
import se.styrkort.web.ProblemException;

/** What has changed between two instants, with who and why, as page and API. */
@Needs({Permission.READ_FIGURES, Permission.READ_AVAILABILITY})
@Controller
class ChangeController {
    private static final ZoneId SWEDEN = ZoneId.of("Europe/Stockholm");
    private static final int LIMIT = 10_000;
    private static final int SHOWN = 500;
    private static final int REVISIONS = 100;
    private static final int DAYS = 30;
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2200;

    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final SelectionFactory selections;
    private final ChangeRepository changes;
    private final Templates templates;

    ChangeController(
            TransactionFactory transactions,
            RevisionRepository revisions,
            SelectionFactory selections,
            ChangeRepository changes,
            Templates templates) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.selections = selections;
        this.changes = changes;
        this.templates = templates;
    }

    /**
     * A change between two instants.
     *
     * @param change {@code created}, {@code restated} or {@code emptied}
     */
    @Serdeable
    record ChangeView(
            String change,
            String metric,
            @Nullable String service,
            @Nullable String organisation,
            String qualifier,
            String period,
            @JsonProperty("old") FigureChange.@Nullable Figure before,
            @JsonProperty("new") FigureChange.@Nullable Figure after,
            @Nullable String reason,
            @Nullable Long revision,
            @Nullable Instant at,
            @Nullable String actor,
            @Nullable Long importId) {
        static ChangeView of(FigureChange change) {
            return new ChangeView(
                    change.change().code(),
                    change.metric(),
                    change.service(),
                    change.organisation(),
                    change.qualifier(),
                    change.period(),
                    change.before(),
                    change.after(),
                    change.reason(),
                    change.revision(),
                    change.at(),
                    change.actor(),
                    change.importId());
        }
    }

    /** Net differences of what was known at {@code since} and at {@code until}: what came and went between is none. */
    @Get("/api/v1/observations/changes")
    Listing<ChangeView> list(
            HttpRequest<?> request,
            Actor actor,
            @Nullable @QueryValue String since,
            @Nullable @QueryValue String until,
            @Nullable @QueryValue String cursor,
            @QueryValue(defaultValue = "1000") int limit) {
        Instant from = Instants.read("since", since);
        if (from == null) {
            throw ProblemException.invalidParameter("since", "");
        }
        Cursor after = Cursor.read(cursor, 2);
        int most = Math.clamp(limit, 1, LIMIT);
        List<ChangeRepository.Keyed> found =
                between(request, actor, from, Instants.read("until", until), after, most + 1);
        List<ChangeRepository.Keyed> shown = found.subList(0, Math.min(most, found.size()));
        return new Listing<>(
                shown.stream().map(each -> ChangeView.of(each.change())).toList(),
                found.size() > most
                        ? Cursor.of(
                                        String.valueOf(shown.getLast().series()),
                                        shown.getLast().period().toString())
                                .text()
                        : null);
    }

    private List<ChangeRepository.Keyed> between(
            HttpRequest<?> request,
            Actor actor,
            Instant since,
            @Nullable Instant until,
            @Nullable Cursor after,
            int limit) {
        long from = revisions.at(since);
        long to = revisions.at(until);
        return transactions.inSnapshot(connection -> {
            SelectionFactory.Selection wanted = selections.of(connection, request, actor, to);
            return changes.between(
                    connection,
                    wanted.catalog(),
                    from,
                    to,
                    new SeriesFilter(wanted.query()),
                    SelectionFactory.series(after),
                    SelectionFactory.day(after),
                    limit);
        });
    }

    private static LocalDate bounded(String parameter, LocalDate day) {
        if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
            throw ProblemException.invalidParameter(parameter, day.toString());
        }
        return day;
    }

    /** The page, by days: from the beginning of the first to the end of the last; the last thirty days by default. */
    @Get("/changes")
    @Produces(MediaType.TEXT_HTML)
    JteModel page(
            HttpRequest<?> request,
            Page page,
            Actor actor,
            @Nullable @QueryValue LocalDate since,
            @Nullable @QueryValue LocalDate until,
            @Nullable @QueryValue String cursor) {
        LocalDate last = until == null ? LocalDate.now(SWEDEN) : bounded("until", until);
        LocalDate first = since == null ? last.minusDays(DAYS) : bounded("since", since);
        Instant from = first.atStartOfDay(SWEDEN).toInstant().minusNanos(1_000);
        Instant to = last.plusDays(1).atStartOfDay(SWEDEN).toInstant().minusNanos(1_000);
        List<ChangeRepository.Keyed> found = between(request, actor, from, to, Cursor.read(cursor, 2), SHOWN + 1);
        List<ChangeRepository.Keyed> shown = found.subList(0, Math.min(SHOWN, found.size()));
        List<Revision> others = page.may("govern") || page.may("audit")
                ? revisions.between(revisions.at(from), revisions.at(to), REVISIONS)
                : List.of();
        return templates.observationChanges(
                page,
                new ChangesPage(
                        first,
                        last,
                        shown.stream().map(ChangeRepository.Keyed::change).toList(),
                        found.size() > SHOWN
                                ? Cursor.of(
                                                String.valueOf(shown.getLast().series()),
                                                shown.getLast().period().toString())
                                        .text()
                                : null,
                        others));
    }
}
