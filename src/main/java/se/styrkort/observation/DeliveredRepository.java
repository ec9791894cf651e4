package se.styrkort.observation;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;

/**
 * From staged drafts to what may be merged, in temporary tables of the caller's transaction:
 *
 * <pre>
 * staged_key      gets its series; where all are new and nothing is in question, the drafts are merged at once
 * delivered_part  the drafts by series and period, where several make one observation
 * delivered       one row per observation to be, beside the one in force: whether it is the same, and who brought that
 * conflict        rows that cannot stand, and why: row, line, code, detail, series, period
 * </pre>
 */
@Singleton
class DeliveredRepository {
    static final String COLUMNS = "t.period, t.line, t.state, t.quality, t.value, t.sample_size, t.std_dev, t.reason";

    /** Against the observation in force; {@code same} is null where there is none. */
    static final String COMPARED = """
            case when o.series_id is not null then
                 (o.state, o.quality, o.sample_size, o.value, o.std_dev)
                 is not distinct from (t.state, t.quality, t.sample_size, t.value, t.std_dev) end as same,
            o.import_id as current_import""";

    /**
     * Makes the tables; conflicts between the lines of the delivery itself are found and taken out.
     *
     * @return how many observations are merged already, because nothing could stand in their way: all, or 0
     */
    long make(Connection connection, StagingRepository staging, MergeOrder order) throws SQLException, IOException {
        // sorting and hashing a large delivery on disk costs more than the rest of the merge
        run(connection, "set local work_mem = '128MB'");
        keys(connection, order.source());
        run(connection, """
                create temporary table conflict (
                    row bigint, line integer, code text, detail text, series_id bigint, period date) on commit drop;
                create temporary table delivered (
                    series_id bigint, nth bigint, row bigint, period date, line integer, state styrkort.state, quality styrkort.quality,
                    sample_size integer, value numeric, std_dev numeric, reason text, same boolean, current_import bigint)
                on commit drop""");
        boolean known = count(connection, "select count(*) from staged_key where not is_new") > 0;
        if (!known && isUnquestioned(connection, order) && staging.isSortedByKey()) {
            long merged = direct(connection, staging, order);
            if (merged > 0) {
                return merged;
            }
        }
        arrive(connection, staging);
        if (order.combine() != Combine.REJECT) {
            run(connection, "alter table delivered rename to delivered_part");
        } else if (known) {
            compare(connection);
        }
        otherSources(connection, order);
        if (order.combine() == Combine.REJECT) {
            duplicates(connection);
        }
        takeOut(connection, order);
        if (order.combine() != Combine.REJECT) {
            run(connection, CombineStatement.of(order.combine()));
        }
        return 0;
    }

