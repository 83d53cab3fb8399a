//! The report in numbers. This is also what the JSON file holds; see [`FORMAT`].
//!
//! Nothing is counted here: every number was made by a rule of the reports and carries its code. A number
//! that could not be had honestly is absent, never zero.

use super::options::ReportOptions;
use crate::{
    attacks::model::{Domain, UnknownCode, choices},
    i18n::dates::CivilDay,
    medication::model::{MedicineClass, Response},
    scales::model::{Grade, Part, Scale},
};
use serde::{Deserialize, Serialize};

/// The JSON file's name for itself. A new field needs no new version; a changed meaning does.
pub const FORMAT: &str = "migraine-pulse-report/1";

choices! {
    /// A line of the table of days.
    Line {
        /// Headache days by the definition in use.
        Headache = "headache_days",
        /// Migraine days by definition A (Leiden proposal).
        MigraineA = "migraine_days_a",
        /// Migraine days by definition B (trial style).
        MigraineB = "migraine_days_b",
        /// Attacks begun, after merging what belongs together.
        Attacks = "attacks",
        /// Days on which an aura began.
        Aura = "aura_days",
        /// Days with any acute medicine.
        AcuteMedicine = "acute_medicine_days",
    }
}

choices! {
    /// Medicines whose days are counted together.
    ClassLine {
        /// Triptans, any (ICHD-3 8.2.2).
        Triptan = "triptan",
        /// Ergot alkaloids (8.2.1).
        Ergot = "ergot",
        /// Opioids (8.2.4).
        Opioid = "opioid",
        /// Combination analgesics (8.2.5).
        Combination = "combination",
        /// Paracetamol, aspirin and other NSAIDs (8.2.3).
        Analgesic = "analgesic",
        /// Ditans; not in ICHD-3.
        Ditan = "ditan",
        /// Any of the above together (8.2.6).
        Mixed = "mixed",
        /// Gepants; not in ICHD-3 8.2.
        Gepant = "gepant",
        /// Medicines against nausea; not in ICHD-3 8.2.
        Antiemetic = "antiemetic",
        /// Medicines of which nobody said what they are, and other acute ones; in no class.
        Other = "other",
    }
}

/// Everything that the report says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// [`FORMAT`].
    pub format: String,
    /// The local day on which it was made.
    pub made: CivilDay,
    /// What was chosen.
    pub options: ReportOptions,
    /// Version of the rules that counted.
    pub rules: String,
    /// The days that it is about.
    pub now: SpanFigures,
    /// The days that they are compared with; absent when the diary does not reach so far back.
    pub before: Option<SpanFigures>,
    /// Months of both spans, in the order of time.
    pub months: Vec<Month>,
    /// Days with medicines by class, those that were taken.
    pub medicines: Vec<ClassDays>,
    /// What each acute medicine did, in the span that it is about.
    pub responses: Vec<Response>,
    /// Preventive treatments of both spans.
    pub preventives: Vec<Preventive>,
    /// Time lost by domain, where anything was told.
    pub lost: Vec<LostDays>,
    /// How attacks and periods go together, if periods were entered.
    pub menstrual: Option<Menstrual>,
    /// The latest score of each scale.
    pub scales: Vec<ScaleScore>,
    /// The patient's questions, at most [`Report::MOST_QUESTIONS`].
    pub questions: Vec<String>,
    /// Attacks and medicines of both spans that were entered more than 24 hours later, whether they count
    /// or not.
    pub late_entries: u32,
    /// Entries that could not be opened and count nowhere.
    pub unreadable: u32,
    /// The rules behind the numbers.
    pub sources: Vec<RuleSource>,
}

impl Report {
    /// Questions that the report has room for.
    pub const MOST_QUESTIONS: usize = 3;
}

/// Some days and what was counted on them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SpanFigures {
    /// First local day.
    pub first: CivilDay,
    /// Last local day.
    pub last: CivilDay,
    /// Days that could have an answer about headache.
    pub days: u32,
    /// Days that have one.
    pub answered: u32,
    /// Days that need one before a rate is shown.
    pub needed: u32,
    /// The numbers.
    pub figures: Vec<Figure>,
}

