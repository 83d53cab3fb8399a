-- Who may sign in, and who is signed in: accounts, roles and sessions.
--
-- No name, no e-mail address and no session id is stored. What an account is found by are keyed
-- digests (HMAC-SHA-256) whose key is not in the database; a session is found by a plain SHA-256,
-- because its id is 128 random bits. Rows open for their own user, or for whoever holds the digest.

create table identity.account (
    user_id        uuid    not null,
    -- Digest of issuer and subject: the identity that the provider vouches for.
    subject_digest bytea   not null check (octet_length(subject_digest) = 32),
    -- Digest of the address that the provider has verified; lets an operator name a patient on the
    -- command line. Not unique: two providers may vouch for the same address.
    email_digest   bytea   check (octet_length(email_digest) = 32),
    -- UTC day number; the hour of a first visit is nobody's business.
    created_epoch  integer not null,
    primary key (user_id),
    -- A global unique key tells that a row exists. Here that is harmless: only a holder of the
    -- lookup key can compute the digest, and without it two first logins at once make two accounts.
    constraint account_subject_unique unique (subject_digest),
    constraint account_is_somebody check (user_id <> '00000000-0000-0000-0000-000000000000')
);

create index account_by_email on identity.account (email_digest) where email_digest is not null;

alter table identity.account enable row level security;
alter table identity.account force row level security;

-- An e-mail digest opens a row for reading alone: what the check does not name cannot be written.
create policy own_or_named_rows on identity.account
    for all to migraine_pulse_app
    using (
        user_id = (select vault.caller())
        or subject_digest = (select vault.capability('subject_digest'))
        or email_digest = (select vault.capability('email_digest'))
    )
    with check (
        user_id = (select vault.caller())
        or subject_digest = (select vault.capability('subject_digest'))
    );

grant select on identity.account to migraine_pulse_app;
grant insert (user_id, subject_digest, created_epoch) on identity.account to migraine_pulse_app;
grant update (email_digest) on identity.account to migraine_pulse_app;

create table identity.session (
    -- The nil uuid until somebody has signed in: then the row is replaced, never changed.
    user_id      uuid   not null default '00000000-0000-0000-0000-000000000000',
    -- SHA-256 of the session id in the cookie; a stolen backup opens no session.
    digest       bytea  not null check (octet_length(digest) = 32),
    -- Sealed under a key made from the session id, which the database never sees.
    data         jsonb  not null,
    -- Browser family for the list of devices, such as 'Firefox'; never the whole user agent.
    label        text   not null check (char_length(label) between 1 and 40),
    -- Unix seconds by the application's clock, which tests can move.
    created_at   bigint not null,
    last_seen_at bigint not null,
    expires_at   bigint not null,
    primary key (user_id, digest)
);

-- Unique, so that nobody can lay a second row under a cookie; only its holder knows the digest.
create unique index session_by_digest on identity.session (digest);
create index session_by_expiry on identity.session (expires_at);

alter table identity.session enable row level security;
alter table identity.session force row level security;

-- The cookie opens its row, but writes it only as long as it is nobody's: a row that belongs to a
-- user is written on that user's behalf.
create policy own_or_held_rows on identity.session
    for all to migraine_pulse_app
    using (
        user_id = (select vault.caller())
        or digest = (select vault.capability('session_digest'))
    )
    with check (
        user_id = (select vault.caller())
        or (
            user_id = '00000000-0000-0000-0000-000000000000'
            and digest = (select vault.capability('session_digest'))
        )
    );

-- The janitor sees and removes nothing that is still alive, whatever it is asked to do.
create policy expired_rows_seen on identity.session
    for select to migraine_pulse_janitor
    using (expires_at <= extract(epoch from now()));
create policy expired_rows_removed on identity.session
    for delete to migraine_pulse_janitor
    using (expires_at <= extract(epoch from now()));

grant select, delete on identity.session to migraine_pulse_app;
grant insert (user_id, digest, data, label, created_at, last_seen_at, expires_at)
    on identity.session to migraine_pulse_app;
grant update (data, last_seen_at, expires_at) on identity.session to migraine_pulse_app;
grant select (expires_at), delete on identity.session to migraine_pulse_janitor;

-- What somebody may do beyond their own diary. Whatever a provider claims, only this table grants
-- it, and the application can only read it: the owner grants and withdraws roles.
create table identity.role (
    user_id uuid not null,
    role    text not null check (role in ('clinician', 'operator')),
    primary key (user_id, role),
    constraint role_of_somebody check (user_id <> '00000000-0000-0000-0000-000000000000')
);

alter table identity.role enable row level security;
alter table identity.role force row level security;

-- The second arm lets one query answer who holds a session and with which roles.
create policy own_rows on identity.role
    for all to migraine_pulse_app
    using (
        user_id = (select vault.caller())
        or user_id = (
            select held.user_id
            from identity.session held
            where held.digest = (select vault.capability('session_digest'))
        )
    )
    with check (user_id = (select vault.caller()));
create policy granted_by_owner on identity.role
    for all to migraine_pulse_owner
    using (true)
    with check (true);

grant select on identity.role to migraine_pulse_app;
