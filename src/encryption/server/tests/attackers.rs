//! Attackers, each played with exactly what they hold: the database, the custodian's store with or
//! without its root key, the application's files, the running application, a backup from before an
//! erasure, a cookie, a provider that lies, everything. `SECURITY.md` carries the table with the names
//! of these tests. The last one opens everything: it shows that the others look at what could be opened.

use crate::{
    encryption::{
        custodian::{Custodian, CustodianError, Purpose},
        derivation::DataKey,
        epoch::{Epoch, KeyName},
        format::{RecordContext, open},
        header::Header,
        remote::{
            error::RemoteError,
            grant::Grant,
            testing::{KEY_ID, Process, client},
        },
        share::{AppShare, Share},
        wrapping::WrappingKey,
    },
    identity::{server::Person, tests::harness::Browser},
    platform::{
        clock::{Clock, SystemClock},
        config::SecretKey,
        entropy::SystemEntropy,
        ids::{RecordId, UserId},
        tests::harness::TestApp,
    },
};
use axum::http::StatusCode;
use custodian_core::refusal::Refusal;
use jiff::SignedDuration;
use sqlx::Row;

pub(super) const ATTACK: &str = "11111111-1111-4111-8111-111111111111";
const WORDS: &str = "Quetzalcoatl";
/// The application's wrapping key in these tests, as its file holds it.
pub(super) const WRAPPING_KEY: [u8; 32] = [0x2b; 32];

/// Anna, who is signed in and has written something.
pub(super) struct Scene {
    pub(super) app: TestApp,
    pub(super) process: Process,
    pub(super) browser: Browser,
    pub(super) anna: UserId,
}

/// What lies in the database.
pub(super) struct Dump {
    records: Vec<(RecordId, i32, i64, Vec<u8>)>,
    wrapped: Vec<u8>,
    pub(super) everything: String,
}

impl Scene {
    pub(super) async fn open() -> Option<Self> {
        let (app, process) = TestApp::beside_custodian().await?;
        let browser = sign_in(&app, "anna").await;
        let anna = user_called(&app, "anna").await;
        let mut scene = Self {
            app,
            process,
            browser,
            anna,
        };
        let id = ("id", ATTACK);
        scene.browser.post_form("/api/attacks/begin", &[id]).await;
        let notes = [id, ("notes", WORDS)];
        scene.browser.post_form("/api/attacks/notes", &notes).await;
        assert!(scene.is_read().await);
        Some(scene)
    }

    /// Whether the words are read in anna's browser.
    async fn is_read(&mut self) -> bool {
        let id = [("id", ATTACK)];
        let answer = self.browser.post_form("/api/attacks/load", &id).await;
        answer.body.contains(WORDS)
    }

    pub(super) async fn dump(&self) -> Dump {
        let mut connection = self.app.database.as_ref().unwrap().superuser().await;
        let rows = sqlx::query(
            "select id, schema_version, revision, body
             from vault.record
             where user_id = $1",
        )
        .bind(self.anna.as_uuid())
        .fetch_all(&mut connection)
        .await
        .unwrap();
        let records = rows
            .iter()
            .map(|row| {
                let id = row.get::<uuid::Uuid, _>("id").to_string();
                let id = RecordId::parse(&id).unwrap();
                (
                    id,
                    row.get("schema_version"),
                    row.get("revision"),
                    row.get("body"),
                )
            })
            .collect();
        let wrapped = sqlx::query_scalar("select wrapped from vault.app_share where user_id = $1")
            .bind(self.anna.as_uuid())
            .fetch_one(&mut connection)
            .await
            .unwrap();
        let everything: Vec<String> = sqlx::query_scalar(
            "select r::text from vault.record r
             union all select s::text from vault.app_share s
             union all select n::text from vault.night_grant n
             union all select a::text from identity.account a
             union all select s::text from identity.session s",
        )
        .fetch_all(&mut connection)
        .await
        .unwrap();
        Dump {
            records,
            wrapped,
            everything: everything.join("\n"),
        }
    }

