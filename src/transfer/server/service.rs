//! What pages and the command line ask of a transfer: look, save, write everything out.

use super::{
    draft::{self, Outcome},
    entry::{Circumstances, Diary, Entry},
    mapping::parse_mapping,
    other::{Other, OtherKind, Portable},
    preview::preview,
    reading::{ReadingError, read},
};
use crate::{
    account::server::{Profile, Visit},
    attacks::server::AttackRecord,
    encryption::server::{Created, NewRecord, Stored},
    environment::server::{Places, Rules, load_places, load_rules, places_id, rules_id},
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary as OpenedDiary,
    transfer::model::{ImportView, Mapping, Preview},
};

/// Keeps a file that was brought, and removes those that were left lying too long.
///
/// # Errors
/// When the keys or the database are away.
pub async fn bring(visit: &Visit, bytes: &[u8]) -> Result<RecordId, Problem> {
    draft::discard_old(visit).await?;
    draft::keep(visit, bytes).await
}

/// Removes a draft with its file.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such draft.
pub async fn cancel(visit: &Visit, id: RecordId) -> Result<(), Problem> {
    let draft = draft::find(visit, id).await?;
    draft::discard(visit, &draft).await
}

/// What the page of a draft shows.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such draft.
pub async fn look(visit: &Visit, id: RecordId) -> Result<ImportView, Problem> {
    let draft = draft::find(visit, id).await?;
    if let Some(outcome) = draft.value.outcome {
        return Ok(ImportView::Saved {
            new: outcome.new,
            already_there: outcome.already_there,
        });
    }
    let bytes = draft::bytes(visit, &draft.value).await?;
    let (chosen, faults) = match draft.value.fields.as_deref().map(parse_mapping) {
        None => (None, Vec::new()),
        Some(Ok(mapping)) => (Some(mapping), Vec::new()),
        Some(Err(faults)) => (None, faults),
    };
    let shown = with_circumstances(visit, |circumstances| {
        preview(&bytes, chosen.as_ref(), circumstances)
    })
    .await?;
    Ok(match shown {
        Ok(mut preview) => {
            preview.mapping_faults.extend(faults);
            ImportView::Preview(Box::new(preview))
        }
        Err(problem) => ImportView::Refused(problem),
    })
}

/// Keeps the mapping that the patient sent.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such draft.
pub async fn remap(
    visit: &Visit,
    id: RecordId,
    fields: Vec<(String, String)>,
) -> Result<(), Problem> {
    let mut draft = draft::find(visit, id).await?;
    draft.value.fields = Some(fields);
    draft::put(visit, &draft).await
}

/// Saves what the draft's page shows, all of it or nothing.
///
/// # Errors
/// [`Problem::Invalid`] when the mapping does not fit the file; then nothing was saved.
pub async fn confirm(visit: &Visit, id: RecordId) -> Result<(), Problem> {
    match save_draft(visit, id).await {
        // A second tap at the same time was faster: the draft has changed, or its file is gone.
        Err(problem @ (Problem::Changed | Problem::NotFound)) => {
            let outcome = draft::find(visit, id).await?.value.outcome;
            outcome.map(drop).ok_or(problem)
        }
        outcome => outcome,
    }
}

async fn save_draft(visit: &Visit, id: RecordId) -> Result<(), Problem> {
    let mut draft = draft::find(visit, id).await?;
    if draft.value.outcome.is_some() {
        return Ok(());
    }
    let bytes = draft::bytes(visit, &draft.value).await?;
    let chosen = match draft.value.fields.as_deref() {
        Some(fields) => parse_mapping(fields).map_err(|_| Problem::Invalid)?,
        None => {
            let shown =
                with_circumstances(visit, |circumstances| preview(&bytes, None, circumstances))
                    .await?;
            shown.map_err(|_| Problem::Invalid)?.mapping
        }
    };
    draft.value.outcome = Some(save(visit, &bytes, &chosen).await?);
    // First the outcome, then the file: a draft without both would be neither saved nor readable.
    draft::put(visit, &draft).await?;
    draft::drop_file(visit, &draft.value).await
}

/// Looks at a file that is not a draft.
///
/// # Errors
/// When the keys or the database are away; inside, when the file cannot be read.
pub async fn look_at(
    visit: &Visit,
    bytes: &[u8],
) -> Result<Result<Preview, crate::transfer::model::FileProblem>, Problem> {
    with_circumstances(visit, |circumstances| preview(bytes, None, circumstances)).await
}

