package se.styrkort.ingest;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.styrkort.store.TransactionFactory;

/** Rejected rows that wait (karantän), and what is decided about them. Nothing of it is ever deleted. */
@Singleton
public class QuarantineRepository {
    private final TransactionFactory transactions;
    private final ContentRepository contents;

    QuarantineRepository(TransactionFactory transactions, ContentRepository contents) {
        this.transactions = transactions;
        this.contents = contents;
    }

    /**
     * Rows that wait for the same reason: what a steward can settle at one stroke.
     *
     * @param importId the newest import that holds such a row
     */
    public record Cause(
            String source, String code, String column, String value, List<String> args, long rows, long importId) {}

    /** The causes of what waits, the most frequent first. */
    List<Cause> causes(@Nullable String actor, int limit) {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                    select s.code, r.code, r.column_name, r.value, r.args, count(*) as rows, max(r.import_id) as newest
                    from styrkort.import_rejection r
                    join styrkort.import i using (import_id) join styrkort.source s using (source_id)
                    where r.resolution is null and i.replay_of is null and (?::text is null or i.actor = ?)
                    group by 1, 2, 3, 4, 5 order by rows desc, newest desc, 2, 4 limit ?""")) {
                query.setString(1, actor);
                query.setString(2, actor);
                query.setInt(3, limit);
                List<Cause> causes = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        causes.add(new Cause(
                                row.getString(1),
                                row.getString(2),
                                row.getString(3),
                                row.getString(4),
                                Arrays.asList((String[]) row.getArray(5).getArray()),
                                row.getLong(6),
                                row.getLong(7)));
                    }
                }
                return causes;
            }
        });
    }

    /**
     * The rows of one import that wait, after a line, with what stands in them.
     *
     * @param code of the rejections that count; null: all
     */
    List<WaitingRow> rows(ImportReport report, @Nullable String code, long after, int limit) {
        return rows(report, "is null", code, after, limit);
    }

    /** The first rows of one import that were dismissed, with what stands in them. */
    List<WaitingRow> dismissed(ImportReport report, int limit) {
        return rows(report, "= 'dismissed'", null, 0, limit);
    }

    /** @param resolution the end of a condition in SQL */
    private List<WaitingRow> rows(
            ImportReport report, String resolution, @Nullable String code, long after, int limit) {
        long importId = java.util.Objects.requireNonNull(report.id());
        return transactions.inSnapshot(connection -> {
            Map<Long, List<Rejection>> rejections = rejections(connection, importId, resolution, code, after, limit);
            if (rejections.isEmpty()) {
                return List.of();
            }
            Map<Long, List<RowDecision>> decided =
                    decisions(connection, importId).stream().collect(Collectors.groupingBy(RowDecision::line));
            Map<Integer, String> raw = contents.rows(
                    connection,
                    importId,
                    rejections.keySet().stream().map(Long::intValue).collect(Collectors.toCollection(TreeSet::new)));
            return rejections.entrySet().stream()
                    .map(each -> new WaitingRow(
                            importId,
                            report.source(),
                            report.fileName(),
                            each.getKey(),
                            each.getValue(),
                            decided.getOrDefault(each.getKey(), List.of()),
                            raw.get(each.getKey().intValue())))
                    .toList();
        });
    }

    private static Map<Long, List<Rejection>> rejections(
            Connection connection, long importId, String resolution, @Nullable String code, long after, int limit)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select line, column_name, code, value, args from styrkort.import_rejection
                where import_id = ? and resolution %1$s and line in (
                    select distinct line from styrkort.import_rejection
                    where import_id = ? and resolution %1$s and line > ? and (?::text is null or code = ?)
                    order by line limit ?)
                order by line, number""".formatted(resolution))) {
            query.setLong(1, importId);
            query.setLong(2, importId);
            query.setLong(3, after);
            query.setString(4, code);
            query.setString(5, code);
            query.setInt(6, limit);
            Map<Long, List<Rejection>> rows = new java.util.TreeMap<>();
            for (Rejection each : RejectionRepository.read(query)) {
                rows.computeIfAbsent(each.line(), line -> new ArrayList<>()).add(each);
            }
            return rows;
        }
    }

    /** How many rows of an import wait. */
    long waiting(long importId) {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                    select count(distinct line) from styrkort.import_rejection
                    where import_id = ? and resolution is null""")) {
                query.setLong(1, importId);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    return row.getLong(1);
                }
            }
        });
    }

    /** Whether a row does not wait for anything but that it looks implausible; also when it does not wait. */
    boolean isHeld(long importId, long line) {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                    select not exists (select from styrkort.import_rejection
                    where import_id = ? and line = ? and resolution is null and not starts_with(code, 'held_'))""")) {
                query.setLong(1, importId);
                query.setLong(2, line);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    return row.getBoolean(1);
                }
            }
        });
    }

    RowDecisions decided(long importId) {
        return transactions.inSnapshot(connection -> new RowDecisions(decisions(connection, importId)));
    }

    /** In the order in which they were made. */
    private static List<RowDecision> decisions(Connection connection, long importId) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select line, kind, column_name, value, comment, actor, decided_at
                from styrkort.row_decision where import_id = ? order by decision_id""")) {
            query.setLong(1, importId);
            List<RowDecision> decisions = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    decisions.add(new RowDecision(
                            row.getLong(1),
                            RowDecision.Kind.valueOf(row.getString(2).toUpperCase(Locale.ROOT)),
                            row.getString(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getObject(7, OffsetDateTime.class).toInstant()));
                }
            }
            return decisions;
        }
    }

    /**
     * Writes a decision down.
     *
     * @return false when no such row waits (for {@code REOPENED}: was dismissed), and nothing was written
     */
    boolean decide(long importId, RowDecision decision) {
        return transactions.inTransaction(connection -> {
            boolean reopens = decision.kind() == RowDecision.Kind.REOPENED;
            String from = reopens ? "resolution = 'dismissed'" : "resolution is null";
            String to = reopens ? "null" : decision.kind() == RowDecision.Kind.DISMISSED ? "'dismissed'" : "resolution";
            try (PreparedStatement update = connection.prepareStatement(
                    "update styrkort.import_rejection set resolution = %s where import_id = ? and line = ? and %s"
                            .formatted(to, from))) {
                update.setLong(1, importId);
                update.setLong(2, decision.line());
                if (update.executeUpdate() == 0) {
                    return false;
                }
            }
            try (PreparedStatement insert = connection.prepareStatement("""
                    insert into styrkort.row_decision
                        (import_id, line, kind, column_name, value, comment, actor, decided_at)
                    values (?, ?, ?, ?, ?, ?, ?, ?)""")) {
                insert.setLong(1, importId);
                insert.setLong(2, decision.line());
                insert.setString(3, decision.kind().code());
                insert.setString(4, decision.column());
                insert.setString(5, decision.value());
                insert.setString(6, decision.comment());
                insert.setString(7, decision.actor());
                insert.setObject(8, OffsetDateTime.ofInstant(decision.at(), java.time.ZoneOffset.UTC));
                insert.executeUpdate();
            }
            return true;
        });
    }

    /**
     * Settles the rows of an import whose file was read again: those that were not rejected any more are in, the others
     * wait for the reasons that were found now.
     */
    void settle(Connection connection, long importId, long replay) throws SQLException {
        String[] steps = {"""
            update styrkort.import_rejection r
            set resolution = case when n.line is null then 'replayed' else 'renewed' end, resolved_by = %2$d
            from styrkort.import_rejection w
            left join (select distinct line from styrkort.import_rejection where import_id = %2$d) n on n.line = w.line
            where r.import_id = %1$d and r.resolution is null
              and w.import_id = r.import_id and w.line = r.line and w.number = r.number""", """
            insert into styrkort.import_rejection
                (import_id, line, number, column_name, code, value, args, metric, service, organisation, period)
            select %1$d, n.line, n.number + coalesce(last.number, -1) + 1, n.column_name, n.code, n.value, n.args,
                   n.metric, n.service, n.organisation, n.period
            from styrkort.import_rejection n
            left join (select line, max(number) as number from styrkort.import_rejection
                       where import_id = %1$d group by line) last on last.line = n.line
            where n.import_id = %2$d"""};
        for (String step : steps) {
            try (PreparedStatement change = connection.prepareStatement(step.formatted(importId, replay))) {
                change.executeUpdate();
            }
        }
    }
}
