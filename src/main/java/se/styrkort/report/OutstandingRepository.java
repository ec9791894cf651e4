package se.styrkort.report;

import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Organisation;
import se.styrkort.catalog.Service;

/** Figures that have not come: without them a sum looks whole, because what was never delivered is no part of it. */
@Singleton
class OutstandingRepository {
    /**
     * How many series of each service had a value the month before the one shown and nothing in it, by the codes of
     * service and metric; of the organisation chosen, or of all that are seen. What an organisation itself, or one
     * above it, has delivered in another form instead is not missed.
     */
    Map<String, Map<String, Long>> count(
            DoorRepository.Reading reading, List<Service> services, Collection<String> metrics) throws SQLException {
        Catalog catalog = reading.catalog();
        Map<String, Map<String, Long>> counts = new HashMap<>();
        try (PreparedStatement query = reading.connection().prepareStatement("""
                with known as materialized (
                    select s.series_id, s.service_id, s.metric_id, s.organisation_id, s.qualifier, o.period, o.state
                    from styrkort.series s join styrkort.observation_version o using (series_id)
                    where s.service_id = any (?) and s.metric_id = any (?) and o.period in (?, ?) and o.revision <= ?
                      and (o.ended is null or o.ended > ?)),
                lost as materialized (
                    select * from known b where period = ? and state = 'VALUE'
                      and not exists (select from known n where n.series_id = b.series_id and n.period > b.period))
                select l.service_id, l.metric_id, l.organisation_id, count(*) as series
                from lost l
                where not exists (
                    select from known n
                    left join styrkort.organisation_lineage a on a.organisation_id = l.organisation_id
                    where n.period > l.period and n.service_id = l.service_id and n.metric_id = l.metric_id
                      and (n.organisation_id = any (a.ids) and n.organisation_id <> l.organisation_id
                           or n.organisation_id is not distinct from l.organisation_id
                              and '' in (n.qualifier, l.qualifier)))
                group by l.service_id, l.metric_id, l.organisation_id""")) {
            Period month = reading.door().month();
            query.setArray(
                    1,
                    ids(
                            reading,
                            Kind.SERVICE,
                            services.stream().map(Service::code).toList()));
            query.setArray(2, ids(reading, Kind.METRIC, metrics));
            query.setObject(3, month.previous().first());
            query.setObject(4, month.first());
            query.setLong(5, reading.at().revision());
            query.setLong(6, reading.at().revision());
            query.setObject(7, month.previous().first());
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    String service = catalog.codeOf(row.getLong("service_id"));
                    String metric = catalog.codeOf(row.getLong("metric_id"));
                    String organisation = catalog.codeOf(row.getObject("organisation_id", Long.class));
                    if (service != null && metric != null && counts(reading.door(), service, organisation)) {
                        counts.computeIfAbsent(service, code -> new HashMap<>())
                                .merge(metric, row.getLong("series"), Long::sum);
                    }
                }
            }
        }
        return counts;
    }

    /** Whether an organisation's figures are part of what is shown. */
    private static boolean counts(DoorView door, String service, @Nullable String organisation) {
        Set<String> seen = door.sight().organisations(service);
        String chosen = door.address().organisation();
        if (chosen == null) {
            return seen == null || (organisation != null && seen.contains(organisation));
        }
        Set<String> upwards = new HashSet<>();
        String each = organisation;
        while (each != null && upwards.add(each)) {
            Organisation known = door.catalog().organisation(each);
            each = known == null ? null : known.parent();
        }
        return upwards.contains(chosen);
    }

    private static Array ids(DoorRepository.Reading reading, Kind kind, Collection<String> codes) throws SQLException {
        Connection connection = reading.connection();
        return connection.createArrayOf(
                "bigint",
                codes.stream()
                        .map(code -> reading.catalog().find(kind, code))
                        .flatMap(Optional::stream)
                        .map(Catalog.Version::id)
                        .toArray());
    }
}
