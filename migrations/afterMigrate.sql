-- Runs at every start, so that a role created later is found.
-- The role that Grafana reads with, where the database has one: the published views and nothing else. What protects the
-- figures is that nothing else is granted; the settings protect the database from a query that nobody waits for.
do $$
begin
    if exists (select from pg_roles where rolname = 'styrkort_reader') then
        perform pg_advisory_xact_lock(6013564934782124042); -- two instances may start at once
        grant usage on schema published to styrkort_reader;
        grant select on all tables in schema published to styrkort_reader;
        -- everybody may make temporary tables as the database comes, and so fill its disk; the program, which needs them, keeps
        -- that right. Who may not revoke it is not stopped by an error
        if has_database_privilege('styrkort_reader', current_database(), 'temporary') then
            begin
                execute format('grant temporary on database %I to current_user', current_database());
                execute format('revoke temporary on database %I from public', current_database());
            exception when insufficient_privilege then
                null;
            end;
            if has_database_privilege('styrkort_reader', current_database(), 'temporary') then
                raise warning 'styrkort_reader may make temporary tables, which this role may not change: see the README';
            end if;
        end if;
        if not exists (
            select from pg_db_role_setting s join pg_roles r on r.oid = s.setrole join pg_database d on d.oid = s.setdatabase
            where r.rolname = 'styrkort_reader' and d.datname = current_database()
              and s.setconfig @> array['default_transaction_read_only=on', 'statement_timeout=15s', 'TimeZone=UTC',
                                       'search_path=published', 'idle_in_transaction_session_timeout=60s']) then
            begin
                execute format('alter role styrkort_reader in database %I set default_transaction_read_only = on', current_database());
                execute format('alter role styrkort_reader in database %I set statement_timeout = ''15s''', current_database());
                execute format('alter role styrkort_reader in database %I set idle_in_transaction_session_timeout = ''60s''', current_database());
                execute format('alter role styrkort_reader in database %I set search_path = published', current_database());
                execute format('alter role styrkort_reader in database %I set TimeZone = ''UTC''', current_database());
            exception when insufficient_privilege then
                raise warning 'styrkort_reader may read the published views, but this role may not set its limits: see the README';
            end;
        end if;
    end if;
end
$$;
