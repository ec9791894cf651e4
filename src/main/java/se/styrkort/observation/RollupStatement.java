package se.styrkort.observation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import se.styrkort.catalog.Rule;

/**
 * The text of the one aggregation. Its steps: {@code cell}, what was observed; {@code chosen}, what of it counts for a
 * subject (an organisation's own observation before those below it that it overlaps; of one organisation the series without
 * qualifier or service before those that have one); then one value over organisations, qualifiers, services and time, in this order.
 * All that is of one {@code strand} is added up: a metric's observations, or, where the services that were used in a window decide,
 * a question's.
 *
 * <p>Every step has the same arithmetic of states: what is not applicable is left out; a missing or secret part makes the
 * whole missing unless enough of the parts have a value; several values under the rule {@code none} are not applicable.
 *
 * <p>Steps that find nothing to do in such series are left out: by the arithmetic of states one part alone is what it was.
 */
final class RollupStatement {
    private final RollupGroup.Shape shape;
    private final Breadth breadth;
    private final ScopeKinds scopes;
    private final boolean asOf;

    /**
     * What the subjects are.
     *
     * @param whole whether any is of all services, {@code ofService} whether any is of one, {@code oneEach} whether all are
     *     of one and no more
     */
    record ScopeKinds(boolean whole, boolean ofService, boolean oneEach) {}

    RollupStatement(RollupGroup group, ScopeKinds scopes, boolean asOf) {
        this.shape = group.shape();
        this.breadth = group.breadth();
        this.scopes = scopes;
        this.asOf = asOf;
    }

    /**
     * One row per question and subject: question, subject, state, value, synthetic, found, and the period that the value is of
     * where only the latest counts. Found is whether there is any observation.
     */
    String values() {
        return chosen("") + steps("", "") + "\n" + overTime();
    }

    /** One row per question, subject and period that has observations, not aggregated over time, with what is said of its parts. */
    String byPeriod() {
        String steps = steps("""
                , bool_or(quality in ('PRELIMINARY', 'ESTIMATED')) as preliminary, bool_or(state = 'SECRET') as secret,
                count(*)::integer as parts, (count(*) filter (where state in ('MISSING', 'SECRET')))::integer as empty_parts""", """
                , bool_or(preliminary) as preliminary, bool_or(secret) as secret, sum(parts)::integer as parts,
                sum(empty_parts)::integer as empty_parts""");
        return chosen("") + steps + """

                select question, subject, period, state, value, synthetic, preliminary, secret, parts, empty_parts
                from total t join span q using (strand, period)""";
    }

    /** The observations that count for the subjects, by question, at most {@code limit} of each, each with how many there are in all. */
    String observations(int limit) {
        return chosen(", o.revision, o.import_id, o.line") + """

                select * from (
                    select q.question, c.series_id, c.organisation_id, c.service_id, c.qualifier, c.period, c.state, c.value,
                           c.quality, c.revision, c.import_id, c.line, count(*) over (partition by q.question) as total,
                           row_number() over (partition by q.question
                               order by c.period, c.service_id, c.organisation_id, c.qualifier) as number
                    from chosen c join span q using (strand, period) where c.series_id is not null) n
                where number <= %d order by question, number""".formatted(limit);
    }

    /**
     * All that counts for the subjects, by question and subject, each with the hash of the file that it was delivered in; by
     * codes, so that order and text are the same in every database. What nobody delivered of a used service has no file.
     */
    String delivered() {
        return chosen(", o.import_id, o.line") + """

                select q.question, c.subject, s.code as service, o.code as organisation, c.qualifier, c.period,
                       c.state::text as state, c.value, c.quality::text as quality, c.line, c.import_id, i.sha256, d.code as source
                from chosen c join span q using (strand, period)
                left join styrkort.catalog_entry s on s.entry_id = c.service_id
                left join styrkort.catalog_entry o on o.entry_id = c.organisation_id
                left join styrkort.import i on i.import_id = c.import_id
                left join styrkort.source d on d.source_id = i.source_id
                order by q.question, c.subject, s.code collate "C" nulls first, o.code collate "C" nulls first,
                         c.qualifier collate "C", c.period""";
    }

