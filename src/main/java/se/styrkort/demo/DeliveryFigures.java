package se.styrkort.demo;

import java.time.LocalDate;
import java.util.function.Consumer;
import se.styrkort.calendar.Period;
import se.styrkort.calendar.SwedishHolidays;

/** Availability per service; service desk, internal control and hand-overs per organisation. */
final class DeliveryFigures {
    private static final long DAY_S = 86_400;
    private static final long OFFICE_DAY_S = 9 * 3_600;
    private static final long MINUTE_S = 60;

    /** The big outage, seconds of agreed time: a day and a night, or two days of an office. */
    private static final long OUTAGE_ALWAYS_S = 26 * 3_600;

    private static final long OUTAGE_OFFICE_S = 14 * 3_600;

    private final Timeline time;
    private final Consumer<Figure> out;

    DeliveryFigures(Timeline time, Consumer<Figure> out) {
        this.time = time;
        this.out = out;
    }

    void of(ServiceShape service, Period month) {
        String code = service.code();
        long agreed = agreedSeconds(service, month);
        boolean maintained = service.alwaysAgreed() && Noise.even("maintenance", code, month) < 0.6;
        long planned = maintained ? (1 + (long) (3 * Noise.even("length", code, month))) * 3_600 : 0;
        boolean unmeasured = Noise.even("gap", code, month) < 0.12;
        long unknown = unmeasured ? minutes(7_200 * Noise.even("unmeasured", code, month)) : 0;
        double level = service.down() * (1.35 - 0.35 * time.progress(month));
        double luck = Noise.even("down", code, month);
        // Most months are better than the mean and a few much worse; the square of an even number has the mean 1/3.
        long down = minutes(agreed * level * 3 * luck * luck);
        long interruptions = down == 0 ? 0 : 1 + (long) (4 * Noise.even("interruptions", code, month) * luck);
        if (month.equals(time.outage()) && ServiceShape.IN_OUTAGE.contains(code)) {
            down += service.alwaysAgreed() ? OUTAGE_ALWAYS_S : OUTAGE_OFFICE_S;
            interruptions++;
        }
        put(month, "availability.agreed_s", code, agreed);
        put(month, "availability.planned_s", code, planned);
        put(month, "availability.down_s", code, down);
        put(month, "availability.unknown_s", code, unknown);
        put(month, "availability.interruptions", code, interruptions);
    }

    private void put(Period month, String metric, String service, long value) {
        out.accept(Figure.of(month, metric, "", value).forService(service));
    }

    private static long minutes(double seconds) {
        return StrictMath.round(seconds / MINUTE_S) * MINUTE_S;
    }

    /** The agreed time of the shipped service hours: all of it, or 08-17 on weekdays that are no holidays. */
    private static long agreedSeconds(ServiceShape service, Period month) {
        long seconds = 0;
        for (LocalDate day = month.first(); !day.isAfter(month.last()); day = day.plusDays(1)) {
            if (service.alwaysAgreed()) {
                seconds += DAY_S;
            } else if (SwedishHolidays.isWorkingDay(day)) {
                seconds += OFFICE_DAY_S;
            }
        }
        return seconds;
    }

    void of(OrganisationShape organisation, Period month) {
        String code = organisation.code();
        boolean outage = month.equals(time.outage());
        long contacts = contacts(organisation, time, month);
        double level = organisation.share("desk", organisation.desk(), time, month) - (outage ? 0.14 : 0);
        long resolved = StrictMath.round(contacts * (0.93 + 0.05 * Noise.even("resolved", code, month)));
        double handling = (3.2 - 1.8 * organisation.desk()) * 3_600 * Noise.factor(0.08, "handling", code, month);
        out.accept(Figure.of(month, "desk.contacts", code, contacts));
        out.accept(Figure.of(month, "desk.within_level", code, StrictMath.round(contacts * level)));
        out.accept(Figure.of(month, "desk.resolved", code, resolved));
        out.accept(Figure.of(month, "desk.handling_s", code, minutes(resolved * handling)));
        checks(organisation, month);
    }

    /** Contacts with the service desk; the more when something big is down. */
    static long contacts(OrganisationShape organisation, Timeline time, Period month) {
        double usual = organisation.employees(time, month) * 0.36 + organisation.pupils() * 0.02;
        double crowd = month.equals(time.outage()) ? 1.5 : 1;
        return Math.max(
                1,
                StrictMath.round(usual
                        * crowd
                        * Timeline.season(month)
                        * Noise.factor(0.06, "contacts", organisation.code(), month)));
    }

    private void checks(OrganisationShape organisation, Period month) {
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
