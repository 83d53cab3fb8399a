//! The vocabulary of the sign-in tests: an application, and browsers that keep its cookies.

use super::fake_provider::{CLIENT_ID, CLIENT_SECRET, FakeProvider};
use crate::{
    identity::{
        model::{SIGN_IN_FAILED_PATH, SignInFailure, sign_in_link},
        server::{Caller, Identity, IdentityConfig},
    },
    platform::{
        clock::{Clock, SettableClock, SystemClock},
        config::{Secret, SecretKey},
        database::{Capability, Database},
        entropy::SystemEntropy,
        testing::TestDatabase,
    },
};
use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, StatusCode, header},
    routing::get,
};
use openidconnect::url::{Url, form_urlencoded};
use sqlx::{Connection, postgres::PgConnectOptions};
use std::{collections::BTreeMap, net::SocketAddr, sync::Arc};
use tower::ServiceExt;
use tower_sessions::Session;

pub const ORIGIN: &str = "http://127.0.0.1:3000";

/// An application on its own database, with a provider that lies on request.
pub struct App {
    pub identity: Identity,
    pub provider: FakeProvider,
    pub clock: Arc<SettableClock>,
    pub database: TestDatabase,
    router: Router,
}

impl App {
    /// `None` where there is no Postgres to test on.
    pub async fn start() -> Option<Self> {
        Self::start_at(ORIGIN).await
    }

    pub async fn start_at(origin: &str) -> Option<Self> {
        let database = TestDatabase::create().await?;
        let clock = Arc::new(SettableClock::at(SystemClock.now()));
        let provider = FakeProvider::start(clock.clone()).await;
        let config = configuration(origin, &provider.issuer, CLIENT_SECRET);
        let identity = Identity::new(
            config,
            database.database(),
            clock.clone(),
            Arc::new(SystemEntropy),
        )
        .unwrap();
        Some(Self {
            router: router(&identity),
            identity,
            provider,
            clock,
            database,
        })
    }

    pub fn browser(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// A browser in which the provider's present person has signed in.
    pub async fn signed_in_browser(&self) -> Browser {
        let mut browser = self.browser();
        let answer = browser.sign_in(&self.provider, "/").await;
        assert_eq!(answer.location(), "/");
        browser
    }

    /// How many accounts and how many sessions of users there are, as a superuser counts them.
    pub async fn traces(&self) -> (i64, i64) {
        let mut connection = superuser(&self.database.database()).await;
        let accounts = "select count(*) from identity.account";
        let sessions = "select count(*) from identity.session where user_id <> \
                        '00000000-0000-0000-0000-000000000000'";
        (
            sqlx::query_scalar(accounts)
                .fetch_one(&mut connection)
                .await
                .unwrap(),
            sqlx::query_scalar(sessions)
                .fetch_one(&mut connection)
                .await
                .unwrap(),
        )
    }

    /// Everything that the tables of identity hold, as text.
    pub async fn dump(&self) -> String {
        let mut connection = superuser(&self.database.database()).await;
        let rows: Vec<String> = sqlx::query_scalar(
            "select a::text from identity.account a union all select s::text from identity.session s",
        )
        .fetch_all(&mut connection)
        .await
        .unwrap();
        rows.join("\n")
    }
}

/// A connection that row-level security does not bind, to the database behind `database`.
pub async fn superuser(database: &Database) -> sqlx::PgConnection {
    let mut transaction = database.begin_with(Capability::Nobody).await.unwrap();
    let name: String = sqlx::query_scalar("select current_database()::text")
        .fetch_one(transaction.connection())
        .await
        .unwrap();
    let address = std::env::var("MIGRAINE_PULSE_TEST_POSTGRES_URL").unwrap();
    let options: PgConnectOptions = address.parse().unwrap();
    sqlx::PgConnection::connect_with(&options.database(&name))
        .await
        .unwrap()
}

pub fn configuration(origin: &str, issuer: &str, secret: &str) -> IdentityConfig {
    IdentityConfig {
        public_origin: origin.to_owned(),
        issuer: issuer.to_owned(),
        client_id: CLIENT_ID.to_owned(),
        client_secret: Some(Secret::new(secret.to_owned())),
        supabase: None,
        lookup_key: SecretKey::new([7; 32]),
        requests_per_quarter_hour: 1_000,
    }
}

/// The application's routes and one that tells who is calling.
pub fn router(identity: &Identity) -> Router {
    let who = |caller: Caller| async move { caller.user_id().to_string() };
    let anybody = |caller: Option<Caller>| async move { caller.is_some().to_string() };
    identity.protect(
        identity
            .router()
            .route("/who", get(who))
            .route("/anybody", get(anybody))
            .route("/pkg/anybody", get(anybody))
            .route("/note", get(note)),
    )
}

/// Leaves a note in the session at the first visit; tells it at the next.
async fn note(session: Session) -> String {
    let found: Option<String> = session.get("note").await.unwrap();
    session
        .insert("note", "about the person before")
        .await
        .unwrap();
    found.unwrap_or_default()
}

/// What the application answered.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers[header::LOCATION].to_str().unwrap()
    }

    pub fn cookie_headers(&self) -> Vec<&str> {
        let values = self.headers.get_all(header::SET_COOKIE).iter();
        values.map(|value| value.to_str().unwrap()).collect()
    }

    /// The nonce that the content policy of a page names.
    pub fn nonce(&self) -> &str {
        let policy = self.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap();
        let (_, rest) = policy.split_once("'nonce-").expect("a page");
        rest.split_once('\'').unwrap().0
    }

    /// The reason on the page to which a failed sign-in leads.
    pub fn failure(&self) -> SignInFailure {
        assert_eq!(self.status, StatusCode::SEE_OTHER);
        let start = format!("{SIGN_IN_FAILED_PATH}?reason=");
        let code = self.location().strip_prefix(&start);
        SignInFailure::from_code(code.expect("the sign-in succeeded")).unwrap()
    }
}

