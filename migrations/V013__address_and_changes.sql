-- What readers of the database need beside the figures: where the pages are, and quickly what is new.

create table styrkort.setting (
    one boolean primary key default true check (one),
    base_url text not null
);
comment on table styrkort.setting is 'At most one row: what the program that started last says of itself.';
comment on column styrkort.setting.base_url is 'Where readers reach the pages: STYRKORT_BASE_URL, without a slash at its end.';

-- A revision's rows lie together, because a restated row is written anew at the end: 40 kB say where. 2,000,000 rows
-- imported as 20 months took 8 and 13 s without this index, 15 and 13 s with it, 19 and 23 s with a btree of 14 MB (a shared
-- machine, two rounds); what a revision brought among them was found in 130-200 ms, 15 ms and 12-23 ms.
create index observation_revision on styrkort.observation using brin (revision) with (pages_per_range = 32, autosummarize = on);
comment on index styrkort.observation_revision is 'Answers: what has come or been restated after a revision?';
