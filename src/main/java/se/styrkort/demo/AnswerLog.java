package se.styrkort.demo;

import java.util.function.Consumer;
import se.styrkort.calendar.Period;

/**
 * Made-up answers to the two surveys of {@code demo/surveys.yaml}, one row each of the profile {@code answers}, every
 * spring and autumn. Some leave out a question, and one organisation is too small for its answers to be shown.
 */
final class AnswerLog {
    static final String HEADER = "survey;respondent;respondent_group;question;answer;period;invited";

    private static final String USABILITY = "anvandbarhet-e-moten";
    private static final String SATISFACTION = "nojd-e-moten";
    private static final int SPRING = 4;
    private static final int AUTUMN = 10;
    private static final int ITEMS = 10;
    private static final int HIGHEST = 5;

    /** Those asked for each who answers. */
    private static final double ASKED = 2.4;

    private static final double LEFT_OUT = 0.004;

    private final Timeline time;

    AnswerLog(Timeline time) {
        this.time = time;
    }

    void each(Consumer<String> out) {
        for (Period month : time.months()) {
            if (Timeline.isCalendarMonth(month, SPRING, AUTUMN)) {
                OrganisationShape.ALL.forEach(organisation -> round(month, organisation, out));
            }
        }
    }

    private void round(Period month, OrganisationShape organisation, Consumer<String> out) {
        double many = 0.8 * StrictMath.sqrt(organisation.employees(time, month));
        long respondents = StrictMath.round(many * Noise.factor(0.1, "respondents", organisation.code(), month));
        long invited = StrictMath.round(many * ASKED);
        for (String survey : new String[] {USABILITY, SATISFACTION}) {
            out.accept(row(survey, "", organisation, "", "", month, String.valueOf(invited)));
        }
        double level = organisation.support() - 0.12 * (1 - time.progress(month));
        for (int respondent = 1; respondent <= respondents; respondent++) {
            String who = organisation.code() + "-" + respondent;
            double liking = level - 0.1 + Noise.around(0.2, "liking", who, month);
            for (int item = 1; item <= ITEMS; item++) {
                double agreed = item % 2 == 0 ? 1 - liking : liking;
                boolean leftOut = Noise.even("left out", who, item, month) < LEFT_OUT;
                String answer = leftOut ? "" : level(agreed, who, item, month);
                out.accept(row(USABILITY, who, organisation, "q" + item, answer, month, ""));
            }
            out.accept(row(SATISFACTION, who, organisation, "nojd", level(liking, who, 0, month), month, ""));
        }
    }

    private static String level(double agreed, String who, int item, Period month) {
        double around = 1 + (HIGHEST - 1) * agreed + Noise.around(0.6, "answer", who, item, month);
        return String.valueOf(Math.clamp(StrictMath.round(around), 1, HIGHEST));
    }

    private static String row(
            String survey,
            String respondent,
            OrganisationShape organisation,
            String question,
            String answer,
            Period month,
            String invited) {
        return String.join(";", survey, respondent, organisation.code(), question, answer, month.code(), invited);
    }
}
