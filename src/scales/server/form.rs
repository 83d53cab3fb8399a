//! Reads the form of a scale. Every answer is optional; one that is not understood is refused with its
//! place, and nothing of the form is stored until all of it is understood.

use crate::{
    account::parts::Submission,
    scales::model::{Scale, ScaleFault, parse_answer},
};
use jiff::civil::Date;

/// A form that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filled {
    /// The day on which it was answered.
    pub day: Date,
    /// Answers in the order of the items; empty where scores are typed in.
    pub answers: Vec<Option<u16>>,
    /// Typed-in scores in the order of the table; empty where questions are answered.
    pub typed_scores: Vec<Option<u16>>,
}

/// Reads what was sent. Fields: `day` (`2026-11-20`), and the code of each question or score.
///
/// # Errors
/// Every fault of the form.
pub fn read(form: &Submission, scale: Scale, today: Date) -> Result<Filled, Vec<ScaleFault>> {
    let table = scale.table();
    let mut faults = Vec::new();
    let day = match form.text("day").trim() {
        "" => Some(today),
        text => text.parse::<Date>().ok(),
    };
    match day {
        None => faults.push(ScaleFault::DayUnreadable),
        Some(day) if day > today => faults.push(ScaleFault::DayInFuture),
        Some(_) => {}
    }
    let mut answers = Vec::new();
    for (place, item) in table.items.iter().enumerate() {
        match parse_answer(form.text(item.question.code()), 0, item.most) {
            Ok(answer) => answers.push(answer),
            Err(fault) => faults.push(ScaleFault::Answer(place, fault)),
        }
    }
    let mut typed_scores = Vec::new();
    for (place, span) in table.scores.iter().enumerate().filter(|_| scale.is_typed()) {
        match parse_answer(form.text(span.part.code()), span.least, span.most) {
            Ok(value) => typed_scores.push(value),
            Err(fault) => faults.push(ScaleFault::Score(place, fault)),
        }
    }
    let is_empty = answers.iter().chain(&typed_scores).all(Option::is_none);
    if is_empty && faults.is_empty() {
        faults.push(ScaleFault::Empty);
    }
    match day.filter(|_| faults.is_empty()) {
        Some(day) => Ok(Filled {
            day,
            answers,
            typed_scores,
        }),
        None => Err(faults),
    }
}
