//! Two patients in every table of the catalogue: neither can read, change, delete or even notice a
//! row of the other, whatever a query says.

use crate::platform::{
    database::{Capability, Database, UserTx},
    entropy::SystemEntropy,
    ids::UserId,
    testing::TestDatabase,
};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Executor, PgConnection, Row};

/// A table as the catalogue describes it.
struct Table {
    name: String,
    /// Columns that the application may write in a new row.
    insertable: Vec<String>,
    /// Columns that the application may change.
    updatable: Vec<String>,
    /// The primary key.
    key: Vec<String>,
}

/// Columns whose values nobody can know without holding a secret; a collision with one of them is
/// no way to find out about anybody.
const SECRET_DIGESTS: [(&str, &str); 2] = [
    ("identity.account", "subject_digest"),
    ("identity.session", "digest"),
];

fn bytes(length: usize, salt: u128) -> Value {
    let seed = salt.to_be_bytes();
    let bytes: Vec<u8> = seed.iter().copied().cycle().take(length).collect();
    json!(format!("\\x{}", hex::encode(bytes)))
}

/// A row of `user` whose other values follow from `salt`.
fn sample(table: &str, user: UserId, salt: u128) -> Value {
    let id = uuid::Uuid::from_u128(salt).to_string();
    match table {
        "identity.account" => json!({
            "user_id": user, "subject_digest": bytes(32, salt), "created_epoch": 20_777,
            "email_digest": bytes(32, salt + 1),
        }),
        "identity.role" => json!({ "user_id": user, "role": "clinician" }),
        "identity.session" => json!({
            "user_id": user, "digest": bytes(32, salt), "data": {}, "label": "Firefox",
            "created_at": 1, "last_seen_at": 1, "expires_at": 9_999_999_999_i64,
        }),
        "vault.app_share" => json!({
            "user_id": user, "id": id, "wrapped": bytes(60, salt), "custody_name": bytes(61, salt),
            "tended_epoch": 20_777, "incident": "laptop", "raised_at": 1, "is_closed": false,
        }),
        "vault.night_grant" => json!({
            "user_id": user, "wrapped": bytes(60, salt), "allowed_at": 1, "ends_at": 9_999_999_999_i64,
            "due_at": 9_999_999_999_i64, "ended_at": null,
        }),
        "vault.record" => json!({
            "user_id": user, "id": id, "day_index": bytes(16, salt), "revision": 1,
            "schema_version": 1, "body": bytes(332, salt), "purge_epoch": null,
        }),
        other => panic!("{other} is new: give it a sample row here"),
    }
}

async fn tables(connection: &mut PgConnection) -> Vec<Table> {
    let rows = sqlx::query(
        "select oid::regclass::text as name,
             array(select attname::text from pg_attribute
                 where attrelid = pg_class.oid and attnum > 0 and not attisdropped
                     and has_column_privilege('migraine_pulse_app', attrelid, attnum, 'insert')
                 order by attnum) as insertable,
             array(select attname::text from pg_attribute
                 where attrelid = pg_class.oid and attnum > 0 and not attisdropped
                     and has_column_privilege('migraine_pulse_app', attrelid, attnum, 'update')
                 order by attnum) as updatable,
             array(select attname::text from pg_index
                 join pg_attribute on attrelid = indrelid and attnum = any(indkey)
                 where indrelid = pg_class.oid and indisprimary
                 order by attnum) as key
         from pg_class
         where relnamespace in ('vault'::regnamespace, 'identity'::regnamespace)
             and relkind in ('r', 'p')
         order by name",
    )
    .fetch_all(connection)
    .await
    .unwrap();
    let table = |row: &sqlx::postgres::PgRow| Table {
        name: row.get("name"),
        insertable: row.get("insertable"),
        updatable: row.get("updatable"),
        key: row.get("key"),
    };
    rows.iter().map(table).collect()
}

/// Anna and Berta with a row each in every table.
struct Scene {
    test: TestDatabase,
    tables: Vec<Table>,
    anna: UserId,
    berta: UserId,
}

const ANNA: u128 = 0xa11a << 64;
const BERTA: u128 = 0xbe27a << 64;
const NOBODY: u128 = 0x0b0d1 << 64;

