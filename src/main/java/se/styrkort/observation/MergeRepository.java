package se.styrkort.observation;

import static se.styrkort.observation.DeliveredRepository.count;
import static se.styrkort.observation.DeliveredRepository.run;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The one merge of staged drafts into observations, set by set: drafts become {@code delivered} ({@link
 * DeliveredRepository}), lines that cannot stand go to {@code conflict} ({@link ConflictRepository}), and what is left is
 * new, the same, or a restatement whose old value moves to the history. All in the caller's transaction and under its
 * revision lock; the tables between are temporary ones, gone at its end.
 */
@Singleton
public class MergeRepository {
    /** New observations that change what the planner must think of the tables. */
    private static final int MANY = 10_000;

    private static final String ALIKE = "o.series_id = d.series_id and o.period = d.period and d.same = false";

    private final DeliveredRepository delivered;
    private final ConflictRepository conflicts;

    MergeRepository(DeliveredRepository delivered, ConflictRepository conflicts) {
        this.delivered = delivered;
        this.conflicts = conflicts;
    }

    /** What a merge did, in observations; {@code emptied} are those that became missing because they were not delivered. */
    public record Counts(long created, long unchanged, long restated, long emptied) {
        public boolean isNothing() {
            return created + restated + emptied == 0;
        }
    }

    /**
     * What the staged drafts come to.
     *
     * @param conflicting how many rows cannot stand
     * @param merged how many observations are merged already
     */
    public record Resolved(long conflicting, long merged) {}

    /** Finds out what the staged drafts come to, and the rows that cannot stand. */
    public Resolved resolve(Connection connection, StagingRepository staging, MergeOrder order)
            throws SQLException, IOException {
        long merged = delivered.make(connection, staging, order);
        if (merged == 0) {
            conflicts.find(connection, order);
        }
        return new Resolved(count(connection, "select count(distinct row) from conflict"), merged);
    }

    /** Merges what {@link #resolve} left under the revision. */
    public Counts merge(Connection connection, Resolved resolved, MergeOrder order) throws SQLException {
        long revision = order.revision();
        if (resolved.merged() > 0) {
            analyze(connection, resolved.merged());
            return new Counts(resolved.merged(), 0, 0, 0);
        }
        long created = run(connection, """
                insert into styrkort.observation
                    (series_id, revision, import_id, period, line, state, quality, sample_size, value, std_dev, reason)
                select d.series_id, %d, %d, d.period, d.line, d.state, d.quality, d.sample_size, d.value, d.std_dev, d.reason
                from delivered d where d.same is null order by d.series_id, d.period""".formatted(revision, order.importId()));
        long total = count(connection, "select count(*) from delivered");
        long restated = 0;
        if (created < total && count(connection, "select count(*) from delivered where same = false") > 0) {
            run(connection, "analyze delivered");
            supersede(connection, revision, "delivered d where " + ALIKE);
            restated = restate(connection, revision, order);
        }
        long emptied = order.replaces() && order.replayOf() == null && conflicts.absent(connection, order) > 0
                ? empty(connection, revision, order)
                : 0;
        flags(connection, revision, order);
        confirm(connection, order);
        run(connection, """
                delete from styrkort.series s using staged_key k
                where k.is_new and s.series_id = k.series_id
                  and not exists (select from delivered d where d.series_id = s.series_id)
                  and exists (select from conflict)""");
        analyze(connection, created);
        return new Counts(created, total - created - restated, restated, emptied);
    }

    /** The planner would take the tables for empty until they are analysed by themselves, a minute later. */
    private static void analyze(Connection connection, long created) throws SQLException {
        if (created > MANY) {
            run(connection, "analyze styrkort.series, styrkort.observation");
        }
    }

    /** Moves what is in force of these to the history. */
    private static void supersede(Connection connection, long revision, String which) throws SQLException {
        run(connection, """
                insert into styrkort.observation_history
                    (series_id, revision, import_id, period, line, state, quality, sample_size, value, std_dev, reason, ended)
                select o.series_id, o.revision, o.import_id, o.period, o.line, o.state, o.quality, o.sample_size,
                       o.value, o.std_dev, o.reason, %d
                from styrkort.observation o, %s""".formatted(revision, which));
    }

    private static long restate(Connection connection, long revision, MergeOrder order) throws SQLException {
        return update(connection, revision, order, order.reason(), """
                line = d.line, state = d.state, quality = d.quality, sample_size = d.sample_size, value = d.value,
                std_dev = d.std_dev, reason = coalesce(d.reason, ?)
                from delivered d where""" + " " + ALIKE);
    }

    /** Line 0 of a file is none: the figure went missing because no line had it. */
    private static long empty(Connection connection, long revision, MergeOrder order) throws SQLException {
        supersede(connection, revision, "absent d where o.series_id = d.series_id and o.period = d.period");
        return update(connection, revision, order, order.reason(), """
                line = 0, state = 'MISSING', quality = 'FINAL', sample_size = null, value = null, std_dev = null, reason = ?
                from absent d where o.series_id = d.series_id and o.period = d.period""");
    }

    private static long update(
            Connection connection, long revision, MergeOrder order, @Nullable String reason, String setting)
            throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update styrkort.observation o set revision = ?, import_id = ?, " + setting)) {
            update.setLong(1, revision);
            update.setLong(2, order.importId());
            update.setString(3, reason);
            return update.executeLargeUpdate();
        }
    }

    /**
     * While rows of the source wait, what a delivery says again is remembered: a waiting row of an older file must not overwrite
     * it, though the figure in force came from elsewhere.
     */
    private static void confirm(Connection connection, MergeOrder order) throws SQLException {
        if (order.replayOf() == null && count(connection, """
                select count(*) from styrkort.import i where source_id = %d and exists (
                    select from styrkort.import_rejection r where r.import_id = i.import_id and r.resolution is null)""".formatted(order.source())) > 0) {
            run(connection, """
                    insert into styrkort.confirmation (series_id, period, import_id)
                    select series_id, period, %d from delivered where same
                    on conflict (series_id, period) do update set import_id = excluded.import_id""".formatted(order.importId()));
        }
    }

    private static void flags(Connection connection, long revision, MergeOrder order) throws SQLException {
        if (count(connection, "select count(*) from pg_class where oid = to_regclass('pg_temp.suspicion')") > 0) {
            run(connection, """
                    insert into styrkort.observation_flag (series_id, period, revision, rule, detail, released_by)
                    select n.series_id, n.period, o.revision, n.rule, n.detail, max(n.released_by)
                    from suspicion n
                    join styrkort.observation o on o.series_id = n.series_id and o.period = n.period
                    where o.revision = %d and o.import_id = %d
                    group by n.series_id, n.period, o.revision, n.rule, n.detail
                    on conflict do nothing""".formatted(revision, order.importId()));
        }
    }

    /** Remembers the lines behind each observation of this import that was combined from several. */
    public void contributions(Connection connection, long revision, long importId) throws SQLException {
        run(connection, """
                insert into styrkort.contribution (import_id, series_id, period, line)
                select distinct o.import_id, p.series_id, p.period, p.line
                from delivered_part p join styrkort.observation o using (series_id, period)
                where o.revision = %d and o.import_id = %d
                  and (p.series_id, p.period) in (select series_id, period from delivered_part where nth = 2)""".formatted(revision, importId));
    }

    /** Points staged drafts of a reserved entry at the one that was there first. */
    public void redirect(Connection connection, String column, long reserved, long existing) throws SQLException {
        run(connection, "update staged_key set %1$s = %2$d where %1$s = %3$d".formatted(column, existing, reserved));
    }
}
