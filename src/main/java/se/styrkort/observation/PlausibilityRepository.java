package se.styrkort.observation;

import static se.styrkort.observation.DeliveredRepository.count;
import static se.styrkort.observation.DeliveredRepository.run;

import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Plausibility;

/**
 * Finds what is hard to believe among the delivered values that are not what is in force already: table {@code suspicion}
 * (series, period, rule, detail, whether it is held), a temporary one of the caller's transaction. Rules: {@link Plausibility}.
 */
@Singleton
class PlausibilityRepository {
    /** Fewer values than this before a period say nothing about what is usual. */
    private static final int USUAL = 3;

    private static final int MEDIAN_OF = 12;

    /** Whether any rule concerns the delivery; the tables of rules and suspicions are made when one does. */
    boolean suspect(Connection connection, List<MergeOrder.MetricRule> rules) throws SQLException {
        if (rules.isEmpty()) {
            return false;
        }
        run(connection, """
                create temporary table plausibility (
                    metric_id bigint, rule text, min numeric, max numeric, amount numeric, over text, held boolean)
                on commit drop;
                create temporary table suspicion (
                    series_id bigint, period date, rule text, detail text, held boolean, released_by text) on commit drop""");
        insert(connection, rules);
        if (count(connection, """
                select count(*) from plausibility p where exists (
                    select from staged_key k where k.metric_id = p.metric_id)""") == 0) {
            return false;
        }
        single(connection);
        jumps(connection);
        for (String over : List.of("services", "organisations", "qualifiers")) {
            controlTotals(connection, over);
        }
        return count(connection, "select count(*) from suspicion") > 0;
    }

    private static void insert(Connection connection, List<MergeOrder.MetricRule> rules) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into plausibility values (?, ?, ?, ?, ?, ?, ?)")) {
            for (MergeOrder.MetricRule each : rules) {
                Plausibility rule = each.rule();
                insert.setLong(1, each.metricId());
                insert.setString(2, rule.rule().code());
                @Nullable BigDecimal[] numbers = {rule.min(), rule.max(), rule.limit()};
                for (int i = 0; i < numbers.length; i++) {
                    insert.setBigDecimal(3 + i, numbers[i]);
                }
                insert.setString(6, rule.over());
                insert.setBoolean(7, rule.hold());
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** What a value says by itself. */
    private static void single(Connection connection) throws SQLException {
        run(connection, """
                insert into suspicion
                select d.series_id, d.period, p.rule,
                       case p.rule when 'bounds' then concat_ws('–', coalesce(p.min::text, '…'), coalesce(p.max::text, '…'))
                                   when 'small_count' then p.amount::text else trim_scale(d.value)::text end,
                       p.held
                from delivered d
                join styrkort.series s using (series_id)
                join plausibility p using (metric_id)
                where d.state = 'VALUE' and d.same is distinct from true
                  and case p.rule when 'positive' then d.value <= 0
                                  when 'not_negative' then d.value < 0
                                  when 'bounds' then d.value < p.min or d.value > p.max
                                  when 'small_count' then coalesce(d.sample_size, d.value) < p.amount
                                                          and coalesce(d.sample_size, d.value) > 0
                                  else false end""");
    }

    /** Against the median of the last values before, whether they come with this delivery or were there. */
    private static void jumps(Connection connection) throws SQLException {
        run(connection, """
                insert into suspicion
                with judged as (
                    select distinct d.series_id, p.amount, p.held
                    from delivered d join styrkort.series s using (series_id) join plausibility p using (metric_id)
                    where p.rule = 'jump' and d.state = 'VALUE' and d.same is distinct from true),
                known as (
                    select d.series_id, d.period, d.value, d.same is distinct from true as wanted
                    from delivered d join judged using (series_id) where d.state = 'VALUE'
                    union all
                    select o.series_id, o.period, o.value, false
                    from styrkort.observation o join judged using (series_id)
                    where o.state = 'VALUE' and not exists (
                        select from delivered d where d.series_id = o.series_id and d.period = o.period)),
                before as (
                    select *, array_agg(value) over (partition by series_id order by period
                                                     rows between %d preceding and 1 preceding) as earlier
                    from known),
                usual as (
                    select b.series_id, b.period, b.value, j.amount, j.held,
                           (select avg(v) from (
                                select v, row_number() over (order by v) as n, count(*) over () as c
                                from unnest(b.earlier) v) m
                            where n in ((c + 1) / 2, c / 2 + 1)) as median
                    from before b join judged j using (series_id)
                    where b.wanted and cardinality(b.earlier) >= %d)
                select series_id, period, 'jump', trim_scale(round(median, 6))::text, held
                from usual
                where median > 0 and (value > median * amount or value < median / amount)""".formatted(MEDIAN_OF, USUAL));
    }

    /**
     * The whole against the sum of its parts. Where both are known, every delivered figure of the two is in question: which one is
     * wrong, nobody can tell. A part that is missing or secret says nothing of the others.
     */
    private static void controlTotals(Connection connection, String over) throws SQLException {
        if (count(
                        connection,
                        "select count(*) from plausibility where rule = 'control_total' and over = '" + over + "'")
                == 0) {
            return;
        }
        String whole =
                switch (over) {
                    case "services" -> "s.service_id is null";
                    case "organisations" -> "s.organisation_id is null";
                    default -> "s.qualifier = ''";
                };
        String same =
                switch (over) {
                    case "services" -> "coalesce(s.organisation_id, 0) as a, s.qualifier as b";
                    case "organisations" -> "coalesce(s.service_id, 0) as a, s.qualifier as b";
                    default -> "coalesce(s.organisation_id, 0) as a, coalesce(s.service_id, 0)::text as b";
                };
        run(connection, """
                insert into suspicion
                with touched as (
                    select distinct s.metric_id, d.period, p.amount, p.held
                    from delivered d join styrkort.series s using (series_id) join plausibility p using (metric_id)
                    where p.rule = 'control_total' and p.over = '%s' and d.same is distinct from true),
                known as (
                    select s.series_id, s.metric_id, %s, %s as is_whole, d.period, d.value, d.state,
                           d.same is distinct from true as wanted
                    from delivered d join styrkort.series s using (series_id)
                    join touched t on t.metric_id = s.metric_id and t.period = d.period
                    union all
                    select s.series_id, s.metric_id, %s, %s, o.period, o.value, o.state, false
                    from touched t join styrkort.series s using (metric_id)
                    join styrkort.observation o on o.series_id = s.series_id and o.period = t.period
                    where not exists (select from delivered d where d.series_id = o.series_id and d.period = o.period)),
                compared as (
                    select metric_id, a, b, period, sum(value) filter (where is_whole) as whole,
                           sum(value) filter (where not is_whole) as parts,
                           bool_or(state in ('MISSING', 'SECRET')) as incomplete
                    from known group by metric_id, a, b, period)
                select k.series_id, k.period, 'control_total', trim_scale(c.whole)::text || ' ≠ ' || trim_scale(c.parts)::text,
                       t.held
                from compared c
                join known k using (metric_id, a, b, period)
                join touched t on t.metric_id = c.metric_id and t.period = c.period
                where k.wanted and k.state = 'VALUE' and not c.incomplete
                  and abs(c.whole - c.parts) > t.amount * abs(c.whole)""".formatted(over, same, whole, same, whole));
    }
}
