-- The public interface of the database: what Grafana and other readers may select from. Each view says what one row is.
-- Columns may be added; what is there keeps its name and meaning.
--
-- Conditions on metric, service, organisation and period_first reach the indexes of series and observations through
-- every view here, except where the view's comment says otherwise.

comment on schema published is 'Views for readers outside Styrkort; the tables behind them are private.';

drop view if exists published.published_score, published.publication, published.outage, published.group_error_budget, published.error_budget,
    published.availability_group, published.restatement, published.source, published.score, published.measure, published.desk,
    published.group_availability, published.service_availability, published.service_usage_compared,
    published.service_usage, published.period, published.figure, published.observation, published.import,
    published.service, published.organisation, published.metric, published.setting;
drop view if exists styrkort.service_unit, styrkort.availability_target, styrkort.closed_month,
    styrkort.organisation_lineage, styrkort.organisation_path;

-- --- What the views are made of ----------------------------------------------------------------------------------

create view styrkort.organisation_lineage as
with recursive organisation as (
    select e.entry_id, e.code, v.body ->> 'parent' as parent
    from styrkort.catalog_entry e join styrkort.catalog_version v using (entry_id)
    where e.kind = 'organisation' and v.ended is null),
upwards as (
    select entry_id as organisation_id, parent, array[entry_id] as ids, array[code] as codes from organisation
    union all
    select u.organisation_id, o.parent, u.ids || o.entry_id, u.codes || o.code
    from upwards u join organisation o on o.code = u.parent
    where o.code <> all (u.codes))
select distinct on (organisation_id) organisation_id, ids, codes || '*'::text as codes
from upwards order by organisation_id, cardinality(ids) desc;
comment on view styrkort.organisation_lineage is
    'One row per organisation: itself and those above it, upwards, and last "*", which stands for all together.';

create view styrkort.closed_month as
select period from styrkort.period_state where ended is null and state = 'closed';
comment on view styrkort.closed_month is 'One row per month that is closed now.';

create view published.setting as
select base_url from styrkort.setting;
comment on view published.setting is
    'Grain: one row, once the program has been started: where its pages are, without a slash at the end.';

-- --- The catalog -------------------------------------------------------------------------------------------------

create view published.metric as
select e.code as metric, v.body -> 'name' ->> 'sv' as name_sv, v.body -> 'name' ->> 'en' as name_en,
       v.body ->> 'unit' as unit, lower(v.body ->> 'granularity') as granularity
from styrkort.catalog_entry e join styrkort.catalog_version v using (entry_id)
where e.kind = 'metric' and v.ended is null;
comment on view published.metric is 'Grain: one row per metric, as the catalog has it now.';

create view published.organisation as
select e.code as organisation, v.body -> 'name' ->> 'sv' as name_sv, v.body -> 'name' ->> 'en' as name_en,
       v.body ->> 'kind' as kind, v.body ->> 'parent' as parent
from styrkort.catalog_entry e join styrkort.catalog_version v using (entry_id)
where e.kind = 'organisation' and v.ended is null;
comment on view published.organisation is 'Grain: one row per organisation, as the catalog has it now.';

create view published.service as
select e.code as service, v.body -> 'name' ->> 'sv' as name_sv, v.body -> 'name' ->> 'en' as name_en,
       v.body ->> 'product' as product, p.body ->> 'object' as object, v.body ->> 'lifecycle' as lifecycle,
       v.body ->> 'availabilityGroup' as availability_group, v.body -> 'followed' is not null
           and jsonb_typeof(v.body -> 'followed') = 'object' as followed,
       p.body -> 'name' ->> 'sv' as product_sv, p.body -> 'name' ->> 'en' as product_en
from styrkort.catalog_entry e join styrkort.catalog_version v using (entry_id)
left join styrkort.catalog_entry pe on pe.kind = 'product' and pe.code = v.body ->> 'product'
left join styrkort.catalog_version p on p.entry_id = pe.entry_id and p.ended is null
where e.kind = 'service' and v.ended is null;
comment on view published.service is 'Grain: one row per service, as the catalog has it now.';

-- --- Figures -----------------------------------------------------------------------------------------------------

create view published.observation as
select m.code as metric, s.code as service, o.code as organisation, series.qualifier, obs.period,
       obs.state::text as state, obs.value, obs.quality::text as quality, obs.revision, obs.import_id, obs.line
