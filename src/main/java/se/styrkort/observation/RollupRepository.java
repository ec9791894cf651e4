package se.styrkort.observation;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Organisation;
import se.styrkort.catalog.Service;

/** Aggregates observations over time, services, qualifiers and organisations: the one place where that is done. */
@Singleton
public class RollupRepository {
    /** Services are "used" where this metric shows more than nobody. */
    private static final String USE = "usage.active_users";

    /** Stands for the organisation or service that a series lacks, and for all organisations together. */
    private static final long NONE = 0;

    /**
     * The state of the figures that is read.
     *
     * @param current whether this is the last revision, so that superseded observations need not be looked at
     */
    public record At(long revision, boolean current) {}

    /** An observation that counts for a subject. Ids are those of catalog entries; null where the series has none. */
    public record Cell(
            long seriesId,
            @Nullable Long organisationId,
            @Nullable Long serviceId,
            String qualifier,
            Period period,
            State state,
            @Nullable BigDecimal value,
            Quality quality,
            long revision,
            long importId,
            int line) {}

    /**
     * One value for each subject's number.
     *
     * @param withFigures the subjects that have any observation in the periods; the others' are {@code MISSING}, or 0
     *     where values are counted
     */
    public record Answers(Map<Integer, Measured> bySubject, Set<Integer> withFigures) {}

