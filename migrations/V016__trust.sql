-- What an import can be relied on for: whose word closes a month, which rows wait, what looked wrong and went in all the same.

-- A month is open until somebody says otherwise. "reopened" is a state of its own, so that it shows that it once was closed.
alter table styrkort.period_closing rename to period_state;
alter table styrkort.period_state
    add column state text not null default 'closed' check (state in ('preliminary', 'closed', 'reopened')),
    add column reason text;
alter table styrkort.period_state alter column state drop default;
comment on table styrkort.period_state is
    'One row per change of a month''s state: in force from its revision until the revision in "ended"; a month without a row in '
    'force is open.';

-- A rejected row keeps what could be read of it, so that an empty cell can say that a row for it was rejected.
alter table styrkort.import_rejection
    add column metric text,
    add column service text,
    add column organisation text,
    add column period date,
    add column resolution text check (resolution in ('dismissed', 'replayed', 'renewed')),
    add column resolved_by bigint references styrkort.import;
comment on column styrkort.import_rejection.metric is
    'A code as far as it could be read, as are service and organisation; period is its first day. Null where nothing could be.';
comment on column styrkort.import_rejection.resolution is
    'null while the row waits in quarantine; dismissed by a steward; replayed: it went in; renewed: a later reading of the row found '
    'other reasons, which stand under higher numbers.';
create index import_rejection_waiting on styrkort.import_rejection (import_id, line) where resolution is null;
comment on index styrkort.import_rejection_waiting is 'Answers: which rows wait to be corrected?';

create table styrkort.row_decision (
    decision_id bigint generated always as identity primary key,
    import_id bigint not null references styrkort.import,
    line integer not null,
    kind text not null check (kind in ('corrected', 'dismissed', 'released', 'reopened')),
    column_name text,
    value text,
    comment text,
    actor text not null,
    decided_at timestamptz not null,
    check ((kind = 'corrected') = (column_name is not null and value is not null))
);
comment on table styrkort.row_decision is
    'One row per decision about a row in quarantine, append-only: a cell corrected (the last for a cell holds), the row dismissed, '
    'released although it looks implausible, or taken up again.';
create index row_decision_of_import on styrkort.row_decision (import_id, line);
comment on index styrkort.row_decision_of_import is 'Answers: what was decided about the rows of an import?';

create table styrkort.source_mapping (
    source_id bigint not null references styrkort.source,
    kind text not null check (kind in ('metric', 'service', 'organisation')),
    text text not null,
    code text not null,
    actor text not null,
    mapped_at timestamptz not null,
    primary key (source_id, kind, text)
);
comment on table styrkort.source_mapping is
    'One row per text of a source that stands for a code of the catalog; other sources may mean something else by it.';

alter table styrkort.import add column replay_of bigint references styrkort.import;
comment on column styrkort.import.replay_of is
    'The import whose file was read again, with what was decided about its rows; its content is that import''s.';
create index import_replay on styrkort.import (replay_of) where replay_of is not null;
comment on index styrkort.import_replay is 'Answers: which imports read that file again?';

create table styrkort.observation_flag (
    series_id bigint not null,
    period date not null,
    revision bigint not null,
    rule text not null,
    detail text not null,
    released_by text,
    primary key (series_id, period, revision, rule)
);
comment on table styrkort.observation_flag is
    'One row per observation that a plausibility rule found suspicious and that went in, under the revision that brought it: as '
    'PRELIMINARY, or because the steward in "released_by" let a held row go.';

create table styrkort.confirmation (
    series_id bigint not null,
    period date not null,
    import_id bigint not null,
    primary key (series_id, period)
);
comment on table styrkort.confirmation is
    'One row per observation that a later import said again, unchanged, while rows of its source waited: the last such import. A replay '
    'of an older file does not overwrite it.';

create table styrkort.proposal (
    proposal_id bigint generated always as identity primary key,
    actor text not null,
    file_name text not null,
    sha256 text not null,
    size_bytes bigint not null,
    wishes text not null,
    made_at timestamptz not null
);
comment on table styrkort.proposal is
    'One row per delivery that was tried and waits to be confirmed or discarded by whoever made it; forgotten after a day. What else '
    'was asked for stands in "wishes" as JSON.';
create table styrkort.proposal_content (
    proposal_id bigint not null references styrkort.proposal on delete cascade,
    chunk integer not null,
    bytes bytea not null,
    primary key (proposal_id, chunk)
);
alter table styrkort.proposal_content alter column bytes set storage external;
comment on table styrkort.proposal_content is 'The bytes of a proposal, in order, in chunks of at most 1 MiB, as they were received.';

create index observation_history_ended on styrkort.observation_history (ended);
comment on index styrkort.observation_history_ended is 'Answers: what was superseded between two revisions?';
