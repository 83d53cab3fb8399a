//! What a medicine did: shares of answered intakes with their intervals.
//!
//! Endpoints of the IHS guideline for trials of acute treatment (4th edition, 2019): pain freedom and
//! relief at two hours, relapse within 48 hours after freedom.

use super::MedicineClass;
use serde::{Deserialize, Serialize};

/// Fewer answers than this are shown as counts alone, without a share (our convention).
const ENOUGH: u32 = 3;

/// The 97.5 % point of the normal distribution, for intervals of 95 %.
const Z: f64 = 1.959_963_984_540_054;

/// How often something was so, of how many answers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// How often it was so.
    pub hits: u32,
    /// Of how many answers.
    pub of: u32,
}

/// The bounds of a share, 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// Lower bound.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

/// The middle of several durations.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Median {
    /// Minutes.
    pub minutes: u32,
    /// Of how many.
    pub of: u32,
}

/// What was answered about intakes that began from the same kind of pain.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Endpoints {
    /// Intakes, answered or not.
    pub treated: u32,
    /// Free of pain after two hours, before any rescue.
    pub pain_free: Share,
    /// No pain or mild pain after two hours, before any rescue.
    pub relief: Share,
    /// Headache again within 48 hours, of those that were free after two hours.
    pub relapse: Share,
}

/// What one medicine did. Intakes at mild pain and at moderate or severe pain are told apart, as the
/// guideline asks.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// The medicine's name, as the patient knows it.
    pub name: String,
    /// What it is.
    pub class: MedicineClass,
    /// Acute intakes in all.
    pub intakes: u32,
    /// Taken at mild pain.
    pub at_mild: Endpoints,
    /// Taken at moderate or severe pain.
    pub at_moderate_or_severe: Endpoints,
    /// Taken when nobody said how bad the pain was.
    pub at_unknown: Endpoints,
    /// From the onset of the attack to the first intake of the medicine in it.
    pub minutes_to_dose: Option<Median>,
}

impl Share {
    /// Counts one answer.
    pub fn count(&mut self, hit: bool) {
        self.of += 1;
        self.hits += u32::from(hit);
    }

    /// Whether there are enough answers for a share: three or more (our convention).
    #[must_use]
    pub const fn is_enough(self) -> bool {
        self.of >= ENOUGH
    }

    /// The share in whole per cent; nothing when there is no answer.
    #[must_use]
    pub fn per_cent(self) -> Option<u32> {
        (self.of > 0).then(|| (self.hits * 200 + self.of) / (self.of * 2))
    }

    /// Wilson's score interval of 95 %, bounds from 0 to 1; nothing when there is no answer.
    /// E. B. Wilson, Probable inference, J Am Stat Assoc 22:209-212, 1927.
    #[must_use]
    pub fn interval(self) -> Option<Interval> {
        if self.of == 0 {
            return None;
        }
        let (of, share) = (
            f64::from(self.of),
            f64::from(self.hits) / f64::from(self.of),
        );
        let square = Z * Z;
        let middle = share + square / (2.0 * of);
        let reach = Z * (share * (1.0 - share) / of + square / (4.0 * of * of)).sqrt();
        let whole = 1.0 + square / of;
        Some(Interval {
            low: ((middle - reach) / whole).clamp(0.0, 1.0),
            high: ((middle + reach) / whole).clamp(0.0, 1.0),
        })
    }
}

impl Median {
    /// The median of `minutes`; of an even number the mean of the two in the middle, rounded down.
    #[must_use]
    pub fn of(mut minutes: Vec<u32>) -> Option<Self> {
        minutes.sort_unstable();
        let upper = *minutes.get(minutes.len() / 2)?;
        let lower = minutes[(minutes.len() - 1) / 2];
        Some(Self {
            minutes: u32::midpoint(lower, upper),
            of: u32::try_from(minutes.len()).unwrap_or(u32::MAX),
        })
    }
}