from styrkort.observation obs
join styrkort.series series using (series_id)
join styrkort.catalog_entry m on m.entry_id = series.metric_id
left join styrkort.catalog_entry s on s.entry_id = series.service_id
left join styrkort.catalog_entry o on o.entry_id = series.organisation_id;
comment on view published.observation is
    'Grain: one row per metric, service, organisation, qualifier and period: the observation in force now. "period" is the '
    'first day of the period, a date that no time zone moves.';

-- The arithmetic of organisations, qualifiers and states is that of the program's one aggregation (RollupStatement), for
-- a service, or figures without one, and one period at a time; a test holds that both give the same. What may hide a
-- figure is looked up series by series, so that nothing is read that a condition leaves out.
create view published.figure as
with lineage as materialized (select * from styrkort.organisation_lineage)
select metric, service, organisation, period_first, to_char(period_first, 'YYYY-MM') as month, state,
       case when state = 'VALUE' then value end as value, synthetic
from (
    select metric, service, organisation, period_first, bool_or(synthetic) as synthetic,
           case when bool_or(refused) or over_qualifiers = 'NONE' and sum(counts) > 1 or sum(counts) = 0
                then 'NOT_APPLICABLE' when sum(has_value) < sum(counts) then 'MISSING' else 'VALUE' end as state,
           case over_qualifiers when 'SUM' then sum(value) when 'MEAN' then avg(value) when 'MIN' then min(value)
                else max(value) end as value
    from (
        select metric, service, organisation, period_first, over_qualifiers,
               bool_or(quality = 'SYNTHETIC') as synthetic,
               over_organisations = 'NONE' and count(*) filter (where state <> 'NOT_APPLICABLE') > 1 as refused,
               (count(*) filter (where state <> 'NOT_APPLICABLE') > 0)::integer as counts,
               (bool_and(state in ('VALUE', 'NOT_APPLICABLE')) and bool_or(state = 'VALUE'))::integer as has_value,
               case over_organisations when 'SUM' then sum(value) when 'MEAN' then avg(value)
                    when 'MIN' then min(value) else max(value) end as value
        from (
            select m.code as metric, s.code as service, subject.organisation, series.qualifier,
                   obs.period as period_first, obs.state, obs.value, obs.quality,
                   v.body ->> 'overOrganisations' as over_organisations, v.body ->> 'overQualifiers' as over_qualifiers
            from styrkort.series series
            join styrkort.catalog_entry m on m.entry_id = series.metric_id
            join styrkort.catalog_version v on v.entry_id = m.entry_id and v.ended is null
            left join styrkort.catalog_entry s on s.entry_id = coalesce(series.service_id, 0)
            left join lineage on lineage.organisation_id = series.organisation_id
            -- the series of organisations above that speak of the same, and how far up they are
            left join lateral (
                select array_agg(o.series_id) as ids, array_agg(a.step) as steps,
                       array_agg(o.qualifier = series.qualifier or o.qualifier = '' or series.qualifier = '') as alike
                from unnest(lineage.ids) with ordinality a (organisation_id, step)
                join styrkort.series o on o.metric_id = series.metric_id
                     and coalesce(o.service_id, 0) = coalesce(series.service_id, 0)
                     and coalesce(o.organisation_id, 0) = a.organisation_id
                where a.step > 1) above on true
            left join styrkort.series plain on series.qualifier <> '' and plain.qualifier = ''
                 and plain.metric_id = series.metric_id
                 and coalesce(plain.service_id, 0) = coalesce(series.service_id, 0)
                 and coalesce(plain.organisation_id, 0) = coalesce(series.organisation_id, 0)
            join styrkort.observation obs on obs.series_id = series.series_id
            left join styrkort.observation whole on whole.series_id = plain.series_id and whole.period = obs.period
            -- an organisation's own figure stands before those below it, for itself and everyone above
            left join lateral (
                select min(u.step) filter (where u.alike) as step, min(u.step) as step_of_whole
                from unnest(above.ids, above.steps, above.alike) u (series_id, step, alike)
                join styrkort.observation o on o.series_id = u.series_id and o.period = obs.period
                where above.ids is not null) hidden on above.ids is not null
            cross join lateral unnest(coalesce(lineage.codes, array['*'])) with ordinality subject (organisation, step)
            where (hidden.step is null or subject.step < hidden.step)
              -- and one without qualifier before those with one, where it is not hidden itself
              and (whole.series_id is null or subject.step >= hidden.step_of_whole)) observed
        group by metric, service, organisation, period_first, qualifier, over_organisations, over_qualifiers) by_qualifier
    group by metric, service, organisation, period_first, over_qualifiers) together;
