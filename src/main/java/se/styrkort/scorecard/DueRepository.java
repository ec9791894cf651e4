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
import se.styrkort.observation.SpanRepository;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;

/** Which stored scores are behind the figures. */
@Singleton
class DueRepository {
    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final ModelRepository models;
    private final SpanRepository spans;

    DueRepository(
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            ModelRepository models,
            SpanRepository spans) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.models = models;
        this.spans = spans;
    }

    private record Card(String model, int version, Period month) {}

    /**
     * A card and the revision that its stored scores are of.
     *
     * @param stored 0 when there are none
     */
    private record Stored(Card card, long stored) {}

    /** What is to be computed, and what is as it was although there is a newer revision. */
    private record Sorted(List<Stored> due, List<Card> untouched, long revision) {}

    /**
     * The scorecards to compute, those longest behind first and of them the newest month: whatever arrives meanwhile,
     * every month's turn comes.
     *
     * @param months how many closed months, and how many open ones, of each model's figures
     */
    List<ScorecardQuestion> due(int months) {
        Sorted sorted = transactions.inSnapshot(connection -> sort(connection, months));
        if (!sorted.untouched.isEmpty()) {
            transactions.inTransaction(connection -> confirm(connection, sorted));
        }
        return sorted.due.stream()
                .sorted(Comparator.comparingLong(Stored::stored)
                        .thenComparing(stored -> stored.card.month, Comparator.reverseOrder()))
                .map(stored -> new ScorecardQuestion(
                        stored.card.model, stored.card.version, stored.card.month, List.of(), null, null))
                .toList();
    }

    private Sorted sort(Connection connection, int months) throws SQLException {
        long last = revisions.at(connection, null);
        Catalog catalog = catalogs.read(connection, last);
        Map<Card, Long> known = stored(connection);
        List<Stored> behind = new ArrayList<>();
        for (List<ModelRepository.Stored> versions : models.list(connection, last).stream()
                .collect(Collectors.groupingBy(ModelRepository.Stored::code))
                .values()) {
            Optional<SpanRepository.Span> span =
                    spans.of(connection, catalog, versions.getFirst().model().metrics());
            for (Period month : span.isEmpty() ? List.<Period>of() : latest(connection, span.get(), months)) {
                ModelRepository.inForce(versions, month).ifPresent(version -> {
                    Card card = new Card(version.code(), version.version(), month);
                    long revision = known.getOrDefault(card, 0L);
                    if (revision < last) {
                        behind.add(new Stored(card, revision));
                    }
                });
            }
        }
        LocalDate touched = touched(
                connection,
                behind.stream()
                        .mapToLong(Stored::stored)
                        .filter(revision -> revision > 0)
                        .min()
                        .orElse(last));
        List<Card> untouched = behind.stream()
                .filter(stored -> stored.stored > 0)
                .map(Stored::card)
                .filter(card -> touched == null || card.month.first().getYear() < touched.getYear())
                .toList();
        Set<Card> settled = new HashSet<>(untouched);
        return new Sorted(
                behind.stream().filter(stored -> !settled.contains(stored.card)).toList(), untouched, last);
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
    private static List<Period> latest(Connection connection, SpanRepository.Span span, int months)
            throws SQLException {
        Set<LocalDate> closed = new HashSet<>();
        try (PreparedStatement query =
                        connection.prepareStatement("select period from styrkort.period_closing where ended is null");
                ResultSet row = query.executeQuery()) {
            while (row.next()) {
                closed.add(row.getObject(1, LocalDate.class));
            }
        }
        List<Period> latest = new ArrayList<>();
        int closedOnes = 0;
        int openOnes = 0;
        for (Period month = span.last();
                month.compareTo(span.first()) >= 0 && (closedOnes < months || openOnes < months);
                month = month.plus(-1)) {
            int number = closed.contains(month.first()) ? ++closedOnes : ++openOnes;
            if (number <= months) {
                latest.add(month);
            }
        }
        return latest;
    }

    /**
     * The first day that any change after a revision speaks of, null when none does. No window looks further ahead than
     * the end of its calendar year, so scores of the years before that day are what they were. A new model version
     * touches no other version's scores; the catalog may touch all.
     */
    private static @Nullable LocalDate touched(Connection connection, long after) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select case when exists (
                           select from styrkort.revision where revision > ? and kind not in ('import', 'period', 'model'))
                       then date '0001-01-01'
                       else least(
                           (select min(period) from styrkort.observation where revision > ?
                                and exists (select from styrkort.revision where revision > ? and kind = 'import')),
                           (select min(period) from styrkort.period_closing where revision > ? or ended > ?)) end""")) {
            for (int i = 1; i <= 5; i++) {
                query.setLong(i, after);
            }
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getObject(1, LocalDate.class);
            }
        }
    }

    private static int confirm(Connection connection, Sorted sorted) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement("""
                update styrkort.scorecard set revision = ?
                where model = ? and version = ? and period = ? and revision < ?""")) {
            for (Card card : sorted.untouched) {
                update.setLong(1, sorted.revision);
                update.setString(2, card.model);
                update.setInt(3, card.version);
                update.setString(4, card.month.code());
                update.setLong(5, sorted.revision);
                update.addBatch();
            }
            return update.executeBatch().length;
        }
    }
}
