-- What the custodian keeps. Shares are wrapped under a root key that is not here; users are keyed
-- digests; grants are digests of what opens them.
create table if not exists once (
    space integer not null,
    id    blob    not null,
    until integer not null,
    primary key (space, id)
) without rowid;
create index if not exists once_by_end on once (until);

create table if not exists counter (
    bucket text    not null primary key,
    value  integer not null,
    until  integer not null
) without rowid;

create table if not exists seen (
    bucket text    not null,
    user   blob    not null,
    until  integer not null,
    primary key (bucket, user)
) without rowid;

create table if not exists busiest (
    key_id text    not null,
    day    integer not null,
    users  integer not null,
    primary key (key_id, day)
) without rowid;

create table if not exists frozen (
    key_id text    not null primary key,
    at     integer not null
) without rowid;

create table if not exists turn (
    id    text    not null primary key,
    user  blob    not null,
    until integer not null
) without rowid;

create table if not exists user (
    user    blob    not null primary key check (length(user) = 16),
    lineage integer not null,
    life    integer not null,
    receipt text
) without rowid;

create table if not exists permit (
    user      blob    not null,
    digest    blob    not null check (length(digest) = 32),
    key_id    text    not null,
    kind      integer not null,
    created   integer not null,
    expires   integer not null,
    last_used integer,
    words     text,
    primary key (user, digest)
) without rowid;

-- When the person behind a grant of a sign-in signed in at the provider; no row for a renewed one.
create table if not exists sign_in (
    user   blob    not null,
    digest blob    not null check (length(digest) = 32),
    at     integer not null,
    primary key (user, digest)
) without rowid;

create table if not exists share (
    user       blob    not null,
    purpose    integer not null,
    epoch      integer not null,
    lineage    integer not null,
    generation integer not null,
    wrapped    blob    not null,
    retire_at  integer,
    primary key (user, purpose, epoch, lineage)
);
create index if not exists share_to_retire on share (retire_at) where retire_at is not null;
create index if not exists share_by_generation on share (generation);

-- Append-only: the program has no statement that changes it, and these make sure.
create table if not exists audit (
    chain   text    not null,
    number  integer not null,
    at      integer not null,
    key_id  text    not null,
    action  text    not null,
    detail  text    not null,
    outcome text    not null,
    hash    blob    not null check (length(hash) = 32),
    primary key (chain, number)
) without rowid;
create trigger if not exists audit_is_not_changed before update on audit
    begin select raise(abort, 'the audit is append-only'); end;
create trigger if not exists audit_is_not_shortened before delete on audit
    begin select raise(abort, 'the audit is append-only'); end;
