//! What the pages of a day, of its check-in, of factors and of gaps show.

use super::{choices::FactorKind, measure::MeasureView, texts::Texts, units::Units};
use crate::{
    attacks::model::HistoryLine,
    i18n::dates::{CivilDay, CivilMoment},
};
use serde::{Deserialize, Serialize};

/// One day with everything that is known about it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DayView {
    /// The day.
    pub day: CivilDay,
    /// The day lies in the future: nothing can be said about it yet.
    pub is_future: bool,
    /// The patient confirmed it to be free of headache.
    pub is_clear: bool,
    /// Some entry says headache.
    pub has_headache: bool,
    /// Its entries.
    pub lines: Vec<HistoryLine>,
    /// The id of a late entry made from this page.
    pub next_id: String,
    /// The day before.
    pub previous: String,
    /// The day after.
    pub next: String,
    /// Medicines taken.
    pub intakes: Vec<IntakeLine>,
    /// The form of the day's check-in, if there is one.
    pub check_in: Option<Texts>,
    /// Names of own factors by the field in which they are answered.
    pub factors: Vec<FactorView>,
    /// Measurements, the earliest first.
    pub measures: Vec<MeasureView>,
    /// Questionnaires that were answered: code and id.
    pub scales: Vec<(String, String)>,
    /// The patient's units.
    pub units: Units,
    /// Earlier days without an answer about headache.
    pub open_days: usize,
}

/// A medicine taken on the day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntakeLine {
    /// Its id; empty for one that stands in an attack.
    pub id: String,
    /// The attack in which it stands, if it does.
    pub attack: String,
    /// When it was taken.
    pub at: CivilMoment,
    /// Its name.
    pub name: String,
    /// Its dose; empty when not said.
    pub dose: String,
}

/// A factor that the patient follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How it is answered.
    pub kind: FactorKind,
    /// Asked no longer.
    pub put_away: bool,
}

impl FactorView {
    /// The field of a check-in in which it is answered; the kind stands in it, so that reading a
    /// form needs nothing else.
    #[must_use]
    pub fn field(&self) -> String {
        format!("own.{}.{}", self.kind.code(), self.id)
    }
}

/// The factors of a patient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactorsView {
    /// In the order of their names.
    pub factors: Vec<FactorView>,
    /// The id of the next one.
    pub next_id: String,
}

/// The form of a check-in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckInView {
    /// The day.
    pub day: CivilDay,
    /// It is today.
    pub is_today: bool,
    /// What is stored about the day.
    pub texts: Texts,
    /// What is stored about the day before, if anything.
    pub yesterday: Option<Texts>,
    /// The latest answer about contraception, as its code; empty when there is none.
    pub contraception: String,
    /// The factors that are asked, and those that this day has an answer about.
    pub factors: Vec<FactorView>,
    /// The patient's units.
    pub units: Units,
    /// Some entry says headache.
    pub has_headache: bool,
    /// The day before.
    pub previous: String,
    /// The day after; empty when that is still to come.
    pub next: String,
    /// Earlier days without an answer about headache.
    pub open_days: usize,
}

/// One day without an answer about headache.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapView {
    /// The day.
    pub day: CivilDay,
    /// The id of an attack that is added to it.
    pub attack_id: String,
    /// There is a check-in of that day.
    pub has_check_in: bool,
}

/// The sheet of days without an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapsView {
    /// The latest first.
    pub gaps: Vec<GapView>,
}
