//! The page of one day: everything that the diary holds about it.

use super::{
    check_in_service::{texts_of_day, units},
    factors::factor_views,
    gaps::open_days,
    health::measures,
};
use crate::{
    account::server::{Visit, civil_day, civil_moment},
    attacks::server::lines_of_day,
    daily::model::{DayView, IntakeLine},
    platform::ids::RecordId,
    reports::server::{Answer, DayFacts, Diary, facts_by_day},
};
use jiff::{Timestamp, civil::Date};

/// The page of one day.
#[must_use]
pub fn day_view(diary: &Diary, visit: &Visit, day: Date) -> DayView {
    let today = visit.today();
    let facts = facts_by_day(diary, today, visit.now);
    let answer = facts.get(&day).map_or(Answer::Unknown, DayFacts::answer);
    let near = |day: Option<Date>| day.map(|day| civil_day(day).iso()).unwrap_or_default();
    let mut measures = measures(diary, |measurement| measurement.day() == day);
    measures.reverse();
    DayView {
        day: civil_day(day),
        is_future: day > today,
        is_clear: diary
            .clear_days
            .iter()
            .any(|stored| stored.value.day == day),
        has_headache: answer == Answer::Headache,
        lines: lines_of_day(diary, visit, day),
        next_id: RecordId::random(visit.state.entropy.as_ref()).to_string(),
        previous: near(day.yesterday().ok()),
        next: near(day.tomorrow().ok().filter(|next| *next <= today)),
        intakes: intakes(diary, day),
        check_in: texts_of_day(diary, day),
        factors: factor_views(diary),
        measures,
        scales: scales(diary, day),
        units: units(diary),
        open_days: open_days(diary, visit).len(),
    }
}

/// Medicines taken on the day, whether they stand in an attack or on their own.
fn intakes(diary: &Diary, day: Date) -> Vec<IntakeLine> {
    let mut lines: Vec<(Timestamp, IntakeLine)> = Vec::new();
    for stored in &diary.intakes {
        let intake = &stored.value;
        if intake.day() == day {
            let line = IntakeLine {
                id: stored.id.to_string(),
                attack: intake.attack.map(|id| id.to_string()).unwrap_or_default(),
                at: civil_moment(intake.at, &intake.time_zone()),
                name: intake.name.clone(),
                dose: intake.dose.clone(),
            };
            lines.push((intake.at, line));
        }
    }
    for stored in &diary.attacks {
        let zone = stored.value.attack.time_zone();
        for intake in &stored.value.attack.medicines {
            if intake.at.to_zoned(zone.clone()).date() == day {
                let line = IntakeLine {
                    id: String::new(),
                    attack: stored.id.to_string(),
                    at: civil_moment(intake.at, &zone),
                    name: intake.name.clone(),
                    dose: intake.dose.clone(),
                };
                lines.push((intake.at, line));
            }
        }
    }
    lines.sort_by_key(|(at, line)| (*at, line.name.clone()));
    lines.into_iter().map(|(_, line)| line).collect()
}

/// Codes and ids of the questionnaires that were answered on the day.
fn scales(diary: &Diary, day: Date) -> Vec<(String, String)> {
    let on_day = diary.scales.iter().filter(|stored| stored.value.day == day);
    let mut found: Vec<_> = on_day
        .map(|stored| (stored.value.scale.code().to_owned(), stored.id.to_string()))
        .collect();
    found.sort_unstable();
    found
}
