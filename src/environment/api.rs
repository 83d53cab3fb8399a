//! What the pages of this capsule ask for, and what other capsules show of it.

use super::{
    model::{
        AroundView, BackfillView, ConditionView, FormFault, Indicator, NoticeView, PlaceView,
        PlacesView, RiskRow, RuleView, RulesView, SnapshotView, TownView,
    },
    parts,
    server::{self as environment, Condition, Outcome, Outlook, Place, PlaceMode},
};
use crate::{
    account::{
        parts::Submission,
        server::{Visit, civil_day, civil_moment, visit},
    },
    daily::model::units::Units,
    platform::ids::RecordId,
    problem::Problem,
    reports::server::Diary,
};
use jiff::civil::Date;

/// Towns that are offered at once.
const MOST_TOWNS: usize = 12;

/// `/around`.
///
/// # Errors
/// When nobody is signed in, or the keys or the database are away.
pub async fn load_around() -> Result<AroundView, Problem> {
    let visit = visit()?;
    let units = units(&visit).await?;
    let (view, outlook) = environment::around_view(&visit, units).await?;
    environment::evaluate_now(&visit, &outlook).await?;
    Ok(view)
}

/// One indicator with everything around it.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such indicator.
pub async fn load_indicator(code: &str) -> Result<(Indicator, AroundView), Problem> {
    let indicator = Indicator::parse(code).map_err(|_| Problem::NotFound)?;
    Ok((indicator, load_around().await?))
}

/// The card on the start page, as it stands in the document; empty when there is nothing to show. It asks
/// the cache alone and waits for no provider.
pub async fn card(visit: &Visit, diary: &Diary) -> String {
    let Some((view, outlook)) = environment::card_view(visit, diary).await else {
        return String::new();
    };
    look_soon(visit, outlook);
    parts::card_markup(view)
}

/// Looks at the patient's rules, while nobody waits.
fn look_soon(visit: &Visit, outlook: Outlook) {
    let visit = visit.apart();
    tokio::spawn(async move {
        if let Err(problem) = environment::evaluate_now(&visit, &outlook).await {
            tracing::warn!(code = problem.code(), "rules could not be looked at");
        }
    });
}

/// What was around at an attack, as it stands on its page; empty when nothing was kept.
pub async fn snapshot(visit: &Visit, diary: &Diary, attack: RecordId) -> String {
    let zone = diary
        .attacks
        .iter()
        .find(|stored| stored.id == attack)
        .map_or_else(
            || visit.zone.clone(),
            |stored| stored.value.attack.time_zone(),
        );
    match environment::snapshot_of(visit, attack).await {
        Ok(Some(snapshot)) => {
            let units = environment::units_of(diary);
            parts::snapshot_markup(environment::snapshot_view(&snapshot, &zone, units))
        }
        Ok(None) => String::new(),
        Err(problem) => {
            tracing::warn!(code = problem.code(), "a snapshot is left out");
            String::new()
        }
    }
}

/// What was around at the attacks of a day.
///
/// # Errors
/// When the keys or the database are away.
pub async fn load_day(day: &str) -> Result<Vec<SnapshotView>, Problem> {
    let visit = visit()?;
    let day: Date = day.parse().map_err(|_| Problem::NotFound)?;
    let units = units(&visit).await?;
    let snapshots = environment::snapshots_of_day(&visit, day).await?;
    let view = |snapshot| environment::snapshot_view(snapshot, &visit.zone, units);
    Ok(snapshots.iter().map(view).collect())
}

/// `/around/places`, with the towns that were looked for.
///
/// # Errors
/// When nobody is signed in, or the keys or the database are away.
pub async fn load_places(wanted: &str) -> Result<PlacesView, Problem> {
    let visit = visit()?;
    let places = environment::load_places(&visit).await?;
    let here = places.on(visit.today()).map(|place| place.number);
    Ok(PlacesView {
        places: places
            .list
            .iter()
            .map(|place| place_view(place, here))
            .collect(),
        is_typed: places.mode == PlaceMode::Typed,
        towns: environment::search_towns(wanted, MOST_TOWNS)
            .into_iter()
            .map(|town| TownView {
                name: town.name.to_owned(),
                country: town.country.to_owned(),
                latitude: town.latitude,
                longitude: town.longitude,
                zone: town.zone.to_owned(),
            })
            .collect(),
        units: units(&visit).await?,
    })
}

fn place_view(place: &Place, here: Option<u32>) -> PlaceView {
    let day = |day: Option<Date>| day.map(|day| civil_day(day).iso()).unwrap_or_default();
    PlaceView {
        number: place.number,
        kind: place.kind.code().to_owned(),
        name: place.name.clone(),
        latitude: place.latitude,
        longitude: place.longitude,
        zone: place.zone.clone(),
        from: day(place.from),
        until: day(place.until),
        is_here: here == Some(place.number),
    }
}

