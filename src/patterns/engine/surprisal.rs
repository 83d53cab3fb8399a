//! How unexpected a day was (Turner and Houle 2025: the surprise of a day predicts an onset within 12 and 24 hours).
//!
//! Each answer of a check-in has a probability given the patient's answers until the day before: a Dirichlet with a half
//! for each class (Jeffreys 1946). Its surprisal is the negative natural logarithm; a day's is the mean over its
//! answers. Measurements fall into five classes around the running mean. Signs of an attack do not take part, as they
//! would be found twice; neither do own factors, of which every patient has others.

use super::{
    factors::Factor,
    history::{Measure, Source},
    members::count,
    registry::Class,
};

/// Code of the factor.
pub const CODE: &str = "surprisal";
/// Answers of an item before its next one is judged.
const LEAST_BEFORE: usize = 14;
/// Fewest judged answers of a day.
const LEAST_ITEMS: usize = 4;
/// Weight of a class that has not been seen.
const UNSEEN: f64 = 0.5;
/// Bounds of a measurement's classes, in standard deviations from the running mean.
const BOUNDS: [f64; 4] = [-1.5, -0.5, 0.5, 1.5];

/// Mean surprisal of each day in nats; NaN on days with too few answers that can be judged.
#[must_use]
pub fn surprisal(factors: &[Factor], days: usize) -> Vec<f64> {
    let (mut sums, mut items) = (vec![0.0; days], vec![0_usize; days]);
    let asked = factors.iter().filter(|factor| {
        factor.source == Source::CheckIn
            && factor.entry.class != Class::SymptomLike
            && factor.code != CODE
            && !factor.code.starts_with("own:")
    });
    for factor in asked {
        for (day, surprise) in of_item(&factor.values, factor.measure) {
            sums[day] += surprise;
            items[day] += 1;
        }
    }
    sums.into_iter()
        .zip(items)
        .map(|(sum, items)| {
            if items < LEAST_ITEMS {
                f64::NAN
            } else {
                sum / count(items)
            }
        })
        .collect()
}

/// Days on which an item's answer can be judged, with its surprisal.
fn of_item(values: &[f64], measure: Measure) -> Vec<(usize, f64)> {
    let mut known = Running::default();
    let mut found = Vec::new();
    for (day, value) in values.iter().enumerate() {
        if value.is_nan() {
            continue;
        }
        let class = known.class(*value, measure);
        if known.answers >= LEAST_BEFORE {
            found.push((day, known.surprise(class, measure)));
        }
        known.learn(*value, class);
    }
    found
}

/// What an item's answers were until now.
#[derive(Default)]
struct Running {
    answers: usize,
    mean: f64,
    squares: f64,
    classes: [usize; 11],
}

impl Running {
    fn class(&self, value: f64, measure: Measure) -> usize {
        match measure {
            Measure::Tag => usize::from(value > 0.5),
            Measure::Scale | Measure::Count => (1..11)
                .take_while(|step| value + 0.5 >= count(*step))
                .count(),
            Measure::Continuous => {
                let spread = (self.squares / count(self.answers.max(1))).sqrt().max(1e-9);
                let place = (value - self.mean) / spread;
                BOUNDS.iter().filter(|bound| place > **bound).count()
            }
        }
    }

    fn surprise(&self, class: usize, measure: Measure) -> f64 {
        let classes = match measure {
            Measure::Tag => 2.0,
            Measure::Scale | Measure::Count => 11.0,
            Measure::Continuous => 5.0,
        };
        let seen = count(self.classes[class]) + UNSEEN;
        -(seen / (count(self.answers) + UNSEEN * classes)).ln()
    }

    fn learn(&mut self, value: f64, class: usize) {
        self.answers += 1;
        let off = value - self.mean;
        self.mean += off / count(self.answers);
        self.squares += off * (value - self.mean);
        self.classes[class] += 1;
    }
}
