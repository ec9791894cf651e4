-- Collectors that read on from where they stopped.

create table styrkort.collector_position (
    code text primary key,
    begun_at timestamptz not null,
    read_to timestamptz not null,
    warned_at timestamptz,
    import_id bigint references styrkort.import,
    check (read_to >= begun_at)
);
comment on table styrkort.collector_position is
    'One row per collector that reads on from where it stopped; moved in the transaction of the import that took in what was read.';
comment on column styrkort.collector_position.begun_at is 'The start that its definition then had; with another one it begins anew.';
comment on column styrkort.collector_position.read_to is 'The first instant that has not been read.';
comment on column styrkort.collector_position.warned_at is
    'The first instant of an answer that may have lacked something and is asked for once more; null: there is none.';
comment on column styrkort.collector_position.import_id is 'The import that moved it last; null before the first.';
