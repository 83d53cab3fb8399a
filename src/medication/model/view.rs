//! What the pages of medication show: plain numbers and codes, made by the server for one reader.

use super::{MedicineClass, MedicineForm, PackCode, Purpose, Response, ScheduleKind};
use crate::{
    attacks::model::{Pain, Relief},
    i18n::dates::{CivilDay, CivilMoment},
};
use serde::{Deserialize, Serialize};

/// How near overuse a class is. The bands below the limit are ours, not those of ICHD-3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Band {
    /// Far from the limit.
    Far,
    /// From eight tenths of the limit on (our convention).
    Near,
    /// At the limit of ICHD-3 8.2 or above.
    Reached,
}

/// What one more intake of a class would come to, in the 30 days that end on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RunwayView {
    /// The class; simple analgesics and NSAIDs count together, as simple analgesics.
    pub class: MedicineClass,
    /// Days with intake, without the new one.
    pub before: u32,
    /// The same with the new one.
    pub days: u32,
    /// Days from which on ICHD-3 8.2 speaks of overuse.
    pub limit: u32,
    /// The day counts already: one more intake on it adds no day.
    pub counts_already: bool,
    /// How near `days` is.
    pub band: Band,
    /// When days fall out of the 30 days again: how many have by the day.
    pub leaving: Option<(u32, CivilDay)>,
    /// Days with any of these medicines, with the new one, when several classes were taken (8.2.6).
    pub all_classes: Option<u32>,
}

/// One medicine of the cabinet.
#[derive(Debug, Clone, PartialEq)]
pub struct MedicineLine {
    /// Record id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Strength; empty when not said.
    pub strength: String,
    /// What it is.
    pub class: MedicineClass,
    /// Why it is taken.
    pub purpose: Purpose,
    /// Form: a code of [`MedicineForm`] or the patient's own word.
    pub form: String,
    /// Units left, when the patient counts them.
    pub left: Option<f32>,
    /// Few are left: three intakes or seven days of a plan (our convention).
    pub is_low: bool,
    /// What one more intake today would come to.
    pub runway: Option<RunwayView>,
    /// Put away.
    pub put_away: bool,
}

/// One intake in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct IntakeLine {
    /// Record id.
    pub id: String,
    /// Name and dose.
    pub title: String,
    /// When.
    pub at: CivilMoment,
    /// Units, when said.
    pub units: Option<f32>,
    /// The question about two hours is open.
    pub is_open: bool,
}

/// One planned dose of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DueDose {
    /// The plan's record id.
    pub plan: String,
    /// Name and dose.
    pub title: String,
    /// The day.
    pub day: CivilDay,
    /// Minutes since midnight, when the plan names a time.
    pub minute: Option<u16>,
    /// Taken, left out, or not answered.
    pub answer: Option<bool>,
}

/// The page of the cabinet.
#[derive(Debug, Clone, PartialEq)]
pub struct CabinetView {
    /// Medicines in use, the one used most in the last 90 days first.
    pub medicines: Vec<MedicineLine>,
    /// Medicines that were put away.
    pub put_away: Vec<MedicineLine>,
    /// Intakes of today, the latest first.
    pub today: Vec<IntakeLine>,
    /// Planned doses of today.
    pub due: Vec<DueDose>,
    /// Where each class with a limit stands today, the fullest first.
    pub classes: Vec<RunwayView>,
    /// An intake deleted just now, so that it can be brought back.
    pub deleted: Option<String>,
    /// Records that could not be opened.
    pub unreadable: usize,
}

/// A substance of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueEntry {
    /// Code.
    pub code: &'static str,
    /// Name.
    pub name: &'static str,
    /// Well-known brand names, as one line.
    pub brands: String,
}

/// Where the steps to a new medicine stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AddStep {
    /// Which class?
    Class(Vec<MedicineClass>),
    /// Which substance?
    Substance(Vec<CatalogueEntry>),
    /// Which form?
    Form(Vec<MedicineForm>),
    /// Which strength?
    Strength(Vec<&'static str>),
    /// The rest, as a form.
    Details,
}

