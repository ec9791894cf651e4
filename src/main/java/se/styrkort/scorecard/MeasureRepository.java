package se.styrkort.scorecard;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.ObjectProduct;
import se.styrkort.catalog.Rule;
import se.styrkort.catalog.Service;
import se.styrkort.ingest.ImportLogRepository;
import se.styrkort.ingest.Trace;
import se.styrkort.ingest.TraceRepository;
import se.styrkort.observation.Measured;
import se.styrkort.observation.RollupRepository;
import se.styrkort.observation.Scope;

/** What measures are computed from: each term of their expressions, for many subjects at once. */
@Singleton
class MeasureRepository {
    /** Observations that an explanation shows of one term, with their rows. */
    static final int EXPLAINED = 200;

    private final RollupRepository rollups;
    private final TraceRepository traces;
    private final ImportLogRepository imports;

    MeasureRepository(RollupRepository rollups, TraceRepository traces, ImportLogRepository imports) {
        this.rollups = rollups;
        this.traces = traces;
        this.imports = imports;
    }

    /**
     * The state of figures and catalog that is read.
     *
     * @param organisation whose figures count for a subject that is no organisation; absent: everybody's
     */
    record View(
            Connection connection,
            Catalog catalog,
            RollupRepository.At at,
            @Nullable String organisation) {}

    private record Question(Term term, Window window) {}

    /**
     * The terms of all measures for each subject, in the order of the subjects. A subject without any figures has no
     * term at all.
     */
    List<Map<Measure, Map<Term, Measured>>> terms(
            View view, ScorecardModel model, List<Subject> subjects, Period anchorMonth) throws SQLException {
        List<Scope> scopes = scopes(view, subjects);
        List<Map<Measure, Map<Term, Measured>>> results = new ArrayList<>();
        subjects.forEach(subject -> results.add(new HashMap<>()));
        Map<Question, RollupRepository.Answers> asked = new HashMap<>();
        Set<Integer> withFigures = new HashSet<>();
        for (Measure measure : model.measures()) {
            for (Term term : measure.terms()) {
                Question question = new Question(term, measure.window());
                RollupRepository.Answers answers = asked.get(question);
                if (answers == null) {
                    answers = ask(view, scopes, question, anchorMonth);
                    asked.put(question, answers);
                }
                withFigures.addAll(answers.withFigures());
                answers.bySubject().forEach((subject, measured) -> results.get(subject)
                        .computeIfAbsent(measure, key -> new HashMap<>())
                        .put(term, measured));
            }
        }
        for (int i = 0; i < subjects.size(); i++) {
            if (!withFigures.contains(i)) {
                results.get(i).clear();
            }
        }
        return results;
    }

    private RollupRepository.Answers ask(View view, List<Scope> scopes, Question question, Period anchorMonth)
            throws SQLException {
        Metric metric = view.catalog().metric(question.term().metric());
        return metric == null || scopes.isEmpty()
                ? new RollupRepository.Answers(Map.of(), Set.of())
                : rollups.values(
                        view.connection(),
                        view.catalog(),
                        view.at(),
                        scopes,
                        rollup(question.term(), question.window(), metric, anchorMonth));
    }

    static se.styrkort.observation.Rollup rollup(Term term, Window window, Metric metric, Period anchorMonth) {
        BigDecimal share = term.minShare();
        return new se.styrkort.observation.Rollup(
                metric,
                rule(term.function(), metric),
                term.service(),
                term.group(),
                term.qualifier(),
                share == null ? BigDecimal.ONE : share,
                term.function() == TermFunction.COMMON,
                window.periods(anchorMonth, metric.granularity()),
                window.kind() == Window.Kind.LATEST);
    }

    private static @Nullable Rule rule(TermFunction function, Metric metric) {
        return switch (function) {
            case SUM -> Rule.SUM;
            case MEAN -> Rule.MEAN;
            case LAST -> Rule.LAST;
            case MAX -> Rule.MAX;
            case MIN -> Rule.MIN;
            case COUNT -> null;
            case COMMON -> metric.overTime();
        };
    }

