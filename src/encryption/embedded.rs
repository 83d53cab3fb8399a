//! The embedded custodian: key shares in a folder beside the application. For unit tests and for trying
//! things out.
//!
//! It isolates nothing: whoever takes the machine takes both halves of every key. Production refuses
//! it unless the operator says otherwise in the configuration.
//!
//! ```text
//! root.key                        the root key, see `root_key`
//! users/<user>/<purpose>-<epoch>  one share, wrapped under the root key; with `.<lineage>` after the first
//! users/<user>/lineage-<number>   an empty file: the user's lineage was raised to this number
//! shredded/<user>                 an empty file: this user is never served again
//! ```

use super::custodian::{
    Answer, Custodian, CustodianError, CustodianStatus, Lease, Leases, MOST_EPOCHS_PER_CALL,
    MissingReason, MissingShare, Pseudonym, Purpose, Receipt,
};
use super::durable_file::{create_once, ensure_private_folder, read_short, sync_folder};
use super::epoch::{KeyName, Lineage};
use super::root_key::{self, RootKeyError};
use super::share::Share;
use super::wrapping::{WRAPPED_LENGTH, WrappingKey};
use crate::platform::{clock::Clock, entropy::Entropy, ids::UserId};
use jiff::Timestamp;
use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use thiserror::Error;

/// Separates wrapped custody shares from everything else under the same root key.
const SHARE_LABEL: &[u8] = b"mt/cus/v1";
const SHREDDED: &str = "the keys of this account were destroyed";

/// Where the embedded custodian keeps its folder and whether it may run at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmbeddedSettings {
    /// The folder; its parent is made if need be.
    pub folder: PathBuf,
    /// Whether the application runs in production mode.
    pub is_production: bool,
    /// The operator's explicit word that production may use it.
    pub is_allowed_in_production: bool,
}

/// Why the embedded custodian can't start.
#[derive(Debug, Error)]
pub enum EmbeddedError {
    /// Production mode without the operator's word.
    #[error(
        "the embedded key store keeps both halves of every key on one machine and is for development; \
         in production set custodian.allow_in_production = true only if you accept that"
    )]
    Production,
    /// The root key can't be used.
    #[error(transparent)]
    RootKey(#[from] RootKeyError),
    /// The folder can't be used.
    #[error("the key store's folder {} can't be used: {source}", .folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the file system said.
        source: io::Error,
    },
}

/// A custodian that keeps its shares in a folder.
pub struct EmbeddedCustodian(Arc<Store>);

struct Store {
    folder: PathBuf,
    root: WrappingKey,
    root_generation: u32,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl EmbeddedCustodian {
    /// Opens the folder, making it and its root key at first use. Blocks on files: call it at start.
    ///
    /// # Errors
    /// When production forbids it, or the folder or root key can't be used; each with its remedy.
    pub fn open(
        settings: EmbeddedSettings,
        clock: Arc<dyn Clock>,
        entropy: Arc<dyn Entropy>,
    ) -> Result<Self, EmbeddedError> {
        if settings.is_production && !settings.is_allowed_in_production {
            return Err(EmbeddedError::Production);
        }
        let folder = settings.folder;
        let has_users = prepare_folders(&folder).map_err(|source| EmbeddedError::Folder {
            folder: folder.clone(),
            source,
        })?;
        let root = root_key::read_or_create(&folder, !has_users, entropy.as_ref())?;
        Ok(Self(Arc::new(Store {
            folder,
            root: root.key,
            root_generation: root.generation,
            clock,
            entropy,
        })))
    }

    fn on_files<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Store) -> Result<T, CustodianError> + Send + 'static,
    ) -> Answer<'static, T> {
        let store = Arc::clone(&self.0);
        Box::pin(async move {
            tokio::task::spawn_blocking(move || work(&store))
                .await
                .map_err(|_| CustodianError::Unavailable("its task was stopped".to_owned()))?
        })
    }
}

impl Custodian for EmbeddedCustodian {
    fn lease<'a>(
        &'a self,
        user: UserId,
        purpose: Purpose,
        names: &'a [KeyName],
    ) -> Answer<'a, Leases> {
        if names.len() > MOST_EPOCHS_PER_CALL {
            let asked = names.len();
            return Box::pin(async move { Err(CustodianError::TooManyEpochs(asked)) });
        }
        let names = names.to_vec();
        self.on_files(move |store| store.lease(user, purpose, &names))
    }

    fn lease_current(&self, user: UserId, purpose: Purpose) -> Answer<'_, Lease> {
        self.on_files(move |store| store.lease_current(user, purpose))
    }

    fn raise_lineage(&self, user: UserId) -> Answer<'_, Lineage> {
        self.on_files(move |store| store.raise_lineage(user))
    }

    /// Destroys them at once: files beside the application need no time to be missed.
    fn retire<'a>(&'a self, user: UserId, names: &'a [KeyName], _: Timestamp) -> Answer<'a, u32> {
        let names = names.to_vec();
        self.on_files(move |store| store.retire(user, &names))
    }

    /// It has no names of its own.
    fn pseudonym(&self, _: UserId) -> Option<Pseudonym> {
        None
    }

    /// Without a receipt: it would be signed by the one to whom it is given.
    fn shred(&self, user: UserId) -> Answer<'_, Option<Receipt>> {
        self.on_files(move |store| store.shred(user).map(|()| None))
    }

    fn status(&self) -> Answer<'_, CustodianStatus> {
        self.on_files(Store::status)
    }
}