comment on view published.figure is
    'Grain: one row per metric, service (null: figures without one), organisation and period. An organisation''s figure is '
    'its own, or else those below it together; organisation "*" is all of them together. Where a part is missing or '
    'secret, the whole is MISSING. "period_first" is the first day of the period, "month" that month as text.';

create view published.period as
select m::date as period_first, to_char(m, 'YYYY-MM') as month, c.period is not null as closed,
       case when c.period is null then 'open' else 'closed' end as state
from (
    select min(o.first) as first, max(o.last) as last
    from styrkort.series s
    join styrkort.catalog_version v on v.entry_id = s.metric_id and v.ended is null
    cross join lateral (
        select min(period) as first, max(period) as last
        from styrkort.observation where series_id = s.series_id) o
    where v.body ->> 'granularity' = 'MONTH') span
cross join generate_series(span.first::timestamp, span.last::timestamp, interval '1 month') m
left join styrkort.closed_month c on c.period = m::date;
comment on view published.period is 'Grain: one row per month, from the first that has monthly figures to the last.';

-- What use is counted in is chosen on pages by the same rule (UsageRepository); a test holds that both say the same.
create view styrkort.service_unit as
select distinct on (e.code) e.code as service, m.code as metric
from styrkort.series s
join styrkort.catalog_entry m on m.entry_id = s.metric_id and m.kind = 'metric'
join styrkort.catalog_entry e on e.entry_id = s.service_id
cross join lateral (
    select o.period from styrkort.observation o
    where o.series_id = s.series_id and o.state = 'VALUE' order by o.period desc limit 1) newest
where m.code in ('usage.active_users', 'usage.volume', 'usage.transactions')
order by e.code, newest.period desc,
         array_position(array['usage.active_users', 'usage.volume', 'usage.transactions'], m.code);
comment on view styrkort.service_unit is
    'One row per service that has any use: the metric that it is counted in, which is what its newest month has a value '
    'in, of several users before volume before transactions.';

create view published.service_usage as
select u.service, u.organisation, u.period_first, u.month,
       u.period_first::timestamp at time zone 'Europe/Stockholm' as starts_at, c.period is not null as closed, u.users, u.target_group,
       case when unit.metric = 'usage.active_users' then u.users / nullif(u.target_group, 0) end as share_of_target,
       u.volume, u.transactions, u.cost, counted.amount,
       case unit.metric when 'usage.active_users' then 'users' when 'usage.volume' then 'units'
            when 'usage.transactions' then 'transactions' end as unit,
       u.cost / nullif(counted.amount, 0) as unit_cost, u.synthetic
from (
    select service, organisation, period_first, month,
           max(value) filter (where metric = 'usage.active_users') as users,
           max(value) filter (where metric = 'usage.target_group') as target_group,
           max(value) filter (where metric = 'usage.volume') as volume,
           max(value) filter (where metric = 'usage.transactions') as transactions,
           max(value) filter (where metric = 'cost.total') as cost,
           bool_or(synthetic) as synthetic
    from published.figure
    where metric in ('usage.active_users', 'usage.target_group', 'usage.volume', 'usage.transactions', 'cost.total')
      and service is not null
    group by service, organisation, period_first, month) u
left join styrkort.service_unit unit on unit.service = u.service
cross join lateral (
    select case unit.metric when 'usage.active_users' then u.users when 'usage.volume' then u.volume
                when 'usage.transactions' then u.transactions end as amount) counted
left join styrkort.closed_month c on c.period = u.period_first;
comment on view published.service_usage is
    'Grain: one row per service, organisation ("*": all together) and month, which begins in Sweden at "starts_at". '
    'Users are persons, cost is SEK; "amount" is what the service''s use is counted in: users, units of volume or '
    'transactions ("unit" says which). It is one for all months of a service, chosen by its newest, so that months can be compared; '
    'unit_cost is the month''s cost divided by it. A number is null where it or a part of it is missing.';