    static List<Scope> scopes(View view, List<Subject> subjects) {
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < subjects.size(); i++) {
            int number = i;
            Subject subject = subjects.get(i);
            switch (subject.kind()) {
                case Subject.ORGANISATION -> scopes.add(new Scope(number, subject.code(), null));
                case Subject.SERVICE -> scopes.add(new Scope(number, view.organisation(), subject.code()));
                default ->
                    servicesOf(view.catalog(), subject.code())
                            .forEach(service -> scopes.add(new Scope(number, view.organisation(), service)));
            }
        }
        return scopes;
    }

    private static List<String> servicesOf(Catalog catalog, String object) {
        return catalog.list(Kind.SERVICE).stream()
                .map(version -> (Service) version.entry())
                .filter(service -> catalog.find(Kind.PRODUCT, service.product())
                        .map(product ->
                                ((ObjectProduct) product.entry()).object().equals(object))
                        .orElse(false))
                .map(Service::code)
                .toList();
    }

    /**
     * The observations behind a term of one subject, each with the rows of its file; the first {@value #EXPLAINED}.
     *
     * @param everyRow whether to show rows that may hold more than the one figure
     */
    ScorecardExplainer.Behind observations(
            View view, Subject subject, Measure measure, Term term, Period anchorMonth, boolean everyRow)
            throws SQLException, IOException {
        Metric metric = view.catalog().metric(term.metric());
        if (metric == null) {
            return new ScorecardExplainer.Behind(List.of(), 0);
        }
        RollupRepository.Cells found = rollups.observations(
                view.connection(),
                view.catalog(),
                view.at(),
                scopes(view, List.of(subject)),
                rollup(term, measure.window(), metric, anchorMonth),
                EXPLAINED);
        List<RollupRepository.Cell> cells = found.cells();
        Map<TraceRepository.Spot, List<Trace.SourceRow>> rows = traces.rows(
                view.connection(), cells.stream().map(MeasureRepository::spot).toList());
        List<ExplainedObservation> explained = new ArrayList<>();
        Map<Long, Optional<ImportLogRepository.Origin>> origins = new HashMap<>();
        Map<Long, Boolean> shown = new HashMap<>();
        for (RollupRepository.Cell cell : cells) {
            Optional<ImportLogRepository.Origin> origin = origins.get(cell.importId());
            if (origin == null) {
                origin = imports.origin(view.connection(), cell.importId());
                origins.put(cell.importId(), origin);
                shown.put(
                        cell.importId(), everyRow || imports.rowsAreSingleFigures(view.connection(), cell.importId()));
            }
            ExplainedObservation observation = new ExplainedObservation(
                    metric.code(),
                    view.catalog().codeOf(cell.serviceId()),
                    view.catalog().codeOf(cell.organisationId()),
                    cell.qualifier(),
                    cell.period().code(),
                    cell.state(),
                    cell.value(),
                    cell.quality(),
                    cell.revision(),
                    cell.importId(),
                    origin.map(ImportLogRepository.Origin::fileName).orElse(null),
                    origin.map(ImportLogRepository.Origin::source).orElse(null),
                    rows.getOrDefault(spot(cell), List.of()).stream()
                            .map(row ->
                                    new ExplainedObservation.SourceRow(row.line(), row.raw() == null ? "" : row.raw()))
                            .toList());
            explained.add(shown.getOrDefault(cell.importId(), false) ? observation : observation.withoutText());
        }
        return new ScorecardExplainer.Behind(explained, found.total());
    }

    private static TraceRepository.Spot spot(RollupRepository.Cell cell) {
        return new TraceRepository.Spot(
                cell.importId(), cell.seriesId(), cell.period().first(), cell.line());
    }
}
