package se.styrkort.scorecard;

import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Rule;
import se.styrkort.document.Fault;
import se.styrkort.document.Faults;
import se.styrkort.document.Mapping;
import se.styrkort.document.YamlNode;

/** Reads the expressions of a model and checks them against the catalog; a fault points into the expression. */
final class FormulaReader {
    private final Faults faults;
    private final ModelReader.@Nullable Catalogue known;

    /**
     * Reads into these faults.
     *
     * @param known absent: metrics and services are not checked
     */
    FormulaReader(Faults faults, ModelReader.@Nullable Catalogue known) {
        this.faults = faults;
        this.known = known;
    }

    /** Null when the key is absent or its expression is faulty. */
    @Nullable
    Formula read(Mapping measure, String key, Window window) {
        YamlNode node = measure.get(key);
        String text = measure.optionalText(key);
        if (node == null || text == null) {
            return null;
        }
        ExpressionParser.Parsed parsed = ExpressionParser.parse(text);
        for (ExpressionParser.Flaw flaw : parsed.flaws()) {
            at(node, text, flaw.offset(), flaw.code(), flaw.args());
        }
        for (ExpressionParser.Mention mention : parsed.mentions()) {
            if (known != null) {
                check(known, node, text, mention, window);
            }
        }
        Expression expression = parsed.expression();
        if (known != null && expression != null) {
            checkUnits(known, node, text, expression);
        }
        return expression == null ? null : new Formula(text, expression);
    }

    private void check(
            ModelReader.Catalogue known, YamlNode node, String text, ExpressionParser.Mention mention, Window window) {
        Term term = mention.term();
        Metric metric = known.metric(term.metric());
        if (metric == null) {
            at(node, text, mention.metricAt(), "model_unknown_metric", List.of(term.metric()));
        } else if (forcesRollUp(term.function())
                && metric.overTime() == Rule.NONE
                && window.spansSeveral(metric.granularity())) {
            at(
                    node,
                    text,
                    mention.at(),
                    "model_over_time_none",
                    List.of(term.metric(), term.function().code(), window.code()));
        }
        if (term.service() != null && !known.hasService(term.service())) {
            at(node, text, mention.serviceAt(), "model_unknown_service", List.of(term.service()));
        }
    }

    private void checkUnits(ModelReader.Catalogue known, YamlNode node, String text, Expression expression) {
        UnitCheck check = new UnitCheck(term -> unit(known, term));
        check.of(expression);
        for (UnitCheck.Clash clash : check.clashes()) {
            at(
                    node,
                    text,
                    clash.at(),
                    "expression_units_differ",
                    List.of(clash.left().toString(), clash.right().toString()));
        }
    }

    /** Of what a term gives; null where the metric is not known. */
    private static @Nullable Unit unit(ModelReader.Catalogue known, Term term) {
        Metric metric = known.metric(term.metric());
        if (term.function() == TermFunction.COUNT) {
            return Unit.NONE;
        }
        return metric == null ? null : Unit.of(metric.unit());
    }

    private static boolean forcesRollUp(TermFunction function) {
        return function == TermFunction.SUM || function == TermFunction.MEAN;
    }

    /** At the character where it can be known, else where the expression begins. */
    private void at(YamlNode node, String text, int offset, String code, List<String> args) {
        int content = node.contentColumn();
        int column = content == 0 ? node.column() : content + text.codePointCount(0, offset);
        faults.add(new Fault(node.line(), column, code, args));
    }
}
