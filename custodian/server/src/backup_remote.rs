//! A backup of a custodian elsewhere, such as the Worker: fetched page by page with a key that may do
//! nothing else, encrypted to people (age) before it reaches the disk.
//!
//! Whoever fetches needs none of the custodian's secrets; `restore` checks every page with them.

use crate::{
    Outcome,
    backup::encrypt,
    machine::{MachineClock, MachineEntropy, write_private},
    orders::read_key,
    sqlite::SqliteStore,
};
use custodian_core::{
    VerifyingKey,
    client::{Client, ClientError},
    host::{
        backup::{self, Page},
        key_cache::is_loopback,
        secrets::Secrets,
    },
    message::{Answer, Request},
    ports::Clock,
    protocol::{BACKUP_PATH, BackupCall, BackupPlace, SignedPage},
    refusal::Refusal,
};
use std::{path::PathBuf, time::Duration};

const FORMAT: &str = "migraine-pulse custodian pages 1";
/// How long one page may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// How long to wait when too much was asked within a minute.
const PAUSE: Duration = Duration::from_secs(5);
/// How often to wait, at most, for one page.
const PAUSES: u32 = 24;

/// Fetches everything that a custodian elsewhere holds.
#[derive(Debug, clap::Args)]
pub struct FetchBackup {
    /// Its address, such as <https://keys.example>.
    #[arg(long)]
    address: String,
    /// The name of the key in its settings (`backup_keys`).
    #[arg(long)]
    key_id: String,
    /// The key, as `make-key` wrote it.
    #[arg(long)]
    key: PathBuf,
    /// The custodian's public key, as `identify` prints it.
    #[arg(long)]
    trusted_key: String,
    /// Who can open the file: an age recipient. May be repeated.
    #[arg(long, required = true)]
    recipient: Vec<String>,
    /// Where it goes; must not exist.
    file: PathBuf,
}

impl FetchBackup {
    /// Fetches and writes; half a backup is never written.
    pub fn run(&self) -> Outcome {
        if self.file.exists() {
            return Err(format!("{} exists", self.file.display()).into());
        }
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let pages = runtime.block_on(self.fetch())?;
        let mut text = format!("{FORMAT}\n");
        for page in &pages {
            text.push_str(&serde_json::to_string(page)?);
            text.push('\n');
        }
        let sealed = encrypt(&self.recipient, text.as_bytes())?;
        write_private(&self.file, &sealed)?;
        println!("{} pages are in {}", pages.len(), self.file.display());
        Ok(())
    }

    async fn fetch(&self) -> Outcome<Vec<SignedPage>> {
        // An error means that somebody was first, which serves as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let line = Line::open(self)?;
        let mut pages = Vec::new();
        let mut next = Some(BackupPlace::Gate { entry: 0 });
        while let Some(place) = next {
            let signed = line.ask(place).await?;
            let page: Page = serde_json::from_str(&signed.text)
                .map_err(|_| "a page cannot be read; the versions may differ")?;
            next = page.next;
            pages.push(signed);
        }
        Ok(pages)
    }
}

struct Line {
    client: Client,
    door: reqwest::Client,
    address: String,
}

impl Line {
    fn open(wanted: &FetchBackup) -> Outcome<Self> {
        let address = wanted.address.trim_end_matches('/').to_owned();
        let local = is_loopback(&address);
        let authority = match address.split_once("://") {
            Some(("https", authority)) => authority,
            Some(("http", authority)) if local => authority,
            _ => return Err("the address must be https:// and a host".into()),
        };
        let mut trust = [0; 32];
        hex::decode_to_slice(wanted.trusted_key.trim(), &mut trust)
            .map_err(|_| "the trusted key must be 64 hexadecimal digits")?;
        let builder = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .timeout(PATIENCE);
        let builder = if local { builder.no_proxy() } else { builder };
        Ok(Self {
            client: Client {
                authority: authority.to_lowercase(),
                key_id: wanted.key_id.clone(),
                key: read_key(&wanted.key)?,
                trust: VerifyingKey::from_bytes(&trust)?,
            },
            door: builder.build()?,
            address,
        })
    }

    async fn ask(&self, place: BackupPlace) -> Outcome<SignedPage> {
        let mut pauses = 0;
        loop {
            let now = MachineClock::default().now();
            let call = BackupCall { place };
            let request = self.client.post(BACKUP_PATH, &call, now, &MachineEntropy);
            let answer = self.send(&request).await?;
            let now = MachineClock::default().now();
            match self.client.read(&request, &answer, now) {
                Err(ClientError::Refused(Refusal::TooMany)) if pauses < PAUSES => pauses += 1,
                other => return Ok(other?),
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn send(&self, request: &Request) -> Outcome<Answer> {
        let address = format!("{}{}", self.address, request.path);
        let mut sent = self.door.post(address).body(request.body.clone());
        for (name, value) in &request.headers {
            sent = sent.header(name, value);
        }
        let answer = sent.send().await?;
        let headers = answer.headers().iter().filter_map(|(name, value)| {
            Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
        });
        Ok(Answer {
            status: answer.status().as_u16(),
            headers: headers.collect(),
            body: answer.bytes().await?.to_vec(),
        })
    }
}

/// Whether a decrypted file was written by [`FetchBackup`].
pub fn is_of_pages(text: &str) -> bool {
    text.lines().next() == Some(FORMAT)
}

/// Fills such a file in; tells what it held, and when it was begun.
pub fn fill(secrets: &Secrets, store: &mut SqliteStore, text: &str) -> Outcome<(String, i64)> {
    let pages = text
        .lines()
        .skip(1)
        .map(serde_json::from_str::<SignedPage>)
        .collect::<Result<Vec<_>, _>>()?;
    let filled = backup::fill(secrets, store, pages)?;
    let what = format!("{} users with {} shares", filled.users, filled.shares);
    Ok((what, filled.created))
}
