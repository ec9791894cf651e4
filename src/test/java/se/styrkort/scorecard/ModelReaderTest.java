package se.styrkort.scorecard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import se.styrkort.calendar.Period;
import se.styrkort.document.Fault;
import se.styrkort.document.Wording;

class ModelReaderTest {
    private static final String MODEL = Models.text("model.yaml");

    @Test
    void everyKeyIsRead() {
        ScorecardModel model = Models.read(MODEL);
        assertEquals("it-styrkort", model.code());
        assertEquals(3, model.version());
        assertEquals(Period.month(2026, 1), model.validFrom());
        assertEquals(new Wording("It-styrkort", "IT scorecard"), model.name());
        assertEquals(new Wording("Vårt förslag", "Our proposal"), model.note());
        assertTrue(model.proposal());
        assertEquals(new BigDecimal("0.66"), model.minShare());
        assertEquals(Aggregation.GEOMETRIC, model.total());

        Perspective quality = model.perspectives().getFirst();
        assertEquals(new BigDecimal("2"), quality.weight());
        assertEquals(Aggregation.GEOMETRIC, quality.aggregation());
        Measure measure = quality.measures().getFirst();
        assertEquals(new Wording("Andel av tiden", "Share of the time"), measure.description());
        assertEquals("ratio", measure.unit());
        assertEquals("Monitoring", measure.source());
        assertEquals(Measure.Method.OBJECTIVE, measure.method());
        assertEquals(List.of(Measure.Scope.RUNNING, Measure.Scope.PROJECTS), measure.covers());
        assertEquals(Window.latest(3), measure.window());
        assertEquals(
                new Goalposts(new BigDecimal("0.98"), new BigDecimal("0.998"), Goalposts.Scale.LOG),
                measure.normalisation());
        assertEquals(new BigDecimal("0.995"), measure.target());
        assertEquals(new BigDecimal("0.99"), measure.caution());
        assertEquals(new BigDecimal("0.5"), measure.weight());
        assertEquals(new BigDecimal("4"), measure.collectionCostHoursPerYear());
        assertEquals("it_management", measure.owner());
        assertEquals(
                "1 - common(availability.down_s) / (common(availability.agreed_s) - common(availability.planned_s))",
                measure.value().written());
        assertEquals(3, measure.terms().size());
    }

    @Test
    void whatIsOmittedHasItsDefault() {
        ScorecardModel model = Models.read("""
                code: small
                version: 1
                valid_from: 2026
                perspectives:
                  - code: cost
                    measures:
                      - {code: it_cost, value: sum(cost.it_sek), normalisation: {goalposts: {zero: 4, hundred: 2}}}
                """);
        assertEquals(new Wording("small", "small"), model.name());
        assertEquals(BigDecimal.ZERO, model.minShare());
        assertNull(model.total());
        assertNull(model.note());
        assertEquals(false, model.proposal());
        Perspective perspective = model.perspectives().getFirst();
        assertEquals(BigDecimal.ONE, perspective.weight());
        assertEquals(Aggregation.ARITHMETIC, perspective.aggregation());
        Measure measure = perspective.measures().getFirst();
        assertEquals(new Wording("it_cost", "it_cost"), measure.name());
        assertEquals(BigDecimal.ONE, measure.weight());
        assertEquals(Window.of(Window.Kind.MONTH), measure.window());
        assertTrue(measure.normalisation().lowerIsBetter());
        assertNull(measure.target());
        assertNull(measure.method());
    }

    @ParameterizedTest
    @CsvFileSource(resources = "golden/faults.csv")
    void aFaultIsNamedAtItsPlace(String part, String becomes, String code, int line, int column) {
        assertTrue(MODEL.contains(part), part);
        ModelReader.Reading reading = ModelReader.read(MODEL.replace(part, becomes), Models.known());
        assertNull(reading.model());
        assertEquals(
                List.of(code + " " + line + ":" + column),
                reading.faults().stream()
                        .map(fault -> fault.code() + " " + fault.line() + ":" + fault.column())
                        .toList());
    }

    @Test
    void allFaultsAreFoundAtOnce() {
        String yaml = MODEL.replace("version: 3", "version: x")
                .replace("weight: 2", "weight: 0")
                .replace("cost.it_sek", "cost.unknown");
        assertEquals(
                List.of(
                        "model_version",
                        "model_weight",
                        "model_unknown_metric",
                        "model_unknown_metric",
                        "model_unknown_metric"),
                codes(yaml));
    }

    @Test
    void aModelNeedsPerspectivesAndAPerspectiveMeasures() {
        String head = "code: a\nversion: 1\nvalid_from: 2026\n";
        assertEquals(List.of("model_without_perspectives"), codes(head));
        assertEquals(List.of("model_without_perspectives"), codes(head + "perspectives: []"));
        assertEquals(List.of("yaml_list_expected"), codes(head + "perspectives: {}"));
        assertEquals(
                List.of("model_perspective_without_measures", "model_perspective_without_measures"),
                codes(head + "perspectives: [{code: p}, {code: q, measures: []}]"));
        assertEquals(
                List.of("yaml_missing_key", "yaml_missing_key", "yaml_missing_key"),
                codes(head + "perspectives: [{code: p, measures: [{name: x}]}]"));
        assertEquals(
                List.of("yaml_missing_key", "yaml_missing_key", "yaml_missing_key", "model_without_perspectives"),
                codes("name: x"));
        String many = "{code: p, measures: [{code: m, value: 1, normalisation: {goalposts: {zero: 0, hundred: 1}}}]}, ";
        List<String> codes = codes(head + "perspectives: [" + many.repeat(101) + "]");
        assertEquals(1, codes.stream().filter("model_too_many"::equals).count());
    }

    @Test
    void inAFoldedScalarThePlaceIsWhereItBegins() {
        String yaml = MODEL.replace("value: sum(cost.it_sek) /", "value: >\n          sum(cost.it_sek) *");
        Fault fault = ModelReader.read(yaml.replace("e-moten)", "e-brev)"), Models.known())
                .faults()
                .getFirst();
        assertEquals("model_unknown_service 33:16", fault.code() + " " + fault.line() + ":" + fault.column());
        assertEquals(List.of("e-brev"), fault.args());
    }

    @Test
    void sumIsAllowedWhereTheWindowHoldsOnePeriod() {
        String yaml = MODEL.replace("common(availability.down_s)", "sum(availability.down_s)");
        assertEquals(List.of("model_over_time_none"), codes(yaml));
        assertEquals(List.of(), codes(yaml.replace("window: latest(3)", "window: month")));
        assertEquals(List.of(), codes(yaml.replace("sum(availability.down_s)", "max(availability.down_s)")));
    }

    @Test
    void aStoredModelIsReadWhateverTheCatalogHasLost() {
        String yaml = MODEL.replace("cost.it_sek", "cost.abolished");
        assertEquals("model_unknown_metric", codes(yaml).getFirst());
        assertEquals(List.of(), ModelReader.readStored(yaml).faults());
        assertEquals(Models.read(MODEL), ModelReader.readStored(MODEL).model());
        assertNull(
                ModelReader.readStored(yaml.replace("version: 3", "version: x")).model());
    }

    private static List<String> codes(String yaml) {
        return ModelReader.read(yaml, Models.known()).faults().stream()
                .map(Fault::code)
                .toList();
    }
}
