package se.styrkort.collector;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.store.TransactionFactory;

/** Runs of collectors: when the next is due, and what the last ones came to. */
@Singleton
class RunRepository {
    /** How many runs of a collector are kept. */
    static final int KEPT = 1_000;

    private final TransactionFactory transactions;

    RunRepository(TransactionFactory transactions) {
        this.transactions = transactions;
    }

    /**
     * When the next run is due.
     *
     * @param nextAt absent: when something waits for the collector
     * @param failed how many runs in a row have failed
     * @param askedBy who asked for it; absent: the schedule
     */
    record Due(
            @Nullable Instant nextAt, int failed, @Nullable String askedBy) {
        static final Due NEVER = new Due(null, 0, null);

        boolean isDueAt(Instant now) {
            return nextAt != null && !nextAt.isAfter(now);
        }

        /** Whether a failure is to be waited out first. */
        boolean isHeldBackAt(Instant now) {
            return nextAt != null && nextAt.isAfter(now);
        }
    }

    Map<String, Due> due() {
        return transactions.inSnapshot(connection -> due(connection, null));
    }

    Due due(TransactionFactory.Session session, String code) {
        return session.inSnapshot(connection -> due(connection, code)).getOrDefault(code, Due.NEVER);
    }

    private static Map<String, Due> due(Connection connection, @Nullable String code) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select code, next_at, attempt, asked_by from styrkort.collector_state
                where ?::text is null or code = ?""")) {
            query.setString(1, code);
            query.setString(2, code);
            Map<String, Due> all = new HashMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    all.put(row.getString(1), new Due(instant(row, "next_at"), row.getInt(3), row.getString(4)));
                }
            }
            return all;
        }
    }

    /** Makes a run due now. */
    void ask(String code, String actor) {
        transactions.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    insert into styrkort.collector_state (code, next_at, asked_by) values (?, now(), ?)
                    on conflict (code) do update set next_at = excluded.next_at, asked_by = excluded.asked_by""")) {
                update.setString(1, code);
                update.setString(2, actor);
                return update.executeUpdate();
            }
        });
    }

    /**
     * Begins a run. Those of the collector that never ended were cut off: whoever holds its lock is the only one at it.
     *
     * @param otherwise when the next is due if this one is cut off as well; absent: when something waits
     */
    long begin(
            TransactionFactory.Session session,
            CollectorRepository.Stored collector,
            Due due,
            Instant started,
            @Nullable Instant otherwise) {
        String code = collector.definition().code();
        return session.inTransaction(connection -> {
            endOpen(connection, code);
            setDue(connection, code, new RunResult.Next(otherwise, due.failed()));
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into styrkort.collector_run (code, version, attempt, asked_by, started_at)
                    values (?, ?, ?, ?, ?) returning run_id""")) {
                insert.setString(1, code);
                insert.setInt(2, collector.version());
                insert.setInt(3, due.failed() + 1);
                insert.setString(4, due.askedBy());
                insert.setObject(5, started.atOffset(ZoneOffset.UTC));
                try (ResultSet row = insert.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    private static void endOpen(Connection connection, String code) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update styrkort.collector_run set ended_at = greatest(started_at, now()), outcome = 'interrupted'
                where code = ? and ended_at is null""")) {
            update.setString(1, code);
            update.executeUpdate();
        }
    }

    private static void setDue(Connection connection, String code, RunResult.Next next) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                insert into styrkort.collector_state (code, next_at, attempt) values (?, ?, ?)
                on conflict (code) do update set next_at = excluded.next_at, attempt = excluded.attempt,
                    asked_by = null""")) {
            Instant at = next.at();
            update.setString(1, code);
            update.setObject(2, at == null ? null : at.atOffset(ZoneOffset.UTC));
            update.setInt(3, next.failed());
            update.executeUpdate();
        }
    }

    /** Ends a run. A run that was asked for while it was under way is still due. */
    void end(
            TransactionFactory.Session session,
            String code,
            long runId,
            Instant ended,
            RunResult result,
            RunResult.Next next) {
        session.inTransaction(connection -> {
            try (PreparedStatement update = connection.prepareStatement("""
                    update styrkort.collector_run set ended_at = greatest(started_at, ?), outcome = ?, imports = ?,
                        deliveries = ?, rejected = ?, error = ?, error_args = ? where run_id = ?""")) {
                Optional<Trouble> trouble = result.troubles().stream().findFirst();
                update.setObject(1, ended.atOffset(ZoneOffset.UTC));
                update.setString(2, result.outcome().code());
                update.setArray(
                        3, connection.createArrayOf("bigint", result.imports().toArray()));
                update.setInt(4, result.deliveries());
                update.setLong(5, result.rejected());
                update.setString(6, trouble.map(Trouble::code).orElse(null));
                update.setArray(
                        7,
                        connection.createArrayOf(
                                "text",
                                trouble.map(Trouble::args).orElse(List.of()).toArray()));
                update.setLong(8, runId);
                update.executeUpdate();
            }
            if (due(connection, code).getOrDefault(code, Due.NEVER).askedBy() == null) {
                setDue(connection, code, next);
            }
            try (PreparedStatement delete = connection.prepareStatement("""
                    delete from styrkort.collector_run where code = ? and run_id <= (
                        select run_id from styrkort.collector_run where code = ?
                        order by run_id desc offset ? limit 1)""")) {
                delete.setString(1, code);
                delete.setString(2, code);
                delete.setInt(3, KEPT);
                return delete.executeUpdate();
            }
        });
    }

    /**
     * A run as it is remembered.
     *
     * @param ended absent while it is under way
     * @param trouble code and arguments of what went wrong first
     */
    record Run(
            long id,
            String collector,
            int version,
            int attempt,
            @Nullable String askedBy,
            Instant started,
            @Nullable Instant ended,
            @Nullable String outcome,
            List<Long> imports,
            int deliveries,
            long rejected,
            @Nullable String trouble,
            List<String> troubleArgs) {}

    /** A collector's runs before one, the newest first. */
    List<Run> list(String code, long before, int limit) {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                    select * from styrkort.collector_run where code = ? and run_id < ? order by run_id desc limit ?""")) {
                query.setString(1, code);
                query.setLong(2, before);
                query.setInt(3, limit);
                return runs(query);
            }
        });
    }

    /** The last run of each collector, by its code. */
    Map<String, Run> last() {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "select distinct on (code) * from styrkort.collector_run order by code, run_id desc")) {
                Map<String, Run> last = new HashMap<>();
                runs(query).forEach(run -> last.put(run.collector(), run));
                return last;
            }
        });
    }

    /** Moves on when a run ends, or a collector is written anew. */
    Object state() {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                            select (select max(run_id) from styrkort.collector_run),
                                   (select count(*) from styrkort.collector_run where ended_at is null),
                                   (select count(*) from styrkort.collector)""");
                    ResultSet row = query.executeQuery()) {
                row.next();
                return List.of(row.getLong(1), row.getLong(2), row.getLong(3));
            }
        });
    }

    /**
     * A collector's last runs in two figures.
     *
     * @param failed runs in a row that did not do all that they should
     * @param lastSuccess when one last did; absent when none of those that are remembered
     */
    record Standing(String collector, long failed, @Nullable Instant lastSuccess) {}

    /** Of all collectors that ever ran. */
    List<Standing> standings() {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                            with success as (
                                select code, max(run_id) as run_id, max(ended_at) as ended_at
                                from styrkort.collector_run where outcome in ('taken', 'unchanged') group by code)
                            select run.code, success.ended_at,
                                   count(*) filter (where run.ended_at is not null
                                                    and run.run_id > coalesce(success.run_id, 0)) as failed
                            from styrkort.collector_run run left join success using (code)
                            group by run.code, success.ended_at order by run.code""");
                    ResultSet row = query.executeQuery()) {
                List<Standing> standings = new ArrayList<>();
                while (row.next()) {
                    standings.add(new Standing(row.getString("code"), row.getLong("failed"), instant(row, "ended_at")));
                }
                return standings;
            }
        });
    }

    private static List<Run> runs(PreparedStatement query) throws SQLException {
        List<Run> runs = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                runs.add(new Run(
                        row.getLong("run_id"),
                        row.getString("code"),
                        row.getInt("version"),
                        row.getInt("attempt"),
                        row.getString("asked_by"),
                        row.getObject("started_at", OffsetDateTime.class).toInstant(),
                        instant(row, "ended_at"),
                        row.getString("outcome"),
                        Arrays.asList((Long[]) row.getArray("imports").getArray()),
                        row.getInt("deliveries"),
                        row.getLong("rejected"),
                        row.getString("error"),
                        Arrays.asList((String[]) row.getArray("error_args").getArray())));
            }
        }
        return runs;
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
