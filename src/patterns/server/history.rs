//! From the opened diary to what the engine reads.
//!
//! Policy: a "no" is 0, a question left open is unknown, a day without a check-in was not asked, and
//! none of them turns into another. Days are those of the patient at that time: a check-in carries its
//! day, an attack or a measurement lies in the zone of its own entry. A headache day of a daily diary is
//! an attack without an hour. What lies in the future, or more than ten years back, is left out.

use super::{
    body,
    calendar::Calendar,
    environment::Environment,
    onsets::{self, touched},
    tracks,
};
use crate::{patterns::engine::PatientHistory, reports::server::Diary};
use jiff::{civil::Date, tz::TimeZone};

/// Whose diary is read, and when.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Names the patient for the seed.
    pub patient: String,
    /// Today in the patient's zone.
    pub today: Date,
    /// The patient's zone.
    pub zone: TimeZone,
    /// Codes of factors that the patient suspects.
    pub suspected: Vec<String>,
}

/// The days that a diary tells about; `None` when it tells about none.
#[must_use]
pub fn calendar(diary: &Diary, today: Date) -> Option<Calendar> {
    Calendar::of(told_days(diary).into_iter(), today)
}

/// The history of a diary; `None` when it tells about no day.
#[must_use]
pub fn history(diary: &Diary, reader: &Reader, environment: Environment) -> Option<PatientHistory> {
    let calendar = calendar(diary, reader.today)?;
    let marked = |days: &mut dyn Iterator<Item = Date>| {
        let mut marks = vec![false; calendar.days];
        for place in days.filter_map(|day| calendar.place(day)) {
            marks[place] = true;
        }
        marks
    };
    let answers = tracks::answers(calendar, &diary.check_ins);
    let mut found = tracks::questions(calendar, &answers);
    found.extend(tracks::own_factors(
        calendar,
        &answers,
        &diary.own_factors,
        &reader.zone,
    ));
    body::add(calendar, &diary.measurements, &mut found);
    found.extend(environment.tracks);
    let mut attacks = onsets::attacks(&diary.attacks, &diary.intakes, &diary.days);
    attacks.retain(|attack| calendar.place(attack.onset.date()).is_some());
    let said_clear = diary
        .days
        .iter()
        .filter(|stored| stored.value.headache == Some(false))
        .map(|stored| stored.value.day);
    let confirmed = diary.clear_days.iter().map(|stored| stored.value.day);
    let mut period_starts: Vec<Date> = answers
        .iter()
        .filter(|(_, day)| day.period_began == Some(true))
        .map(|(place, _)| calendar.day(*place))
        .collect();
    period_starts.sort_unstable();
    let mut preventive_starts: Vec<Date> = diary
        .plans
        .iter()
        .map(|stored| stored.value.started)
        .filter(|day| calendar.place(*day).is_some())
        .collect();
    preventive_starts.sort_unstable();
    Some(PatientHistory {
        patient: reader.patient.clone(),
        start: calendar.start,
        days: calendar.days,
        attacks,
        tracks: found,
        series: environment.series,
        tracks_cycle: !period_starts.is_empty(),
        period_starts,
        preventive_starts,
        entered: marked(&mut told_days(diary).into_iter()),
        confirmed_clear: marked(&mut confirmed.chain(said_clear)),
        suspected: reader.suspected.clone(),
        controls: Vec::new(),
    })
}

/// Every day with an entry of any kind, in no particular order.
fn told_days(diary: &Diary) -> Vec<Date> {
    let attacks = diary
        .attacks
        .iter()
        .flat_map(|stored| touched(&stored.value.attack));
    let check_ins = diary.check_ins.iter().map(|stored| stored.value.day);
    let clear = diary.clear_days.iter().map(|stored| stored.value.day);
    let summaries = diary.days.iter().map(|stored| stored.value.day);
    let intakes = diary.intakes.iter().map(|stored| stored.value.day());
    let measured = diary.measurements.iter().map(|stored| stored.value.day());
    attacks
        .chain(check_ins)
        .chain(clear)
        .chain(summaries)
        .chain(intakes)
        .chain(measured)
        .collect()
}
