package se.styrkort.scorecard;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.observation.PeriodRepository;
import se.styrkort.observation.SpanRepository;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;

/** Which stored scores are behind the figures. */
@Singleton
class DueRepository {
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final ModelRepository models;
    private final SpanRepository spans;
    private final PeriodRepository periods;

    DueRepository(
            RevisionRepository revisions,
            CatalogRepository catalogs,
            ModelRepository models,
            SpanRepository spans,
            PeriodRepository periods) {
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.models = models;
        this.spans = spans;
        this.periods = periods;
    }

    private record Card(String model, int version, Period period) {}

    /**
     * A card and the revision that its stored scores are of.
     *
     * @param stored 0 when there are none
     */
    private record Stored(Card card, long stored) {}

    /**
     * Stored scores that are behind, sorted.
     *
     * @param due to be computed
     * @param untouched as they were, although there is a newer revision
     * @param outdated not to be computed, and no longer true
     */
    private record Sorted(List<Stored> due, List<Card> untouched, List<Card> outdated, long revision) {}

    /**
     * The scorecards to compute, those longest behind first and of them the newest month: whatever arrives meanwhile,
     * every month's turn comes. Scores that somebody's reading left behind, of other periods or versions, are taken away
     * when they are no longer true: nobody must take them for today's.
     *
     * @param months how many closed months, and how many open ones, of each model's figures
     */
    List<ScorecardQuestion> due(TransactionFactory.Session session, int months) {
        Sorted sorted = session.inSnapshot(connection -> sort(connection, months));
        if (!sorted.untouched.isEmpty() || !sorted.outdated.isEmpty()) {
            session.inTransaction(connection -> settle(connection, sorted));
        }
        return sorted.due.stream()
                .sorted(Comparator.comparingLong(Stored::stored)
                        .thenComparing(stored -> stored.card.period, Comparator.reverseOrder()))
                .map(stored -> new ScorecardQuestion(
                        stored.card.model, stored.card.version, stored.card.period, List.of(), null, null))
                .toList();
    }

    private Sorted sort(Connection connection, int months) throws SQLException {
        long last = revisions.at(connection, null);
        Map<Card, Long> known = stored(connection);
        Set<Card> wanted = wanted(connection, last, months);
        long oldest = known.values().stream().min(Comparator.naturalOrder()).orElse(last);
        LocalDate touched = oldest < last ? touched(connection, oldest) : null;
        List<Stored> due = new ArrayList<>();
        List<Card> untouched = new ArrayList<>();
        List<Card> outdated = new ArrayList<>();
        known.forEach((card, revision) -> {
            if (revision < last) {
                if (touched == null || card.period.last().getYear() < touched.getYear()) {
                    untouched.add(card);
                } else if (wanted.contains(card)) {
                    due.add(new Stored(card, revision));
                } else {
                    outdated.add(card);
                }
            }
        });
        wanted.stream().filter(card -> !known.containsKey(card)).forEach(card -> due.add(new Stored(card, 0)));
        return new Sorted(due, untouched, outdated, last);
    }

    /** The last months of each model's figures, in the version that scores them. */
    private Set<Card> wanted(Connection connection, long revision, int months) throws SQLException {
        Catalog catalog = catalogs.read(connection, revision);
        Set<Card> wanted = new HashSet<>();
        for (List<ModelRepository.Stored> versions : models.list(connection, revision).stream()
                .collect(Collectors.groupingBy(ModelRepository.Stored::code))
                .values()) {
            Optional<SpanRepository.Span> span =
                    spans.of(connection, catalog, versions.getFirst().model().metrics());
            for (Period month : span.isEmpty() ? List.<Period>of() : latest(connection, span.get(), months, revision)) {
                ModelRepository.inForce(versions, month)
                        .ifPresent(version -> wanted.add(new Card(version.code(), version.version(), month)));
            }
        }
        return wanted;
    }

    private static Map<Card, Long> stored(Connection connection) throws SQLException {
        Map<Card, Long> known = new HashMap<>();
        try (PreparedStatement query =
                        connection.prepareStatement("select model, version, period, revision from styrkort.scorecard");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                Period period = Period.parse(row.getString("period")).orElseThrow();
                known.put(new Card(row.getString("model"), row.getInt("version"), period), row.getLong("revision"));
            }
        }
        return known;
    }

    /** The last months of the span: so many that are closed and so many that are open. */
    private List<Period> latest(Connection connection, SpanRepository.Span span, int months, long revision)
            throws SQLException {
        Set<Period> closed = periods.closed(connection, span.first(), span.last(), revision);
        List<Period> latest = new ArrayList<>();
        int closedOnes = 0;
        int openOnes = 0;
        for (Period month = span.last();
                month.compareTo(span.first()) >= 0 && (closedOnes < months || openOnes < months);
                month = month.plus(-1)) {
            int number = closed.contains(month) ? ++closedOnes : ++openOnes;
            if (number <= months) {
                latest.add(month);
            }
        }
        return latest;
    }

    /**
     * The first day that any change after a revision speaks of, null when none does. No window looks further ahead than
     * the end of its calendar year, so scores of the years before that day are what they were. A new version of a
     * model or profile touches no stored scores, and an outage does so by the figures that are computed of it; the catalog may touch all.
     */
    private static @Nullable LocalDate touched(Connection connection, long after) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select case when exists (
                           select from styrkort.revision where revision > ? and kind not in ('import', 'period', 'model', 'profile', 'outage'))
                       then date '0001-01-01'
                       else least(
                           (select min(period) from styrkort.observation where revision > ?
                                and exists (select from styrkort.revision where revision > ? and kind = 'import')),
                           (select min(period) from styrkort.period_state where revision > ? or ended > ?)) end""")) {
            for (int i = 1; i <= 5; i++) {
                query.setLong(i, after);
            }
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getObject(1, LocalDate.class);
            }
        }
    }

    private static int settle(Connection connection, Sorted sorted) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                        update styrkort.scorecard set revision = ?
                        where model = ? and version = ? and period = ? and revision < ?""");
                PreparedStatement delete = connection.prepareStatement("""
                        delete from styrkort.scorecard
                        where model = ? and version = ? and period = ? and revision < ?""")) {
            for (Card card : sorted.untouched) {
                update.setLong(1, sorted.revision);
                add(update, 2, card, sorted.revision);
            }
            for (Card card : sorted.outdated) {
                add(delete, 1, card, sorted.revision);
            }
            return update.executeBatch().length + delete.executeBatch().length;
        }
    }

    private static void add(PreparedStatement statement, int first, Card card, long revision) throws SQLException {
        statement.setString(first, card.model);
        statement.setInt(first + 1, card.version);
        statement.setString(first + 2, card.period.code());
        statement.setLong(first + 3, revision);
        statement.addBatch();
    }
}
