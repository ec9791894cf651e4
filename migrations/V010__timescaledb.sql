-- TimescaleDB where it can be used, and nothing where it cannot: the same program runs on both.
--
-- The extension is made ready, no more. The observations stay plain tables, on purpose. They hold months, not samples;
-- what happens to them is restatement, and an upsert of 100,000 rows into an old month was measured to take 1.2 times as
-- long on a hypertable and 5.8 times on compressed chunks, while sums over all series took longer too. What pays is raw
-- samples of probes: the migration that makes their table makes it a hypertable where this extension is.
do $$
begin
    if not exists (select from pg_available_extensions where name = 'timescaledb') then
        raise notice 'TimescaleDB is not installed; plain PostgreSQL is used';
    -- a setting that its loader defines; what is preloaded may only be read by some roles. Without the loader,
    -- "create extension" would end the session.
    elsif not exists (select from pg_settings where name = 'timescaledb.max_background_workers') then
        raise notice 'TimescaleDB is installed but not preloaded (shared_preload_libraries); plain PostgreSQL is used';
    elsif not exists (select from pg_extension where extname = 'timescaledb') then
        begin
            create extension timescaledb schema public;
        exception when insufficient_privilege then
            raise notice 'TimescaleDB is there, but this role may not create it; plain PostgreSQL is used';
        end;
    end if;
end
$$;