impl Scene {
    async fn open() -> Option<Self> {
        let test = TestDatabase::create().await?;
        let mut superuser = test.superuser().await;
        let tables = tables(&mut superuser).await;
        assert!(tables.len() >= 5, "the catalogue has tables");
        let (anna, berta) = (
            UserId::random(&SystemEntropy),
            UserId::random(&SystemEntropy),
        );
        for Table { name, .. } in &tables {
            for (user, salt) in [(anna, ANNA), (berta, BERTA)] {
                let insert = format!(
                    "insert into {name} select * from jsonb_populate_record(null::{name}, $1)"
                );
                sqlx::query(AssertSqlSafe(insert))
                    .bind(sample(name, user, salt))
                    .execute(&mut superuser)
                    .await
                    .unwrap();
            }
        }
        Some(Self {
            test,
            tables,
            anna,
            berta,
        })
    }

    fn database(&self) -> Database {
        self.test.database()
    }

    async fn as_berta(&self) -> UserTx {
        self.database().begin_for(self.berta).await.unwrap()
    }

    /// Every row of Anna's in every table, as a superuser sees it.
    async fn annas_rows(&self) -> Vec<String> {
        let mut superuser = self.test.superuser().await;
        let mut rows = Vec::new();
        for Table { name, .. } in &self.tables {
            let query = format!("select t::text from {name} t where user_id = $1");
            let found: Vec<String> = sqlx::query_scalar(AssertSqlSafe(query))
                .bind(self.anna.as_uuid())
                .fetch_all(&mut superuser)
                .await
                .unwrap();
            assert_eq!(found.len(), 1, "{name}");
            rows.extend(found);
        }
        rows
    }
}

async fn count(connection: &mut PgConnection, table: &str, condition: &str) -> i64 {
    let query = format!("select count(*) from {table} where {condition}");
    let row = connection.fetch_one(AssertSqlSafe(query)).await.unwrap();
    row.get(0)
}

/// How many rows a statement touched, or what Postgres said: code and message.
type Outcome = Result<u64, (String, String)>;

async fn attempt(connection: &mut PgConnection, statement: String) -> Outcome {
    let done = connection.execute(AssertSqlSafe(statement)).await;
    done.map(|done| done.rows_affected()).map_err(|error| {
        let error = error.into_database_error().expect("an answer of Postgres");
        (
            error.code().unwrap_or_default().into_owned(),
            error.message().to_owned(),
        )
    })
}

/// "Permission denied", or a new row that violates the policy; never a duplicate key.
const REFUSED: &str = "42501";

fn touched_nothing(outcome: &Outcome) -> bool {
    match outcome {
        Ok(rows) => *rows == 0,
        Err((code, _)) => code == REFUSED,
    }
}

#[tokio::test]
async fn everybody_sees_the_own_rows_alone() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let (anna, berta) = (scene.anna, scene.berta);
    for Table { name, .. } in &scene.tables {
        for user in [anna, berta] {
            let mut transaction = scene.database().begin_for(user).await.unwrap();
            let connection = transaction.connection();
            assert_eq!(count(connection, name, "true").await, 1, "{name}");
            let own = format!("user_id = '{user}'");
            assert_eq!(count(connection, name, &own).await, 1, "{name}");
            let other = if user == anna { berta } else { anna };
            let others = format!("user_id = '{other}'");
            assert_eq!(count(connection, name, &others).await, 0, "{name}");
        }
    }
}

