//! Habits and nights as they would be without any attack.
//!
//! Two drivers move many of them at once: `busy` (spells of work, off in the holidays) and `treat` (Fridays,
//! Saturdays and holidays). Means, spreads and how strongly a driver acts differ from patient to patient.

use super::{
    catalogue::Days,
    draw::{Draw, logistic, number},
    scenario::Settings,
};

/// What moves a patient's days.
pub struct Drivers {
    busy: Vec<f64>,
    treat: Vec<f64>,
}

impl Drivers {
    /// Draws the drivers; `weekday` is that of the first day of the warm-up (0 is Monday).
    pub fn new(draw: &mut Draw, length: usize, weekday: usize, settings: &Settings) -> Self {
        let spells = draw.wander(length, 0.8);
        let moods = draw.wander(length, 0.3);
        let mut holiday = vec![false; length];
        for _ in 0..=length / 150 {
            let first = draw.whole(0, length - 1);
            let last = (first + draw.whole(4, 16)).min(length);
            holiday[first..last].fill(true);
        }
        let strength = settings.correlation * draw.between(0.6, 1.4);
        let day = |place: usize| (weekday + place) % 7;
        let busy = (0..length).map(|place| {
            let work = if holiday[place] || day(place) >= 5 {
                -0.5
            } else {
                0.4
            };
            strength * (0.7 * spells[place] + work)
        });
        let treat = (0..length).map(|place| {
            let evening = [0.0, 0.0, 0.1, 0.3, 1.0, 1.3, 0.3][day(place)];
            strength * (evening + if holiday[place] { 0.7 } else { 0.0 } - 0.4) + 0.5 * moods[place]
        });
        Self {
            busy: busy.collect(),
            treat: treat.collect(),
        }
    }
}

/// Fills the factors of the check-in, the night and the watch, the calendar included.
pub fn fill(draw: &mut Draw, days: &mut Days, drivers: &Drivers, weekday: usize) {
    scales(draw, days, drivers);
    drinks(draw, days, drivers);
    amounts(draw, days, drivers);
    tags(draw, days, drivers);
    nights(draw, days, drivers);
    body(draw, days);
    for (place, value) in days.of_mut("weekend").iter_mut().enumerate() {
        *value = f64::from((weekday + place) % 7 >= 5);
    }
    let stress = days.of("stress").to_vec();
    for (day, value) in days.of_mut("stress_letdown").iter_mut().enumerate().skip(1) {
        *value = (stress[day - 1] - stress[day]).max(0.0);
    }
}

/// Name, mean, spread between patients, share of `busy`, spread from day to day.
const SCALES: [(&str, f64, f64, f64, f64); 3] = [
    ("stress", 4.0, 1.1, 1.5, 1.1),
    ("mood", 6.0, 0.9, -0.8, 1.0),
    ("neck_tension", 2.3, 0.9, 0.6, 1.1),
];

fn scales(draw: &mut Draw, days: &mut Days, drivers: &Drivers) {
    for (name, mean, between, share, spread) in SCALES {
        let mean = draw.normal(mean, between);
        let own = draw.wander(days.len(), 0.35);
        for (day, value) in days.of_mut(name).iter_mut().enumerate() {
            let felt = mean + share * drivers.busy[day] + spread * own[day];
            *value = felt.round().clamp(0.0, 10.0);
        }
    }
}

fn drinks(draw: &mut Draw, days: &mut Days, drivers: &Drivers) {
    let cups = draw.gamma(2.4, 3.0);
    let own = draw.wander(days.len(), 0.2);
    for (day, value) in days.of_mut("caffeine").iter_mut().enumerate() {
        *value = (cups + 0.4 * drivers.busy[day] + 0.9 * own[day])
            .round()
            .clamp(0.0, 15.0);
    }
    let habit = if draw.chance(0.25) {
        -9.0
    } else {
        draw.normal(-1.6, 0.9)
    };
    let wine = draw.between(0.0, 0.6);
    for day in 0..days.len() {
        let drinks = draw.chance(logistic(habit + 1.1 * drivers.treat[day]));
        let glasses = if drinks { 1.0 + draw.poisson(0.9) } else { 0.0 };
        days.of_mut("alcohol")[day] = glasses;
        days.of_mut("red_wine")[day] = f64::from(glasses > 0.0 && draw.chance(wine));
    }
}

fn amounts(draw: &mut Draw, days: &mut Days, drivers: &Drivers) {
    let (litres, hours) = (draw.normal(1.7, 0.4), draw.normal(5.0, 1.4));
    let (sport, minutes) = (draw.between(0.1, 0.6), draw.between(25.0, 60.0));
    let own = draw.wander(days.len(), 0.3);
    for (day, own) in own.iter().enumerate() {
        let warm = 0.015 * (days.of("temperature")[day] - 12.0);
        days.of_mut("water")[day] = (litres + warm + 0.3 * own).clamp(0.2, 4.0);
        let screen = hours + 0.8 * drivers.busy[day] + draw.normal(0.0, 1.0);
        days.of_mut("screen_time")[day] = screen.clamp(0.0, 16.0);
        let moves = draw.chance(sport);
        let amount = if moves { draw.gamma(minutes, 4.0) } else { 0.0 };
        days.of_mut("exercise")[day] = amount.min(180.0);
    }
}

