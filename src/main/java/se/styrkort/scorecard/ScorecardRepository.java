package se.styrkort.scorecard;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.CatalogRepository;
import se.styrkort.catalog.Entitlement;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Metric;
import se.styrkort.observation.RollupRepository;
import se.styrkort.security.Permission;
import se.styrkort.store.RevisionRepository;
import se.styrkort.store.TransactionFactory;
import se.styrkort.web.ProblemException;

/**
 * Scorecards as they are known now or were known then. A reading depends on nothing but its question and the revision, so
 * the last ones are remembered; those of the last revision are stored too, for whoever reads the database.
 */
@Singleton
public class ScorecardRepository {
    /** Scorecards that are remembered; those of 500 subjects for a year. */
    private static final int REMEMBERED = 6_000;

    /** Scorecards that are computed together: of 500 organisations a year. */
    private static final int MOST_TOGETHER = 6_000;

    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final ModelRepository models;
    private final ReadingRepository computed;
    private final EvidenceRepository evidence;
    private final ScoreRepository scores;
    private final ReadingMemory<Key> memory = new ReadingMemory<>(REMEMBERED);

    private record Key(
            String model,
            int version,
            Period period,
            List<Subject> subjects,
            @Nullable String organisation,
            long revision) {}

    ScorecardRepository(
            TransactionFactory transactions,
            RevisionRepository revisions,
            CatalogRepository catalogs,
            ModelRepository models,
            ReadingRepository computed,
            EvidenceRepository evidence,
            ScoreRepository scores) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.models = models;
        this.computed = computed;
        this.evidence = evidence;
        this.scores = scores;
    }

    /** The scorecards asked for; 404 when there is no such model. */
    public ScorecardReading read(ScorecardQuestion question) {
        Instant asOf = question.asOf();
        long asked = asOf == null ? -1 : revisions.at(asOf);
        ScorecardReading read = transactions.inSnapshot(connection -> new Reader(connection, question, asked).read());
        // the instant that means this very revision for ever, whatever is committed while the answer is on its way
        ScorecardReading reading = asOf != null
                ? read
                : revisions
                        .find(read.revision())
                        .map(revision -> read.knownAt(revision.committedAt()))
                        .orElse(read);
        if (asOf == null && question.subjects().isEmpty() && question.organisation() == null) {
            scores.store(reading);
        }
        return reading;
    }

    /**
     * Computes the first of what is due, as many as fit, beside what readers are remembered to have asked.
     *
     * @param due of one version of one model
     */
    List<ScorecardReading> compute(TransactionFactory.Session session, List<ScorecardQuestion> due) {
        return session.inSnapshot(connection -> {
            // one session of the whole database does this; with less, the sums of a year go by way of the disk
            try (Statement memory = connection.createStatement()) {
                memory.execute("set local work_mem = '64MB'");
            }
            return new Reader(connection, due.getFirst(), -1)
                    .compute(due.stream().map(ScorecardQuestion::period).toList());
        });
    }

    void store(TransactionFactory.Session session, ScorecardReading reading) {
        session.inTransaction(connection -> scores.store(connection, reading));
    }

    /**
     * A node of one subject's explanation with all below it; empty when the subject or the node does not exist.
     *
     * @param entitlement of whoever reads it: a row that may hold figures of others is left out
     */
    public Optional<Explanation> explain(
            ScorecardQuestion question, Subject subject, @Nullable String node, Entitlement entitlement) {
        Instant asOf = question.asOf();
        long asked = asOf == null ? -1 : revisions.at(asOf);
        return transactions.inSnapshot(
                connection -> new Reader(connection, question, asked).explain(subject, node, entitlement));
    }

    /** One question answered inside one snapshot. */
    private final class Reader {
        private final ScorecardQuestion question;
        private final MeasureRepository.View view;
        private final ScorecardModel model;
        private final Period anchor;

        Reader(Connection connection, ScorecardQuestion question, long asked) throws SQLException {
            this.question = question;
            long last = revisions.at(connection, null);
            long revision = asked < 0 ? last : asked;
            Catalog catalog = catalogs.read(connection, revision);
            this.view = new MeasureRepository.View(
                    connection, catalog, new RollupRepository.At(revision, revision == last), question.organisation());
            this.model = models.find(connection, revision, question.model(), question.version(), question.period())
                    .orElseThrow(() -> new ProblemException(404, "unknown_model", question.model()))
                    .model();
            this.anchor = question.period().lastMonth();
        }

        ScorecardReading read() throws SQLException {
            long revision = view.at().revision();
            Key key = new Key(
                    model.code(),
                    model.version(),
                    question.period(),
                    question.subjects(),
                    question.organisation(),
                    revision);
            ScorecardReading known = memory.get(key);
            if (known == null) {
                known = compute();
                memory.put(key, known);
            }
            Instant asOf = question.asOf();
            return new ScorecardReading(
                    known.model(),
                    known.period(),
                    known.closed(),
                    asOf == null ? Instant.EPOCH : asOf,
                    revision,
                    known.catalog(),
                    known.scorecards(),
                    known.inputs());
        }

        private ScorecardReading compute() throws SQLException {
            return computed.read(view, model, question.subjects(), List.of(question.period()))
                    .getFirst();
        }

        /** All that is due of one model version; the question's period is one of them. */
        List<ScorecardReading> compute(List<Period> due) throws SQLException {
            int together = Math.max(
                    1,
                    MOST_TOGETHER
                            / Math.max(1, view.catalog().list(Kind.ORGANISATION).size()));
            return computed.read(view, model, List.of(), due.subList(0, Math.min(due.size(), together)));
        }

        Optional<Explanation> explain(Subject subject, @Nullable String node, Entitlement entitlement)
                throws SQLException, IOException {
            ScorecardReading reading = read();
            Optional<Scorecard> scorecard = reading.of(subject);
            if (scorecard.isEmpty()) {
                return Optional.empty();
            }
            Map<Measure, MeasureInputs> given = reading.inputs().getOrDefault(subject, Map.of());
            return new ScorecardExplainer(
                            model,
                            scorecard.get(),
                            anchor,
                            measure -> given.getOrDefault(measure, MeasureInputs.NONE),
                            new FigureLookup(evidence.behind(
                                    view,
                                    subject,
                                    anchor,
                                    measuresOf(node),
                                    measure -> given.getOrDefault(measure, MeasureInputs.NONE),
                                    entitlement.isOfEverything(Permission.READ_FIGURES))))
                    .explain(node);
        }

        /** Those that a node of the explanation contains. */
        private List<Measure> measuresOf(@Nullable String node) {
            if (node == null || node.isBlank()) {
                return List.copyOf(model.measures());
            }
            String[] path = node.split("/", 2);
            return model.perspectives().stream()
                    .filter(perspective -> perspective.code().equals(path[0]))
                    .flatMap(perspective -> perspective.measures().stream())
                    .filter(measure -> path.length == 1 || measure.code().equals(path[1]))
                    .toList();
        }

        private final class FigureLookup implements ScorecardExplainer.Lookup {
            private final Map<Terms.Question, ScorecardExplainer.Behind> found;

            FigureLookup(Map<Terms.Question, ScorecardExplainer.Behind> found) {
                this.found = found;
            }

            @Override
            public @Nullable Metric metric(String code) {
                return view.catalog().metric(code);
            }

            @Override
            public ScorecardExplainer.Behind observations(Measure measure, Term term, List<Period> in) {
                return found.getOrDefault(
                        new Terms.Question(term, measure.window(), anchor),
                        new ScorecardExplainer.Behind(List.of(), 0));
            }
        }
    }
}
