package se.styrkort.availability;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.Set;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;

/** Closed months of services that have figures of a kind. */
@Singleton
public class ClosedMonthRepository {
    /** Those whose metric, by its code, has a figure; service 0: the figure has none. */
    public Set<DueRepository.Mark> withFigures(Connection connection, String metric) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select distinct s.service_id, o.period
                from styrkort.period_state p
                join styrkort.observation o on o.period = p.period
                join styrkort.series s using (series_id)
                join styrkort.catalog_entry m on m.entry_id = s.metric_id and m.kind = 'metric' and m.code = ?
                where p.state = 'closed' and p.ended is null""")) {
            query.setString(1, metric);
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
