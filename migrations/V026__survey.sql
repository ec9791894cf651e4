-- Surveys: what they are, in the catalog, and what their groups answered. No answer of one person, and nobody's name.

alter table styrkort.catalog_entry drop constraint catalog_entry_kind_check;
alter table styrkort.catalog_entry add constraint catalog_entry_kind_check check (kind in
    ('object', 'product', 'service', 'organisation', 'metric', 'availability_group', 'service_hours', 'calendar', 'survey'));
comment on table styrkort.catalog_entry is
    'One row per object, product, service, organisation, metric, availability group, service hours, calendar or survey; '
    'its code never changes.';

alter table styrkort.due drop constraint due_kind_check;
alter table styrkort.due add constraint due_kind_check check (kind in ('availability', 'servicedesk', 'survey'));

create table styrkort.survey_group (
    survey_group_id bigint generated always as identity primary key,
    survey_id bigint not null references styrkort.catalog_entry,
    month date not null,
    organisation_id bigint references styrkort.catalog_entry,
    revision bigint not null,
    ended bigint,
    source_id bigint not null references styrkort.source,
    import_id bigint not null,
    line integer not null,
    respondents bigint not null check (respondents >= 0),
    invited bigint check (invited >= 0),
    check (ended > revision)
);
comment on table styrkort.survey_group is
    'One row per version of what a group answered in a survey of a month: in force from its revision until the revision '
    'in "ended" (null: still). A later delivery of the same survey, month and group replaces it.';
comment on column styrkort.survey_group.organisation_id is 'The group; null: those who answered without saying theirs.';
comment on column styrkort.survey_group.line is 'The first line of the delivery that was about the group.';
comment on column styrkort.survey_group.respondents is
    'How many answered something; where answers come without respondents, as many as the question with most answers has.';
comment on column styrkort.survey_group.invited is 'How many were asked; null: the delivery does not say.';

create unique index survey_group_current on styrkort.survey_group (month, survey_id, coalesce(organisation_id, 0))
    where ended is null;
comment on index styrkort.survey_group_current is
    'What did a group answer in a survey of a month, as it is known now? There is one version at most.';
create index survey_group_of_survey on styrkort.survey_group (survey_id, month);
comment on index styrkort.survey_group_of_survey is 'Which months does a survey have, now or as of a revision?';

create table styrkort.survey_count (
    survey_group_id bigint not null references styrkort.survey_group,
    question text not null,
    level integer,
    answers bigint not null check (answers >= 0),
    satisfied bigint check (satisfied between 0 and answers),
    score_sum numeric,
    score_squares numeric
);
comment on table styrkort.survey_count is
    'One row per question and level that a version of a group''s answers counts; without a level what is known of all '
    'answers to the question together, and with an empty question the scores that were made of several questions.';
comment on column styrkort.survey_count.score_sum is 'All scores added; null: not known.';
comment on column styrkort.survey_count.score_squares is 'All scores squared and added; null: not known.';
create index survey_count_of_group on styrkort.survey_count (survey_group_id);
comment on index styrkort.survey_count_of_group is 'What did a group answer?';
