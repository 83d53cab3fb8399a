-- Receipts of destroyed keys, signed by the key custodian.
--
-- A receipt outlives the patient's last row, so it belongs to nobody here: the custodian's text names a
-- pseudonym of its own, which cannot be joined to anything in this database.

create schema custody;
revoke all on schema custody from public;
grant usage on schema custody to migraine_pulse_app;

create table custody.receipt (
    signature text not null primary key check (char_length(signature) = 128),
    text      text not null check (char_length(text) between 2 and 2000),
    key_id    text not null check (char_length(key_id) between 1 and 64)
);

-- Only ever added to; read by whoever runs the cluster.
grant insert on custody.receipt to migraine_pulse_app;
