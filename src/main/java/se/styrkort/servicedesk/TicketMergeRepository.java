package se.styrkort.servicedesk;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.ArrayList;
import java.sql.Statement;
import java.util.function.Consumer;
import se.styrkort.ingest.Intake;
import se.styrkort.ingest.Rejection;

/**
 * The merge of staged tickets, set by set, in the caller's transaction and under its revision lock:
 *
 * <pre>
 * refused_ticket  rows that cannot stand, and why: row, line, code, detail
 * ticket_change   the other rows beside the version in force: same is null where there is none
 * touched_ticket  which rows touch which month of which service
 * </pre>
 *
 * <p>Temporary tables, gone at its end.
 */
@Singleton
class TicketMergeRepository {
    private static final String SAID = """
            (%1$s.service_id, %1$s.organisation_id, %1$s.opened_at, %1$s.resolved_at, %1$s.closed_at, %1$s.on_hold_s,
             %1$s.priority, %1$s.channel, %1$s.first_contact, %1$s.within_level, %1$s.reopened)""";

    /** Versions that change what the planner must think of the table, which it would take for empty otherwise. */
    private static final int MANY = 10_000;

    private final TouchedMonthRepository touched;

    TicketMergeRepository(TouchedMonthRepository touched) {
        this.touched = touched;
    }

    Intake.Merged merge(Connection connection, Intake.Order order, long revision, Consumer<Rejection> refusals)
            throws SQLException {
        run(connection, """
                create temporary table refused_ticket (row bigint, line integer, code text, detail text) on commit drop""");
        contradictions(connection);
        foreign(connection, order);
        compare(connection, order);
        if (order.replayOf() != null) {
            keepNewer(connection, order.replayOf());
        }
        touched.find(connection, order);
        long refused = refuse(connection, refusals);
        long created = count(connection, "select count(*) from ticket_change where same is null");
        long restated = count(connection, "select count(*) from ticket_change where same = false");
        long unchanged = count(connection, "select count(*) from ticket_change where same");
        if (created + restated > 0) {
            write(connection, order, revision);
            touched.mark(connection, order, revision);
        }
        if (created + restated > MANY) {
            run(connection, "analyze styrkort.ticket");
        }
        confirm(connection, order);
        return new Intake.Merged(created, unchanged, restated, refused);
    }

    /** Of rows about one ticket that contradict each other nobody knows which is its last state; a profile says so with last_by. */
    private static void contradictions(Connection connection) throws SQLException {
        run(connection, """
                insert into refused_ticket
                select s.row, s.line, 'contradicting_ticket', (case s.line when d.first then d.last else d.first end)::text
                from staged_ticket s
                join (select code, min(line) as first, max(line) as last from staged_ticket t
                      group by code having count(*) > 1 and count(distinct %s) > 1) d using (code)""".formatted(SAID.formatted("t")));
        takeOut(connection, "staged_ticket");
        run(connection, """
                delete from staged_ticket s
                using (select code, min(row) as first from staged_ticket group by code having count(*) > 1) d
                where d.code = s.code and s.row > d.first""");
    }

