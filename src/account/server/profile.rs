//! What a patient tells about themselves, sealed like everything else.

use super::Visit;
use crate::{encryption::server::Sealable, problem::Problem, reports::server::Diary};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Facts about the patient; one record a patient.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Profile {
    /// The diary is made up, to show what the product looks like in use.
    #[serde(default)]
    pub is_demo: bool,
    /// Units by quantity, as codes of choices (`weight`: `kg` or `lb`, ...); absent ones are metric.
    #[serde(default)]
    pub units: BTreeMap<String, String>,
    /// ISO 3166-1 alpha-2 code of the country, for the emergency number.
    #[serde(default)]
    pub country: Option<String>,
    /// Year of birth.
    #[serde(default)]
    pub born: Option<i16>,
    /// Own words for points of the pain scale: "7" -> "I have to lie down".
    #[serde(default)]
    pub anchors: BTreeMap<u8, String>,
    /// Questions for the next visit.
    #[serde(default)]
    pub questions: Vec<String>,
    /// Counts headache days from 30 minutes on, as trials do, instead of 60 (Leiden).
    #[serde(default)]
    pub trial_headache_day: bool,
    /// Shows migraine days by definition B (trial style) instead of A (Leiden).
    #[serde(default)]
    pub trial_migraine_day: bool,
    /// Facts that matter to red flags and advice, as codes of choices: `pregnant`, `cancer`, ...
    #[serde(default)]
    pub conditions: BTreeSet<String>,
}

impl Sealable for Profile {
    const KIND: &'static str = "profile";

    fn local_day(&self) -> Option<Date> {
        None
    }
}

/// What the patient has told; nothing before they did.
#[must_use]
pub fn profile_of(diary: &Diary) -> Profile {
    diary.profile.clone().unwrap_or_default()
}

/// Changes the one profile of a patient, or makes it. Its id follows from the patient, so that two devices
/// make one record; a profile that came by another way keeps its place.
///
/// # Errors
/// [`Problem::Changed`] when others were faster again and again; otherwise when it cannot be stored.
pub async fn save_profile(
    visit: &Visit,
    change: impl Fn(&mut Profile) + Send + Sync,
) -> Result<(), Problem> {
    let place = Diary::open(visit).await?.profile_place;
    let store = visit.store();
    let id = match place {
        Some((id, _)) => id,
        None => store.derived_ids(visit.user).await?.id(&[b"profile"]),
    };
    store
        .change(visit.user, id, Profile::default, change)
        .await?;
    Ok(())
}
