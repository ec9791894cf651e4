package se.styrkort.survey;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Survey;
import se.styrkort.ingest.IntakeField;
import se.styrkort.ingest.IntakeRow;
import se.styrkort.ingest.Rejection;

/** One row of answers held against the survey that it is about: what it is, and what is wrong with it. */
final class AnswerCheck {
    private static final long MOST = 10_000_000;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Survey survey;
    private final long line;
    private final IntakeRow row;

    AnswerCheck(Survey survey, long line, IntakeRow row) {
        this.survey = survey;
        this.line = line;
        this.row = row;
    }

    AnswerStagingRepository.Form form() {
        if (row.number(IntakeField.ANSWERS) != null) {
            return AnswerStagingRepository.Form.SUMMARY;
        }
        return row.number(IntakeField.ANSWER) == null
                        && row.text(IntakeField.QUESTION) == null
                        && row.number(IntakeField.INVITED) != null
                ? AnswerStagingRepository.Form.INVITED
                : AnswerStagingRepository.Form.ANSWER;
    }

    /** The question that the row is about; of a row that names none the one that is scored, or the scores themselves. */
    String question() {
        String question = row.text(IntakeField.QUESTION);
        if (question != null) {
            return question;
        }
        return survey.scoring() == Survey.Scoring.SUS || form() == AnswerStagingRepository.Form.INVITED
                ? GroupAnswers.SCORES
                : survey.scoredQuestion().orElse(survey.code());
    }

    /** The level that was answered, or that a sum counts. */
    @Nullable
    Integer level() {
        BigDecimal level =
                row.number(form() == AnswerStagingRepository.Form.ANSWER ? IntakeField.ANSWER : IntakeField.LEVEL);
        return level == null ? null : level.intValueExact();
    }

    /** Why the row cannot stand; null when it can. */
    @Nullable
    Rejection fault() {
        AnswerStagingRepository.Form form = form();
        Rejection fault = wholeNumber(IntakeField.INVITED, MOST);
        if (fault != null || form == AnswerStagingRepository.Form.INVITED) {
            return fault;
        }
        boolean scores = question().equals(GroupAnswers.SCORES);
        if (!(scores ? form == AnswerStagingRepository.Form.SUMMARY : survey.asks(question()))) {
            return reject(IntakeField.QUESTION, "unknown_question", survey.code());
        }
        return form == AnswerStagingRepository.Form.ANSWER ? ofAnswer() : ofSummary(scores);
    }

    private @Nullable Rejection ofAnswer() {
        for (IntakeField other :
                new IntakeField[] {IntakeField.LEVEL, IntakeField.SATISFIED, IntakeField.MEAN, IntakeField.STD_DEV}) {
            if (row.number(other) != null) {
                return reject(other, "answers_missing");
            }
        }
        if (survey.scoring() == Survey.Scoring.SUS && row.text(IntakeField.RESPONDENT) == null) {
            return reject(IntakeField.RESPONDENT, "respondent_needed");
        }
        return onScale(IntakeField.ANSWER);
    }

    private @Nullable Rejection ofSummary(boolean scores) {
        if (row.number(IntakeField.ANSWER) != null) {
            return reject(IntakeField.ANSWER, "summary_beside_answers");
        }
        Rejection fault = wholeNumber(IntakeField.ANSWERS, MOST);
        if (fault != null) {
            return fault;
        }
        BigDecimal answers = row.number(IntakeField.ANSWERS);
        long most = answers == null ? 0 : answers.longValueExact();
        fault = wholeNumber(IntakeField.SATISFIED, most);
        BigDecimal invited = row.number(IntakeField.INVITED);
        if (fault == null && invited != null && invited.longValueExact() < most) {
            return reject(IntakeField.INVITED, "more_answers_than_invited");
        }
        if (row.number(IntakeField.LEVEL) != null) {
            boolean more = scores || row.number(IntakeField.MEAN) != null || row.number(IntakeField.SATISFIED) != null;
            return fault != null
                    ? fault
                    : more ? reject(IntakeField.LEVEL, "level_and_more") : onScale(IntakeField.LEVEL);
        }
        BigDecimal mean = row.number(IntakeField.MEAN);
        BigDecimal from =
                scores ? BigDecimal.ZERO : BigDecimal.valueOf(survey.scale().from());
        BigDecimal to = scores ? HUNDRED : BigDecimal.valueOf(survey.scale().to());
        if (fault == null && mean != null && (mean.compareTo(from) < 0 || mean.compareTo(to) > 0)) {
            return reject(IntakeField.MEAN, "answer_outside_scale", from, to);
        }
        BigDecimal deviation = row.number(IntakeField.STD_DEV);
        if (fault == null && deviation != null && (deviation.signum() < 0 || mean == null)) {
            return reject(IntakeField.STD_DEV, "deviation_without_mean");
        }
        return fault;
    }

    private @Nullable Rejection onScale(IntakeField field) {
        BigDecimal level = row.number(field);
        boolean holds = level == null || (isWhole(level, MOST) && survey.scale().holds(level.intValueExact()));
        return holds
                ? null
                : reject(
                        field,
                        "answer_outside_scale",
                        survey.scale().from(),
                        survey.scale().to());
    }

    private @Nullable Rejection wholeNumber(IntakeField field, long limit) {
        BigDecimal number = row.number(field);
        return number == null || (number.signum() >= 0 && isWhole(number, limit))
                ? null
                : reject(field, "number_not_within", limit);
    }

    private static boolean isWhole(BigDecimal number, long limit) {
        return number.abs().compareTo(BigDecimal.valueOf(limit)) <= 0
                && number.stripTrailingZeros().scale() <= 0;
    }

    private Rejection reject(IntakeField field, String code, Object... args) {
        return Rejection.of(line, field.key(), code, "", args);
    }
}
