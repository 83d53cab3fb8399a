//! How strong the pain is: the raw answer, kept with the scale on which it was given.

use super::{UnknownCode, choices::choices};
use serde::{Deserialize, Serialize};

choices! {
    /// The verbal scale of four points that the IHS guideline for trials prefers (4th edition, 2019).
    Severity {
        /// No pain.
        Free = "none",
        /// Mild.
        Mild = "mild",
        /// Moderate.
        Moderate = "moderate",
        /// Severe.
        Severe = "severe",
    }
}

/// A point on the numeric rating scale, 0 (no pain) to 10 (worst imaginable).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u8", into = "u8")]
pub struct Level(u8);

impl Level {
    /// A level from 0 to 10.
    ///
    /// # Errors
    /// [`UnknownCode`] above 10.
    pub const fn new(level: u8) -> Result<Self, UnknownCode> {
        if level <= 10 {
            Ok(Self(level))
        } else {
            Err(UnknownCode)
        }
    }

    /// The number, 0 to 10.
    #[must_use]
    pub const fn number(self) -> u8 {
        self.0
    }
}

impl TryFrom<u8> for Level {
    type Error = UnknownCode;

    fn try_from(level: u8) -> Result<Self, UnknownCode> {
        Self::new(level)
    }
}

impl From<Level> for u8 {
    fn from(level: Level) -> Self {
        level.0
    }
}

/// One answer to "how bad is it?", on the scale that the patient used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Pain {
    /// An answer in numbers.
    #[serde(rename = "number")]
    Number(Level),
    /// An answer in words.
    #[serde(rename = "word")]
    Word(Severity),
}

impl Pain {
    /// Reads `"0"` to `"10"` or a word's code.
    ///
    /// # Errors
    /// [`UnknownCode`] when it is neither.
    pub fn parse(code: &str) -> Result<Self, UnknownCode> {
        match code.parse::<u8>() {
            Ok(number) => Level::new(number).map(Self::Number),
            Err(_) => Severity::parse(code).map(Self::Word),
        }
    }

    /// The code that [`Pain::parse`] reads.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Number(level) => level.number().to_string(),
            Self::Word(severity) => severity.code().to_owned(),
        }
    }

    /// The band in words: 0 none, 1 to 3 mild, 4 to 6 moderate, 7 to 10 severe. For display and for
    /// comparing answers on two scales; the raw answer is what is stored.
    #[must_use]
    pub const fn severity(self) -> Severity {
        match self {
            Self::Word(severity) => severity,
            Self::Number(Level(0)) => Severity::Free,
            Self::Number(Level(1..=3)) => Severity::Mild,
            Self::Number(Level(4..=6)) => Severity::Moderate,
            Self::Number(_) => Severity::Severe,
        }
    }

    /// A height for drawing, 0 to 10: a word stands in the middle of its band.
    #[must_use]
    pub const fn height(self) -> u8 {
        match self {
            Self::Number(level) => level.number(),
            Self::Word(Severity::Free) => 0,
            Self::Word(Severity::Mild) => 2,
            Self::Word(Severity::Moderate) => 5,
            Self::Word(Severity::Severe) => 8,
        }
    }
}
