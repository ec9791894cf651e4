package se.styrkort.survey;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import se.styrkort.observation.State;

/**
 * A figure of a survey's month.
 *
 * @param name such as {@code answers}; the metric is {@code survey.} and it
 * @param organisation code, with all below it; {@link Suppression#WHOLE}: all answers
 * @param part empty: of the survey as a whole; else a question, or a question and a level of it
 * @param value there exactly when the state is {@code VALUE}
 */
record SurveyFigure(
        String name,
        String organisation,
        String part,
        State state,
        @Nullable BigDecimal value) {}
