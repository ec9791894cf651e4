package se.styrkort.survey;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.styrkort.ingest.IntakeField;
import se.styrkort.ingest.IntakeRow;

/**
 * Answers on their way: {@code staged_answer}, a temporary table of the caller's transaction and the only place where a
 * respondent ever is. It goes with the transaction.
 */
final class AnswerStagingRepository {
    private static final int AT_ONCE = 5_000;

    /** What a row of the table is. */
    enum Form {
        ANSWER(1),
        SUMMARY(2),
        INVITED(3);

        private final int code;

        Form(int code) {
            this.code = code;
        }

        /** As the table has it. */
        int code() {
            return code;
        }
    }

    private final Connection connection;
    private final List<@Nullable Object[]> waiting = new ArrayList<>();
    private long rows;

    AnswerStagingRepository(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement create = connection.createStatement()) {
            create.execute("""
                    create temporary table staged_answer (
                        row bigint, line integer, form integer, survey_id bigint, month date, organisation_id bigint,
                        respondent text, question text, level integer, answers bigint, satisfied bigint, mean numeric,
                        std_dev numeric, invited bigint)
                    on commit drop""");
        }
    }

    /** Takes a row that {@link AnswerCheck} let pass. */
    void add(long line, IntakeRow row, Form form, String question, @Nullable Integer level) throws SQLException {
        waiting.add(new @Nullable Object[] {
            ++rows,
            line,
            form.code(),
            row.survey(),
            Objects.requireNonNull(row.month(IntakeField.PERIOD)).first(),
            row.entry(IntakeField.RESPONDENT_GROUP),
            form == Form.ANSWER ? row.text(IntakeField.RESPONDENT) : null,
            question,
            level,
            whole(row, IntakeField.ANSWERS),
            whole(row, IntakeField.SATISFIED),
            row.number(IntakeField.MEAN),
            row.number(IntakeField.STD_DEV),
            whole(row, IntakeField.INVITED)
        });
        if (waiting.size() >= AT_ONCE) {
            send();
        }
    }

    private void send() throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into staged_answer values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (Object[] row : waiting) {
                for (int column = 0; column < row.length; column++) {
                    insert.setObject(column + 1, row[column]);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
        waiting.clear();
    }

    private static @Nullable Long whole(IntakeRow row, IntakeField field) {
        BigDecimal number = row.number(field);
        return number == null ? null : number.longValueExact();
    }

    /** Sends what waits, and points rows at the organisations that were there first. */
    void complete(Map<Long, Long> instead) throws SQLException {
        send();
        try (PreparedStatement update =
                connection.prepareStatement("update staged_answer set organisation_id = ? where organisation_id = ?")) {
            for (Map.Entry<Long, Long> entry : instead.entrySet()) {
                update.setLong(1, entry.getValue());
                update.setLong(2, entry.getKey());
                update.executeUpdate();
            }
        }
        try (Statement analyze = connection.createStatement()) {
            analyze.execute("analyze staged_answer");
        }
    }
}
