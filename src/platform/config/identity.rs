//! `[identity]`: who vouches for patients, and how accounts are found.
//!
//! Three profiles: any OpenID Connect provider (`openid`), a Supabase project through its OAuth server
//! (`supabase`), and a Supabase project without one (`supabase-classic`). The keys of the last two are
//! named in [`PROFILE_KEYS`]: they are demanded only where their profile is chosen. Addresses are
//! checked here as far as text goes; identity itself refuses plain HTTP to other machines.

use super::{
    reader::{ConfigError, Reader, Secret, SecretKey},
    sections::Mode,
};

/// Keys that only one choice of `identity.profile` needs.
pub const PROFILE_KEYS: [&str; 4] = [
    "identity.supabase_url",
    "identity.supabase_publishable_key",
    "identity.supabase_issuer",
    "identity.supabase_login_providers",
];

/// Secrets that only one choice of `identity.profile` uses; each may be given as `<key>_file`.
pub const PROFILE_SECRETS: [&str; 1] = ["identity.supabase_secret_key"];

/// Whom the access tokens of a Supabase project are made out to.
pub const SUPABASE_AUDIENCE: &str = "authenticated";

/// `[identity]`: the provider and how accounts are found.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The provider's issuer, exactly as its discovery document says it.
    pub issuer: String,
    /// Whom identities must be made out to: our client id at the provider, or what
    /// [`SUPABASE_AUDIENCE`] says where there is no client.
    pub client_id: String,
    /// Our client secret at the provider; none in the classic flow of Supabase.
    pub client_secret: Option<Secret>,
    /// The Supabase project, when one is the provider.
    pub supabase: Option<Supabase>,
    /// Key that turns issuer, subject and e-mail into digests, so that none is stored in clear.
    pub lookup_key: SecretKey,
    /// Requests to the sign-in routes that one address may make in 15 minutes.
    pub auth_requests_per_quarter_hour: u32,
}

/// A Supabase project as the provider.
#[derive(Debug, Clone)]
pub struct Supabase {
    /// How its people sign in.
    pub flow: SupabaseFlow,
    /// The project's address without a path, such as `https://abc.supabase.co`.
    pub url: String,
    /// The key that every browser may know; the gateway demands it.
    pub publishable_key: String,
    /// The key that may delete people and say for whom a request is made.
    pub secret_key: Option<Secret>,
    /// Social providers whose buttons stand on the sign-in page, such as `google`.
    pub login_providers: Vec<String>,
}

/// How people of a Supabase project sign in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SupabaseFlow {
    /// Through the project's OAuth server, with an ID token at the end.
    OAuthServer,
    /// By the endpoints that every project has, with an access token at the end.
    Classic,
}

impl Identity {
    pub(super) fn read(reader: &Reader, mode: Mode) -> Result<Self, ConfigError> {
        let key = "identity.profile";
        let profile = reader.text(key)?;
        let flow = match profile.as_str() {
            "openid" => None,
            "supabase" => Some(SupabaseFlow::OAuthServer),
            "supabase-classic" => Some(SupabaseFlow::Classic),
            _ => {
                return Err(ConfigError::key(
                    key,
                    "must be openid, supabase or supabase-classic",
                ));
            }
        };
        let supabase = flow
            .map(|flow| Supabase::read(reader, mode, flow))
            .transpose()?;
        let issuer = match &supabase {
            None => address(reader, "identity.issuer", mode)?,
            // A custom domain does not change what a project calls itself.
            Some(_) if reader.text("identity.supabase_issuer").is_ok() => {
                address(reader, "identity.supabase_issuer", mode)?
            }
            Some(project) => format!("{}/auth/v1", project.url),
        };
        let (client_id, client_secret) = match flow {
            Some(SupabaseFlow::Classic) => (SUPABASE_AUDIENCE.to_owned(), None),
            other => {
                let id = reader.text("identity.client_id")?;
                if other.is_some() && uuid::Uuid::try_parse(&id).is_err() {
                    return Err(ConfigError::key(
                        "identity.client_id",
                        "must be the client id of the OAuth app in the Supabase project: a UUID",
                    ));
                }
                (id, Some(reader.secret("identity.client_secret")?))
            }
        };
        Ok(Self {
            issuer,
            client_id,
            client_secret,
            supabase,
            lookup_key: reader.secret_key("identity.lookup_key")?,
            auth_requests_per_quarter_hour: u32::try_from(
                reader.number("identity.auth_requests_per_quarter_hour", 5..=100_000)?,
            )
            .unwrap_or(u32::MAX),
        })
    }
}

impl Supabase {
    fn read(reader: &Reader, mode: Mode, flow: SupabaseFlow) -> Result<Self, ConfigError> {
        let url = address(reader, "identity.supabase_url", mode)?;
        let parsed: axum::http::Uri = url
            .parse()
            .map_err(|_| ConfigError::key("identity.supabase_url", BARE_ADDRESS))?;
        if url.ends_with('/') || parsed.path() != "/" || parsed.query().is_some() {
            return Err(ConfigError::key("identity.supabase_url", BARE_ADDRESS));
        }
        let key = "identity.supabase_publishable_key";
        let publishable_key = reader.text(key)?;
        if publishable_key.starts_with("sb_secret_") {
            return Err(ConfigError::key(
                key,
                "is a secret key; put it into identity.supabase_secret_key_file and the publishable \
                 key here",
            ));
        }
        Ok(Self {
            flow,
            url,
            publishable_key,
            secret_key: reader.optional_secret("identity.supabase_secret_key")?,
            login_providers: login_providers(reader)?,
        })
    }
}

const BARE_ADDRESS: &str =
    "must be the project's address without a path, such as https://abc.supabase.co";

/// `google, github`: names in lower case, separated by commas.
fn login_providers(reader: &Reader) -> Result<Vec<String>, ConfigError> {
    let key = "identity.supabase_login_providers";
    let text = reader.text(key).unwrap_or_default();
    let names: Vec<String> = text
        .split(',')
        .map(|name| name.trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    match names
        .iter()
        .find(|name| !LOGIN_PROVIDERS.contains(&name.as_str()))
    {
        Some(_) => Err(ConfigError::key(
            key,
            format!("must be empty or a list of {}", LOGIN_PROVIDERS.join(", ")),
        )),
        None => Ok(names),
    }
}

/// The social providers that the sign-in page has a button for.
const LOGIN_PROVIDERS: [&str; 2] = ["google", "github"];

fn address(reader: &Reader, key: &str, mode: Mode) -> Result<String, ConfigError> {
    let text = reader.text(key)?;
    let parsed: axum::http::Uri =
        reader.parsed(key, "an address such as https://id.example/auth/v1")?;
    if parsed.scheme_str().is_none() {
        return Err(ConfigError::key(key, "must begin with https://"));
    }
    if mode == Mode::Production && !text.starts_with("https://") {
        return Err(ConfigError::key(
            key,
            "must begin with https:// in production",
        ));
    }
    Ok(text)
}
