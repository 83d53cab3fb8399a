//! What Postgres itself refuses, whatever a query says.

use super::harness::superuser;
use crate::{
    identity::server::{Accounts, Person, digest::AccountDigests},
    platform::{
        clock::SystemClock,
        config::SecretKey,
        database::{Capability, Database, UserTx},
        entropy::SystemEntropy,
        ids::UserId,
        testing::TestDatabase,
    },
};
use std::sync::Arc;

const DIGEST: [u8; 32] = [9; 32];
const TABLES: [&str; 3] = ["account", "session", "role"];

fn accounts(database: &Database) -> Accounts {
    Accounts::new(
        database.clone(),
        AccountDigests::new(SecretKey::new([7; 32])),
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
    )
}

fn person(subject: &str) -> Person {
    Person {
        issuer: "https://id.example".to_owned(),
        subject: subject.to_owned(),
        verified_email: Some(format!("{subject}@example.org")),
    }
}

/// Anna with an account, a session and a role; Berta with an account.
async fn two_users(database: &Database) -> (UserId, UserId) {
    let anna = accounts(database)
        .find_or_create(&person("anna"))
        .await
        .unwrap();
    let berta = accounts(database)
        .find_or_create(&person("berta"))
        .await
        .unwrap();
    let mut connection = superuser(database).await;
    sqlx::query("insert into identity.session values ($1, $2, '{}', 'Firefox', 0, 0, 9999999999)")
        .bind(anna.as_uuid())
        .bind(&DIGEST[..])
        .execute(&mut connection)
        .await
        .unwrap();
    sqlx::query("insert into identity.role values ($1, 'clinician')")
        .bind(anna.as_uuid())
        .execute(&mut connection)
        .await
        .unwrap();
    (anna, berta)
}

async fn count(transaction: &mut UserTx, table: &'static str) -> i64 {
    let query = match table {
        "account" => "select count(*) from identity.account",
        "session" => "select count(*) from identity.session",
        _ => "select count(*) from identity.role",
    };
    sqlx::query_scalar(query)
        .fetch_one(transaction.connection())
        .await
        .unwrap()
}

async fn affected(transaction: UserTx, query: &'static str, user: UserId) -> Option<u64> {
    let mut transaction = transaction;
    let done = sqlx::query(query)
        .bind(user.as_uuid())
        .execute(transaction.connection())
        .await;
    done.ok().map(|done| done.rows_affected())
}

#[tokio::test]
async fn a_user_sees_the_own_rows_and_a_stranger_none() {
    let Some(test) = TestDatabase::create().await else {
        return;
    };
    let database = test.database();
    let (anna, berta) = two_users(&database).await;
    for table in TABLES {
        let mut transaction = database.begin_for(anna).await.unwrap();
        assert_eq!(count(&mut transaction, table).await, 1, "{table}");
        let mut transaction = database.begin_with(Capability::Nobody).await.unwrap();
        assert_eq!(count(&mut transaction, table).await, 0, "{table}");
    }
    for (table, expected) in [("account", 1), ("session", 0), ("role", 0)] {
        let mut transaction = database.begin_for(berta).await.unwrap();
        assert_eq!(count(&mut transaction, table).await, expected, "{table}");
    }
}

#[tokio::test]
async fn a_session_digest_opens_that_session_and_its_roles_and_no_account() {
    let Some(test) = TestDatabase::create().await else {
        return;
    };
    let database = test.database();
    two_users(&database).await;
    for (table, expected) in [("account", 0), ("session", 1), ("role", 1)] {
        let mut held = database
            .begin_with(Capability::Session(&DIGEST))
            .await
            .unwrap();
        assert_eq!(count(&mut held, table).await, expected, "{table}");
        let mut other = database
            .begin_with(Capability::Session(&[8; 32]))
            .await
            .unwrap();
        assert_eq!(count(&mut other, table).await, 0, "{table}");
    }
}

#[tokio::test]
async fn a_user_changes_nothing_of_another() {
    let Some(test) = TestDatabase::create().await else {
        return;
    };
    let database = test.database();
    let (anna, berta) = two_users(&database).await;
    let attempts = [
        "update identity.account set email_digest = null where user_id = $1",
        "update identity.session set last_seen_at = 1 where user_id = $1",
        "delete from identity.session where user_id = $1",
        "delete from identity.role where user_id = $1",
        "delete from identity.account where user_id = $1",
    ];
    for query in attempts {
        let transaction = database.begin_for(berta).await.unwrap();
        assert_eq!(affected(transaction, query, anna).await, Some(0), "{query}");
    }
    let planted = "insert into identity.session (user_id, digest, data, label, created_at, \
                   last_seen_at, expires_at) values ($1, sha256('x'), '{}', 'x', 0, 0, 9999999999)";
    let transaction = database.begin_for(berta).await.unwrap();
    assert_eq!(
        affected(transaction, planted, anna).await,
        None,
        "a session in Anna's name"
    );
    let transaction = database
        .begin_with(Capability::Session(&DIGEST))
        .await
        .unwrap();
    assert_eq!(
        affected(transaction, planted, anna).await,
        None,
        "not with a digest either"
    );
    let transaction = database.begin_for(berta).await.unwrap();
    assert_eq!(affected(transaction, planted, berta).await, Some(1));
}

