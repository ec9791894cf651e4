package se.styrkort.demo;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Consumer;
import se.styrkort.calendar.Period;
import se.styrkort.observation.State;

/** What is not there: a delivery that was lost, an assessment that was not made, and what cannot be. */
final class Gaps {
    private static final List<String> WITH_CITIZENS = List.of(
            "transactions.completed",
            "transactions.completed_digital",
            "survey.e_service_answers",
            "survey.e_service_satisfied");

    private Gaps() {}

    static boolean isLost(Timeline time, Period month, String organisation) {
        return organisation.equals(OrganisationShape.LOST) && month.equals(time.lost());
    }

    /** The figure, or the kind of nothing in its place. */
    static Figure in(Timeline time, Figure figure) {
        if (isLost(time, figure.period(), figure.organisation())) {
            return figure.emptied(State.MISSING);
        }
        boolean assessment = figure.metric().startsWith("dimios.");
        return assessment && figure.organisation().equals(OrganisationShape.SMALL)
                ? figure.emptied(State.MISSING)
                : figure;
    }

    /** One organisation has no transactions with citizens: nothing to measure, which is not the same as none. */
    static void withoutCitizens(Period month, Consumer<Figure> out) {
        for (String metric : WITH_CITIZENS) {
            out.accept(Figure.of(month, metric, OrganisationShape.INWARD, BigDecimal.ZERO)
                    .emptied(State.NOT_APPLICABLE));
        }
    }
}
