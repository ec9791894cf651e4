package se.styrkort.scorecard;

import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import se.styrkort.observation.Measured;
import se.styrkort.observation.State;
import se.styrkort.store.TransactionFactory;

/**
 * Stored scores: the last ones of each model version and period, with the inputs they came from, and what the model calls
 * them.
 */
@Singleton
class ScoreRepository {
    private static final long LOCK = 0x5374_7972_6b6f_0003L;

    private final TransactionFactory transactions;
    private final ObjectMapper json;

    ScoreRepository(TransactionFactory transactions, ObjectMapper json) {
        this.transactions = transactions;
        this.json = json;
    }

    /** Replaces what is stored for the reading's model and period, unless that is as new. */
    void store(ScorecardReading reading) {
        transactions.inTransaction(connection -> store(connection, reading));
    }

    /** Replaces what is stored, and says with which revision it now is, or was already. */
    long store(Connection connection, ScorecardReading reading) throws SQLException, IOException {
        if (begin(connection, reading)) {
            scores(connection, reading);
        }
        return reading.revision();
    }

    private static boolean begin(Connection connection, ScorecardReading reading) throws SQLException {
        String model = reading.model().code();
        String period = reading.period().code();
        try (PreparedStatement query = connection.prepareStatement("""
                select 1 from styrkort.scorecard where model = ? and version = ? and period = ? and revision >= ?""")) {
            query.setString(1, model);
            query.setInt(2, reading.model().version());
            query.setString(3, period);
            query.setLong(4, reading.revision());
            try (ResultSet row = query.executeQuery()) {
                if (row.next()) {
                    return false;
                }
            }
        }
        // two readers of the same page would otherwise store the same scores twice
        try (PreparedStatement lock = connection.prepareStatement("select pg_advisory_xact_lock(?)")) {
            lock.setLong(1, LOCK);
            lock.execute();
        }
        try (PreparedStatement delete = connection.prepareStatement("""
                delete from styrkort.scorecard where model = ? and version = ? and period = ? and revision < ?""")) {
            delete.setString(1, model);
            delete.setInt(2, reading.model().version());
            delete.setString(3, period);
            delete.setLong(4, reading.revision());
            delete.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.scorecard (model, version, period_first, period, revision, closed, computed_at)
                values (?, ?, ?, ?, ?, ?, clock_timestamp()) on conflict do nothing""")) {
            insert.setString(1, model);
            insert.setInt(2, reading.model().version());
            insert.setObject(3, reading.period().first());
            insert.setString(4, period);
            insert.setLong(5, reading.revision());
            insert.setBoolean(6, reading.closed());
            return insert.executeUpdate() == 1;
        }
    }

    /** Sent as one {@code COPY}: a statement for each of 500 subjects' nodes takes longer than computing them. */
    private void scores(Connection connection, ScorecardReading reading) throws SQLException, IOException {
        CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("""
                copy styrkort.score (model, version, period, subject_kind, subject, node, state, value, score, low, high,
                    missing_low, missing_high, coverage, inputs, status, trend, previous, with_value, applicable, synthetic)
                from stdin""");
        try {
            CopyText lines = new CopyText();
            for (Scorecard scorecard : reading.scorecards()) {
                add(lines, reading, scorecard);
                if (lines.isLong()) {
                    send(copy, lines);
                }
            }
            send(copy, lines);
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private static void send(CopyIn copy, CopyText lines) throws SQLException {
        byte[] bytes = lines.take();
        copy.writeToCopy(bytes, 0, bytes.length);
    }

    private void add(CopyText lines, ScorecardReading reading, Scorecard scorecard) throws IOException {
        Map<String, MeasureInputs> inputs = new HashMap<>();
        reading.inputs()
                .getOrDefault(scorecard.subject(), Map.of())
                .forEach((measure, given) -> inputs.put(measure.code(), given));
        PerspectiveScore total = scorecard.total();
        if (total != null) {
            add(lines, reading, scorecard.subject(), total, scorecard.anySynthetic());
        }
        for (PerspectiveScore perspective : scorecard.perspectives()) {
            boolean synthetic = perspective.measures().stream().anyMatch(MeasureScore::synthetic);
            add(lines, reading, scorecard.subject(), perspective, synthetic);
            for (MeasureScore measure : perspective.measures()) {
                add(
                        lines,
                        reading,
                        scorecard.subject(),
                        perspective,
                        measure,
                        inputs.getOrDefault(measure.code(), MeasureInputs.NONE));
            }
        }
    }

    private static void add(
            CopyText lines, ScorecardReading reading, Subject subject, PerspectiveScore score, boolean synthetic) {
        int withValue = score.coverage().measures().getFirst();
        int applicable = score.coverage().measures().getLast();
        key(lines, reading, subject, score.code())
                .add(state(score, applicable))
                .none()
                .add(score.score())
                .add(score.low())
                .add(score.high())
                .add(score.missingLow())
                .add(score.missingHigh())
                .add(score.coverage().weight())
                .add("{}")
                .none()
                .none()
                .none()
                .add(withValue)
                .add(applicable)
                .add(synthetic)
                .end();
    }

    /** Nothing that applies is another thing than too little that was delivered. */
    private static State state(PerspectiveScore score, int applicable) {
        if (applicable == 0) {
            return State.NOT_APPLICABLE;
        }
        return score.score() == null ? State.MISSING : State.VALUE;
    }

    private void add(
            CopyText lines,
            ScorecardReading reading,
            Subject subject,
            PerspectiveScore perspective,
            MeasureScore score,
            MeasureInputs given)
            throws IOException {
        key(lines, reading, subject, perspective.code() + "/" + score.code())
                .add(score.state())
                .add(score.value())
                .add(score.score())
                .add(score.low())
                .add(score.high())
                .none()
                .none()
                .none()
                .add(inputs(given))
                .add(score.status())
                .add(score.trend())
                .add(score.previous())
                .add(score.score() == null ? 0 : 1)
                .add(score.state() == State.NOT_APPLICABLE ? 0 : 1)
                .add(score.synthetic())
                .end();
    }

    private static CopyText key(CopyText lines, ScorecardReading reading, Subject subject, String node) {
        return lines.add(reading.model().code())
                .add(reading.model().version())
                .add(reading.period().code())
                .add(subject.kind())
                .add(subject.code())
                .add(node);
    }

    private String inputs(MeasureInputs given) throws IOException {
        Map<String, String> terms = new TreeMap<>();
        given.terms().forEach((term, measured) -> terms.put(term.toString(), written(measured)));
        return json.writeValueAsString(terms);
    }

    private static String written(Measured measured) {
        BigDecimal value = measured.value();
        return value == null ? measured.state().name() : value.toPlainString();
    }
}