    private String chosen(String more) {
        return """
                with parameter as not materialized (
                    select ?::bigint[] as metrics, ?::date[] as periods, ?::bigint[] as services, ?::text as qualifier,
                           ?::bigint[] as organisations, ?::bigint as at, ?::bigint as usage, ?::date[] as months),
                path as (
                    select * from unnest(?::bigint[], ?::bigint[], ?::integer[]) as t (descendant, ancestor, depth)),
                scope as (
                    select * from unnest(?::integer[], ?::bigint[], ?::bigint[]) as t (subject, organisation_id, service_id)),
                span as (
                    select * from unnest(?::integer[], ?::bigint[], ?::bigint[], ?::integer[], ?::date[], ?::integer[])
                        as t (question, strand, metric_id, use_window, period, expected)),
                use as (
                    select * from unnest(?::integer[], ?::date[]) as t (use_window, month)),
                seen as not materialized (%s),
                cell as (
                    select s.metric_id, s.series_id, coalesce(s.organisation_id, 0) as organisation_id,
                           coalesce(s.service_id, 0) as service_id, s.qualifier, o.period, o.state, o.value, o.quality%s
                    from parameter p
                    join styrkort.series s on s.metric_id = any (p.metrics)
                    join seen o on o.series_id = s.series_id and o.period = any (p.periods)
                    where (p.services is null or s.service_id = any (p.services))
                      and (p.qualifier is null or s.qualifier = p.qualifier)
                      and %s),
                %s,
                chosen as (%s)""".formatted(
                        seen(),
                        more,
                        shape.common()
                                ? "s.organisation_id is null"
                                : "(p.organisations is null or s.organisation_id = any (p.organisations))",
                        shape.common() ? usedServices(more.replace("o.", "c.")) : nearest(),
                        plainAndWhole());
    }

    private String seen() {
        return asOf ? """
                  select series_id, period, state, value, quality, revision, import_id, line
                  from styrkort.observation_version, parameter
                  where revision <= at and (ended is null or ended > at)""" : """
                  select series_id, period, state, value, quality, revision, import_id, line
                  from styrkort.observation""";
    }

    /**
     * An organisation's own observation hides those below it that speak of the same: of the same service and qualifier, or
     * of all of them on either side. For a service as subject only that service's observations count, and hide;
     * a branch of its own, since a join on this or that cannot be hashed and compares each cell with each subject.
     *
     * <p>The full join finds no more than a left one would: every hidden cell is a cell. But it is always done by hashing or
     * merging, where a planner that takes the hidden ones for few would compare each cell with each of them.
     */
    private String nearest() {
        List<String> branches = new ArrayList<>();
        if (scopes.whole()) {
            // where all are, it is not asked: the planner would take them for one in 200
            branches.add(branch(scopes.ofService() ? "sc.service_id = 0" : "true", "depth"));
        }
        if (scopes.ofService()) {
            branches.add(branch("sc.service_id = c.service_id and sc.service_id <> 0", "depth_in_service"));
        }
        return (breadth.stacked() ? hidden() : "") + "contributing as (" + String.join("\nunion all\n", branches) + ")";
    }

    private static String hidden() {
        return """
                above_some as (
                    select * from path where descendant <> ancestor and ancestor in (select organisation_id from cell)),
                hidden as (
                    select c.series_id, c.period, max(p.depth) as depth,
                           max(p.depth) filter (where above.service_id = c.service_id) as depth_in_service
                    from cell c join above_some p on p.descendant = c.organisation_id
                    join cell above on above.organisation_id = p.ancestor and above.period = c.period
                         and above.metric_id = c.metric_id
                         and (above.service_id = c.service_id or above.service_id = 0 or c.service_id = 0)
                         and (above.qualifier = c.qualifier or above.qualifier = '' or c.qualifier = '')
                    group by c.series_id, c.period),
                placed as (
                    select c.*, h.depth, h.depth_in_service
                    from cell c full join hidden h on h.series_id = c.series_id and h.period = c.period offset 0),
                """;
    }

