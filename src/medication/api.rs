//! What the pages of this capsule ask for.

#![expect(
    clippy::missing_errors_doc,
    reason = "all fail alike: signed out, no such record, or it cannot be stored"
)]

use super::{
    model::{
        AddView, CabinetView, DueDose, Fault, IntakePage, MedicineClass, MedicinePage, PackCode,
        PlansView, Refused, Response, ScanView, TakePage,
    },
    server::{self as medication, PlannedDose},
};
use crate::{
    account::{parts::Submission, server::visit},
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};
use axum::http::request::Parts;
use leptos::prelude::expect_context;

/// What a sent form came to: stored, or its refused fields.
pub type Outcome<T> = Result<Result<T, Refused>, Problem>;

fn known(id: &str) -> Result<RecordId, Problem> {
    RecordId::parse(id).map_err(|_| Problem::NotFound)
}

/// The page of the cabinet.
pub async fn load_cabinet() -> Result<CabinetView, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    let parts = expect_context::<Parts>();
    Ok(medication::cabinet_view(&diary, &visit, &parts.headers))
}

/// Planned doses that wait for an answer today, for the start page.
pub async fn load_due() -> Result<Vec<DueDose>, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    Ok(medication::due_today(&diary, visit.today()))
}

/// The step at which the page for a new medicine stands.
pub async fn load_add(form: Option<&Submission>) -> Result<AddView, Problem> {
    Ok(medication::add_view(&visit()?, form))
}

/// Adds a medicine and gives its id.
pub async fn add_medicine(form: &Submission) -> Outcome<String> {
    let added = medication::add(&visit()?, form).await?;
    Ok(added.map(|id| id.to_string()))
}

/// The page of one medicine.
pub async fn load_medicine(id: &str) -> Result<MedicinePage, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    medication::medicine_page(&diary, &visit, known(id)?)
}

/// Changes a medicine.
pub async fn edit_medicine(id: &str, form: &Submission) -> Outcome<()> {
    medication::edit(&visit()?, known(id)?, form).await
}

/// Adds a pack.
pub async fn refill_medicine(id: &str) -> Result<(), Problem> {
    medication::refill(&visit()?, known(id)?).await
}

/// Puts a medicine away, or takes it out again.
pub async fn put_medicine_away(id: &str, away: bool) -> Result<(), Problem> {
    medication::put_away(&visit()?, known(id)?, away).await
}

/// What a typed code came to, or why it is none.
pub async fn look_up_code(code: &str) -> Outcome<ScanView> {
    let visit = visit()?;
    let code = match PackCode::parse(code) {
        Ok(code) => code,
        Err(fault) => return Ok(Err(vec![("code", Fault::Code(fault))])),
    };
    let diary = Diary::open(&visit).await?;
    Ok(Ok(medication::scan_view(&diary, &visit, code)))
}

/// Why a photo gave no code.
#[must_use]
pub fn photo_fault(code: &str) -> Option<Fault> {
    medication::photo_fault(code).ok()
}

/// Links a code to a medicine.
pub async fn link_code(id: &str, code: &str) -> Outcome<()> {
    medication::link_code(&visit()?, known(id)?, code).await
}

/// The page on which an intake of a medicine of the cabinet is entered; `attack` is the one wanted.
pub async fn load_take(id: &str, attack: Option<&str>) -> Result<TakePage, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    medication::take_page(&diary, &visit, Some(known(id)?), attack, None)
}

/// The page on which an intake of any other medicine is entered.
pub async fn load_take_other(
    attack: Option<&str>,
    name: &str,
    class: &str,
) -> Result<TakePage, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    let class = MedicineClass::parse(class).unwrap_or(MedicineClass::Unknown);
    medication::take_page(&diary, &visit, None, attack, Some((name, class)))
}

/// Stores an intake; gives the attack for which it was taken.
pub async fn take(id: Option<&str>, form: &Submission) -> Outcome<Option<String>> {
    let id = id.map(known).transpose()?;
    let taken = medication::take(&visit()?, id, form).await?;
    Ok(taken.map(|attack| attack.map(|id| id.to_string())))
}

/// The page of one intake.
pub async fn load_intake(id: &str) -> Result<IntakePage, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    medication::intake_page(&diary, &visit, known(id)?)
}

/// Changes an intake.
pub async fn change_intake(id: &str, form: &Submission) -> Outcome<()> {
    medication::change(&visit()?, known(id)?, form).await
}

/// Deletes an intake and remembers it for undo.
pub async fn delete_intake(id: &str) -> Result<(), Problem> {
    medication::delete(&visit()?, known(id)?).await.map(drop)
}

/// Brings a deleted intake back.
pub async fn restore_intake(id: &str) -> Result<(), Problem> {
    medication::restore(&visit()?, known(id)?).await
}

/// The page of preventive treatments.
pub async fn load_plans() -> Result<PlansView, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    Ok(medication::plans_view(&diary, &visit))
}

/// Begins a plan.
pub async fn start_plan(form: &Submission) -> Outcome<()> {
    medication::start_plan(&visit()?, form).await
}

/// Changes a plan.
pub async fn change_plan(id: &str, form: &Submission) -> Outcome<()> {
    medication::change_plan(&visit()?, known(id)?, form).await
}

/// Stops a plan with its last day; an empty one lets it go on.
pub async fn stop_plan(id: &str, last: &str) -> Outcome<()> {
    medication::stop_plan(&visit()?, known(id)?, last).await
}

/// Answers one planned dose: `plan`, `day`, `minute` and `taken` of the form.
pub async fn answer_dose(form: &Submission) -> Result<(), Problem> {
    let dose = PlannedDose {
        day: form.text("day").parse().map_err(|_| Problem::Invalid)?,
        minute: form.text("minute").parse().ok(),
    };
    let taken = form.text("taken") == "yes";
    medication::answer_dose(&visit()?, known(form.text("plan"))?, dose, taken).await
}

/// What each medicine did.
pub async fn load_responses() -> Result<Vec<Response>, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    Ok(medication::responses(&diary))
}

/// The class that a typed medicine has: as chosen, else as the catalogue knows it.
#[must_use]
pub fn class_of(name: &str, chosen: &str) -> MedicineClass {
    let chosen = MedicineClass::parse(chosen).unwrap_or(MedicineClass::Unknown);
    if chosen == MedicineClass::Unknown {
        medication::class_of(name).unwrap_or(chosen)
    } else {
        chosen
    }
}
