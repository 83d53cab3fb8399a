//! The demo diary of a stretch of days, put together from its weeks.

use super::{
    ZONE,
    checking_in::{self, Around, PlannedCheckIn, Presence},
    cycle,
    health::{self, PlannedMeasurement},
    medicine::{self, PlannedIntake},
    particulars, story,
    week::{REST, Span, Week},
};
use crate::{attacks::server::Attack, scales::server::ScaleAnswers};
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::collections::BTreeSet;

/// The stream of chance from which an attack's story is drawn.
const STORIES: u64 = 0x0073_746f_7279_0000;

/// The stream of chance from which the particulars of an attack are drawn.
const PARTICULARS: u64 = 0x0070_6172_7469_0000;

/// The stream of chance from which the intakes of an attack are drawn.
const INTAKES: u64 = 0x0069_6e74_616b_0000;

/// A made-up attack with what names it for good.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedAttack {
    /// The week in which it begins, as a running number.
    pub week: i64,
    /// Its place among the attacks of that week.
    pub place: u8,
    /// The attack.
    pub attack: Attack,
    /// What was taken for it, in the order of time.
    pub intakes: Vec<PlannedIntake>,
}

/// Everything in the diary of a stretch of days.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoDiary {
    /// The last day that it tells.
    pub last: Date,
    /// Attacks, the earliest first.
    pub attacks: Vec<PlannedAttack>,
    /// Days confirmed to be clear, the earliest first.
    pub clear_days: Vec<Date>,
    /// Daily check-ins, the earliest first.
    pub check_ins: Vec<PlannedCheckIn>,
    /// Intakes outside of attacks and those of the preventive plan, at most one of each a day.
    pub intakes: Vec<PlannedIntake>,
    /// Measurements of the body, at most one of a kind a day.
    pub measurements: Vec<PlannedMeasurement>,
    /// Answered questionnaires, at most one of a kind a day.
    pub scales: Vec<ScaleAnswers>,
}

impl DemoDiary {
    /// Whole weeks from the one of `first` on, up to and including the day `last`. An attack that
    /// was not over and written down by then is left for a later stretch.
    #[must_use]
    pub fn between(first: Date, last: Date) -> Self {
        let zone = TimeZone::get(ZONE).unwrap_or(TimeZone::UTC);
        let (from, to) = (Week::of(first), Week::of(last));
        let weeks: Vec<Week> = std::iter::successors(Some(from), |week| Some(week.next()))
            .take_while(|week| *week <= to)
            .collect();
        // An attack lasts up to three days, and early signs come the day before: the weeks beside the
        // stretch reach into it.
        let spans: Vec<Span> = std::iter::once(from.previous())
            .chain(weeks.iter().copied())
            .chain(std::iter::once(to.next()))
            .flat_map(spans)
            .collect();
        let touched = touched_days(&spans, &zone);
        let onsets: BTreeSet<Date> = spans
            .iter()
            .map(|span| span.onset.to_zoned(zone.clone()).date())
            .collect();
        let days: Vec<Date> = weeks
            .iter()
            .flat_map(|week| week.days())
            .filter(|day| *day <= last)
            .collect();
        Self {
            last,
            attacks: weeks
                .iter()
                .flat_map(|week| spans_with_story(*week))
                .filter(|planned| is_told_by(planned, last, &zone))
                .collect(),
            clear_days: weeks
                .iter()
                .flat_map(|week| week.confirmed_days())
                .filter(|day| *day <= last && !touched.contains(day))
                .collect(),
            check_ins: days
                .iter()
                .filter_map(|day| checking_in::check_in_on(*day, around(*day, &onsets, &touched)))
                .collect(),
            intakes: intakes(&days, medicine::plan_begins(first), &touched),
            measurements: days
                .first()
                .map(|day| health::height(*day))
                .into_iter()
                .chain(days.iter().flat_map(|day| health::measured_on(*day)))
                .collect(),
            scales: days
                .iter()
                .flat_map(|day| health::answered_on(*day))
                .collect(),
        }
    }

    /// What is in this diary and not in an `earlier` stretch of the same one.
    #[must_use]
    pub fn since(mut self, earlier: &Self) -> Self {
        let names: BTreeSet<_> = earlier
            .attacks
            .iter()
            .map(|known| (known.week, known.place))
            .collect();
        self.attacks
            .retain(|planned| !names.contains(&(planned.week, planned.place)));
        let days: BTreeSet<_> = earlier.clear_days.iter().collect();
        self.clear_days.retain(|day| !days.contains(day));
        let is_later = |day: Date| day > earlier.last;
        self.check_ins
            .retain(|planned| is_later(planned.check_in.day));
        self.intakes
            .retain(|planned| is_later(planned.intake.day()));
        self.measurements.retain(|planned| is_later(planned.day));
        self.scales.retain(|answers| is_later(answers.day));
        self
    }
}

/// The attacks of a week without those that would begin while one of the week before still lasts.
/// The week before is taken as planned, so that no week depends on all weeks before it.
fn spans(week: Week) -> Vec<Span> {
    let lasting = week
        .previous()
        .attacks()
        .into_iter()
        .map(|span| span.end)
        .max();
    let free_from = lasting.map_or(Timestamp::MIN, |end| end + REST);
    week.attacks()
        .into_iter()
        .filter(|span| span.onset > free_from)
        .collect()
}

fn spans_with_story(week: Week) -> impl Iterator<Item = PlannedAttack> {
    spans(week).into_iter().map(move |span| {
        let place = u64::from(span.place) << 56;
        let mut attack = story::tell(&span, &week.chance(STORIES | place));
        let taken = std::mem::take(&mut attack.medicines);
        attack.details = particulars::of(&attack, &week.chance(PARTICULARS | place));
        PlannedAttack {
            week: week.number(),
            place: span.place,
            intakes: medicine::in_attack(&attack, &taken, &week.chance(INTAKES | place)),
            attack,
        }
    })
}

fn around(day: Date, onsets: &BTreeSet<Date>, touched: &BTreeSet<Date>) -> Around {
    Around {
        attack: if onsets.contains(&day) {
            Presence::Begins
        } else if touched.contains(&day) {
            Presence::Lasts
        } else {
            Presence::Free
        },
        begins_tomorrow: day.tomorrow().is_ok_and(|next| onsets.contains(&next)),
        period: cycle::begins_on(day, onsets),
    }
}

fn intakes(days: &[Date], plan_begins: Date, touched: &BTreeSet<Date>) -> Vec<PlannedIntake> {
    let preventive = days
        .iter()
        .filter(|day| **day >= plan_begins)
        .filter_map(|day| medicine::preventive_on(*day));
    let outside = days
        .iter()
        .filter(|day| !touched.contains(day))
        .filter_map(|day| medicine::against_other_pain_on(*day));
    preventive.chain(outside).collect()
}

fn touched_days(spans: &[Span], zone: &TimeZone) -> BTreeSet<Date> {
    let date = |instant: Timestamp| instant.to_zoned(zone.clone()).date();
    spans
        .iter()
        .flat_map(|span| {
            let last = date(span.end);
            std::iter::successors(Some(date(span.onset)), |day| day.tomorrow().ok())
                .take_while(move |day| *day <= last)
        })
        .collect()
}

fn is_told_by(planned: &PlannedAttack, last: Date, zone: &TimeZone) -> bool {
    let attack = &planned.attack;
    let told = attack.end().unwrap_or(Timestamp::MAX).max(attack.recorded);
    told.to_zoned(zone.clone()).date() <= last
}
