-- What a scorecard node's target is of.

-- Nodes are what the models' YAML says: the program writes them again when it starts.
delete from styrkort.scorecard_node;

alter table styrkort.scorecard_node add column availability_target boolean not null;
comment on table styrkort.scorecard_node is
    'One row per perspective and measure of a model version, written with it: what its YAML says, for readers of the database.';
comment on column styrkort.scorecard_node.availability_target is
    'Whether services'' availability is held against the measure''s target: it reads the downtime of all services.';
