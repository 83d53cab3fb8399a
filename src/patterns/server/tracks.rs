//! Check-ins and own factors as tracks: an answer is a value, an open question is unknown, and a day
//! without a check-in was not asked.

use super::calendar::Calendar;
use crate::{
    daily::{
        model::{Alcohol, FactorKind},
        server::{CheckIn, FactorAnswer, OwnFactor},
    },
    encryption::server::Stored,
    patterns::engine::{Cell, Measure, Source, Track},
    platform::ids::RecordId,
};
use jiff::{Timestamp, tz::TimeZone};
use std::collections::BTreeMap;

/// Days back from which the usual bedtime is taken (our convention).
const BEDTIME_DAYS: usize = 28;
/// Known bedtimes that it takes at least.
const BEDTIME_LEAST: usize = 5;
/// Minutes of a day.
const DAY_MINUTES: f64 = 1_440.0;

/// Check-ins by the number of their day.
pub type Answers = BTreeMap<usize, CheckIn>;

/// One question: code, where it comes from, how it is measured, how its answer is read.
struct Question {
    code: &'static str,
    source: Source,
    measure: Measure,
    read: fn(&CheckIn) -> Option<f64>,
}

const fn question(
    code: &'static str,
    source: Source,
    measure: Measure,
    read: fn(&CheckIn) -> Option<f64>,
) -> Question {
    Question {
        code,
        source,
        measure,
        read,
    }
}

static QUESTIONS: [Question; 23] = [
    question("sleep_minutes", Source::Night, Measure::Continuous, |day| {
        day.sleep_minutes.map(f64::from)
    }),
    question("sleep_quality", Source::Night, Measure::Scale, |day| {
        day.sleep_quality.map(f64::from)
    }),
    question("wakes", Source::Night, Measure::Count, |day| {
        day.wakes.map(f64::from)
    }),
    question("stress", Source::CheckIn, Measure::Scale, |day| {
        day.stress.map(f64::from)
    }),
    question("mood", Source::CheckIn, Measure::Scale, |day| {
        day.mood.map(f64::from)
    }),
    question("energy", Source::CheckIn, Measure::Scale, |day| {
        day.energy.map(f64::from)
    }),
    question("water_ml", Source::CheckIn, Measure::Continuous, |day| {
        day.water_ml.map(f64::from)
    }),
    question("caffeine", Source::CheckIn, Measure::Count, |day| {
        day.caffeine.map(f64::from)
    }),
    question("meals_skipped", Source::CheckIn, Measure::Count, |day| {
        day.meals_skipped.map(f64::from)
    }),
    question(
        "exercise_minutes",
        Source::CheckIn,
        Measure::Continuous,
        |day| day.exercise_minutes.map(f64::from),
    ),
    question("screen_hours", Source::CheckIn, Measure::Count, |day| {
        day.screen_hours.map(f64::from)
    }),
    question("neck_tension", Source::CheckIn, Measure::Scale, |day| {
        day.neck_tension.map(f64::from)
    }),
    question("alcohol", Source::CheckIn, Measure::Count, |day| {
        let drunk = day.alcohol.as_ref()?;
        Some(drunk.values().copied().map(f64::from).sum())
    }),
    question("red_wine", Source::CheckIn, Measure::Count, |day| {
        drinks(day, Alcohol::RedWine)
    }),
    question("white_wine", Source::CheckIn, Measure::Count, |day| {
        drinks(day, Alcohol::WhiteWine)
    }),
    question("beer", Source::CheckIn, Measure::Count, |day| {
        drinks(day, Alcohol::Beer)
    }),
    question("spirits", Source::CheckIn, Measure::Count, |day| {
        drinks(day, Alcohol::Spirits)
    }),
    question("yawning", Source::CheckIn, Measure::Tag, |day| {
        sign(day, "yawning")
    }),
    question("craving", Source::CheckIn, Measure::Tag, |day| {
        sign(day, "craving")
    }),
    question("fatigue", Source::CheckIn, Measure::Tag, |day| {
        sign(day, "fatigue")
    }),
    question("light_disturbs", Source::CheckIn, Measure::Tag, |day| {
        sign(day, "light")
    }),
    question("neck_stiffness", Source::CheckIn, Measure::Tag, |day| {
        sign(day, "neck")
    }),
    question("concentration", Source::CheckIn, Measure::Tag, |day| {
        sign(day, "concentration")
    }),
];

/// A sign whose code in the check-in is that of a question as well.
static MOOD_CHANGE: Question = question("mood_change", Source::CheckIn, Measure::Tag, |day| {
    sign(day, "mood")
});

/// How the weather felt: code of the track, code of the choice.
const FELT: [(&str, &str); 7] = [
    ("felt_hot", "hot"),
    ("felt_cold", "cold"),
    ("felt_humid", "humid"),
    ("felt_windy", "windy"),
    ("felt_stormy", "stormy"),
    ("felt_bright", "bright"),
    ("felt_changing", "changing"),
];

/// Code of the family of [`FELT`].
const FELT_FAMILY: &str = "felt_weather";

fn drinks(day: &CheckIn, kind: Alcohol) -> Option<f64> {
    let drunk = day.alcohol.as_ref()?;
    Some(drunk.get(&kind).copied().map_or(0.0, f64::from))
}

