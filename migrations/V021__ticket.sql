-- Tickets of the service desk, in every version that was delivered. They name nobody.

create table styrkort.ticket (
    source_id bigint not null references styrkort.source,
    code text not null,
    revision bigint not null,
    ended bigint,
    import_id bigint not null,
    line integer not null,
    confirmed_by bigint,
    service_id bigint references styrkort.catalog_entry,
    organisation_id bigint references styrkort.catalog_entry,
    opened_at timestamptz not null,
    resolved_at timestamptz,
    closed_at timestamptz,
    on_hold_s bigint not null check (on_hold_s >= 0),
    priority text not null,
    channel text,
    first_contact boolean,
    within_level boolean,
    reopened integer check (reopened >= 0),
    opened_month date not null
        generated always as ((date_trunc('month', opened_at at time zone 'Europe/Stockholm'))::date) stored,
    resolved_month date
        generated always as ((date_trunc('month', resolved_at at time zone 'Europe/Stockholm'))::date) stored,
    done_month date
        generated always as ((date_trunc('month', coalesce(resolved_at, closed_at) at time zone 'Europe/Stockholm'))::date) stored,
    primary key (source_id, code, revision),
    check (ended > revision),
    check (resolved_at >= opened_at),
    check (closed_at >= opened_at)
);
comment on table styrkort.ticket is
    'One row per version of a ticket: in force from its revision until the revision in "ended" (null: still). Nothing about persons.';
comment on column styrkort.ticket.code is 'The ticket as its source calls it.';
comment on column styrkort.ticket.confirmed_by is
    'The last import that said the same again while rows of the source waited to be corrected: an older file read again does not overwrite it.';
comment on column styrkort.ticket.on_hold_s is 'Time on hold, in seconds of service hours.';
comment on column styrkort.ticket.priority is 'As the source writes it; empty when it does not.';
comment on column styrkort.ticket.reopened is 'How often it came back after it had been resolved; null: the source does not say.';
comment on column styrkort.ticket.opened_month is 'First day of the month in which it was opened, in Europe/Stockholm.';
comment on column styrkort.ticket.resolved_month is 'First day of the month in which it was resolved, in Europe/Stockholm.';
comment on column styrkort.ticket.done_month is
    'First day of the month in which it was no longer open, in Europe/Stockholm: resolved or, without that, closed.';

create unique index ticket_current on styrkort.ticket (source_id, code) where ended is null;
comment on index styrkort.ticket_current is 'Which version of a ticket is in force now? There is one at most.';
create index ticket_opened on styrkort.ticket (opened_month, service_id);
comment on index styrkort.ticket_opened is 'Which tickets were opened in a month, now or as of a revision?';
create index ticket_resolved on styrkort.ticket (resolved_month, service_id);
comment on index styrkort.ticket_resolved is 'Which tickets were resolved in a month, now or as of a revision?';
-- most tickets are done in the month in which they were opened, and are not in it
create index ticket_open on styrkort.ticket using gist (daterange(opened_month, done_month))
    where done_month is distinct from opened_month;
comment on index styrkort.ticket_open is
    'Which tickets were open when a month ended? The range holds the first day of each such month.';

create table styrkort.ticket_log (
    source_id bigint not null references styrkort.source,
    revision bigint not null,
    reached date not null,
    primary key (source_id, revision)
);
comment on table styrkort.ticket_log is
    'One row per change of how far a source''s log of tickets reaches: from the revision on, to the month and no less. What it says nothing about has no backlog.';
comment on column styrkort.ticket_log.reached is
    'First day of the last month in which something happened to any of its tickets; never after the month in which it was delivered.';
