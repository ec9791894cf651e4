package se.styrkort.survey;

import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Survey;

/**
 * What one group answered in a survey, without any person in it.
 *
 * @param respondents how many answered something
 * @param invited how many were asked, as far as the delivery says so
 * @param levels how many answers each level of each question has
 * @param sums of questions that were delivered as sums; with the question {@value #SCORES} the scores that were made of
 *     several questions of one respondent
 */
record GroupAnswers(
        long respondents,
        @Nullable Long invited,
        NavigableMap<String, NavigableMap<Integer, Long>> levels,
        NavigableMap<String, Tally> sums) {
    static final String SCORES = "";

    GroupAnswers {
        NavigableMap<String, NavigableMap<Integer, Long>> copied = new TreeMap<>();
        levels.forEach((question, counts) -> copied.put(question, new TreeMap<>(counts)));
        levels = copied;
        sums = new TreeMap<>(sums);
    }

    /** The questions that something is known of. */
    NavigableSet<String> questions() {
        NavigableSet<String> questions = new TreeSet<>(levels.keySet());
        questions.addAll(sums.keySet());
        questions.remove(SCORES);
        return questions;
    }

    /** Of a question, as the survey counts its levels today. */
    Tally of(String question, Survey survey) {
        NavigableMap<Integer, Long> counted = levels.get(question);
        return counted == null ? sums.getOrDefault(question, Tally.NONE) : Tally.of(counted, survey);
    }
}
