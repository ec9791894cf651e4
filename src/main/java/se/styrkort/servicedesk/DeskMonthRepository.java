package se.styrkort.servicedesk;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;

/**
 * The tickets that a month's figures are made of. What is read depends on how many tickets were opened, resolved or open
 * in the month, not on how many there ever were.
 */
@Singleton
class DeskMonthRepository {
    private static final int AT_ONCE = 5_000;

    /** Tickets that were open when a month ended; the condition on the two months is that of an index. */
    static final String OPEN = """
            styrkort.ticket t cross join (select ?::date as month) m
            where t.ended is null and t.done_month is distinct from t.opened_month
              and daterange(t.opened_month, t.done_month) @> m.month
              and t.source_id in (select l.source_id from styrkort.ticket_log l where l.reached >= m.month)""";

    @FunctionalInterface
    private interface Counted {
        void take(@Nullable String service, @Nullable String organisation, String priority, long tickets);
    }

    /** Counts the month's tickets together, as they are now. */
    DeskMonth read(Connection connection, Catalog catalog, DeskClock hours, Period month) throws SQLException {
        DeskMonth desk = new DeskMonth(hours, catalog::upwards);
        count(connection, catalog, month, desk::opened, """
                select t.service_id, t.organisation_id, t.priority, count(*)
                from styrkort.ticket t where t.ended is null and t.opened_month = ? group by 1, 2, 3""");
        count(connection, catalog, month, desk::open, """
                select t.service_id, t.organisation_id, t.priority, count(*)
                from\s""" + OPEN + " group by 1, 2, 3");
        resolved(connection, catalog, month, desk);
        return desk;
    }

    private static void count(Connection connection, Catalog catalog, Period month, Counted counted, String sql)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setObject(1, month.first());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    counted.take(
                            catalog.codeOf(row.getObject(1, Long.class)),
                            catalog.codeOf(row.getObject(2, Long.class)),
                            row.getString(3),
                            row.getLong(4));
                }
            }
        }
    }

    private static void resolved(Connection connection, Catalog catalog, Period month, DeskMonth desk)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select code, service_id, organisation_id, opened_at, resolved_at, closed_at, on_hold_s, priority, channel,
                       first_contact, within_level, reopened
                from styrkort.ticket where ended is null and resolved_month = ?""")) {
            query.setFetchSize(AT_ONCE);
            query.setObject(1, month.first());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    desk.resolved(TicketRepository.ticket(row, catalog));
                }
            }
        }
    }

    /** What the month has figures of already, from this source. */
    Set<DeskCell> known(Connection connection, Catalog catalog, Period month, String source) throws SQLException {
        Set<DeskCell> known = new HashSet<>();
        long metric = catalog.find(Kind.METRIC, DeskFigures.OF_EVERY_MONTH)
                .map(Catalog.Version::id)
                .orElse(0L);
        try (PreparedStatement query = connection.prepareStatement("""
                select s.service_id, s.organisation_id, s.qualifier
                from styrkort.series s join styrkort.source d using (source_id)
                join styrkort.observation o on o.series_id = s.series_id and o.period = ?
                where s.metric_id = ? and d.code = ?""")) {
            query.setObject(1, month.first());
            query.setLong(2, metric);
            query.setString(3, source);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    known.add(new DeskCell(
                            catalog.codeOf(row.getObject(1, Long.class)),
                            catalog.codeOf(row.getObject(2, Long.class)),
                            row.getString(3)));
                }
            }
        }
        return known;
    }

    /** The services that the month has tickets of, as far as logs reach, and with them all together; none without tickets. */
    Set<Long> services(Connection connection, Period month) throws SQLException {
        Set<Long> services = new TreeSet<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select t.service_id from styrkort.ticket t where t.ended is null and t.opened_month = ?
                union select t.service_id from styrkort.ticket t where t.ended is null and t.resolved_month = ?
                union select t.service_id from\s""" + OPEN)) {
            query.setObject(1, month.first());
            query.setObject(2, month.first());
            query.setObject(3, month.first());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    services.add(row.getLong(1));
                    services.add(DeskFiguresProvider.WHOLE);
                }
            }
        }
        return services;
    }

    /** Whether tickets are of a source that invents. */
    boolean areSynthetic(Connection connection, Period month) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select exists (
                    select from styrkort.ticket t join styrkort.source s using (source_id)
                    where s.synthetic and t.ended is null and t.opened_at < ? + interval '1 month'
                      and coalesce(t.resolved_at, t.closed_at, 'infinity') >= ?)""")) {
            query.setObject(1, month.first());
            query.setObject(2, month.first());
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