#[tokio::test]
async fn the_application_cannot_grant_roles_or_change_identities() {
    let Some(test) = TestDatabase::create().await else {
        return;
    };
    let database = test.database();
    let (anna, _) = two_users(&database).await;
    let attempts = [
        "insert into identity.role (user_id, role) values ($1, 'operator')",
        "update identity.role set role = 'operator' where user_id = $1",
        "update identity.account set subject_digest = sha256('x') where user_id = $1",
        "update identity.session set user_id = $1",
        "update identity.session set created_at = 9999999999 where user_id = $1",
    ];
    for query in attempts {
        let transaction = database.begin_for(anna).await.unwrap();
        assert_eq!(affected(transaction, query, anna).await, None, "{query}");
    }
}

#[tokio::test]
async fn an_email_digest_opens_an_account_for_reading_alone() {
    let Some(test) = TestDatabase::create().await else {
        return;
    };
    let database = test.database();
    let (anna, _) = two_users(&database).await;
    let digest = AccountDigests::new(SecretKey::new([7; 32])).email("anna@example.org");
    let mut transaction = database
        .begin_with(Capability::Email(&digest))
        .await
        .unwrap();
    assert_eq!(count(&mut transaction, "account").await, 1);
    let change = "update identity.account set email_digest = null where user_id = $1";
    assert_eq!(affected(transaction, change, anna).await, None);
}

#[tokio::test]
async fn a_digest_alone_removes_no_account_and_no_role() {
    let Some(test) = TestDatabase::create().await else {
        return;
    };
    let database = test.database();
    let (anna, _) = two_users(&database).await;
    let digests = AccountDigests::new(SecretKey::new([7; 32]));
    let email = digests.email("anna@example.org");
    let known = person("anna");
    let subject = digests.subject(&known.issuer, &known.subject);
    for capability in [
        Capability::Email(&email),
        Capability::Subject(&subject),
        Capability::Session(&DIGEST),
    ] {
        for query in [
            "delete from identity.account where user_id = $1",
            "delete from identity.role where user_id = $1",
        ] {
            let transaction = database.begin_with(capability).await.unwrap();
            assert_eq!(affected(transaction, query, anna).await, Some(0), "{query}");
        }
    }
    let mut own = database.begin_for(anna).await.unwrap();
    assert_eq!(count(&mut own, "account").await, 1);
    let removal = "delete from identity.account where user_id = $1";
    assert_eq!(affected(own, removal, anna).await, Some(1));
}

#[tokio::test]
async fn twenty_first_sign_ins_at_once_make_one_account() {
    let Some(test) = TestDatabase::create().await else {
        return;
    };
    let database = test.database();
    let visitors: Vec<_> = (0..20)
        .map(|_| {
            let accounts = accounts(&database);
            tokio::spawn(async move { accounts.find_or_create(&person("anna")).await.unwrap() })
        })
        .collect();
    let mut found = Vec::new();
    for visitor in visitors {
        found.push(visitor.await.unwrap());
    }
    found.dedup();
    assert_eq!(found.len(), 1);
}

#[tokio::test]
async fn an_address_of_two_accounts_opens_neither() {
    let Some(test) = TestDatabase::create().await else {
        return;
    };
    let accounts = accounts(&test.database());
    let mut twin = person("anna");
    accounts.find_or_create(&twin).await.unwrap();
    twin.issuer = "https://other.example".to_owned();
    accounts.find_or_create(&twin).await.unwrap();
    assert!(accounts.find_by_email("anna@example.org").await.is_err());
    assert_eq!(
        accounts.find_by_email("berta@example.org").await.unwrap(),
        None
    );
}

#[tokio::test]
async fn every_table_forces_row_level_security_and_checks_what_is_written() {
    let Some(test) = TestDatabase::create().await else {
        return;
    };
    let mut connection = superuser(&test.database()).await;
    let unforced: Vec<String> = sqlx::query_scalar(
        "select relname::text from pg_class where relnamespace = 'identity'::regnamespace \
         and relkind = 'r' and not (relrowsecurity and relforcerowsecurity)",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    assert!(unforced.is_empty(), "{unforced:?}");
    let unchecked: Vec<String> = sqlx::query_scalar(
        "select tablename || '.' || policyname from pg_policies where schemaname = 'identity' \
         and cmd in ('ALL', 'INSERT', 'UPDATE') and with_check is null",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    assert!(unchecked.is_empty(), "{unchecked:?}");
}