/// The page on which a medicine is added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddView {
    /// The step.
    pub step: AddStep,
    /// The class, once chosen.
    pub class: Option<MedicineClass>,
    /// The substance, once chosen.
    pub substance: Option<CatalogueEntry>,
    /// The form, once chosen.
    pub form: Option<MedicineForm>,
    /// The strength, once chosen.
    pub strength: String,
    /// Why it is usually taken.
    pub purpose: Purpose,
    /// The id that the new medicine will have.
    pub next_id: String,
}

/// An attack for which something can be taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttackChoice {
    /// Record id.
    pub id: String,
    /// When it began.
    pub onset: CivilMoment,
    /// It goes on.
    pub is_ongoing: bool,
}

/// A value with the words that are the patient's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What is shown.
    pub label: String,
}

/// The page on which an intake is entered.
#[derive(Debug, Clone, PartialEq)]
pub struct TakePage {
    /// The medicine of the cabinet; nothing for one that is typed.
    pub medicine: Option<MedicineLine>,
    /// What one more intake would come to, before it is saved.
    pub runway: Option<RunwayView>,
    /// Attacks that it can be for, the ongoing one first.
    pub attacks: Vec<AttackChoice>,
    /// The attack that is chosen at the start.
    pub attack: String,
    /// Now, for the typed time.
    pub now: CivilMoment,
    /// The id that the intake will have.
    pub next_id: String,
}

/// The page of one intake.
#[derive(Debug, Clone, PartialEq)]
pub struct IntakePage {
    /// Record id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Dose; empty when not given.
    pub dose: String,
    /// What it is.
    pub class: MedicineClass,
    /// Why it was taken.
    pub purpose: Purpose,
    /// When, in the zone of the entry.
    pub at: CivilMoment,
    /// Units.
    pub units: Option<f32>,
    /// Pain when it was taken.
    pub pain_before: Option<Pain>,
    /// Pain two hours later.
    pub pain_after: Option<Pain>,
    /// What it did.
    pub relief: Option<Relief>,
    /// Whether the headache came back within 48 hours.
    pub returned: Option<bool>,
    /// At least 90 minutes have passed.
    pub can_be_judged: bool,
    /// The attack for which it was taken.
    pub attack: Option<AttackChoice>,
}

/// The page of one medicine.
#[derive(Debug, Clone, PartialEq)]
pub struct MedicinePage {
    /// What the list shows.
    pub line: MedicineLine,
    /// Units of a full pack.
    pub pack: Option<u16>,
    /// The pack's code.
    pub code: String,
    /// Its ATC code, when the catalogue has one.
    pub atc: &'static str,
    /// Its latest intakes.
    pub intakes: Vec<IntakeLine>,
    /// What it did.
    pub response: Option<Response>,
}

/// One preventive treatment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanLine {
    /// Record id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Dose; empty when not given.
    pub dose: String,
    /// What it is.
    pub class: MedicineClass,
    /// How it is planned.
    pub kind: ScheduleKind,
    /// Times of day in minutes since midnight, for daily plans.
    pub times: Vec<u16>,
    /// Days between two doses, for plans of every so many days.
    pub days: u16,
    /// First day.
    pub started: CivilDay,
    /// Last day, once stopped.
    pub stopped: Option<CivilDay>,
    /// Planned days of the last 28 days.
    pub planned: u32,
    /// Of these, days on which everything was taken.
    pub taken: u32,
    /// Of these, days on which something was left out.
    pub left_out: u32,
    /// Of these, days without a full answer.
    pub unanswered: u32,
    /// The next planned day, while it goes on.
    pub next: Option<CivilDay>,
}

/// The page of preventive treatments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlansView {
    /// Treatments that go on, then those that were stopped.
    pub plans: Vec<PlanLine>,
    /// Medicines of the cabinet that a new plan can be about.
    pub medicines: Vec<Choice>,
    /// The id that the next plan will have.
    pub next_id: String,
    /// Today.
    pub today: CivilDay,
}

/// What a code of a pack came to.
#[derive(Debug, Clone, PartialEq)]
pub struct ScanView {
    /// The code.
    pub code: PackCode,
    /// The medicine of the cabinet that has it.
    pub found: Option<MedicineLine>,
    /// Medicines that it can be linked to.
    pub others: Vec<MedicineLine>,
}
