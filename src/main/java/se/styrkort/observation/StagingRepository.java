package se.styrkort.observation;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Streams drafts into the temporary table {@code staged} of the caller's transaction through {@code COPY}, in constant
 * memory. While a copy is open the connection can do nothing else: {@link #pause} before other statements.
 */
public final class StagingRepository {
    private static final int BUFFER = 48 * 1024;

    private final Connection connection;
    private final StringBuilder buffer = new StringBuilder(BUFFER + 4096);
    private @Nullable CopyIn copy;

    public StagingRepository(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute("""
                    create temporary table staged (
                        line integer not null,
                        metric_id bigint not null,
                        service_id bigint not null,
                        organisation_id bigint not null,
                        qualifier text not null,
                        period date not null,
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
        buffer.append(line);
        buffer.append('\t').append(draft.metricId());
        buffer.append('\t').append(draft.serviceId());
        buffer.append('\t').append(draft.organisationId()).append('\t');
        text(draft.qualifier());
        buffer.append('\t')
                .append(draft.period())
                .append('\t')
                .append(draft.state().name());
        buffer.append('\t').append(draft.quality().name()).append('\t');
        number(draft.value());
        buffer.append('\t');
        if (draft.sampleSize() == null) {
            buffer.append("\\N");
        } else {
            buffer.append(draft.sampleSize().intValue());
        }
        buffer.append('\t');
        number(draft.stdDev());
        buffer.append('\t');
        if (draft.reason() == null) {
            buffer.append("\\N");
        } else {
            text(draft.reason());
        }
        buffer.append('\n');
        if (buffer.length() >= BUFFER) {
            flush();
        }
    }

    private void number(@Nullable BigDecimal number) {
        if (number == null) {
            buffer.append("\\N");
        } else {
            buffer.append(number.toPlainString());
        }
    }

    private void text(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> buffer.append("\\\\");
                case '\t' -> buffer.append("\\t");
                case '\n' -> buffer.append("\\n");
                case '\r' -> buffer.append("\\r");
                default -> buffer.append(c);
            }
        }
    }

    private void flush() throws SQLException {
        if (copy == null) {
            copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy staged from stdin");
        }
        byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        buffer.setLength(0);
    }

    /** Ends the open copy, so that other statements may run; the next draft opens another. */
    public void pause() throws SQLException {
        if (!buffer.isEmpty()) {
            flush();
        }
        if (copy != null) {
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
