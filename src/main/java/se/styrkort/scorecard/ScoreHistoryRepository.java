package se.styrkort.scorecard;

import jakarta.inject.Singleton;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import se.styrkort.calendar.Period;
import se.styrkort.store.TransactionFactory;

/** A subject's stored scores, month after month: each by the version that was in force, as its figures are known now. */
@Singleton
class ScoreHistoryRepository {
    /** A year, and the month that it began after. */
    static final int MONTHS = 13;

    private final TransactionFactory transactions;
    private final ModelRepository models;

    ScoreHistoryRepository(TransactionFactory transactions, ModelRepository models) {
        this.transactions = transactions;
        this.models = models;
    }

    /** The {@value #MONTHS} months up to and including the last one; perspectives and total alone. */
    ScoreHistory of(Subject subject, String model, Period last) {
        Period first = last.plus(1 - MONTHS);
        return transactions.inSnapshot(connection -> {
            List<ModelRepository.Stored> versions = models.list(connection, Long.MAX_VALUE).stream()
                    .filter(stored -> stored.code().equals(model))
                    .toList();
            Map<Period, ScoreHistory.Month> months = new TreeMap<>();
            try (PreparedStatement query = connection.prepareStatement("""
                    select c.period, c.version, c.closed, s.node, s.score
                    from styrkort.scorecard c join styrkort.score s using (model, version, period)
                    where c.model = ? and c.period_first between ? and ? and c.period ~ '^[0-9]{4}-[0-9]{2}$'
                      and s.subject_kind = ? and s.subject = ? and s.node !~ '/' and s.score is not null""")) {
                query.setString(1, model);
                query.setDate(2, Date.valueOf(first.first()));
                query.setDate(3, Date.valueOf(last.first()));
                query.setString(4, subject.kind());
                query.setString(5, subject.code());
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        Period month = Period.parse(row.getString("period")).orElseThrow();
                        int version = row.getInt("version");
                        boolean closed = row.getBoolean("closed");
                        if (ModelRepository.inForce(versions, month)
                                .filter(stored -> stored.version() == version)
                                .isPresent()) {
                            months.computeIfAbsent(month, key -> ScoreHistory.Month.of(key, version, closed))
                                    .scores()
                                    .put(row.getString("node"), Figures.exact(row.getDouble("score")));
                        }
                    }
                }
            }
            List<ScoreHistory.Month> all = new ArrayList<>();
            for (Period month = first; month.compareTo(last) <= 0; month = month.next()) {
                ScoreHistory.Month known = months.get(month);
                all.add(known == null ? ScoreHistory.Month.of(month, 0, false) : known);
            }
            return new ScoreHistory(all);
        });
    }
}
