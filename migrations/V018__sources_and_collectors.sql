-- Sources with an owner and a rhythm, and the collectors that fetch from them on a schedule.

alter table styrkort.source add column owner text not null default '';
alter table styrkort.source add column description text not null default '';
alter table styrkort.source add column rhythm text
    check (rhythm in ('daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'none'));
alter table styrkort.source add column max_age text;
alter table styrkort.source add column changed_at timestamptz not null default now();
comment on table styrkort.source is 'One row per source of figures; created by its first import, or before it by whoever expects it.';
comment on column styrkort.source.owner is 'Who answers for the source: a person, a role or an account, in words.';
comment on column styrkort.source.rhythm is 'How often figures come; null: as long as the periods of its newest figures are.';
comment on column styrkort.source.max_age is
    'How long after a period''s end its figures may take at most, as an ISO 8601 duration (P20D); null: the program''s own.';
comment on column styrkort.source.changed_at is 'When owner, rhythm, age or description were last written.';

create table styrkort.collector (
    code text not null,
    version integer not null,
    body text not null,
    actor text not null,
    made_at timestamptz not null default now(),
    primary key (code, version)
);
comment on table styrkort.collector is
    'One row per version of a collector, as YAML; the highest is in force. Secrets are named in it, never written.';

create table styrkort.collector_state (
    code text primary key,
    next_at timestamptz,
    attempt integer not null default 0,
    asked_by text
);
comment on table styrkort.collector_state is 'One row per collector: when it runs next, shared by all instances.';
comment on column styrkort.collector_state.next_at is 'When the next run is due; null: it waits for nothing but files.';
comment on column styrkort.collector_state.attempt is 'How many runs in a row have failed.';
comment on column styrkort.collector_state.asked_by is 'Who asked for the next run; null: the schedule did.';

create table styrkort.collector_run (
    run_id bigint generated always as identity primary key,
    code text not null,
    version integer not null,
    attempt integer not null,
    asked_by text,
    started_at timestamptz not null,
    ended_at timestamptz,
    outcome text check (outcome in ('taken', 'unchanged', 'partly', 'failed', 'interrupted')),
    imports bigint[] not null default '{}',
    deliveries integer not null default 0,
    rejected bigint not null default 0,
    error text,
    error_args text[] not null default '{}',
    check ((ended_at is null) = (outcome is null))
);
comment on table styrkort.collector_run is 'One row per run of a collector that had something to do; the last ones are kept.';
comment on column styrkort.collector_run.attempt is 'The first is 1; more after runs that failed.';
comment on column styrkort.collector_run.deliveries is 'How many deliveries it found: files of the inbox, answers over HTTP.';
comment on column styrkort.collector_run.rejected is 'Rows that were rejected in what was taken in.';
comment on column styrkort.collector_run.error is 'The first thing that went wrong; the text that a reader sees is made from error and error_args.';
create index collector_run_of_collector on styrkort.collector_run (code, run_id desc);
comment on index styrkort.collector_run_of_collector is 'Answers: what did a collector''s last runs come to?';
create index collector_run_open on styrkort.collector_run (code) where ended_at is null;
comment on index styrkort.collector_run_open is 'Answers: which runs have not ended, or were cut off?';

create table styrkort.collector_file (
    folder text not null,
    name text not null,
    size_bytes bigint not null,
    modified_at timestamptz not null,
    sha256 text not null,
    code text not null,
    import_id bigint not null references styrkort.import,
    taken_at timestamptz not null default now(),
    put_away boolean not null default false
);
comment on table styrkort.collector_file is
    'One row per file of an inbox that was taken in, written in the transaction of its import: whatever happens after it, the file is not taken twice.';
comment on column styrkort.collector_file.folder is 'The inbox that held it: of several instances each may have its own.';
comment on column styrkort.collector_file.put_away is 'Whether the file has been moved away from the inbox.';
create index collector_file_waiting on styrkort.collector_file (code, folder) where not put_away;
comment on index styrkort.collector_file_waiting is 'Answers: which files are in, but perhaps not yet moved away?';

create table styrkort.collector_answer (
    code text not null,
    address text not null,
    etag text,
    last_modified text,
    sha256 text not null,
    import_id bigint not null references styrkort.import,
    version integer not null,
    profile text not null,
    profile_version integer not null,
    primary key (code, address)
);
comment on table styrkort.collector_answer is
    'One row per address that a collector has read: what the last answer was that was taken in, to ask only for a newer one.';
