//! What reaches the diary: check-ins with gaps and open answers, the watch's days, attacks that are
//! remembered.

use super::{
    catalogue::{Days, FACTORS, Kind, Source, WARM_UP},
    draw::{Draw, logistic, rounded},
    hazard::{Course, DAY},
    scenario::Settings,
};
use jiff::civil::Date;
use serde::{Serialize, Serializer, ser::SerializeMap};

/// One answer or measurement.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// Not answered.
    Open,
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(f64),
    /// A whole number.
    Whole(i64),
    /// A date.
    Text(String),
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Open => serializer.serialize_none(),
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Whole(number) => serializer.serialize_i64(*number),
            Self::Text(text) => serializer.serialize_str(text),
        }
    }
}

/// A day's answers, in the order of the catalogue.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry(pub Vec<(&'static str, Answer)>);

impl Serialize for Entry {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, answer) in &self.0 {
            map.serialize_entry(name, answer)?;
        }
        map.end()
    }
}

/// How a patient logs.
pub struct Logging {
    /// `dedicated`, `typical` or `sporadic`.
    pub engagement: &'static str,
    /// Log odds of a check-in on an ordinary day at the beginning.
    odds: f64,
    /// Change of the log odds over a year.
    decay: f64,
    pull_of_attacks: f64,
    silent_tags: f64,
    is_twice_daily: bool,
    /// Days of the diary without any check-in.
    away: Vec<bool>,
}

impl Logging {
    /// Draws a patient's way to log.
    pub fn new(draw: &mut Draw, settings: &Settings, days: usize) -> Self {
        let (engagement, odds) = match draw.choose(&settings.engagement) {
            0 => ("dedicated", draw.between(3.0, 5.0)),
            1 => ("typical", draw.between(0.7, 2.2)),
            _ => ("sporadic", draw.between(-2.2, -0.7)),
        };
        let mut away = vec![false; days];
        for _ in 0..days / 120 {
            let first = draw.whole(0, days - 1);
            let last = (first + draw.whole(3, 12)).min(days);
            if engagement != "dedicated" {
                away[first..last].fill(true);
            }
        }
        Self {
            engagement,
            odds,
            decay: if engagement == "dedicated" {
                0.0
            } else {
                draw.between(-0.6, 0.1)
            },
            pull_of_attacks: settings.attack_logging,
            silent_tags: settings.silent_tags,
            is_twice_daily: draw.chance(settings.twice_daily),
            away,
        }
    }

    /// Days of the diary with a check-in.
    pub fn logged(&self, draw: &mut Draw, course: &Course, days: &Days) -> Vec<bool> {
        let length = self.away.len();
        (0..length)
            .map(|day| {
                let place = day + WARM_UP;
                let has_attack = course.onset[place] || !course.at_risk[place];
                let year = super::draw::number(day) / 365.0;
                let odds = self.odds + self.decay * year - 0.3 * days.of("weekend")[place]
                    + self.pull_of_attacks * f64::from(has_attack);
                draw.chance(logistic(odds)) && !self.away[day]
            })
            .collect()
    }

    /// The check-ins of a logged day: one, or two with a part of the answers each.
    pub fn check_in(
        &self,
        draw: &mut Draw,
        days: &Days,
        course: &Course,
        day: usize,
        date: Date,
        has_watch: bool,
    ) -> Vec<Entry> {
        let place = day + WARM_UP;
        let has_attack = course.onset[place] || !course.at_risk[place];
        let mut answers = Vec::new();
        for factor in FACTORS
            .iter()
            .filter(|factor| is_asked(factor.source, factor.name, has_watch))
        {
            if factor.kind == Kind::Derived {
                continue;
            }
            let value = days.of(factor.name)[place];
            let is_silent = factor.kind == Kind::Tag
                && value < 0.5
                && !has_attack
                && draw.chance(self.silent_tags);
            let is_open = draw.chance(if factor.kind == Kind::Tag { 0.05 } else { 0.09 });
            let answer = match factor.kind {
                _ if is_open || is_silent => Answer::Open,
                Kind::Tag => Answer::Flag(value > 0.5),
                Kind::Scale | Kind::Count => Answer::Number(value.round()),
                Kind::Continuous | Kind::Derived => Answer::Number(rounded(value, 1)),
            };
            answers.push((factor.name, answer));
        }
        let dated = |answers: Vec<(&'static str, Answer)>| {
            let date = ("date", Answer::Text(date.to_string()));
            Entry(std::iter::once(date).chain(answers).collect())
        };
        if !self.is_twice_daily || draw.chance(0.3) {
            return vec![dated(answers)];
        }
        // The morning asks for the night and what has been so far, the evening for the day.
        let morning = ["sleep_hours", "stress", "fatigue", "yawning", "caffeine"];
        let (early, late) = answers
            .into_iter()
            .partition(|(name, _)| morning.contains(name));
        vec![dated(early), dated(late)]
    }
}

