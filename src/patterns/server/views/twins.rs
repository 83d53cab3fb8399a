//! Attack twins: earlier attacks that began like one attack.

use super::Desk;
use crate::{
    account::server::{Visit, civil_day, civil_moment},
    patterns::{
        engine::PatientHistory,
        model::Twins,
        server::engine,
        view::{TwinView, TwinsView},
    },
    platform::ids::RecordId,
    problem::Problem,
};

/// The page of one attack's twins.
///
/// # Errors
/// [`Problem::NotFound`] when there is no such attack.
pub fn twins_view(
    desk: &Desk,
    visit: &Visit,
    history: Option<&PatientHistory>,
    id: RecordId,
) -> Result<TwinsView, Problem> {
    let _ = visit;
    let attacks = &desk.diary.attacks;
    let found = attacks.iter().find(|stored| stored.id == id);
    let attack = &found.ok_or(Problem::NotFound)?.value.attack;
    let zone = attack.time_zone();
    let day = attack.onset.to_zoned(zone.clone()).date();
    let found = history.and_then(|history| engine::twins(history, day));
    Ok(TwinsView {
        attack: id.to_string(),
        onset: civil_moment(attack.onset, &zone),
        twins: found
            .as_ref()
            .map_or_else(Vec::new, |found| twins(desk, found)),
        found,
        names: desk.names(),
    })
}

/// The attacks of these days; a day of a daily diary leads to its page.
fn twins(desk: &Desk, found: &Twins) -> Vec<TwinView> {
    let of_day = |day| {
        desk.diary.attacks.iter().find(move |stored| {
            let attack = &stored.value.attack;
            civil_day(attack.onset.to_zoned(attack.time_zone()).date()) == day
        })
    };
    found
        .twins
        .iter()
        .map(|day| TwinView {
            day: *day,
            href: of_day(*day).map_or_else(
                || format!("/day/{}", day.iso()),
                |stored| format!("/attacks/{}", stored.id),
            ),
        })
        .collect()
}
