-- Deliveries: what came, from whom, what became of each row.

create table styrkort.profile (
    code text not null,
    version integer not null,
    revision bigint not null,
    body text not null,
    primary key (code, version)
);
comment on table styrkort.profile is 'One row per version of an import profile, as the YAML that was sent; the highest version is in force.';

create table styrkort.import (
    import_id bigint generated always as identity primary key,
    revision bigint,
    source_id bigint not null references styrkort.source,
    profile text not null,
    profile_version integer not null,
    file_name text not null,
    encoding text not null,
    delimiter text not null,
    decimal_sign text not null,
    sha256 text not null,
    size_bytes bigint not null,
    received_at timestamptz not null,
    actor text not null,
    reason text,
    rows bigint not null,
    used bigint not null,
    filtered bigint not null,
    blank bigint not null,
    rejected bigint not null,
    created bigint not null,
    unchanged bigint not null,
    restated bigint not null,
    emptied bigint not null,
    foreign key (profile, profile_version) references styrkort.profile
);
comment on table styrkort.import is 'One row per delivery that was taken in.';
comment on column styrkort.import.revision is 'The revision that the import made; null when it changed nothing.';
comment on column styrkort.import.rows is 'rows = used + filtered + blank + rejected; observations after combining = created + unchanged + restated.';

create table styrkort.import_content (
    import_id bigint not null references styrkort.import,
    chunk integer not null,
    first_line integer not null,
    bytes bytea not null,
    primary key (import_id, chunk)
);
alter table styrkort.import_content alter column bytes set storage external;
comment on table styrkort.import_content is
    'The delivered bytes, in order, in chunks of at most 1 MiB, each compressed on its own (deflate).';
comment on column styrkort.import_content.first_line is 'The line that the chunk''s first byte belongs to; leads from a line to its chunk.';

create table styrkort.import_rejection (
    import_id bigint not null references styrkort.import,
    line integer not null,
    number integer not null,
    column_name text not null,
    code text not null,
    value text not null,
    args text[] not null,
    primary key (import_id, line, number)
);
comment on table styrkort.import_rejection is 'One row per fault of a rejected row; the text that a reader sees is made from code and args.';
