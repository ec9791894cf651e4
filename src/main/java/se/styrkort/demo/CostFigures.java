package se.styrkort.demo;

import java.util.function.Consumer;
import se.styrkort.calendar.Period;

/** Cost per service, the fixed basket, and projects with their benefit. */
final class CostFigures {
    private final Timeline time;
    private final Consumer<Figure> out;

    CostFigures(Timeline time, Consumer<Figure> out) {
        this.time = time;
        this.out = out;
    }

    /** The demonstration's costs are those of the central delivery alone. */
    private static final long CENTRAL = 1;

    void of(OrganisationShape organisation, Period month) {
        double index = organisation.priceIndex(time, month);
        double basket = 0;
        for (ServiceShape service : ServiceShape.ALL) {
            if (service.isUsedBy(organisation)) {
                double listed = service.price() * organisation.costs();
                double cost = service.units(organisation, time, month)
                        * listed
                        * index
                        * Noise.factor(0.01, "cost", service.code(), organisation.code(), month);
                put(organisation, service, month, "operating", cost * (1 - service.capital()));
                if (service.capital() > 0) {
                    put(organisation, service, month, "capital", cost * service.capital());
                }
                if (service.counted()) {
                    basket += service.units(organisation, time, time.months().getFirst()) * listed;
                }
            }
        }
        String code = organisation.code();
        out.accept(Figure.of(month, "cost.basket_base", code, Figure.money(basket)));
        out.accept(Figure.of(month, "cost.basket_current", code, Figure.money(basket * index)));
        out.accept(Figure.of(month, "cost.scope", code, CENTRAL));
        projects(organisation, month);
    }

    private void put(OrganisationShape organisation, ServiceShape service, Period month, String kind, double kronor) {
        out.accept(Figure.of(month, "cost.total", organisation.code(), Figure.money(kronor))
                .forService(service.code())
                .qualified(kind));
    }

    /** Projects begin slowly in January and end in December; benefit falls due when things are used again in autumn. */
    private void projects(OrganisationShape organisation, Period month) {
        String code = organisation.code();
        double pace = (0.4 + month.first().getMonthValue() / 10.8) / 12 * Noise.factor(0.15, "pace", code, month);
        long approved = thousands(organisation.projects() * pace);
        double learning = (organisation.overrun() - 1) * (1.3 - 0.3 * time.progress(month));
        out.accept(Figure.of(month, "project.cost_approved", code, approved));
        out.accept(Figure.of(
                month,
                "project.cost_outcome",
                code,
                thousands(approved * (1 + learning) * Noise.factor(0.06, "outcome", code, month))));
        double outward = organisation.isInward() ? 0.3 : 0.9;
        benefit("external", outward * organisation.projects(), organisation.externalBenefit(), organisation, month);
        benefit("internal", 1.2 * organisation.projects(), organisation.internalBenefit(), organisation, month);
    }

    private void benefit(String kind, double yearly, double level, OrganisationShape organisation, Period month) {
        String code = organisation.code();
        double due = yearly / 12 * Timeline.season(month) * Noise.factor(0.12, "due", kind, code, month);
        long planned = thousands(due);
        double realised = organisation.share("benefit " + kind, level, time, month);
        out.accept(Figure.of(month, "benefit." + kind + "_planned", code, planned));
        out.accept(Figure.of(month, "benefit." + kind + "_realised", code, thousands(planned * realised)));
    }

    /** Nobody plans by the krona: whole thousands, or hundreds where that would be too coarse. */
    private static long thousands(double kronor) {
        long step = kronor < 100_000 ? 100 : 1_000;
        return StrictMath.round(kronor / step) * step;
    }
}
