//! The cabinet: medicines added, mended, refilled, put away, and found by the code on their pack.

use super::{
    CabinetMedicine, catalogue, stock,
    typed::{self, Reading},
};
use crate::{
    account::{parts::Submission, server::Visit},
    encryption::server::Stored,
    medication::model::{Fault, PackCode, Refused},
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};

/// Adds a medicine as entered and gives its id; sent twice, it is added once.
///
/// # Errors
/// The refused fields, or a problem when it cannot be stored.
pub async fn add(visit: &Visit, form: &Submission) -> Result<Result<RecordId, Refused>, Problem> {
    let id = typed::new_id(form, visit);
    let mut medicine = CabinetMedicine {
        name: String::new(),
        substance: None,
        class: crate::medication::model::MedicineClass::Unknown,
        purpose: crate::medication::model::Purpose::Acute,
        form: String::new(),
        strength: String::new(),
        left: None,
        pack: None,
        gtin: None,
        put_away: false,
        recorded: visit.now,
    };
    let diary = Diary::open(visit).await?;
    if let Err(refused) = read(&mut medicine, form, &diary, id) {
        return Ok(Err(refused));
    }
    visit.store().create(visit.user, id, &medicine).await?;
    Ok(Ok(id))
}

/// Changes a medicine as entered.
///
/// # Errors
/// The refused fields, or a problem when there is no such medicine or it cannot be stored.
pub async fn edit(
    visit: &Visit,
    id: RecordId,
    form: &Submission,
) -> Result<Result<(), Refused>, Problem> {
    let diary = Diary::open(visit).await?;
    let mut checked = stock::find(visit, id).await?.value;
    if let Err(refused) = read(&mut checked, form, &diary, id) {
        return Ok(Err(refused));
    }
    let put_away = checked.put_away;
    stock::change(visit, id, |medicine| {
        *medicine = CabinetMedicine {
            put_away,
            recorded: medicine.recorded,
            ..checked.clone()
        };
    })
    .await
    .map(Ok)
}

fn read(
    medicine: &mut CabinetMedicine,
    form: &Submission,
    diary: &Diary,
    id: RecordId,
) -> Result<(), Refused> {
    let mut reading = Reading::default();
    medicine.name = reading.take("name", typed::name(form.text("name")));
    medicine.class = typed::class(form.text("class"));
    medicine.purpose = typed::purpose(form.text("purpose"), medicine.class);
    medicine.form = reading.take("form", typed::dose(form.text("form")));
    medicine.strength = reading.take("strength", typed::dose(form.text("strength")));
    medicine.left = reading.take("left", typed::left(form.text("left")));
    medicine.pack = reading.take("pack", typed::pack(form.text("pack")));
    medicine.gtin = reading.take("code", typed::pack_code(form.text("code")));
    if form.has("substance") {
        medicine.substance =
            catalogue::find(form.text("substance")).map(|substance| substance.code.to_owned());
    }
    if let Some(code) = &medicine.gtin
        && owner(diary, code).is_some_and(|owner| owner.id != id)
    {
        reading.0.push(("code", Fault::CodeTaken));
    }
    if reading.0.is_empty() {
        Ok(())
    } else {
        Err(reading.0)
    }
}

/// A new pack: its units are added to those that are left.
///
/// # Errors
/// [`Problem::Invalid`] when nobody said how many units a pack has.
pub async fn refill(visit: &Visit, id: RecordId) -> Result<(), Problem> {
    let stored = stock::find(visit, id).await?;
    let pack = stored.value.pack.ok_or(Problem::Invalid)?;
    stock::change(visit, id, |medicine| {
        medicine.left = Some(medicine.left.unwrap_or_default() + f32::from(pack));
    })
    .await
}

/// Puts a medicine away, or takes it out again.
///
/// # Errors
/// When there is no such medicine or it cannot be stored.
pub async fn put_away(visit: &Visit, id: RecordId, away: bool) -> Result<(), Problem> {
    stock::change(visit, id, |medicine| medicine.put_away = away).await
}

/// The medicine with a code, those in use first.
#[must_use]
pub fn find_code<'a>(diary: &'a Diary, code: &PackCode) -> Option<&'a Stored<CabinetMedicine>> {
    let mut found: Vec<_> = diary
        .medicines
        .iter()
        .filter(|stored| stored.value.gtin.as_deref() == Some(code.text()))
        .collect();
    found.sort_by_key(|stored| stored.value.put_away);
    found.into_iter().next()
}

fn owner<'a>(diary: &'a Diary, code: &str) -> Option<&'a Stored<CabinetMedicine>> {
    let has = |stored: &&Stored<CabinetMedicine>| {
        !stored.value.put_away && stored.value.gtin.as_deref() == Some(code)
    };
    diary.medicines.iter().find(has)
}

/// Links a code to a medicine.
///
/// # Errors
/// The refused code, or a problem when there is no such medicine or it cannot be stored.
pub async fn link_code(
    visit: &Visit,
    id: RecordId,
    code: &str,
) -> Result<Result<(), Refused>, Problem> {
    let code = match PackCode::parse(code) {
        Ok(code) => code,
        Err(fault) => return Ok(Err(vec![("code", Fault::Code(fault))])),
    };
    let diary = Diary::open(visit).await?;
    if owner(&diary, code.text()).is_some_and(|owner| owner.id != id) {
        return Ok(Err(vec![("code", Fault::CodeTaken)]));
    }
    stock::change(visit, id, |medicine| {
        medicine.gtin = Some(code.text().to_owned());
    })
    .await
    .map(Ok)
}
