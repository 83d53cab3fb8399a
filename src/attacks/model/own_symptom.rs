//! A symptom that no list of ours has, in the patient's own words.

use serde::{Deserialize, Serialize};

/// Words for a symptom: one line of 1 to 60 characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct OwnSymptom(String);

/// Why words cannot name a symptom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OwnSymptomFault {
    /// There are none.
    Missing,
    /// There are more than 60 characters.
    TooLong,
}

impl OwnSymptom {
    /// Most characters.
    pub const LONGEST: usize = 60;

    /// Most own symptoms of one attack.
    pub const MOST: usize = 20;

    /// Reads typed words. Space around and between them is tidied, so that the same words are one symptom.
    ///
    /// # Errors
    /// [`OwnSymptomFault`] without words and with too many.
    pub fn parse(text: &str) -> Result<Self, OwnSymptomFault> {
        let words: Vec<&str> = text
            .split(|sign: char| sign.is_whitespace() || sign.is_control())
            .filter(|word| !word.is_empty())
            .collect();
        let words = words.join(" ");
        match words.chars().count() {
            0 => Err(OwnSymptomFault::Missing),
            1..=Self::LONGEST => Ok(Self(words)),
            _ => Err(OwnSymptomFault::TooLong),
        }
    }

    /// The words.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for OwnSymptom {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).map_err(|_| "not the words of a symptom")
    }
}

impl From<OwnSymptom> for String {
    fn from(symptom: OwnSymptom) -> Self {
        symptom.0
    }
}
