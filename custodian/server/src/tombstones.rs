//! The list of the destroyed, beside the store: a restored dump must not bring anybody back.
//!
//! A line is written after the commit that destroyed and before the receipt leaves. A power cut between
//! the two leaves the receipt in the store and no line, or half of one: the next start completes the
//! list from the receipts before it listens.

use crate::{Outcome, machine::sync_folder_of, sqlite::Sqlite};
use custodian_core::{
    host::sql::SqlStore,
    names::Pseudonym,
    protocol::{Receipt, ReceiptText},
};
use std::{
    collections::HashSet,
    fs::{File, OpenOptions},
    io::{ErrorKind, Write},
    path::Path,
};

/// Somebody whose shares were destroyed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Destroyed {
    /// Who.
    pub user: Pseudonym,
    /// When.
    pub at: i64,
}

impl Destroyed {
    /// Whom a receipt is about.
    pub fn of_receipt(receipt: &[u8]) -> Option<Self> {
        let receipt: Receipt = serde_json::from_slice(receipt).ok()?;
        let text: ReceiptText = serde_json::from_str(&receipt.text).ok()?;
        Some(Self {
            user: text.user,
            at: text.at,
        })
    }

    fn parse(line: &str) -> Option<Self> {
        let (user, at) = line.split_once(' ')?;
        Some(Self {
            user: Pseudonym::parse(user)?,
            at: at.parse().ok()?,
        })
    }
}

/// The list; half a line at its end was never promised to anybody and does not count.
pub fn read(path: &Path) -> Outcome<Vec<Destroyed>> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(format!("{} cannot be read: {error}", path.display()).into()),
    };
    whole_lines(&text)
        .lines()
        .map(|line| {
            Destroyed::parse(line)
                .ok_or_else(|| format!("{} cannot be read", path.display()).into())
        })
        .collect()
}

/// Adds to the list, on disk before it returns.
pub fn add(path: &Path, destroyed: &[Destroyed]) -> std::io::Result<()> {
    let is_new = !path.exists();
    let lines = destroyed.iter().fold(String::new(), |lines, one| {
        format!("{lines}{} {}\n", one.user, one.at)
    });
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    file.write_all(lines.as_bytes())?;
    file.sync_all()?;
    if is_new {
        sync_folder_of(path)?;
    }
    Ok(())
}

/// Writes what a power cut kept from the list; tells how many. Only while nobody else writes it.
pub fn complete(path: &Path, store: &SqlStore<Sqlite>) -> Outcome<usize> {
    if let Ok(text) = std::fs::read_to_string(path) {
        let whole = whole_lines(&text).len();
        if whole < text.len() {
            let file = File::options().write(true).open(path)?;
            file.set_len(u64::try_from(whole)?)?;
            file.sync_all()?;
        }
    }
    let known: HashSet<Destroyed> = read(path)?.into_iter().collect();
    let missing: Vec<Destroyed> = store
        .receipts()?
        .into_iter()
        .filter_map(|(_, receipt)| Destroyed::of_receipt(receipt.as_bytes()))
        .filter(|destroyed| !known.contains(destroyed))
        .collect();
    if !missing.is_empty() {
        add(path, &missing)?;
    }
    Ok(missing.len())
}

fn whole_lines(text: &str) -> &str {
    text.rfind('\n').map_or("", |end| &text[..=end])
}
