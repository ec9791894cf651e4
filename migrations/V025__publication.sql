-- Publications: scorecards that are frozen, each sealed with the hash of the one before.

create table styrkort.publication (
    publication_id bigint primary key,
    model text not null,
    version integer not null,
    period text not null,
    period_first date not null,
    closed boolean not null,
    revision bigint not null,
    as_of timestamptz not null,
    published_at timestamptz not null,
    published_by text not null,
    note text,
    subjects integer not null,
    content_hash text not null,
    previous_hash text unique,
    hash text not null unique,
    foreign key (model, version) references styrkort.scorecard_model (code, version),
    check ((publication_id = 1) = (previous_hash is null)),
    check (content_hash ~ '^[0-9a-f]{64}$' and hash ~ '^[0-9a-f]{64}$')
);
comment on table styrkort.publication is
    'One row per publication, numbered from 1 without gaps. Append-only: a trigger refuses the rest.';
comment on column styrkort.publication.closed is 'Whether every month of the period was closed when it was published.';
comment on column styrkort.publication.revision is 'The last change that counts in its figures; "as_of" is when that was committed.';
comment on column styrkort.publication.content_hash is 'SHA-256 of the content: all parts of publication_part, in order, as UTF-8.';
comment on column styrkort.publication.previous_hash is 'The hash of the publication before; null for the first. Unique, so that the chain has no forks.';
comment on column styrkort.publication.hash is
    'SHA-256 over the row as canonical JSON; which fields, and how to recompute it by hand, stands in docs/publications.md.';
create index publication_of_period on styrkort.publication (model, period, publication_id);
comment on index styrkort.publication_of_period is 'Answers: which is the newest publication of a model and period?';

create table styrkort.publication_part (
    publication_id bigint not null references styrkort.publication,
    part integer not null,
    body text not null,
    primary key (publication_id, part)
);
comment on table styrkort.publication_part is
    'One row per part of a publication''s content, which is RFC 8785 canonical JSON: its head, one part per subject, its end. '
    'Append-only.';

create table styrkort.publication_score (
    publication_id bigint not null references styrkort.publication,
    subject_kind text not null,
    subject text not null,
    node text not null,
    subject_sv text not null,
    subject_en text not null,
    state styrkort.state not null,
    value numeric,
    score double precision,
    low double precision,
    high double precision,
    missing_low double precision,
    missing_high double precision,
    coverage double precision,
    status text,
    trend text,
    previous numeric,
    with_value integer not null,
    applicable integer not null,
    synthetic boolean not null,
    primary key (publication_id, subject_kind, subject, node)
);
comment on table styrkort.publication_score is
    'One row per publication, subject and node (total, perspective, or perspective/measure): the content''s scores for readers of '
    'the database. A table of its own, so that scores that are refreshed never touch published ones. Append-only.';
comment on column styrkort.publication_score.subject_sv is 'What the subject was called when it was published; "subject_en" likewise.';

create trigger publication_append_only before update or delete or truncate on styrkort.publication
    for each statement execute function styrkort.refuse_change();
create trigger publication_part_append_only before update or delete or truncate on styrkort.publication_part
    for each statement execute function styrkort.refuse_change();
create trigger publication_score_append_only before update or delete or truncate on styrkort.publication_score
    for each statement execute function styrkort.refuse_change();
