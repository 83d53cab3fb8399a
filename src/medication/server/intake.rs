//! Intakes: taken, looked at again two hours later, mended, deleted and brought back.

use super::{
    CabinetMedicine, IntakeRecord, catalogue, stock,
    typed::{self, Reading},
};
use crate::{
    account::{parts::Submission, server::Visit},
    attacks::server::{remember_deleted, service as attacks},
    encryption::server::{Created, StoreError, Stored},
    medication::model::{MedicineClass, Purpose, Refused},
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};
use jiff::Timestamp;

/// How often a change is tried again when somebody else was faster.
const ATTEMPTS: usize = 5;

/// Stores an intake as entered; `medicine` is the one of the cabinet, if it is one. Gives the attack for
/// which it was taken.
///
/// # Errors
/// The refused fields, or a problem when it cannot be stored.
pub async fn take(
    visit: &Visit,
    medicine: Option<RecordId>,
    form: &Submission,
) -> Result<Result<Option<RecordId>, Refused>, Problem> {
    let stored = match medicine {
        Some(id) => Some(stock::find(visit, id).await?),
        None => None,
    };
    let attack = match RecordId::parse(form.text("attack")) {
        Ok(id) => Some(attacks::find(visit, id).await?.id),
        Err(_) => None,
    };
    let mut reading = Reading::default();
    let intake = read(visit, stored.as_ref(), attack, form, &mut reading);
    if !reading.0.is_empty() {
        return Ok(Err(reading.0));
    }
    store(visit, typed::new_id(form, visit), &intake).await?;
    Ok(Ok(attack))
}

fn read(
    visit: &Visit,
    medicine: Option<&Stored<CabinetMedicine>>,
    attack: Option<RecordId>,
    form: &Submission,
    reading: &mut Reading,
) -> IntakeRecord {
    let units = reading.take("units", typed::units(form.text("units")));
    let at = typed::instant(form.text("when"), form.text("at"), &visit.zone, visit.now);
    let at = reading.take("at", at);
    let mut intake = match medicine {
        Some(medicine) => of_cabinet(medicine, at, visit),
        None => {
            let name = reading.take("name", typed::name(form.text("name")));
            let dose = reading.take("dose", typed::dose(form.text("dose")));
            let class = match typed::class(form.text("class")) {
                MedicineClass::Unknown => catalogue::class_of(&name),
                class => Some(class),
            };
            named(name, dose, class, at, visit)
        }
    };
    intake.units = units;
    intake.attack = attack;
    intake.pain_before = typed::pain(form.text("pain"));
    intake
}

fn of_cabinet(medicine: &Stored<CabinetMedicine>, at: Timestamp, visit: &Visit) -> IntakeRecord {
    let value = &medicine.value;
    let (name, dose) = (value.name.clone(), value.strength.clone());
    IntakeRecord {
        purpose: value.purpose,
        medicine: Some(medicine.id),
        ..named(name, dose, Some(value.class), at, visit)
    }
}

fn named(
    name: String,
    dose: String,
    class: Option<MedicineClass>,
    at: Timestamp,
    visit: &Visit,
) -> IntakeRecord {
    IntakeRecord {
        name,
        dose,
        class: class.unwrap_or(MedicineClass::Unknown),
        purpose: Purpose::Acute,
        medicine: None,
        attack: None,
        at,
        zone: visit.zone_name.clone(),
        units: None,
        pain_before: None,
        pain_after: None,
        relief: None,
        returned: None,
        recorded: visit.now,
    }
}

/// Creates the record and takes its units out of the pack; sent twice, it does both once.
///
/// # Errors
/// When it cannot be stored.
pub(super) async fn store(
    visit: &Visit,
    id: RecordId,
    intake: &IntakeRecord,
) -> Result<(), Problem> {
    let created = visit.store().create(visit.user, id, intake).await?;
    if created == Created::New {
        stock::use_up(visit, intake.medicine, units_of(intake)).await?;
    }
    Ok(())
}

/// Units that an intake took out of the pack; one when it does not say.
pub(super) fn units_of(intake: &IntakeRecord) -> f32 {
    intake.units.unwrap_or(1.0)
}

