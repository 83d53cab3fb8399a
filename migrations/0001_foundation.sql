-- The ground that every later table stands on: two private schemas, the functions that row-level
-- security compares with, and the rights of the application role.
--
-- Roles are made by whoever sets the cluster up (a migration must not need the right to make roles):
--   migraine_pulse_owner    owns everything, runs migrations, is not used by the running application
--   migraine_pulse_app      the application: not an owner, no BYPASSRLS, NOINHERIT
--   migraine_pulse_janitor  may remove what has expired; the application can step into it

create schema vault;
create schema identity;
revoke all on schema vault, identity from public;
grant usage on schema vault, identity to migraine_pulse_app;
grant usage on schema vault, identity to migraine_pulse_janitor;

-- After a transaction the setting is an empty string, not null: nullif keeps the cast from failing.
create function vault.caller() returns uuid
    language sql stable
    return nullif(current_setting('app.user_id', true), '')::uuid;

comment on function vault.caller() is
    'The patient on whose behalf this transaction runs; null opens nothing.';

-- A digest that opens single rows before the patient is known (a session, an account).
create function vault.capability(name text) returns bytea
    language sql stable
    return decode(nullif(current_setting('app.' || name, true), ''), 'hex');

comment on function vault.capability(text) is
    'A digest held by this transaction; null opens nothing.';

grant execute on function vault.caller(), vault.capability(text)
    to migraine_pulse_app, migraine_pulse_janitor;

-- The application may know which migrations ran, but not touch their table. (The body is not checked
-- now: the table belongs to the migration tool, and a schema check may run without it.)
set local check_function_bodies = off;
create function identity.applied_migration() returns table (version bigint)
    language sql stable security definer
    set search_path = pg_catalog, pg_temp
    as 'select version from public._sqlx_migrations where success';

revoke all on function identity.applied_migration() from public;
grant execute on function identity.applied_migration() to migraine_pulse_app;
