-- What moving records to other keys has to remember, beside the application's half of a patient's keys.
--
-- In clear: the day on which a patient's keys were last tended, and the incident, if any, for which
-- operators replaced them. The custodian's own name for the patient is wrapped under the secret that is
-- not in the database, so a dump cannot be joined with the custodian's store.
alter table vault.app_share
    add column custody_name bytea   check (octet_length(custody_name) = 61),
    add column tended_epoch integer,
    add column incident     text    check (char_length(incident) between 1 and 100),
    -- Unix seconds by the application's clock at which the lineage was raised for that incident.
    add column raised_at    bigint,
    -- Whether the shares from before it were retired.
    add column is_closed    boolean not null default false;

grant update (custody_name, tended_epoch, incident, raised_at, is_closed)
    on vault.app_share to migraine_pulse_app;

-- Who has keys at all: for the operators' command, which runs with the owner's address. The running
-- application cannot list its patients.
create policy listed_by_owner on vault.app_share
    for select to migraine_pulse_owner
    using (true);
