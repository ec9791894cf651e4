-- Runs at every start, so that a role created later is found.
-- The role that Grafana reads with, where the database has one: these views and nothing else.
do $$
begin
    if exists (select from pg_roles where rolname = 'styrkort_reader') then
        grant usage on schema published to styrkort_reader;
        grant select on all tables in schema published to styrkort_reader;
    end if;
end
$$;
