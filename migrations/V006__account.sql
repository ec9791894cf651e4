create table styrkort.account (
    username text primary key,
    password_hash text not null,
    created_at timestamptz not null default now(),
    constraint account_username_length check (char_length(username) between 1 and 100)
);

comment on table styrkort.account is 'One row per person who may log in.';
comment on column styrkort.account.username is 'What the person types, and the name in the trail of what was done.';
comment on column styrkort.account.password_hash is 'Argon2id hash with its own salt and parameters; the password itself is nowhere.';
comment on column styrkort.account.created_at is 'When the account was made.';