/// Name, log odds, spread between patients, shares of `busy` and `treat`.
const TAGS: [(&str, f64, f64, f64, f64); 9] = [
    ("skipped_meal", -2.1, 0.6, 0.6, 0.0),
    ("chocolate", -1.4, 0.6, 0.2, 0.3),
    ("aged_cheese", -1.9, 0.6, 0.0, 0.3),
    ("processed_meat", -2.0, 0.6, 0.1, 0.1),
    ("citrus", -1.9, 0.6, 0.0, 0.0),
    ("bright_light", -2.1, 0.6, 0.2, 0.1),
    ("strong_smell", -2.6, 0.6, 0.1, 0.1),
    ("fatigue", -1.3, 0.5, 0.4, 0.0),
    ("yawning", -2.4, 0.5, 0.2, 0.0),
];

fn tags(draw: &mut Draw, days: &mut Days, drivers: &Drivers) {
    for (name, odds, between, busy, treat) in TAGS {
        let odds = draw.normal(odds, between);
        let spells = draw.wander(days.len(), 0.5);
        for (day, spells) in spells.iter().enumerate() {
            let pull = busy * drivers.busy[day] + treat * drivers.treat[day] + 0.4 * spells;
            days.of_mut(name)[day] = f64::from(draw.chance(logistic(odds + pull)));
        }
    }
    // Taken every day for months, now and then, or not at all.
    for (name, least, most) in [("magnesium", 0.05, 0.85), ("relaxation", 0.05, 0.5)] {
        let share = draw.between(least, most);
        let spells = draw.wander(days.len(), 0.9);
        let regularity = draw.between(0.2, 1.2);
        for (day, spells) in spells.iter().enumerate() {
            let odds = (share / (1.0 - share)).ln() + regularity * spells;
            days.of_mut(name)[day] = f64::from(draw.chance(logistic(odds)));
        }
    }
}

fn nights(draw: &mut Draw, days: &mut Days, drivers: &Drivers) {
    let (hours, efficiency) = (draw.normal(7.3, 0.5), draw.normal(89.5, 1.6));
    let own = draw.wander(days.len(), 0.2);
    for (day, own) in own.iter().enumerate() {
        let evening = day.saturating_sub(1);
        let glasses = days.of("alcohol")[evening];
        let late = 0.15 + 0.35 * drivers.treat[evening] + draw.normal(0.0, 0.6);
        let slept = hours - 0.3 * drivers.busy[day] - 0.25 * late + 0.8 * own;
        days.of_mut("bedtime_shift")[day] = late.clamp(-4.0, 6.0);
        days.of_mut("sleep_hours")[day] = slept.clamp(2.5, 12.0);
        let calm = efficiency + 0.9 * own - 0.6 * glasses - 0.4 * drivers.busy[day];
        days.of_mut("sleep_efficiency")[day] = (calm + draw.normal(0.0, 2.4)).clamp(60.0, 99.0);
    }
}

fn body(draw: &mut Draw, days: &mut Days) {
    let (pulse, variability) = (draw.normal(62.0, 5.0), draw.log_normal(41.0, 0.28));
    let (walked, training) = (draw.log_normal(6800.0, 0.3), draw.between(20.0, 50.0));
    let tone = draw.wander(days.len(), 0.5);
    for (day, tone) in tone.iter().enumerate() {
        let glasses = days.of("alcohol")[day.saturating_sub(1)];
        let minutes = days.of("exercise")[day];
        days.of_mut("resting_hr")[day] = pulse + 0.8 * glasses + 1.8 * tone;
        days.of_mut("hrv")[day] =
            variability * (-0.14 * tone - 0.05 * glasses + draw.normal(0.0, 0.08)).exp();
        days.of_mut("steps")[day] = draw.log_normal(walked, 0.28) + training * minutes;
        days.of_mut("skin_temp_dev")[day] = draw.normal(0.05, 0.2);
    }
}

/// The first day of each period, as places in the arrays; empty without a cycle.
pub fn periods(draw: &mut Draw, length: usize) -> Vec<usize> {
    let (mean, spread) = (draw.normal(28.5, 1.8), draw.between(0.6, 3.0));
    let mut starts = Vec::new();
    let mut day = draw.between(0.0, mean);
    while day < number(length) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a day of the diary"
        )]
        starts.push(day as usize);
        day += draw.normal(mean, spread).clamp(19.0, 45.0);
    }
    starts
}

/// Marks the days from two before to two after the first day of a period.
pub fn mark_periods(days: &mut Days, periods: &[usize]) {
    let length = days.len();
    for start in periods {
        let window = start.saturating_sub(2)..(start + 3).min(length);
        days.of_mut("perimenstrual")[window].fill(1.0);
    }
}