#[tokio::test]
async fn nobody_changes_or_deletes_a_row_of_another() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let before = scene.annas_rows().await;
    let anna = scene.anna;
    for Table {
        name,
        updatable,
        key,
        ..
    } in &scene.tables
    {
        let mut statements = vec![
            format!("delete from {name} where user_id = '{anna}'"),
            format!("delete from {name} where user_id <> '{}'", scene.berta),
            format!("select from {name} where user_id = '{anna}' for update"),
            format!(
                "update {name} set user_id = '{}' where user_id = '{anna}'",
                scene.berta
            ),
        ];
        for column in updatable {
            statements.push(format!(
                "update {name} set {column} = {column} where user_id = '{anna}'"
            ));
        }
        for statement in statements {
            let mut transaction = scene.as_berta().await;
            let outcome = attempt(transaction.connection(), statement.clone()).await;
            assert!(touched_nothing(&outcome), "{statement}: {outcome:?}");
            if outcome.is_ok() {
                transaction.commit().await.unwrap();
            }
        }
        // Without any condition, only the own rows are touched; then as if nothing had happened.
        let mut transaction = scene.as_berta().await;
        let outcome = attempt(transaction.connection(), format!("delete from {name}")).await;
        assert!(
            matches!(&outcome, Ok(1)) || touched_nothing(&outcome),
            "{name}: {outcome:?}"
        );
        drop(transaction);
        // A row cannot be given away either.
        let mut transaction = scene.as_berta().await;
        let gift = format!("update {name} set user_id = '{anna}'");
        let outcome = attempt(transaction.connection(), gift).await;
        assert_eq!(outcome.unwrap_err().0, REFUSED, "{name}");
        assert_eq!(key[0], "user_id", "{name}");
    }
    assert_eq!(scene.annas_rows().await, before);
}

fn insert(table: &Table, row: &Value, tail: &str) -> String {
    let columns = table.insertable.join(", ");
    let name = &table.name;
    format!(
        "insert into {name} ({columns})
         select {columns} from jsonb_populate_record(null::{name}, '{row}') {tail}"
    )
}

#[tokio::test]
async fn nobody_writes_a_row_in_another_s_name_or_learns_that_there_is_one() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let before = scene.annas_rows().await;
    for table in &scene.tables {
        let name = &table.name;
        if table.insertable.is_empty() {
            let statement = format!("insert into {name} values ('{}')", scene.anna);
            let outcome = attempt(scene.as_berta().await.connection(), statement).await;
            assert_eq!(outcome.unwrap_err().0, REFUSED, "{name}");
            continue;
        }
        let key = table.key.join(", ");
        let tails = [
            String::new(),
            "on conflict do nothing".to_owned(),
            format!("on conflict ({key}) do nothing"),
            format!("on conflict ({key}) do update set user_id = excluded.user_id"),
        ];
        let stranger = UserId::random(&SystemEntropy);
        for tail in tails {
            let rows = [
                ("exactly hers", sample(name, scene.anna, ANNA)),
                ("a new one in her name", sample(name, scene.anna, NOBODY)),
                (
                    "one of somebody who does not exist",
                    sample(name, stranger, NOBODY),
                ),
            ];
            let mut outcomes = Vec::new();
            for (what, row) in rows {
                let mut transaction = scene.as_berta().await;
                let outcome = attempt(transaction.connection(), insert(table, &row, &tail)).await;
                let answer = outcome.expect_err(what);
                assert_eq!(answer.0, REFUSED, "{name}, {what}, {tail}: {}", answer.1);
                outcomes.push(answer);
            }
            assert_eq!(
                outcomes[0], outcomes[1],
                "{name}: her key is told apart from a new one"
            );
            assert_eq!(
                outcomes[0], outcomes[2],
                "{name}: she is told apart from nobody"
            );
        }
    }
    assert_eq!(scene.annas_rows().await, before);
}

#[tokio::test]
async fn a_key_that_another_uses_is_free_for_everybody_else() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    for table in &scene.tables {
        if table.insertable.is_empty() {
            continue;
        }
        let mut hers = sample(&table.name, scene.berta, ANNA);
        let fresh = sample(&table.name, scene.berta, NOBODY);
        for (name, column) in SECRET_DIGESTS {
            if table.name == name {
                hers[column] = fresh[column].clone();
            }
        }
        let mut outcomes = Vec::new();
        for row in [hers, fresh] {
            let mut transaction = scene.as_berta().await;
            outcomes.push(attempt(transaction.connection(), insert(table, &row, "")).await);
        }
        assert_eq!(outcomes[0], outcomes[1], "{}", table.name);
    }
}

