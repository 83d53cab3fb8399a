//! What the pages show of an attack: plain numbers and codes, made by the server for one reader.

use super::{AuraKind, FieldFault, Pain, Progress, Region, Relief, Side, Symptom};
use crate::{
    i18n::dates::{CivilDay, CivilMoment},
    medication::model::MedicineClass,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Whether an attack is over, for display.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum State {
    /// Still going on.
    Ongoing,
    /// Over.
    Ended,
    /// Over, nobody knows since when.
    Over,
    /// Without a start and an end.
    Continuous,
}

/// One point of the level curve.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelView {
    /// Its place in the record.
    pub place: usize,
    /// When it was so.
    pub at: CivilMoment,
    /// Minutes since onset; 0 for points before it.
    pub minutes: u32,
    /// How bad it was.
    pub pain: Pain,
}

/// One medicine taken once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakeView {
    /// Its place in the record of the attack, for those that stand there.
    pub place: usize,
    /// The record of an intake that is linked to the attack; it has a page of its own.
    pub record: Option<String>,
    /// Name.
    pub name: String,
    /// Dose, empty when not given.
    pub dose: String,
    /// When it was taken.
    pub at: CivilMoment,
    /// What it did, once answered.
    pub relief: Option<Relief>,
    /// At least 90 minutes have passed, so the question about two hours can be answered.
    pub can_be_judged: bool,
}

/// A medicine that was taken before, offered as one tap.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct KnownMedicine {
    /// Name.
    pub name: String,
    /// Dose, empty when not given.
    pub dose: String,
    /// What one more would come to, for classes with a limit: the class, days in the last 30 with
    /// this one, and the limit.
    pub runway: Option<(MedicineClass, u32, u32)>,
}

/// Typed text that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftView {
    /// Why.
    pub fault: FieldFault,
    /// The form's texts by field name.
    pub fields: BTreeMap<String, String>,
}

/// Everything on the page of one attack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttackView {
    /// Record id.
    pub id: String,
    /// Whether it is over.
    pub state: State,
    /// Onset in the attack's zone.
    pub onset: CivilMoment,
    /// End in the attack's zone.
    pub end: Option<CivilMoment>,
    /// Zone name.
    pub zone: String,
    /// From onset to end, or to now while it goes on.
    pub duration_minutes: u32,
    /// Woke with it.
    pub woke_with_it: bool,
    /// Recorded long after onset.
    pub is_late_entry: bool,
    /// Levels over time.
    pub levels: Vec<LevelView>,
    /// The latest level.
    pub level: Option<Pain>,
    /// The latest answer to "how is it now?".
    pub progress: Option<Progress>,
    /// The strongest level.
    pub peak: Option<Pain>,
    /// Side.
    pub side: Option<Side>,
    /// Regions.
    pub regions: Vec<Region>,
    /// Symptoms.
    pub symptoms: Vec<Symptom>,
    /// Most bothersome symptom.
    pub most_bothersome: Option<Symptom>,
    /// Aura with minutes.
    pub aura: Vec<(AuraKind, Option<u16>)>,
    /// Medicines.
    pub medicines: Vec<IntakeView>,
    /// Medicines of earlier attacks, the latest first, at most four.
    pub known_medicines: Vec<KnownMedicine>,
    /// Notes.
    pub notes: String,
    /// Whether there is a change to take back.
    pub can_undo: bool,
    /// Text that was typed and refused.
    pub draft: Option<DraftView>,
    /// What was around then, as markup that the server wrote; empty when nothing was kept.
    pub around: String,
}

/// One line of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryLine {
    /// What kind of record it is.
    pub kind: HistoryKind,
    /// Record id.
    pub id: String,
    /// The local day.
    pub day: CivilDay,
}

/// The kinds of records in the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum HistoryKind {
    /// An attack.
    Attack {
        /// Onset.
        onset: CivilMoment,
        /// Whether it is over.
        state: State,
        /// How long.
        duration_minutes: u32,
        /// The strongest level.
        peak: Option<Pain>,
        /// How many medicines were taken.
        medicines: u32,
        /// Recorded long after onset.
        is_late_entry: bool,
    },
    /// A confirmed clear day.
    ClearDay,
    /// A line of a daily diary.
    DaySummary {
        /// Headache yes or no, if it said.
        headache: Option<bool>,
        /// How bad.
        pain: Option<Pain>,
        /// How often medicine was taken, if it said.
        medicine_count: Option<u16>,
    },
}

/// One page of the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// Lines, the latest day first.
    pub lines: Vec<HistoryLine>,
    /// Pages in all; at least 1.
    pub pages: u32,
    /// This page, from 1.
    pub page: u32,
    /// Records that could not be opened.
    pub unreadable: usize,
    /// A record deleted just now, so that it can be brought back.
    pub deleted: Option<String>,
}

/// The attack in progress, as it stands on every page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OngoingView {
    /// Record id.
    pub id: String,
    /// Onset in the attack's zone.
    pub onset: CivilMoment,
    /// Minutes since onset.
    pub minutes: u32,
    /// The latest level.
    pub level: Option<Pain>,
    /// The latest answer to "how is it now?".
    pub progress: Option<Progress>,
}

/// The start page of a signed-in patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TodayView {
    /// The id that the next attack will have: a second tap on the same page creates nothing.
    pub next_id: String,
    /// Today in the patient's zone.
    pub today: CivilDay,
    /// Entries of this month: attacks and answers about days.
    pub entries_this_month: u32,
    /// Whether today was confirmed to be clear.
    pub today_is_clear: bool,
    /// Whether today already has a headache.
    pub today_has_headache: bool,
    /// Whether the diary has any entry.
    pub is_empty: bool,
    /// Planned doses that wait for an answer.
    pub doses_due: usize,
    /// The page of a sign that should not wait and was not put aside yet.
    pub sign: Option<String>,
    /// Records that could not be opened.
    pub unreadable: usize,
    /// The card of the environment as markup that the server wrote; empty when there is none.
    pub around: String,
}