    /** Whether nothing is asked of a draft but that it is alone of its key and period. */
    private static boolean isUnquestioned(Connection connection, MergeOrder order) throws SQLException {
        if (order.combine() != Combine.REJECT || order.replayOf() != null || order.replaces() || order.trial()) {
            return false;
        }
        try (PreparedStatement query =
                connection.prepareStatement("select exists (select from staged_key where metric_id = any (?))")) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint",
                            order.rules().stream()
                                    .map(MergeOrder.MetricRule::metricId)
                                    .toArray()));
            try (ResultSet row = query.executeQuery()) {
                return row.next() && !row.getBoolean(1);
            }
        }
    }

    /**
     * Where all series are new, so are all observations: they go where they belong at once, sorted, which is twice as
     * fast as over a table between. Two of one key and period end it, and nothing of it stays.
     */
    private static long direct(Connection connection, StagingRepository staging, MergeOrder order)
            throws SQLException, IOException {
        long[] series = series(connection, staging.keys());
        Savepoint before = connection.setSavepoint();
        boolean done =
                staging.copyTo("styrkort.observation", "series_id, revision, import_id", (key, nth, row, values) -> {
                    values[0] = series[key];
                    values[1] = order.revision();
                    values[2] = order.importId();
                    return nth == 1;
                });
        if (!done) {
            connection.rollback(before);
        }
        connection.releaseSavepoint(before);
        return done ? staging.drafts() : 0;
    }

    private static long[] series(Connection connection, int keys) throws SQLException {
        long[] series = new long[keys + 1];
        try (PreparedStatement query = connection.prepareStatement("select key, series_id from staged_key")) {
            query.setFetchSize(10_000);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    series[row.getInt(1)] = row.getLong(2);
                }
            }
        }
        return series;
    }

    /** Brings the drafts into {@code delivered}, sorted by series and period. */
    private static void arrive(Connection connection, StagingRepository staging) throws SQLException, IOException {
        if (staging.isSortedByKey()) {
            long[] series = series(connection, staging.keys());
            staging.copyTo("delivered", "series_id, nth, row", (key, nth, row, values) -> {
                values[0] = series[key];
                values[1] = nth;
                values[2] = row;
                return true;
            });
            return;
        }
        run(connection, "create temporary table staged (like delivered) on commit drop");
        staging.copyTo("staged", "series_id, row", (key, nth, row, values) -> {
            values[0] = key;
            values[1] = row;
            return true;
        });
        run(connection, """
                insert into delivered
                select k.series_id, row_number() over (partition by k.series_id, t.period order by t.row), t.row, t.period, t.line,
                       t.state, t.quality, t.sample_size, t.value, t.std_dev, t.reason
                from staged t join staged_key k on k.key = t.series_id
                order by k.series_id, t.period, t.row""");
    }

    /** Sets each draft beside the observation in force. */
    private static void compare(Connection connection) throws SQLException {
        run(connection, "alter table delivered rename to arrived");
        run(connection, "analyze arrived (series_id, period)");
        run(connection, """
                create temporary table delivered on commit drop as
                select t.series_id, t.nth, t.row, %s, %s
                from arrived t %s""".formatted(COLUMNS, COMPARED, inForce("t.")));
    }

    static String inForce(String series) {
        return "left join styrkort.observation o on o.series_id = %sseries_id and o.period = t.period"
                .formatted(series);
    }

    /** Takes the rows in conflict out, whole: of what a rejected row says, nothing goes in. */
    static void takeOut(Connection connection, MergeOrder order) throws SQLException {
        if (count(connection, "select count(*) from conflict") > 0) {
            run(
                    connection,
                    "delete from %s where row in (select row from conflict)"
                            .formatted(order.combine() == Combine.REJECT ? "delivered" : "delivered_part"));
        }
    }

    /** Combines the parts anew, after some were taken out. */
    static void recombine(Connection connection, Combine combine) throws SQLException {
        if (combine != Combine.REJECT) {
            run(connection, "drop table delivered");
            run(connection, CombineStatement.of(combine));
        }
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

    private static void otherSources(Connection connection, MergeOrder order) throws SQLException {
        if (order.takeover()) {
            run(
                    connection,
                    "update styrkort.series s set source_id = " + order.source()
                            + " from staged_key k where s.series_id = k.series_id and s.source_id <> "
                            + order.source());
        } else if (count(connection, "select count(*) from staged_key where source_id <> " + order.source()) > 0) {
            run(connection, """
                    insert into conflict
                    select distinct d.row, d.line, 'other_source', s.code, d.series_id, d.period
                    from %s d join staged_key k using (series_id) join styrkort.source s using (source_id)
                    where k.source_id <> %d""".formatted(
                            order.combine() == Combine.REJECT ? "delivered" : "delivered_part", order.source()));
        }
    }

    private static void duplicates(Connection connection) throws SQLException {
        if (count(connection, "select count(*) from delivered where nth = 2") > 0) {
            run(connection, """
                    insert into conflict
                    select row, line, 'duplicate', other::text, series_id, period
                    from (select row, line, series_id, period, count(*) over same as rows,
                                 case nth when 1 then lead(line) over ordered else first_value(line) over ordered end as other
                          from delivered
                          window same as (partition by series_id, period),
                                 ordered as (partition by series_id, period order by nth)) d
                    where rows > 1""");
        }
    }

    static long run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeLargeUpdate(sql);
        }
    }

    static long count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }
}
