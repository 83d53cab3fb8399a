//! What the pages of the scales show.

use super::{Grade, Part, Question, Scale, ScoreFault};
use crate::i18n::dates::CivilDay;

/// `/scales`: one line for each scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OverviewView {
    /// The scales in their order.
    pub lines: Vec<FormView>,
}

/// A scale with what was answered so far, the latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormView {
    /// Which one.
    pub scale: Scale,
    /// Id for a new record, so that sending twice makes one.
    pub id: String,
    /// Today in the patient's zone.
    pub today: CivilDay,
    /// What was answered, the latest first.
    pub history: Vec<HistoryLine>,
    /// The usual time since the latest answers has passed.
    pub is_due: bool,
    /// The record that is being filled in further, if one is.
    pub edited: Option<ResultView>,
}

/// One line of a scale's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryLine {
    /// Names the record.
    pub id: String,
    /// When it was answered.
    pub day: CivilDay,
    /// Days since the oldest line, for the drawing.
    pub days_in: u32,
    /// Its scores; absent ones were not typed in or cannot be had.
    pub scores: Vec<(Part, Option<u16>)>,
    /// What the total means.
    pub grade: Option<Grade>,
}

/// One answered scale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ResultView {
    /// The line of the history.
    pub line: HistoryLine,
    /// Which scale.
    pub scale: Scale,
    /// Answers in the order of the items.
    pub answers: Vec<AnswerView>,
    /// Scored items that were answered, and those that a score needs.
    pub answered: (usize, usize),
    /// An answer says that there are thoughts of death or self-harm.
    pub calls_for_care: bool,
}

/// One question with its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AnswerView {
    /// The question.
    pub question: Question,
    /// The answer, if it was given.
    pub answer: Option<u16>,
}

/// Why a form was refused; each stands at its field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScaleFault {
    /// No question was answered and no score typed in.
    Empty,
    /// The day is no date.
    DayUnreadable,
    /// The day lies in the future.
    DayInFuture,
    /// The answer at this place of the table is not acceptable.
    Answer(usize, ScoreFault),
    /// The score at this place of the table is not acceptable.
    Score(usize, ScoreFault),
}
