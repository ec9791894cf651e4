package se.styrkort.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.Consumer;
import se.styrkort.calendar.Period;
import se.styrkort.observation.State;

/**
 * Surveys and the assessment of digital maturity. Where fewer than five answered, the answers are secret. The
 * municipality's own row adds up what is shown of its parts; with the secret answers in it they could be told by
 * subtraction.
 */
final class SurveyFigures {
    /** Standards D2: suppress below a minimum number of answers. */
    private static final int FEWEST_SHOWN = 5;

    private static final double ABILITY_RESPONSE = 0.34;
    private static final double E_SERVICE_RESPONSE = 0.05;
    private static final double SUPPORT_RESPONSE = 0.14;

    /** Rounds of the staff survey, and the month in which DiMiOS is assessed. */
    private static final int SPRING = 4;

    private static final int AUTUMN = 10;
    private static final int ASSESSMENT = 11;

    private final Timeline time;
    private final Consumer<Figure> out;

    SurveyFigures(Timeline time, Consumer<Figure> out) {
        this.time = time;
        this.out = out;
    }

    void of(Period month) {
        continuous(month, "e_service", "satisfied");
        continuous(month, "support", "satisfied");
        if (Timeline.isCalendarMonth(month, SPRING, AUTUMN)) {
            continuous(month, "ability", "good");
        }
        if (Timeline.isCalendarMonth(month, ASSESSMENT)) {
            assessments(month);
        }
    }

    private void continuous(Period month, String survey, String good) {
        long allAnswers = 0;
        long allGood = 0;
        for (OrganisationShape organisation : OrganisationShape.ALL) {
            if (survey.equals("e_service") && organisation.isInward()) {
                continue;
            }
            long answers = answers(survey, organisation, month);
            long satisfied =
                    StrictMath.round(answers * organisation.share(survey, level(survey, organisation), time, month));
            boolean shown = answers >= FEWEST_SHOWN;
            put(month, survey, good, organisation.code(), answers, satisfied, shown);
            if (shown && !Gaps.isLost(time, month, organisation.code())) {
                allAnswers += answers;
                allGood += satisfied;
            }
        }
        put(month, survey, good, OrganisationShape.WHOLE, allAnswers, allGood, true);
    }

    private void put(
            Period month,
            String survey,
            String good,
            String organisation,
            long answers,
            long satisfied,
            boolean shown) {
        Figure asked = Figure.of(month, "survey." + survey + "_answers", organisation, answers);
        Figure liked = Figure.of(month, "survey." + survey + "_" + good, organisation, satisfied)
                .sampled(answers);
        out.accept(shown ? asked : asked.emptied(State.SECRET));
        out.accept(shown ? liked : liked.emptied(State.SECRET));
    }

    private long answers(String survey, OrganisationShape organisation, Period month) {
        double asked =
                switch (survey) {
                    case "e_service" ->
                        organisation.transactions()
                                * organisation.digital()
                                * E_SERVICE_RESPONSE
                                * Timeline.season(month);
                    case "support" -> TicketLog.contacts(organisation, time, month) * SUPPORT_RESPONSE;
                    default -> organisation.employees(time, month) * ABILITY_RESPONSE;
                };
        return StrictMath.round(asked * Noise.factor(0.08, "answers", survey, organisation.code(), month));
    }

    private static double level(String survey, OrganisationShape organisation) {
        return switch (survey) {
            case "e_service" -> organisation.eServices();
            case "support" -> organisation.support();
            default -> organisation.ability();
        };
    }

    private void assessments(Period month) {
        double sum = 0;
        for (OrganisationShape organisation : OrganisationShape.ALL) {
            assessment(month, organisation.code(), organisation.dimios(), organisation.employees(time, month));
            sum += organisation.dimios();
        }
        assessment(month, OrganisationShape.BOARD, 54, 4000);
        assessment(month, OrganisationShape.WHOLE, sum / OrganisationShape.ALL.size(), 9000);
    }

    private void assessment(Period month, String organisation, double level, int employees) {
        double now = level - 6 * (1 - time.progress(month));
        long answered = StrictMath.round(10 + StrictMath.sqrt(employees) * 1.5);
        points(month, "dimios.digital_capability", organisation, now + 3, answered);
        points(month, "dimios.digital_heritage", organisation, now - 3, answered);
    }

    private void points(Period month, String metric, String organisation, double level, long answered) {
        out.accept(Figure.of(
                        month, metric, organisation, oneDecimal(level + Noise.around(1.2, metric, organisation, month)))
                .sampled(answered)
                .spread(oneDecimal(14 + 5 * Noise.even("spread", metric, organisation, month))));
    }

    private static BigDecimal oneDecimal(double points) {
        return BigDecimal.valueOf(points).setScale(1, RoundingMode.HALF_UP);
    }
}
