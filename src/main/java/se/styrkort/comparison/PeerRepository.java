package se.styrkort.comparison;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Organisation;
import se.styrkort.catalog.Rule;
import se.styrkort.observation.Rollup;
import se.styrkort.observation.RollupRepository;
import se.styrkort.observation.Scope;
import se.styrkort.scorecard.ScorecardQuestion;
import se.styrkort.scorecard.ScorecardReading;
import se.styrkort.scorecard.ScorecardRepository;
import se.styrkort.scorecard.Subject;
import se.styrkort.scorecard.Window;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.ProblemException;

/** Groups of organisations to compare, by kind, place, choice and size. */
@Singleton
class PeerRepository {
    /** As many are compared at once; every recomputation is of all of them, and places take room by their square. */
    static final int LIMIT = 500;

    /** So much of what makes up a size must be known. */
    private static final BigDecimal MIN_SHARE = new BigDecimal("0.5");

    private final ScorecardRepository scorecards;
    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final RollupRepository rollups;

    PeerRepository(
            ScorecardRepository scorecards,
            TransactionFactory transactions,
            RevisionRepository revisions,
            RollupRepository rollups) {
        this.scorecards = scorecards;
        this.transactions = transactions;
        this.revisions = revisions;
        this.rollups = rollups;
    }

    /**
     * Those asked for among whom the reader may see; 422 when there are too many of them to compare.
     *
     * @param question of all organisations
     */
    PeerGroup group(ScorecardQuestion question, Entitlement entitlement, ComparisonFilter filter) {
        ScorecardReading reading = scorecards.read(question);
        String like = filter.sizeLike();
        PeerGroup group =
                PeerGroup.of(reading, entitlement, filter, like == null ? null : band(reading, entitlement, like));
        if (group.members().size() > LIMIT) {
            throw new ProblemException(
                    422, "group_too_large", String.valueOf(group.members().size()), String.valueOf(LIMIT));
        }
        return group;
    }

    private SizeBand band(ScorecardReading reading, Entitlement entitlement, String like) {
        Organisation known = reading.catalog().organisation(like);
        if (known == null) {
            throw new ProblemException(404, "unknown_organisation", like);
        }
        if (!Subject.organisation(like).isSeenBy(entitlement, null, reading.catalog())) {
            throw Entitlement.refusal(like);
        }
        String code = reading.model().size();
        Metric metric = code == null ? null : reading.catalog().metric(code);
        return new SizeBand(
                known,
                metric,
                metric == null ? Map.of() : transactions.inSnapshot(connection -> sizes(connection, reading, metric)));
    }

    /** The mean of the metric over the period, of each organisation with all below it. */
    private Map<String, BigDecimal> sizes(Connection connection, ScorecardReading reading, Metric metric)
            throws SQLException {
        List<String> codes = reading.catalog().list(Kind.ORGANISATION).stream()
                .map(version -> version.entry().code())
                .toList();
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < codes.size(); i++) {
            scopes.add(new Scope(i, codes.get(i), null));
        }
        Window window = Window.parse(reading.period().granularity().name().toLowerCase(Locale.ROOT))
                .orElseThrow();
        Rollup mean = new Rollup(
                metric,
                Rule.MEAN,
                null,
                null,
                null,
                MIN_SHARE,
                false,
                window.periods(reading.period().lastMonth(), metric.granularity()),
                false);
        RollupRepository.At at =
                new RollupRepository.At(reading.revision(), reading.revision() == revisions.at(connection, null));
        Map<String, BigDecimal> sizes = new HashMap<>();
        rollups.values(connection, reading.catalog(), at, scopes, mean)
                .bySubject()
                .forEach((subject, measured) -> {
                    BigDecimal size = measured.value();
                    if (size != null) {
                        sizes.put(codes.get(subject), size);
                    }
                });
        return sizes;
    }
}
