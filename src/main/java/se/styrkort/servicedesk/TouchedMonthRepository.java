package se.styrkort.servicedesk;

import static se.styrkort.servicedesk.TicketMergeRepository.month;
import static se.styrkort.servicedesk.TicketMergeRepository.run;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Set;
import se.styrkort.availability.DueRepository;
import se.styrkort.availability.MonthEnd;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.ingest.Intake;

/**
 * Which months' figures the tickets of a delivery change, exactly: a version adds to the month in which it was opened, to
 * each at whose end it is open, and to the one in which it was resolved; what the old and the new version do not add alike
 * is touched. So a ticket of a closed month may be resolved, and put away, later, without any figure of that month being
 * another.
 */
@Singleton
class TouchedMonthRepository {
    private final DueRepository due;
    private final Clock clock;

    TouchedMonthRepository(DueRepository due, Clock clock) {
        this.due = due;
        this.clock = clock;
    }

    /**
     * Finds them, and the rows that would change figures of closed months without reason or right. How far the log reaches
     * is the last month in which something happened to a ticket, and never in the future: a slip of the pen makes no
     * backlog.
     */
    void find(Connection connection, Intake.Order order) throws SQLException {
        run(connection, """
                create temporary table reach on commit drop as
                select before, greatest(before, month) as month
                from (select (select max(reached) from styrkort.ticket_log where source_id = %d) as before,
                             %s as month
                      from ticket_change) r""".formatted(
                        order.source(),
                        month("least('" + clock.instant()
                                + "'::timestamptz, max(greatest(opened_at, resolved_at, closed_at)))")));
        run(connection, """
                create temporary table touched_ticket on commit drop as
                with version as (
                    select row, service_id, organisation_id, priority, opened_at, resolved_at, on_hold_s, first_contact,
                           within_level, reopened, opened_month, resolved_month, done_month
                    from ticket_change where same is not true
                    union all
                    select c.row, t.service_id, t.organisation_id, t.priority, t.opened_at, t.resolved_at, t.on_hold_s,
                           t.first_contact, t.within_level, t.reopened, t.opened_month, t.resolved_month,
                           t.done_month
                    from ticket_change c
                    join styrkort.ticket t on t.source_id = %d and t.code = c.code and t.ended is null
                    where c.same = false),
                added as (
                    select v.row, v.service_id, a.month, a.what
                    from version v cross join reach r cross join lateral (
                        select v.opened_month as month, row ('opened', v.organisation_id, v.priority)::text as what
                        union all
                        select m::date, row ('open', v.organisation_id, v.priority)::text
                        from generate_series(
                            v.opened_month::timestamp,
                            least(v.done_month - interval '1 month', r.month::timestamp), interval '1 month') m
                        union all
                        select v.resolved_month,
                               row ('resolved', v.organisation_id, v.priority, v.opened_at, v.resolved_at, v.on_hold_s,
                                    v.first_contact, v.within_level, v.reopened > 0)::text
                        where v.resolved_month is not null) a)
                -- what one version adds and the other does not
                select distinct row, service_id, month
                from (select row, service_id, month from added group by row, service_id, month, what having count(*) = 1) d""".formatted(order.source()));
        closed(connection, order);
    }

    /** Months that are closed and have figures: a month without any may still get its first. */
    private static void closed(Connection connection, Intake.Order order) throws SQLException {
        if (order.mayRestateClosed() && order.reason() != null) {
            return;
        }
        run(connection, """
                insert into refused_ticket
                select t.row, c.line, '%s', min(t.month)::text
                from touched_ticket t join ticket_change c using (row)
                where t.month in (
                    select p.period from styrkort.period_state p
                    join styrkort.observation o on o.period = p.period
                    where p.state = 'closed' and p.ended is null and o.series_id = (
                        select s.series_id from styrkort.series s
                        join styrkort.catalog_entry m on m.entry_id = s.metric_id
                        where m.kind = 'metric' and m.code = '%s' and s.qualifier = ''
                          and coalesce(s.service_id, 0) = 0 and coalesce(s.organisation_id, 0) = 0))
                group by t.row, c.line""".formatted(
                        order.mayRestateClosed() ? "closed_without_reason" : "closed_without_right",
                        DeskFigures.OF_EVERY_MONTH));
        run(connection, "delete from touched_ticket where row in (select row from refused_ticket)");
    }

    /**
     * Marks them as due, once the versions are written: with them the months that the log reaches now and did not before,
     * at whose end tickets were open that nobody has said anything new about. A month that is not over becomes due when
     * it ends.
     */
    void mark(Connection connection, Intake.Order order, long revision) throws SQLException {
        Set<DueRepository.Mark> marks = new LinkedHashSet<>();
        Instant now = clock.instant();
        try (PreparedStatement query = connection.prepareStatement("""
                        select coalesce(service_id, 0), month from touched_ticket
                        union
                        select coalesce(t.service_id, 0), m::date
                        from reach r
                        cross join generate_series(r.before + interval '1 month', r.month::timestamp, interval '1 month') m
                        join styrkort.ticket t on t.source_id = ? and t.ended is null
                             and t.done_month is distinct from t.opened_month
                             and daterange(t.opened_month, t.done_month) @> m::date
                        order by 2, 1""")) {
            query.setLong(1, order.source());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Period month = new Period(Granularity.MONTH, row.getObject(2, LocalDate.class));
                    if (MonthEnd.isOver(month, now)) {
                        marks.add(new DueRepository.Mark(row.getLong(1), month));
                        marks.add(new DueRepository.Mark(DeskFiguresProvider.WHOLE, month));
                    }
                }
            }
        }
        due.mark(connection, DeskFiguresProvider.KIND, marks, revision, order.reason(), order.actor());
        run(connection, """
                insert into styrkort.ticket_log (source_id, revision, reached)
                select %d, %d, month from reach where month is distinct from before""".formatted(order.source(), revision));
    }
}
