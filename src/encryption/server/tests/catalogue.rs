//! What the database's own catalogue says about every table of patients, so that a new table cannot
//! come without its protection. To add a table: its migration, its columns in [`COLUMNS`], a sample
//! row in `isolation.rs`.

use crate::platform::testing::TestDatabase;
use sqlx::PgConnection;

const APPLICATION: &str = "migraine_pulse_app";

/// Every column that exists. What is not here does not go into the database in clear or sealed.
const COLUMNS: [&str; 34] = [
    "identity.account.created_epoch",
    "identity.account.email_digest",
    "identity.account.subject_digest",
    "identity.account.user_id",
    "identity.role.role",
    "identity.role.user_id",
    "identity.session.created_at",
    "identity.session.data",
    "identity.session.digest",
    "identity.session.expires_at",
    "identity.session.label",
    "identity.session.last_seen_at",
    "identity.session.user_id",
    "vault.app_share.custody_name",
    "vault.app_share.id",
    "vault.app_share.incident",
    "vault.app_share.is_closed",
    "vault.app_share.raised_at",
    "vault.app_share.tended_epoch",
    "vault.app_share.user_id",
    "vault.app_share.wrapped",
    "vault.night_grant.allowed_at",
    "vault.night_grant.due_at",
    "vault.night_grant.ended_at",
    "vault.night_grant.ends_at",
    "vault.night_grant.user_id",
    "vault.night_grant.wrapped",
    "vault.record.body",
    "vault.record.day_index",
    "vault.record.id",
    "vault.record.purge_epoch",
    "vault.record.revision",
    "vault.record.schema_version",
    "vault.record.user_id",
];

/// Unique keys that span patients, which tell that a row exists. Both are digests that nobody can
/// compute without a secret that is not in the database.
const GLOBAL_KEYS: [&str; 2] = ["account_subject_unique", "session_by_digest"];

async fn texts(connection: &mut PgConnection, query: &'static str) -> Vec<String> {
    sqlx::query_scalar(query)
        .fetch_all(connection)
        .await
        .unwrap()
}

/// The answers of a query that looks for what must not be.
async fn offenders(query: &'static str) -> Option<Vec<String>> {
    let test = TestDatabase::create().await?;
    let mut connection = test.superuser().await;
    Some(texts(&mut connection, query).await)
}