impl SpanFigures {
    /// Whether the answers are enough for a rate.
    #[must_use]
    pub const fn is_enough(&self) -> bool {
        self.answered >= self.needed && self.answered > 0
    }

    /// Answered days in whole per cent, rounded down; 0 without days.
    #[must_use]
    pub const fn per_cent(&self) -> u32 {
        match (self.answered * 100).checked_div(self.days) {
            Some(per_cent) => per_cent,
            None => 0,
        }
    }

    /// The number of a line.
    #[must_use]
    pub fn figure(&self, line: Line) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.line == line)
    }
}

/// One number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// What was counted.
    pub line: Line,
    /// Code of the rule that counted.
    pub rule: String,
    /// How many in the whole span.
    pub count: u32,
    /// Days that may belong to it, but of which the diary does not say enough.
    pub unsure: u32,
    /// How many per 28 answered days; absent when under 80 % of the days have an answer.
    pub per_28: Option<f64>,
}

/// One month of a span.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Month {
    /// First local day.
    pub first: CivilDay,
    /// Last local day.
    pub last: CivilDay,
    /// Whether it belongs to the days that the report is about, not to those before.
    pub is_now: bool,
    /// Headache days by the definition in use.
    pub headache: u32,
    /// Migraine days by the definition in use.
    pub migraine: u32,
    /// Days with acute medicine.
    pub medicine: u32,
    /// Days that could have an answer.
    pub days: u32,
    /// Days that have one.
    pub answered: u32,
}

/// Days with medicines of a class. Days, not doses, whatever they were taken for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClassDays {
    /// The class.
    pub class: ClassLine,
    /// Code of the rule that counted.
    pub rule: String,
    /// Days a month from which on ICHD-3 8.2 speaks of overuse, if it does.
    pub threshold: Option<u32>,
    /// Days in the span.
    pub now: u32,
    /// Days in the span before, if there is one.
    pub before: Option<u32>,
    /// The most days in any 30 that end within the span.
    pub most_in_30: u32,
    /// Months of the span (of 28 days or calendar months) at or above the threshold.
    pub months_over: u32,
}

/// A preventive treatment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Preventive {
    /// Name, as the patient knows it.
    pub name: String,
    /// Dose; empty when not said.
    pub dose: String,
    /// What it is.
    pub class: MedicineClass,
    /// First day.
    pub started: CivilDay,
    /// Last day, once it was stopped.
    pub stopped: Option<CivilDay>,
}

/// Days lost in one domain, by the attacks that touch them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LostDays {
    /// The domain.
    pub domain: Domain,
    /// Days of attacks in which all of it was missed.
    pub missed: u32,
    /// Days of attacks in which half or more was lost, without those above.
    pub reduced: u32,
    /// Missed in the span before, if there is one.
    pub before_missed: Option<u32>,
    /// Reduced in the span before, if there is one.
    pub before_reduced: Option<u32>,
    /// Attacks of the span for which it was asked and answered.
    pub answered: u32,
}

/// How attacks and periods go together.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Menstrual {
    /// Probability, 0 to 1, that attacks begin more often around the period than on other days.
    pub probability: f64,
    /// How many times as often, with the interval of 95 %.
    pub ratio: [f64; 3],
    /// Cycles that were looked at.
    pub cycles: u32,
    /// Cycles in which an attack began around the period.
    pub cycles_with: u32,
}

/// The latest score of a scale.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScaleScore {
    /// Which scale.
    pub scale: Scale,
    /// The local day on which it was answered.
    pub day: CivilDay,
    /// Its scores by their part.
    pub scores: Vec<(Part, u16)>,
    /// What the score means, in the words of the scale's authors.
    pub grade: Option<Grade>,
    /// It was measured elsewhere and typed in.
    pub is_typed: bool,
}

/// A rule and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RuleSource {
    /// Code of the rule.
    pub rule: String,
    /// Its version.
    pub version: String,
    /// Where it comes from, as a citation in English.
    pub source: String,
}
