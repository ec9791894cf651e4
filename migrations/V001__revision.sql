-- Flyway creates the schema styrkort (its history table lives there) and runs this with it as the default schema.
comment on schema styrkort is 'Private tables of Styrkort. Read the views of the schema published instead.';

create schema if not exists published;
comment on schema published is 'The public interface: stable views, each of which states what one row is. All that Grafana may read.';

create table styrkort.revision (
    revision     bigint      primary key check (revision > 0),
    committed_at timestamptz not null,
    actor        text        not null check (actor <> ''),
    kind         text        not null check (kind <> ''),
    import_id    bigint,
    reason       text
);

comment on table styrkort.revision is
    'One row per committed change of observations, catalog or models. Numbers have no gaps, and their order is the order in which the changes became visible.';
comment on column styrkort.revision.revision is 'The number, from 1 and without gaps. Rows that a change made or ended carry it.';
comment on column styrkort.revision.committed_at is
    'When it became visible, on the clock of the database; strictly increasing with the number. Stamped by the last statement of the transaction.';
comment on column styrkort.revision.actor is 'Who made the change: an account, a token or a collector.';
comment on column styrkort.revision.kind is 'What was changed, in one word: import, catalog, model.';
comment on column styrkort.revision.import_id is 'The import that made the change; null if it was none.';
comment on column styrkort.revision.reason is 'Why, in the words of the one who made it; null if nobody said.';
comment on index styrkort.revision_pkey is 'Answers: what was this revision, and which one is the last?';

create unique index revision_committed_at on styrkort.revision (committed_at) include (revision);
comment on index styrkort.revision_committed_at is 'Answers: which revision was the last one committed by an instant?';
