//! The embedded custodian's root key: one file that only its owner may read.
//!
//! | offset | size | field |
//! |---|---|---|
//! | 0 | 16 | `mp custody root` and a line feed |
//! | 16 | 4 | generation, big-endian |
//! | 20 | 32 | key |
//! | 52 | 8 | check value: start of SHA-256 over label, generation, key |
//!
//! Anything else in its place is refused with a sentence that says what to do, because a new root key
//! would make every stored share unreadable.

use super::durable_file::{create_once, read_short};
use super::secret::{SECRET_LENGTH, Secret};
use super::wrapping::WrappingKey;
use crate::platform::entropy::Entropy;
use sha2::{Digest, Sha256};
use std::fs;
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};
use thiserror::Error;
use zeroize::Zeroizing;

/// Name of the key's file inside the custodian's folder.
pub const ROOT_KEY_FILE: &str = "root.key";

const FIRST_GENERATION: u32 = 1;
const MARK: &[u8; 16] = b"mp custody root\n";
const CHECK_LABEL: &[u8] = b"mt/root/v1";
const CHECK_LENGTH: usize = 8;
const KEY_AT: usize = MARK.len() + 4;
const CHECK_AT: usize = KEY_AT + SECRET_LENGTH;
const FILE_LENGTH: usize = CHECK_AT + CHECK_LENGTH;

/// Why the root key can't be used. Every message says what to do.
#[derive(Debug, Error)]
pub enum RootKeyError {
    /// Others may read it.
    #[error("{} may be read by other users of this machine; run: chmod 600 {}", .0.display(), .0.display())]
    Exposed(PathBuf),
    /// It belongs to someone else than the folder.
    #[error("{} belongs to another user than its folder; give both to the user who runs the server", .0.display())]
    ForeignOwner(PathBuf),
    /// It has the wrong length.
    #[error("{} has {found} bytes instead of {FILE_LENGTH}; restore it from a backup", .path.display())]
    Length {
        /// The file.
        path: PathBuf,
        /// Its length, at most one more than expected.
        found: usize,
    },
    /// It is something else.
    #[error("{} is not a root key of this program; restore it from a backup", .0.display())]
    Foreign(PathBuf),
    /// Its check value is wrong.
    #[error("{} is damaged; restore it from a backup", .0.display())]
    Damaged(PathBuf),
    /// There are shares but no root key that could open them.
    #[error("{} is missing although there are key shares; restore it from a backup, or remove the whole folder together with the database", .0.display())]
    Missing(PathBuf),
    /// The file system refused.
    #[error("{} can't be used: {source}", .path.display())]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
}

/// A root key that was read and checked.
pub(super) struct RootKey {
    pub(super) generation: u32,
    pub(super) key: WrappingKey,
}

/// Reads the root key of `folder`; creates it first when there is none and `may_create`.
pub(super) fn read_or_create(
    folder: &Path,
    may_create: bool,
    entropy: &dyn Entropy,
) -> Result<RootKey, RootKeyError> {
    let path = folder.join(ROOT_KEY_FILE);
    match fs::symlink_metadata(&path) {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            if !may_create {
                return Err(RootKeyError::Missing(path));
            }
            create_once(folder, ROOT_KEY_FILE, new_file(entropy).as_slice(), entropy)
                .map_err(|source| file_error(folder, source))?;
        }
        _ => {}
    }
    read(folder)
}

/// Reads and checks the root key of `folder`.
pub(super) fn read(folder: &Path) -> Result<RootKey, RootKeyError> {
    let path = folder.join(ROOT_KEY_FILE);
    let metadata = fs::symlink_metadata(&path).map_err(|source| file_error(&path, source))?;
    if !metadata.is_file() {
        return Err(RootKeyError::Foreign(path));
    }
    if metadata.permissions().mode() & 0o077 != 0 {
        return Err(RootKeyError::Exposed(path));
    }
    let folder_metadata = fs::metadata(folder).map_err(|source| file_error(folder, source))?;
    if metadata.uid() != folder_metadata.uid() {
        return Err(RootKeyError::ForeignOwner(path));
    }
    let bytes = read_short(&path, FILE_LENGTH).map_err(|source| file_error(&path, source))?;
    parse(&path, &bytes)
}

fn parse(path: &Path, bytes: &[u8]) -> Result<RootKey, RootKeyError> {
    let Ok(bytes) = <&[u8; FILE_LENGTH]>::try_from(bytes) else {
        return Err(RootKeyError::Length {
            path: path.to_owned(),
            found: bytes.len(),
        });
    };
    if !bytes.starts_with(MARK) {
        return Err(RootKeyError::Foreign(path.to_owned()));
    }
    if bytes[CHECK_AT..] != check_value(&bytes[MARK.len()..CHECK_AT]) {
        return Err(RootKeyError::Damaged(path.to_owned()));
    }
    let mut generation = [0; 4];
    generation.copy_from_slice(&bytes[MARK.len()..KEY_AT]);
    let key = Secret::filled_by(|own| own.copy_from_slice(&bytes[KEY_AT..CHECK_AT]));
    Ok(RootKey {
        generation: u32::from_be_bytes(generation),
        key: WrappingKey::new(key),
    })
}

fn new_file(entropy: &dyn Entropy) -> Zeroizing<[u8; FILE_LENGTH]> {
    let mut bytes = Zeroizing::new([0; FILE_LENGTH]);
    bytes[..MARK.len()].copy_from_slice(MARK);
    bytes[MARK.len()..KEY_AT].copy_from_slice(&FIRST_GENERATION.to_be_bytes());
    entropy.fill(&mut bytes[KEY_AT..CHECK_AT]);
    let check = check_value(&bytes[MARK.len()..CHECK_AT]);
    bytes[CHECK_AT..].copy_from_slice(&check);
    bytes
}

fn check_value(generation_and_key: &[u8]) -> [u8; CHECK_LENGTH] {
    let digest = Sha256::new()
        .chain_update(CHECK_LABEL)
        .chain_update(generation_and_key)
        .finalize();
    *digest.first_chunk().expect("a SHA-256 digest has 32 bytes")
}

fn file_error(path: &Path, source: io::Error) -> RootKeyError {
    RootKeyError::File {
        path: path.to_owned(),
        source,
    }
}
