package se.styrkort.scorecard;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.ingest.ImportLogRepository;
import se.styrkort.ingest.Trace;
import se.styrkort.ingest.TraceRepository;
import se.styrkort.observation.Rollup;
import se.styrkort.observation.RollupRepository;

/** What an explanation ends at: the observations behind the terms of measures, each with the rows of its file. */
@Singleton
class EvidenceRepository {
    /** Observations that are shown of one term. */
    static final int OF_A_TERM = 200;

    /** Observations that are shown in one explanation, each with its rows. */
    private static final int IN_ALL = 8_000;

    private final RollupRepository rollups;
    private final TraceRepository traces;
    private final ImportLogRepository imports;

    EvidenceRepository(RollupRepository rollups, TraceRepository traces, ImportLogRepository imports) {
        this.rollups = rollups;
        this.traces = traces;
        this.imports = imports;
    }

    /**
     * The observations behind the terms of measures for one subject, the first {@value #OF_A_TERM} of each; fewer where there are
     * very many terms. Where only the latest value counts, those of its period alone.
     *
     * @param everyRow whether to show rows that may hold more than the one figure
     */
    Map<Terms.Question, ScorecardExplainer.Behind> behind(
            MeasureRepository.View view,
            Subject subject,
            Period anchor,
            List<Measure> measures,
            Function<Measure, MeasureInputs> inputs,
            boolean everyRow)
            throws SQLException, IOException {
        Map<Terms.Question, Rollup> questions = new LinkedHashMap<>();
        for (Measure measure : measures) {
            for (Term term : measure.terms()) {
                Terms.Question question = new Terms.Question(term, measure.window(), anchor);
                Period of = inputs.apply(measure).of(term).of();
                MeasureRepository.rollup(view.catalog(), question)
                        .ifPresent(rollup -> questions.put(question, of == null ? rollup : rollup.only(of)));
            }
        }
        if (questions.isEmpty()) {
            return Map.of();
        }
        List<RollupRepository.Cells> found = rollups.observations(
                view.connection(),
                view.catalog(),
                view.at(),
                MeasureRepository.scopes(view, List.of(subject)),
                List.copyOf(questions.values()),
                Math.clamp(IN_ALL / questions.size(), 1, OF_A_TERM));
        Rows rows = new Rows(view, everyRow, found);
        Map<Terms.Question, ScorecardExplainer.Behind> behind = new HashMap<>();
        int number = 0;
        for (Terms.Question question : questions.keySet()) {
            RollupRepository.Cells cells = found.get(number++);
            List<ExplainedObservation> explained = new ArrayList<>();
            for (RollupRepository.Cell cell : cells.cells()) {
                explained.add(rows.explain(question.term().metric(), cell));
            }
            behind.put(question, new ScorecardExplainer.Behind(explained, cells.total()));
        }
        return behind;
    }

    /** The files' rows behind all of them, read once. */
    private final class Rows {
        private final Connection connection;
        private final Catalog catalog;
        private final boolean everyRow;
        private final Map<TraceRepository.Spot, List<Trace.SourceRow>> rows;
        private final Map<Long, Import> known = new HashMap<>();

        /** @param shown whether its rows may be shown as they are */
        private record Import(ImportLogRepository.@Nullable Origin origin, boolean shown) {}

        Rows(MeasureRepository.View view, boolean everyRow, List<RollupRepository.Cells> found)
                throws SQLException, IOException {
            this.connection = view.connection();
            this.catalog = view.catalog();
            this.everyRow = everyRow;
            this.rows = traces.rows(
                    connection,
                    found.stream()
                            .flatMap(cells -> cells.cells().stream())
                            .map(Rows::spot)
                            .distinct()
                            .toList());
        }

        private static TraceRepository.Spot spot(RollupRepository.Cell cell) {
            return new TraceRepository.Spot(
                    cell.importId(), cell.seriesId(), cell.period().first(), cell.line());
        }

        ExplainedObservation explain(String metric, RollupRepository.Cell cell) throws SQLException {
            Import from = known.get(cell.importId());
            if (from == null) {
                from = new Import(
                        imports.origin(connection, cell.importId()).orElse(null),
                        everyRow || imports.rowsAreSingleFigures(connection, cell.importId()));
                known.put(cell.importId(), from);
            }
            Optional<ImportLogRepository.Origin> origin = Optional.ofNullable(from.origin);
            ExplainedObservation observation = new ExplainedObservation(
                    metric,
                    catalog.codeOf(cell.serviceId()),
                    catalog.codeOf(cell.organisationId()),
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
            return from.shown ? observation : observation.withoutText();
        }
    }
}
