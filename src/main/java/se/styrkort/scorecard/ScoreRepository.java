package se.styrkort.scorecard;

import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    private void scores(Connection connection, ScorecardReading reading) throws SQLException, IOException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.score (model, version, period, subject_kind, subject, node, state, value, score,
                    low, high, missing_low, missing_high, coverage, inputs, status, trend, previous, with_value,
                    applicable, synthetic)
                values (?, ?, ?, ?, ?, ?, ?::styrkort.state, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?)""")) {
            for (Scorecard scorecard : reading.scorecards()) {
                PerspectiveScore total = scorecard.total();
                if (total != null) {
                    add(insert, reading, scorecard.subject(), total, scorecard.anySynthetic());
                }
                for (PerspectiveScore perspective : scorecard.perspectives()) {
                    boolean synthetic = perspective.measures().stream().anyMatch(MeasureScore::synthetic);
                    add(insert, reading, scorecard.subject(), perspective, synthetic);
                    for (MeasureScore measure : perspective.measures()) {
                        add(insert, reading, scorecard.subject(), perspective, measure);
                    }
                }
            }
            insert.executeBatch();
        }
    }

    private static void add(
            PreparedStatement insert,
            ScorecardReading reading,
            Subject subject,
            PerspectiveScore score,
            boolean synthetic)
            throws SQLException {
        int withValue = score.coverage().measures().getFirst();
        int applicable = score.coverage().measures().getLast();
        key(insert, reading, subject, score.code());
        insert.setString(7, state(score, applicable).name());
        insert.setNull(8, Types.NUMERIC);
        numbers(insert, score.score(), score.low(), score.high(), score.missingLow(), score.missingHigh());
        insert.setObject(14, score.coverage().weight(), Types.DOUBLE);
        insert.setString(15, "{}");
        insert.setNull(16, Types.VARCHAR);
        insert.setNull(17, Types.VARCHAR);
        insert.setNull(18, Types.NUMERIC);
        insert.setInt(19, withValue);
        insert.setInt(20, applicable);
        insert.setBoolean(21, synthetic);
        insert.addBatch();
    }

    /** Nothing that applies is another thing than too little that was delivered. */
    private static State state(PerspectiveScore score, int applicable) {
        if (applicable == 0) {
            return State.NOT_APPLICABLE;
        }
        return score.score() == null ? State.MISSING : State.VALUE;
    }

    private void add(
            PreparedStatement insert,
            ScorecardReading reading,
            Subject subject,
            PerspectiveScore perspective,
            MeasureScore score)
            throws SQLException, IOException {
        key(insert, reading, subject, perspective.code() + "/" + score.code());
        insert.setString(7, score.state().name());
        insert.setBigDecimal(8, score.value());
        numbers(insert, score.score(), score.low(), score.high(), null, null);
        insert.setNull(14, Types.DOUBLE);
        insert.setString(15, inputs(reading, subject, score.code()));
        insert.setString(16, score.status());
        insert.setString(17, score.trend());
        insert.setBigDecimal(18, score.previous());
        insert.setInt(19, score.score() == null ? 0 : 1);
        insert.setInt(20, score.state() == State.NOT_APPLICABLE ? 0 : 1);
        insert.setBoolean(21, score.synthetic());
        insert.addBatch();
    }

    private static void key(PreparedStatement insert, ScorecardReading reading, Subject subject, String node)
            throws SQLException {
        insert.setString(1, reading.model().code());
        insert.setInt(2, reading.model().version());
        insert.setString(3, reading.period().code());
        insert.setString(4, subject.kind());
        insert.setString(5, subject.code());
        insert.setString(6, node);
    }

    private static void numbers(PreparedStatement insert, @Nullable BigDecimal... numbers) throws SQLException {
        for (int i = 0; i < numbers.length; i++) {
            insert.setObject(9 + i, numbers[i], Types.DOUBLE);
        }
    }

    private String inputs(ScorecardReading reading, Subject subject, String measure) throws IOException {
        Map<String, String> terms = new LinkedHashMap<>();
        reading.inputs().getOrDefault(subject, Map.of()).forEach((key, given) -> {
            if (key.code().equals(measure)) {
                given.terms().forEach((term, measured) -> terms.put(term.toString(), written(measured)));
            }
        });
        return json.writeValueAsString(terms);
    }

    private static String written(Measured measured) {
        BigDecimal value = measured.value();
        return value == null ? measured.state().name() : value.toPlainString();
    }
}