fn sign(day: &CheckIn, code: &str) -> Option<f64> {
    let signs = day.early_signs.as_ref()?;
    Some(truth(signs.contains(code)))
}

fn truth(is_true: bool) -> f64 {
    f64::from(u8::from(is_true))
}

fn cell(answer: Option<f64>) -> Cell {
    answer.map_or(Cell::Unknown, Cell::Value)
}

/// A track over all days from what each check-in says.
fn track(
    calendar: Calendar,
    answers: &Answers,
    code: &str,
    (source, measure): (Source, Measure),
    read: impl Fn(usize, &CheckIn) -> Cell,
) -> Track {
    let mut cells = vec![Cell::NotAsked; calendar.days];
    for (place, day) in answers {
        if let Some(cell) = cells.get_mut(*place) {
            *cell = read(*place, day);
        }
    }
    Track {
        factor: code.to_owned(),
        family: None,
        source,
        measure,
        cells,
    }
}

/// The check-ins of the stretch; several records of a day become one.
#[must_use]
pub fn answers(calendar: Calendar, check_ins: &[Stored<CheckIn>]) -> Answers {
    let mut sorted: Vec<_> = check_ins.iter().collect();
    sorted.sort_by_key(|stored| stored.id);
    let mut answers = Answers::new();
    for stored in sorted {
        let Some(place) = calendar.place(stored.value.day) else {
            continue;
        };
        let merged = match answers.remove(&place) {
            Some(known) => CheckIn::or(known, &stored.value),
            None => stored.value.answers(),
        };
        answers.insert(place, merged);
    }
    answers
}

/// The tracks of the questions that everybody is asked; none before the first check-in.
#[must_use]
pub fn questions(calendar: Calendar, answers: &Answers) -> Vec<Track> {
    if answers.is_empty() {
        return Vec::new();
    }
    let asked = QUESTIONS.iter().chain(std::iter::once(&MOOD_CHANGE));
    let mut tracks: Vec<Track> = asked
        .map(|question| {
            let measured = (question.source, question.measure);
            track(calendar, answers, question.code, measured, |_, day| {
                cell((question.read)(day))
            })
        })
        .collect();
    tracks.push(bedtime_shift(calendar, answers));
    // Nobody has to say that the weather was ordinary: an empty answer is none.
    if answers.values().any(|day| !day.weather.is_empty()) {
        tracks.extend(FELT.iter().map(|(code, choice)| {
            let measured = (Source::CheckIn, Measure::Tag);
            let mut track = track(calendar, answers, code, measured, |_, day| {
                let told = !day.weather.is_empty();
                cell(told.then(|| truth(day.weather.contains(*choice))))
            });
            track.family = Some(FELT_FAMILY.to_owned());
            track
        }));
    }
    tracks
}

/// The tracks of own factors, under the codes `own:<id>`. Before a factor was added it was not asked.
#[must_use]
pub fn own_factors(
    calendar: Calendar,
    answers: &Answers,
    factors: &[Stored<OwnFactor>],
    zone: &TimeZone,
) -> Vec<Track> {
    factors
        .iter()
        .map(|stored| {
            let since = local_place(calendar, stored.value.recorded, zone);
            let measure = match stored.value.kind {
                FactorKind::YesNo => Measure::Tag,
                FactorKind::Scale => Measure::Scale,
                FactorKind::Count => Measure::Count,
            };
            let code = own_code(stored.id);
            track(
                calendar,
                answers,
                &code,
                (Source::CheckIn, measure),
                |place, day| match day.own.get(&stored.id) {
                    Some(FactorAnswer::Number(number)) => Cell::Value(f64::from(*number)),
                    Some(FactorAnswer::Yes(yes)) => Cell::Value(truth(*yes)),
                    None if place < since => Cell::NotAsked,
                    None => Cell::Unknown,
                },
            )
        })
        .collect()
}

/// The code of an own factor.
#[must_use]
pub fn own_code(id: RecordId) -> String {
    format!("own:{id}")
}

fn local_place(calendar: Calendar, instant: Timestamp, zone: &TimeZone) -> usize {
    let day = instant.to_zoned(zone.clone()).date();
    if day < calendar.start {
        0
    } else {
        calendar.place(day).unwrap_or(calendar.days)
    }
}

/// How many minutes the bedtime lies from the usual one, which is the median of what was known before.
fn bedtime_shift(calendar: Calendar, answers: &Answers) -> Track {
    let measured = (Source::Night, Measure::Continuous);
    track(
        calendar,
        answers,
        "bedtime_shift",
        measured,
        |place, day| {
            let Some(bedtime) = day.bedtime else {
                return Cell::Unknown;
            };
            let earlier = answers.range(place.saturating_sub(BEDTIME_DAYS)..place);
            let mut known: Vec<f64> = earlier
                .filter_map(|(_, earlier)| earlier.bedtime)
                .map(after_noon)
                .collect();
            if known.len() < BEDTIME_LEAST {
                return Cell::Unknown;
            }
            known.sort_by(f64::total_cmp);
            Cell::Value((after_noon(bedtime) - known[known.len() / 2]).abs())
        },
    )
}

/// Minutes since noon, so that bedtimes around midnight lie side by side.
fn after_noon(minute: u16) -> f64 {
    (f64::from(minute) + DAY_MINUTES / 2.0).rem_euclid(DAY_MINUTES)
}
