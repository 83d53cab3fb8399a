//! Attack twins: earlier attacks that began like this one.

use crate::i18n::dates::CivilDay;
use serde::{Deserialize, Serialize};

/// Something that was the same in the 48 hours before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SharedTrait {
    /// Code of the factor.
    pub factor: String,
    /// Whether it was unusually high (or there), rather than unusually low.
    pub high: bool,
    /// How many of the attacks, the twins and this one, had it.
    pub attacks: u32,
    /// Share of all days at risk that had it in their last 48 hours, for comparison.
    pub usual_share: f64,
}

/// The attacks most like one attack, by the 48 hours before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Twins {
    /// Day of the attack.
    pub day: CivilDay,
    /// Days of its twins, the most alike first, at most four.
    pub twins: Vec<CivilDay>,
    /// What they shared, the most unusual first, at most five.
    pub shared: Vec<SharedTrait>,
}