/// Whether a check-in asks for it: without a watch, the hours of sleep are asked as well.
fn is_asked(source: Source, name: &str, has_watch: bool) -> bool {
    source == Source::Log || (!has_watch && name == "sleep_hours")
}

/// What the watch recorded: nights are missing now and then, and for weeks when it lay in a drawer.
pub fn worn(draw: &mut Draw, days: &Days, start: Date, length: usize) -> Vec<Entry> {
    let missed = draw.between(0.02, 0.2);
    let mut drawer = vec![false; length];
    for _ in 0..length / 250 {
        let first = draw.whole(0, length - 1);
        let last = (first + draw.whole(5, 25)).min(length);
        drawer[first..last].fill(true);
    }
    let mut entries = Vec::new();
    for (day, is_in_drawer) in drawer.iter().enumerate() {
        if draw.chance(missed) || *is_in_drawer {
            continue;
        }
        let value = |name: &str| days.of(name)[day + WARM_UP];
        #[expect(clippy::cast_possible_truncation, reason = "steps of a day")]
        let steps = value("steps") as i64;
        entries.push(Entry(vec![
            ("date", Answer::Text(date(start, day).to_string())),
            (
                "sleep_hours",
                Answer::Number(rounded(value("sleep_hours"), 2)),
            ),
            (
                "sleep_efficiency",
                Answer::Number(rounded(value("sleep_efficiency"), 1)),
            ),
            (
                "bedtime_shift",
                Answer::Number(rounded(value("bedtime_shift"), 2)),
            ),
            (
                "resting_hr",
                Answer::Number(rounded(value("resting_hr"), 1)),
            ),
            ("hrv", Answer::Number(rounded(value("hrv"), 1))),
            ("steps", Answer::Whole(steps)),
            (
                "skin_temp_dev",
                Answer::Number(rounded(value("skin_temp_dev"), 2)),
            ),
        ]));
    }
    entries
}

/// The date `day` days after `start`; the last date there is when that is too far.
pub fn date(start: Date, day: usize) -> Date {
    let days = jiff::Span::new().try_days(i64::try_from(day).unwrap_or(i64::MAX));
    days.and_then(|days| start.checked_add(days))
        .unwrap_or(Date::MAX)
}

/// Local time of `minute`, counted from the first midnight of the warm-up: `2024-03-08T13:04`.
pub fn time(start: Date, minute: i64) -> String {
    let minute = minute - i64::try_from(WARM_UP).unwrap_or(0) * DAY;
    let day = date(start, usize::try_from(minute.div_euclid(DAY)).unwrap_or(0));
    let rest = minute.rem_euclid(DAY);
    format!("{day}T{:02}:{:02}", rest / 60, rest % 60)
}

/// An attack as the application holds it.
#[derive(Debug, Clone, Serialize)]
pub struct Recorded {
    id: usize,
    onset: String,
    end: String,
    peak_pain: u8,
    aura: bool,
    acute_medication: bool,
    entered_late: bool,
}

/// The attacks that reach the diary, and for each attack of the course whether it does. Attacks of the
/// warm-up do not; those entered late begin at a half hour.
pub fn remembered(
    draw: &mut Draw,
    course: &Course,
    start: Date,
    engagement: &str,
) -> (Vec<Recorded>, Vec<bool>) {
    let forgotten = match engagement {
        "dedicated" => 0.01,
        "typical" => 0.04,
        _ => 0.1,
    };
    let first = i64::try_from(WARM_UP).unwrap_or(0) * DAY;
    let mut recorded = Vec::new();
    let mut flags = Vec::new();
    for (id, attack) in course.attacks.iter().enumerate() {
        let is_kept = attack.onset >= first && !draw.chance(forgotten);
        let entered_late = draw.chance(0.3);
        flags.push(is_kept);
        if !is_kept {
            continue;
        }
        let onset = if entered_late {
            attack.onset / 30 * 30
        } else {
            attack.onset
        };
        recorded.push(Recorded {
            id,
            onset: time(start, onset),
            end: time(start, attack.end),
            peak_pain: attack.peak_pain,
            aura: attack.aura,
            acute_medication: attack.acute_medication,
            entered_late,
        });
    }
    (recorded, flags)
}
