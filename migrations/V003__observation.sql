-- The narrow waist: series, their current observations and every superseded one.

create table styrkort.source (
    source_id bigint generated always as identity primary key,
    code text not null unique
);
comment on table styrkort.source is 'One row per source of figures; created by its first import.';

create type styrkort.state as enum ('VALUE', 'MISSING', 'NOT_APPLICABLE', 'SECRET');
create type styrkort.quality as enum ('FINAL', 'PRELIMINARY', 'ESTIMATED', 'SYNTHETIC');

create table styrkort.series (
    series_id bigint generated always as identity primary key,
    metric_id bigint not null references styrkort.catalog_entry,
    service_id bigint references styrkort.catalog_entry,
    organisation_id bigint references styrkort.catalog_entry,
    qualifier text not null default '',
    source_id bigint not null references styrkort.source
);
comment on table styrkort.series is
    'One row per metric x service x organisation x qualifier; service and organisation may be absent.';
comment on column styrkort.series.source_id is 'The source that owns the series; another one''s rows are rejected.';
create unique index series_key
    on styrkort.series (metric_id, coalesce(service_id, 0), coalesce(organisation_id, 0), qualifier);
comment on index styrkort.series_key is
    'Which series is this? Written with coalesce, so that rows without service or organisation are joined like any other.';
create index series_of_organisation on styrkort.series (organisation_id, metric_id);
comment on index styrkort.series_of_organisation is 'Which series does an organisation have?';

create table styrkort.observation (
    series_id bigint not null,
    revision bigint not null,
    import_id bigint not null,
    period date not null,
    line integer not null,
    state styrkort.state not null,
    quality styrkort.quality not null,
    sample_size integer,
    value numeric,
    std_dev numeric,
    reason text,
    primary key (series_id, period),
    check ((state = 'VALUE') = (value is not null))
);
comment on table styrkort.observation is
    'One row per series and period: the observation in force now. Foreign keys are left out on purpose: a check per row '
    'costs a third of a large import, and rows come from one merge alone.';
comment on column styrkort.observation.period is 'First day of the period, of the length that the metric''s granularity says.';
comment on column styrkort.observation.line is 'Line of the delivered file in which the row starts; the first of several that were combined.';
comment on column styrkort.observation.reason is 'Why this value replaced an earlier one.';

create table styrkort.observation_history (
    series_id bigint not null,
    revision bigint not null,
    import_id bigint not null,
    period date not null,
    line integer not null,
    state styrkort.state not null,
    quality styrkort.quality not null,
    sample_size integer,
    value numeric,
    std_dev numeric,
    reason text,
    ended bigint not null,
    primary key (series_id, period, revision),
    check (ended > revision)
);
comment on table styrkort.observation_history is
    'One row per superseded observation: in force from its revision until the revision in "ended". Append-only.';

create view styrkort.observation_version as
select series_id, revision, import_id, period, line, state, quality, sample_size, value, std_dev, reason,
       null::bigint as ended
from styrkort.observation
union all
select series_id, revision, import_id, period, line, state, quality, sample_size, value, std_dev, reason, ended
from styrkort.observation_history;
comment on view styrkort.observation_version is
    'One row per version of an observation: as of revision r those with revision <= r and (ended is null or ended > r).';

create table styrkort.period_closing (
    period date not null,
    revision bigint not null,
    ended bigint,
    actor text not null,
    primary key (period, revision)
);
comment on table styrkort.period_closing is
    'One row per closing of a month, in force from its revision until it was reopened at the revision in "ended".';

create table styrkort.contribution (
    import_id bigint not null,
    series_id bigint not null,
    period date not null,
    line integer not null,
    primary key (import_id, series_id, period, line)
);
comment on table styrkort.contribution is
    'One row per delivered row that was combined with others into one observation, so that a sum leads back to all of them.';
