package se.styrkort.report;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Metric;
import se.styrkort.catalog.Service;
import se.styrkort.observation.PeriodValue;
import se.styrkort.observation.Scope;

/** Use and cost of services, month by month: one question per metric, whatever their number. */
@Singleton
class UsageRepository {
    private final DoorRepository doors;
    private final OutstandingRepository outstanding;

    UsageRepository(DoorRepository doors, OutstandingRepository outstanding) {
        this.doors = doors;
        this.outstanding = outstanding;
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
        Map<String, Metric> metrics = metrics(reading, services);
        Map<String, Map<String, Long>> lacking = outstanding.count(reading, services, UseFigures.METRICS);
        List<ServiceUse> uses = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            String code = services.get(i).code();
            uses.add(new ServiceUse(
                    services.get(i), figures.of(i, metrics.get(code)), lacking.getOrDefault(code, Map.of())));
        }
        return uses;
    }

    /**
     * What the use of each service is counted in, by its code: what its newest month up to the one shown has a value
     * in, of several the first of {@link UseFigures#USES}; in whatever organisation, so that it is one for all. The
     * published views choose by the same rule among all months.
     */
    private static Map<String, Metric> metrics(DoorRepository.Reading reading, List<Service> services)
            throws SQLException {
        Map<String, Metric> metrics = new HashMap<>();
        Catalog catalog = reading.catalog();
        Connection connection = reading.connection();
        try (PreparedStatement query = connection.prepareStatement("""
                select distinct on (s.service_id) s.service_id, s.metric_id
                from styrkort.series s
                cross join lateral (
                    select max(period) as period from (
                        (select o.period from styrkort.observation o
                         where o.series_id = s.series_id and o.period <= ? and o.revision <= ? and o.state = 'VALUE'
                         order by o.period desc limit 1)
                        union all
                        (select h.period from styrkort.observation_history h
                         where h.series_id = s.series_id and h.period <= ? and h.revision <= ? and h.ended > ?
                           and h.state = 'VALUE'
                         order by h.period desc limit 1)) known) newest
                where s.service_id = any (?) and s.metric_id = any (?) and newest.period is not null
                order by s.service_id, newest.period desc, array_position(?, s.metric_id)""")) {
            query.setObject(1, reading.door().month().first());
            query.setLong(2, reading.at().revision());
            query.setObject(3, reading.door().month().first());
            query.setLong(4, reading.at().revision());
            query.setLong(5, reading.at().revision());
            query.setArray(6, ids(reading, Kind.SERVICE, services.stream().map(Service::code)));
            query.setArray(7, ids(reading, Kind.METRIC, UseFigures.USES.stream()));
            query.setArray(8, ids(reading, Kind.METRIC, UseFigures.USES.stream()));
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String service = catalog.codeOf(row.getLong("service_id"));
                    String code = catalog.codeOf(row.getLong("metric_id"));
                    Metric metric = code == null ? null : catalog.metric(code);
                    if (service != null && metric != null) {
                        metrics.put(service, metric);
                    }
                }
            }
        }
        return metrics;
    }

    private static Array ids(DoorRepository.Reading reading, Kind kind, Stream<String> codes) throws SQLException {
        return reading.connection()
                .createArrayOf(
                        "bigint",
                        codes.flatMap(code -> reading.catalog().find(kind, code).stream())
                                .map(Catalog.Version::id)
                                .toArray());
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
        return new Figures(byMetric);
    }

    /** The answers by metric, subject and month. */
    private record Figures(Map<String, Map<Integer, SortedMap<Period, PeriodValue>>> byMetric) {
        SortedMap<Period, PeriodValue> of(String metric, int subject) {
            return byMetric.getOrDefault(metric, Map.of()).getOrDefault(subject, new TreeMap<>());
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
