package se.styrkort.scorecard;

import java.util.HashMap;
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

    /** The terms of a measure; none of those whose metric the catalog does not have. */
    Map<Term, Measured> of(Measure measure, Period anchor, int subject) {
        Map<Term, Measured> terms = new HashMap<>();
        for (Term term : measure.terms()) {
            RollupRepository.Answers answer = answers.get(new Question(term, measure.window(), anchor));
            Measured measured = answer == null ? null : answer.bySubject().get(subject);
            if (measured != null) {
                terms.put(term, measured);
            }
        }
        return terms;
    }

    /** Whether any of the measure's metrics has a figure of the subject in the window. */
    boolean hasFigures(Measure measure, Period anchor, int subject) {
        for (Term term : measure.terms()) {
            RollupRepository.Answers answer = answers.get(new Question(term, measure.window(), anchor));
            if (answer != null && answer.withFigures().contains(subject)) {
                return true;
            }
        }
        return false;
    }
}
