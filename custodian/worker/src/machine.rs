//! The runtime's clock and randomness, and what operators put into the Worker's variables.

use custodian_core::{
    host::{
        Host,
        identity::IdentityKeys,
        secrets::{Secrets, SecretsText},
        settings::Settings,
    },
    ports::{Clock, Entropy},
};
use js_sys::{JSON, Reflect};
use std::sync::OnceLock;
use worker::{Date, Env, console_error};

/// The variable with the settings, as JSON text or as a table of `wrangler.toml`.
const SETTINGS: &str = "CUSTODIAN_SETTINGS";
/// The secret with the secrets: the ceremony's file, or the same in JSON.
const SECRETS: &str = "CUSTODIAN_SECRETS";
/// The variable that says who knows the caller: absent, Cloudflare's edge; `connection`, the runtime.
const CALLER: &str = "CUSTODIAN_CALLER";

/// The runtime's clock. It stands still while a request computes.
pub struct MachineClock;

impl Clock for MachineClock {
    fn now(&self) -> i64 {
        i64::try_from(Date::now().as_millis() / 1_000).unwrap_or(i64::MAX)
    }
}

/// The runtime's generator.
pub struct MachineEntropy;

impl Entropy for MachineEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place that asks the runtime for randomness"
        )]
        getrandom::fill(bytes).expect("a machine without random bytes must not keep keys");
    }
}

/// What operators decided, and the secrets.
pub struct Configuration {
    pub settings: Settings,
    pub secrets: Secrets,
    /// Whether the caller is the other end of the connection: no edge stands in front.
    pub is_direct: bool,
}

impl Configuration {
    /// Reads them once; a new version of the Worker or of a variable starts anew.
    pub fn of(env: &Env) -> Option<&'static Self> {
        static READ: OnceLock<Option<Configuration>> = OnceLock::new();
        READ.get_or_init(|| match Self::read(env) {
            Ok(configuration) => Some(configuration),
            Err(words) => {
                console_error!("ALARM: {words}; nothing is answered");
                None
            }
        })
        .as_ref()
    }

    fn read(env: &Env) -> Result<Self, String> {
        let settings = variable(env, SETTINGS).ok_or("the settings are not there")?;
        let mut settings: Settings =
            serde_json::from_str(&settings).map_err(|error| format!("{SETTINGS}: {error}"))?;
        "worker".clone_into(&mut settings.host);
        settings.is_isolated = true;
        // Never the parser's words: they may quote a secret.
        let secrets = variable(env, SECRETS)
            .and_then(|text| read_secrets(&text))
            .ok_or("the secrets cannot be read")?
            .parse()
            .map_err(|error| error.to_string())?;
        let is_direct = match variable(env, CALLER).as_deref() {
            None => false,
            Some("connection") => true,
            Some(other) => return Err(format!("{CALLER} cannot be {other}")),
        };
        Ok(Self {
            settings,
            secrets,
            is_direct,
        })
    }

    /// The custodian, with these issuers' keys.
    pub fn host<'a>(&'a self, keys: &'a dyn IdentityKeys) -> Host<'a> {
        Host {
            settings: &self.settings,
            secrets: &self.secrets,
            clock: &MachineClock,
            entropy: &MachineEntropy,
            keys,
        }
    }
}

fn read_secrets(text: &str) -> Option<SecretsText> {
    if text.trim_start().starts_with('{') {
        serde_json::from_str(text).ok()
    } else {
        toml::from_str(text).ok()
    }
}

fn variable(env: &Env, name: &str) -> Option<String> {
    let value = Reflect::get(env, &name.into()).ok()?;
    match value.as_string() {
        Some(text) => Some(text),
        None if value.is_object() => JSON::stringify(&value).ok()?.as_string(),
        None => None,
    }
}
