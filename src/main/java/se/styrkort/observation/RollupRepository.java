package se.styrkort.observation;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;
import se.styrkort.calendar.Granularity;
import se.styrkort.calendar.Period;
import se.styrkort.catalog.Catalog;
import se.styrkort.catalog.Kind;

/** Aggregates observations over time, services, qualifiers and organisations: the one place where that is done. */
@Singleton
public class RollupRepository {
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
        return values(connection, catalog, at, scopes, List.of(rollup)).getFirst();
    }

    /** The answers to many questions, in their order, with as few statements as the questions' shapes allow. */
    public List<Answers> values(Connection connection, Catalog catalog, At at, List<Scope> scopes, List<Rollup> rollups)
            throws SQLException {
        List<Map<Integer, Measured>> values = new ArrayList<>();
        List<Set<Integer>> withFigures = new ArrayList<>();
        rollups.forEach(rollup -> {
            values.add(new HashMap<>());
            withFigures.add(new HashSet<>());
        });
        RollupParameters parameters = new RollupParameters(catalog, at.revision(), scopes);
        for (RollupGroup group : groups(connection, catalog, parameters, rollups)) {
            String sql = new RollupStatement(group, parameters.scopeKinds(), !at.current()).values();
            try (PreparedStatement query = prepare(connection, sql)) {
                bind(query, parameters.of(group, group::answering));
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        int question = row.getInt("question");
                        Granularity granularity = rollups.get(question).metric().granularity();
                        values.get(question).put(row.getInt("subject"), measured(row, of(row, granularity)));
                        if (row.getBoolean("found")) {
                            withFigures.get(question).add(row.getInt("subject"));
                        }
                    }
                }
            }
        }
        List<Answers> answers = new ArrayList<>();
        for (int i = 0; i < rollups.size(); i++) {
            Measured nothing =
                    rollups.get(i).overTime() == null ? Measured.of(BigDecimal.ZERO) : Measured.empty(State.MISSING);
            Map<Integer, Measured> ofQuestion = values.get(i);
            scopes.forEach(scope -> ofQuestion.putIfAbsent(scope.subject(), nothing));
            answers.add(new Answers(ofQuestion, withFigures.get(i)));
        }
        return answers;
    }

    /**
     * The question's answer for each subject and each of the periods that has any observation: values by period, ascending,
     * not aggregated over time.
     */
    public Map<Integer, SortedMap<Period, PeriodValue>> byPeriod(
            Connection connection, Catalog catalog, At at, List<Scope> scopes, Rollup rollup) throws SQLException {
        return byPeriod(connection, catalog, at, scopes, List.of(rollup)).getFirst();
    }

    /** The same for many questions, in their order. */
    public List<Map<Integer, SortedMap<Period, PeriodValue>>> byPeriod(
            Connection connection, Catalog catalog, At at, List<Scope> scopes, List<Rollup> rollups)
            throws SQLException {
        List<Map<Integer, SortedMap<Period, PeriodValue>>> values = new ArrayList<>();
        rollups.forEach(rollup -> values.add(new HashMap<>()));
        RollupParameters parameters = new RollupParameters(catalog, at.revision(), scopes);
        for (RollupGroup group : groups(connection, catalog, parameters, rollups)) {
            String sql = new RollupStatement(group, parameters.scopeKinds(), !at.current()).byPeriod();
            try (PreparedStatement query = prepare(connection, sql)) {
                bind(query, parameters.of(group, Rollup::periods));
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        int question = row.getInt("question");
                        values.get(question)
                                .computeIfAbsent(row.getInt("subject"), subject -> new TreeMap<>())
                                .put(
                                        period(
                                                row,
                                                rollups.get(question).metric().granularity()),
                                        new PeriodValue(
                                                measured(row, null),
                                                row.getBoolean("preliminary"),
                                                row.getBoolean("secret"),
                                                row.getInt("parts"),
                                                row.getInt("empty_parts")));
                    }
                }
            }
        }
        return values;
    }

    private static @Nullable Period of(ResultSet row, Granularity granularity) throws SQLException {
        LocalDate first = row.getObject("of", LocalDate.class);
        return first == null ? null : new Period(granularity, first);
    }

    private static Measured measured(ResultSet row, @Nullable Period of) throws SQLException {
        State state = State.valueOf(row.getString("state"));
        return new Measured(
                state, state == State.VALUE ? row.getBigDecimal("value") : null, row.getBoolean("synthetic"), of);
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
        return observations(connection, catalog, at, scopes, List.of(rollup), limit)
                .getFirst();
    }

    /** The same for many questions, in their order; at most {@code limit} for each. */
    public List<Cells> observations(
            Connection connection, Catalog catalog, At at, List<Scope> scopes, List<Rollup> rollups, int limit)
            throws SQLException {
        List<List<Cell>> cells = new ArrayList<>();
        rollups.forEach(rollup -> cells.add(new ArrayList<>()));
        long[] totals = new long[rollups.size()];
        RollupParameters parameters = new RollupParameters(catalog, at.revision(), scopes);
        for (RollupGroup group : groups(connection, catalog, parameters, rollups)) {
            String sql = new RollupStatement(group, parameters.scopeKinds(), !at.current()).observations(limit);
            try (PreparedStatement query = prepare(connection, sql)) {
                bind(query, parameters.of(group, Rollup::periods));
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        int question = row.getInt("question");
                        cells.get(question)
                                .add(cell(row, rollups.get(question).metric().granularity()));
                        totals[question] = row.getLong("total");
                    }
                }
            }
        }
        return IntStream.range(0, rollups.size())
                .mapToObj(i -> new Cells(cells.get(i), totals[i]))
                .toList();
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

    private static List<RollupGroup> groups(
            Connection connection, Catalog catalog, RollupParameters parameters, List<Rollup> rollups)
            throws SQLException {
        if (parameters.areOfNobody()) {
            return List.of();
        }
        Map<String, Breadth> breadths = breadths(connection, catalog, parameters, rollups);
        return RollupGroup.of(rollups, metric -> breadths.getOrDefault(metric.code(), Breadth.NONE));
    }

    /** What the series of the questions' metrics differ in; of all that there ever were, so never less than at any revision. */
    private static Map<String, Breadth> breadths(
            Connection connection, Catalog catalog, RollupParameters parameters, List<Rollup> rollups)
            throws SQLException {
        OrganisationPaths paths = parameters.paths().upwards();
        try (PreparedStatement query = prepare(connection, """
                with parameter as not materialized (select ?::bigint[] as organisations),
                path as (select * from unnest(?::bigint[], ?::bigint[]) as t (descendant, ancestor)),
                held as (
                    select metric_id, coalesce(organisation_id, 0) as organisation_id,
                           bool_or(service_id is not null) as services, bool_or(service_id is null) as wholes,
                           bool_or(qualifier <> '') as qualifiers, bool_or(qualifier = '') as plain
                    from styrkort.series, parameter
                    where metric_id = any (?)
                      and (organisations is null or organisation_id is null or organisation_id = any (organisations))
                    group by 1, 2),
                meeting as (
                    select * from path where descendant in (select organisation_id from held)
                         and ancestor in (select organisation_id from held)),
                stacked as (
                    select distinct held.metric_id from held join meeting path on path.descendant = held.organisation_id
                    join held above on above.organisation_id = path.ancestor and above.metric_id = held.metric_id)
                select metric_id, bool_or(services) as services, bool_or(wholes) as wholes,
                       bool_or(qualifiers) as qualifiers, bool_or(plain) as plain,
                       metric_id in (select metric_id from stacked) as stacked
                from held group by metric_id""")) {
            bind(
                    query,
                    List.of(
                            parameters.organisations(),
                            new RollupParameters.Many("bigint", paths.descendants()),
                            new RollupParameters.Many("bigint", paths.ancestors()),
                            new RollupParameters.Many(
                                    "bigint",
                                    rollups.stream()
                                            .map(rollup -> RollupParameters.id(
                                                    catalog,
                                                    Kind.METRIC,
                                                    rollup.metric().code()))
                                            .distinct()
                                            .toList())));
            Map<String, Breadth> breadths = new HashMap<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    breadths.put(
                            String.valueOf(catalog.codeOf(row.getLong("metric_id"))),
                            new Breadth(
                                    row.getBoolean("services"),
                                    row.getBoolean("wholes"),
                                    row.getBoolean("qualifiers"),
                                    row.getBoolean("plain"),
                                    row.getBoolean("stacked")));
                }
            }
            return breadths;
        }
    }

    /** Planned anew each time: the best plan for one subject's month is not that for everybody's year. */
    private static PreparedStatement prepare(Connection connection, String sql) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.unwrap(PGStatement.class).setPrepareThreshold(0);
        return query;
    }

    private static void bind(PreparedStatement query, List<RollupParameters.Value> values) throws SQLException {
        int i = 1;
        for (RollupParameters.Value value : values) {
            switch (value) {
                case RollupParameters.Many many ->
                    query.setArray(i++, array(query.getConnection(), many.type(), many.elements()));
                case RollupParameters.One(Object one) -> query.setObject(i++, one);
                case RollupParameters.Nothing(String type) -> query.setNull(i++, Types.OTHER, type);
            }
        }
    }

    private static Array array(Connection connection, String type, List<?> elements) throws SQLException {
        return connection.createArrayOf(type, elements.toArray());
    }
}
