package se.styrkort.survey;

import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Organisation;
import se.styrkort.catalog.Survey;
import se.styrkort.document.Wording;

/**
 * One survey as a page shows it: the groups of a month, and the levels and months of one of them.
 *
 * @param surveys those that can be chosen
 * @param months those that can be chosen, the latest first
 * @param organisation whose levels and months are shown; empty: all answers
 * @param groups by code, the whole first
 * @param questions of the organisation in the month, by code
 * @param earlier of the organisation, by month, the latest first
 */
public record SurveyPage(
        List<Survey> surveys,
        Survey survey,
        List<Period> months,
        Period month,
        String organisation,
        Map<String, SurveyResult> groups,
        Map<String, SurveyResult> questions,
        Map<Period, SurveyResult> earlier,
        Catalog catalog,
        boolean synthetic,
        @Nullable String asOf) {
    /**
     * What is to be shown.
     *
     * @param month one that the survey has figures of
     * @param organisation null, or one without figures: the first that has some
     */
    record Asked(
            List<Survey> surveys,
            Survey survey,
            Period month,
            @Nullable String organisation,
            @Nullable String asOf,
            Locale locale) {}

    /** The months of figures, the latest first. */
    static List<Period> months(List<SurveyResultRepository.Figure> figures) {
        return figures.stream()
                .map(SurveyResultRepository.Figure::month)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /**
     * Puts a page together.
     *
     * @param whole the survey's own figures of all months and organisations that may be seen
     * @param questions the figures of the month's questions
     */
    static SurveyPage of(
            Catalog catalog,
            Asked asked,
            List<SurveyResultRepository.Figure> whole,
            List<SurveyResultRepository.Figure> questions) {
        Survey survey = asked.survey;
        Map<String, SurveyResult> groups = new TreeMap<>(Comparator.comparing(
                (String code) -> place(catalog, code, asked.locale), Collator.getInstance(asked.locale)));
        whole.stream()
                .filter(figure -> figure.month().equals(asked.month))
                .forEach(figure -> put(groups, figure.organisation(), survey, figure.name(), figure));
        String organisation = asked.organisation != null && groups.containsKey(asked.organisation)
                ? asked.organisation
                : groups.keySet().iterator().next();
        Map<Period, SurveyResult> earlier = new TreeMap<>(Comparator.reverseOrder());
        whole.stream()
                .filter(figure -> figure.organisation().equals(organisation))
                .forEach(figure -> put(earlier, figure.month(), survey, figure.name(), figure));
        Map<String, SurveyResult> levels = new LinkedHashMap<>();
        survey.questions().forEach(question -> levels.put(question.code(), new SurveyResult(survey)));
        questions.stream()
                .filter(figure -> figure.organisation().equals(organisation))
                .forEach(figure -> {
                    int at = figure.part().indexOf(Survey.SEPARATOR);
                    String question = at < 0 ? figure.part() : figure.part().substring(0, at);
                    String level = at < 0 ? "" : figure.part().substring(at);
                    put(levels, question, survey, figure.name() + level, figure);
                });
        levels.values().removeIf(result -> result.answers().isEmpty() && !result.isSecret());
        return new SurveyPage(
                asked.surveys,
                survey,
                months(whole),
                asked.month,
                organisation,
                groups,
                levels,
                earlier,
                catalog,
                whole.stream().anyMatch(SurveyResultRepository.Figure::synthetic),
                asked.asOf);
    }

    /** Where an organisation stands in the table: below those above it, the whole first. */
    private static String place(Catalog catalog, String code, Locale locale) {
        return code.equals(Suppression.WHOLE)
                ? ""
                : catalog.upwards(code).reversed().stream()
                        .map(each -> {
                            Organisation known = catalog.organisation(each);
                            return (known == null ? "" : known.name().in(locale)) + " " + each;
                        })
                        .collect(Collectors.joining(" / "));
    }

    private static <K> void put(
            Map<K, SurveyResult> results, K key, Survey survey, String name, SurveyResultRepository.Figure figure) {
        results.computeIfAbsent(key, missing -> new SurveyResult(survey)).put(name, figure.state(), figure.value());
    }

    public SurveyResult chosen() {
        return Objects.requireNonNull(groups.get(organisation));
    }

    /** The organisations whose answers are too few, or hidden for others' sake. */
    public List<String> secret() {
        List<String> secret = new ArrayList<>();
        groups.forEach((code, result) -> {
            if (result.isSecret()) {
                secret.add(code);
            }
        });
        return secret;
    }

    /** The name of an organisation; absent: it is all answers, or not in the catalog any more. */
    public @Nullable Wording nameOf(String code) {
        Organisation known = code.equals(Suppression.WHOLE) ? null : catalog.organisation(code);
        return known == null ? null : known.name();
    }

    /** What a question asks. */
    public Wording textOf(String question) {
        return survey.questions().stream()
                .filter(each -> each.code().equals(question))
                .map(Survey.Question::text)
                .findFirst()
                .orElse(new Wording(question, question));
    }

    public List<Integer> levels() {
        return IntStream.rangeClosed(survey.scale().from(), survey.scale().to())
                .boxed()
                .toList();
    }

    public boolean isShare() {
        return survey.scoring() == Survey.Scoring.SATISFIED;
    }

    public boolean isSus() {
        return survey.scoring() == Survey.Scoring.SUS;
    }
}
