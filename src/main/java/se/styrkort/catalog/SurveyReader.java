package se.styrkort.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Mapping;
import se.styrkort.document.Wording;
import se.styrkort.document.YamlNode;

/**
 * Reads a survey:
 *
 * <pre>
 * surveys:
 *   - code: it-stod
 *     name: {sv: Nöjdhet med it-stödet, en: Satisfaction with IT support}
 *     scale: {from: 1, to: 5}
 *     satisfied: [4, 5]
 *     scoring: satisfied                   # satisfied (default) | mean | sus
 *     questions: [{code: nojd, text: {sv: Hur nöjd är du?, en: How satisfied are you?}}]
 *     scored: nojd                         # needed where there are several questions
 *     minimum: 5
 *     about: service-desk
 *     invited: {kommunstyrelsen: 120}      # or one number for all
 *     metrics: {answers: survey.support_answers, satisfied: survey.support_satisfied}
 * </pre>
 */
final class SurveyReader {
    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}_.-]{1,60}");
    private static final int USUAL_MINIMUM = 5;
    private static final int HIGHEST_MINIMUM = 1_000;
    private static final int WIDEST_SCALE = 100;
    private static final int SUS_ITEMS = 10;
    private static final Survey.Scale USUAL = new Survey.Scale(1, 5);

    private final Mapping item;

    private SurveyReader(Mapping item) {
        this.item = item;
    }

    static Survey survey(String code, Mapping item) {
        item.only(
                "code",
                "name",
                "scale",
                "satisfied",
                "scoring",
                "questions",
                "scored",
                "minimum",
                "about",
                "invited",
                "metrics");
        if (!code.isEmpty() && !CODE.matcher(code).matches()) {
            item.faults().at(item.place("code"), "catalog_word_expected", "code", code);
        }
        return new SurveyReader(item).read(code);
    }

    private Survey read(String code) {
        Survey.Scoring scoring = item.choice("scoring", Survey.Scoring.class, Survey.Scoring.SATISFIED);
        Survey.Scale scale = scale(scoring);
        List<Survey.Question> questions = questions();
        Map<String, Long> invited = invited();
        return new Survey(
                code,
                Wording.read(item, "name", true),
                scale,
                satisfied(scale, scoring),
                scoring,
                questions,
                scored(questions, scoring),
                minimum(),
                item.optionalText("about"),
                isByGroup() ? null : whole(item, "invited"),
                invited,
                metrics());
    }

    private Survey.Scale scale(Survey.Scoring scoring) {
        Mapping written = item.mapping("scale");
        if (written == null) {
            return USUAL;
        }
        written.only("from", "to");
        Integer from = written.optionalInteger("from");
        Integer to = written.optionalInteger("to");
        if (from == null || to == null || to <= from || to - from > WIDEST_SCALE) {
            item.faults().at(written.node(), "catalog_survey_scale", WIDEST_SCALE);
            return USUAL;
        }
        Survey.Scale scale = new Survey.Scale(from, to);
        if (scoring == Survey.Scoring.SUS && !scale.equals(USUAL)) {
            item.faults().at(written.node(), "catalog_survey_sus_scale");
        }
        return scale;
    }

    private List<Integer> satisfied(Survey.Scale scale, Survey.Scoring scoring) {
        List<Integer> levels = new ArrayList<>();
        for (String text : item.texts("satisfied")) {
            if (text.matches("-?\\d{1,6}") && scale.holds(Integer.parseInt(text))) {
                levels.add(Integer.valueOf(text));
            } else {
                item.faults().at(item.place("satisfied"), "catalog_survey_level", text, scale.from(), scale.to());
            }
        }
        if (scoring == Survey.Scoring.SATISFIED && item.texts("satisfied").isEmpty()) {
            item.faults().at(item.place("satisfied"), "yaml_missing_key", "satisfied");
        }
        return levels.stream().distinct().sorted().toList();
    }

    private List<Survey.Question> questions() {
        List<Survey.Question> questions = new ArrayList<>();
        for (Mapping question : item.mappings("questions")) {
            question.only("code", "text");
            String code = question.text("code");
            if (!code.isEmpty() && !CODE.matcher(code).matches()) {
                item.faults().at(question.place("code"), "catalog_word_expected", "code", code);
            }
            if (questions.stream().anyMatch(each -> each.code().equals(code))) {
                item.faults().at(question.place("code"), "catalog_duplicate_code", "questions", code);
            }
            Wording text = Wording.read(question, "text", false);
            questions.add(new Survey.Question(code, text.sv().isEmpty() ? new Wording(code, code) : text));
        }
        return questions;
    }

    private List<String> scored(List<Survey.Question> questions, Survey.Scoring scoring) {
        List<String> codes = questions.stream().map(Survey.Question::code).toList();
        List<String> scored = item.texts("scored");
        for (String code : scored) {
            if (!codes.isEmpty() && !codes.contains(code)) {
                item.faults().at(item.place("scored"), "catalog_survey_question", code);
            }
        }
        if (scoring == Survey.Scoring.SUS) {
            return items(codes, scored);
        }
        if (scored.size() > 1 || (scored.isEmpty() && codes.size() > 1)) {
            item.faults().at(item.place("scored"), "catalog_survey_one_scored");
        }
        return scored.isEmpty() ? codes : scored;
    }

    /** The ten of the scale; where no question is named they are called q1 to q10. */
    private List<String> items(List<String> codes, List<String> scored) {
        List<String> items = !scored.isEmpty()
                ? scored
                : !codes.isEmpty()
                        ? codes
                        : IntStream.rangeClosed(1, SUS_ITEMS)
                                .mapToObj(number -> "q" + number)
                                .toList();
        if (items.size() != SUS_ITEMS || items.stream().distinct().count() != SUS_ITEMS) {
            item.faults().at(item.place("scored"), "catalog_survey_sus_items");
        }
        return items;
    }

    private int minimum() {
        Integer minimum = item.optionalInteger("minimum");
        if (minimum != null && (minimum < 1 || minimum > HIGHEST_MINIMUM)) {
            item.faults().at(item.place("minimum"), "catalog_survey_minimum", HIGHEST_MINIMUM);
        }
        return minimum == null ? USUAL_MINIMUM : minimum;
    }

    private boolean isByGroup() {
        YamlNode node = item.get("invited");
        return node != null && node.isMapping();
    }

    private Map<String, Long> invited() {
        Map<String, Long> invited = new LinkedHashMap<>();
        Mapping groups = isByGroup() ? item.mapping("invited") : null;
        if (groups != null) {
            for (String group : groups.keys()) {
                Long number = whole(groups, group);
                if (number != null) {
                    invited.put(group, number);
                }
            }
        }
        return invited;
    }

    private static @Nullable Long whole(Mapping in, String key) {
        Integer number = in.optionalInteger(key);
        if (number != null && number < 0) {
            in.faults().at(in.place(key), "catalog_survey_invited", number);
            return null;
        }
        return number == null ? null : Long.valueOf(number);
    }

    private Map<String, String> metrics() {
        Mapping written = item.mapping("metrics");
        Map<String, String> metrics = new LinkedHashMap<>();
        if (written != null) {
            written.only(Survey.FIGURES.toArray(String[]::new));
            written.keys().stream()
                    .filter(Survey.FIGURES::contains)
                    .forEach(figure -> metrics.put(figure, written.text(figure)));
        }
        return metrics;
    }
}