    /** Who delivers for some organisations or services only does not take over the tickets of others. */
    private static void foreign(Connection connection, Intake.Order order) throws SQLException {
        if (order.limits() == null) {
            return;
        }
        String known = """
                from staged_ticket s join styrkort.ticket t
                on t.source_id = %d and t.code = s.code and t.ended is null""".formatted(order.source());
        List<long[]> others = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select distinct coalesce(t.service_id, 0), coalesce(t.organisation_id, 0) " + known)) {
            while (row.next()) {
                if (!order.mayChange(row.getLong(1), row.getLong(2))) {
                    others.add(new long[] {row.getLong(1), row.getLong(2)});
                }
            }
        }
        for (long[] other : others) {
            run(connection, """
                    insert into refused_ticket select s.row, s.line, 'out_of_scope', '' %s
                    where coalesce(t.service_id, 0) = %d and coalesce(t.organisation_id, 0) = %d""".formatted(known, other[0], other[1]));
        }
        takeOut(connection, "staged_ticket");
    }

    private static void takeOut(Connection connection, String table) throws SQLException {
        run(connection, "delete from %s where row in (select row from refused_ticket)".formatted(table));
    }

    private static void compare(Connection connection, Intake.Order order) throws SQLException {
        run(connection, """
                create temporary table ticket_change on commit drop as
                select s.*, %s as opened_month, %s as resolved_month, %s as done_month,
                       case when t.code is not null then %s is not distinct from %s end as same,
                       t.import_id as current_import, t.confirmed_by
                from staged_ticket s
                left join styrkort.ticket t on t.source_id = %d and t.code = s.code and t.ended is null""".formatted(
                        month("s.opened_at"),
                        month("s.resolved_at"),
                        month("coalesce(s.resolved_at, s.closed_at)"),
                        SAID.formatted("s"),
                        SAID.formatted("t"),
                        order.source()));
        run(connection, "analyze ticket_change");
    }

    /** The first day of the month that an instant is in, as the table of tickets has it. */
    static String month(String instant) {
        return "date_trunc('month', %s at time zone 'Europe/Stockholm')::date".formatted(instant);
    }

    /**
     * What a later delivery brought or said again stays; a replay counts as the file that it read. A row that waited is
     * told so.
     */
    private static void keepNewer(Connection connection, long replayOf) throws SQLException {
        String newer = """
                c.same = false and greatest(
                    coalesce((select i.replay_of from styrkort.import i where i.import_id = c.current_import), c.current_import),
                    c.confirmed_by) > %d""".formatted(replayOf);
        run(connection, """
                insert into refused_ticket
                select c.row, c.line, 'newer_figure', c.current_import::text
                from ticket_change c
                where %s and c.line in (select line from styrkort.import_rejection
                                        where import_id = %d and resolution is null)""".formatted(newer, replayOf));
        takeOut(connection, "ticket_change");
        run(connection, "update ticket_change c set same = true where " + newer);
    }

    private static long refuse(Connection connection, Consumer<Rejection> refusals) throws SQLException {
        takeOut(connection, "ticket_change");
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(5_000);
            long refused = 0;
            try (ResultSet row =
                    statement.executeQuery("select line, code, detail from refused_ticket order by line, row")) {
                while (row.next()) {
                    refusals.accept(
                            Rejection.of(row.getLong("line"), "", row.getString("code"), "", row.getString("detail")));
                    refused++;
                }
            }
            return refused;
        }
    }

    private static void write(Connection connection, Intake.Order order, long revision) throws SQLException {
        run(connection, """
                update styrkort.ticket t set ended = %d
                from ticket_change c
                where c.same = false and t.source_id = %d and t.code = c.code and t.ended is null""".formatted(revision, order.source()));
        run(connection, """
                insert into styrkort.ticket
                    (source_id, code, revision, import_id, line, service_id, organisation_id, opened_at, resolved_at,
                     closed_at, on_hold_s, priority, channel, first_contact, within_level, reopened)
                select %d, code, %d, %d, line, service_id, organisation_id, opened_at, resolved_at,
                       closed_at, on_hold_s, priority, channel, first_contact, within_level, reopened
                from ticket_change where same is not true order by row""".formatted(order.source(), revision, order.importId()));
    }

    /**
     * While rows of the source wait, what a delivery says again is remembered: a waiting row of an older file must not
     * overwrite it.
     */
    private static void confirm(Connection connection, Intake.Order order) throws SQLException {
        if (order.replayOf() == null && count(connection, """
                select count(*) from styrkort.import i where source_id = %d and exists (
                    select from styrkort.import_rejection r where r.import_id = i.import_id and r.resolution is null)""".formatted(order.source())) > 0) {
            run(connection, """
                    update styrkort.ticket t set confirmed_by = %d
                    from ticket_change c where c.same and t.source_id = %d and t.code = c.code and t.ended is null""".formatted(order.importId(), order.source()));
        }
    }

    static long run(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            return statement.executeLargeUpdate();
        }
    }

    static long count(Connection connection, String sql) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }
}
