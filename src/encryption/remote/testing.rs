//! The real custodian, started for one test in a folder of its own, and the development identity
//! provider that vouches for made-up patients.
//!
//! `MIGRAINE_PULSE_TEST_CUSTODIAN` names the program. Without it a test that needs it says so and passes:
//! the test run of the project always sets it.

use super::{
    RemoteCustodian, error::RemoteError, grant::Grant, line::Source, nonce_of,
    settings::RemoteSettings,
};
use crate::{
    identity::server::development::vouch,
    platform::{
        clock::{Clock, SystemClock},
        config::SecretKey,
        entropy::{Entropy, SystemEntropy},
        ids::UserId,
    },
};
use custodian_core::{
    SigningKey,
    order::{Order, OrderAction, SignedOrder},
};
use std::{
    fmt::Write as _,
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Arc,
    time::Duration,
};

/// Name of the variable that names the program.
pub const VARIABLE: &str = "MIGRAINE_PULSE_TEST_CUSTODIAN";

/// The name under which the custodian knows the application's key.
pub const KEY_ID: &str = "app-1";

/// Two operators of the custodian, with the seeds of their keys.
const OPERATORS: [(&str, [u8; 32]); 2] = [("ada", [0xad; 32]), ("bo", [0xb0; 32])];

/// An identity provider that vouches without a browser.
#[derive(Debug, Clone)]
pub struct Provider {
    /// Its issuer.
    pub issuer: String,
    /// Our client id.
    pub client_id: String,
    /// Our client secret.
    pub client_secret: String,
    /// Where its keys are.
    pub jwks_address: String,
}

impl Provider {
    /// The development provider of the test run.
    pub fn of_test_run() -> Option<Self> {
        let variable = |name: &str| std::env::var(format!("MIGRAINE_PULSE_TEST_{name}")).ok();
        let issuer = variable("ISSUER")?;
        Some(Self {
            jwks_address: format!("{issuer}/.well-known/jwks.json"),
            client_id: variable("CLIENT_ID")?,
            client_secret: variable("CLIENT_SECRET")?,
            issuer,
        })
    }

    /// A fresh identity of somebody, and the secret behind its nonce.
    pub async fn identity(&self, email: &str) -> (String, String) {
        let mut bytes = [0; 32];
        SystemEntropy.fill(&mut bytes);
        let secret = hex::encode(bytes);
        let client = (self.client_id.as_str(), self.client_secret.as_str());
        let vouched = vouch(&self.issuer, client, email, &nonce_of(&secret))
            .await
            .expect("the development provider vouches");
        (vouched.id_token, secret)
    }
}

/// A running custodian; it is killed when dropped.
pub struct Process {
    /// Its address.
    pub address: SocketAddr,
    /// Its folder: configuration, secrets, store.
    pub folder: tempfile::TempDir,
    /// Whose identities it believes.
    pub provider: Provider,
    /// Its public key.
    pub trusted_key: [u8; 32],
    signing_key: [u8; 32],
    program: PathBuf,
    child: Option<Child>,
}

impl Process {
    /// Starts one that believes the provider of the test run.
    pub async fn start() -> Option<Self> {
        Self::start_behind(&[], Provider::of_test_run()).await
    }

    /// Starts one that is also reached under `more` addresses and believes `provider`.
    pub async fn start_behind(more: &[SocketAddr], provider: Option<Provider>) -> Option<Self> {
        let (Ok(program), Some(provider)) = (std::env::var(VARIABLE), provider) else {
            eprintln!("skipped: {VARIABLE} is not set");
            return None;
        };
        let program = PathBuf::from(program);
        let folder = tempfile::tempdir().expect("a folder");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        drop(listener);
        let mut signing_key = [0; 32];
        SystemEntropy.fill(&mut signing_key);
        let trusted_key = ceremony(&program, folder.path());
        let public = SigningKey::from_bytes(&signing_key).verifying_key();
        let mut process = Self {
            address,
            provider,
            trusted_key,
            signing_key,
            program,
            child: None,
            folder,
        };
        let text = process.configuration(more, &hex::encode(public.as_bytes()));
        std::fs::write(process.configuration_file(), text).expect("a configuration");
        process.resume().await;
        Some(process)
    }

