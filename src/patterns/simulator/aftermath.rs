//! What an attack does to the days around it: consequences after its onset, signs before it.
//!
//! Both change what is logged, so that a naive look finds "triggers" that follow from the attack or belong to
//! its beginning. Consequences act on every factor and so on later risk; signs only on factors that cause
//! nothing in the patient.

use super::{
    catalogue::{Days, Kind, WARM_UP},
    draw::Draw,
    hazard::{Attack, DAY},
    scenario::Settings,
};

/// Changes the day of the onset, or a later day on which the attack still runs, by `share` of a whole day.
pub fn suffer(draw: &mut Draw, days: &mut Days, day: usize, share: f64) {
    shift(days, day, "stress", 1.2 * share, (0.0, 10.0));
    shift(days, day, "mood", -2.0 * share, (0.0, 10.0));
    shift(days, day, "neck_tension", 2.0 * share, (0.0, 10.0));
    shift(days, day, "water", -0.2 * share, (0.2, 4.0));
    shift(days, day, "screen_time", -1.8 * share, (0.0, 16.0));
    for name in ["exercise", "steps"] {
        let kept = 1.0 - 0.6 * share;
        days.of_mut(name)[day] *= kept;
    }
    if draw.chance(0.6 * share) {
        days.of_mut("alcohol")[day] = 0.0;
        days.of_mut("red_wine")[day] = 0.0;
    }
    for (name, chance) in [
        ("skipped_meal", 0.35),
        ("bright_light", 0.35),
        ("strong_smell", 0.3),
        ("fatigue", 0.5),
        ("relaxation", 0.3),
        ("yawning", 0.1),
    ] {
        if draw.chance(chance * share) {
            days.of_mut(name)[day] = 1.0;
        }
    }
    if day + 1 < days.len() {
        // The night after an attack is longer and less quiet. Nights belong to the morning: that before the
        // attack is left as it was.
        days.of_mut("resting_hr")[day + 1] += 1.2 * share;
        days.of_mut("hrv")[day + 1] *= 1.0 - 0.07 * share;
        days.of_mut("sleep_hours")[day + 1] += 0.4 * share;
        days.of_mut("sleep_efficiency")[day + 1] -= 0.8 * share;
    }
    let_down(days, day);
}

fn shift(days: &mut Days, day: usize, name: &str, by: f64, range: (f64, f64)) {
    let value = &mut days.of_mut(name)[day];
    let moved = *value + by;
    let factor = super::catalogue::by_name(name);
    let is_scale = factor.is_some_and(|factor| factor.kind == Kind::Scale);
    let moved = if is_scale { moved.round() } else { moved };
    *value = moved.clamp(range.0, range.1);
}

/// The relief from one day to the next, anew for `day` and the day after.
fn let_down(days: &mut Days, day: usize) {
    let last = days.len() - 1;
    for day in day.max(1)..=(day + 1).min(last) {
        let stress = days.of("stress");
        let relief = (stress[day - 1] - stress[day]).max(0.0);
        days.of_mut("stress_letdown")[day] = relief;
    }
}

/// How attacks announce themselves in a patient.
#[derive(Debug, Clone)]
pub struct Prodrome {
    /// Share of attacks that do.
    pub attack_fraction: f64,
    /// Channels beside fatigue and yawning.
    pub channels: Vec<&'static str>,
    /// Whether hardly any sign comes without an attack.
    pub is_strong: bool,
    /// Mean hours from the first sign to the onset.
    pub hours: f64,
    /// How strong the signs are, 0 to 1; negative where they point the other way.
    pub strength: f64,
}

/// What may be changed before an attack; `autonomic` stands for pulse and its variability.
const CHANNELS: [&str; 11] = [
    "bright_light",
    "strong_smell",
    "chocolate",
    "neck_tension",
    "mood",
    "stress",
    "caffeine",
    "skipped_meal",
    "sleep_hours",
    "screen_time",
    "autonomic",
];

