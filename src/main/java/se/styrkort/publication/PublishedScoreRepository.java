package se.styrkort.publication;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import se.styrkort.document.Wording;
import se.styrkort.observation.State;
import se.styrkort.scorecard.Subject;

/** The scores of publications as rows for readers of the database, added and never changed. */
@Singleton
class PublishedScoreRepository {
    private static final int BATCH = 1_000;

    void insert(Connection connection, long id, List<PublishedScore> scores) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.publication_score (publication_id, subject_kind, subject, node, subject_sv, subject_en,
                    state, value, score, low, high, missing_low, missing_high, coverage, status, trend, previous,
                    with_value, applicable, synthetic)
                values (?, ?, ?, ?, ?, ?, ?::styrkort.state, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            int waiting = 0;
            for (PublishedScore score : scores) {
                insert.setLong(1, id);
                insert.setString(2, score.subject().kind());
                insert.setString(3, score.subject().code());
                insert.setString(4, score.node());
                insert.setString(5, score.name().sv());
                insert.setString(6, score.name().en());
                insert.setString(7, score.state().name());
                insert.setBigDecimal(8, score.value());
                insert.setObject(9, score.score(), Types.DOUBLE);
                insert.setObject(10, score.low(), Types.DOUBLE);
                insert.setObject(11, score.high(), Types.DOUBLE);
                insert.setObject(12, score.missingLow(), Types.DOUBLE);
                insert.setObject(13, score.missingHigh(), Types.DOUBLE);
                insert.setObject(14, score.coverage(), Types.DOUBLE);
                insert.setString(15, score.status());
                insert.setString(16, score.trend());
                insert.setBigDecimal(17, score.previous());
                insert.setInt(18, score.withValue());
                insert.setInt(19, score.applicable());
                insert.setBoolean(20, score.synthetic());
                insert.addBatch();
                if (++waiting % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
        }
    }

    /** Those of one subject, by node. */
    List<PublishedScore> of(Connection connection, long id, Subject subject) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select * from styrkort.publication_score
                where publication_id = ? and subject_kind = ? and subject = ? order by node""")) {
            query.setLong(1, id);
            query.setString(2, subject.kind());
            query.setString(3, subject.code());
            List<PublishedScore> scores = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    scores.add(score(row, subject));
                }
            }
            return scores;
        }
    }

    private static PublishedScore score(ResultSet row, Subject subject) throws SQLException {
        return new PublishedScore(
                subject,
                new Wording(row.getString("subject_sv"), row.getString("subject_en")),
                row.getString("node"),
                State.valueOf(row.getString("state")),
                row.getObject("value", BigDecimal.class),
                row.getObject("score", Double.class),
                row.getObject("low", Double.class),
                row.getObject("high", Double.class),
                row.getObject("missing_low", Double.class),
                row.getObject("missing_high", Double.class),
                row.getObject("coverage", Double.class),
                row.getString("status"),
                row.getString("trend"),
                row.getObject("previous", BigDecimal.class),
                row.getInt("with_value"),
                row.getInt("applicable"),
                row.getBoolean("synthetic"));
    }

    /** The subjects that there are stored scores of. */
    List<Subject> subjects(Connection connection, long id) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select distinct subject_kind, subject from styrkort.publication_score
                where publication_id = ? order by 1, 2""")) {
            query.setLong(1, id);
            List<Subject> subjects = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    subjects.add(new Subject(row.getString(1), row.getString(2)));
                }
            }
            return subjects;
        }
    }
}
