package se.styrkort.report;

import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.text.Collator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Service;
import se.styrkort.observation.PeriodValue;
import se.styrkort.observation.Scope;

/** What the service desk delivered: one question per metric, whatever the number of services. */
@Singleton
class ServiceDeskRepository {
    private static final int PRIORITIES = 20;

    private final DoorRepository doors;

    ServiceDeskRepository(DoorRepository doors) {
        this.doors = doors;
    }

    /** All tickets together: of the organisation chosen, or of all that the reader may see. */
    Map<Period, DeskDelivery> months(DoorRepository.Reading reading) throws SQLException {
        return deliveries(reading, null, whole(reading), reading.door().monthsBefore(ServiceDeskPage.MONTHS))
                .getOrDefault(0, new TreeMap<>());
    }

    private static List<Scope> whole(DoorRepository.Reading reading) {
        DoorView door = reading.door();
        return door.sight().scopes(0, null, door.address().organisation(), reading.catalog());
    }

    /** Each service that has figures in the month, by name. */
    List<ServiceDeskPage.Part<Service>> services(DoorRepository.Reading reading, Locale locale) throws SQLException {
        DoorView door = reading.door();
        List<Service> services = door.services().stream()
                .sorted(Comparator.comparing(service -> service.name().in(locale), Collator.getInstance(locale)))
                .toList();
        List<Scope> scopes = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            scopes.addAll(door.sight()
                    .scopes(i, services.get(i).code(), door.address().organisation(), reading.catalog()));
        }
        Map<Integer, SortedMap<Period, DeskDelivery>> found = deliveries(reading, null, scopes, List.of(door.month()));
        List<ServiceDeskPage.Part<Service>> parts = new ArrayList<>();
        for (int i = 0; i < services.size(); i++) {
            for (DeskDelivery delivery : found.getOrDefault(i, new TreeMap<>()).values()) {
                parts.add(new ServiceDeskPage.Part<>(services.get(i), delivery));
            }
        }
        return parts;
    }

    /** Each priority that has figures in the month, at most {@value #PRIORITIES}. */
    List<ServiceDeskPage.Part<String>> priorities(DoorRepository.Reading reading) throws SQLException {
        List<ServiceDeskPage.Part<String>> parts = new ArrayList<>();
        for (String priority : written(reading)) {
            deliveries(reading, priority, whole(reading), List.of(reading.door().month()))
                    .values()
                    .forEach(months -> months.values()
                            .forEach(delivery -> parts.add(new ServiceDeskPage.Part<>(priority, delivery))));
        }
        return parts;
    }

    private static List<String> written(DoorRepository.Reading reading) throws SQLException {
        try (PreparedStatement query = reading.connection().prepareStatement("""
                select distinct s.qualifier
                from styrkort.series s
                join styrkort.catalog_entry m on m.entry_id = s.metric_id and m.kind = 'metric'
                join styrkort.observation_version o on o.series_id = s.series_id and o.period = ?
                where m.code = any (?) and s.qualifier <> '' and s.service_id is null
                  and o.revision <= ? and (o.ended is null or o.ended > ?)
                order by 1 limit ?""")) {
            query.setObject(1, reading.door().month().first());
            query.setArray(2, reading.connection().createArrayOf("text", DeskDelivery.METRICS.toArray()));
            query.setLong(3, reading.at().revision());
            query.setLong(4, reading.at().revision());
            query.setInt(5, PRIORITIES);
            List<String> written = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    written.add(row.getString(1));
                }
            }
            return written;
        }
    }

    /** By subject and month. */
    private Map<Integer, SortedMap<Period, DeskDelivery>> deliveries(
            DoorRepository.Reading reading, @Nullable String priority, List<Scope> scopes, List<Period> months)
            throws SQLException {
        Map<Integer, SortedMap<Period, Map<String, PeriodValue>>> found = new HashMap<>();
        for (String metric : DeskDelivery.METRICS) {
            doors.byMonth(reading, metric, priority, scopes, months)
                    .forEach((subject, values) ->
                            values.forEach((month, value) -> found.computeIfAbsent(subject, key -> new TreeMap<>())
                                    .computeIfAbsent(month, key -> new HashMap<>())
                                    .put(metric, value)));
        }
        Map<Integer, SortedMap<Period, DeskDelivery>> deliveries = new HashMap<>();
        found.forEach((subject, values) -> {
            SortedMap<Period, DeskDelivery> byMonth = new TreeMap<>();
            values.forEach((month, figures) -> byMonth.put(month, new DeskDelivery(figures)));
            deliveries.put(subject, byMonth);
        });
        return deliveries;
    }
}