create view published.service_usage_compared as
select service, organisation, period_first, month, starts_at, closed, users, target_group, share_of_target, volume,
       transactions, cost, amount, unit, unit_cost, synthetic, amount_year_ago, cost_year_ago, unit_cost_year_ago,
       case when closed and closed_year_ago then amount / nullif(amount_year_ago, 0) - 1 end as amount_change,
       case when closed and closed_year_ago then unit_cost / nullif(unit_cost_year_ago, 0) - 1 end as unit_cost_change
from (
    select *, max(amount) over year_ago as amount_year_ago, max(cost) over year_ago as cost_year_ago,
           max(unit_cost) over year_ago as unit_cost_year_ago, bool_or(closed) over year_ago as closed_year_ago
    from published.service_usage
    window year_ago as (partition by service, organisation order by period_first
        range between interval '1 year' preceding and interval '1 year' preceding)) u;
comment on view published.service_usage_compared is
    'Grain: as service_usage, with the same month last year beside it; changes are shares (0.05 is 5 % more), of '
    'closed months alone: an unfinished month against a whole one would mislead. Filter on service and organisation: a '
    'condition on the period is met only after all months have been compared.';

-- What an availability is, and when there is none, is said in AvailabilityFigure, for pages and gauges; a test holds
-- that this says the same.
create view published.service_availability as
select a.service, a.period_first, a.month, a.period_first::timestamp at time zone 'Europe/Stockholm' as starts_at,
       c.period is not null as closed, s.name_sv, s.availability_group, a.agreed_s, a.planned_s, a.down_s, a.unknown_s,
       a.interruptions, ratio.availability, ratio.low, ratio.high,
       case when ratio.low is not null then ratio.low / nullif(1 - a.unknown_s / a.due_s, 0)
            end as availability_measured,
       case when ratio.low is not null then 1 - a.unknown_s / a.due_s end as coverage,
       case when ratio.availability is not null and a.interruptions >= 1 then a.down_s / a.interruptions end as mtrs_s,
       t.target, t.caution, a.state,
       case when a.state = 'MISSING' then 'no_information'
            when a.state = 'NOT_APPLICABLE' or t.target is null then 'not_defined'
            when ratio.availability >= t.target then 'met'
            when ratio.availability >= t.caution then 'near' else 'below' end as status, a.synthetic
from (
    select o.*, o.agreed_s - o.planned_s as due_s,
           case when o.none_applies then 'NOT_APPLICABLE'
                when o.agreed_s is null or o.planned_s is null or o.down_s is null
                  or least(o.planned_s, o.down_s, o.unknown_s) < 0
                  or o.planned_s + o.down_s + coalesce(o.unknown_s, 0) > o.agreed_s
                  or o.agreed_s >= 1e15 or scale(trim_scale(o.agreed_s)) > 0 or scale(trim_scale(o.planned_s)) > 0
                  or scale(trim_scale(o.down_s)) > 0 or scale(trim_scale(coalesce(o.unknown_s, 0))) > 0 then 'MISSING'
                when o.agreed_s = o.planned_s then 'NOT_APPLICABLE' else 'VALUE' end as state
    from (
        select service, period_first, month, max(value) filter (where metric = 'availability.agreed_s') as agreed_s,
               max(value) filter (where metric = 'availability.planned_s') as planned_s,
               max(value) filter (where metric = 'availability.down_s') as down_s,
               max(value) filter (where metric = 'availability.unknown_s') as unknown_s,
               max(value) filter (where metric = 'availability.interruptions') as interruptions,
               count(*) filter (where state = 'NOT_APPLICABLE' and metric in (
                   'availability.agreed_s', 'availability.planned_s', 'availability.down_s')) = 3 as none_applies,
               bool_or(synthetic) filter (where metric <> 'availability.interruptions') as synthetic
        from published.figure
        where metric in ('availability.agreed_s', 'availability.planned_s', 'availability.down_s',
                  'availability.unknown_s', 'availability.interruptions') and organisation = '*' and service is not null
        group by service, period_first, month
        having bool_or(metric <> 'availability.interruptions')) o) a
cross join lateral (
    select case when a.state = 'VALUE' then (a.due_s - a.down_s) / a.due_s end as availability,
           case when a.state = 'VALUE' then (a.due_s - a.down_s - a.unknown_s) / a.due_s end as low,
           case when a.state = 'VALUE' and a.unknown_s is not null then (a.due_s - a.down_s) / a.due_s
                end as high) ratio
