package se.styrkort.scorecard;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import se.styrkort.calendar.Period;
import se.styrkort.observation.Measured;
import se.styrkort.observation.RollupRepository;

/** What terms came to for subjects, in windows seen from some anchor months. Subjects are numbers. */
final class Terms {
    /** A term in a window, seen from a month. */
    record Question(Term term, Window window, Period anchor) {}

    private final Map<Question, RollupRepository.Answers> answers;

    Terms(Map<Question, RollupRepository.Answers> answers) {
        this.answers = Map.copyOf(answers);
    }

    /** A measure's terms in its window seen from a month, for many subjects. */
    OfMeasure of(Measure measure, Period anchor) {
        Map<Term, RollupRepository.Answers> ofTerms = new LinkedHashMap<>();
        for (Term term : measure.terms()) {
            RollupRepository.Answers answer = answers.get(new Question(term, measure.window(), anchor));
            if (answer != null) {
                ofTerms.put(term, answer);
            }
        }
        return new OfMeasure(ofTerms);
    }

    /** The answers to a measure's terms; none to those whose metric the catalog does not have. */
    record OfMeasure(Map<Term, RollupRepository.Answers> answers) {
        Map<Term, Measured> of(int subject) {
            Map<Term, Measured> terms = new HashMap<>();
            answers.forEach((term, answer) -> {
                Measured measured = answer.bySubject().get(subject);
                if (measured != null) {
                    terms.put(term, measured);
                }
            });
            return terms;
        }

        /** Whether any of the metrics has a figure of the subject in the window. */
        boolean hasFigures(int subject) {
            return answers.values().stream()
                    .anyMatch(answer -> answer.withFigures().contains(subject));
        }
    }
}
