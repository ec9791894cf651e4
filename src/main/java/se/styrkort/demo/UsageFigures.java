package se.styrkort.demo;

import java.util.Set;
import java.util.function.Consumer;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;

/** Use, volume, licences and staff. */
final class UsageFigures {
    private static final Set<String> LICENSED = Set.of("it-arbetsplats", "e-moten", "samarbetsplattform-drift-utb");

    private static final int INHABITANTS = 31_400;

    private final Timeline time;
    private final Consumer<Figure> out;

    UsageFigures(Timeline time, Consumer<Figure> out) {
        this.time = time;
        this.out = out;
    }

    void of(OrganisationShape organisation, Period month) {
        out.accept(Figure.of(month, "staff.employees", organisation.code(), organisation.employees(time, month)));
        for (ServiceShape service : ServiceShape.ALL) {
            if (service.isUsedBy(organisation)) {
                of(organisation, service, month);
            }
        }
        transactions(organisation, month);
    }

    /** Of the municipality as a whole, nobody lives in a board; counted once a year, at its beginning. */
    void inhabitants(Period month) {
        boolean counted = month.equals(time.months().getFirst()) || month.first().getMonthValue() == 1;
        if (counted) {
            Period year = Period.containing(Granularity.YEAR, month.first());
            long inhabitants = StrictMath.round(INHABITANTS * StrictMath.pow(1.006, time.years(month) - 2));
            out.accept(Figure.of(year, "population.inhabitants", "exempelstad", inhabitants));
        }
    }

    private void of(OrganisationShape organisation, ServiceShape service, Period month) {
        long units = service.units(organisation, time, month);
        if (service.counted()) {
            long active = StrictMath.round(units * adoption(organisation, service, month));
            put(organisation, service, month, "usage.target_group", units);
            put(organisation, service, month, "usage.active_users", Math.min(units, active));
        } else {
            put(organisation, service, month, "usage.volume", units);
        }
        if (LICENSED.contains(service.code())) {
            long assigned = StrictMath.round(units * (1.02 + 0.08 * Noise.even("spare", organisation.code())));
            double used = organisation.share("licences " + service.code(), organisation.licences(), time, month);
            put(organisation, service, month, "licence.assigned", assigned);
            put(organisation, service, month, "licence.active", StrictMath.round(assigned * used));
        }
    }

    /** What is ordinary for the service, raised or lowered by how the organisation takes things up, and by holidays. */
    private double adoption(OrganisationShape organisation, ServiceShape service, Period month) {
        double level = service.base() + (organisation.adoption() - 0.80) * 2.2 * (1.25 - service.base());
        double share = organisation.share("adoption " + service.code(), level, time, month);
        double holiday = organisation.kinds().contains("school") ? 0.7 : 0.35;
        return Math.min(0.99, share) * (1 - holiday * Math.max(0, 0.9 - Timeline.season(month)));
    }

    private void transactions(OrganisationShape organisation, Period month) {
        String code = organisation.code();
        if (organisation.isInward()) {
            return;
        }
        double growth = StrictMath.pow(1.03, time.years(month) - 2);
        long completed = StrictMath.round(organisation.transactions()
                * growth
                * Timeline.season(month)
                * Noise.factor(0.05, "transactions", code, month));
        long digital = StrictMath.round(completed * organisation.share("digital", organisation.digital(), time, month));
        out.accept(Figure.of(month, "transactions.completed", code, completed));
        out.accept(Figure.of(month, "transactions.completed_digital", code, digital));
        out.accept(Figure.of(month, "usage.transactions", code, digital).forService("e-tjansteplattform-drift"));
    }

    private void put(OrganisationShape organisation, ServiceShape service, Period month, String metric, long value) {
        out.accept(Figure.of(month, metric, organisation.code(), value).forService(service.code()));
    }
}
