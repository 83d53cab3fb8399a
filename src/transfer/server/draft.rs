//! A file that was brought but not yet confirmed, kept sealed like everything else.
//!
//! A file can be larger than a record, so its bytes lie in several. Whoever neither confirms nor
//! cancels loses nothing but the upload: the next visit to the import removes drafts that are too old.

use crate::{
    account::server::Visit,
    encryption::server::{NewRecord, Sealable, Stored},
    platform::ids::RecordId,
    problem::Problem,
};
use jiff::{SignedDuration, Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// Bytes of a file in one record: safely below the largest payload of 1 MiB.
const CHUNK: usize = 900_000;

/// A file on its way in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct ImportDraft {
    /// When it was brought.
    pub begun: Timestamp,
    /// The records that hold its bytes, in order; they are gone once it was saved.
    pub chunks: Vec<RecordId>,
    /// The mapping as the patient last sent it.
    #[serde(default)]
    pub fields: Option<Vec<(String, String)>>,
    /// What was saved, once it was.
    #[serde(default)]
    pub outcome: Option<Outcome>,
}

/// What saving did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Records that are new.
    pub new: u64,
    /// Records that were already there and stayed as they were.
    pub already_there: u64,
}

/// A part of a file.
#[derive(Debug, Serialize, Deserialize)]
struct Chunk {
    #[serde(with = "serde_bytes")]
    bytes: Vec<u8>,
}

impl Sealable for ImportDraft {
    const KIND: &'static str = "import_draft";

    fn local_day(&self) -> Option<Date> {
        None
    }
}

impl Sealable for Chunk {
    const KIND: &'static str = "import_chunk";

    fn local_day(&self) -> Option<Date> {
        None
    }
}

/// Keeps a file and tells the id of its draft.
///
/// # Errors
/// When it cannot be sealed or stored.
pub async fn keep(visit: &Visit, bytes: &[u8]) -> Result<RecordId, Problem> {
    let entropy = visit.state.entropy.as_ref();
    let mut records = Vec::new();
    let mut chunks = Vec::new();
    for part in bytes.chunks(CHUNK) {
        let id = RecordId::random(entropy);
        let chunk = Chunk {
            bytes: part.to_vec(),
        };
        records.push(NewRecord::of(id, &chunk)?);
        chunks.push(id);
    }
    let id = RecordId::random(entropy);
    let draft = ImportDraft {
        begun: visit.now,
        chunks,
        fields: None,
        outcome: None,
    };
    records.push(NewRecord::of(id, &draft)?);
    visit.store().create_many(visit.user, &records).await?;
    Ok(id)
}

/// A draft by its id.
///
/// # Errors
/// [`Problem::NotFound`] when there is none.
pub async fn find(visit: &Visit, id: RecordId) -> Result<Stored<ImportDraft>, Problem> {
    visit
        .store()
        .get(visit.user, id)
        .await?
        .ok_or(Problem::NotFound)
}

/// The file of a draft.
///
/// # Errors
/// [`Problem::NotFound`] when a part of it is gone.
pub async fn bytes(visit: &Visit, draft: &ImportDraft) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    for id in &draft.chunks {
        let chunk: Stored<Chunk> = visit
            .store()
            .get(visit.user, *id)
            .await?
            .ok_or(Problem::NotFound)?;
        bytes.extend(chunk.value.bytes);
    }
    Ok(bytes)
}

/// Writes a changed draft.
///
/// # Errors
/// When it was changed in between or cannot be stored.
pub async fn put(visit: &Visit, draft: &Stored<ImportDraft>) -> Result<(), Problem> {
    let store = visit.store();
    store
        .put(visit.user, draft.id, draft.revision, &draft.value)
        .await?;
    Ok(())
}

/// Removes the file of a draft, but not the draft.
///
/// # Errors
/// When the database is away.
pub async fn drop_file(visit: &Visit, draft: &ImportDraft) -> Result<(), Problem> {
    visit.store().erase(visit.user, &draft.chunks).await?;
    Ok(())
}

/// Removes a draft with its file.
///
/// # Errors
/// When the database is away.
pub async fn discard(visit: &Visit, draft: &Stored<ImportDraft>) -> Result<(), Problem> {
    let mut ids = draft.value.chunks.clone();
    ids.push(draft.id);
    visit.store().erase(visit.user, &ids).await?;
    Ok(())
}

/// Removes drafts that nobody has touched for too long.
///
/// # Errors
/// When the keys or the database are away.
pub async fn discard_old(visit: &Visit) -> Result<(), Problem> {
    let age = SignedDuration::from_hours(i64::from(visit.state.config.import.draft_hours));
    let opened = visit.store().load(visit.user).await?;
    for draft in opened.of::<ImportDraft>().records {
        if visit.now.duration_since(draft.value.begun) > age {
            discard(visit, &draft).await?;
        }
    }
    Ok(())
}
