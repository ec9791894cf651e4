package se.styrkort.demo;

import java.util.function.Consumer;
import se.styrkort.calendar.Period;

/** Internal control and hand-overs per organisation. */
final class CheckFigures {
    private final Timeline time;
    private final Consumer<Figure> out;

    CheckFigures(Timeline time, Consumer<Figure> out) {
        this.time = time;
        this.out = out;
    }

    void of(OrganisationShape organisation, Period month) {
        String code = organisation.code();
        long performed = 4 + StrictMath.round(StrictMath.sqrt(organisation.employees()) / 6);
        double level = organisation.share("control", organisation.control(), time, month);
        out.accept(Figure.of(month, "control.performed", code, performed));
        out.accept(Figure.of(month, "control.passed", code, among(performed, level, "passed", code, month)));
        long handovers = Noise.even("handover", code, month) < organisation.projects() / 16e6 ? 1 : 0;
        out.accept(Figure.of(month, "handover.performed", code, handovers));
        out.accept(Figure.of(
                month,
                "handover.without_critical_remark",
                code,
                among(handovers, 1.7 - 0.8 * organisation.overrun(), "remark", code, month)));
    }

    /** How many of so few came out well: each is drawn, since rounding would give the same number every month. */
    private static long among(long number, double level, String name, String code, Period month) {
        long well = 0;
        for (int i = 0; i < number; i++) {
            if (Noise.even(name, code, month, i) < level) {
                well++;
            }
        }
        return well;
    }
}