    /** The question's answer for each subject in scope. */
    public Answers values(Connection connection, Catalog catalog, At at, List<Scope> scopes, Rollup rollup)
            throws SQLException {
        Map<Integer, Measured> values = new HashMap<>();
        String sql = new RollupStatement(rollup, !at.current()).values();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            bind(query, catalog, at, scopes, rollup);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    State state = State.valueOf(row.getString("state"));
                    BigDecimal value = state == State.VALUE ? row.getBigDecimal("value") : null;
                    values.put(row.getInt("subject"), new Measured(state, value, row.getBoolean("synthetic")));
                }
            }
        }
        Set<Integer> withFigures = Set.copyOf(values.keySet());
        Measured nothing = rollup.overTime() == null ? Measured.of(BigDecimal.ZERO) : Measured.empty(State.MISSING);
        scopes.forEach(scope -> values.putIfAbsent(scope.subject(), nothing));
        return new Answers(values, withFigures);
    }

    /**
     * Observations that count.
     *
     * @param total how many there are; {@code cells} may be only the first of them
     */
    public record Cells(List<Cell> cells, long total) {}

    /** The observations that count for the subjects in scope, by period, at most {@code limit}. */
    public Cells observations(
            Connection connection, Catalog catalog, At at, List<Scope> scopes, Rollup rollup, int limit)
            throws SQLException {
        List<Cell> cells = new ArrayList<>();
        long total = 0;
        String sql = new RollupStatement(rollup, !at.current()).observations(limit);
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            bind(query, catalog, at, scopes, rollup);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    cells.add(cell(row, rollup.metric().granularity()));
                    total = row.getLong("total");
                }
            }
        }
        return new Cells(cells, total);
    }

    private static Cell cell(ResultSet row, Granularity granularity) throws SQLException {
        long organisation = row.getLong("organisation_id");
        long service = row.getLong("service_id");
        return new Cell(
                row.getLong("series_id"),
                organisation == NONE ? null : organisation,
                service == NONE ? null : service,
                row.getString("qualifier"),
                new Period(granularity, row.getDate("period").toLocalDate()),
                State.valueOf(row.getString("state")),
                row.getBigDecimal("value"),
                Quality.valueOf(row.getString("quality")),
                row.getLong("revision"),
                row.getLong("import_id"),
                row.getInt("line"));
    }

    private static void bind(PreparedStatement query, Catalog catalog, At at, List<Scope> scopes, Rollup rollup)
            throws SQLException {
        Connection connection = query.getConnection();
        int i = 1;
        query.setLong(i++, id(catalog, Kind.METRIC, rollup.metric().code()));
        query.setArray(i++, dates(connection, rollup.periods()));
        query.setArray(i++, services(connection, catalog, rollup));
        query.setString(i++, rollup.qualifier());
        List<Long> descendants = new ArrayList<>();
        List<Long> ancestors = new ArrayList<>();
        List<Integer> depths = new ArrayList<>();
        paths(catalog, descendants, ancestors, depths);
        query.setArray(i++, connection.createArrayOf("bigint", descendants.toArray()));
        query.setArray(i++, connection.createArrayOf("bigint", ancestors.toArray()));
        query.setArray(i++, connection.createArrayOf("integer", depths.toArray()));
        query.setArray(
                i++,
                connection.createArrayOf(
                        "integer", scopes.stream().map(Scope::subject).toArray()));
        query.setArray(
                i++,
                connection.createArrayOf(
                        "bigint",
                        scopes.stream()
                                .map(scope -> idOrNone(catalog, Kind.ORGANISATION, scope.organisation()))
                                .toArray()));
        query.setArray(
                i++,
                connection.createArrayOf(
                        "bigint",
                        scopes.stream()
                                .map(scope -> idOrNone(catalog, Kind.SERVICE, scope.service()))
                                .toArray()));
        query.setLong(i++, at.revision());
        if (rollup.common()) {
            query.setLong(i++, idOrNone(catalog, Kind.METRIC, catalog.metric(USE) == null ? null : USE));
            query.setArray(i, dates(connection, monthsOf(rollup.periods())));
        }
    }

    /** Use is counted by month, whatever the granularity of the metric that is read. */
    private static List<Period> monthsOf(List<Period> periods) {
        List<Period> months = new ArrayList<>();
        if (!periods.isEmpty()) {
            Period last = Period.containing(Granularity.MONTH, periods.getLast().last());
            for (Period month = Period.containing(
                            Granularity.MONTH, periods.getFirst().first());
                    month.compareTo(last) <= 0;
                    month = month.next()) {
                months.add(month);
            }
        }
        return months;
    }

    private static @Nullable Array services(Connection connection, Catalog catalog, Rollup rollup) throws SQLException {
        if (rollup.service() == null && rollup.group() == null) {
            return null;
        }
        List<Long> ids = new ArrayList<>();
        for (Catalog.Version version : catalog.list(Kind.SERVICE)) {
            Service service = (Service) version.entry();
            if ((rollup.service() == null || service.code().equals(rollup.service()))
                    && (rollup.group() == null || rollup.group().equals(service.availabilityGroup()))) {
                ids.add(version.id());
            }
        }
        return connection.createArrayOf("bigint", ids.toArray());
    }

    /** Each organisation with itself and all above it, up to the one that stands for all together, at depth 0. */
    private static void paths(Catalog catalog, List<Long> descendants, List<Long> ancestors, List<Integer> depths) {
        descendants.add(NONE);
        ancestors.add(NONE);
        depths.add(0);
        for (Catalog.Version version : catalog.list(Kind.ORGANISATION)) {
            List<Long> upwards = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            for (Organisation at = (Organisation) version.entry(); at != null && seen.add(at.code()); ) {
                upwards.add(id(catalog, Kind.ORGANISATION, at.code()));
                at = at.parent() == null ? null : catalog.organisation(at.parent());
            }
            upwards.add(NONE);
            for (int i = 0; i < upwards.size(); i++) {
                descendants.add(version.id());
                ancestors.add(upwards.get(i));
                depths.add(upwards.size() - 1 - i);
            }
        }
    }

    private static Array dates(Connection connection, List<Period> periods) throws SQLException {
        return connection.createArrayOf(
                "date",
                periods.stream().map(period -> Date.valueOf(period.first())).toArray());
    }

    private static long id(Catalog catalog, Kind kind, String code) {
        return catalog.find(kind, code).orElseThrow().id();
    }

    private static long idOrNone(Catalog catalog, Kind kind, @Nullable String code) {
        return code == null ? NONE : id(catalog, kind, code);
    }
}
