//! The ceremony: makes the secrets, and recovery files for people to keep in different places.
//!
//! The secrets file is what the process reads. The recovery files bring it back: any 3 of 5 shares
//! (Shamir's scheme), or one age identity of those to whom it was encrypted. Whoever holds two shares
//! knows nothing. The check value lets people compare root keys over the telephone.

use crate::{
    Outcome,
    backup::{age_identities, encrypt},
    machine::{MachineEntropy, write_private},
    settings::read_secrets,
};
use custodian_core::{host::secrets::SecretsText, signature::key_id};
use getrandom::{SysRng, rand_core::UnwrapErr};
use std::path::{Path, PathBuf};
use vsss_rs::Gf256;
use zeroize::Zeroizing;

const MARK: &str = "migraine-pulse custodian recovery share";

/// Makes the secrets.
#[derive(Debug, clap::Args)]
pub struct Ceremony {
    /// Where the secrets go; must not exist.
    #[arg(long)]
    secrets: PathBuf,
    /// The folder for the recovery files; is made.
    #[arg(long)]
    recovery: PathBuf,
    /// An age recipient who can recover alone; may be repeated.
    #[arg(long)]
    recipient: Vec<String>,
    /// How many shares there are.
    #[arg(long, default_value_t = 5)]
    shares: usize,
    /// How many of them are needed.
    #[arg(long, default_value_t = 3)]
    threshold: usize,
}

/// Writes new recovery files.
#[derive(Debug, clap::Args)]
pub struct Split {
    /// The secrets file.
    #[arg(long)]
    secrets: PathBuf,
    /// The folder for the recovery files; is made.
    #[arg(long)]
    recovery: PathBuf,
    /// An age recipient who can recover alone; may be repeated.
    #[arg(long)]
    recipient: Vec<String>,
    /// How many shares there are.
    #[arg(long, default_value_t = 5)]
    shares: usize,
    /// How many of them are needed.
    #[arg(long, default_value_t = 3)]
    threshold: usize,
}

impl Split {
    /// Writes the files.
    pub fn run(&self) -> Outcome {
        let text = read_secrets(&self.secrets)?;
        let written = Zeroizing::new(toml::to_string(&text)?);
        write_recovery(
            &self.recovery,
            &written,
            &self.recipient,
            self.threshold,
            self.shares,
        )?;
        identify(&self.secrets)
    }
}

/// Puts the secrets together again.
#[derive(Debug, clap::Args)]
pub struct Recover {
    /// Where the secrets go; must not exist.
    #[arg(long)]
    secrets: PathBuf,
    /// A recovery share; as many as are needed.
    #[arg(long)]
    share: Vec<PathBuf>,
    /// The encrypted recovery file.
    #[arg(long, requires = "identity")]
    encrypted: Option<PathBuf>,
    /// The age identity that opens it.
    #[arg(long)]
    identity: Option<PathBuf>,
}

impl Ceremony {
    /// Makes the secrets and the recovery files.
    pub fn run(&self) -> Outcome {
        if self.secrets.exists() {
            let path = self.secrets.display();
            return Err(format!(
                "{path} exists; new secrets would make every stored share unreadable"
            )
            .into());
        }
        let text = SecretsText::random(&MachineEntropy);
        let written = Zeroizing::new(toml::to_string(&text)?);
        write_recovery(
            &self.recovery,
            &written,
            &self.recipient,
            self.threshold,
            self.shares,
        )?;
        write_private(&self.secrets, written.as_bytes())?;
        identify(&self.secrets)?;
        println!(
            "recovery files: {} ({} of {} shares are needed). Take them to different places and \
             remove the folder.",
            self.recovery.display(),
            self.threshold,
            self.shares
        );
        Ok(())
    }
}

/// Writes the recovery files of `secrets`.
pub fn write_recovery(
    folder: &Path,
    secrets: &str,
    recipients: &[String],
    threshold: usize,
    shares: usize,
) -> Outcome {
    if !(2..=shares).contains(&threshold) || shares > 20 {
        return Err("at least 2 shares must be needed, and at most as many as there are".into());
    }
    std::fs::create_dir_all(folder)?;
    let parts = Gf256::split_bytes(threshold, shares, secrets.as_bytes(), UnwrapErr(SysRng))
        .map_err(|error| format!("the secrets could not be split: {error}"))?;
    for (part, number) in parts.into_iter().map(Zeroizing::new).zip(1..) {
        let text = Zeroizing::new(format!(
            "{MARK} {number} of {shares}, {threshold} needed\n{}\n",
            Zeroizing::new(hex::encode(part.as_slice())).as_str()
        ));
        let name = format!("share-{number}-of-{shares}.txt");
        write_private(&folder.join(name), text.as_bytes())?;
    }
    if !recipients.is_empty() {
        let sealed = encrypt(recipients, secrets.as_bytes())?;
        write_private(&folder.join("secrets.age"), &sealed)?;
    }
    Ok(())
}

impl Recover {
    /// Recovers the secrets file.
    pub fn run(&self) -> Outcome {
        let secrets = match (&self.encrypted, &self.identity) {
            (Some(file), Some(identity)) => {
                crate::backup::decrypt(&age_identities(identity)?, &std::fs::read(file)?)?
            }
            _ => combine(&self.share)?,
        };
        let text = Zeroizing::new(String::from_utf8(secrets.to_vec())?);
        let known: SecretsText = toml::from_str(&text)
            .map_err(|_| "these files do not give the secrets; are there enough shares?")?;
        known.parse()?;
        write_private(&self.secrets, text.as_bytes())?;
        identify(&self.secrets)
    }
}

fn combine(files: &[PathBuf]) -> Outcome<Zeroizing<Vec<u8>>> {
    let mut parts = Vec::new();
    for file in files {
        let text = Zeroizing::new(std::fs::read_to_string(file)?);
        let mut lines = text.lines();
        let is_share = lines.next().is_some_and(|line| line.starts_with(MARK));
        let part = lines.next().and_then(|line| hex::decode(line.trim()).ok());
        match part {
            Some(part) if is_share => parts.push(part),
            _ => return Err(format!("{} is not a recovery share", file.display()).into()),
        }
    }
    Gf256::combine_bytes(&parts)
        .map(Zeroizing::new)
        .map_err(|error| format!("the shares do not fit together: {error}").into())
}

/// Prints what may be known of the secrets.
pub fn identify(path: &Path) -> Outcome {
    let secrets = read_secrets(path)?.parse()?;
    let public = secrets.signing.verifying_key();
    println!("root key generation: {}", secrets.root.generation);
    println!("root key check value: {}", secrets.root.check_value());
    println!("custodian key: {}", hex::encode(public.as_bytes()));
    println!("custodian key id: {}", key_id(&public));
    Ok(())
}