    /// Anna's grant, out of the memory of the running application.
    pub(super) fn grant_in_memory(&self) -> Grant {
        let custodian = self.app.state.identity.custodian().unwrap();
        let now = self.app.clock().now();
        custodian.book().find(self.anna, now).expect("a grant")
    }

    /// The custodian's half of anna's key of today, as it is lent to the running application.
    async fn custody_share(&self) -> Share {
        let custodian = self.app.state.identity.custodian().unwrap();
        let lease = custodian.lease_current(self.anna, Purpose::Record).await;
        lease.unwrap().share
    }

    /// Whether anything of `dump` opens to words with these two halves.
    pub(super) fn opens(&self, dump: &Dump, custody: &Share, app: &AppShare) -> bool {
        let today = Epoch::today(&SystemClock);
        dump.records.iter().any(|(id, schema, revision, body)| {
            let name = Header::parse(body).unwrap().key_name;
            let key = DataKey::derive(custody, app, self.anna, name);
            let context = RecordContext {
                user: self.anna,
                table: "record",
                record: *id,
                schema_version: u32::try_from(*schema).unwrap(),
                revision: u64::try_from(*revision).unwrap(),
            };
            open(&key, &context, body, today).is_ok_and(|plain| contains(&plain, WORDS.as_bytes()))
        })
    }

    /// The application's half, for whoever has its wrapping key.
    pub(super) fn app_share(&self, dump: &Dump, wrapping_key: [u8; 32]) -> Option<AppShare> {
        let key = WrappingKey::copied_from(&wrapping_key);
        AppShare::unwrap(self.anna, &key, &dump.wrapped).ok()
    }
}

pub(super) async fn sign_in(app: &TestApp, subject: &str) -> Browser {
    app.clock().set(SystemClock.now());
    let provider = app.provider.as_ref().unwrap();
    provider.set().subject = subject.to_owned();
    let mut browser = app.stranger();
    let answer = browser.sign_in(provider, "/").await;
    assert_eq!(answer.location(), "/");
    browser
}

pub(super) async fn user_called(app: &TestApp, subject: &str) -> UserId {
    let person = Person {
        issuer: app.state.config.identity.issuer.clone(),
        subject: subject.to_owned(),
        verified_email: None,
    };
    let accounts = app.state.identity.accounts();
    accounts.find_or_create(&person).await.unwrap()
}

pub(super) fn contains(haystack: &[u8], needle: &[u8]) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle)
}

fn contains_share(haystack: &[u8], share: &Share) -> bool {
    let bytes = share.secret().expose();
    contains(haystack, bytes) || contains(haystack, hex::encode(bytes).as_bytes())
}

fn guess() -> Share {
    Share::random(&SystemEntropy)
}

#[tokio::test]
async fn whoever_has_the_database_opens_nothing() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let dump = scene.dump().await;
    assert!(
        !dump.records.is_empty(),
        "they see how many records there are"
    );
    assert!(!dump.everything.contains(WORDS));
    let grant = scene.grant_in_memory();
    let secret = grant.expose().split('.').nth(1).unwrap();
    let digits = hex::encode(secret);
    for hidden in [grant.expose(), secret, digits.as_str(), "anna@example.org"] {
        assert!(
            !dump.everything.contains(hidden),
            "a session's grant is sealed"
        );
    }
    for wrapping_key in [[0; 32], [0xff; 32]] {
        assert!(scene.app_share(&dump, wrapping_key).is_none());
    }
    let app = AppShare::random(&SystemEntropy);
    assert!(!scene.opens(&dump, &guess(), &app));
}

#[tokio::test]
async fn whoever_has_the_custodians_store_opens_nothing() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let store = scene.process.stolen_store();
    assert!(store.len() > 1_000, "they see wrapped shares and times");
    assert!(!contains_share(&store, &scene.custody_share().await));
    let grant = scene.grant_in_memory();
    let secret = grant.expose().split('.').nth(1).unwrap();
    for hidden in [WORDS, secret, "anna@example.org", &scene.anna.to_string()] {
        assert!(!contains(&store, hidden.as_bytes()), "{hidden}");
    }
}

