//! From answers to a score. The rule for gaps: a score needs every scored item. Some manuals fill one or
//! two gaps with a mean; we do not, because a filled gap would be an answer that nobody gave.

use super::{Grade, ScaleTable};

/// What answers come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Every scored item was answered.
    Scored {
        /// The sum.
        total: u16,
        /// What it means, where the scale says.
        grade: Option<Grade>,
    },
    /// Some scored item was not answered, so there is no score.
    NotEnoughAnswers {
        /// Scored items that were answered.
        answered: usize,
        /// Scored items in all.
        needed: usize,
    },
}

impl Outcome {
    /// The total, if there is one.
    #[must_use]
    pub const fn total(self) -> Option<u16> {
        match self {
            Self::Scored { total, .. } => Some(total),
            Self::NotEnoughAnswers { .. } => None,
        }
    }

    /// The grade, if there is one.
    #[must_use]
    pub const fn grade(self) -> Option<Grade> {
        match self {
            Self::Scored { grade, .. } => grade,
            Self::NotEnoughAnswers { .. } => None,
        }
    }
}

/// Why a typed number was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ScoreFault {
    /// It is no whole number.
    #[error("not a whole number")]
    Unreadable,
    /// It lies outside of the range of the field.
    #[error("out of range")]
    OutOfRange,
}

/// Scores `answers`, which stand in the order of the table's items. An answer out of its range counts as
/// not given.
#[must_use]
pub fn score(table: &ScaleTable, answers: &[Option<u16>]) -> Outcome {
    let given = table
        .items
        .iter()
        .enumerate()
        .filter(|(_, item)| item.is_scored)
        .filter_map(|(place, item)| {
            let answer = answers.get(place).copied().flatten();
            answer.filter(|answer| *answer <= item.most)
        });
    let (answered, total) = given.fold((0, 0), |(count, sum), answer| (count + 1, sum + answer));
    let needed = table.needed();
    if answered == needed && needed > 0 {
        Outcome::Scored {
            total,
            grade: table.grade(total),
        }
    } else {
        Outcome::NotEnoughAnswers { answered, needed }
    }
}

/// Reads a typed whole number from `least` to `most`; nothing typed is no answer.
///
/// # Errors
/// [`ScoreFault`] when it is not such a number.
pub fn parse_answer(text: &str, least: u16, most: u16) -> Result<Option<u16>, ScoreFault> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    if !text.bytes().all(|letter| letter.is_ascii_digit()) {
        return Err(ScoreFault::Unreadable);
    }
    // Digits alone that do not fit are a number too large.
    match text.parse::<u16>() {
        Ok(number) if (least..=most).contains(&number) => Ok(Some(number)),
        Ok(_) | Err(_) => Err(ScoreFault::OutOfRange),
    }
}
