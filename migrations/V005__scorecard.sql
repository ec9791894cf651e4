-- Models, and scores with the inputs they came from.

create table styrkort.scorecard_model (
    code text not null,
    version integer not null,
    revision bigint not null,
    body text not null,
    primary key (code, version)
);
comment on table styrkort.scorecard_model is 'One row per version of a scorecard model, as the YAML that was sent; never changed.';

create table styrkort.scorecard (
    model text not null,
    version integer not null,
    period_first date not null,
    period text not null,
    revision bigint not null,
    computed_at timestamptz not null,
    primary key (model, version, period),
    foreign key (model, version) references styrkort.scorecard_model (code, version)
);
comment on table styrkort.scorecard is
    'One row per model version and period: the revision whose figures the stored scores were computed from.';

create table styrkort.score (
    model text not null,
    version integer not null,
    period text not null,
    subject_kind text not null,
    subject text not null,
    node text not null,
    state styrkort.state,
    value numeric,
    score double precision,
    low double precision,
    high double precision,
    missing_low double precision,
    missing_high double precision,
    coverage double precision,
    inputs jsonb not null,
    primary key (model, version, period, subject_kind, subject, node),
    foreign key (model, version, period) references styrkort.scorecard on delete cascade
);
comment on table styrkort.score is
    'One row per subject and node (total, perspective, or perspective/measure) of a stored scorecard.';
comment on column styrkort.score.inputs is 'For a measure each term of its expression with state and value; else empty.';
