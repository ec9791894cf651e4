package se.styrkort.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.styrkort.document.Wording;

/**
 * A survey (enkät): what is asked, how an answer is scored, and how few answers are too few to be shown.
 *
 * @param satisfied the levels that count as satisfied; empty: none do
 * @param questions what may be answered; empty: whatever is delivered
 * @param scored codes of the questions that the survey's own figures are made of: one, or the ten of a SUS in their order;
 *     empty: the only one that there is
 * @param minimum a group with fewer answers is not shown
 * @param about code of the service that it is about; absent: of none
 * @param invited how many were asked in all; absent: not known, or known by group
 * @param invitedOf how many were asked in an organisation, by its code, without those below it that stand here too
 * @param metrics further metrics that get the survey's own figures, by the figure's name, such as {@code answers}
 */
public record Survey(
        String code,
        Wording name,
        Scale scale,
        List<Integer> satisfied,
        Scoring scoring,
        List<Question> questions,
        List<String> scored,
        int minimum,
        @Nullable String about,
        @Nullable Long invited,
        Map<String, Long> invitedOf,
        Map<String, String> metrics)
        implements CatalogEntry {
    /** What a survey's figures may be called in {@link #metrics}. */
    public static final List<String> FIGURES =
            List.of("answers", "satisfied", "score_sum", "score_squares", "incomplete", "invited");

    /** Between a survey, a question and a level in a qualifier. */
    public static final String SEPARATOR = "/";

    /** The levels of an answer: whole numbers, both ends among them. */
    public record Scale(int from, int to) {
        public boolean holds(int level) {
            return level >= from && level <= to;
        }
    }

    /** One question, by its code in what is delivered. */
    public record Question(String code, Wording text) {}

    /** What a survey's own figure is: the share that is satisfied, the mean level, or the System Usability Scale. */
    public enum Scoring {
        SATISFIED,
        MEAN,
        SUS
    }

    /** Whether a question of this code may be answered. */
    public boolean asks(String question) {
        return (questions.isEmpty() && scoring != Scoring.SUS)
                || scored.contains(question)
                || questions.stream().anyMatch(each -> each.code().equals(question));
    }

    /** The question that the survey's own figures are made of, where it is one and known beforehand. */
    public Optional<String> scoredQuestion() {
        return scoring == Scoring.SUS || scored.isEmpty() ? Optional.empty() : Optional.of(scored.getFirst());
    }

    @Override
    public Kind entryKind() {
        return Kind.SURVEY;
    }
}