#[tokio::test]
async fn whoever_says_nothing_gets_nothing() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    for table in &scene.tables {
        let name = &table.name;
        let nobody = || async {
            scene
                .database()
                .begin_with(Capability::Nobody)
                .await
                .unwrap()
        };
        assert_eq!(
            count(nobody().await.connection(), name, "true").await,
            0,
            "{name}"
        );
        let mut statements = vec![format!("delete from {name}")];
        for column in &table.updatable {
            statements.push(format!("update {name} set {column} = {column}"));
        }
        for statement in statements {
            let outcome = attempt(nobody().await.connection(), statement.clone()).await;
            assert!(touched_nothing(&outcome), "{statement}: {outcome:?}");
        }
        if !table.insertable.is_empty() {
            let planted = insert(table, &sample(name, scene.anna, NOBODY), "");
            let outcome = attempt(nobody().await.connection(), planted).await;
            assert_eq!(outcome.unwrap_err().0, REFUSED, "{name}");
        }
    }
}

#[tokio::test]
async fn a_setting_that_is_no_patient_opens_nothing() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    for setting in [
        "",
        "*",
        "' or true --",
        "00000000-0000-0000-0000-000000000000",
    ] {
        for Table { name, .. } in &scene.tables {
            let mut connection = scene.test.application().await;
            sqlx::query("select set_config('app.user_id', $1, false)")
                .bind(setting)
                .execute(&mut connection)
                .await
                .unwrap();
            let outcome = attempt(&mut connection, format!("select from {name}")).await;
            assert!(
                !matches!(outcome, Ok(1..)),
                "{name}, {setting}: {outcome:?}"
            );
        }
    }
}

#[tokio::test]
async fn the_setting_is_gone_when_the_transaction_is_over() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    for end in ["commit", "rollback"] {
        let mut connection = scene.test.application().await;
        connection.execute("begin").await.unwrap();
        sqlx::query("select set_config('app.user_id', $1, true)")
            .bind(scene.anna.to_string())
            .execute(&mut connection)
            .await
            .unwrap();
        assert_eq!(count(&mut connection, "vault.record", "true").await, 1);
        connection.execute(end).await.unwrap();
        for Table { name, .. } in &scene.tables {
            assert_eq!(
                count(&mut connection, name, "true").await,
                0,
                "{name} after {end}"
            );
        }
    }
    // The same through the door, whose connections are used again.
    for round in 0..20 {
        let transaction = scene.database().begin_for(scene.anna).await.unwrap();
        if round % 2 == 0 {
            transaction.commit().await.unwrap();
        } else {
            drop(transaction);
        }
        let mut nobody = scene
            .database()
            .begin_with(Capability::Nobody)
            .await
            .unwrap();
        assert_eq!(count(nobody.connection(), "vault.record", "true").await, 0);
    }
}

#[tokio::test]
async fn the_janitor_reads_no_record_and_removes_only_what_was_deleted() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let mut superuser = scene.test.superuser().await;
    let deleted = format!(
        "update vault.record set purge_epoch = 1 where user_id = '{}'",
        scene.berta
    );
    attempt(&mut superuser, deleted).await.unwrap();
    let before = scene.annas_rows().await;
    for forbidden in [
        "select body from vault.record",
        "select user_id from vault.record",
        "update vault.record set purge_epoch = 1",
        "insert into vault.record (user_id) values (gen_random_uuid())",
        "select from vault.app_share",
        "select wrapped from vault.night_grant",
        "update vault.night_grant set due_at = 1",
        "delete from vault.night_grant",
        "select data from identity.session",
        "select from identity.account",
        "select from identity.role",
    ] {
        let mut janitor = scene.database().begin_as_janitor().await.unwrap();
        let outcome = attempt(janitor.connection(), forbidden.to_owned()).await;
        assert_eq!(outcome.unwrap_err().0, REFUSED, "{forbidden}");
    }
    let mut janitor = scene.database().begin_as_janitor().await.unwrap();
    let outcome = attempt(janitor.connection(), "delete from vault.record".to_owned()).await;
    assert_eq!(outcome, Ok(1), "Berta's deleted record alone");
    let outcome = attempt(
        janitor.connection(),
        "delete from identity.session".to_owned(),
    )
    .await;
    assert_eq!(outcome, Ok(0), "no session has expired");
    janitor.commit().await.unwrap();
    assert_eq!(scene.annas_rows().await, before);
}