/// Reads a file with a mapping and saves its records in one transaction.
///
/// # Errors
/// [`Problem::Invalid`] when the mapping does not fit; otherwise when it cannot be stored.
pub async fn save(visit: &Visit, bytes: &[u8], mapping: &Mapping) -> Result<Outcome, Problem> {
    let reading = with_circumstances(visit, |circumstances| read(bytes, mapping, circumstances))
        .await?
        .map_err(|error| match error {
            ReadingError::File(_) | ReadingError::Mapping(_) => Problem::Invalid,
        })?;
    let mut records = Vec::with_capacity(reading.entries.len());
    let opened = OpenedDiary::open(visit).await?;
    let has_profile = opened.profile.is_some();
    let has_settings = !opened.pattern_settings.is_empty();
    let (places, rules) = (places_id(visit).await?, rules_id(visit).await?);
    for imported in reading.entries {
        records.push(match imported.entry {
            // What a patient has told about themselves here is not overwritten by a file.
            Entry::Other(other) if has_profile && other.kind() == OtherKind::Profile => continue,
            Entry::Other(other) if has_settings && other.kind() == OtherKind::PatternSettings => {
                continue;
            }
            // There is one of each for a patient, found by its own id; the one that is there stays.
            Entry::Other(other) if other.kind() == OtherKind::Places => other.record(places)?,
            Entry::Other(other) if other.kind() == OtherKind::Rules => other.record(rules)?,
            Entry::Other(other) => other.record(imported.id)?,
            Entry::Attack(attack) => NewRecord::of(imported.id, &AttackRecord::new(*attack))?,
            Entry::DaySummary(summary) => NewRecord::of(imported.id, &summary)?,
            Entry::ClearDay(clear) => NewRecord::of(imported.id, &clear)?,
        });
    }
    let created = visit.store().create_many(visit.user, &records).await?;
    let new = created
        .iter()
        .filter(|created| **created == Created::New)
        .count();
    Ok(Outcome {
        new: u64::try_from(new).unwrap_or(u64::MAX),
        already_there: u64::try_from(created.len() - new).unwrap_or(u64::MAX),
    })
}

/// Everything that the patient can take away, in the order of time.
///
/// # Errors
/// When the keys or the database are away.
pub async fn everything(visit: &Visit) -> Result<Diary, Problem> {
    let opened = OpenedDiary::open(visit).await?;
    let mut diary = Diary {
        attacks: opened
            .attacks
            .iter()
            .map(|stored| (stored.id, stored.value.attack.clone()))
            .collect(),
        day_summaries: opened
            .days
            .iter()
            .map(|stored| (stored.id, stored.value.clone()))
            .collect(),
        clear_days: opened
            .clear_days
            .iter()
            .map(|stored| (stored.id, stored.value.clone()))
            .collect(),
        others: others(&opened),
    };
    diary.others.extend(surroundings(visit).await?);
    diary
        .attacks
        .sort_by_key(|(id, attack)| (attack.onset, *id));
    diary
        .day_summaries
        .sort_by_key(|(id, summary)| (summary.day, *id));
    diary.clear_days.sort_by_key(|(id, clear)| (clear.day, *id));
    Ok(diary)
}

/// The patient's places and rules, where there are any.
async fn surroundings(visit: &Visit) -> Result<Vec<(RecordId, Other)>, Problem> {
    let (places, rules) = (load_places(visit).await?, load_rules(visit).await?);
    let (places_place, rules_place) = (places_id(visit).await?, rules_id(visit).await?);
    let mut found = Vec::new();
    if places != Places::default() {
        found.extend(Other::of(&places).map(|other| (places_place, other)));
    }
    if rules != Rules::default() {
        found.extend(Other::of(&rules).map(|other| (rules_place, other)));
    }
    Ok(found)
}

/// Records of other kinds, kind by kind, each in the order of its ids.
fn others(opened: &OpenedDiary) -> Vec<(RecordId, Other)> {
    fn of<T: Portable>(records: &[Stored<T>]) -> Vec<(RecordId, Other)> {
        let mut others: Vec<_> = records
            .iter()
            .filter_map(|stored| Some((stored.id, Other::of(&stored.value)?)))
            .collect();
        others.sort_by_key(|(id, other)| (other.day(), *id));
        others
    }
    let profile = opened.profile_place.zip(opened.profile.as_ref());
    let profile = profile.and_then(|((id, _), profile)| {
        // Somebody who takes made-up entries along does not take the label along.
        let told = Profile {
            is_demo: false,
            ..profile.clone()
        };
        Some((id, Other::of(&told)?))
    });
    [
        of(&opened.intakes),
        of(&opened.medicines),
        of(&opened.plans),
        of(&opened.check_ins),
        of(&opened.own_factors),
        of(&opened.measurements),
        of(&opened.scales),
        of(&opened.safety),
        profile.into_iter().collect(),
        // Forecasts and their alerts stay behind: the other place makes its own from the same entries.
        of(&opened.experiments),
        of(&opened.pattern_settings),
    ]
    .concat()
}

async fn with_circumstances<T>(
    visit: &Visit,
    work: impl FnOnce(&Circumstances<'_>) -> T,
) -> Result<T, Problem> {
    let ids = visit.store().derived_ids(visit.user).await?;
    let identify = |parts: &[&[u8]]| ids.id(parts);
    Ok(work(&Circumstances {
        now: visit.now,
        today: visit.today(),
        zone: &visit.zone_name,
        identify: &identify,
    }))
}
