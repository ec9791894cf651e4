package se.styrkort.observation;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * The one merge of staged drafts into observations, set by set. The walk: {@code staged_key} gets its
 * series, {@code staged} becomes {@code delivered}; lines that cannot stand go to {@code conflict} (line, code, detail); what is left is new,
 * the same, or a restatement whose old value moves to the history. All in the caller's transaction and under its
 * revision lock; all four are temporary tables, gone at its end.
 */
@Singleton
public class MergeRepository {
    /** New observations that change what the planner must think of the tables. */
    private static final int MANY = 10_000;

    /** What a merge did, in observations. */
    public record Counts(long created, long unchanged, long restated) {
        public boolean isNothing() {
            return created + restated == 0;
        }
    }

    /**
     * Gives the staged drafts their series and finds the lines that cannot stand. Sorted by key, so that new rows enter
     * the index in order.
     *
     * @param takeover whether series of another source become this source's, instead of their rows being conflicts
     * @return how many lines are in conflict
     */
    public long resolve(Connection connection, long source, boolean takeover, Combine combine) throws SQLException {
        // sorting and hashing a large delivery on disk costs more than the rest of the merge
        run(connection, "set local work_mem = '128MB'");
        keys(connection, source);
        // the one sort of the whole merge
        run(connection, """
                create temporary table delivered on commit drop as
                select k.series_id, t.period, t.line, t.state, t.quality, t.value, t.sample_size, t.std_dev, t.reason,
                       row_number() over (partition by k.series_id, t.period order by t.line) as nth
                from staged t join staged_key k using (key)
                order by k.series_id, t.period, t.line""");
        run(connection, "create temporary table conflict (line integer, code text, detail text) on commit drop");
        otherSources(connection, source, takeover);
        if (combine == Combine.REJECT && count(connection, "select count(*) from delivered where nth = 2") > 0) {
            run(connection, """
                    insert into conflict
                    select line, 'duplicate', other::text
                    from (select line, count(*) over same as rows,
                                 case nth when 1 then lead(line) over ordered else first_value(line) over ordered end as other
                          from delivered
                          window same as (partition by series_id, period),
                                 ordered as (partition by series_id, period order by nth)) d
                    where rows > 1""");
        }
        long lines = run(connection, "delete from delivered where line in (select line from conflict)") == 0
                ? 0
                : count(connection, "select count(distinct line) from conflict");
        if (combine != Combine.REJECT) {
            combine(connection, combine);
        }
        return lines;
    }

