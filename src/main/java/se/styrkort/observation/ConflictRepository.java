package se.styrkort.observation;

import static se.styrkort.observation.DeliveredRepository.count;
import static se.styrkort.observation.DeliveredRepository.run;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * Finds the delivered observations that cannot stand beside what is in force: restatements of closed periods without reason
 * or right, what is too hard to believe, and, when a file is read again, what a later import brought. Their lines go to
 * {@code conflict}.
 */
@Singleton
class ConflictRepository {
    /** Whether the delivered row d of series s is of a closed period. */
    private static final String IS_CLOSED = """
            exists (select from closed_delivered c join styrkort.catalog_version v
                        on v.entry_id = s.metric_id and v.ended is null and v.body ->> 'granularity' = c.granularity
                    where c.period = %s.period)""";

    private final PlausibilityRepository plausibility;

    ConflictRepository(PlausibilityRepository plausibility) {
        this.plausibility = plausibility;
    }

    /** Finds them, takes their lines out and marks what goes in with a flag. */
    void find(Connection connection, MergeOrder order) throws SQLException {
        long before = count(connection, "select count(*) from conflict");
        if (order.replayOf() != null) {
            newer(connection, order, order.replayOf());
            keepNewer(connection, order.replayOf());
        }
        keepFlagged(connection, order);
        if (order.replaces() || count(connection, "select count(*) from delivered where same = false") > 0) {
            closedPeriods(connection, order.replaces() ? "true" : "d.same = false");
            closed(connection, order);
        }
        boolean suspicious = plausibility.suspect(connection, order.rules());
        if (suspicious) {
            release(connection, order);
            hold(connection, order);
        }
        if (count(connection, "select count(*) from conflict") > before) {
            DeliveredRepository.takeOut(connection, order);
            DeliveredRepository.recombine(connection, order.combine());
            if (order.replayOf() != null) {
                keepNewer(connection, order.replayOf());
            }
        }
        if (suspicious) {
            flag(connection);
        }
    }

    /** What a later delivery of a file brought or said again; a replay counts as the file that it read. */
    private static final String NEWER = """
            d.same = false and greatest(
                coalesce((select i.replay_of from styrkort.import i where i.import_id = d.current_import), d.current_import),
                (select c.import_id from styrkort.confirmation c
                 where c.series_id = d.series_id and c.period = d.period)) > %d""";

    /** A row that waited is told that a later import brought another figure. */
    private static void newer(Connection connection, MergeOrder order, long replayOf) throws SQLException {
        run(connection, """
                insert into conflict
                select l.row, l.line, 'newer_figure', d.current_import::text, d.series_id, d.period
                from delivered d %s
                where %s and l.line in (select line from styrkort.import_rejection
                                        where import_id = %d and resolution is null)""".formatted(lines(order), NEWER.formatted(replayOf), replayOf));
    }

