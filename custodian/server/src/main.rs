//! The key custodian as a process of its own.
//!
//! | Module | Owns |
//! |---|---|
//! | `settings` | the configuration file and the secrets file |
//! | `sqlite` | the store |
//! | `writer` | the one thread that writes, many requests per commit |
//! | `http` | the listener |
//! | `issuers` | the identity providers' keys |
//! | `ceremony` | making, splitting and recovering the secrets |
//! | `backup` | encrypted dump and restore |
//! | `backup_remote` | an encrypted backup of a custodian elsewhere, page by page |
//! | `rotation` | a new root key |
//! | `orders` | what operators sign |
//! | `tombstones` | the list of the destroyed |

mod backup;
mod backup_remote;
mod ceremony;
mod http;
mod issuers;
mod machine;
mod orders;
mod rotation;
mod settings;
mod sqlite;
mod tombstones;
mod writer;

use clap::{Parser, Subcommand};
use custodian_core::order::OrderAction;
use std::{path::PathBuf, process::ExitCode};

/// Keeps one half of every patient's keys, apart from the application.
#[derive(Debug, Parser)]
#[command(name = "migraine-pulse-custodian", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve.
    Serve(Configured),
    /// Make the secrets, and recovery files for people to keep. Done once.
    Ceremony(ceremony::Ceremony),
    /// Write new recovery files, as after a rotation of the root key.
    Split(ceremony::Split),
    /// Put the secrets together again from recovery files.
    Recover(ceremony::Recover),
    /// Show the public half of the signing key and the root key's check value.
    Identify {
        /// The secrets file.
        #[arg(long)]
        secrets: PathBuf,
    },
    /// Write everything into an encrypted file.
    Dump(backup::Dump),
    /// Write everything that a custodian elsewhere holds into an encrypted file.
    FetchBackup(backup_remote::FetchBackup),
    /// Fill an empty store from such a file.
    Restore(backup::Restore),
    /// Replace the root key: wraps all shares anew, touches no record. The custodian must not run.
    RotateRoot(Configured),
    /// Tell how much is stored, and which keys are frozen.
    Status(Configured),
    /// Let a frozen key work again. The custodian must not run.
    Unfreeze {
        /// The configuration.
        #[command(flatten)]
        configured: Configured,
        /// The key.
        key_id: String,
        /// Why, for the audit.
        #[arg(long)]
        reason: String,
    },
    /// Check every chain of the audit from its first entry to its last.
    VerifyAudit(Configured),
    /// Make a key for an operator or an application; prints its public half.
    MakeKey {
        /// Where the private half goes.
        file: PathBuf,
    },
    /// Write an order, signed by one operator; another one signs it with `sign-order`.
    Order(orders::Write),
    /// Add an operator's signature to an order.
    SignOrder(orders::Sign),
}

/// Where the configuration is.
#[derive(Debug, clap::Args)]
pub struct Configured {
    /// The configuration file.
    #[arg(long, default_value = "custodian.toml")]
    config: PathBuf,
}

/// What is ordered, on the command line.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub enum Action {
    /// Break-glass: reads a user's keys.
    Read,
    /// Raises lineages and moves records to new keys.
    Rewrap,
    /// Destroys a user's shares.
    Shred,
    /// Lets a frozen key work again.
    Unfreeze,
}

impl From<Action> for OrderAction {
    fn from(action: Action) -> Self {
        match action {
            Action::Read => Self::Read,
            Action::Rewrap => Self::Rewrap,
            Action::Shred => Self::Shred,
            Action::Unfreeze => Self::Unfreeze,
        }
    }
}

/// The outcome of a command.
pub type Outcome<T = ()> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Serve(configured) => http::serve(&configured),
        Command::Ceremony(ceremony) => ceremony.run(),
        Command::Split(split) => split.run(),
        Command::Recover(recover) => recover.run(),
        Command::Identify { secrets } => ceremony::identify(&secrets),
        Command::Dump(dump) => dump.run(),
        Command::FetchBackup(fetch) => fetch.run(),
        Command::Restore(restore) => restore.run(),
        Command::RotateRoot(configured) => rotation::run(&configured),
        Command::Status(configured) => rotation::status(&configured),
        Command::Unfreeze {
            configured,
            key_id,
            reason,
        } => rotation::unfreeze(&configured, &key_id, &reason),
        Command::VerifyAudit(configured) => rotation::verify_audit(&configured),
        Command::MakeKey { file } => orders::make_key(&file),
        Command::Order(write) => write.run(),
        Command::SignOrder(sign) => sign.run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("migraine-pulse-custodian: {error}");
            ExitCode::FAILURE
        }
    }
}
