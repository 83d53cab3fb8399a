//! From what is known to what pages show.

use super::{
    feeds::{cache, cell::WORLD},
    outlook::{Health, Outlook, Reading},
    places::{PlaceMode, Places, load_places, poll},
    rules::load_notices,
    snapshot::Snapshot,
};
use crate::{
    account::server::{Visit, civil_moment, minutes_between},
    daily::model::units::Units,
    environment::model::{
        AroundView, CurvePoint, FeedView, Indicator, IndicatorView, Quantity, ReadingView, RiskRow,
        SnapshotView, band_of,
        risk::{self, Hour, Weights},
    },
    problem::Problem,
    reports::server::Diary,
};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};

/// How far a curve reaches to each side.
const REACH: SignedDuration = SignedDuration::from_hours(48);

/// The units that a patient chose.
#[must_use]
pub fn units_of(diary: &Diary) -> Units {
    let profile = diary.profile.as_ref();
    profile.map_or_else(Units::default, |profile| Units::read(&profile.units))
}

/// What is known around a patient today, the zone of the place, and its name.
///
/// # Errors
/// When the database is away.
pub async fn outlook_of(
    visit: &Visit,
    places: &Places,
) -> Result<(Outlook, TimeZone, String), Problem> {
    let place = places.on(visit.today());
    let cell = place.map(|place| super::cell_of(visit, place.latitude, place.longitude));
    let mut cells = vec![WORLD.to_owned()];
    cells.extend(cell.map(super::Cell::key));
    let kept = cache::latest(&visit.state.database, &cells).await?;
    let zone = place.map_or_else(|| visit.zone.clone(), super::Place::time_zone);
    let name = place.map(|place| place.name.clone()).unwrap_or_default();
    Ok((Outlook::of(kept, Vec::new(), visit.now), zone, name))
}

/// The page around a patient, and the card on the start page.
///
/// # Errors
/// When the keys or the database are away.
pub async fn around_view(visit: &Visit, units: Units) -> Result<(AroundView, Outlook), Problem> {
    let places = load_places(visit).await?;
    // Somebody looks: the cells are polled for another few weeks.
    poll(visit, &places).await?;
    let (outlook, zone, place) = outlook_of(visit, &places).await?;
    let notices = load_notices(visit).await?;
    let is_local = !place.is_empty();
    let indicators = Indicator::ALL
        .iter()
        .filter(|indicator| is_local || **indicator == Indicator::Geomagnetic)
        .map(|indicator| indicator_view(*indicator, &outlook, &zone))
        .collect();
    let typed = places.typed.iter().rev().take(30);
    let view = AroundView {
        place,
        is_typed: places.mode == PlaceMode::Typed,
        typed: typed
            .map(|typed| (civil_moment(typed.at, &zone), typed.hectopascals))
            .collect(),
        indicators,
        feeds: outlook
            .health
            .iter()
            .map(|health| feed_view(health, &outlook, &zone))
            .collect(),
        has_demo: outlook.health.iter().any(|health| health.is_demo),
        unseen: notices.list.iter().filter(|notice| !notice.is_seen).count(),
        warnings: outlook
            .events
            .iter()
            .filter(|event| event.until.is_some_and(|until| until > visit.now))
            .map(|event| (event.code.clone(), event.value))
            .collect(),
        units,
    };
    Ok((view, outlook))
}

/// The same for the start page, where a problem of the environment is nobody's problem.
pub async fn card_view(visit: &Visit, diary: &Diary) -> Option<(AroundView, Outlook)> {
    match around_view(visit, units_of(diary)).await {
        Ok(view) => Some(view),
        Err(problem) => {
            tracing::warn!(
                code = problem.code(),
                "the card of the environment is left out"
            );
            None
        }
    }
}

