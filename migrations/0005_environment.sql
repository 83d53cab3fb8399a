-- What is known about weather, air, sunlight and space weather, for everybody alike.
--
-- No column names a patient, and none can be joined to one. In clear: which coarse cells (0.1 degree)
-- somebody has asked about, and until which day. Whose places they are stands only in sealed records.
-- Forecasts are kept as they were issued: a later one is a row of its own.

create schema environment;
revoke all on schema environment from public;
grant usage on schema environment to migraine_pulse_app;

-- Cells that are polled. The day is all that is kept of when somebody looked.
create table environment.cell (
    cell         text             not null primary key check (char_length(cell) between 3 and 24),
    latitude     double precision not null check (latitude between -90 and 90),
    longitude    double precision not null check (longitude between -180 and 180),
    wanted_until integer          not null
);

-- One row for each cell and feed (and each month of an archive): what is asked twice is asked once.
-- Times are Unix seconds by the application's clock, which tests can move.
create table environment.job (
    cell         text    not null,
    feed         text    not null,
    topic        text    not null default '',
    due_at       bigint  not null,
    attempts     integer not null default 0,
    locked_until bigint  not null default 0,
    primary key (cell, feed, topic)
);
create index job_by_time on environment.job (due_at);

-- Answers as issued.
create table environment.answer (
    cell      text    not null,
    feed      text    not null,
    issued_at bigint  not null,
    is_demo   boolean not null,
    body      bytea   not null,
    primary key (cell, feed, is_demo, issued_at)
);

-- What came to pass, by UTC day.
create table environment.day (
    cell    text    not null,
    feed    text    not null,
    day     integer not null,
    is_demo boolean not null,
    body    bytea   not null,
    primary key (cell, feed, day)
);

-- How each feed is doing.
create table environment.state (
    cell          text    not null,
    feed          text    not null,
    tried_at      bigint  not null,
    succeeded_at  bigint,
    fault         text    not null default '',
    failures      integer not null default 0,
    etag          text    not null default '',
    last_modified text    not null default '',
    digest        bytea   not null default '',
    primary key (cell, feed)
);

-- Who works through the jobs: one process at a time, by a lease.
create table environment.runner (
    name   text   not null primary key,
    holder uuid   not null,
    until  bigint not null
);

grant select, insert, update, delete
    on environment.cell, environment.job, environment.answer, environment.day,
       environment.state, environment.runner
    to migraine_pulse_app;
