package se.styrkort.observation;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.document.CanonicalJson;
import se.styrkort.document.Sha256;

/** The observations behind a roll-up, as one digest per subject: all subjects in one statement, row by row. */
@Singleton
public final class ObservationDigestRepository {
    /** Rows that are held at a time. */
    private static final int FETCHED = 5_000;

    /**
     * The digest of each subject's observations, by the subject's number; no entry: it has none.
     *
     * @param connection inside a transaction, which the rows are fetched in piece by piece
     * @param imports to which the imports are added that the observations came with
     */
    public Map<Integer, ObservationDigest> of(
            Connection connection,
            Catalog catalog,
            RollupRepository.At at,
            List<Scope> scopes,
            Rollup rollup,
            Set<Long> imports)
            throws SQLException {
        Map<Integer, ObservationDigest> digests = new HashMap<>();
        String sql = new RollupStatement(rollup, !at.current()).delivered();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            query.setFetchSize(FETCHED);
            RollupRepository.bind(query, catalog, at, scopes, rollup);
            try (ResultSet row = query.executeQuery()) {
                Sum sum = null;
                while (row.next()) {
                    int subject = row.getInt("subject");
                    if (sum == null || sum.subject != subject) {
                        finish(sum, digests);
                        sum = new Sum(subject);
                    }
                    sum.add(line(row, rollup));
                    imports.add(row.getLong("import_id"));
                }
                finish(sum, digests);
            }
        }
        return digests;
    }

    private static void finish(@Nullable Sum sum, Map<Integer, ObservationDigest> digests) {
        if (sum != null) {
            digests.put(sum.subject, new ObservationDigest(sum.count, sum.sum.hex()));
        }
    }

    private static String line(ResultSet row, Rollup rollup) throws SQLException {
        Granularity granularity = rollup.metric().granularity();
        BigDecimal value = row.getBigDecimal("value");
        return CanonicalJson.of(Arrays.asList(
                        rollup.metric().code(),
                        row.getString("service"),
                        row.getString("organisation"),
                        row.getString("qualifier"),
                        new Period(granularity, row.getDate("period").toLocalDate()).code(),
                        row.getString("state"),
                        value == null ? null : value.stripTrailingZeros().toPlainString(),
                        row.getString("quality"),
                        row.getInt("line"),
                        row.getString("sha256")))
                + "\n";
    }

    /** One subject's, while its rows come. */
    private static final class Sum {
        private final int subject;
        private final Sha256 sum = new Sha256();
        private long count;

        Sum(int subject) {
            this.subject = subject;
        }

        void add(String line) {
            sum.add(line);
            count++;
        }
    }
}
