package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;

/** Which months of which services are behind their inputs. */
@Singleton
public class DueRepository {
    /**
     * Months to compute together.
     *
     * @param services ids of their catalog entries, 0 for what has none
     * @param marks of the services, in their order
     * @param reason why figures of a closed month are to be restated; null when nobody gave one
     * @param actor whose change made them due
     */
    public record Due(
            Period month,
            List<Long> services,
            List<Long> marks,
            @Nullable String reason,
            String actor) {
        /** The part that is about some of its services. */
        Due of(Predicate<Long> wanted) {
            List<Long> some = new ArrayList<>();
            List<Long> theirs = new ArrayList<>();
            for (int i = 0; i < services.size(); i++) {
                if (wanted.test(services.get(i))) {
                    some.add(services.get(i));
                    theirs.add(marks.get(i));
                }
            }
            return new Due(month, some, theirs, reason, actor);
        }
    }

    /** One month of a service to be marked. */
    public record Mark(long service, Period month) {}

    /** Marks months, in the transaction of the change that touches them. A reason that was given stays. */
    public void mark(
            Connection connection,
            String kind,
            Collection<Mark> marks,
            long revision,
            @Nullable String reason,
            String actor)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.due (kind, service_id, month, revision, reason, actor, mark)
                values (?, ?, ?, ?, ?, ?, nextval('styrkort.due_mark'))
                on conflict (kind, service_id, month) do update
                set revision = excluded.revision, mark = excluded.mark, reason = coalesce(excluded.reason, due.reason),
                    actor = case when excluded.reason is null and due.reason is not null then due.actor else excluded.actor end""")) {
            for (Mark mark : marks) {
                insert.setString(1, kind);
                insert.setLong(2, mark.service());
                insert.setObject(3, mark.month().first());
                insert.setLong(4, revision);
                insert.setString(5, reason);
                insert.setString(6, actor);
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** What is due, the oldest month first; services that share month, reason and actor together. */
    List<Due> due(Connection connection, String kind) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select month, reason, actor, array_agg(service_id order by service_id) as services,
                       array_agg(mark order by service_id) as marks
                from styrkort.due where kind = ? group by month, reason, actor order by month, reason, actor""")) {
            query.setString(1, kind);
            List<Due> due = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    due.add(new Due(
                            new Period(Granularity.MONTH, row.getObject("month", LocalDate.class)),
                            List.of((Long[]) row.getArray("services").getArray()),
                            List.of((Long[]) row.getArray("marks").getArray()),
                            row.getString("reason"),
                            row.getString("actor")));
                }
            }
            return due;
        }
    }

    /** What was computed is due no more, unless it was marked again since. */
    void settle(Connection connection, String kind, Due due) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from styrkort.due where kind = ? and month = ? and mark = any (?)")) {
            delete.setString(1, kind);
            delete.setObject(2, due.month().first());
            delete.setArray(3, connection.createArrayOf("bigint", due.marks().toArray()));
            delete.executeUpdate();
        }
    }

    /** The services whose metric comes from another source, be it per organisation: their months are not computed. */
    List<Long> foreign(Connection connection, String kind, String metric, Collection<Long> services)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select distinct s.service_id from styrkort.series s
                join styrkort.catalog_entry m on m.entry_id = s.metric_id and m.kind = 'metric' and m.code = ?
                join styrkort.source o using (source_id)
                where s.service_id = any (?) and o.code <> ?""")) {
            query.setString(1, metric);
            query.setArray(2, connection.createArrayOf("bigint", services.toArray()));
            query.setString(3, kind);
            List<Long> foreign = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    foreign.add(row.getLong(1));
                }
            }
            return foreign;
        }
    }

    /** The months of services that have a figure of the metric that was computed, by the source that a kind has. */
    List<Mark> computed(Connection connection, String kind, String metric, Collection<Long> services)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select s.service_id, o.period from styrkort.series s
                join styrkort.catalog_entry m on m.entry_id = s.metric_id and m.kind = 'metric' and m.code = ?
                join styrkort.source c on c.source_id = s.source_id and c.code = ?
                join styrkort.observation o using (series_id)
                where s.service_id = any (?)""")) {
            query.setString(1, metric);
            query.setString(2, kind);
            query.setArray(3, connection.createArrayOf("bigint", services.toArray()));
            List<Mark> marks = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    marks.add(
                            new Mark(row.getLong(1), new Period(Granularity.MONTH, row.getObject(2, LocalDate.class))));
                }
            }
            return marks;
        }
    }

    /** The revision whose catalog the months of a kind were last compared with; the given one from now on. */
    long comparedWith(Connection connection, String kind, long revision) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                with before as (select revision from styrkort.computed_with where kind = ?),
                now as (insert into styrkort.computed_with (kind, revision) values (?, ?)
                        on conflict (kind) do update set revision = excluded.revision)
                select coalesce((select revision from before), ?)""")) {
            query.setString(1, kind);
            query.setString(2, kind);
            query.setLong(3, revision);
            query.setLong(4, revision);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Whether a month's end has been noticed; notices it otherwise. */
    boolean notice(Connection connection, String kind, Period month) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into styrkort.month_end (kind, month) values (?, ?) on conflict do nothing")) {
            insert.setString(1, kind);
            insert.setObject(2, month.first());
            return insert.executeUpdate() == 0;
        }
    }
}
