package se.styrkort.servicedesk;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;

/** Tickets as they were at a revision: what a figure leads back to. */
@Singleton
class TicketRepository {
    private static final int AT_ONCE = 1_000;

    /**
     * A version of a ticket and what it counts as in the month.
     *
     * @param opened whether it was opened in the month
     * @param resolved whether it was resolved in the month
     * @param open whether it was open when the month ended
     */
    record Known(
            Ticket ticket,
            long sourceId,
            String source,
            long revision,
            long importId,
            int line,
            boolean opened,
            boolean resolved,
            boolean open) {}

    /** The last of a page: its source and what that calls it. */
    record Place(long sourceId, String code) {
        static final Place BEGINNING = new Place(0, "");
    }

    /**
     * Those that count in the month, by source and what that calls them, from a place on.
     *
     * @param service id of its catalog entry; null: of any service and of none
     * @param revision with the catalog as it was then
     */
    List<Known> of(
            Connection connection,
            Catalog catalog,
            Period month,
            @Nullable Long service,
            long revision,
            Place after,
            int limit,
            Predicate<Ticket> seen)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select t.*, d.code as source, t.opened_month = m.month as opened,
                       coalesce(t.resolved_month = m.month, false) as resolved,
                       daterange(t.opened_month, t.done_month) @> m.month as open
                from (select ?::date as month, ?::bigint as revision) m
                join styrkort.ticket t on t.opened_month = m.month or t.resolved_month = m.month
                     or (t.done_month is distinct from t.opened_month
                         and daterange(t.opened_month, t.done_month) @> m.month
                         and t.source_id in (select l.source_id from styrkort.ticket_log l
                                             where l.reached >= m.month and l.revision <= m.revision))
                join styrkort.source d using (source_id)
                where t.revision <= m.revision and (t.ended is null or t.ended > m.revision)
                  and (?::bigint is null or t.service_id = ?) and (t.source_id, t.code) > (?, ?)
                order by t.source_id, t.code""")) {
            query.setFetchSize(AT_ONCE);
            query.setObject(1, month.first());
            query.setLong(2, revision);
            query.setObject(3, service);
            query.setObject(4, service);
            query.setLong(5, after.sourceId);
            query.setString(6, after.code);
            List<Known> found = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (found.size() < limit && row.next()) {
                    Ticket ticket = ticket(row, catalog);
                    if (seen.test(ticket)) {
                        found.add(known(row, ticket));
                    }
                }
            }
            return found;
        }
    }

    private static Known known(ResultSet row, Ticket ticket) throws SQLException {
        return new Known(
                ticket,
                row.getLong("source_id"),
                row.getString("source"),
                row.getLong("revision"),
                row.getLong("import_id"),
                row.getInt("line"),
                row.getBoolean("opened"),
                row.getBoolean("resolved"),
                row.getBoolean("open"));
    }

    /** The ticket of a row. */
    static Ticket ticket(ResultSet row, Catalog catalog) throws SQLException {
        return new Ticket(
                row.getString("code"),
                catalog.codeOf(row.getObject("service_id", Long.class)),
                catalog.codeOf(row.getObject("organisation_id", Long.class)),
                Objects.requireNonNull(instant(row, "opened_at")),
                instant(row, "resolved_at"),
                instant(row, "closed_at"),
                row.getLong("on_hold_s"),
                row.getString("priority"),
                row.getString("channel"),
                row.getObject("first_contact", Boolean.class),
                row.getObject("within_level", Boolean.class),
                row.getObject("reopened", Integer.class));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
