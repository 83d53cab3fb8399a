-- What a patient allows for the night: a grant of the key custodian that works without a sign-in, once a
-- night, until it is taken back.
--
-- The grant and the patient's zone lie wrapped under the secret that wraps the application's half of the
-- keys, which is not in the database. In clear: since when, until when, and when it is next due. The hour
-- at which it is due tells about the longitude of a patient, to two hours.

create table vault.night_grant (
    user_id    uuid   not null primary key,
    wrapped    bytea  not null check (octet_length(wrapped) between 30 and 1000),
    -- Unix seconds by the application's clock, which tests can move.
    allowed_at bigint not null,
    ends_at    bigint not null,
    due_at     bigint not null,
    -- Taken back while the custodian was away: it still has to be told. Nothing is opened with it.
    ended_at   bigint,
    constraint night_grant_of_somebody check (user_id <> '00000000-0000-0000-0000-000000000000')
);

create index night_grant_by_time on vault.night_grant (due_at);

alter table vault.night_grant enable row level security;
alter table vault.night_grant force row level security;

create policy own_rows on vault.night_grant
    for all to migraine_pulse_app
    using (user_id = (select vault.caller()))
    with check (user_id = (select vault.caller()));

-- Whose night has come is asked on nobody's behalf. The janitor sees that alone: no column with a grant.
create policy due_rows_seen on vault.night_grant
    for select to migraine_pulse_janitor
    using (due_at <= extract(epoch from now()));

grant select, insert, delete on vault.night_grant to migraine_pulse_app;
grant update (wrapped, allowed_at, ends_at, due_at, ended_at)
    on vault.night_grant to migraine_pulse_app;
grant select (user_id, due_at) on vault.night_grant to migraine_pulse_janitor;
