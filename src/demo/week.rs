//! When attacks begin and end in one ISO week, and on which days the patient confirms to be clear.
//!
//! A plan follows from the number of the week alone. Some weeks tell a special story: a long attack,
//! two attacks on one day, a week in which the diary was forgotten. Their turns are primes, so that
//! each comes at least once a year and they seldom meet.

use super::{chance::Chance, local};
use jiff::{SignedDuration, Timestamp, ToSpan, civil::Date};

/// Monday of week 0; any Monday would do.
const FIRST_MONDAY: Date = jiff::civil::date(2001, 1, 1);

/// Different streams of chance of one week.
const ONSETS: u64 = 0x6d69_6772_6169_6e00;
const CLEAR_DAYS: u64 = 0x636c_6561_7200_0000;

/// Weights of the weekdays from Monday: more attacks when the week begins and when it lets go.
const WEEKDAYS: [i64; 7] = [18, 12, 10, 10, 13, 22, 15];

/// How many of the days without an attack are confirmed to be clear, in percent.
const CONFIRMED: i64 = 82;

/// A week of the calendar, counted from [`FIRST_MONDAY`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Week(i64);

/// An attack with its limits only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its place among the attacks of its week, which names it for good.
    pub place: u8,
    /// When it begins.
    pub onset: Timestamp,
    /// When it ends.
    pub end: Timestamp,
    /// The patient wakes with it.
    pub woke_with_it: bool,
}

/// What a week is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Theme {
    Forgotten,
    LongAttack,
    TwoOnOneDay,
    Ordinary,
}

impl Week {
    /// The week in which `day` lies.
    #[must_use]
    pub fn of(day: Date) -> Self {
        let days = FIRST_MONDAY
            .until(day)
            .map_or(0, |span| i64::from(span.get_days()));
        Self(days.div_euclid(7))
    }

    /// The week's number.
    #[must_use]
    pub const fn number(self) -> i64 {
        self.0
    }

    /// The week before.
    #[must_use]
    pub const fn previous(self) -> Self {
        Self(self.0 - 1)
    }

    /// The week after.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0 + 1)
    }

    /// Its days, from Monday.
    pub fn days(self) -> impl Iterator<Item = Date> {
        let monday = FIRST_MONDAY.saturating_add((self.0 * 7).days());
        (0..7).map(move |day| monday.saturating_add(day.days()))
    }

    /// A repeatable sequence for one purpose in this week.
    #[must_use]
    pub fn chance(self, purpose: u64) -> Chance {
        Chance::new(purpose ^ self.0.unsigned_abs())
    }

    /// A repeatable sequence for one purpose on one day.
    #[must_use]
    pub fn chance_of_day(purpose: u64, day: Date) -> Chance {
        let weekday = day.weekday().to_monday_zero_offset().unsigned_abs();
        Self::of(day).chance(purpose | (u64::from(weekday) << 16))
    }

    /// Whether the diary was forgotten in this week.
    #[must_use]
    pub fn is_forgotten(self) -> bool {
        self.theme() == Theme::Forgotten
    }

    /// Days that would be confirmed if no attack lay on them.
    #[must_use]
    pub fn confirmed_days(self) -> Vec<Date> {
        let chance = self.chance(CLEAR_DAYS);
        let drawn: Vec<Date> = self.days().filter(|_| chance.happens(CONFIRMED)).collect();
        if self.is_forgotten() {
            Vec::new()
        } else {
            drawn
        }
    }

    /// Attacks that begin in this week, none while another one of them lasts.
    #[must_use]
    pub fn attacks(self) -> Vec<Span> {
        let chance = self.chance(ONSETS);
        let days: Vec<Date> = self.days().collect();
        let spans = match self.theme() {
            Theme::Forgotten => Vec::new(),
            Theme::LongAttack => {
                let minutes = chance.between(62 * 60, 69 * 60);
                vec![span(
                    days[1],
                    chance.between(15 * 60, 17 * 60),
                    minutes,
                    false,
                )]
            }
            Theme::TwoOnOneDay => {
                let morning = span(
                    days[3],
                    chance.between(390, 420),
                    chance.between(250, 310),
                    true,
                );
                let evening = chance.between(18 * 60, 19 * 60);
                vec![
                    morning,
                    span(days[3], evening, chance.between(240, 290), false),
                ]
            }
            Theme::Ordinary => self.ordinary(&chance, &days),
        };
        let mut kept: Vec<Span> = Vec::new();
        for span in spans {
            let starts_later = kept
                .last()
                .is_none_or(|before| span.onset > before.end + REST);
            if starts_later {
                let place = u8::try_from(kept.len()).unwrap_or(u8::MAX);
                kept.push(Span { place, ..span });
            }
        }
        kept
    }

    fn theme(self) -> Theme {
        if self.0.rem_euclid(37) == 5 {
            Theme::Forgotten
        } else if self.0.rem_euclid(31) == 19 {
            Theme::LongAttack
        } else if self.0.rem_euclid(29) == 11 {
            Theme::TwoOnOneDay
        } else {
            Theme::Ordinary
        }
    }

    /// One week in four brings more attacks, the week after it fewer.
    fn ordinary(self, chance: &Chance, days: &[Date]) -> Vec<Span> {
        let count = match self.0.rem_euclid(4) {
            0 | 2 => chance.between(1, 2),
            1 => chance.between(2, 3),
            _ => 1,
        };
        let mut weights = WEEKDAYS;
        let mut weekdays: Vec<usize> = (0..count)
            .map(|_| {
                let weekday = chance.weighted(&weights);
                weights[weekday] = 0;
                weekday
            })
            .collect();
        weekdays.sort_unstable();
        weekdays
            .into_iter()
            .map(|weekday| {
                let woke_with_it = chance.happens(25);
                let minute = if woke_with_it {
                    chance.between(5 * 60 + 20, 7 * 60 + 40)
                } else {
                    chance.between(8 * 60, 21 * 60)
                };
                span(days[weekday], minute, duration(chance), woke_with_it)
            })
            .collect()
    }
}

/// The least time between two attacks; anything sooner would be told as one.
pub const REST: SignedDuration = SignedDuration::from_hours(5);

/// Minutes from 4 to 48 hours, the shorter the more often.
fn duration(chance: &Chance) -> i64 {
    match chance.weighted(&[28, 40, 22, 10]) {
        0 => chance.between(4 * 60, 8 * 60),
        1 => chance.between(8 * 60, 20 * 60),
        2 => chance.between(20 * 60, 34 * 60),
        _ => chance.between(34 * 60, 48 * 60),
    }
}

fn span(day: Date, minute_of_day: i64, minutes: i64, woke_with_it: bool) -> Span {
    let onset = local(day, minute_of_day);
    Span {
        place: 0,
        onset,
        end: onset + SignedDuration::from_mins(minutes),
        woke_with_it,
    }
}