    private static void keys(Connection connection, long source) throws SQLException {
        run(connection, "analyze staged_key");
        String find = """
                update staged_key k set series_id = s.series_id, source_id = s.source_id, is_new = %s
                from styrkort.series s
                where k.series_id is null and s.metric_id = k.metric_id
                  and coalesce(s.service_id, 0) = k.service_id
                  and coalesce(s.organisation_id, 0) = k.organisation_id and s.qualifier = k.qualifier""";
        run(connection, find.formatted(false));
        // numbered in the order of the file, which for most files is an order that people like
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.series (metric_id, service_id, organisation_id, qualifier, source_id)
                select metric_id, nullif(service_id, 0), nullif(organisation_id, 0), qualifier, ?
                from staged_key where series_id is null
                group by metric_id, service_id, organisation_id, qualifier order by min(key)""")) {
            insert.setLong(1, source);
            if (insert.executeUpdate() > 0) {
                run(connection, find.formatted(true));
            }
        }
    }

    private static void otherSources(Connection connection, long source, boolean takeover) throws SQLException {
        if (takeover) {
            run(
                    connection,
                    "update styrkort.series s set source_id = " + source
                            + " from staged_key k where s.series_id = k.series_id and s.source_id <> " + source);
        } else {
            run(connection, """
                    insert into conflict
                    select distinct d.line, 'other_source', s.code
                    from delivered d join staged_key k using (series_id) join styrkort.source s using (source_id)
                    where k.source_id <>""" + " " + source);
        }
    }

    /**
     * One observation of all lines of a series and period. A missing or secret part makes a sum or mean missing; a part
     * that is not applicable is left out. The least certain quality holds for the whole.
     */
    private static void combine(Connection connection, Combine combine) throws SQLException {
        run(connection, "alter table delivered rename to delivered_part");
        String value =
                switch (combine) {
                    case SUM -> "sum(value)";
                    case MEAN -> "avg(value)";
                    case COUNT -> "count(*)::numeric";
                    case LAST -> "(array_agg(value order by line desc))[1]";
                    case REJECT -> throw new IllegalArgumentException("nothing to combine");
                };
        String state =
                switch (combine) {
                    case COUNT -> "'VALUE'::styrkort.state";
                    case LAST -> "(array_agg(state order by line desc))[1]";
                    default -> """
                    case when bool_or(state in ('MISSING', 'SECRET')) then 'MISSING'
                         when bool_or(state = 'VALUE') then 'VALUE' else 'NOT_APPLICABLE' end::styrkort.state""";
                };
        run(connection, """
                create temporary table delivered on commit drop as
                select series_id, period, line, state, quality, case when state = 'VALUE' then value end as value,
                       sample_size, std_dev, reason
                from (select series_id, period, min(line) as line, %s as state, max(quality) as quality, %s as value,
                             sum(sample_size)::integer as sample_size,
                             case when count(*) = 1 then max(std_dev) end as std_dev, max(reason) as reason
                      from delivered_part group by series_id, period) whole
                order by series_id, period""".formatted(state, value));
    }

    /**
     * Merges what {@link #resolve} left under the revision.
     *
     * @param reason for restatements that bring none of their own
     */
    public Counts merge(Connection connection, long revision, long importId, @Nullable String reason)
            throws SQLException {
        String unknown = "";
        if (count(connection, "select count(*) from staged_key where not is_new") > 0) {
            run(connection, "analyze delivered");
            unknown = """
                    where not exists (select from styrkort.observation o
                                      where o.series_id = d.series_id and o.period = d.period)
                    order by d.series_id, d.period""";
        }
        // where all series are new, so are all rows, and delivered is read in the order in which it was made
        long created = run(connection, """
                insert into styrkort.observation
                    (series_id, revision, import_id, period, line, state, quality, sample_size, value, std_dev, reason)
                select d.series_id, %d, %d, d.period, d.line, d.state, d.quality, d.sample_size, d.value, d.std_dev, d.reason
                from delivered d
                """.formatted(revision, importId) + unknown);
        String changed = """
                from delivered d
                where o.series_id = d.series_id and o.period = d.period and o.revision < %d
                  and (o.state, o.quality, o.sample_size, o.value, o.std_dev)
                      is distinct from (d.state, d.quality, d.sample_size, d.value, d.std_dev)""".formatted(revision);
        long total = count(connection, "select count(*) from delivered");
        long restated = 0;
        if (created < total) {
            restated = run(
                    connection,
                    """
                    insert into styrkort.observation_history
                        (series_id, revision, import_id, period, line, state, quality, sample_size, value, std_dev, reason,
                         ended)
                    select o.series_id, o.revision, o.import_id, o.period, o.line, o.state, o.quality, o.sample_size,
                           o.value, o.std_dev, o.reason, %d
                    """.formatted(revision)
                            + changed.replace("from delivered d", "from delivered d, styrkort.observation o"));
        }
        if (restated > 0) {
            try (PreparedStatement update = connection.prepareStatement("""
                    update styrkort.observation o
                    set revision = ?, import_id = ?, line = d.line, state = d.state, quality = d.quality,
                        sample_size = d.sample_size, value = d.value, std_dev = d.std_dev,
                        reason = coalesce(d.reason, ?)
                    """ + changed)) {
                update.setLong(1, revision);
                update.setLong(2, importId);
                update.setString(3, reason);
                update.executeUpdate();
            }
        }
        run(connection, """
                delete from styrkort.series s using staged_key k
                where k.is_new and s.series_id = k.series_id
                  and not exists (select from delivered d where d.series_id = s.series_id)
                  and exists (select from conflict)""");
        if (created > MANY) {
            // the planner would take the tables for empty until they are analysed by themselves, a minute later
            run(connection, "analyze styrkort.series, styrkort.observation");
        }
        return new Counts(created, total - created - restated, restated);
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

    private static long run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }

    private static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