#[tokio::test]
async fn whoever_has_both_stores_and_even_the_root_key_opens_nothing() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let dump = scene.dump().await;
    // With the root key every share of the custodian can be had.
    let custody = scene.custody_share().await;
    for wrapping_key in [[0; 32], *custody.secret().expose()] {
        assert!(scene.app_share(&dump, wrapping_key).is_none());
    }
    // The wrapped half is not the half, nor is the custodian's own share.
    let wrapped: [u8; 32] = *dump.wrapped.first_chunk().unwrap();
    for bytes in [wrapped, *custody.secret().expose(), [0; 32]] {
        assert!(!scene.opens(&dump, &custody, &AppShare::copied_from(&bytes)));
    }
}

#[tokio::test]
async fn whoever_has_the_applications_files_and_the_database_opens_nothing_without_a_sign_in() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let dump = scene.dump().await;
    let app = scene.app_share(&dump, WRAPPING_KEY).expect("our own half");
    assert!(!scene.opens(&dump, &guess(), &app));
    // The signing key speaks with the custodian, which lends nothing without a grant.
    let thief = scene.process.client();
    let lease = async |grant: &str| {
        let end = SystemClock.now() + SignedDuration::from_hours(1);
        let grant = Grant::new(grant.to_owned(), end);
        thief.book().show(scene.anna, grant, SystemClock.now());
        thief.lease_current(scene.anna, Purpose::Record).await.err()
    };
    let none = thief.lease_current(scene.anna, Purpose::Record).await;
    assert_eq!(none.err(), Some(CustodianError::NoGrant));
    let pseudonym = scene.grant_in_memory();
    let pseudonym = pseudonym.expose().split('.').next().unwrap();
    for forged in [
        format!("{pseudonym}.{}", "0".repeat(64)),
        pseudonym.to_owned(),
    ] {
        assert_eq!(lease(&forged).await, Some(CustodianError::NoGrant));
    }
    // Nor can it vouch for anybody: the custodian asks the provider's published keys.
    let made_up = "eyJhbGciOiJFUzI1NiJ9.e30.AAAA";
    let refused = thief.admit(made_up, "secret").await.map(drop);
    assert_eq!(refused, Err(RemoteError::Refused(Refusal::WrongIdentity)));
}

#[tokio::test]
async fn whoever_controls_the_running_application_reads_those_who_are_here_and_nobody_else() {
    let Some(mut scene) = Scene::open().await else {
        return;
    };
    let mut berta = sign_in(&scene.app, "berta").await;
    let bertas = user_called(&scene.app, "berta").await;
    berta
        .post_form("/api/attacks/begin", &[("id", ATTACK)])
        .await;
    berta.post("/auth/logout").await;
    let dump = scene.dump().await;
    let app = scene.app_share(&dump, WRAPPING_KEY).unwrap();
    assert!(
        scene.opens(&dump, &scene.custody_share().await, &app),
        "anna is here"
    );
    let custodian = scene.app.state.identity.custodian().unwrap().clone();
    let left = custodian.lease_current(bertas, Purpose::Record).await.err();
    assert_eq!(left, Some(CustodianError::NoGrant), "berta has left");
    let grant = scene.grant_in_memory();
    // What they read is written down where they cannot change it, and anna can read it.
    let uses = custodian.uses(scene.anna, None).await.unwrap();
    assert!(uses.iter().any(|used| used.action == "lease"));
    scene.browser.post("/auth/logout").await;
    custodian
        .book()
        .show(scene.anna, grant, scene.app.clock().now());
    let after = custodian.lease_current(scene.anna, Purpose::Record).await;
    assert_eq!(
        after.err(),
        Some(CustodianError::NoGrant),
        "anna has left as well"
    );
}

