package se.styrkort.report;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Service;
import se.styrkort.observation.State;

/** What has changed in availability since a month's report: downtime restated after the month was closed. */
@Singleton
class AvailabilityNewsRepository {
    /** More is not read on a page; the page of changes has all. */
    static final int SHOWN = 100;

    private static final String DOWN = "availability.down_s";

    /** The revision that closed a month; empty while it is open. */
    Optional<Long> closing(DoorRepository.Reading reading, Period month) throws SQLException {
        try (PreparedStatement query = reading.connection().prepareStatement("""
                select max(revision) from styrkort.period_state
                where period = ? and state = 'closed' and revision <= ? and (ended is null or ended > ?)""")) {
            query.setObject(1, month.first());
            query.setLong(2, reading.at().revision());
            query.setLong(3, reading.at().revision());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return Optional.ofNullable(row.getObject(1, Long.class));
            }
        }
    }

    /**
     * Downtime of months up to one, that is another than it was at a revision; the latest month first.
     *
     * @param services those that the reader sees
     */
    List<RestatedAvailability> restated(DoorRepository.Reading reading, List<Service> services, Period upTo, long since)
            throws SQLException {
        Connection connection = reading.connection();
        Long[] ids = services.stream()
                .flatMap(service -> reading.catalog().find(Kind.SERVICE, service.code()).stream())
                .map(version -> version.id())
                .toArray(Long[]::new);
        List<RestatedAvailability> restated = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                with latest as (
                    select o.series_id, o.period, o.revision, o.state, o.value, o.reason from styrkort.observation o
                    where o.revision > ? and o.revision <= ? and o.period <= ?
                    union all
                    select h.series_id, h.period, h.revision, h.state, h.value, h.reason
                    from styrkort.observation_history h
                    where h.revision > ? and h.revision <= ? and h.ended > ? and h.period <= ?)
                select s.service_id, l.period, b.value as value_before, l.state, l.value, coalesce(l.reason, r.reason) as reason,
                       r.actor, r.committed_at
                from latest l
                join styrkort.series s on s.series_id = l.series_id and s.service_id = any (?) and s.organisation_id is null
                join styrkort.catalog_entry m on m.entry_id = s.metric_id and m.kind = 'metric' and m.code = ?
                join styrkort.revision r on r.revision = l.revision
                join styrkort.observation_history b on b.series_id = l.series_id and b.period = l.period
                     and b.revision <= ? and b.ended > ?
                where (b.state, b.value) is distinct from (l.state, l.value)
                order by l.period desc, l.revision desc, s.service_id limit ?""")) {
            long now = reading.at().revision();
            query.setLong(1, since);
            query.setLong(2, now);
            query.setObject(3, upTo.first());
            query.setLong(4, since);
            query.setLong(5, now);
            query.setLong(6, now);
            query.setObject(7, upTo.first());
            query.setArray(8, connection.createArrayOf("bigint", ids));
            query.setString(9, DOWN);
            query.setLong(10, since);
            query.setLong(11, since);
            query.setInt(12, SHOWN);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    Service service = reading.catalog()
                            .service(String.valueOf(reading.catalog().codeOf(row.getLong("service_id"))));
                    if (service != null) {
                        restated.add(new RestatedAvailability(
                                service,
                                new Period(Granularity.MONTH, row.getObject("period", LocalDate.class)),
                                row.getBigDecimal("value_before"),
                                State.valueOf(row.getString("state")),
                                row.getBigDecimal("value"),
                                row.getString("reason"),
                                row.getString("actor"),
                                row.getObject("committed_at", OffsetDateTime.class)
                                        .toInstant()));
                    }
                }
            }
        }
        return restated;
    }
}
