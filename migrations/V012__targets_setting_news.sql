-- What a scorecard node's target is of, what a reader of the database needs to know of the program, and a way to news.

-- Nodes are what the models' YAML says: the program writes them again when it starts.
delete from styrkort.scorecard_node;

alter table styrkort.scorecard_node add column availability_target boolean not null;
comment on table styrkort.scorecard_node is
    'One row per perspective and measure of a model version, written with it: what its YAML says, for readers of the '
    'database.';
comment on column styrkort.scorecard_node.availability_target is
    'Whether services'' availability is held against the measure''s target: it reads the downtime of all services.';

create table styrkort.setting (
    one boolean primary key default true check (one),
    base_url text not null
);
comment on table styrkort.setting is
    'One row: what a reader of the database needs to know of the running program, which writes it at every start.';
comment on column styrkort.setting.base_url is
    'Where readers find the pages: scheme, host and port, without a slash at the end.';

-- Measured on 1.2 million observations: 100,000 more take a tenth of a second longer to come in with this index, and
-- that nothing has come since a revision is found in a millisecond instead of 80. A BRIN index costs less at the import,
-- but took 20 ms until it had been summarised, and it is asked every other second.
create index observation_by_revision on styrkort.observation (revision);
comment on index styrkort.observation_by_revision is 'Answers: what has come or been restated since a revision?';
