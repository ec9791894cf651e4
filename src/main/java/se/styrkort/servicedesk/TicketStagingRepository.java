package se.styrkort.servicedesk;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.styrkort.ingest.IntakeField;
import se.styrkort.ingest.IntakeRow;

/**
 * Tickets on their way into the database: some thousand rows in memory, the rest in {@code staged_ticket}, a temporary
 * table of the caller's transaction.
 */
final class TicketStagingRepository {
    private static final int AT_ONCE = 5_000;

    /** How long a text may be before it says too much for a table of versions. */
    static final int LONGEST = 200;

    private static final List<String> TYPES = List.of(
            "bigint",
            "integer",
            "text",
            "bigint",
            "bigint",
            "timestamptz",
            "timestamptz",
            "timestamptz",
            "bigint",
            "text",
            "text",
            "boolean",
            "boolean",
            "integer");

    private final Connection connection;
    private final List<List<@Nullable Object>> columns = TYPES.stream()
            .<List<@Nullable Object>>map(type -> new ArrayList<>())
            .toList();
    private long rows;

    TicketStagingRepository(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement create = connection.createStatement()) {
            create.execute("""
                    create temporary table staged_ticket (
                        row bigint, line integer, code text, service_id bigint, organisation_id bigint,
                        opened_at timestamptz, resolved_at timestamptz, closed_at timestamptz, on_hold_s bigint,
                        priority text, channel text, first_contact boolean, within_level boolean, reopened integer)
                    on commit drop""");
        }
    }

    /** Takes a row that has an id and says when it was opened. */
    void add(long line, IntakeRow row) throws SQLException {
        BigDecimal onHold = row.number(IntakeField.ON_HOLD_S);
        BigDecimal reopened = row.number(IntakeField.REOPENED);
        int column = 0;
        for (Object value : new @Nullable Object[] {
            ++rows,
            line,
            row.text(IntakeField.ID),
            id(row.entry(IntakeField.SERVICE)),
            id(row.entry(IntakeField.ORGANISATION)),
            text(row.instant(IntakeField.OPENED_AT)),
            text(row.instant(IntakeField.RESOLVED_AT)),
            text(row.instant(IntakeField.CLOSED_AT)),
            onHold == null ? 0 : onHold,
            Objects.requireNonNullElse(row.text(IntakeField.PRIORITY), ""),
            row.text(IntakeField.CHANNEL),
            row.flag(IntakeField.FIRST_CONTACT),
            row.flag(IntakeField.WITHIN_LEVEL),
            reopened
        }) {
            columns.get(column++).add(value);
        }
        if (columns.getFirst().size() >= AT_ONCE) {
            send();
        }
    }

    private static @Nullable Long id(long entry) {
        return entry == 0 ? null : entry;
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }

    private void send() throws SQLException {
        String arrays = String.join(
                ", ", TYPES.stream().map(type -> "?::" + type + "[]").toList());
        try (PreparedStatement insert =
                connection.prepareStatement("insert into staged_ticket select * from unnest(" + arrays + ")")) {
            for (int i = 0; i < TYPES.size(); i++) {
                insert.setArray(
                        i + 1,
                        connection.createArrayOf(TYPES.get(i), columns.get(i).toArray()));
            }
            insert.executeUpdate();
        }
        columns.forEach(List::clear);
    }

    /** Sends what waits, and points rows at the entries that were there first. */
    void complete(Map<Long, Long> instead) throws SQLException {
        send();
        for (String column : List.of("service_id", "organisation_id")) {
            try (PreparedStatement update =
                    connection.prepareStatement("update staged_ticket set %1$s = ? where %1$s = ?".formatted(column))) {
                for (Map.Entry<Long, Long> entry : instead.entrySet()) {
                    update.setLong(1, entry.getValue());
                    update.setLong(2, entry.getKey());
                    update.addBatch();
                }
                update.executeBatch();
            }
        }
        try (Statement analyze = connection.createStatement()) {
            analyze.execute("analyze staged_ticket");
        }
    }
}
