/**
 * Surveys (enkäter): what was answered, as distributions per group, question and level, and what that comes to per month.
 * Implements the intake of answers, and writes observations; which scores are made of them is not known here.
 *
 * <pre>
 * rows of answers ─► AnswerIntake ─► survey_group (versioned) ─► due months ─► SurveyMonth (pure) ─► Ingest ─► observations
 * </pre>
 *
 * <p>Respondents are known while one delivery is counted, in a table of its transaction, and nowhere else: neither their
 * names nor their answers are stored. What a survey is, its scale and how few answers are too few, is in the catalog.
 */
@NullMarked
package se.styrkort.survey;

import org.jspecify.annotations.NullMarked;
