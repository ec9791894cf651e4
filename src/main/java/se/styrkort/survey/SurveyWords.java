package se.styrkort.survey;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.Optional;
import java.util.stream.Collectors;
import se.styrkort.calendar.Period;
import se.styrkort.document.Wording;
import se.styrkort.observation.Interval;
import se.styrkort.web.Page;

/** Results of surveys as a reader of one language reads them. */
public final class SurveyWords {
    private static final String NOTHING = "–";

    private final Page page;
    private final SurveyPage view;

    public SurveyWords(Page page, SurveyPage view) {
        this.page = page;
        this.view = view;
    }

    public String month(Period month) {
        return page.format().month(YearMonth.from(month.first()));
    }

    public String organisation(String code) {
        Wording name = view.nameOf(code);
        return name == null ? (code.isEmpty() ? page.t("survey.all_answers") : code) : name.in(page.locale());
    }

    public String survey() {
        return view.survey().name().in(page.locale());
    }

    /** A number of a result, or why there is none. */
    public String count(SurveyResult result, Optional<BigDecimal> number) {
        return number.map(value -> page.format().number(value, 0)).orElse(nothing(result));
    }

    private String nothing(SurveyResult result) {
        return result.isSecret() ? page.t("survey.secret") : NOTHING;
    }

    public String share(SurveyResult result, Optional<BigDecimal> ratio) {
        return ratio.map(value -> page.format().percent(value, 0)).orElse(nothing(result));
    }

    /** {@code 78 %} or {@code 74,7}. */
    public String outcome(SurveyResult result) {
        return result.outcome().map(this::value).orElse(nothing(result));
    }

    private String value(BigDecimal value) {
        return view.isShare() ? page.format().percent(value, 0) : page.format().fixed(value, view.isSus() ? 1 : 2);
    }

    /** {@code 74 % till 82 %}. */
    public String interval(SurveyResult result) {
        return result.interval().map(this::interval).orElse(nothing(result));
    }

    private String interval(Interval interval) {
        return page.t(
                "survey.from_to",
                value(BigDecimal.valueOf(interval.low())),
                value(BigDecimal.valueOf(interval.high())));
    }

    public String outcomeName() {
        return page.t(
                view.isShare() ? "survey.share_satisfied" : view.isSus() ? "survey.mean_sus" : "survey.mean_level");
    }

    /** One sentence of the organisation that is shown. */
    public String summary() {
        SurveyResult result = view.chosen();
        if (result.isSecret() || result.answers().isEmpty()) {
            return page.t(
                    result.isSecret() ? "survey.summary_secret" : "survey.summary_none",
                    view.survey().minimum());
        }
        String answers = count(result, result.answers());
        String key = result.outcome().isEmpty()
                ? "survey.summary_answers"
                : view.isShare() ? "survey.summary_share" : view.isSus() ? "survey.summary_sus" : "survey.summary_mean";
        return page.t(key, answers, outcome(result));
    }

    /** How sure the outcome is, as far as it is known. */
    public String certainty() {
        return view.chosen()
                .interval()
                .map(found -> page.t("survey.certainty", interval(found)))
                .orElse("");
    }

    /** How many of those asked have answered, and what no interval says. */
    public String response() {
        SurveyResult result = view.chosen();
        String invited = count(result, result.invited());
        if (result.isSecret() || result.outcome().isEmpty()) {
            return result.invited().isEmpty() ? "" : page.t("survey.asked", invited);
        }
        return (result.responseRate().isEmpty()
                        ? page.t("survey.response_unknown")
                        : page.t("survey.response", invited, share(result, result.responseRate())))
                + " " + page.t("survey.no_repair");
    }

    /** The levels that count as satisfied, {@code 4, 5}. */
    public String satisfiedLevels() {
        return view.survey().satisfied().stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    /** The groups that are not shown. */
    public String secretGroups() {
        return view.secret().stream().map(this::organisation).collect(Collectors.joining(", "));
    }
}
