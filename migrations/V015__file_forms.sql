-- Files of every form: what a delivery turned out to be, and which profiles came with the program.

alter table styrkort.import add column format text not null default 'csv';
alter table styrkort.import alter column format drop default;
comment on column styrkort.import.format is 'csv, xlsx, json or ndjson, as the content turned out to be.';
comment on column styrkort.import.delimiter is 'Between the cells of CSV; empty for other forms.';
comment on table styrkort.import_content is
    'The delivered bytes, in order, in chunks of at most 1 MiB, each compressed on its own (deflate). Where the profile keeps only some columns, the file with the others emptied; where it keeps none, nothing.';
comment on column styrkort.import_content.first_line is
    'The line that the chunk''s first byte belongs to; leads from a line to its chunk. Means nothing for XLSX and JSON, which are read from their start.';

alter table styrkort.profile add column shipped boolean not null default false;
update styrkort.profile set shipped = true where code = 'observations';
comment on column styrkort.profile.shipped is
    'Whether the version came with the program; a new release replaces only such versions, never a steward''s.';
