//! The demo diary of a stretch of days, put together from its weeks.

use super::{
    ZONE, story,
    week::{REST, Span, Week},
};
use crate::attacks::server::Attack;
use jiff::{Timestamp, civil::Date, tz::TimeZone};
use std::collections::BTreeSet;

/// The stream of chance from which an attack's story is drawn.
const STORIES: u64 = 0x0073_746f_7279_0000;

/// A made-up attack with what names it for good.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedAttack {
    /// The week in which it begins, as a running number.
    pub week: i64,
    /// Its place among the attacks of that week.
    pub place: u8,
    /// The attack.
    pub attack: Attack,
}

/// Everything in the diary of a stretch of days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DemoDiary {
    /// Attacks, the earliest first.
    pub attacks: Vec<PlannedAttack>,
    /// Days confirmed to be clear, the earliest first.
    pub clear_days: Vec<Date>,
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
        // An attack lasts up to three days: the weeks beside the stretch reach into it.
        let spans: Vec<Span> = std::iter::once(from.previous())
            .chain(weeks.iter().copied())
            .flat_map(spans)
            .collect();
        let touched = touched_days(&spans, &zone);
        let attacks = weeks
            .iter()
            .flat_map(|week| spans_with_story(*week))
            .filter(|planned| is_told_by(&planned.attack, last, &zone))
            .collect();
        let clear_days = weeks
            .iter()
            .flat_map(|week| week.confirmed_days())
            .filter(|day| *day <= last && !touched.contains(day))
            .collect();
        Self {
            attacks,
            clear_days,
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
        let purpose = STORIES | (u64::from(span.place) << 56);
        PlannedAttack {
            week: week.number(),
            place: span.place,
            attack: story::tell(&span, &week.chance(purpose)),
        }
    })
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

fn is_told_by(attack: &Attack, last: Date, zone: &TimeZone) -> bool {
    let told = attack.end().unwrap_or(Timestamp::MAX).max(attack.recorded);
    told.to_zoned(zone.clone()).date() <= last
}