    fn configuration(&self, more: &[SocketAddr], public_key: &str) -> String {
        let folder = self.folder.path().display();
        let mut authorities = format!("\"{}\"", self.address);
        for other in more {
            write!(authorities, ", \"{other}\"").expect("a string takes everything");
        }
        let mut operators = String::new();
        for (name, seed) in OPERATORS {
            let key = SigningKey::from_bytes(&seed).verifying_key();
            let key = hex::encode(key.as_bytes());
            write!(
                operators,
                "[[custody.operators]]\nname = \"{name}\"\nkey = \"{key}\"\n"
            )
            .expect("a string takes everything");
        }
        let Provider {
            issuer,
            client_id,
            jwks_address,
            ..
        } = &self.provider;
        format!(
            r#"
            [server]
            listen = "{address}"
            folder = "{folder}/store"
            secrets_file = "{folder}/secrets.toml"

            [custody]
            authorities = [{authorities}]
            addresses = ["127.0.0.0/8"]

            [[custody.app_keys]]
            id = "{KEY_ID}"
            key = "{public_key}"

            {operators}
            [[custody.issuers]]
            issuer = "{issuer}"
            audiences = ["{client_id}"]
            jwks_address = "{jwks_address}"
            "#,
            address = self.address,
        )
    }

    fn configuration_file(&self) -> PathBuf {
        self.folder.path().join("custodian.toml")
    }

    /// Starts it again after [`Process::kill`].
    pub async fn resume(&mut self) {
        let child = Command::new(&self.program)
            .arg("serve")
            .arg("--config")
            .arg(self.configuration_file())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the custodian starts");
        self.child = Some(child);
        for _ in 0..500 {
            if tokio::net::TcpStream::connect(self.address).await.is_ok() {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the custodian does not listen");
    }

    /// Kills it as a power cut would.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// What an application knows that reaches it at `address`.
    pub fn settings_at(&self, address: SocketAddr) -> RemoteSettings {
        RemoteSettings {
            address: format!("http://{address}"),
            key_id: KEY_ID.to_owned(),
            signing_key: SecretKey::new(self.signing_key),
            trusted_key: self.trusted_key,
        }
    }

    /// What its application is told, as keys of the configuration and values.
    pub fn configuration_of_application(&self) -> Vec<(&'static str, String)> {
        vec![
            ("CUSTODIAN__KIND", "remote".to_owned()),
            ("CUSTODIAN__ADDRESS", format!("http://{}", self.address)),
            ("CUSTODIAN__KEY_ID", KEY_ID.to_owned()),
            ("CUSTODIAN__TRUSTED_KEY", hex::encode(self.trusted_key)),
            ("CUSTODIAN__SIGNING_KEY", hex::encode(self.signing_key)),
        ]
    }

    /// What its application knows.
    pub fn settings(&self) -> RemoteSettings {
        self.settings_at(self.address)
    }

    /// An application's end of the line.
    pub fn client(&self) -> Arc<RemoteCustodian> {
        client(&self.settings())
    }

    /// Signs `user` in with this address, and shows the grant.
    pub async fn sign_in(&self, client: &RemoteCustodian, user: UserId, email: &str) -> Grant {
        let grant = self.grant(client, email).await.expect("a grant");
        client.book().show(user, grant.clone(), SystemClock.now());
        grant
    }

    /// Asks for a grant of whoever has this address.
    pub async fn grant(&self, client: &RemoteCustodian, email: &str) -> Result<Grant, RemoteError> {
        let (identity, secret) = self.provider.identity(email).await;
        client.admit(&identity, &secret).await
    }

    /// What both operators order, for everybody.
    pub fn order(&self, action: OrderAction, reason: &str) -> SignedOrder {
        let now = SystemClock.now().as_second();
        let order = Order::new(action, reason, now, &Source(&SystemEntropy));
        let mut signed = order.unsigned();
        for (name, seed) in OPERATORS {
            signed.sign(name, &SigningKey::from_bytes(&seed));
        }
        signed
    }

    /// Everything in its store, as somebody who copied the disk would find it.
    pub fn stolen_store(&self) -> Vec<u8> {
        let store = self.folder.path().join("store");
        let files = std::fs::read_dir(store).expect("a store");
        files
            .flat_map(|file| std::fs::read(file.expect("a file").path()).expect("its bytes"))
            .collect()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.kill();
    }
}

/// An application's end of a line.
pub fn client(settings: &RemoteSettings) -> Arc<RemoteCustodian> {
    let remote = RemoteCustodian::new(settings, Arc::new(SystemClock), Arc::new(SystemEntropy));
    Arc::new(remote.expect("settings that can be used"))
}

fn ceremony(program: &Path, folder: &Path) -> [u8; 32] {
    let run = |arguments: &[&std::ffi::OsStr]| {
        let output = Command::new(program)
            .args(arguments)
            .output()
            .expect("the custodian's program");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout).expect("text")
    };
    let secrets = folder.join("secrets.toml");
    let recovery = folder.join("recovery");
    let said = run(&[
        "ceremony".as_ref(),
        "--secrets".as_ref(),
        secrets.as_ref(),
        "--recovery".as_ref(),
        recovery.as_ref(),
    ]);
    let line = said
        .lines()
        .find_map(|line| line.strip_prefix("custodian key: "))
        .expect("the public key");
    let mut key = [0; 32];
    hex::decode_to_slice(line, &mut key).expect("hexadecimal digits");
    key
}
