-- The queue is graphile_worker's, in a schema of its own (`background`) that its own migrations make and
-- `migrate` opens to the application. What stays here is what is asked about, and when.
alter table environment.job drop column locked_until;
drop table environment.runner;
