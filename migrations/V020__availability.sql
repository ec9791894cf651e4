-- What availability is computed from: outages, maintenance and probes, as versions; and which months are to be computed.

alter table styrkort.source add column synthetic boolean not null default false;
comment on column styrkort.source.synthetic is
    'Whether its figures are invented, for a demonstration; what is computed of them is marked SYNTHETIC.';

create sequence styrkort.outage_id;
create table styrkort.outage (
    outage_id bigint not null,
    revision bigint not null,
    ended bigint,
    source_id bigint not null references styrkort.source,
    key text not null,
    service_id bigint not null references styrkort.catalog_entry,
    started_at timestamptz not null,
    ended_at timestamptz,
    kind text not null check (kind in ('unplanned', 'planned')),
    announced_at timestamptz,
    reason text,
    published boolean not null,
    message text,
    withdrawn boolean not null,
    change_reason text,
    approver text,
    actor text not null,
    import_id bigint references styrkort.import,
    line integer not null,
    primary key (outage_id, revision),
    check (ended_at > started_at)
);
alter sequence styrkort.outage_id owned by styrkort.outage.outage_id;
comment on table styrkort.outage is
    'One row per version of an interruption or of maintenance: in force from its revision to the one that ended it.';
comment on column styrkort.outage.key is 'Which one it is in its source: the source''s own number, else its service and its start.';
comment on column styrkort.outage.ended_at is 'Exclusive; null: it still goes on.';
comment on column styrkort.outage.announced_at is 'When planned maintenance was announced; null: it was not.';
comment on column styrkort.outage.reason is 'The cause, for those who work with the service; never published.';
comment on column styrkort.outage.published is 'Whether the current operating information shows it.';
comment on column styrkort.outage.message is 'What the current operating information says: effects and what to do instead.';
comment on column styrkort.outage.withdrawn is 'It never was: an earlier version was a mistake.';
comment on column styrkort.outage.change_reason is 'Why this version replaced the one before.';
comment on column styrkort.outage.approver is 'Who approved the change, in words.';
comment on column styrkort.outage.import_id is 'The delivery that brought it; null: it was entered by an operator.';
create unique index outage_key on styrkort.outage (source_id, key) where ended is null;
comment on index styrkort.outage_key is 'Answers: has this source said it before?';
create index outage_service on styrkort.outage (service_id, started_at);
comment on index styrkort.outage_service is 'Answers: what happened to a service before an instant?';

create table styrkort.outage_delivery (
    received_at timestamptz not null,
    source_id bigint not null references styrkort.source,
    import_id bigint references styrkort.import,
    primary key (received_at, source_id)
);
comment on table styrkort.outage_delivery is
    'One row per delivery of outages, or word of an operator that there were no others: until then it is known what was down.';

create table styrkort.probe_run (
    service_id bigint not null references styrkort.catalog_entry,
    source_id bigint not null references styrkort.source,
    from_at timestamptz not null,
    revision bigint not null,
    until_at timestamptz not null,
    up boolean not null,
    ended bigint,
    import_id bigint not null references styrkort.import,
    line integer not null,
    primary key (service_id, source_id, from_at, revision),
    check (until_at >= from_at)
);
comment on table styrkort.probe_run is
    'One row per version of a run of probes that found a service in one state, with no gap longer than a probe holds.';
comment on column styrkort.probe_run.from_at is 'The first probe of the run.';
comment on column styrkort.probe_run.until_at is 'The last probe of the run, not the end of the state.';
comment on column styrkort.probe_run.line is 'Where the file has the probe that began it, as far as this delivery knows.';
create index probe_run_current on styrkort.probe_run (service_id, source_id, from_at) where ended is null;
comment on index styrkort.probe_run_current is 'Answers: which runs of a source reach into an interval, and which are beside it?';
create index probe_run_source on styrkort.probe_run (source_id, until_at);
comment on index styrkort.probe_run_source is 'Answers: what is the last probe of a source?';

create table styrkort.probe (
    service_id bigint not null,
    source_id bigint not null,
    at timestamptz not null,
    up boolean not null,
    response_ms real,
    primary key (service_id, source_id, at)
);
comment on table styrkort.probe is
    'One row per probe as it was taken, as long as the setting keeps them; what is computed comes from the runs and survives them.';
create index probe_at on styrkort.probe using brin (at);
comment on index styrkort.probe_at is 'Answers: which probes are older than they are kept?';

-- raw samples are what a hypertable pays for
do $$
begin
    if exists (select from pg_extension where extname = 'timescaledb') then
        perform public.create_hypertable('styrkort.probe', public.by_range('at', interval '7 days'), create_default_indexes => false);
    end if;
end
$$;

create sequence styrkort.due_mark;
create table styrkort.due (
    kind text not null check (kind in ('availability', 'servicedesk')),
    service_id bigint not null,
    month date not null,
    revision bigint not null,
    mark bigint not null,
    reason text,
    actor text not null,
    primary key (kind, service_id, month)
);
alter sequence styrkort.due_mark owned by styrkort.due.mark;
comment on column styrkort.due.mark is 'Another number each time it is marked: what is marked again while it is computed stays due.';
comment on table styrkort.due is
    'One row per month of a service whose observations are behind their inputs, since the revision; service 0: what has none.';
comment on column styrkort.due.reason is 'Why figures of a closed month are to be restated; null: nobody gave a reason, and they are left.';

create table styrkort.month_end (
    kind text not null,
    month date not null,
    primary key (kind, month)
);
comment on table styrkort.month_end is 'One row per month whose end was noticed, and all that is computed of it made due.';

create table styrkort.computed_with (
    kind text primary key,
    revision bigint not null
);
comment on table styrkort.computed_with is
    'One row per kind of computed figures: the revision whose catalog they were last compared with, so that changed hours are noticed.';
