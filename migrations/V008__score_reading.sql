-- What a reader of stored scores asks for beside the score: what it is called, its target, how it stands, and whether
-- figures made up for demonstration went in. Stored scores are made again from observations, so they are emptied here.

delete from styrkort.scorecard;

alter table styrkort.scorecard add column closed boolean not null;
comment on column styrkort.scorecard.closed is 'Whether every month of the period was closed at the revision.';

alter table styrkort.score
    add column status text,
    add column trend text,
    add column previous numeric,
    add column with_value smallint not null,
    add column applicable smallint not null,
    add column synthetic boolean not null;
comment on column styrkort.score.status is 'met, near, below, no_information or not_defined; null for a perspective or total.';
comment on column styrkort.score.trend is 'better, worse, unchanged or none; null for a perspective or total.';
comment on column styrkort.score.previous is 'A measure''s value in the previous comparable period, where that was closed.';
comment on column styrkort.score.with_value is
    'How many parts had values, of those "applicable": measures of a perspective, perspectives of the total, 0 or 1 for a measure.';
comment on column styrkort.score.synthetic is 'Whether figures made up for demonstration went in.';

create table styrkort.scorecard_node (
    model text not null,
    version integer not null,
    node text not null,
    position integer not null,
    name_sv text not null,
    name_en text not null,
    unit text,
    target numeric,
    caution numeric,
    lower_is_better boolean not null,
    weight numeric not null,
    valid_from date not null,
    primary key (model, version, node),
    foreign key (model, version) references styrkort.scorecard_model (code, version)
);
comment on table styrkort.scorecard_node is
    'One row per perspective and measure of a model version, written with its first stored scores: what the model''s YAML says, for readers of the database.';
comment on column styrkort.scorecard_node.valid_from is 'The first day that the model version may score.';

create index series_of_service on styrkort.series (service_id, metric_id);
comment on index styrkort.series_of_service is 'Answers: which series does a service have?';
