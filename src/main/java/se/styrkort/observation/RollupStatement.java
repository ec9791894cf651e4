package se.styrkort.observation;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Rule;

/**
 * The text of the one aggregation. Its steps: {@code cell}, what was observed; {@code chosen}, what of it counts for a
 * subject (an organisation's own observation before those below it that it overlaps; of one organisation the series without
 * qualifier or service before those that have one); then one value over organisations, qualifiers, services and time, in this order.
 *
 * <p>Every step has the same arithmetic of states: what is not applicable is left out; a missing or secret part makes the
 * whole missing unless enough of the parts have a value; several values under the rule {@code none} are not applicable.
 */
final class RollupStatement {
    private final Rollup rollup;
    private final boolean asOf;

    RollupStatement(Rollup rollup, boolean asOf) {
        this.rollup = rollup;
        this.asOf = asOf;
    }

    /** One row per subject: subject, state, value, synthetic. */
    String values() {
        return steps() + "\n" + overTime();
    }

    /** One row per subject and period that has observations, not aggregated over time, with what is said of its parts. */
    String byPeriod() {
        return steps() + """
                ,
                parts as (
                    select subject, period, bool_or(quality in ('PRELIMINARY', 'ESTIMATED')) as preliminary,
                           bool_or(state = 'SECRET') as secret, count(*) as parts,
                           count(*) filter (where state in ('MISSING', 'SECRET')) as empty_parts
                    from chosen group by subject, period)
                select subject, period, o.state, o.value, o.synthetic, p.preliminary, p.secret, p.parts, p.empty_parts
                from over_services o join parts p using (subject, period) order by subject, period""";
    }

    private String steps() {
        return chosen() + ",\n"
                + step(
                        "over_organisations",
                        "chosen",
                        "subject, service_id, qualifier, period",
                        rollup.metric().overOrganisations())
                + ",\n"
                + step(
                        "over_qualifiers",
                        "over_organisations",
                        "subject, service_id, period",
                        rollup.metric().overQualifiers())
                + ",\n"
                + step(
                        "over_services",
                        "over_qualifiers",
                        "subject, period",
                        rollup.metric().overServices());
    }

    /** The observations that count for a subject, at most {@code limit}, each with how many there are in all. */
    String observations(int limit) {
        return chosen() + """

                select subject, series_id, organisation_id, service_id, qualifier, period, state, value, quality,
                       revision, import_id, line, count(*) over () as total
                from chosen order by period, service_id, organisation_id, qualifier limit %d""".formatted(limit);
    }

    /**
     * Every observation that counts for a subject, by subject, and each with the hash of the file that it was delivered in;
     * by codes, so that the order and the text are the same in every database.
     */
    String delivered() {
        return chosen() + """

                select c.subject, s.code as service, o.code as organisation, c.qualifier, c.period, c.state, c.value, c.quality,
                       c.line, c.import_id, i.sha256
                from chosen c
                left join styrkort.catalog_entry s on s.entry_id = c.service_id
                left join styrkort.catalog_entry o on o.entry_id = c.organisation_id
                left join styrkort.import i on i.import_id = c.import_id
                order by c.subject, s.code collate "C" nulls first, o.code collate "C" nulls first,
                         c.qualifier collate "C", c.period""";
    }

    private String chosen() {
        return """
                with parameter as (
                    select ?::bigint as metric, ?::date[] as periods, ?::bigint[] as services, ?::text as qualifier),
                path as (
                    select * from unnest(?::bigint[], ?::bigint[], ?::integer[]) as t (descendant, ancestor, depth)),
                scope as (
                    select * from unnest(?::integer[], ?::bigint[], ?::bigint[]) as t (subject, organisation_id, service_id)),
                seen as not materialized (%s),
                cell as materialized (
                    select s.series_id, coalesce(s.organisation_id, 0) as organisation_id,
                           coalesce(s.service_id, 0) as service_id, s.qualifier, o.period, o.state, o.value, o.quality,
                           o.revision, o.import_id, o.line
                    from parameter p
                    join styrkort.series s on s.metric_id = p.metric
                    join seen o on o.series_id = s.series_id and o.period = any (p.periods)
                    where (p.services is null or s.service_id = any (p.services))
                      and (p.qualifier is null or s.qualifier = p.qualifier)
                      and %s),
                %s,
                chosen as materialized (
                    select * from (
                        select *, bool_or(qualifier = '') over (
                                   partition by subject, organisation_id, service_id, period) as has_plain,
                               bool_or(service_id = 0) over (
                                   partition by subject, organisation_id, period) as has_whole
                        from contributing) c
                    where (not has_plain or qualifier = '') and (not has_whole or service_id = 0))""".formatted(
                        seen(),
                        rollup.common() ? "s.organisation_id is null" : "true",
                        rollup.common() ? usedServices() : nearest());
    }

    private String seen() {
        return asOf ? """
                  select series_id, period, state, value, quality, revision, import_id, line
                  from styrkort.observation_version, (select ?::bigint as at) r
                  where revision <= at and (ended is null or ended > at)""" : """
                  select series_id, period, state, value, quality, revision, import_id, line
                  from styrkort.observation, (select ?::bigint as at) r""";
    }

