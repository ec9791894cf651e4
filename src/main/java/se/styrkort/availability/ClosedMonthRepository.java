package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;

/** Closed months of services that have figures of a kind. */
@Singleton
public class ClosedMonthRepository {
    /** Those of the months whose metric, by its code, has a figure; service 0: the figure has none. */
    public Set<DueRepository.Mark> withFigures(
            Connection connection, String metric, Collection<DueRepository.Mark> months) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select distinct coalesce(s.service_id, 0), o.period
                from unnest(?::bigint[], ?::date[]) t(service_id, month)
                join styrkort.period_state p on p.period = t.month and p.state = 'closed' and p.ended is null
                join styrkort.catalog_entry m on m.kind = 'metric' and m.code = ?
                join styrkort.series s on s.metric_id = m.entry_id and coalesce(s.service_id, 0) = t.service_id
                join styrkort.observation o on o.series_id = s.series_id and o.period = t.month""")) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint",
                            months.stream().map(DueRepository.Mark::service).toArray()));
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "date",
                            months.stream()
                                    .map(mark -> Date.valueOf(mark.month().first()))
                                    .toArray()));
            query.setString(3, metric);
            Set<DueRepository.Mark> closed = new HashSet<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    closed.add(new DueRepository.Mark(
                            row.getLong(1), new Period(Granularity.MONTH, row.getObject(2, LocalDate.class))));
                }
            }
            return closed;
        }
    }
}
