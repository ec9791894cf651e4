package se.styrkort.servicedesk;

import io.micronaut.core.annotation.Nullable;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.EntitlementRepository;
import se.styrkort.catalog.Kind;
import se.styrkort.security.Actor;
import se.styrkort.security.Needs;
import se.styrkort.security.Permission;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.Cursor;
import se.styrkort.web.Instants;
import se.styrkort.web.Listing;
import se.styrkort.web.ProblemException;

/**
 * The tickets behind a month's figures of the service desk, as they were known at any time. Whoever may see a ticket's
 * figures sees the ticket: it names nobody.
 */
@Needs({Permission.READ_FIGURES, Permission.READ_AVAILABILITY})
@Controller("/api/v1/tickets")
class TicketController {
    private static final int LIMIT = 50_000;

    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final EntitlementRepository entitlements;
    private final TicketRepository tickets;
    private final DeskFiguresProvider figures;

    TicketController(
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            EntitlementRepository entitlements,
            TicketRepository tickets,
            DeskFiguresProvider figures) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.entitlements = entitlements;
        this.tickets = tickets;
        this.figures = figures;
    }

    /**
     * A ticket, and where it came from.
     *
     * @param countedAs what it counts as in the month, in words: opened, resolved, backlog
     * @param handlingSeconds in the desk's service hours; absent while it is not resolved
     * @param handlingCalendarSeconds on the calendar; absent while it is not resolved
     * @param line of the import's file
     */
    @Serdeable
    record TicketView(
            String id,
            String source,
            @Nullable String service,
            @Nullable String organisation,
            Instant openedAt,
            @Nullable Instant resolvedAt,
            @Nullable Instant closedAt,
            long onHoldSeconds,
            String priority,
            @Nullable String channel,
            @Nullable Boolean firstContact,
            @Nullable Boolean withinLevel,
            @Nullable Integer reopened,
            List<String> countedAs,
            @Nullable Long handlingSeconds,
            @Nullable Long handlingCalendarSeconds,
            long revision,
            long importId,
            int line) {
        static TicketView of(TicketRepository.Known known, DeskClock clock) {
            Ticket ticket = known.ticket();
            HandlingTime time = ticket.handlingTime(clock).orElse(null);
            return new TicketView(
                    ticket.id(),
                    known.source(),
                    ticket.service(),
                    ticket.organisation(),
                    ticket.openedAt(),
                    ticket.resolvedAt(),
                    ticket.closedAt(),
                    ticket.onHoldSeconds(),
                    ticket.priority(),
                    ticket.channel(),
                    ticket.firstContact(),
                    ticket.withinLevel(),
                    ticket.reopened(),
                    Stream.of(
                                    known.opened() ? "opened" : "",
                                    known.resolved() ? "resolved" : "",
                                    known.open() ? "backlog" : "")
                            .filter(word -> !word.isEmpty())
                            .toList(),
                    time == null ? null : time.serviceSeconds(),
                    time == null ? null : time.calendarSeconds(),
                    known.revision(),
                    known.importId(),
                    known.line());
        }
    }

    /** @param service code; without it those of all services and of none */
    @Get
    Listing<TicketView> list(
            Actor actor,
            @QueryValue String month,
            @Nullable @QueryValue String service,
            @Nullable @QueryValue String asOf,
            @Nullable @QueryValue String cursor,
            @QueryValue(defaultValue = "1000") int limit) {
        Period wanted = Period.parse(month)
                .filter(period -> period.granularity() == Granularity.MONTH)
                .orElseThrow(() -> ProblemException.invalidParameter("month", month));
        TicketRepository.Place after = place(Cursor.read(cursor, 2));
        int most = Math.clamp(limit, 1, LIMIT);
        long revision = revisions.at(Instants.read("asOf", asOf));
        return transactions.inSnapshot(connection -> {
            Catalog catalog = catalogs.read(connection, revision);
            Entitlement entitlement = entitlements.of(connection, actor);
            Predicate<Ticket> seen = ticket ->
                    entitlement.seesFigure(DeskFigures.OF_EVERY_MONTH, ticket.service(), ticket.organisation());
            List<TicketRepository.Known> found = tickets.of(
                    connection,
                    catalog,
                    wanted,
                    service(catalog, entitlement, service),
                    revision,
                    after,
                    most + 1,
                    seen);
            List<TicketRepository.Known> shown = found.subList(0, Math.min(most, found.size()));
            DeskClock clock = figures.clock(catalog);
            return new Listing<>(
                    shown.stream().map(known -> TicketView.of(known, clock)).toList(),
                    found.size() > most ? cursor(shown.getLast()) : null);
        });
    }

    /** The id of the service that is asked for; 403 for one that is not the actor's. */
    private static @Nullable Long service(Catalog catalog, Entitlement entitlement, @Nullable String code) {
        if (code == null || code.isBlank()) {
            return null;
        }
        if (!entitlement.holdsService(Permission.READ_FIGURES, code)
                && !entitlement.holdsService(Permission.READ_AVAILABILITY, code)) {
            throw Entitlement.refusal(code);
        }
        return catalog.find(Kind.SERVICE, code)
                .orElseThrow(() -> ProblemException.invalidParameter("service", code))
                .id();
    }

    private static String cursor(TicketRepository.Known last) {
        return Cursor.of(String.valueOf(last.sourceId()), last.ticket().id()).text();
    }

    private static TicketRepository.Place place(@Nullable Cursor cursor) {
        try {
            return cursor == null
                    ? TicketRepository.Place.BEGINNING
                    : new TicketRepository.Place(
                            Long.parseLong(cursor.parts().getFirst()),
                            cursor.parts().getLast());
        } catch (NumberFormatException e) {
            throw ProblemException.invalidParameter("cursor", cursor.text());
        }
    }
}
