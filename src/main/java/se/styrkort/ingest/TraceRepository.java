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
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
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
        Spot spot = new Spot(importId, series, period, row.getInt("line"));
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
                flags(connection, series, period, row.getLong("revision")),
                rows(connection, List.of(spot)).getOrDefault(spot, List.of()),
                List.of());
    }

    private static List<Trace.Flag> flags(Connection connection, long series, LocalDate period, long revision)
            throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select rule, detail, released_by from styrkort.observation_flag
                where series_id = ? and period = ? and revision = ? order by rule""")) {
            query.setLong(1, series);
            query.setObject(2, period);
            query.setLong(3, revision);
            List<Trace.Flag> flags = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    flags.add(new Trace.Flag(row.getString(1), row.getString(2), row.getString(3)));
                }
            }
            return flags;
        }
    }

    /** An observation of an import: where its rows are to be looked for. */
    public record Spot(long importId, long series, LocalDate period, int line) {}

    /** The rows behind each observation: those that were combined, at most {@value #ROWS}, or the one. */
    public Map<Spot, List<Trace.SourceRow>> rows(Connection connection, Collection<Spot> spots)
            throws SQLException, IOException {
        Map<Spot, List<Integer>> lines = new LinkedHashMap<>();
        Map<Long, SortedSet<Integer>> wanted = new HashMap<>();
        Map<Place, List<Integer>> combined = contributions(connection, spots);
        for (Spot spot : spots) {
            List<Integer> own = combined.getOrDefault(Place.of(spot), List.of(spot.line()));
            lines.put(spot, own);
            wanted.computeIfAbsent(spot.importId(), key -> new TreeSet<>()).addAll(own);
        }
        Map<Long, Map<Integer, String>> texts = new HashMap<>();
        for (Map.Entry<Long, SortedSet<Integer>> each : wanted.entrySet()) {
            texts.put(each.getKey(), contents.rows(connection, each.getKey(), each.getValue()));
        }
        Map<Spot, List<Trace.SourceRow>> rows = new LinkedHashMap<>();
        lines.forEach((spot, own) -> rows.put(
                spot,
                own.stream()
                        .map(line -> new Trace.SourceRow(
                                line,
                                texts.getOrDefault(spot.importId(), Map.of()).get(line)))
                        .toList()));
        return rows;
    }

    /** Whose lines a contribution is one of. */
    private record Place(long importId, long series, LocalDate period) {
        static Place of(Spot spot) {
            return new Place(spot.importId(), spot.series(), spot.period());
        }
    }

    /** The lines of those that were combined of several, asked at once: an explanation has thousands of observations. */
    private static Map<Place, List<Integer>> contributions(Connection connection, Collection<Spot> spots)
            throws SQLException {
        Map<Place, List<Integer>> lines = new HashMap<>();
        try (PreparedStatement query = connection.prepareStatement("""
                select w.import_id, w.series_id, w.period, c.line
                from (select distinct * from unnest(?::bigint[], ?::bigint[], ?::date[]) as t (import_id, series_id, period)) w
                cross join lateral (
                    select line from styrkort.contribution c
                    where c.import_id = w.import_id and c.series_id = w.series_id and c.period = w.period
                    order by line limit ?) c""")) {
            query.setArray(
                    1,
                    connection.createArrayOf(
                            "bigint", spots.stream().map(Spot::importId).toArray()));
            query.setArray(
                    2,
                    connection.createArrayOf(
                            "bigint", spots.stream().map(Spot::series).toArray()));
            query.setArray(
                    3,
                    connection.createArrayOf(
                            "date", spots.stream().map(Spot::period).toArray()));
            query.setInt(4, ROWS);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    lines.computeIfAbsent(
                                    new Place(row.getLong(1), row.getLong(2), row.getObject(3, LocalDate.class)),
                                    key -> new ArrayList<>())
                            .add(row.getInt(4));
                }
            }
        }
        return lines;
    }
}
