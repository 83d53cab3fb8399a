-- Everything that a patient tells the system: one table of sealed records.
--
-- In clear: the pseudonym, a random id, a revision, the schema version of the payload, a blind index
-- (keyed digest of kind and local day) and, for a deleted record, the day on which it may be removed.
-- No event time, no kind, no text. The number of rows and their size classes remain visible.

create table vault.record (
    user_id        uuid    not null,
    id             uuid    not null,
    day_index      bytea   not null check (octet_length(day_index) = 16),
    revision       bigint  not null check (revision >= 1),
    schema_version integer not null check (schema_version >= 1),
    body           bytea   not null check (octet_length(body) between 332 and 1400000),
    -- UTC day number after which a deleted record is removed for good; null while it is alive.
    purge_epoch    integer,
    primary key (user_id, id)
);

create index record_by_day on vault.record (user_id, day_index);
create index record_to_purge on vault.record (purge_epoch) where purge_epoch is not null;

alter table vault.record enable row level security;
alter table vault.record force row level security;

create policy own_rows on vault.record
    for all to migraine_pulse_app
    using (user_id = (select vault.caller()))
    with check (user_id = (select vault.caller()));

create policy expired_rows_seen on vault.record
    for select to migraine_pulse_janitor
    using (purge_epoch is not null);
create policy expired_rows_removed on vault.record
    for delete to migraine_pulse_janitor
    using (purge_epoch is not null);

grant select, insert, update, delete on vault.record to migraine_pulse_app;
grant select (purge_epoch), delete on vault.record to migraine_pulse_janitor;

-- The application's half of every key, wrapped under a secret that is not in the database.
create table vault.app_share (
    user_id uuid  not null,
    id      uuid  not null default '00000000-0000-0000-0000-000000000000',
    wrapped bytea not null,
    primary key (user_id, id)
);

alter table vault.app_share enable row level security;
alter table vault.app_share force row level security;

create policy own_rows on vault.app_share
    for all to migraine_pulse_app
    using (user_id = (select vault.caller()))
    with check (user_id = (select vault.caller()));

grant select, insert, delete on vault.app_share to migraine_pulse_app;
