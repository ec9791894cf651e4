package se.styrkort.scorecard;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.observation.PeriodRepository;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;

/** The stored perspective scores of organisations for the latest closed month, under the standard model. */
@Singleton
class LatestScoreRepository {
    /** Perspectives of organisations that may become time series; 2,000 organisations with five have as many. */
    private static final int LIMIT = 10_000;

    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final PeriodRepository periods;
    private final ModelRepository models;

    LatestScoreRepository(
            TransactionFactory transactions,
            RevisionRepository revisions,
            PeriodRepository periods,
            ModelRepository models) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.periods = periods;
        this.models = models;
    }

    /**
     * One perspective of one organisation.
     *
     * @param score 0–100
     * @param coverage 0–1
     */
    record Latest(
            String organisation,
            String perspective,
            @Nullable Double score,
            @Nullable Double coverage) {}

    /**
     * @param scores at most as many as the limit; none of them when there are more, since a part would look like all
     * @param leftOut how many there are then, else 0
     */
    record Read(List<Latest> scores, long leftOut) {
        Read {
            scores = List.copyOf(scores);
        }
    }

    /** Scores are stored some time after the revision that they are of, so a revision alone does not tell. */
    List<Long> state() {
        return transactions.inSnapshot(connection -> {
            try (PreparedStatement query = connection.prepareStatement("""
                            select coalesce((extract(epoch from max(computed_at)) * 1000000)::bigint, 0) from styrkort.scorecard""");
                    ResultSet row = query.executeQuery()) {
                row.next();
                return List.of(revisions.at(connection, null), row.getLong(1));
            }
        });
    }

    Read read() {
        return transactions.inSnapshot(connection -> {
            long revision = revisions.at(connection, null);
            Optional<Period> month = periods.lastClosed(connection, revision);
            Optional<ModelRepository.Stored> model =
                    month.isEmpty() ? Optional.empty() : models.standard(connection, revision, month.get());
            return model.isEmpty() ? new Read(List.of(), 0) : read(connection, model.get(), month.get());
        });
    }

    private static Read read(Connection connection, ModelRepository.Stored model, Period month) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select subject, node, score, coverage, count(*) over () as total from styrkort.score
                where model = ? and version = ? and period = ? and subject_kind = ? and node = any (?)
                order by subject, node limit ?""")) {
            query.setString(1, model.code());
            query.setInt(2, model.version());
            query.setString(3, month.code());
            query.setString(4, Subject.ORGANISATION);
            query.setArray(
                    5,
                    connection.createArrayOf(
                            "text",
                            model.model().perspectives().stream()
                                    .map(Perspective::code)
                                    .toArray()));
            query.setInt(6, LIMIT);
            List<Latest> latest = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    if (row.getLong("total") > LIMIT) {
                        return new Read(List.of(), row.getLong("total"));
                    }
                    latest.add(new Latest(
                            row.getString("subject"),
                            row.getString("node"),
                            row.getObject("score", Double.class),
                            row.getObject("coverage", Double.class)));
                }
            }
            return new Read(latest, 0);
        }
    }
}
