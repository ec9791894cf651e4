-- When a reader last looked, so that a page can say what has come since.

create table styrkort.visit (
    username text not null,
    page text not null,
    revision bigint not null,
    at timestamptz not null default now(),
    earlier_revision bigint,
    earlier_at timestamptz,
    primary key (username, page),
    check ((earlier_revision is null) = (earlier_at is null)),
    check (char_length(page) between 1 and 300)
);
comment on table styrkort.visit is
    'One row per reader and page: the visit under way or last made, and the one before it. Nothing else is kept of who reads what.';
comment on column styrkort.visit.page is 'The page as its address names it, without what was chosen on it: usage, or usage/ and a service.';
comment on column styrkort.visit.revision is 'The last revision that the page showed during the visit.';
comment on column styrkort.visit.at is 'When the page was last opened. A visit ends when it is not opened for half an hour.';
comment on column styrkort.visit.earlier_revision is
    'The last revision that the page showed during the visit before; what is newer is news. Null on the first visit.';