join published.service s using (service)
left join styrkort.closed_month c on c.period = a.period_first
-- of each model the version that scores the month, of these the shipped model's measure first
left join lateral (
    select n.target, n.caution
    from (select model, coalesce(max(version) filter (where valid_from < a.period_first + interval '1 month'),
                                 min(version)) as version
          from styrkort.scorecard_node group by model) v
    join styrkort.scorecard_node n using (model, version)
    where n.availability_target order by n.model <> 'it-styrkort', n.model, n.position limit 1) t on true;
comment on view published.service_availability is
    'Grain: one row per service and month, which begins in Sweden at "starts_at". Times are seconds of agreed service '
    'time, as delivered; ratios are 0 to 1. "state": VALUE where there is an availability; NOT_APPLICABLE where no time '
    'was agreed beyond what was planned; MISSING where a part was not delivered or the seconds do not fit into each '
    'other. In "availability" (and "high", the same) unmeasured time counts as up, in "low" as down, in '
    '"availability_measured" not at all; these bounds and coverage are null where nobody said how much that was. '
    '"mtrs_s" is the mean time to restore service, null without interruptions. Target and caution are those of the scorecard model that scores the month.';

create view published.group_availability as
select g.availability_group, g.period_first, to_char(g.period_first, 'YYYY-MM') as month,
       g.period_first::timestamp at time zone 'Europe/Stockholm' as starts_at, c.period is not null as closed, g.target,
       g.services, g.services_met, g.services_missing, g.agreed_s, g.due_s, g.down_s, g.unknown_s, g.interruptions,
       g.synthetic, (g.due_s - g.down_s) / g.due_s as availability, (g.due_s - g.down_s - g.unknown_s) / g.due_s as low,
       case when g.unknown_s is not null then (g.due_s - g.down_s) / g.due_s end as high,
       1 - g.unknown_s / g.due_s as coverage,
       case when g.interruptions >= 1 then g.down_s / g.interruptions end as mtrs_s,
       case when g.services = 0 and g.none_applies then 'not_defined' when g.services = 0 then 'no_information'
            when g.target is null then 'not_defined'
            when (g.due_s - g.down_s) / g.due_s >= g.target then 'met'
            when (g.due_s - g.down_s) / g.due_s >= g.caution then 'near' else 'below' end as status
from (
    select m.availability_group, m.period_first, max(a.target) as target, max(a.caution) as caution,
           count(a.availability) as services, count(*) filter (where a.status = 'met') as services_met,
           count(*) filter (where coalesce(a.state, 'MISSING') = 'MISSING') as services_missing,
           bool_and(a.state = 'NOT_APPLICABLE') as none_applies,
           sum(a.agreed_s) filter (where a.state = 'VALUE') as agreed_s,
           sum(a.agreed_s - a.planned_s) filter (where a.state = 'VALUE') as due_s,
           sum(a.down_s) filter (where a.state = 'VALUE') as down_s,
           case when count(a.low) = count(a.availability) then sum(a.unknown_s) filter (where a.state = 'VALUE')
                end as unknown_s,
           case when bool_and(a.interruptions is not null) filter (where a.state = 'VALUE')
                then sum(a.interruptions) filter (where a.state = 'VALUE') end as interruptions,
           bool_or(a.synthetic) filter (where a.state = 'VALUE') as synthetic
    from (
        -- whoever delivered in the month or the twelve before it is missed
        select distinct s.service, coalesce(s.availability_group, '') as availability_group,
               (d.period + months * interval '1 month')::date as period_first
        from (
            select series.service_id, obs.period, max(obs.period) over () as last
            from styrkort.series series
            join styrkort.catalog_entry m on m.entry_id = series.metric_id and m.kind = 'metric'
            join styrkort.observation obs using (series_id)
            where m.code in ('availability.agreed_s', 'availability.planned_s', 'availability.down_s',
                             'availability.unknown_s')) d
        join styrkort.catalog_entry e on e.entry_id = d.service_id
        join published.service s on s.service = e.code
        cross join generate_series(0, 12) months
        where (d.period + months * interval '1 month')::date <= d.last) m
    left join published.service_availability a using (service, period_first)
    group by m.availability_group, m.period_first) g
left join styrkort.closed_month c on c.period = g.period_first;
comment on view published.group_availability is
    'Grain: one row per availability group ("": services without one) and month: the "services" whose availability is '
    'known, weighted by their agreed time. "services_missing" are those that delivered in the month or the twelve before '
    'it, but have no availability in it; what does not apply to a service is not missed. Bounds and interruptions are '
    'null where a service that counts lacks its part of them.';