#[tokio::test]
async fn a_backup_from_before_an_erasure_opens_nothing_even_with_the_applications_files() {
    let Some(mut scene) = Scene::open().await else {
        return;
    };
    let dump = scene.dump().await;
    let app = scene.app_share(&dump, WRAPPING_KEY).unwrap();
    let before = scene.custody_share().await;
    assert!(
        scene.opens(&dump, &before, &app),
        "the backup is a good one"
    );
    let word = [("word", "delete")];
    let answer = scene.browser.post_form("/settings/delete", &word).await;
    assert_eq!(answer.location(), "/account-deleted");
    let mut connection = scene.app.database.as_ref().unwrap().superuser().await;
    let receipts: Vec<(String, String)> =
        sqlx::query_as("select text, signature from custody.receipt")
            .fetch_all(&mut connection)
            .await
            .unwrap();
    assert_eq!(receipts.len(), 1, "the custodian's receipt is kept");
    assert!(!receipts[0].0.contains(&scene.anna.to_string()));
    // The patient comes back, so there is a grant again, and every half that can be had is tried.
    sign_in(&scene.app, "anna").await;
    let again = user_called(&scene.app, "anna").await;
    let custodian = scene.app.state.identity.custodian().unwrap();
    let today = Epoch::today(&SystemClock);
    let old = custodian
        .lease(again, Purpose::Record, &[KeyName::first(today)])
        .await
        .unwrap();
    assert!(old.granted.is_empty(), "the share was destroyed");
    let fresh = custodian
        .lease_current(again, Purpose::Record)
        .await
        .unwrap();
    assert!(!scene.opens(&dump, &fresh.share, &app));
    assert!(!contains_share(&scene.process.stolen_store(), &before));
}

#[tokio::test]
async fn a_stolen_cookie_shows_one_diary_until_the_sign_out_and_gives_no_files() {
    let Some(mut scene) = Scene::open().await else {
        return;
    };
    let mut thief = scene.app.stranger();
    thief.cookies.clone_from(&scene.browser.cookies);
    let id = [("id", ATTACK)];
    let shown = thief.post_form("/api/attacks/load", &id).await;
    assert!(shown.body.contains(WORDS), "it is that patient's view");
    scene.app.clock().advance(SignedDuration::from_mins(11));
    for page in ["/export/diary.json", "/settings/delete"] {
        let answer = thief.get(page).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{page}");
        assert!(answer.location().starts_with("/auth/login"), "{page}");
    }
    scene.app.clock().set(SystemClock.now());
    // The grant that the cookie opens is of no use without the application's signing key.
    let mut settings = scene.process.settings();
    settings.signing_key = SecretKey::new([9; 32]);
    assert_eq!(settings.key_id, KEY_ID);
    let stranger = client(&settings);
    let grant = scene.grant_in_memory();
    stranger.book().show(scene.anna, grant, SystemClock.now());
    let refused = stranger.lease_current(scene.anna, Purpose::Record).await;
    let wrong = CustodianError::Refused(Refusal::WrongSignature.code());
    assert_eq!(refused.err(), Some(wrong));
    scene.browser.post("/auth/logout").await;
    let after = thief.post_form("/api/attacks/load", &id).await;
    assert!(!after.body.contains(WORDS));
}

#[tokio::test]
async fn a_provider_that_lies_can_sign_in_as_anybody() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    // Inherent: whoever vouches for people can vouch wrongly.
    let mut impostor = sign_in(&scene.app, "anna").await;
    let shown = impostor
        .post_form("/api/attacks/load", &[("id", ATTACK)])
        .await;
    assert!(shown.body.contains(WORDS));
    // The patient can see it: another sign-in stands in the book of the keys.
    let custodian = scene.app.state.identity.custodian().unwrap();
    let uses = custodian.uses(scene.anna, None).await.unwrap();
    assert_eq!(uses.iter().filter(|used| used.action == "grant").count(), 2);
}

#[tokio::test]
async fn whoever_has_database_application_and_custodian_opens_everything() {
    let Some(scene) = Scene::open().await else {
        return;
    };
    let dump = scene.dump().await;
    let app = scene.app_share(&dump, WRAPPING_KEY).unwrap();
    assert!(scene.opens(&dump, &scene.custody_share().await, &app));
}