    private String branch(String scope, String depth) {
        return """
                select c.metric_id as strand, sc.subject, c.*
                from %s c join path p on p.descendant = c.organisation_id
                join scope sc on sc.organisation_id = p.ancestor and %s
                where %s""".formatted(
                        breadth.stacked() ? "placed" : "cell",
                        scope,
                        breadth.stacked() ? "coalesce(c." + depth + ", -1) < p.depth" : "true");
    }

    /**
     * Which services a subject used: some month of the window shows an active user, in it or below it. What is not known of
     * one of them in a period is missing, not absent, once it has begun to be measured: a service that was never measured says
     * nothing about those that are.
     */
    private String usedServices(String more) {
        return """
                used as (
                    select distinct u.use_window, sc.subject, s.service_id
                    from parameter r cross join use u
                    join styrkort.series s on s.metric_id = r.usage and s.service_id is not null
                         and (r.services is null or s.service_id = any (r.services))
                    join seen o on o.series_id = s.series_id and o.period = u.month and o.period = any (r.months) and o.value > 0
                    join path p on p.descendant = coalesce(s.organisation_id, 0)
                    join scope sc on sc.organisation_id = p.ancestor and %2$s),
                measured as (
                    select metric_id, service_id, min(since) as since
                    from (select s.metric_id, s.service_id,
                                 (select min(o.period) from seen o where o.series_id = s.series_id) as since
                          from parameter r join styrkort.series s on s.metric_id = any (r.metrics)
                          where s.organisation_id is null and s.service_id is not null) t
                    group by metric_id, service_id),
                contributing as (
                    select q.strand, u.subject, q.metric_id, c.series_id, coalesce(c.organisation_id, 0) as organisation_id,
                           u.service_id, coalesce(c.qualifier, '') as qualifier, q.period,
                           coalesce(c.state, 'MISSING') as state, c.value, c.quality%1$s
                    from used u join span q on q.use_window = u.use_window
                    join measured m on m.metric_id = q.metric_id and m.service_id = u.service_id and m.since <= q.period
                    left join cell c on c.metric_id = q.metric_id and c.service_id = u.service_id and c.period = q.period
                    union all
                    select q.strand, sc.subject, q.metric_id, c.series_id, c.organisation_id,
                           c.service_id, c.qualifier, c.period, c.state, c.value, c.quality%1$s
                    from cell c join span q on q.metric_id = c.metric_id and q.period = c.period
                    join scope sc on sc.service_id = c.service_id where sc.service_id <> 0)""".formatted(more, scopes.ofService() ? "sc.service_id = 0" : "true");
    }

    private String plainAndWhole() {
        boolean plain = breadth.hasPlainBesideQualified();
        boolean whole = breadth.hasWholesBesideServices() && !shape.common() && !scopes.oneEach();
        if (!plain && !whole) {
            return "select * from contributing";
        }
        List<String> windows = new ArrayList<>();
        List<String> conditions = new ArrayList<>();
        if (plain) {
            windows.add("""
                    bool_or(qualifier = '') over (
                        partition by strand, subject, organisation_id, service_id, period) as has_plain""");
            conditions.add("(not has_plain or qualifier = '')");
        }
        if (whole) {
            windows.add("""
                    bool_or(service_id = 0) over (
                        partition by strand, subject, organisation_id, period) as has_whole""");
            conditions.add("(not has_whole or service_id = 0)");
        }
        return "select * from (select *, " + String.join(", ", windows) + " from contributing) c where "
                + String.join(" and ", conditions);
    }

