//! Units that are left of a medicine: fewer with each intake, more with a new pack.

use super::{CabinetMedicine, IntakeRecord, Plan, Schedule};
use crate::{
    account::server::Visit,
    encryption::server::{StoreError, Stored},
    medication::model::Purpose,
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};

/// How often a change is tried again when somebody else was faster.
const ATTEMPTS: usize = 5;

/// Few are left from this number of intakes down (our convention).
const LOW_INTAKES: f32 = 3.0;

/// ... or when a plan has units for this many days or fewer (our convention).
const LOW_DAYS: f32 = 7.0;

/// One medicine of the cabinet.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such medicine.
pub async fn find(visit: &Visit, id: RecordId) -> Result<Stored<CabinetMedicine>, Problem> {
    let found = visit.store().get(visit.user, id).await?;
    found.ok_or(Problem::NotFound)
}

/// Changes a medicine as it stands when it is written.
///
/// # Errors
/// When there is no such medicine or it cannot be stored.
pub async fn change(
    visit: &Visit,
    id: RecordId,
    edit: impl Fn(&mut CabinetMedicine),
) -> Result<(), Problem> {
    for _ in 0..ATTEMPTS {
        let mut stored = find(visit, id).await?;
        let before = stored.value.clone();
        edit(&mut stored.value);
        if stored.value == before {
            return Ok(());
        }
        let put = visit
            .store()
            .put(visit.user, id, stored.revision, &stored.value);
        match put.await {
            Err(StoreError::Changed) => {}
            outcome => return outcome.map(drop).map_err(Problem::from),
        }
    }
    Err(Problem::Changed)
}

/// Takes units out of the pack, or puts them back when `units` is below zero. Nothing happens when the
/// patient does not count them or the medicine is gone; a pack never holds fewer than none.
///
/// # Errors
/// When it cannot be stored.
pub async fn use_up(visit: &Visit, medicine: Option<RecordId>, units: f32) -> Result<(), Problem> {
    let Some(id) = medicine else {
        return Ok(());
    };
    let edit = |medicine: &mut CabinetMedicine| {
        medicine.left = medicine.left.map(|left| (left - units).max(0.0));
    };
    match change(visit, id, edit).await {
        Err(Problem::NotFound) => Ok(()),
        outcome => outcome,
    }
}

/// Whether few are left: units for three intakes, as large as they usually are, or for seven days of a
/// plan (our convention).
#[must_use]
pub fn is_low(diary: &Diary, id: RecordId, medicine: &CabinetMedicine) -> bool {
    let Some(left) = medicine.left else {
        return false;
    };
    if medicine.purpose == Purpose::Acute {
        return left <= LOW_INTAKES * usual_units(diary, id);
    }
    let used_a_day: f32 = diary
        .plans
        .iter()
        .filter(|plan| plan.value.medicine == Some(id) && plan.value.stopped.is_none())
        .map(|plan| doses_a_day(&plan.value))
        .sum();
    let usual = usual_units(diary, id);
    left <= LOW_INTAKES * usual || left <= LOW_DAYS * used_a_day * usual
}

/// Units of the latest intake of the medicine that says; one when none does.
fn usual_units(diary: &Diary, id: RecordId) -> f32 {
    let of_medicine = |intake: &&Stored<IntakeRecord>| intake.value.medicine == Some(id);
    diary
        .intakes
        .iter()
        .filter(of_medicine)
        .filter(|intake| intake.value.units.is_some())
        .max_by_key(|intake| intake.value.at)
        .and_then(|intake| intake.value.units)
        .unwrap_or(1.0)
}

fn doses_a_day(plan: &Plan) -> f32 {
    match &plan.schedule {
        Schedule::Daily(times) => times.iter().map(|_| 1.0_f32).sum(),
        Schedule::EveryDays(days) => 1.0 / f32::from((*days).max(1)),
        Schedule::Monthly => 1.0 / 30.0,
    }
}
