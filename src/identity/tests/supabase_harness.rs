//! The vocabulary of the Supabase tests: the whole application beside a project, and people at its desk.

use super::{
    harness::{Answer, Browser, ORIGIN},
    supabase_double::Project,
};
use crate::{
    identity::model::{SIGN_IN_FAILED_PATH, SignInFailure, sign_in_link},
    platform::tests::harness::{TestApp, variable},
};
use axum::http::{Method, StatusCode, header};
use openidconnect::url::Url;

pub const EMAIL: &str = "anna@example.org";
pub const PASSWORD: &str = "correct horse battery";

pub struct SupabaseApp {
    pub app: TestApp,
    pub project: Project,
}

impl SupabaseApp {
    /// Through the OAuth server; `None` where there is no Postgres to test on.
    pub async fn start() -> Option<Self> {
        Self::start_with("supabase", &[]).await
    }

    /// Without the OAuth server.
    pub async fn classic() -> Option<Self> {
        Self::start_with("supabase-classic", &[]).await
    }

    /// With a secret key.
    pub async fn privileged() -> Option<Self> {
        let project = Project::start();
        let key = project.about("secret_key").to_owned();
        Self::beside(
            project,
            "supabase",
            &[("IDENTITY__SUPABASE_SECRET_KEY", key.as_str())],
        )
        .await
    }

    pub async fn start_with(profile: &str, more: &[(&str, &str)]) -> Option<Self> {
        Self::beside(Project::start(), profile, more).await
    }

    pub async fn beside(project: Project, profile: &str, more: &[(&str, &str)]) -> Option<Self> {
        let address = project.address().to_owned();
        let base = [
            ("IDENTITY__PROFILE", profile),
            ("IDENTITY__SUPABASE_URL", address.as_str()),
            (
                "IDENTITY__SUPABASE_PUBLISHABLE_KEY",
                project.about("publishable_key"),
            ),
            ("IDENTITY__CLIENT_ID", project.about("client_id")),
            ("IDENTITY__CLIENT_SECRET", project.about("client_secret")),
            ("IDENTITY__SUPABASE_LOGIN_PROVIDERS", "google,github"),
        ];
        let variables: Vec<_> = base
            .iter()
            .chain(more)
            .map(|(name, value)| variable(name, value))
            .collect();
        let app = TestApp::start_with(&variables).await?;
        Some(Self { app, project })
    }

    pub fn visitor(&self) -> Visitor<'_> {
        Visitor {
            browser: self.app.stranger(),
            project: &self.project,
        }
    }

    /// Somebody with a password, known to the project.
    pub async fn anna(&self) -> String {
        let more = serde_json::Value::Null;
        self.project.add_user(EMAIL, PASSWORD, more).await
    }

    /// The same with an authenticator app.
    pub async fn careful_anna(&self) -> String {
        let more = serde_json::json!({"totp": true});
        self.project.add_user(EMAIL, PASSWORD, more).await
    }

    /// A browser in which anna has signed in by password.
    pub async fn signed_in(&self) -> Visitor<'_> {
        let mut visitor = self.visitor();
        let desk = visitor.arrive("/").await;
        let end = visitor.password(&desk, EMAIL, PASSWORD).await;
        assert_eq!(end.path, "/", "{}", end.answer.body);
        visitor
    }
}

/// A browser beside a project.
pub struct Visitor<'a> {
    pub browser: Browser,
    pub project: &'a Project,
}

/// Where somebody ended up, and what they see there.
pub struct End {
    pub path: String,
    pub answer: Answer,
}

impl End {
    /// Why the sign-in did not succeed.
    pub fn failure(&self) -> SignInFailure {
        let start = format!("{SIGN_IN_FAILED_PATH}?reason=");
        let code = self.path.strip_prefix(&start);
        let code = code.unwrap_or_else(|| panic!("{}: {}", self.path, self.answer.body));
        SignInFailure::from_code(code).unwrap()
    }

    pub fn sees(&self, words: &str) -> bool {
        self.answer.body.contains(words)
    }
}

impl Visitor<'_> {
    /// Asks to sign in; answers the address to which the browser is sent.
    pub async fn begin(&mut self, return_to: &str) -> String {
        let answer = self.browser.get(&sign_in_link(return_to)).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        answer.location().to_owned()
    }

    /// Asks to sign in and goes on to the desk; answers the desk's address.
    pub async fn arrive(&mut self, return_to: &str) -> String {
        let away = self.begin(return_to).await;
        if away.starts_with('/') {
            return away;
        }
        let back = self.project.visit(&away).await.expect("a redirect");
        back.strip_prefix(ORIGIN)
            .expect("our own origin")
            .to_owned()
    }

    /// Asks for a page that sends to the sign-in, and goes on to the desk.
    pub async fn arrive_from(&mut self, path: &str) -> String {
        let answer = self.browser.get(path).await;
        let link = answer.location().to_owned();
        let away = self.browser.get(&link).await.location().to_owned();
        let back = self.project.visit(&away).await.expect("a redirect");
        back.strip_prefix(ORIGIN)
            .expect("our own origin")
            .to_owned()
    }

    /// Goes to a page of ours, as from another site, and on as far as redirects lead on our site.
    pub async fn go(&mut self, path: &str) -> End {
        let navigation = [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-mode", "navigate"),
            ("sec-fetch-dest", "document"),
        ];
        let answer = self.browser.request(Method::GET, path, &navigation).await;
        self.follow(path.to_owned(), answer).await
    }

    pub async fn send(&mut self, path: &str, fields: &[(&str, &str)]) -> End {
        let answer = self.browser.post_form(path, fields).await;
        self.follow(path.to_owned(), answer).await
    }

    async fn follow(&mut self, mut path: String, mut answer: Answer) -> End {
        for _ in 0..6 {
            if !answer.status.is_redirection() {
                break;
            }
            let target = answer.headers[header::LOCATION].to_str().unwrap();
            if !target.starts_with('/') {
                return End {
                    path: target.to_owned(),
                    answer,
                };
            }
            path = target.to_owned();
            answer = self.browser.get(&path).await;
        }
        End { path, answer }
    }

    pub async fn password(&mut self, desk: &str, email: &str, password: &str) -> End {
        let fields = [("email", email), ("password", password), ("do", "password")];
        self.send(desk, &fields).await
    }

    /// Over a social provider, as `email`; answers where the browser ends up.
    pub async fn over_google(&mut self, desk: &str, email: &str) -> End {
        let back = self.over_google_and_back(desk, email).await;
        self.go(&back).await
    }

    /// The address of ours to which the way over a social provider leads.
    pub async fn over_google_and_back(&mut self, desk: &str, email: &str) -> String {
        let link = desk.replacen("/oauth/consent", "/oauth/consent/with/google", 1);
        let away = self.browser.get(&link).await.location().to_owned();
        let people = self.project.visit(&away).await.expect("a redirect");
        let people = Url::parse(&people).unwrap();
        let (_, flow) = people
            .query_pairs()
            .find(|(name, _)| name == "flow")
            .unwrap();
        let callback = format!(
            "{}/callback?flow={flow}&email={email}",
            self.project.issuer()
        );
        let back = self.project.visit(&callback).await.expect("a redirect");
        back.strip_prefix(ORIGIN).unwrap().to_owned()
    }

    pub async fn is_signed_in(&mut self) -> bool {
        let answer = self.browser.get("/privacy").await;
        assert_eq!(answer.status, StatusCode::OK);
        let answer = self.browser.get("/export").await;
        answer.status == StatusCode::OK
    }
}