impl Prodrome {
    /// Draws a patient's prodrome; `is_cause` tells the families that act and cannot be channels.
    pub fn new(
        draw: &mut Draw,
        settings: &Settings,
        is_cause: impl Fn(&str) -> bool,
    ) -> Option<Self> {
        let attack_fraction = draw.between(settings.prodrome.0, settings.prodrome.1);
        let count = draw.choose(&[0.1, 0.35, 0.35, 0.2]);
        let mut channels = Vec::new();
        for _ in 0..count {
            let channel = CHANNELS[draw.whole(0, CHANNELS.len() - 1)];
            let factors = Self::factors_of(channel);
            let acts = factors.iter().any(|name| {
                super::catalogue::by_name(name).is_some_and(|factor| is_cause(factor.family))
            });
            if !acts && !channels.contains(&channel) {
                channels.push(channel);
            }
        }
        let is_strong = draw.chance(0.35);
        let hours = draw.between(8.0, 26.0);
        let sign = if draw.chance(settings.reversed) {
            -1.0
        } else {
            1.0
        };
        let strength = sign * draw.between(0.4, 1.0);
        (settings.prodrome.1 > 0.0).then_some(Self {
            attack_fraction,
            channels,
            is_strong,
            hours,
            strength,
        })
    }

    fn factors_of(channel: &'static str) -> Vec<&'static str> {
        if channel == "autonomic" {
            vec!["resting_hr", "hrv"]
        } else {
            vec![channel]
        }
    }

    /// The factors that it changes.
    pub fn factors(&self) -> Vec<&'static str> {
        let channels = self
            .channels
            .iter()
            .flat_map(|channel| Self::factors_of(channel));
        ["fatigue", "yawning"].into_iter().chain(channels).collect()
    }

    /// Changes the days before the attacks, and before some attacks that never come.
    pub fn announce(&self, draw: &mut Draw, days: &mut Days, attacks: &[Attack]) {
        let mut onsets: Vec<i64> = attacks.iter().map(|attack| attack.onset).collect();
        onsets.retain(|_| draw.chance(self.attack_fraction));
        let false_rate = if self.is_strong { 0.004 } else { 0.02 };
        for day in WARM_UP..days.len() {
            if draw.chance(false_rate) {
                onsets.push(minutes(day, draw.between(6.0, 30.0)));
            }
        }
        for onset in onsets {
            let hours = draw.gamma(self.hours, 2.5).clamp(2.0, 54.0);
            let begin = onset - minutes(0, hours);
            let first = usize::try_from(begin / DAY).unwrap_or(0);
            let last = usize::try_from(onset / DAY)
                .unwrap_or(0)
                .min(days.len() - 1);
            for day in first..=last {
                let awake = overlap(begin..onset, minutes(day, 8.0)..minutes(day, 22.0));
                let asleep = overlap(begin..onset, minutes(day, -2.0)..minutes(day, 7.0));
                self.mark(
                    draw,
                    days,
                    day,
                    (awake / 4.0).min(1.0),
                    (asleep / 4.0).min(1.0),
                );
            }
        }
    }

    fn mark(&self, draw: &mut Draw, days: &mut Days, day: usize, awake: f64, asleep: f64) {
        for name in self.factors() {
            let share = if ["sleep_hours", "resting_hr", "hrv"].contains(&name) {
                asleep
            } else {
                awake
            };
            if share <= 0.0 {
                continue;
            }
            let by = self.strength * share;
            match name {
                "neck_tension" | "stress" => shift(days, day, name, 2.4 * by, (0.0, 10.0)),
                "mood" => shift(days, day, name, -2.2 * by, (0.0, 10.0)),
                "caffeine" => {
                    let cups = (days.of(name)[day] + 1.6 * by).round();
                    days.of_mut(name)[day] = cups.clamp(0.0, 15.0);
                }
                "screen_time" => shift(days, day, name, -1.6 * by, (0.0, 16.0)),
                "sleep_hours" => shift(days, day, name, -0.7 * by, (2.5, 12.0)),
                "resting_hr" => days.of_mut(name)[day] += 3.0 * by,
                "hrv" => days.of_mut(name)[day] *= 1.0 - 0.14 * by,
                _ => {
                    if draw.chance(0.75 * by.abs()) {
                        days.of_mut(name)[day] = f64::from(by > 0.0);
                    }
                }
            }
        }
        let_down(days, day);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "minutes of some years")]
fn minutes(day: usize, hour: f64) -> i64 {
    i64::try_from(day).unwrap_or(0) * DAY + (hour * 60.0) as i64
}

/// Hours that two spans have in common.
fn overlap(one: std::ops::Range<i64>, other: std::ops::Range<i64>) -> f64 {
    let common = one.end.min(other.end) - one.start.max(other.start);
    f64::from(i32::try_from(common.max(0)).unwrap_or(0)) / 60.0
}
