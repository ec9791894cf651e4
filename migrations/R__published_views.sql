-- The public interface of the database: what Grafana and other readers may select from. Each view says what one row is.
-- Columns may be added; what is there keeps its name and meaning.


comment on schema published is 'Views for readers outside Styrkort; the tables behind them are private.';

drop view if exists published.score, published.observation, published.import, published.service, published.organisation,
    published.metric;

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
           and jsonb_typeof(v.body -> 'followed') = 'object' as followed
from styrkort.catalog_entry e join styrkort.catalog_version v using (entry_id)
left join styrkort.catalog_entry pe on pe.kind = 'product' and pe.code = v.body ->> 'product'
left join styrkort.catalog_version p on p.entry_id = pe.entry_id and p.ended is null
where e.kind = 'service' and v.ended is null;
comment on view published.service is 'Grain: one row per service, as the catalog has it now.';

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

create view published.score as
select c.model, c.version, c.period, c.period_first, c.revision, c.computed_at, s.subject_kind, s.subject, s.node,
       split_part(s.node, '/', 1) as perspective, nullif(split_part(s.node, '/', 2), '') as measure,
       s.state::text as state, s.value, s.score, s.low, s.high, s.missing_low, s.missing_high, s.coverage
from styrkort.scorecard c join styrkort.score s using (model, version, period);
comment on view published.score is
    'Grain: one row per model version, period, subject and node (total, a perspective, or a measure of one). Scores are 0 to '
    '100 and absent where there is none; "revision" says which figures they were computed from, "computed_at" when.';

create view published.import as
select i.import_id, s.code as source, i.profile, i.file_name, i.received_at, i.rows, i.used, i.filtered, i.blank,
       i.rejected, i.created, i.unchanged, i.restated, i.revision
from styrkort.import i join styrkort.source s using (source_id);
comment on view published.import is 'Grain: one row per delivery that was taken in.';