-- --- Targets of the catalog, and what they leave room for ---------------------------------------------------------

create view published.availability_group as
select e.code as availability_group, v.body -> 'name' ->> 'sv' as name_sv, v.body -> 'name' ->> 'en' as name_en,
       (v.body ->> 'target')::numeric as target
from styrkort.catalog_entry e join styrkort.catalog_version v using (entry_id)
where e.kind = 'availability_group' and v.ended is null;
comment on view published.availability_group is
    'Grain: one row per group of services whose availability is followed up together, as the catalog has it now. "target": '
    '0 to 1, null when the municipality has set none.';

-- What an error budget is is said in ErrorBudget, for pages and gauges; a test holds that this says the same.
create view published.error_budget as
select service, period_first, month, starts_at, closed, name_sv, availability_group, aimed as target, availability,
       coverage, interruptions, mtrs_s, budget_s, down_s as used_s, budget_s - down_s as left_s,
       down_s / nullif(budget_s, 0) as used_share, down_s > budget_s as missed, synthetic
from (
    select a.*, t.aimed, (1 - t.aimed) * (a.agreed_s - a.planned_s) as budget_s
    from published.service_availability a
    join styrkort.catalog_entry e on e.kind = 'service' and e.code = a.service
    join styrkort.catalog_version v on v.entry_id = e.entry_id and v.ended is null
    left join published.availability_group g on g.availability_group = a.availability_group
    cross join lateral (select coalesce((v.body ->> 'availabilityTarget')::numeric, g.target) as aimed) t
    where a.state = 'VALUE' and t.aimed is not null) b;
comment on view published.error_budget is
    'Grain: one row per service and month that has an availability, where the catalog sets a target for the service or its '
    'group; the target is the one of now. Seconds of agreed time: "budget_s" is the downtime that the target leaves room '
    'for, "left_s" is below 0 when it is missed, "used_share" is null where there is no room at all.';

create view published.group_error_budget as
select availability_group, name_sv, period_first, month, starts_at, closed, aimed as target, availability, coverage,
       interruptions, mtrs_s, services, services_missing, budget_s, down_s as used_s, budget_s - down_s as left_s,
       down_s / nullif(budget_s, 0) as used_share, down_s > budget_s as missed, synthetic
from (
    select a.*, g.name_sv, g.target as aimed, (1 - g.target) * a.due_s as budget_s
    from published.group_availability a join published.availability_group g using (availability_group)
    where a.services > 0 and g.target is not null) b;
comment on view published.group_error_budget is
    'Grain: one row per availability group with a target in the catalog and month: as error_budget, of the services whose '
    'availability is known, their seconds added.';

create view published.outage as
select s.service, s.name_sv, s.availability_group, o.kind, o.started_at, o.ended_at,
       extract(epoch from o.ended_at - o.started_at) as duration_s, o.announced_at, o.published,
       case when o.published then o.message end as message, d.synthetic
from styrkort.outage o
join styrkort.catalog_entry e on e.entry_id = o.service_id
join published.service s on s.service = e.code
join styrkort.source d on d.source_id = o.source_id
where o.ended is null and not o.withdrawn;
comment on view published.outage is
    'Grain: one row per interruption ("unplanned") or maintenance ("planned") as it is known now; those that were taken '
    'back are not there. "ended_at" is null while it goes on; "duration_s" are seconds on the calendar, not of agreed '
    'time. Reasons, and who wrote what, are internal; the message is what the operating information says.';

create view published.desk as
select d.organisation, d.period_first, d.month, d.period_first::timestamp at time zone 'Europe/Stockholm' as starts_at,
       c.period is not null as closed, d.contacts, d.within_level,
       d.within_level / nullif(d.contacts, 0) as share_within_level, d.resolved,
       d.handling_s / nullif(d.resolved, 0) as mean_handling_s, d.synthetic, d.opened, d.backlog,
       d.median_handling_s, d.p90_handling_s, d.first_contact / nullif(d.first_contact_known, 0) as share_first_contact,
       d.reopened / nullif(d.reopened_known, 0) as share_reopened
