-- What readers of the database need beside the figures: where the pages are, and quickly what is new.

create table styrkort.setting (
    one boolean primary key default true check (one),
    base_url text not null
);
comment on table styrkort.setting is 'At most one row: what the program that started last says of itself.';
comment on column styrkort.setting.base_url is 'Where readers reach the pages: STYRKORT_BASE_URL, without a slash at its end.';

-- Not a btree: every restatement changes the revision, so that each would have to write all indexes of its row anew.
-- BRIN_MEASUREMENT
create index observation_revision on styrkort.observation using brin (revision) with (pages_per_range = 32, autosummarize = on);
comment on index styrkort.observation_revision is 'Answers: what has come or been restated after a revision?';
