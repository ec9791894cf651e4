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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;
import se.styrkort.catalog.Service;

/** Aggregates observations over time, services, qualifiers and organisations: the one place where that is done. */
@Singleton
public class RollupRepository {
    /** Services are "used" where this metric shows more than nobody. */
    private static final String USE = "usage.active_users";

    /** Stands for the organisation or service that a series lacks, and for all organisations together. */
    static final long NONE = 0;

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
                    values.put(row.getInt("subject"), measured(row));
                }
            }
        }
        Set<Integer> withFigures = Set.copyOf(values.keySet());
        Measured nothing = rollup.overTime() == null ? Measured.of(BigDecimal.ZERO) : Measured.empty(State.MISSING);
        scopes.forEach(scope -> values.putIfAbsent(scope.subject(), nothing));
        return new Answers(values, withFigures);
    }

    /**
     * The question's answer for each subject and each of the periods that has any observation: values by period, ascending,
     * not aggregated over time.
     */
    public Map<Integer, SortedMap<Period, PeriodValue>> byPeriod(
            Connection connection, Catalog catalog, At at, List<Scope> scopes, Rollup rollup) throws SQLException {
        Map<Integer, SortedMap<Period, PeriodValue>> values = new HashMap<>();
        String sql = new RollupStatement(rollup, !at.current()).byPeriod();
        try (PreparedStatement query = connection.prepareStatement(sql)) {
            bind(query, catalog, at, scopes, rollup);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    values.computeIfAbsent(row.getInt("subject"), subject -> new TreeMap<>())
                            .put(
                                    period(row, rollup.metric().granularity()),
                                    new PeriodValue(
                                            measured(row),
                                            row.getBoolean("preliminary"),
                                            row.getBoolean("secret"),
                                            row.getInt("parts"),
                                            row.getInt("empty_parts")));
                }
            }
        }
        return values;
    }

    private static Measured measured(ResultSet row) throws SQLException {
        State state = State.valueOf(row.getString("state"));
        return new Measured(
                state, state == State.VALUE ? row.getBigDecimal("value") : null, row.getBoolean("synthetic"));
    }

    private static Period period(ResultSet row, Granularity granularity) throws SQLException {
        return new Period(granularity, row.getDate("period").toLocalDate());
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
                period(row, granularity),
                State.valueOf(row.getString("state")),
                row.getBigDecimal("value"),
                Quality.valueOf(row.getString("quality")),
                row.getLong("revision"),
                row.getLong("import_id"),
                row.getInt("line"));
    }

    static void bind(PreparedStatement query, Catalog catalog, At at, List<Scope> scopes, Rollup rollup)
            throws SQLException {
        Connection connection = query.getConnection();
        int i = 1;
        query.setLong(i++, id(catalog, Kind.METRIC, rollup.metric().code()));
        query.setArray(i++, dates(connection, rollup.periods()));
        query.setArray(i++, services(connection, catalog, rollup));
        query.setString(i++, rollup.qualifier());
        OrganisationPaths paths = OrganisationPaths.of(catalog);
        query.setArray(
                i++, connection.createArrayOf("bigint", paths.descendants().toArray()));
        query.setArray(i++, connection.createArrayOf("bigint", paths.ancestors().toArray()));
        query.setArray(i++, connection.createArrayOf("integer", paths.depths().toArray()));
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