from (
    select organisation, period_first, month, max(value) filter (where metric = 'desk.contacts') as contacts,
           max(value) filter (where metric = 'desk.within_level') as within_level,
           max(value) filter (where metric = 'desk.resolved') as resolved,
           max(value) filter (where metric = 'desk.handling_s') as handling_s, bool_or(synthetic) as synthetic,
           max(value) filter (where metric = 'desk.opened') as opened,
           max(value) filter (where metric = 'desk.backlog') as backlog,
           max(value) filter (where metric = 'desk.handling_median_s') as median_handling_s,
           max(value) filter (where metric = 'desk.handling_p90_s') as p90_handling_s,
           max(value) filter (where metric = 'desk.first_contact') as first_contact,
           max(value) filter (where metric = 'desk.first_contact_known') as first_contact_known,
           max(value) filter (where metric = 'desk.reopened') as reopened,
           max(value) filter (where metric = 'desk.reopened_known') as reopened_known
    from (
        -- of what is together, the whole that the desk's tickets gave stands before its parts added, and medians do not add up
        select f.organisation, f.period_first, f.month, f.metric, coalesce(whole.value, f.value) as value, f.synthetic
        from published.figure f
        left join published.observation whole on f.organisation = '*' and whole.organisation is null
             and whole.service is null and whole.qualifier = '' and whole.metric = f.metric and whole.period = f.period_first
        where f.metric in ('desk.contacts', 'desk.within_level', 'desk.resolved', 'desk.handling_s', 'desk.opened',
                  'desk.backlog', 'desk.handling_median_s', 'desk.handling_p90_s', 'desk.first_contact',
                  'desk.first_contact_known', 'desk.reopened', 'desk.reopened_known') and f.service is null) f
    group by organisation, period_first, month) d
left join styrkort.closed_month c on c.period = d.period_first;
comment on view published.desk is
    'Grain: one row per organisation ("*": all together) and month: the service desk''s figures that are not about one '
    'service. Handling time is seconds of service hours per resolved ticket: mean, median, and what nine of ten took no '
    'longer than. "backlog": open tickets at the end of the month.';

-- --- Scorecards --------------------------------------------------------------------------------------------------

create view published.measure as
select model, version, node, split_part(node, '/', 1) as perspective, nullif(split_part(node, '/', 2), '') as measure,
       position, name_sv, name_en, unit, target, caution, lower_is_better, weight, valid_from,
       version = max(version) over (partition by model) as newest
from styrkort.scorecard_node;
comment on view published.measure is
    'Grain: one row per model version and node: a perspective, or a measure of one ("measure" is then not null). Target '
    'and caution are in the measure''s unit ("ratio": 0 to 1).';

create view published.score as
select c.model, c.version, c.period, c.period_first, c.revision, c.computed_at, s.subject_kind, s.subject, s.node,
       split_part(s.node, '/', 1) as perspective, nullif(split_part(s.node, '/', 2), '') as measure,
       s.state::text as state, s.value, s.score, s.low, s.high, s.missing_low, s.missing_high, s.coverage,
       case when c.period ~ '^\d{4}-\d\d$' then 'month' when c.period like '%-Q%' then 'quarter'
            when c.period like '%-T%' then 'tertial' when c.period like '%-H%' then 'half_year' else 'year' end as granularity,
       c.period_first::timestamp at time zone 'Europe/Stockholm' as starts_at, c.closed, s.status, s.trend, s.previous, s.with_value, s.applicable, s.synthetic,
       n.name_sv, n.name_en, n.position, n.unit, n.target, n.caution,
       coalesce(o.name_sv, s.subject) as subject_sv, o.kind as subject_organisation_kind,
       c.version = (
           select coalesce(max(v.version) filter (where v.valid_from < c.period_end), min(v.version))
           from styrkort.scorecard_node v where v.model = c.model) as in_force
from (
    select *, (period_first + case when period ~ '^\d{4}-\d\d$' then interval '1 month'
                                   when period like '%-Q%' then interval '3 months'
                                   when period like '%-T%' then interval '4 months'
                                   when period like '%-H%' then interval '6 months'
                                   else interval '1 year' end)::date as period_end
    from styrkort.scorecard) c
join styrkort.score s using (model, version, period)
left join styrkort.scorecard_node n using (model, version, node)
left join published.organisation o on s.subject_kind = 'organisation' and o.organisation = s.subject;
comment on view published.score is
    'Grain: one row per model version, period, subject and node (total, a perspective, or a measure of one). Scores are 0 to '
    '100 and absent where there is none; "revision" says which figures they were computed from, "computed_at" when. '
    '"in_force": whether the version is the one that scores the period; filter on it, or rows of several versions mix.';

