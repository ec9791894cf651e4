package se.styrkort.survey;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Survey;

/**
 * Counts what one group answered, row by row, and forgets each respondent as soon as the next one comes: the rows of a
 * respondent come together; their order, and that of the respondents, is of no account.
 *
 * <p>Of a SUS the levels of the scored items are counted of respondents with a score alone: the levels of all, less what the
 * scores say of those who have one, would be the answers of those who left an item out, and they may be one person.
 */
final class GroupReading {
    private final Survey survey;
    private final NavigableMap<String, NavigableMap<Integer, Long>> levels = new TreeMap<>();
    private final NavigableMap<String, Tally> sums = new TreeMap<>();
    private final Map<String, Long> unnamed = new HashMap<>();
    private final Map<String, Integer> items = new HashMap<>();
    private @Nullable String respondent;
    private @Nullable Long invited;
    private long respondents;
    private long scores;
    private BigDecimal scoreSum = BigDecimal.ZERO;
    private BigDecimal scoreSquares = BigDecimal.ZERO;

    GroupReading(Survey survey) {
        this.survey = survey;
    }

    /**
     * One answer.
     *
     * @param who in any words; null: the row does not say
     * @param level null: the question was left out
     */
    void answer(@Nullable String who, String question, @Nullable Integer level) {
        if (who == null || !who.equals(respondent)) {
            endRespondent();
            respondent = who;
        }
        if (level == null) {
            return;
        }
        if (!isHeldBack(question)) {
            levels(question, level, 1);
        }
        if (who == null) {
            unnamed.merge(question, 1L, Long::sum);
        } else {
            items.put(question, level);
        }
    }

    /** Whether an answer counts only when its respondent turns out to have a score. */
    private boolean isHeldBack(String question) {
        return survey.scoring() == Survey.Scoring.SUS && survey.scored().contains(question);
    }

    private void endRespondent() {
        if (!items.isEmpty()) {
            respondents++;
            if (survey.scoring() == Survey.Scoring.SUS) {
                List<@Nullable Integer> answered = new ArrayList<>();
                survey.scored().forEach(item -> answered.add(items.get(item)));
                SusScore.of(answered).ifPresent(this::score);
            }
        }
        items.clear();
    }

    private void score(BigDecimal score) {
        scores++;
        scoreSum = scoreSum.add(score);
        scoreSquares = scoreSquares.add(score.multiply(score));
        items.forEach((question, level) -> {
            if (isHeldBack(question)) {
                levels(question, level, 1);
            }
        });
    }

    private void levels(String question, int level, long answers) {
        levels.computeIfAbsent(question, key -> new TreeMap<>()).merge(level, answers, Long::sum);
    }

    /** So many answers of a level, of persons that nobody told apart. */
    void counted(String question, int level, long answers) {
        levels(question, level, answers);
        unnamed.merge(question, answers, Long::sum);
    }

    /** The answers to a question, or all scores, as somebody summed them up. */
    void summedUp(String question, Tally tally) {
        sums.put(question, tally);
        unnamed.merge(question, tally.answers(), Long::sum);
    }

    void invited(long number) {
        invited = number;
    }

    /** After the last row. */
    GroupAnswers end() {
        endRespondent();
        if (survey.scoring() == Survey.Scoring.SUS && respondents > 0) {
            sums.put(GroupAnswers.SCORES, Tally.ofScores(scores, scoreSum, scoreSquares));
        }
        long most = unnamed.values().stream().mapToLong(Long::longValue).max().orElse(0);
        return new GroupAnswers(respondents + most, invited, levels, sums);
    }
}