    /**
     * An organisation's own observation hides those below it that speak of the same: of the same service and qualifier, or
     * of all of them on either side. For a service as subject only that service's observations count, and hide;
     * a branch of its own, since a join on this or that cannot be hashed and compares each cell with each subject.
     */
    private static String nearest() {
        return """
                hidden as (
                    select c.series_id, c.period, max(p.depth) as depth,
                           max(p.depth) filter (where above.service_id = c.service_id) as depth_in_service
                    from cell c join path p on p.descendant = c.organisation_id and p.ancestor <> c.organisation_id
                    join cell above on above.organisation_id = p.ancestor and above.period = c.period
                         and (above.service_id = c.service_id or above.service_id = 0 or c.service_id = 0)
                         and (above.qualifier = c.qualifier or above.qualifier = '' or c.qualifier = '')
                    group by c.series_id, c.period),
                contributing as (
                    select sc.subject, c.*
                    from cell c join path p on p.descendant = c.organisation_id
                    join scope sc on sc.organisation_id = p.ancestor and sc.service_id = 0
                    left join hidden h on h.series_id = c.series_id and h.period = c.period
                    where coalesce(h.depth, -1) < p.depth
                    union all
                    select sc.subject, c.*
                    from cell c join path p on p.descendant = c.organisation_id
                    join scope sc on sc.organisation_id = p.ancestor and sc.service_id = c.service_id
                    left join hidden h on h.series_id = c.series_id and h.period = c.period
                    where sc.service_id <> 0 and coalesce(h.depth_in_service, -1) < p.depth)""";
    }

    /** Which services a subject used: some month of the window shows an active user, in it or below it. */
    private static String usedServices() {
        return """
                used as (
                    select distinct sc.subject, s.service_id
                    from (select ?::bigint as metric, ?::date[] as periods) usage
                    join styrkort.series s on s.metric_id = usage.metric and s.service_id is not null
                    join seen o on o.series_id = s.series_id and o.period = any (usage.periods) and o.value > 0
                    join path p on p.descendant = coalesce(s.organisation_id, 0)
                    join scope sc on sc.organisation_id = p.ancestor and sc.service_id = 0),
                contributing as (
                    select u.subject, c.* from cell c join used u on u.service_id = c.service_id
                    union all
                    select sc.subject, c.* from cell c join scope sc on sc.service_id = c.service_id
                    where sc.service_id <> 0)""";
    }

    private String step(String name, String from, String by, Rule rule) {
        boolean first = from.equals("chosen");
        String refused = refused(rule) + (first ? "" : " or bool_or(refused)");
        return """
                %s as (
                    select %s, state, case when state = 'VALUE' then value end as value, synthetic, refused
                    from (select %s, %s as state, %s as value, %s as synthetic, %s as refused from %s group by %s) g)""".formatted(
                        name,
                        by,
                        by,
                        state("0", refused),
                        value(rule),
                        first ? "bool_or(quality = 'SYNTHETIC')" : "bool_or(synthetic)",
                        refused,
                        from,
                        by);
    }

    private String overTime() {
        int expected = rollup.periods().size();
        @Nullable Rule rule = rollup.overTime();
        String rows = rollup.latest()
                ? "(select distinct on (subject) * from over_services where state = 'VALUE'"
                        + " order by subject, period desc) t"
                : "over_services t";
        String absent = rollup.latest() ? "0" : expected + " - count(*)";
        if (rule == null) {
            return """
                    select subject, 'VALUE' as state, count(*) filter (where state = 'VALUE')::numeric as value,
                           bool_or(synthetic) as synthetic from %s group by subject""".formatted(rows);
        }
        if (rule == Rule.LAST && !rollup.latest()) {
            String last =
                    expected == 0 ? "null" : "'" + rollup.periods().getLast().first() + "'::date";
            return "select subject, state, value, synthetic from over_services where period = " + last;
        }
        return """
                select subject, state, case when state = 'VALUE' then value end as value, synthetic
                from (select subject, %s as state, %s as value, bool_or(synthetic) as synthetic from %s group by subject) g""".formatted(state(absent, refused(rule) + " or bool_or(refused)"), value(rule), rows);
    }

    /** Several values under {@code none}. What was refused once makes every sum of it refused too, not smaller. */
    private static String refused(Rule rule) {
        return rule == Rule.NONE ? "count(*) filter (where state <> 'NOT_APPLICABLE') > 1" : "false";
    }

    private String state(String absent, String refused) {
        String values = "count(*) filter (where state = 'VALUE')";
        String empty = "(count(*) filter (where state in ('MISSING', 'SECRET')) + " + absent + ")";
        return "case when %1$s then 'NOT_APPLICABLE' when %2$s + %3$s = 0 then 'NOT_APPLICABLE' when %2$s = 0 then 'MISSING' "
                        .formatted(refused, values, empty)
                + "when %1$s::numeric < %3$s * (%1$s + %2$s) then 'MISSING' else 'VALUE' end"
                        .formatted(values, empty, share(rollup.minShare()));
    }

    private static String share(BigDecimal share) {
        return share.toPlainString();
    }

    private static String value(Rule rule) {
        return switch (rule) {
            case SUM -> "sum(value)";
            case MEAN -> "avg(value)";
            case MAX, NONE -> "max(value)";
            case MIN -> "min(value)";
            case LAST -> "max(value)"; // a single period is left: the latest
        };
    }
}
