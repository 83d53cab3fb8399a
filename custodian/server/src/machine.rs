//! The machine's clock and randomness, and files for the owner alone.

use crate::Outcome;
use custodian_core::ports::{Clock, Entropy};
use std::{
    fs::{File, OpenOptions},
    io::Write,
    os::unix::fs::{OpenOptionsExt, PermissionsExt},
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

/// The machine's clock, moved by some seconds when a test wants to know what then happens.
#[derive(Debug, Clone, Copy, Default)]
pub struct MachineClock {
    /// Added to every reading.
    pub skew_seconds: i64,
}

impl Clock for MachineClock {
    fn now(&self) -> i64 {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place that reads the machine's clock"
        )]
        let elapsed = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        i64::try_from(elapsed.as_secs()).unwrap_or(i64::MAX) + self.skew_seconds
    }
}

/// The operating system's generator.
#[derive(Debug, Clone, Copy, Default)]
pub struct MachineEntropy;

impl Entropy for MachineEntropy {
    fn fill(&self, bytes: &mut [u8]) {
        #[expect(
            clippy::disallowed_methods,
            reason = "the one place that asks the machine for randomness"
        )]
        getrandom::fill(bytes).expect("a machine without random bytes must not keep keys");
    }
}

/// Writes a new file that only its owner may read; refuses to replace one.
pub fn write_private(path: &Path, content: &[u8]) -> Outcome {
    let mut file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
    file.write_all(content)?;
    file.sync_all()?;
    Ok(sync_folder_of(path)?)
}

/// Replaces a file that only its owner may read; either the old or the new content is there at any time.
pub fn replace_private(path: &Path, content: &[u8]) -> Outcome {
    let draft = path.with_extension("new");
    if draft.exists() {
        std::fs::remove_file(&draft)?;
    }
    write_private(&draft, content)?;
    std::fs::rename(&draft, path)?;
    Ok(sync_folder_of(path)?)
}

/// Refuses a file of secrets that others may read.
pub fn refuse_exposed(path: &Path) -> Outcome {
    let metadata = std::fs::metadata(path)
        .map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    if metadata.permissions().mode() & 0o077 != 0 {
        let path = path.display();
        return Err(format!("{path} may be read by others; run: chmod 600 {path}").into());
    }
    Ok(())
}

/// Makes sure that the name of a new file is on disk.
pub fn sync_folder_of(path: &Path) -> std::io::Result<()> {
    let folder = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()?;
    Ok(())
}
