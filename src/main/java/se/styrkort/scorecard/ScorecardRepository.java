package se.styrkort.scorecard;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import se.styrkort.observation.Measured;
import se.styrkort.observation.PeriodRepository;
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
    private static final int REMEMBERED = 24;

    private final TransactionFactory transactions;
    private final RevisionRepository revisions;
    private final CatalogRepository catalogs;
    private final PeriodRepository periods;
    private final ModelRepository models;
    private final MeasureRepository measures;
    private final ScoreRepository scores;
    private final Map<Key, ScorecardReading> memory =
            Collections.synchronizedMap(new LinkedHashMap<>(REMEMBERED * 2, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Key, ScorecardReading> eldest) {
                    return size() > REMEMBERED;
                }
            });

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
            PeriodRepository periods,
            ModelRepository models,
            MeasureRepository measures,
            ScoreRepository scores) {
        this.transactions = transactions;
        this.revisions = revisions;
        this.catalogs = catalogs;
        this.periods = periods;
        this.models = models;
        this.measures = measures;
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

    /** Computes and stores what is due, beside what readers are remembered to have asked. */
    void refresh(TransactionFactory.Session session, ScorecardQuestion due) {
        ScorecardReading reading = session.inSnapshot(connection -> new Reader(connection, due, -1).compute());
        session.inTransaction(connection -> scores.store(connection, reading));
    }

    /**
     * Scorecards of every organisation with figures, computed from what the database holds and from nothing that is
     * remembered or stored as scores: for who freezes them and for who checks what was frozen.
     *
     * @param connection of a snapshot
     */
    public ScorecardReading compute(Connection connection, ScorecardModel model, Period period, long revision)
            throws SQLException {
        ScorecardQuestion question =
                new ScorecardQuestion(model.code(), model.version(), period, List.of(), null, null);
        return new Reader(connection, question, revision, model).compute();
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
        private final Connection connection;
        private final ScorecardQuestion question;
        private final MeasureRepository.View view;
        private final ScorecardModel model;
        private final Period anchor;

        Reader(Connection connection, ScorecardQuestion question, long asked) throws SQLException {
            this(connection, question, asked, null);
        }

        /** @param given the model to score with, asking nothing that is remembered; null: the one that the question means */
        Reader(Connection connection, ScorecardQuestion question, long asked, @Nullable ScorecardModel given)
                throws SQLException {
            this.connection = connection;
            this.question = question;
            long last = revisions.at(connection, null);
            long revision = asked < 0 ? last : asked;
            Catalog catalog = given == null
                    ? catalogs.read(connection, revision)
                    : catalogs.readUncommitted(connection, revision);
            this.view = new MeasureRepository.View(
                    connection, catalog, new RollupRepository.At(revision, revision == last), question.organisation());
            this.model = given != null
                    ? given
                    : models.find(connection, revision, question.model(), question.version(), question.period())
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
            boolean every = question.subjects().isEmpty();
            List<Subject> subjects = every
                    ? view.catalog().list(Kind.ORGANISATION).stream()
                            .map(version -> Subject.organisation(version.entry().code()))
                            .toList()
                    : question.subjects();
            List<Map<Measure, Map<Term, Measured>>> terms = measures.terms(view, model, subjects, anchor);
            boolean closed =
                    periods.isClosed(connection, question.period(), view.at().revision());
            Map<Window, List<Map<Measure, Map<Term, Measured>>>> before = closed ? before(subjects) : new HashMap<>();
            List<Scorecard> scorecards = new ArrayList<>();
            Map<Subject, Map<Measure, MeasureInputs>> inputs = new HashMap<>();
            for (int i = 0; i < subjects.size(); i++) {
                if (every && terms.get(i).isEmpty()) {
                    continue;
                }
                Map<Measure, MeasureInputs> given = new HashMap<>();
                for (Measure measure : model.measures()) {
                    List<Map<Measure, Map<Term, Measured>>> earlier = before.get(measure.window());
                    given.put(
                            measure,
                            new MeasureInputs(
                                    terms.get(i).getOrDefault(measure, Map.of()),
                                    earlier == null ? null : earlier.get(i).getOrDefault(measure, Map.of())));
                }
                Subject subject = subjects.get(i);
                inputs.put(subject, given);
                String organisation =
                        subject.kind().equals(Subject.ORGANISATION) ? subject.code() : question.organisation();
                scorecards.add(ScorecardCalculator.score(
                        model, subject, organisation, measure -> given.getOrDefault(measure, MeasureInputs.NOTHING)));
            }
            return new ScorecardReading(
                    model,
                    question.period(),
                    closed,
                    Instant.EPOCH,
                    view.at().revision(),
                    view.catalog(),
                    scorecards,
                    inputs);
        }

        /** The terms one window earlier, for each window whose earlier period is closed: trends compare no open ones. */
        private Map<Window, List<Map<Measure, Map<Term, Measured>>>> before(List<Subject> subjects)
                throws SQLException {
            Map<Period, List<Map<Measure, Map<Term, Measured>>>> byAnchor = new HashMap<>();
            Map<Window, List<Map<Measure, Map<Term, Measured>>>> byWindow = new HashMap<>();
            for (Measure measure : model.measures()) {
                Period earlier = measure.window().previousAnchor(anchor);
                if (!byAnchor.containsKey(earlier)
                        && periods.isClosed(connection, earlier, view.at().revision())) {
                    byAnchor.put(earlier, measures.terms(view, model, subjects, earlier));
                }
                List<Map<Measure, Map<Term, Measured>>> terms = byAnchor.get(earlier);
                if (terms != null) {
                    byWindow.put(measure.window(), terms);
                }
            }
            return byWindow;
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
                            measure -> given.getOrDefault(measure, MeasureInputs.NOTHING),
                            new FigureLookup(subject, entitlement.isOfEverything(Permission.READ_FIGURES)))
                    .explain(node);
        }

        private final class FigureLookup implements ScorecardExplainer.Lookup {
            private final Subject subject;
            private final boolean everyRow;

            FigureLookup(Subject subject, boolean everyRow) {
                this.subject = subject;
                this.everyRow = everyRow;
            }

            @Override
            public @Nullable Metric metric(String code) {
                return view.catalog().metric(code);
            }

            @Override
            public ScorecardExplainer.Behind observations(Measure measure, Term term, List<Period> in) {
                try {
                    return measures.observations(view, subject, measure, term, anchor, everyRow);
                } catch (SQLException | IOException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

}