macro_rules! nothing {
    ($($(#[$documentation:meta])* $name:ident: $query:expr;)+) => {$(
        $(#[$documentation])*
        #[tokio::test]
        async fn $name() {
            if let Some(offenders) = offenders($query).await {
                assert_eq!(offenders, Vec::<String>::new());
            }
        }
    )+};
}

nothing! {
    no_table_is_without_forced_row_level_security:
        "select oid::regclass::text from pg_class
         where relnamespace in ('vault'::regnamespace, 'identity'::regnamespace)
             and relkind in ('r', 'p') and not (relrowsecurity and relforcerowsecurity)";
    no_primary_key_begins_with_anything_but_the_patient:
        "select oid::regclass::text from pg_class
         where relnamespace in ('vault'::regnamespace, 'identity'::regnamespace)
             and relkind in ('r', 'p')
             and not exists (
                 select from pg_index
                 join pg_attribute on attrelid = indrelid and attnum = indkey[0]
                 where indrelid = pg_class.oid and indisprimary and attname = 'user_id'
             )";
    no_table_is_without_a_policy_for_the_application:
        "select oid::regclass::text from pg_class
         where relnamespace in ('vault'::regnamespace, 'identity'::regnamespace)
             and relkind in ('r', 'p')
             and not exists (
                 select from pg_policies
                 where schemaname = relnamespace::regnamespace::text and tablename = relname
                     and 'migraine_pulse_app' = any(roles) and permissive = 'PERMISSIVE'
             )";
    no_policy_writes_without_a_check:
        "select tablename || '.' || policyname from pg_policies
         where schemaname in ('vault', 'identity') and cmd in ('ALL', 'INSERT', 'UPDATE')
             and with_check is null";
    no_policy_reads_without_a_condition:
        "select tablename || '.' || policyname from pg_policies
         where schemaname in ('vault', 'identity') and cmd <> 'INSERT' and qual is null";
    /// A scalar sub-select is evaluated once for a query, a bare call once for every row.
    every_policy_of_the_application_compares_with_the_caller:
        "select tablename || '.' || policyname from pg_policies
         where schemaname in ('vault', 'identity') and 'migraine_pulse_app' = any(roles)
             and (qual not like '%( SELECT vault.caller()%' or with_check not like '%( SELECT vault.caller()%')";
    /// The owner grants roles and lists whose keys are to be replaced; apart from that, no condition is
    /// simply true.
    no_policy_is_open_to_everybody:
        "select tablename || '.' || policyname from pg_policies
         where schemaname in ('vault', 'identity')
             and (roles && array['public']::name[]
                 or ((qual = 'true' or with_check = 'true')
                     and (tablename, policyname, roles) not in (
                         ('role', 'granted_by_owner', array['migraine_pulse_owner']::name[]),
                         ('app_share', 'listed_by_owner', array['migraine_pulse_owner']::name[]))))";
    no_unknown_role_has_rights:
        "select distinct table_name || ': ' || grantee from information_schema.table_privileges
         where table_schema in ('vault', 'identity')
             and grantee not in ('migraine_pulse_owner', 'migraine_pulse_app', 'migraine_pulse_janitor')";
    /// What may be removed without row-level security ever being asked.
    nobody_but_the_owner_may_truncate_or_refer:
        "select distinct table_name || ': ' || privilege_type from information_schema.table_privileges
         where table_schema in ('vault', 'identity') and grantee <> 'migraine_pulse_owner'
             and privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')";
    /// The checks of foreign keys pass row-level security by.
    there_is_no_foreign_key:
        "select conname::text from pg_constraint
         where contype = 'f' and connamespace in ('vault'::regnamespace, 'identity'::regnamespace)";
    /// A view would run with its owner's rights.
    there_is_no_view_and_no_sequence:
        "select oid::regclass::text from pg_class
         where relnamespace in ('vault'::regnamespace, 'identity'::regnamespace)
             and relkind not in ('r', 'i')";
    no_table_of_patients_lies_elsewhere:
        "select oid::regclass::text from pg_class
         where relkind in ('r', 'p', 'v', 'm', 'f')
             and relnamespace not in ('vault'::regnamespace, 'identity'::regnamespace,
                 'environment'::regnamespace, 'custody'::regnamespace, 'pg_catalog'::regnamespace,
                 'information_schema'::regnamespace, 'pg_toast'::regnamespace)
             and oid <> 'public._sqlx_migrations'::regclass";
    /// The shared tables of the environment know cells and nobody; a receipt outlives its patient.
    no_shared_table_names_a_patient:
        "select table_name || '.' || column_name from information_schema.columns
         where table_schema in ('environment', 'custody')
             and (column_name like '%user%' or column_name like '%patient%'
                 or column_name like '%account%' or column_name like '%session%'
                 or (data_type = 'uuid' and (table_name, column_name) <> ('runner', 'holder')))";
    no_role_of_ours_stands_above_the_rules:
        "select rolname::text from pg_roles
         where rolname in ('migraine_pulse_app', 'migraine_pulse_janitor', 'migraine_pulse_owner')
             and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)";
    the_application_owns_nothing:
        "select oid::regclass::text from pg_class
             where relowner::regrole::text in ('migraine_pulse_app', 'migraine_pulse_janitor')
         union all select oid::regprocedure::text from pg_proc
             where proowner::regrole::text in ('migraine_pulse_app', 'migraine_pulse_janitor')
         union all select nspname::text from pg_namespace
             where nspowner::regrole::text in ('migraine_pulse_app', 'migraine_pulse_janitor')";
    the_application_inherits_nothing_and_is_member_of_the_janitor_alone:
        "select rolname::text from pg_roles
             where rolname = 'migraine_pulse_app' and rolinherit
         union all select roleid::regrole::text from pg_auth_members
             where member = 'migraine_pulse_app'::regrole
                 and roleid <> 'migraine_pulse_janitor'::regrole";
    nobody_may_make_anything_in_the_schemas:
        "select nspname || ': ' || rolname from pg_namespace, pg_roles
         where nspname in ('vault', 'identity')
             and rolname in ('migraine_pulse_app', 'migraine_pulse_janitor')
             and has_schema_privilege(rolname, nspname, 'create')";
}

#[tokio::test]
async fn the_columns_are_those_that_are_documented() {
    let Some(test) = TestDatabase::create().await else {
        return;
    };
    let columns = texts(
        &mut test.superuser().await,
        "select table_schema || '.' || table_name || '.' || column_name
         from information_schema.columns
         where table_schema in ('vault', 'identity')
         order by 1",
    )
    .await;
    assert_eq!(columns, COLUMNS);
}

#[tokio::test]
async fn unique_keys_begin_with_the_patient_unless_they_are_secret_digests() {
    let Some(test) = TestDatabase::create().await else {
        return;
    };
    let global = texts(
        &mut test.superuser().await,
        "select index.relname::text from pg_index
         join pg_class index on index.oid = indexrelid
         join pg_attribute on attrelid = indrelid and attnum = indkey[0]
         where index.relnamespace in ('vault'::regnamespace, 'identity'::regnamespace)
             and indisunique and attname <> 'user_id'
         order by 1",
    )
    .await;
    assert_eq!(global, GLOBAL_KEYS);
}

#[tokio::test]
async fn functions_with_their_owner_s_rights_are_few_and_pinned() {
    let Some(test) = TestDatabase::create().await else {
        return;
    };
    let functions = texts(
        &mut test.superuser().await,
        "select pg_proc.oid::regprocedure || ' ' || array_to_string(proconfig, ' ') from pg_proc
         where pronamespace in ('vault'::regnamespace, 'identity'::regnamespace,
                 'public'::regnamespace)
             and prosecdef",
    )
    .await;
    assert_eq!(
        functions,
        ["identity.applied_migration() search_path=pg_catalog, pg_temp"]
    );
}

#[tokio::test]
async fn the_application_connects_as_itself() {
    let Some(test) = TestDatabase::create().await else {
        return;
    };
    let mut connection = test.application().await;
    let who =
        "select session_user || ' ' || current_user || ' ' || current_setting('is_superuser')";
    assert_eq!(
        texts(&mut connection, who).await,
        [format!("{APPLICATION} {APPLICATION} off")]
    );
    for forbidden in [
        "set role migraine_pulse_owner",
        "set session authorization postgres",
        "alter table vault.record disable row level security",
        "alter table vault.record no force row level security",
        "drop policy own_rows on vault.record",
        "create policy mine on vault.record using (true)",
        "truncate vault.record",
        "create table vault.copy (user_id uuid)",
        "create or replace function vault.caller() returns uuid language sql as 'select null::uuid'",
        "select * from public._sqlx_migrations",
    ] {
        let refused = sqlx::raw_sql(forbidden).execute(&mut connection).await;
        assert!(refused.is_err(), "{forbidden}");
    }
}
