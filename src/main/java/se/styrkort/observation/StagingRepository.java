package se.styrkort.observation;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Streams drafts through {@code COPY} into two temporary tables of the caller's transaction, in constant memory:
 *
 * <pre>
 * staged_key   metric x service x organisation x qualifier under a number; series and source come with the merge
 * staged       one row per draft: the number of its key, period, line, value …
 * </pre>
 *
 * A number joins far cheaper than four columns. A key may have several numbers, see {@link #REMEMBERED}. While a copy is
 * open the connection can do nothing else: {@link #pause} before other statements.
 */
public final class StagingRepository {
    private static final int BUFFER = 48 * 1024;

    /** Keys whose number is remembered, some ten megabytes; when there are more, all get new numbers. */
    private static final int REMEMBERED = 50_000;

    private record Key(long metricId, long serviceId, long organisationId, String qualifier) {}

    private final Connection connection;
    private final int remembered;
    private final StringBuilder rows = new StringBuilder(BUFFER + 4096);
    private final StringBuilder newKeys = new StringBuilder();
    private final Map<Key, Integer> numbers = new HashMap<>();
    private int lastNumber;
    private @Nullable CopyIn copy;

    public StagingRepository(Connection connection) throws SQLException {
        this(connection, REMEMBERED);
    }

    StagingRepository(Connection connection, int remembered) throws SQLException {
        this.connection = connection;
        this.remembered = remembered;
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create temporary table staged_key (
                        key integer not null,
                        metric_id bigint not null,
                        service_id bigint not null,
                        organisation_id bigint not null,
                        qualifier text not null,
                        series_id bigint,
                        source_id bigint,
                        is_new boolean not null default false
                    ) on commit drop;
                    create temporary table staged (
                        key integer not null,
                        period date not null,
                        line integer not null,
                        state styrkort.state not null,
                        quality styrkort.quality not null,
                        value numeric,
                        sample_size integer,
                        std_dev numeric,
                        reason text
                    ) on commit drop""");
        }
    }

    public void add(long line, Draft draft) throws SQLException {
        rows.append(numberOf(draft)).append('\t').append(draft.period()).append('\t');
        rows.append(line).append('\t').append(draft.state().name()).append('\t');
        rows.append(draft.quality().name()).append('\t');
        number(draft.value());
        rows.append('\t');
        if (draft.sampleSize() == null) {
            rows.append("\\N");
        } else {
            rows.append(draft.sampleSize().intValue());
        }
        rows.append('\t');
        number(draft.stdDev());
        rows.append('\t');
        if (draft.reason() == null) {
            rows.append("\\N");
        } else {
            text(rows, draft.reason());
        }
        rows.append('\n');
        if (rows.length() >= BUFFER) {
            sendRows();
        }
        if (newKeys.length() >= BUFFER) {
            pause();
        }
    }

    private int numberOf(Draft draft) {
        Key key = new Key(draft.metricId(), draft.serviceId(), draft.organisationId(), draft.qualifier());
        Integer known = numbers.get(key);
        if (known != null) {
            return known;
        }
        if (numbers.size() >= remembered) {
            numbers.clear();
        }
        int number = ++lastNumber;
        numbers.put(key, number);
        newKeys.append(number).append('\t').append(key.metricId()).append('\t').append(key.serviceId());
        newKeys.append('\t').append(key.organisationId()).append('\t');
        text(newKeys, key.qualifier());
        newKeys.append('\n');
        return number;
    }

    private void number(@Nullable BigDecimal number) {
        if (number == null) {
            rows.append("\\N");
        } else {
            rows.append(number.toPlainString());
        }
    }

    private static void text(StringBuilder to, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> to.append("\\\\");
                case '\t' -> to.append("\\t");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                default -> to.append(c);
            }
        }
    }

    private void sendRows() throws SQLException {
        if (copy == null) {
            copy = begin("copy staged from stdin");
        }
        send(copy, rows);
    }

    private CopyIn begin(String sql) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
    }

    private static void send(CopyIn copy, StringBuilder lines) throws SQLException {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        lines.setLength(0);
    }

    /** Ends the open copy, so that other statements may run; the next draft opens another. */
    public void pause() throws SQLException {
        if (!rows.isEmpty()) {
            sendRows();
        }
        if (copy != null) {
            copy.endCopy();
            copy = null;
        }
        if (!newKeys.isEmpty()) {
            copy = begin("copy staged_key (key, metric_id, service_id, organisation_id, qualifier) from stdin");
            send(copy, newKeys);
            copy.endCopy();
            copy = null;
        }
    }

    /** Gives an open copy up, so that the transaction can be rolled back after a failure between two drafts. */
    public void abandon() throws SQLException {
        if (copy != null && copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
