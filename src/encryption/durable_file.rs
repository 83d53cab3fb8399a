//! Small files that are written once, whole, and survive a power cut.
//!
//! A file gets its final name only after its bytes are on disk, by a hard link that fails when the
//! name is taken: of two writers one wins and both read the same bytes. Folders are for the owner
//! alone (0700), files as well (0600).

use crate::platform::entropy::Entropy;
use std::fs::{self, DirBuilder, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Read, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use zeroize::Zeroizing;

/// Whether this call made the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Creation {
    /// It did.
    Made,
    /// Someone else had.
    Existed,
}

/// Makes a folder for the owner alone, or closes an existing one to others.
pub(super) fn ensure_private_folder(folder: &Path) -> io::Result<()> {
    match DirBuilder::new().mode(0o700).create(folder) {
        Ok(()) => {
            if let Some(parent) = folder.parent() {
                sync_folder(parent)?;
            }
            Ok(())
        }
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            let metadata = fs::metadata(folder)?;
            if !metadata.is_dir() {
                return Err(error);
            }
            if metadata.permissions().mode() & 0o077 != 0 {
                fs::set_permissions(folder, Permissions::from_mode(0o700))?;
            }
            Ok(())
        }
        Err(error) => Err(error),
    }
}

/// Writes `bytes` to `folder/name` unless that file exists; durable when it returns.
pub(super) fn create_once(
    folder: &Path,
    name: &str,
    bytes: &[u8],
    entropy: &dyn Entropy,
) -> io::Result<Creation> {
    let mut suffix = [0; 8];
    entropy.fill(&mut suffix);
    let draft = folder.join(format!(".{name}.{:016x}", u64::from_be_bytes(suffix)));
    let outcome =
        write_draft(&draft, bytes).and_then(|()| match fs::hard_link(&draft, folder.join(name)) {
            Ok(()) => Ok(Creation::Made),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(Creation::Existed),
            Err(error) => Err(error),
        });
    // A draft that stays behind after a crash holds nothing that the final file does not.
    let removal = fs::remove_file(&draft);
    let creation = outcome?;
    removal?;
    sync_folder(folder)?;
    Ok(creation)
}

/// Reads a file of at most `most` bytes; longer ones are cut at `most + 1`, which no reader accepts.
pub(super) fn read_short(path: &Path, most: usize) -> io::Result<Zeroizing<Vec<u8>>> {
    let limit = most + 1;
    let mut bytes = Zeroizing::new(Vec::with_capacity(limit));
    let file = File::open(path)?;
    file.take(limit as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Makes changes to a folder's list of files durable.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    File::open(folder)?.sync_all()
}

fn write_draft(draft: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(draft)?;
    file.write_all(bytes)?;
    file.sync_all()
}
