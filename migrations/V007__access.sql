-- Who may do what: grants, API tokens, failed logins, and the trail of what was done.

alter table styrkort.account alter column password_hash drop not null;
alter table styrkort.account add column sessions_from timestamptz not null default now();
alter table styrkort.account add column disabled_at timestamptz;
alter table styrkort.account add column identity text unique;
comment on column styrkort.account.password_hash is
    'Argon2id hash with its own salt and parameters; the password itself is nowhere. Null: only the common login opens it.';
comment on column styrkort.account.sessions_from is 'Sessions opened before this are over: the password or the account was changed.';
comment on column styrkort.account.disabled_at is 'Since when the account opens nothing; null: it does.';
comment on column styrkort.account.identity is
    'Issuer and subject of the common login (OIDC) that opened it first; another identity of the same name is refused.';
comment on constraint account_identity_key on styrkort.account is 'Answers: whose account is this identity?';

create table styrkort.account_grant (
    grant_id bigint generated always as identity primary key,
    username text not null references styrkort.account on delete cascade,
    role text not null
        check (role in ('steward', 'object_owner', 'it_management', 'city_management', 'auditor', 'reader')),
    organisations text[] not null,
    objects text[] not null
);
comment on table styrkort.account_grant is 'One row per role that an account has, with the scope it has it for.';
comment on column styrkort.account_grant.organisations is 'Codes; each means itself and all below it. Empty: every organisation.';
comment on column styrkort.account_grant.objects is 'Codes of management objects, each with all its services. Empty: every object.';
create index account_grant_of_account on styrkort.account_grant (username);
comment on index styrkort.account_grant_of_account is 'Answers: what may this account do?';

-- whoever had an account could do everything
insert into styrkort.account_grant (username, role, organisations, objects)
select username, role, '{}', '{}' from styrkort.account cross join (values ('steward'), ('auditor')) as roles (role);

create table styrkort.token (
    token_id bigint generated always as identity primary key,
    username text not null references styrkort.account on delete cascade,
    name text not null check (char_length(name) between 1 and 100),
    hash bytea not null unique,
    permissions text[] not null,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    last_used_at timestamptz,
    revoked_at timestamptz,
    check (expires_at > created_at)
);
comment on table styrkort.token is 'One row per API token. It may do what its account may, and of that only what "permissions" lists.';
comment on column styrkort.token.hash is 'SHA-256 of the token, which itself is nowhere; it is 256 random bits, so no slow hash is needed.';
comment on column styrkort.token.last_used_at is 'When it last opened something, to the minute.';
comment on constraint token_hash_key on styrkort.token is 'Answers: which token is this?';
create index token_of_account on styrkort.token (username);
comment on index styrkort.token_of_account is 'Answers: which tokens does this account have?';

create table styrkort.login_failure (
    username text primary key,
    failures integer not null,
    last_at timestamptz not null,
    locked_until timestamptz
);
comment on table styrkort.login_failure is
    'One row per name that failed to log in lately, whether there is such an account or not, so that the answer does not tell.';
create index login_failure_old on styrkort.login_failure (last_at);
comment on index styrkort.login_failure_old is 'Answers: which rows are old enough to be forgotten?';

create table styrkort.audit (
    audit_id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    actor text not null,
    action text not null,
    target text not null,
    address text not null
);
comment on table styrkort.audit is
    'One row per event: logins and refusals, accounts, tokens, imports, changes, publications. Append-only: a trigger refuses the rest.';
comment on column styrkort.audit.actor is 'An account, "admin-token", or the name that somebody tried to log in with.';
comment on column styrkort.audit.action is 'What happened, as one of the program''s words: login.succeeded, import.taken, token.revoked …';
comment on column styrkort.audit.target is 'What it happened to: an import''s number and file, an account, an address; may be empty. Never a secret.';
comment on column styrkort.audit.address is 'The network address it came from; empty for what the program does itself.';

create function styrkort.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'insufficient_privilege';
end
$$;
comment on function styrkort.refuse_change() is 'Keeps a table append-only.';
create trigger audit_append_only before update or delete or truncate on styrkort.audit
    for each statement execute function styrkort.refuse_change();
create trigger revision_append_only before update or delete or truncate on styrkort.revision
    for each statement execute function styrkort.refuse_change();
