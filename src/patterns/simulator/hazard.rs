//! The course of attacks: day after day the chance of an onset, and what follows when one comes.

use super::{
    aftermath,
    catalogue::{Days, WARM_UP},
    draw::{Draw, logistic, number},
    effects::Effect,
};

/// Minutes of a day.
pub const DAY: i64 = 1440;

/// One attack; times are minutes since the first midnight of the warm-up.
#[derive(Debug, Clone)]
pub struct Attack {
    /// Onset.
    pub onset: i64,
    /// End.
    pub end: i64,
    /// 1 to 10.
    pub peak_pain: u8,
    /// With an aura.
    pub aura: bool,
    /// Whether something was taken.
    pub acute_medication: bool,
}

/// What moves the risk beside the effects; all in log odds, one value a day where it is a list.
pub struct Risk {
    /// Attacks a day at which the personal constant is set.
    pub target: f64,
    /// Effects.
    pub effects: Vec<Effect>,
    /// Cycle, weekday, preventive step and drift: known to the oracle.
    pub known: Vec<f64>,
    /// Hidden excitability.
    pub latent: Vec<f64>,
    /// Standard deviation of the hidden part.
    pub latent_deviation: f64,
    /// Added on the two days after an attack.
    pub after_attack: f64,
    /// Share of attacks with an aura.
    pub aura: f64,
    /// Share of attacks in which something is taken.
    pub medication: f64,
}

/// What happened; lists hold one value a day, the warm-up included.
pub struct Course {
    /// The personal constant, log odds.
    pub constant: f64,
    /// No attack was running at midnight.
    pub at_risk: Vec<bool>,
    /// An attack began.
    pub onset: Vec<bool>,
    /// True chance; absent on days not at risk.
    pub chance: Vec<Option<f64>>,
    /// Chance as far as it could be known at nine the evening before.
    pub chance_at_issue: Vec<Option<f64>>,
    /// The attacks.
    pub attacks: Vec<Attack>,
}

/// First day on which attacks can come: lags reach back from there.
const BEGIN: usize = 5;

impl Risk {
    /// Everything that adds to the log odds of `day`, but for the constant and earlier attacks.
    fn total(&self, days: &Days, day: usize) -> f64 {
        let effects = self.effects.iter();
        let effects: f64 = effects
            .map(|effect| effect.beta() * effect.amount(days, day))
            .sum();
        effects + self.known[day] + self.latent[day]
    }

    /// The same as far as it is known the evening before. What is not known counts with its mean odds.
    fn at_issue(&self, days: &Days, day: usize) -> f64 {
        let mut odds = self.known[day];
        for effect in self.effects.iter().filter(|effect| effect.acts) {
            if effect.is_known() {
                odds += effect.beta() * effect.amount(days, day);
            } else if effect.active.contains(&day) {
                odds += (1.0 + effect.mean * (effect.odds_ratio - 1.0))
                    .max(0.05)
                    .ln();
            }
        }
        odds
    }

    /// The constant with which the mean chance over the diary is the target.
    fn constant(&self, days: &Days) -> f64 {
        let totals: Vec<f64> = (WARM_UP..days.len())
            .map(|day| self.total(days, day))
            .collect();
        let (mut low, mut high) = (-12.0, 6.0);
        for _ in 0..60 {
            let middle = f64::midpoint(low, high);
            let mean = totals
                .iter()
                .map(|total| logistic(middle + total))
                .sum::<f64>()
                / number(totals.len());
            if mean < self.target {
                low = middle;
            } else {
                high = middle;
            }
        }
        f64::midpoint(low, high)
    }
}

/// Runs through the days. Consequences change `days`.
pub fn run(draw: &mut Draw, days: &mut Days, risk: &Risk) -> Course {
    let length = days.len();
    let constant = risk.constant(days);
    // The logistic of a normal variable has about the mean of the logistic of its damped mean.
    let damping = (1.0 + 0.346 * risk.latent_deviation.powi(2)).sqrt().recip();
    let mut course = Course {
        constant,
        at_risk: vec![true; length],
        onset: vec![false; length],
        chance: vec![None; length],
        chance_at_issue: vec![None; length],
        attacks: Vec::new(),
    };
    let mut ends = 0_i64;
    for day in BEGIN..length {
        let midnight = i64::try_from(day).unwrap_or(0) * DAY;
        if ends > midnight {
            course.at_risk[day] = false;
            if ends > midnight + 10 * 60 {
                aftermath::suffer(draw, days, day, 0.6);
            }
            continue;
        }
        let is_after = !course.attacks.is_empty() && midnight - ends < 2 * DAY;
        let after = if is_after { risk.after_attack } else { 0.0 };
        let chance = logistic(constant + after + risk.total(days, day));
        course.chance[day] = Some(chance);
        let at_issue = constant + after + risk.at_issue(days, day);
        course.chance_at_issue[day] = Some(logistic(damping * at_issue));
        if draw.chance(chance) {
            let attack = attack(draw, risk, midnight);
            ends = attack.end;
            course.onset[day] = true;
            course.attacks.push(attack);
            aftermath::suffer(draw, days, day, 1.0);
        }
    }
    course
}

fn attack(draw: &mut Draw, risk: &Risk, midnight: i64) -> Attack {
    let hour = if draw.chance(0.55) {
        draw.normal(6.5, 2.5)
    } else {
        draw.normal(15.0, 3.5)
    };
    let treated = draw.chance(risk.medication);
    let hours = draw
        .log_normal(if treated { 9.0 } else { 14.0 }, 0.75)
        .clamp(1.0, 72.0);
    #[expect(clippy::cast_possible_truncation, reason = "minutes of a day or three")]
    let (begin, length) = (
        (hour * 60.0).clamp(0.0, 1439.0) as i64,
        (hours * 60.0) as i64,
    );
    Attack {
        onset: midnight + begin,
        end: midnight + begin + length,
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "1 to 10"
        )]
        peak_pain: draw.normal(6.3, 1.6).round().clamp(1.0, 10.0) as u8,
        aura: draw.chance(risk.aura),
        acute_medication: treated,
    }
}
