package se.styrkort.survey;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Survey;
import se.styrkort.observation.State;

/**
 * What one survey of one month comes to: for each organisation with answers, those above it and the whole, the figures of
 * the survey and of each question, or that they are secret. All of it adds up; no share and no mean is among it. The figures
 * of a SUS and those of its items are of the same respondents, those with a score.
 */
final class SurveyMonth {
    private final Survey survey;
    private final Function<String, List<String>> upwards;
    private final NavigableMap<String, GroupAnswers> groups;
    private final NavigableMap<String, Long> asked = new TreeMap<>();
    private final NavigableSet<String> organisations = new TreeSet<>();
    private final Set<String> hidden;
    private final List<SurveyFigure> figures = new ArrayList<>();

    /**
     * Begins.
     *
     * @param upwards an organisation, by its code, and all above it
     * @param groups by organisation; {@link Suppression#WHOLE}: those who belong to none
     */
    SurveyMonth(Survey survey, Function<String, List<String>> upwards, Map<String, GroupAnswers> groups) {
        this.survey = survey;
        this.upwards = upwards;
        this.groups = new TreeMap<>(groups);
        groups.forEach((group, answers) -> {
            organisations.addAll(Suppression.path(group, upwards));
            if (answers.invited() != null) {
                asked.put(group, answers.invited());
            }
        });
        this.hidden = hidden();
        survey.invitedOf().forEach(asked::putIfAbsent);
        if (asked.isEmpty() && survey.invited() != null) {
            asked.put(Suppression.WHOLE, survey.invited());
        }
    }

    /** Whose answers are not shown of any question: that different ones hide for each must not tell how many they are. */
    private Set<String> hidden() {
        Map<String, Long> own = new HashMap<>();
        groups.forEach((group, answers) -> own.put(group, answers.respondents()));
        Set<String> hidden = new TreeSet<>(organisations);
        hidden.removeAll(Suppression.shown(own, upwards, survey.minimum(), Set.of()));
        return hidden;
    }

    List<SurveyFigure> figures() {
        NavigableSet<String> questions = new TreeSet<>();
        groups.values().forEach(group -> questions.addAll(group.questions()));
        scored(questions).ifPresent(scored -> part(scored, ""));
        questions.forEach(question -> part(question, question));
        organisations.forEach(this::invited);
        return List.copyOf(figures);
    }

    /** What the survey's own figures are made of. */
    private Optional<String> scored(NavigableSet<String> questions) {
        if (survey.scoring() == Survey.Scoring.SUS) {
            return groups.values().stream().anyMatch(group -> group.sums().containsKey(GroupAnswers.SCORES))
                    ? Optional.of(GroupAnswers.SCORES)
                    : Optional.empty();
        }
        Optional<String> named = survey.scoredQuestion();
        return named.isPresent() ? named : questions.stream().findFirst().filter(only -> questions.size() == 1);
    }

    /** Whose figure is written, and whether it may be shown. */
    private record Whose(String organisation, boolean shown) {}

    private void part(String question, String part) {
        Map<String, Long> own = new HashMap<>();
        NavigableMap<String, Tally> together = new TreeMap<>();
        groups.forEach((group, answers) -> {
            Tally tally = answers.of(question, survey);
            own.put(group, tally.answers());
            Suppression.path(group, upwards).forEach(each -> together.merge(each, tally, Tally::plus));
        });
        Set<String> shown = Suppression.shown(own, upwards, survey.minimum(), hidden);
        together.forEach((organisation, tally) -> {
            Whose whose = new Whose(organisation, shown.contains(organisation));
            put("answers", whose, part, BigDecimal.valueOf(tally.answers()));
            put("satisfied", whose, part, tally.satisfied() == null ? null : BigDecimal.valueOf(tally.satisfied()));
            put("score_sum", whose, part, tally.sum());
            put("score_squares", whose, part, tally.squares());
            if (!part.isEmpty()) {
                levels(whose, part, tally);
            } else if (survey.scoring() == Survey.Scoring.SUS) {
                put("incomplete", whose, part, BigDecimal.valueOf(withoutScore(organisation)));
            }
        });
    }

    private void put(String name, Whose whose, String part, @Nullable BigDecimal value) {
        if (value != null) {
            figures.add(new SurveyFigure(
                    name,
                    whose.organisation,
                    part,
                    whose.shown ? State.VALUE : State.SECRET,
                    whose.shown ? value : null));
        }
    }

    private long withoutScore(String organisation) {
        return groups.entrySet().stream()
                .filter(group -> Suppression.path(group.getKey(), upwards).contains(organisation))
                .mapToLong(group -> group.getValue().respondents()
                        - group.getValue().of(GroupAnswers.SCORES, survey).answers())
                .sum();
    }

    /** Every level of the scale, also those that nobody chose. */
    private void levels(Whose whose, String question, Tally tally) {
        for (int level = survey.scale().from();
                level <= survey.scale().to() && !tally.levels().isEmpty();
                level++) {
            put(
                    "level",
                    whose,
                    question + Survey.SEPARATOR + level,
                    BigDecimal.valueOf(tally.levels().getOrDefault(level, 0L)));
        }
    }

    /**
     * How many were asked, where that is known of all who answered and not fewer than they. A number is of an organisation
     * with all below it that have none of their own; it is nobody's answer, and is shown of small groups too.
     */
    private void invited(String organisation) {
        long total = 0;
        boolean known = false;
        for (Map.Entry<String, Long> each : asked.entrySet()) {
            if (Suppression.path(each.getKey(), upwards).contains(organisation)) {
                total += each.getValue();
                known = true;
            }
        }
        long answered = 0;
        for (Map.Entry<String, GroupAnswers> group : groups.entrySet()) {
            List<String> path = Suppression.path(group.getKey(), upwards);
            int at = path.indexOf(organisation);
            if (at >= 0) {
                answered += group.getValue().respondents();
                known &= path.subList(0, at + 1).stream().anyMatch(asked::containsKey);
            }
        }
        if (known && total >= answered) {
            figures.add(new SurveyFigure("invited", organisation, "", State.VALUE, BigDecimal.valueOf(total)));
        }
    }
}