impl std::fmt::Debug for EmbeddedCustodian {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("EmbeddedCustodian")
            .field("folder", &self.0.folder)
            .finish_non_exhaustive()
    }
}

impl Store {
    fn lease(
        &self,
        user: UserId,
        purpose: Purpose,
        names: &[KeyName],
    ) -> Result<Leases, CustodianError> {
        self.refuse_shredded(user)?;
        let now = self.clock.now();
        let mut leases = Leases::default();
        for &name in names {
            match self.read_share(user, purpose, name)? {
                Ok(share) => leases.granted.push(granted(purpose, name, share, now)),
                Err(missing) => leases.missing.push(missing),
            }
        }
        Ok(leases)
    }

    fn lease_current(&self, user: UserId, purpose: Purpose) -> Result<Lease, CustodianError> {
        self.refuse_shredded(user)?;
        let now = self.clock.now();
        let name = KeyName {
            epoch: purpose.epoch_at(now),
            lineage: match purpose {
                // The index finds rows by their day; its key stays, or every row would have to be opened.
                Purpose::Index => Lineage::FIRST,
                _ => self.lineage(user)?,
            },
        };
        if let Err(missing) = self.read_share(user, purpose, name)? {
            match missing.reason {
                MissingReason::Damaged => return Err(missing.into()),
                MissingReason::Unknown => self.create_share(user, purpose, name)?,
            }
        }
        // Read back what lies on disk: if another writer was first, that is the share to use.
        let share = self.read_share(user, purpose, name)??;
        Ok(granted(purpose, name, share, now))
    }

    fn lineage(&self, user: UserId) -> Result<Lineage, CustodianError> {
        let folder = self.user_folder(user);
        let mut number = 0;
        while fs::exists(folder.join(lineage_file(number + 1))).map_err(unavailable)? {
            number += 1;
        }
        Ok(Lineage::new(number))
    }

    fn raise_lineage(&self, user: UserId) -> Result<Lineage, CustodianError> {
        self.refuse_shredded(user)?;
        let raised = self.lineage(user)?.number() + 1;
        let folder = self.user_folder(user);
        ensure_private_folder(&folder).map_err(unavailable)?;
        let file = lineage_file(raised);
        create_once(&folder, &file, b"", self.entropy.as_ref()).map_err(unavailable)?;
        Ok(Lineage::new(raised))
    }

    fn retire(&self, user: UserId, names: &[KeyName]) -> Result<u32, CustodianError> {
        self.refuse_shredded(user)?;
        let current = KeyName {
            epoch: Purpose::Record.epoch_at(self.clock.now()),
            lineage: self.lineage(user)?,
        };
        if names.contains(&current) {
            return Err(CustodianError::Refused("the current key is needed"));
        }
        let folder = self.user_folder(user);
        let mut retired = 0;
        for &name in names {
            let path = folder.join(share_file(Purpose::Record, name));
            if fs::exists(&path).map_err(unavailable)? {
                fs::write(&path, [0; WRAPPED_LENGTH]).map_err(unavailable)?;
                fs::remove_file(&path).map_err(unavailable)?;
                retired += 1;
            }
        }
        if retired > 0 {
            sync_folder(&folder).map_err(unavailable)?;
        }
        Ok(retired)
    }

    fn create_share(
        &self,
        user: UserId,
        purpose: Purpose,
        name: KeyName,
    ) -> Result<(), CustodianError> {
        let wrapped = self
            .root
            .wrap(
                Share::random(self.entropy.as_ref()).secret(),
                &associated_data(user, purpose, name),
                self.entropy.as_ref(),
            )
            .map_err(|error| CustodianError::Unavailable(error.to_string()))?;
        let folder = self.user_folder(user);
        ensure_private_folder(&folder).map_err(unavailable)?;
        create_once(
            &folder,
            &share_file(purpose, name),
            &wrapped,
            self.entropy.as_ref(),
        )
        .map_err(unavailable)?;
        // A shredding that ran meanwhile may have passed before the new file was there.
        if self.is_shredded(user)? {
            remove_folder(&folder).map_err(unavailable)?;
            return Err(CustodianError::Refused(SHREDDED));
        }
        Ok(())
    }