    /** A figure that went in with a flag is delivered again as final: it is what is in force, flag and all. */
    private static void keepFlagged(Connection connection, MergeOrder order) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update delivered d set same = true, quality = 'PRELIMINARY'
                from styrkort.observation o
                where d.same = false and d.quality = 'FINAL' and o.series_id = d.series_id and o.period = d.period
                  and o.quality = 'PRELIMINARY'
                  and (o.state, o.sample_size, o.value, o.std_dev)
                      is not distinct from (d.state, d.sample_size, d.value, d.std_dev)
                  and d.line <> all (?)
                  and exists (select from styrkort.observation_flag f
                              where f.series_id = o.series_id and f.period = o.period and f.revision = o.revision
                                and f.released_by is null)""")) {
            update.setArray(
                    1, connection.createArrayOf("integer", order.released().toArray()));
            update.executeUpdate();
        }
    }

    /** What a later import brought stays, as if it had been delivered again. */
    private static void keepNewer(Connection connection, long replayOf) throws SQLException {
        run(connection, "update delivered d set same = true where " + NEWER.formatted(replayOf));
    }

    /**
     * Which of the delivered periods are closed: a day or week is closed with the months that it touches, a year with its
     * twelve.
     *
     * @param which of the delivered rows count
     */
    private static void closedPeriods(Connection connection, String which) throws SQLException {
        run(connection, """
            create temporary table closed_delivered on commit drop as
            select granularity, period from (
                select distinct v.body ->> 'granularity' as granularity, d.period
                from delivered d join styrkort.series s using (series_id)
                join styrkort.catalog_version v on v.entry_id = s.metric_id and v.ended is null
                where %s) g
            cross join lateral (select case granularity when 'DAY' then period when 'WEEK' then period + 6
                                       when 'YEAR' then (period + interval '1 year')::date - 1 else period end as last) l
            where not exists (
                select from generate_series(date_trunc('month', period::timestamp), last, interval '1 month') m
                where not exists (select from styrkort.period_state p
                                  where p.period = m::date and p.state = 'closed' and p.ended is null))""".formatted(which));
    }

    private static void closed(Connection connection, MergeOrder order) throws SQLException {
        String reasoned = order.mayRestateClosed() ? order.reason() == null ? "d.reason is null" : "false" : "true";
        run(connection, """
                insert into conflict
                select l.row, l.line, '%s', d.period::text, d.series_id, d.period
                from delivered d join styrkort.series s using (series_id) %s
                where d.same = false and %s and %s""".formatted(
                        order.mayRestateClosed() ? "closed_without_reason" : "closed_without_right",
                        lines(order),
                        reasoned,
                        IS_CLOSED.formatted("d")));
    }

    /** Every line behind a delivered observation d, as l. */
    private static String lines(MergeOrder order) {
        return order.combine() == Combine.REJECT
                ? "cross join lateral (select d.row, d.line) l"
                : "join delivered_part l on l.series_id = d.series_id and l.period = d.period";
    }

    /** A steward who let a row go answers for it; its rule and who did that are remembered. */
    private static void release(Connection connection, MergeOrder order) throws SQLException {
        if (order.released().isEmpty()) {
            return;
        }
        try (PreparedStatement update = connection.prepareStatement("""
                update suspicion n set released_by = ?, held = false
                from delivered d %s
                where d.series_id = n.series_id and d.period = n.period and l.line = any (?)""".formatted(lines(order)))) {
            update.setString(1, order.actor());
            update.setArray(
                    2, connection.createArrayOf("integer", order.released().toArray()));
            update.executeUpdate();
        }
    }

    private static void hold(Connection connection, MergeOrder order) throws SQLException {
        run(connection, """
                insert into conflict
                select l.row, l.line, 'held_' || n.rule, n.detail, d.series_id, d.period
                from suspicion n join delivered d on d.series_id = n.series_id and d.period = n.period %s
                where n.held""".formatted(lines(order)));
    }

    /** A final figure that is suspicious is not final; compared anew, it may be what is in force already. */
    private static void flag(Connection connection) throws SQLException {
        run(connection, """
                delete from suspicion n where n.held or not exists (
                    select from delivered d where d.series_id = n.series_id and d.period = n.period)""");
        run(connection, """
                update delivered d
                set quality = 'PRELIMINARY',
                    same = case when d.same is not null then exists (
                        select from styrkort.observation o
                        where o.series_id = d.series_id and o.period = d.period
                          and (o.state, o.quality, o.sample_size, o.value, o.std_dev)
                              is not distinct from (d.state, 'PRELIMINARY'::styrkort.quality, d.sample_size, d.value, d.std_dev)) end
                from suspicion n
                where d.series_id = n.series_id and d.period = n.period and n.released_by is null and d.quality = 'FINAL'""");
    }

    /**
     * What the source had in the delivered periods, and does not deliver any more; nothing of closed periods without reason, and
     * nothing that a rejected row may have spoken of.
     */
    long absent(Connection connection, MergeOrder order) throws SQLException {
        return run(connection, """
                create temporary table absent on commit drop as
                select o.series_id, o.period
                from styrkort.series s
                join styrkort.observation o using (series_id)
                join styrkort.catalog_version m on m.entry_id = s.metric_id and m.ended is null
                join (select distinct v.body ->> 'granularity' as granularity, d.period
                      from delivered d join styrkort.series s using (series_id)
                      join styrkort.catalog_version v on v.entry_id = s.metric_id and v.ended is null) g
                    on g.granularity = m.body ->> 'granularity' and g.period = o.period
                where s.source_id = %d and o.state <> 'MISSING'
                  and not exists (select from delivered d where d.series_id = o.series_id and d.period = o.period)
                  and not exists (select from conflict c where c.series_id = o.series_id and c.period = o.period)
                  and not exists (
                      select from styrkort.import_rejection r
                      where r.import_id = %d
                        and coalesce(r.metric = (select code from styrkort.catalog_entry where entry_id = s.metric_id), true)
                        and coalesce(r.service = (select code from styrkort.catalog_entry where entry_id = s.service_id), true)
                        and coalesce(r.organisation
                                     = (select code from styrkort.catalog_entry where entry_id = s.organisation_id), true)
                        and coalesce(r.period = o.period, true))
                  and (%s or not %s)""".formatted(
                        order.source(),
                        order.importId(),
                        order.mayRestateClosed() && order.reason() != null,
                        IS_CLOSED.formatted("o")));
    }
}