/// One tap on a known medicine in an attack. The id follows from the attack, the medicine and `place`, the
/// number of medicines that the page showed: two taps on the same page are one intake.
///
/// # Errors
/// [`Problem::Invalid`] without a name; otherwise when there is no such attack or it cannot be stored.
pub async fn take_again(
    visit: &Visit,
    attack: RecordId,
    name: &str,
    dose: &str,
    place: usize,
) -> Result<(), Problem> {
    let name = typed::name(name).map_err(|_| Problem::Invalid)?;
    let dose = typed::dose(dose).map_err(|_| Problem::Invalid)?;
    attacks::find(visit, attack).await?;
    let diary = Diary::open(visit).await?;
    let mut same = diary.medicines.iter().filter(|stored| {
        !stored.value.put_away && stored.value.name == name && stored.value.strength == dose
    });
    let ids = visit.store().derived_ids(visit.user).await?;
    let id = ids.id(&[
        b"intake",
        &attack.as_bytes(),
        name.as_bytes(),
        dose.as_bytes(),
        place.to_string().as_bytes(),
    ]);
    let mut intake = match same.next() {
        Some(medicine) => of_cabinet(medicine, visit.now, visit),
        None => {
            let class = class_before(&diary, &name).or_else(|| catalogue::class_of(&name));
            named(name, dose, class, visit.now, visit)
        }
    };
    intake.purpose = Purpose::Acute;
    intake.attack = Some(attack);
    store(visit, id, &intake).await
}

/// The class under which a medicine was taken before.
fn class_before(diary: &Diary, name: &str) -> Option<MedicineClass> {
    diary
        .intakes
        .iter()
        .map(|stored| &stored.value)
        .filter(|intake| intake.name == name && intake.class != MedicineClass::Unknown)
        .max_by_key(|intake| intake.at)
        .map(|intake| intake.class)
}

/// Mends an intake: time, units, pain before, and the answers of two hours later.
///
/// # Errors
/// The refused fields, or a problem when there is no such intake or it cannot be stored.
pub async fn change(
    visit: &Visit,
    id: RecordId,
    form: &Submission,
) -> Result<Result<(), Refused>, Problem> {
    for _ in 0..ATTEMPTS {
        let stored: Stored<IntakeRecord> = visit
            .store()
            .get(visit.user, id)
            .await?
            .ok_or(Problem::NotFound)?;
        let before = &stored.value;
        let mut reading = Reading::default();
        let changed = edited(before, form, visit.now, &mut reading);
        if !reading.0.is_empty() {
            return Ok(Err(reading.0));
        }
        let put = visit.store().put(visit.user, id, stored.revision, &changed);
        match put.await {
            Err(StoreError::Changed) => {}
            Err(error) => return Err(error.into()),
            Ok(_) => {
                let more = units_of(&changed) - units_of(before);
                stock::use_up(visit, changed.medicine, more).await?;
                return Ok(Ok(()));
            }
        }
    }
    Err(Problem::Changed)
}

/// Only fields that the form has are touched: the question of two hours is a form of its own.
fn edited(
    before: &IntakeRecord,
    form: &Submission,
    now: Timestamp,
    reading: &mut Reading,
) -> IntakeRecord {
    let mut after = before.clone();
    if form.has("at") {
        let zone = before.time_zone();
        let shown = before.at.to_zoned(zone.clone()).datetime();
        let typed = form.text("at").trim();
        // The field has no seconds: unless it was changed, the instant stays as it is.
        if typed != shown.strftime("%Y-%m-%dT%H:%M").to_string() {
            after.at = reading.take("at", typed::local_instant(typed, &zone, now));
        }
    }
    if form.has("units") {
        after.units = reading.take("units", typed::units(form.text("units")));
    }
    if form.has("pain") {
        after.pain_before = typed::pain(form.text("pain"));
    }
    if form.has("pain_after") {
        after.pain_after = typed::pain(form.text("pain_after"));
    }
    if form.has("relief") {
        after.relief = typed::relief(form.text("relief"));
    }
    if form.has("returned") {
        after.returned = typed::yes_or_no(form.text("returned"));
    }
    after
}

/// Deletes an intake, puts its units back, and remembers it for undo.
///
/// # Errors
/// When there is no such intake or it cannot be stored.
pub async fn delete(visit: &Visit, id: RecordId) -> Result<Option<RecordId>, Problem> {
    let stored: Stored<IntakeRecord> = visit
        .store()
        .get(visit.user, id)
        .await?
        .ok_or(Problem::NotFound)?;
    visit.store().delete(visit.user, id).await?;
    stock::use_up(visit, stored.value.medicine, -units_of(&stored.value)).await?;
    remember_deleted(Some(id));
    Ok(stored.value.attack)
}

/// Brings a deleted entry back; an intake takes its units out of stock again, once.
///
/// # Errors
/// When it is gone for good or cannot be stored.
pub async fn restore(visit: &Visit, id: RecordId) -> Result<(), Problem> {
    let was_deleted = visit.store().restore(visit.user, id).await?;
    remember_deleted(None);
    if !was_deleted {
        return Ok(());
    }
    let stored: Option<Stored<IntakeRecord>> = visit.store().get(visit.user, id).await?;
    if let Some(stored) = stored {
        stock::use_up(visit, stored.value.medicine, units_of(&stored.value)).await?;
    }
    Ok(())
}