/// One indicator.
#[must_use]
pub fn indicator_view(indicator: Indicator, outlook: &Outlook, zone: &TimeZone) -> IndicatorView {
    let quantities = indicator.quantities();
    let readings: Vec<ReadingView> = quantities
        .iter()
        .filter_map(|quantity| outlook.current(*quantity))
        .map(|reading| reading_view(&reading, outlook.now, zone))
        .collect();
    let curve_quantity = match indicator {
        // The pollen of which there is most is drawn.
        Indicator::Pollen => readings
            .iter()
            .max_by(|one, other| one.value.total_cmp(&other.value))
            .map_or(quantities[0], |reading| reading.quantity),
        _ => quantities[0],
    };
    let (from, to) = (
        outlook.now.saturating_sub(REACH).unwrap_or(outlook.now),
        outlook.now.saturating_add(REACH).unwrap_or(outlook.now),
    );
    let curve = outlook
        .curve(curve_quantity, from, to)
        .into_iter()
        .map(|reading| CurvePoint {
            minutes: minutes(reading.at.duration_since(outlook.now)),
            at: civil_moment(reading.at, zone),
            value: reading.value,
        })
        .collect();
    let faults = outlook
        .health
        .iter()
        .filter(|health| {
            let speaks = |quantity: &Quantity| super::rules::offers(health.feed, *quantity);
            !health.fault.is_empty() && quantities.iter().any(speaks)
        })
        .map(|health| feed_view(health, outlook, zone))
        .collect();
    IndicatorView {
        indicator,
        readings,
        curve,
        curve_quantity,
        change: outlook.change(curve_quantity, 24).map(|(_, change)| change),
        faults,
    }
}

fn minutes(span: SignedDuration) -> i32 {
    i32::try_from(span.as_secs() / 60).unwrap_or(i32::MAX)
}

fn reading_view(reading: &Reading, now: Timestamp, zone: &TimeZone) -> ReadingView {
    let oldest = (2 * i64::from(reading.resolution)).max(3 * 3_600);
    ReadingView {
        quantity: reading.quantity,
        value: reading.value,
        band: band_of(reading.quantity, reading.value),
        at: civil_moment(reading.at, zone),
        age_minutes: minutes_between(reading.at, now),
        feed: Some(reading.feed),
        is_demo: reading.is_demo,
        is_old: now.duration_since(reading.at).as_secs() > oldest,
    }
}

fn feed_view(health: &Health, outlook: &Outlook, zone: &TimeZone) -> FeedView {
    FeedView {
        feed: health.feed,
        fault: health.fault.clone(),
        last: health.succeeded.map(|at| civil_moment(at, zone)),
        age_minutes: health.succeeded.map(|at| minutes_between(at, outlook.now)),
        is_demo: health.is_demo,
    }
}

/// What was around at the hour of an attack.
#[must_use]
pub fn snapshot_view(snapshot: &Snapshot, zone: &TimeZone, units: Units) -> SnapshotView {
    SnapshotView {
        attack: format!("/attacks/{}", snapshot.attack),
        place: snapshot.place.clone(),
        at: civil_moment(snapshot.at, zone),
        readings: snapshot
            .readings
            .iter()
            .map(|reading| ReadingView {
                quantity: reading.quantity,
                value: reading.value,
                band: band_of(reading.quantity, reading.value),
                at: civil_moment(reading.at, zone),
                age_minutes: 0,
                feed: reading.feed,
                is_demo: reading.is_demo,
                is_old: false,
            })
            .collect(),
        pressure_change: snapshot.pressure_change,
        units,
    }
}

/// Risk points of every third hour of the next three days. The time since the latest attack runs on with
/// the hours.
#[must_use]
pub fn risk_view(diary: &Diary, outlook: &Outlook, zone: &TimeZone) -> Vec<RiskRow> {
    let onsets = diary.attacks.iter().map(|stored| stored.value.attack.onset);
    let latest = onsets.filter(|onset| *onset <= outlook.now).max();
    let weights = Weights::default();
    (0..24)
        .filter_map(|step| {
            let at = outlook
                .now
                .checked_add(SignedDuration::from_hours(step * 3))
                .ok()?;
            let value = |quantity| outlook.at(quantity, at).map(|reading| reading.value);
            let hour = Hour {
                pressure: value(Quantity::SeaLevelPressure),
                cloud_cover: value(Quantity::CloudCover),
                humidity: value(Quantity::Humidity),
                temperature: value(Quantity::Temperature),
                kp: value(Quantity::Kp),
                hours_since_attack: latest
                    .map(|latest| at.duration_since(latest).as_secs_f64() / 3_600.0),
            };
            let points = risk::points(&hour, &weights);
            Some(RiskRow {
                at: civil_moment(at, zone),
                total: points.total,
                weather: points.weather,
                geomagnetic: points.geomagnetic,
                history: points.history,
                missing: points.missing,
            })
        })
        .collect()
}
