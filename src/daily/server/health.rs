//! Measurements of the body: read a form, list, save, take back.

use super::{
    check_in::{Measurement, Quantity},
    check_in_service::units,
    measure_form::{read_measurement, texts_of_measurement, values},
};
use crate::{
    account::server::{Visit, civil_moment},
    daily::model::{HealthView, MeasureKind, MeasureView, Refused, Texts},
    encryption::server::{StoreError, Stored},
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};
use jiff::civil::Date;

/// A measurement of an earlier day is taken to be of noon until the patient says when.
const NOON: i8 = 12;

/// The kind of a quantity.
#[must_use]
pub const fn kind_of(quantity: &Quantity) -> MeasureKind {
    match quantity {
        Quantity::Weight(_) => MeasureKind::Weight,
        Quantity::Height(_) => MeasureKind::Height,
        Quantity::BloodPressure { .. } => MeasureKind::BloodPressure,
        Quantity::Sleep { .. } => MeasureKind::Sleep,
        Quantity::Water(_) => MeasureKind::Water,
    }
}

/// All measurements, the latest first, and an empty form for one of `day`.
#[must_use]
pub fn health_view(diary: &Diary, visit: &Visit, day: Option<Date>) -> HealthView {
    let mut texts = Texts::default();
    let noon = day
        .filter(|day| *day < visit.today())
        .and_then(|day| day.at(NOON, 0, 0, 0).to_zoned(visit.zone.clone()).ok());
    let at = noon.map_or(visit.now, |noon| noon.timestamp());
    texts.add("at", civil_moment(at, &visit.zone).iso());
    HealthView {
        units: units(diary),
        measures: measures(diary, |_| true),
        texts,
        next_id: RecordId::random(visit.state.entropy.as_ref()).to_string(),
    }
}

/// The measurements that `choose` takes, the latest first.
#[must_use]
pub fn measures(diary: &Diary, choose: impl Fn(&Measurement) -> bool) -> Vec<MeasureView> {
    let units = units(diary);
    let mut chosen: Vec<&Stored<Measurement>> = diary
        .measurements
        .iter()
        .filter(|stored| choose(&stored.value))
        .collect();
    chosen.sort_by_key(|stored| std::cmp::Reverse((stored.value.at, stored.id)));
    let view = |stored: &Stored<Measurement>| MeasureView {
        id: stored.id.to_string(),
        kind: kind_of(&stored.value.quantity),
        at: civil_moment(stored.value.at, &stored.value.time_zone()),
        second: stored.value.at.as_second(),
        values: values(&stored.value.quantity, units),
        notes: stored.value.notes.clone(),
    };
    chosen.into_iter().map(view).collect()
}

/// The form of one measurement.
///
/// # Errors
/// [`Problem::NotFound`] when there is none with this id and kind.
pub fn measure_texts(diary: &Diary, kind: MeasureKind, id: RecordId) -> Result<Texts, Problem> {
    let found = diary.measurements.iter().find(|stored| stored.id == id);
    found
        .filter(|stored| kind_of(&stored.value.quantity) == kind)
        .map(|stored| texts_of_measurement(&stored.value, units(diary)))
        .ok_or(Problem::NotFound)
}

/// Saves a form: a new measurement, or a change of the one with this id. Sending twice saves once.
///
/// # Errors
/// [`Problem::Changed`] when it was changed elsewhere in the same moment, or when it cannot be stored.
pub async fn save_measurement(
    diary: &Diary,
    visit: &Visit,
    kind: MeasureKind,
    id: RecordId,
    form: &Texts,
) -> Result<Result<(), Refused>, Problem> {
    let store = visit.store();
    let known = store.get::<Measurement>(visit.user, id).await?;
    let zone = known.as_ref().map_or_else(
        || (visit.zone_name.clone(), visit.zone.clone()),
        |stored| (stored.value.zone.clone(), stored.value.time_zone()),
    );
    let mut measurement = match read_measurement(form, kind, units(diary), &zone, visit.now) {
        Ok(measurement) => measurement,
        Err(refused) => return Ok(Err(refused)),
    };
    let Some(stored) = known else {
        store.create(visit.user, id, &measurement).await?;
        return Ok(Ok(()));
    };
    let mut before = stored.value;
    before.previous = None;
    if before != measurement {
        measurement.previous = Some(Box::new(before));
        put(visit, id, stored.revision, &measurement).await?;
    }
    Ok(Ok(()))
}

/// Takes the latest change of a measurement back: a change, its making or its deletion.
///
/// # Errors
/// [`Problem::NotFound`] when there is no measurement with this id.
pub async fn undo_measurement(visit: &Visit, id: RecordId) -> Result<(), Problem> {
    let store = visit.store();
    let Some(stored) = store.get::<Measurement>(visit.user, id).await? else {
        store.restore(visit.user, id).await?;
        return Ok(());
    };
    let mut now = stored.value;
    match now.previous.take() {
        Some(mut previous) => {
            previous.previous = Some(Box::new(now));
            put(visit, id, stored.revision, &previous).await
        }
        None => Ok(store.delete(visit.user, id).await?),
    }
}

/// Deletes a measurement.
///
/// # Errors
/// [`Problem::NotFound`] when there is no measurement with this id.
pub async fn delete_measurement(visit: &Visit, id: RecordId) -> Result<(), Problem> {
    let store = visit.store();
    let found = store.get::<Measurement>(visit.user, id).await?;
    found.ok_or(Problem::NotFound)?;
    Ok(store.delete(visit.user, id).await?)
}

async fn put(
    visit: &Visit,
    id: RecordId,
    revision: i64,
    value: &Measurement,
) -> Result<(), Problem> {
    match visit.store().put(visit.user, id, revision, value).await {
        Ok(_) => Ok(()),
        Err(StoreError::Changed) => Err(Problem::Changed),
        Err(error) => Err(error.into()),
    }
}
