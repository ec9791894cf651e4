-- What figures may be about. One entry per code, one version per change.

create table styrkort.catalog_entry (
    entry_id bigint generated always as identity primary key,
    kind text not null
        check (kind in ('object', 'product', 'service', 'organisation', 'metric', 'service_hours', 'calendar')),
    code text not null,
    unique (kind, code)
);
comment on table styrkort.catalog_entry is
    'One row per object, product, service, organisation, metric, service hours or calendar; its code never changes.';
comment on column styrkort.catalog_entry.entry_id is
    'What series refer to. Numbers may have gaps: an import reserves them before it knows that it will commit.';

create table styrkort.catalog_version (
    entry_id bigint not null references styrkort.catalog_entry,
    revision bigint not null,
    ended bigint,
    body jsonb not null,
    primary key (entry_id, revision),
    check (ended > revision)
);
comment on table styrkort.catalog_version is
    'One row per version of a catalog entry: in force from its revision until the revision in "ended" (null: still).';
comment on column styrkort.catalog_version.body is 'The entry as JSON, with the keys of the API.';
create unique index catalog_version_current on styrkort.catalog_version (entry_id) where ended is null;
comment on index styrkort.catalog_version_current is 'Which version of an entry is in force now? There is one at most.';
