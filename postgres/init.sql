-- Runs once, as the superuser, when the database is empty (compose.yaml mounts it where the image looks): the role that
-- Styrkort logs in with owns its database and may make the reading role. It is no superuser, so that whoever gets at the
-- program does not get at the server's files and programs. What only a superuser may make is made here.
\set password `cat /run/secrets/db_password`
create extension if not exists timescaledb schema public;
create role styrkort login createrole password :'password';
alter database styrkort owner to styrkort;