    /** From the observations to one row per strand, subject and period, named {@code total}. */
    private String steps(String firstMore, String more) {
        boolean qualifiers = breadth.qualifiers();
        boolean services = (breadth.services() || shape.common()) && !scopes.oneEach();
        String by = "strand, subject, period";
        String byService = services ? by + ", service_id" : by;
        List<String> steps = new ArrayList<>();
        String from = "chosen";
        steps.add(step(
                qualifiers || services ? "over_organisations" : "total",
                from,
                qualifiers ? byService + ", qualifier" : byService,
                shape.overOrganisations(),
                firstMore));
        from = "over_organisations";
        if (qualifiers) {
            steps.add(step(services ? "over_qualifiers" : "total", from, byService, shape.overQualifiers(), more));
            from = "over_qualifiers";
        }
        if (services) {
            steps.add(step("total", from, by, shape.overServices(), more));
        }
        return ",\n" + String.join(",\n", steps);
    }

    private String step(String name, String from, String by, Rule rule, String more) {
        boolean first = from.equals("chosen");
        String refused = refused(rule) + (first ? "" : " or bool_or(refused)");
        return """
                %s as (
                    select *, case when state = 'VALUE' then amount end as value
                    from (select %s, %s as state, %s as amount, %s as synthetic, %s as found, %s as refused%s
                          from %s group by %s) g)""".formatted(
                        name,
                        by,
                        state("0", refused),
                        value(rule),
                        first ? "coalesce(bool_or(quality = 'SYNTHETIC'), false)" : "bool_or(synthetic)",
                        shape.common() ? first ? "bool_or(quality is not null)" : "bool_or(found)" : "true",
                        refused,
                        more,
                        from,
                        by);
    }

    private String overTime() {
        @Nullable Rule rule = shape.overTime();
        String by = "question, subject";
        String rows = "total t join span q using (strand, period)";
        if (shape.latest()) {
            // those without value last rather than left out: the planner would take what is left for a single row
            rows = "(select * from (select distinct on (question, subject) * from " + rows
                    + " order by question, subject, state = 'VALUE' desc, period desc) l where state = 'VALUE') t";
        }
        String of = shape.latest() ? "max(period)" : "null::date";
        if (rule == null) {
            return """
                    select question, subject, 'VALUE' as state, count(value)::numeric as value,
                           bool_or(synthetic) as synthetic, bool_or(found) as found, %s as of from %s group by %s""".formatted(of, rows, by);
        }
        if (rule == Rule.LAST && !shape.latest()) {
            return "select question, subject, state, value, synthetic, found, " + of + " as of from " + rows;
        }
        return """
                select question, subject, state, case when state = 'VALUE' then amount end as value, synthetic, found, of
                from (select question, subject, %s as state, %s as amount, bool_or(synthetic) as synthetic,
                             bool_or(found) as found, %s as of
                      from %s group by %s) g""".formatted(
                state(shape.latest() ? "0" : "max(expected) - count(*)", refused(rule) + " or bool_or(refused)"),
                value(rule),
                of,
                rows,
                by);
    }

    /** Several values under {@code none}. What was refused once makes every sum of it refused too, not smaller. */
    private static String refused(Rule rule) {
        return rule == Rule.NONE ? "count(*) filter (where state <> 'NOT_APPLICABLE') > 1" : "false";
    }

    private String state(String absent, String refused) {
        String values = "count(value)";
        String empty = "(count(*) filter (where state in ('MISSING', 'SECRET')) + " + absent + ")";
        return "(case when %1$s then 'NOT_APPLICABLE' when %2$s + %3$s = 0 then 'NOT_APPLICABLE' when %2$s = 0 then 'MISSING' "
                        .formatted(refused, values, empty)
                + "when %1$s::numeric < %3$s * (%1$s + %2$s) then 'MISSING' else 'VALUE' end)::styrkort.state"
                        .formatted(values, empty, shape.minShare().toPlainString());
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