/// Stores what the page of places sent, or says what is wrong with it.
///
/// # Errors
/// [`Problem::Invalid`] when no form of ours sends this; otherwise when it cannot be stored.
pub async fn save_places(form: &Submission) -> Result<Result<(), Vec<FormFault>>, Problem> {
    let visit = visit()?;
    match form.text("do") {
        "add" => match environment::read_place(form) {
            Ok(place) => environment::add_place(&visit, &place).await?,
            Err(faults) => return Ok(Err(faults)),
        },
        "remove" => {
            let number = form.text("number").parse().map_err(|_| Problem::Invalid)?;
            environment::remove_place(&visit, number).await?;
        }
        "typed" => environment::set_mode(&visit, PlaceMode::Typed).await?,
        "places" => environment::set_mode(&visit, PlaceMode::Places).await?,
        "pressure" => match environment::read_pressure(form, units(&visit).await?) {
            Ok(pressure) => environment::type_pressure(&visit, pressure).await?,
            Err(faults) => return Ok(Err(faults)),
        },
        _ => return Err(Problem::Invalid),
    }
    Ok(Ok(()))
}

/// `/around/rules`.
///
/// # Errors
/// When nobody is signed in, or the keys or the database are away.
pub async fn load_rules() -> Result<RulesView, Problem> {
    let visit = visit()?;
    let rules = environment::load_rules(&visit).await?;
    let places = environment::load_places(&visit).await?;
    let (outlook, _, _) = environment::outlook_of(&visit, &places).await?;
    let view = |rule: &environment::Rule| {
        let (holds, unknown) = match environment::evaluate(rule, &outlook) {
            Outcome::Holds(_) => (Some(true), Vec::new()),
            Outcome::Fails => (Some(false), Vec::new()),
            Outcome::NotEvaluated(unknown) => (None, unknown),
        };
        RuleView {
            number: rule.number,
            name: rule.name.clone(),
            is_all: rule.join == environment::Join::All,
            conditions: rule.conditions.iter().map(condition_view).collect(),
            is_on: rule.is_on,
            holds,
            unknown,
        }
    };
    Ok(RulesView {
        rules: rules.list.iter().map(view).collect(),
        quiet_from: rules.quiet_from,
        quiet_until: rules.quiet_until,
        most_a_day: rules.most_a_day,
        units: units(&visit).await?,
    })
}

fn condition_view(condition: &Condition) -> ConditionView {
    ConditionView {
        quantity: condition.quantity,
        feed: condition.feed,
        test: condition.test.code().to_owned(),
        side: condition.side.code().to_owned(),
        threshold: condition.threshold,
    }
}

/// Stores what the page of rules sent, or says what is wrong with it.
///
/// # Errors
/// [`Problem::Invalid`] when no form of ours sends this; otherwise when it cannot be stored.
pub async fn save_rules(form: &Submission) -> Result<Result<(), Vec<FormFault>>, Problem> {
    let visit = visit()?;
    let number: u32 = form.text("number").parse().unwrap_or(0);
    match form.text("do") {
        "save" => match environment::read_rule(form, units(&visit).await?) {
            Ok(rule) => environment::save_rule(&visit, &rule).await?,
            Err(faults) => return Ok(Err(faults)),
        },
        "remove" => environment::remove_rule(&visit, number).await?,
        "switch" => environment::switch_rule(&visit, number).await?,
        "times" => match environment::read_times(form) {
            Ok(times) => environment::set_times(&visit, times).await?,
            Err(faults) => return Ok(Err(faults)),
        },
        _ => return Err(Problem::Invalid),
    }
    Ok(Ok(()))
}

/// `/around/notices`, the latest first; they count as seen afterwards.
///
/// # Errors
/// When nobody is signed in, or the keys or the database are away.
pub async fn load_notices() -> Result<(Vec<NoticeView>, Units), Problem> {
    let visit = visit()?;
    let notices = environment::load_notices(&visit).await?;
    environment::mark_seen(&visit).await?;
    let view = |notice: &environment::Notice| NoticeView {
        name: notice.name.clone(),
        at: civil_moment(notice.at, &visit.zone),
        evidence: notice
            .evidence
            .iter()
            .map(|evidence| {
                let at = civil_moment(evidence.at, &visit.zone);
                (
                    condition_view(&evidence.condition),
                    at,
                    evidence.value,
                    evidence.feed,
                )
            })
            .collect(),
        is_new: !notice.is_seen,
    };
    Ok((
        notices.list.iter().rev().map(view).collect(),
        units(&visit).await?,
    ))
}

/// `/around/risk`.
///
/// # Errors
/// When nobody is signed in, or the keys or the database are away.
pub async fn load_risk() -> Result<Vec<RiskRow>, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    let places = environment::load_places(&visit).await?;
    let (outlook, zone, _) = environment::outlook_of(&visit, &places).await?;
    Ok(environment::risk_view(&diary, &outlook, &zone))
}

/// `/around/backfill`: goes on with looking up older entries; `start` asks the archive for them.
///
/// # Errors
/// When nobody is signed in, or the keys or the database are away.
pub async fn load_backfill(start: bool) -> Result<BackfillView, Problem> {
    let visit = visit()?;
    let diary = Diary::open(&visit).await?;
    let progress = environment::backfill(&visit, &diary, start).await?;
    Ok(BackfillView {
        done: progress.done,
        all: progress.all,
        waiting: progress.waiting,
        has_no_place: progress.has_no_place,
    })
}

async fn units(visit: &Visit) -> Result<Units, Problem> {
    Ok(environment::units_of(&*Diary::open(visit).await?))
}
