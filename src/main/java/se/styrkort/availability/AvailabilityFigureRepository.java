package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Metric;
import se.styrkort.observation.PeriodValue;
import se.styrkort.observation.Rollup;
import se.styrkort.observation.RollupRepository;
import se.styrkort.observation.Scope;

/** Reads services' availability through the one aggregation, for pages and gauges alike: one question for all metrics. */
@Singleton
public class AvailabilityFigureRepository {
    private final RollupRepository rollups;

    AvailabilityFigureRepository(RollupRepository rollups) {
        this.rollups = rollups;
    }

    /** The months of each service, by its place in the list; months of which nothing was delivered are not there. */
    public List<Map<Period, AvailabilityFigure>> read(
            Connection connection, Catalog catalog, RollupRepository.At at, List<String> services, List<Period> months)
            throws SQLException {
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            scopes.add(new Scope(i, null, services.get(i)));
        }
        Map<String, Rollup> questions = new LinkedHashMap<>();
        for (String code : AvailabilityFigure.METRICS) {
            Metric metric = catalog.metric(code);
            if (metric != null && metric.granularity() == Granularity.MONTH && !scopes.isEmpty()) {
                questions.put(code, Rollup.byPeriod(metric, months));
            }
        }
        Iterator<Map<Integer, SortedMap<Period, PeriodValue>>> answers = rollups.byPeriod(
                        connection, catalog, at, scopes, List.copyOf(questions.values()))
                .iterator();
        List<Map<Integer, SortedMap<Period, PeriodValue>>> parts = new ArrayList<>();
        AvailabilityFigure.METRICS.forEach(code -> parts.add(questions.containsKey(code) ? answers.next() : Map.of()));
        List<Map<Period, AvailabilityFigure>> figures = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            figures.add(figures(parts, i, months));
        }
        return figures;
    }

    private static Map<Period, AvailabilityFigure> figures(
            List<Map<Integer, SortedMap<Period, PeriodValue>>> parts, int service, List<Period> months) {
        Map<Period, AvailabilityFigure> figures = new HashMap<>();
        for (Period month : months) {
            List<@Nullable PeriodValue> values = new ArrayList<>();
            for (Map<Integer, SortedMap<Period, PeriodValue>> part : parts) {
                SortedMap<Period, PeriodValue> ofService = part.get(service);
                values.add(ofService == null ? null : ofService.get(month));
            }
            // interruptions alone are no availability
            if (values.stream().limit(4).anyMatch(value -> value != null)) {
                figures.put(
                        month,
                        AvailabilityFigure.of(
                                values.get(0), values.get(1), values.get(2), values.get(3), values.get(4)));
            }
        }
        return figures;
    }

    /**
     * The organisations that availability was delivered for, by service; none as a rule, since a service is up or down for
     * all.
     */
    public Map<String, Set<String>> deliveredFor(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select distinct s.code as service, o.code as organisation
                from styrkort.series series
                join styrkort.catalog_entry m on m.entry_id = series.metric_id and m.kind = 'metric' and m.code = any (?)
                join styrkort.catalog_entry s on s.entry_id = series.service_id
                join styrkort.catalog_entry o on o.entry_id = series.organisation_id""")) {
            query.setArray(1, connection.createArrayOf("text", AvailabilityFigure.METRICS.toArray()));
            Map<String, Set<String>> organisations = new HashMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    organisations
                            .computeIfAbsent(row.getString("service"), key -> new HashSet<>())
                            .add(row.getString("organisation"));
                }
            }
            return organisations;
        }
    }
}