    /// The outer error concerns the whole store, the inner one this share only.
    fn read_share(
        &self,
        user: UserId,
        purpose: Purpose,
        name: KeyName,
    ) -> Result<Result<Share, MissingShare>, CustodianError> {
        let missing = |reason| Ok(Err(MissingShare { name, reason }));
        let path = self.user_folder(user).join(share_file(purpose, name));
        let wrapped = match read_short(&path, WRAPPED_LENGTH) {
            Ok(wrapped) => wrapped,
            Err(error) if error.kind() == ErrorKind::NotFound => {
                return missing(MissingReason::Unknown);
            }
            Err(error) => return Err(unavailable(error)),
        };
        match self
            .root
            .unwrap(&wrapped, &associated_data(user, purpose, name))
        {
            Ok(secret) => Ok(Ok(Share::new(secret))),
            Err(_) => missing(MissingReason::Damaged),
        }
    }

    fn shred(&self, user: UserId) -> Result<(), CustodianError> {
        let tombstones = self.folder.join("shredded");
        create_once(&tombstones, &user.to_string(), b"", self.entropy.as_ref())
            .map_err(unavailable)?;
        remove_folder(&self.user_folder(user)).map_err(unavailable)
    }

    fn status(&self) -> Result<CustodianStatus, CustodianError> {
        let on_disk = root_key::read(&self.folder)
            .map_err(|error| CustodianError::Unavailable(error.to_string()))?;
        if !on_disk.key.matches(&self.root) {
            return Err(CustodianError::Unavailable(
                "its root key was replaced while the server ran".to_owned(),
            ));
        }
        Ok(CustodianStatus {
            kind: "embedded",
            root_generation: self.root_generation,
            is_isolated: false,
        })
    }

    fn refuse_shredded(&self, user: UserId) -> Result<(), CustodianError> {
        if self.is_shredded(user)? {
            return Err(CustodianError::Refused(SHREDDED));
        }
        Ok(())
    }

    fn is_shredded(&self, user: UserId) -> Result<bool, CustodianError> {
        let tombstone = self.folder.join("shredded").join(user.to_string());
        fs::exists(tombstone).map_err(unavailable)
    }

    fn user_folder(&self, user: UserId) -> PathBuf {
        self.folder.join("users").join(user.to_string())
    }
}

/// Makes the folders; tells whether there are users already.
fn prepare_folders(folder: &Path) -> io::Result<bool> {
    if let Some(parent) = folder.parent() {
        fs::create_dir_all(parent)?;
    }
    ensure_private_folder(folder)?;
    ensure_private_folder(&folder.join("users"))?;
    ensure_private_folder(&folder.join("shredded"))?;
    Ok(fs::read_dir(folder.join("users"))?.next().is_some())
}

/// Overwrites and removes a user's folder. Shares are wrapped, so bytes that a journalling disk
/// keeps are of no use without the root key.
fn remove_folder(folder: &Path) -> io::Result<()> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for entry in entries {
        fs::write(entry?.path(), [0; WRAPPED_LENGTH])?;
    }
    fs::remove_dir_all(folder)?;
    folder.parent().map_or(Ok(()), sync_folder)
}

fn granted(purpose: Purpose, name: KeyName, share: Share, now: Timestamp) -> Lease {
    Lease {
        name,
        share,
        expires: purpose.lease_end(name.epoch, now),
    }
}

fn share_file(purpose: Purpose, name: KeyName) -> String {
    let first = format!("{}-{}", purpose.name(), name.epoch);
    match name.lineage {
        Lineage::FIRST => first,
        later => format!("{first}.{}", later.number()),
    }
}

fn lineage_file(number: u32) -> String {
    format!("lineage-{number}")
}

/// The first lineage is not named: shares from before there were others stay as they are.
fn associated_data(user: UserId, purpose: Purpose, name: KeyName) -> Vec<u8> {
    let mut data = SHARE_LABEL.to_vec();
    data.extend_from_slice(&user.as_bytes());
    data.push(purpose.code());
    data.extend_from_slice(&name.epoch.number().to_be_bytes());
    if name.lineage != Lineage::FIRST {
        data.extend_from_slice(&name.lineage.number().to_be_bytes());
    }
    data
}
/// Tells the kind of failure only: the path would name the patient's pseudonym.
#[expect(
    clippy::needless_pass_by_value,
    reason = "used as a function for map_err"
)]
fn unavailable(error: io::Error) -> CustodianError {
    CustodianError::Unavailable(error.kind().to_string())
}
