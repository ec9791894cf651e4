package se.styrkort.observation;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.document.CanonicalJson;
import se.styrkort.document.Sha256;

/** The observations behind a roll-up, as one digest per subject: many subjects and questions in one statement, row by row. */
@Singleton
public final class ObservationDigestRepository {
    /** Rows that are held at a time. */
    private static final int FETCHED = 5_000;

    /**
     * The digest of each subject's observations, by the subject's number, for each question in their order; no entry: it has
     * none.
     *
     * @param connection inside a transaction, which the rows are fetched in piece by piece
     * @param computed whether the figures of a source are computed by the program
     * @param imports to which the imports are added that the observations came with
     */
    public List<Map<Integer, ObservationDigest>> of(
            Connection connection,
            Catalog catalog,
            RollupRepository.At at,
            List<Scope> scopes,
            List<Rollup> rollups,
            Set<Long> imports,
            Predicate<String> computed)
            throws SQLException {
        List<Map<Integer, ObservationDigest>> digests = new ArrayList<>();
        rollups.forEach(rollup -> digests.add(new HashMap<>()));
        RollupParameters parameters = new RollupParameters(catalog, at.revision(), scopes);
        for (RollupGroup group : RollupRepository.groups(connection, catalog, parameters, rollups)) {
            String sql = new RollupStatement(group, parameters.scopeKinds(), !at.current()).delivered();
            try (PreparedStatement query = RollupRepository.prepare(connection, sql)) {
                query.setFetchSize(FETCHED);
                RollupRepository.bind(query, parameters.of(group, Rollup::periods));
                try (ResultSet row = query.executeQuery()) {
                    read(row, rollups, digests, imports, computed);
                }
            }
        }
        return digests;
    }

    private static void read(
            ResultSet row,
            List<Rollup> rollups,
            List<Map<Integer, ObservationDigest>> digests,
            Set<Long> imports,
            Predicate<String> computed)
            throws SQLException {
        Sum sum = null;
        while (row.next()) {
            int question = row.getInt("question");
            int subject = row.getInt("subject");
            if (sum == null || sum.question != question || sum.subject != subject) {
                finish(sum, digests);
                sum = new Sum(question, subject);
            }
            sum.add(line(row, rollups.get(question), computed));
            Long importId = row.getObject("import_id", Long.class);
            if (importId != null) {
                imports.add(importId);
            }
        }
        finish(sum, digests);
    }

    private static void finish(@Nullable Sum sum, List<Map<Integer, ObservationDigest>> digests) {
        if (sum != null) {
            digests.get(sum.question).put(sum.subject, new ObservationDigest(sum.count, sum.sum.hex()));
        }
    }

    /** Where a computed figure stands in which file depends on what else was computed then, so it is no part of the figure. */
    private static String line(ResultSet row, Rollup rollup, Predicate<String> computed) throws SQLException {
        String source = row.getString("source");
        boolean delivered = source != null && !computed.test(source);
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
                        delivered ? row.getObject("line", Integer.class) : null,
                        delivered ? row.getString("sha256") : null))
                + "\n";
    }

    /** One subject's, while its rows come. */
    private static final class Sum {
        private final int question;
        private final int subject;
        private final Sha256 sum = new Sha256();
        private long count;

        Sum(int question, int subject) {
            this.question = question;
            this.subject = subject;
        }

        void add(String line) {
            sum.add(line);
            count++;
        }
    }
}
