package se.styrkort.ingest;

import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Rejected rows and why, kept with the import that brought them. */
@Singleton
final class RejectionRepository {
    static final int AT_ONCE = 5_000;

    void keep(Connection connection, long importId, List<Rejection> rejections) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.import_rejection
                    (import_id, line, number, column_name, code, value, args, metric, service, organisation, period)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")) {
            long line = 0;
            int number = 0;
            for (Rejection rejection : rejections) {
                number = rejection.line() == line ? number + 1 : 0;
                line = rejection.line();
                insert.setLong(1, importId);
                insert.setLong(2, line);
                insert.setInt(3, number);
                insert.setString(4, rejection.column());
                insert.setString(5, rejection.code());
                insert.setString(6, rejection.value());
                insert.setArray(
                        7, connection.createArrayOf("text", rejection.args().toArray()));
                Rejection.Spot spot = rejection.spot();
                insert.setString(8, spot == null ? null : spot.metric());
                insert.setString(9, spot == null ? null : spot.service());
                insert.setString(10, spot == null ? null : spot.organisation());
                insert.setObject(11, spot == null ? null : spot.period());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** What the merge found: rows that are good one by one but cannot stand. */
    void keepConflicts(Connection connection, long importId) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into styrkort.import_rejection
                    (import_id, line, number, column_name, code, value, args, metric, service, organisation, period)
                select ?, c.line, row_number() over (partition by c.line) - 1 + coalesce(
                           (select max(number) + 1 from styrkort.import_rejection r
                            where r.import_id = ? and r.line = c.line), 0),
                       '', c.code, '', array[c.detail], min(m.code), min(v.code), min(o.code), min(c.period)
                from conflict c
                left join styrkort.series s using (series_id)
                left join styrkort.catalog_entry m on m.entry_id = s.metric_id
                left join styrkort.catalog_entry v on v.entry_id = s.service_id
                left join styrkort.catalog_entry o on o.entry_id = s.organisation_id
                group by c.line, c.code, c.detail""")) {
            insert.setLong(1, importId);
            insert.setLong(2, importId);
            insert.executeUpdate();
        }
    }

    List<Rejection> first(Connection connection, long importId, int limit) throws SQLException {
        return after(connection, importId, 0, -1, limit);
    }

    /** Those after a line and the number of the fault in it, in the order of the file. */
    List<Rejection> after(Connection connection, long importId, long line, int number, int limit) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select line, column_name, code, value, args from styrkort.import_rejection
                where import_id = ? and (line, number) > (?, ?) order by line, number limit ?""")) {
            query.setLong(1, importId);
            query.setLong(2, line);
            query.setInt(3, number);
            query.setInt(4, limit);
            return read(query);
        }
    }

    /** Those after so many, for pages with numbers. */
    List<Rejection> page(Connection connection, long importId, long skipped, int limit) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select line, column_name, code, value, args from styrkort.import_rejection
                where import_id = ? order by line, number offset ? limit ?""")) {
            query.setLong(1, importId);
            query.setLong(2, skipped);
            query.setInt(3, limit);
            return read(query);
        }
    }

    long count(Connection connection, long importId) throws SQLException {
        try (PreparedStatement query =
                connection.prepareStatement("select count(*) from styrkort.import_rejection where import_id = ?")) {
            query.setLong(1, importId);
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    static List<Rejection> read(PreparedStatement query) throws SQLException {
        List<Rejection> rejections = new ArrayList<>();
        try (ResultSet row = query.executeQuery()) {
            while (row.next()) {
                String[] args = (String[]) row.getArray(5).getArray();
                rejections.add(new Rejection(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        Arrays.asList(args),
                        null));
            }
        }
        return rejections;
    }
}
