package se.styrkort.report;

import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Service;
import se.styrkort.observation.PeriodValue;
import se.styrkort.observation.Scope;

/** Use and cost of services, month by month: one question per metric, whatever their number. */
@Singleton
class UsageRepository {
    private final DoorRepository doors;

    UsageRepository(DoorRepository doors) {
        this.doors = doors;
    }

    /** Each service as used by the organisation chosen, or by all that are seen. */
    List<ServiceUse> services(DoorRepository.Reading reading, List<Service> services, List<Period> months)
            throws SQLException {
        DoorView door = reading.door();
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            scopes.addAll(door.sight()
                    .scopes(i, services.get(i).code(), door.address().organisation(), reading.catalog()));
        }
        Figures figures = figures(reading, scopes, months);
        List<ServiceUse> uses = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            uses.add(new ServiceUse(services.get(i), figures.of(i, figures.metric(i))));
        }
        return uses;
    }

    /** The cost of each product's services together, by the product's code. */
    Map<String, PeriodValue> costByProduct(DoorRepository.Reading reading, List<Service> services) throws SQLException {
        DoorView door = reading.door();
        List<String> products =
                services.stream().map(Service::product).distinct().toList();
        List<Scope> scopes = new ArrayList<>();
        for (Service service : services) {
            scopes.addAll(door.sight()
                    .scopes(
                            products.indexOf(service.product()),
                            service.code(),
                            door.address().organisation(),
                            reading.catalog()));
        }
        Map<Integer, SortedMap<Period, PeriodValue>> costs =
                doors.byMonth(reading, UseFigures.COST, scopes, List.of(door.month()));
        Map<String, PeriodValue> byProduct = new HashMap<>();
        costs.forEach((product, months) -> months.values().forEach(cost -> byProduct.put(products.get(product), cost)));
        return byProduct;
    }

    /** Each organisation's part of a service, in the order of the tree; only those that have figures. */
    List<OrganisationUse> organisations(
            DoorRepository.Reading reading,
            Service service,
            @Nullable Metric metric,
            List<Period> months,
            Locale locale)
            throws SQLException {
        List<DoorView.Twig> twigs = reading.door().organisations(locale, true).stream()
                .filter(twig -> reading.door()
                        .sight()
                        .sees(service.code(), twig.organisation().code()))
                .toList();
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < twigs.size(); i++) {
            scopes.add(new Scope(i, twigs.get(i).organisation().code(), service.code()));
        }
        Figures figures = figures(reading, scopes, months);
        List<OrganisationUse> uses = new ArrayList<>();
        for (int i = 0; i < twigs.size(); i++) {
            UseFigures use = figures.of(i, metric);
            if (use.hasFigures()) {
                uses.add(new OrganisationUse(
                        twigs.get(i).organisation(), twigs.get(i).depth(), use));
            }
        }
        return uses;
    }

    private Figures figures(DoorRepository.Reading reading, List<Scope> scopes, List<Period> months)
            throws SQLException {
        Map<String, Map<Integer, SortedMap<Period, PeriodValue>>> byMetric = new HashMap<>();
        for (String metric : UseFigures.METRICS) {
            byMetric.put(metric, doors.byMonth(reading, metric, scopes, months));
        }
        return new Figures(reading, byMetric);
    }

    /** The answers by metric, subject and month. */
    private record Figures(
            DoorRepository.Reading reading, Map<String, Map<Integer, SortedMap<Period, PeriodValue>>> byMetric) {
        SortedMap<Period, PeriodValue> of(String metric, int subject) {
            return byMetric.getOrDefault(metric, Map.of()).getOrDefault(subject, new TreeMap<>());
        }

        @Nullable
        Metric metric(int subject) {
            return UseFigures.USES.stream()
                    .filter(metric -> !of(metric, subject).isEmpty())
                    .findFirst()
                    .map(reading.catalog()::metric)
                    .orElse(null);
        }

        UseFigures of(int subject, @Nullable Metric metric) {
            return new UseFigures(
                    metric,
                    metric == null ? Map.of() : of(metric.code(), subject),
                    of(UseFigures.TARGET_GROUP, subject),
                    of(UseFigures.COST, subject));
        }
    }
}
