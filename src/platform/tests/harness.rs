//! The application under test. Its configuration is the repository's `Leptos.toml`, completed from an
//! environment as in real life.

use crate::{
    encryption::remote::testing::{Process, Provider},
    identity::{
        server::{
            Person,
            session_layer::CookieKind,
            session_store::{BROWSER_KEY, USER_KEY},
        },
        tests::{
            fake_provider::{CLIENT_ID, CLIENT_SECRET, FakeProvider},
            harness::Browser,
        },
    },
    platform::{
        clock::{Clock, SettableClock, SystemClock},
        config::{Config, FILE},
        entropy::SystemEntropy,
        router::router,
        state::AppState,
        testing::TestDatabase,
    },
};
use leptos::config::LeptosOptions;
use serde_json::json;
use std::{
    collections::HashMap,
    path::{Path, PathBuf},
    sync::Arc,
};
use tower_sessions::{
    SessionStore as _,
    cookie::time::OffsetDateTime,
    session::{Id, Record},
};

/// An address at which no database answers, and says so at once.
pub const NO_DATABASE: &str = "postgres://nobody@%2Fnonexistent/nothing";
/// An issuer that refuses every connection.
pub const NO_ISSUER: &str = "http://127.0.0.1:9/auth/v1";

/// The configuration file of the repository.
pub fn repository_file() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE)
}

/// The variables without which the repository's file is not complete.
pub fn secrets() -> HashMap<String, String> {
    [
        ("DATABASE__URL", NO_DATABASE),
        ("IDENTITY__CLIENT_SECRET", CLIENT_SECRET),
        ("IDENTITY__LOOKUP_KEY", &"1a".repeat(32)),
        ("ENCRYPTION__WRAPPING_KEY", &"2b".repeat(32)),
    ]
    .into_iter()
    .map(|(name, value)| variable(name, value))
    .collect()
}

/// A variable that overrides a key.
pub fn variable(name: &str, value: &str) -> (String, String) {
    (format!("MIGRAINE_PULSE__{name}"), value.to_owned())
}

/// An application of which every part can be made to fail.
pub struct TestApp {
    pub state: AppState,
    pub database: Option<TestDatabase>,
    pub provider: Option<FakeProvider>,
    clock: Arc<SettableClock>,
    folder: tempfile::TempDir,
}

impl TestApp {
    /// On a database of its own, beside a provider; `None` where there is no Postgres to test on.
    pub async fn start() -> Option<Self> {
        let database = TestDatabase::create().await?;
        let clock = Arc::new(SettableClock::at(SystemClock.now()));
        let provider = FakeProvider::start(Arc::clone(&clock)).await;
        let environment = [
            variable("DATABASE__URL", &database.application_address()),
            variable("IDENTITY__ISSUER", &provider.issuer),
        ];
        let mut app = Self::assemble(clock, &environment);
        app.database = Some(database);
        app.provider = Some(provider);
        Some(app)
    }

    /// As [`TestApp::start`], with the real key custodian as a process of its own.
    pub async fn beside_custodian() -> Option<(Self, Process)> {
        let database = TestDatabase::create().await?;
        let clock = Arc::new(SettableClock::at(SystemClock.now()));
        let provider = FakeProvider::start(Arc::clone(&clock)).await;
        let trusted = Provider {
            issuer: provider.issuer.clone(),
            client_id: CLIENT_ID.to_owned(),
            client_secret: CLIENT_SECRET.to_owned(),
            jwks_address: format!("{}/keys", provider.issuer),
        };
        let process = Process::start_behind(&[], Some(trusted)).await?;
        let mut environment = vec![
            variable("DATABASE__URL", &database.application_address()),
            variable("IDENTITY__ISSUER", &provider.issuer),
        ];
        let told = process.configuration_of_application();
        environment.extend(told.iter().map(|(name, value)| variable(name, value)));
        let mut app = Self::assemble(clock, &environment);
        app.database = Some(database);
        app.provider = Some(provider);
        Some((app, process))
    }

    /// On a database of its own, with these variables to say who the provider is.
    pub async fn start_with(environment: &[(String, String)]) -> Option<Self> {
        let database = TestDatabase::create().await?;
        let clock = Arc::new(SettableClock::at(SystemClock.now()));
        let address = variable("DATABASE__URL", &database.application_address());
        let mut app = Self::assemble(clock, &[&[address], environment].concat());
        app.database = Some(database);
        Some(app)
    }

    /// The application's clock.
    pub fn clock(&self) -> &SettableClock {
        &self.clock
    }

    /// With nothing behind it: neither database nor provider.
    pub fn detached() -> Self {
        Self::detached_with(&[])
    }

    /// As [`TestApp::detached`], with more variables.
    pub fn detached_with(environment: &[(String, String)]) -> Self {
        Self::assemble(
            Arc::new(SettableClock::at(SystemClock.now())),
            &[&[variable("IDENTITY__ISSUER", NO_ISSUER)], environment].concat(),
        )
    }

    fn assemble(clock: Arc<SettableClock>, environment: &[(String, String)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let custodian = folder.path().join("custodian");
        let mut variables = secrets();
        variables.extend([
            variable("CUSTODIAN__FOLDER", custodian.to_str().unwrap()),
            // A test asks nobody outside.
            variable("ENVIRONMENT__ENABLED", "false"),
        ]);
        variables.extend(environment.iter().cloned());
        let config = Config::from_sources(&repository_file(), variables).unwrap();
        let options = LeptosOptions::builder()
            .output_name("migraine-pulse")
            .site_root(folder.path().join("site").to_string_lossy())
            .build();
        let entropy = Arc::new(SystemEntropy);
        let state = AppState::assemble(config, options, clock.clone(), entropy).unwrap();
        Self {
            state,
            database: None,
            provider: None,
            clock,
            folder,
        }
    }

    /// Puts a file into the folder of packages.
    pub fn add_package(&self, name: &str, content: &str) {
        let packages = self.folder.path().join("site/pkg");
        std::fs::create_dir_all(&packages).unwrap();
        std::fs::write(packages.join(name), content).unwrap();
    }

    /// A browser in which nobody is signed in.
    pub fn stranger(&self) -> Browser {
        Browser::new(router(self.state.clone()))
    }

    /// A browser in which the person whom the provider calls `subject` is signed in.
    pub async fn patient(&self, subject: &str) -> Browser {
        let identity = &self.state.identity;
        let person = Person {
            issuer: self.state.config.identity.issuer.clone(),
            subject: subject.to_owned(),
            verified_email: None,
        };
        let user = identity.accounts().find_or_create(&person).await.unwrap();
        let mut record = Record {
            id: Id(0),
            data: HashMap::from([
                (USER_KEY.to_owned(), json!(user)),
                (BROWSER_KEY.to_owned(), json!("Firefox")),
            ]),
            expiry_date: OffsetDateTime::UNIX_EPOCH,
        };
        identity.sessions().create(&mut record).await.unwrap();
        let mut browser = self.stranger();
        let cookie = CookieKind::Loopback.name().to_owned();
        browser.cookies.insert(cookie, record.id.to_string());
        browser
    }
}
