package se.styrkort.ingest;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import se.styrkort.observation.Quality;
import se.styrkort.observation.State;

/** Leads from observations to imports and the rows of their files. */
@Singleton
public final class TraceRepository {
    /** Rows shown of one combined observation. */
    private static final int ROWS = 200;

    private final ContentRepository contents;

    TraceRepository(ContentRepository contents) {
        this.contents = contents;
    }

    /** All versions of one observation that had been committed by the revision, the newest first. */
    public List<Trace.Version> versions(Connection connection, long series, LocalDate period, long revision)
            throws SQLException, IOException {
        List<Trace.Version> versions = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select v.*, r.committed_at, s.code as source, i.profile, i.file_name, i.sha256, i.received_at, i.actor
                from styrkort.observation_version v
                join styrkort.revision r on r.revision = v.revision
                join styrkort.import i on i.import_id = v.import_id
                join styrkort.source s on s.source_id = i.source_id
                where v.series_id = ? and v.period = ? and v.revision <= ? order by v.revision desc""")) {
            query.setLong(1, series);
            query.setObject(2, period);
            query.setLong(3, revision);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    versions.add(version(connection, row, series, period, revision));
                }
            }
        }
        return versions;
    }

    private Trace.Version version(Connection connection, ResultSet row, long series, LocalDate period, long revision)
            throws SQLException, IOException {
        long importId = row.getLong("import_id");
        Long ended = row.getObject("ended", Long.class);
        return new Trace.Version(
                State.valueOf(row.getString("state")),
                row.getBigDecimal("value"),
                Quality.valueOf(row.getString("quality")),
                row.getObject("sample_size", Integer.class),
                row.getBigDecimal("std_dev"),
                row.getString("reason"),
                row.getLong("revision"),
                row.getObject("committed_at", OffsetDateTime.class).toInstant(),
                ended != null && ended <= revision ? ended : null,
                importId,
                row.getString("source"),
                row.getString("profile"),
                row.getString("file_name"),
                row.getString("sha256"),
                row.getObject("received_at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                rows(connection, importId, series, period, row.getInt("line")));
    }

    /** The rows behind an observation of an import: those that were combined, or the one. */
    public List<Trace.SourceRow> rows(Connection connection, long importId, long series, LocalDate period, int line)
            throws SQLException, IOException {
        List<Integer> lines = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select line from styrkort.contribution where import_id = ? and series_id = ? and period = ?
                order by line limit ?""")) {
            query.setLong(1, importId);
            query.setLong(2, series);
            query.setObject(3, period);
            query.setInt(4, ROWS);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    lines.add(row.getInt(1));
                }
            }
        }
        if (lines.isEmpty()) {
            lines.add(line);
        }
        List<Trace.SourceRow> rows = new ArrayList<>();
        for (int each : lines) {
            rows.add(new Trace.SourceRow(
                    each, contents.row(connection, importId, each).orElse(null)));
        }
        return rows;
    }
}