/// Keeps the cookies that the application sets, as a browser would.
#[derive(Clone)]
pub struct Browser {
    router: Router,
    pub cookies: BTreeMap<String, String>,
}

impl Browser {
    pub fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
        }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        self.request(Method::GET, path, &[("sec-fetch-site", "none")])
            .await
    }

    pub async fn post(&mut self, path: &str) -> Answer {
        let ours = [("sec-fetch-site", "same-origin"), ("origin", ORIGIN)];
        self.request(Method::POST, path, &ours).await
    }

    /// Sends a form of ours, as a script on our page does.
    pub async fn post_form(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let form = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .finish();
        let headers = [
            ("sec-fetch-site", "same-origin"),
            ("origin", ORIGIN),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        self.send(Method::POST, path, &headers, form.into()).await
    }

    pub async fn request(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
    ) -> Answer {
        self.send(method, path, headers, Body::empty()).await
    }

    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let pairs = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"));
        let cookies = pairs.collect::<Vec<_>>().join("; ");
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies);
        }
        let mut request = request.body(body).unwrap();
        let peer: SocketAddr = "192.0.2.1:50000".parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, 1_000_000).await.unwrap();
        let answer = Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        };
        for cookie in answer.cookie_headers() {
            let (pair, attributes) = cookie.split_once(';').unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            if attributes.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    /// Follows the link to the provider; returns the provider's address.
    pub async fn begin(&mut self, return_to: &str) -> Url {
        let answer = self.get(&sign_in_link(return_to)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        Url::parse(answer.location()).expect("the way to the provider")
    }

    /// Comes back from the provider with `pairs` in the address, as a visitor from another site.
    pub async fn come_back(&mut self, pairs: &[(String, String)]) -> Answer {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(pairs)
            .finish();
        let navigation = [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
        ];
        let path = format!("/auth/callback?{query}");
        self.request(Method::GET, &path, &navigation).await
    }

    /// A whole sign-in with a person who says yes.
    pub async fn sign_in(&mut self, provider: &FakeProvider, return_to: &str) -> Answer {
        let address = self.begin(return_to).await;
        let pairs = provider.approve(&address);
        self.come_back(&pairs).await
    }

    /// The pseudonym of whoever is signed in here.
    pub async fn who(&mut self) -> Option<String> {
        let answer = self.get("/who").await;
        match answer.status {
            StatusCode::OK => Some(answer.body),
            StatusCode::UNAUTHORIZED => None,
            other => panic!("unexpected answer {other}: {}", answer.body),
        }
    }
}