create view published.publication as
select publication_id as publication, model, version, period, period_first,
       case when period ~ '^\d{4}-\d\d$' then 'month' when period like '%-Q%' then 'quarter'
            when period like '%-T%' then 'tertial' when period like '%-H%' then 'half_year' else 'year' end as granularity,
       period_first::timestamp at time zone 'Europe/Stockholm' as starts_at, closed, revision, as_of, published_at,
       published_by, note, subjects, content_hash, previous_hash, hash, left(hash, 16) as hash_short,
       publication_id = (select max(n.publication_id) from styrkort.publication n
                         where n.model = p.model and n.period = p.period) as newest
from styrkort.publication p;
comment on view published.publication is
    'Grain: one row per publication: scorecards frozen as they were known at "as_of". "newest": whether it is the last of its '
    'model and period; filter on it, or several publications of one period mix. Each holds the hash of the one before.';

create view published.published_score as
select p.publication, p.model, p.version, p.period, p.period_first, p.granularity, p.starts_at, p.closed, p.published_at,
       p.newest, s.subject_kind, s.subject, s.subject_sv, s.subject_en, s.node, split_part(s.node, '/', 1) as perspective,
       nullif(split_part(s.node, '/', 2), '') as measure, s.state::text as state, s.value, s.score, s.low, s.high,
       s.missing_low, s.missing_high, s.coverage, s.status, s.trend, s.previous, s.with_value, s.applicable, s.synthetic,
       n.name_sv, n.name_en, n.position, n.unit, n.target, n.caution
from published.publication p
join styrkort.publication_score s on s.publication_id = p.publication
left join styrkort.scorecard_node n on n.model = p.model and n.version = p.version and n.node = s.node;
comment on view published.published_score is
    'Grain: one row per publication, subject and node (total, a perspective, or a measure of one), as published: later '
    'restatements do not touch it. Columns mean what they mean in published.score.';

-- --- Deliveries --------------------------------------------------------------------------------------------------

create view published.import as
select i.import_id, s.code as source, i.profile, i.file_name, i.received_at, i.rows, i.used, i.filtered, i.blank,
       i.rejected, i.created, i.unchanged, i.restated, i.revision
from styrkort.import i join styrkort.source s using (source_id)
where i.replay_of is null;
comment on view published.import is
    'Grain: one row per delivery that was taken in; a file that was read again is no other delivery.';

create view published.source as
select s.code as source, i.imports, i.last_import_at, o.last_period_first,
       to_char(o.last_period_first, 'YYYY-MM') as last_month, (o.last_period_first + interval '1 month')::date as period_end
from styrkort.source s
join (
    select source_id, count(*) as imports, max(received_at) as last_import_at
    from styrkort.import where replay_of is null group by source_id) i using (source_id)
left join (
    select series.source_id, max(o.last) as last_period_first
    from styrkort.series series
    join styrkort.catalog_version v on v.entry_id = series.metric_id and v.ended is null
    cross join lateral (select max(period) as last from styrkort.observation where series_id = series.series_id) o
    where v.body ->> 'granularity' = 'MONTH'
    group by series.source_id) o using (source_id);
comment on view published.source is
    'Grain: one row per source that has delivered: its last delivery and the last month that it has monthly figures for '
    '("period_end" is the day after that month).';

create view published.restatement as
select m.code as metric, e.code as service, o.code as organisation, series.qualifier, h.period as period_first,
       to_char(h.period, 'YYYY-MM') as month, h.state::text as state_before, h.value as value_before,
       now.state::text as state_now, now.value as value_now, r.committed_at as restated_at,
       coalesce(later.reason, r.reason, now.reason) as reason
from styrkort.observation_history h
join styrkort.series series using (series_id)
join styrkort.catalog_entry m on m.entry_id = series.metric_id
left join styrkort.catalog_entry e on e.entry_id = series.service_id
left join styrkort.catalog_entry o on o.entry_id = series.organisation_id
left join styrkort.observation now on now.series_id = h.series_id and now.period = h.period
left join styrkort.observation_history later
       on later.series_id = h.series_id and later.period = h.period and later.revision = h.ended
left join styrkort.revision r on r.revision = h.ended;
comment on view published.restatement is
    'Grain: one row per observation that a later one replaced: what it said, what is said now, when it was replaced and why.';
