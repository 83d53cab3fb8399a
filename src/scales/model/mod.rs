//! Which scales there are, how they are scored, and what their pages show. Pure: no clock, no store.

mod question;
mod scoring;
#[cfg(test)]
mod scoring_tests;
mod table;
mod view;

pub use question::{Grade, Part, Question, Scale};
pub use scoring::{Outcome, ScoreFault, parse_answer, score};
pub use table::{Item, ScaleTable, Span};
pub use view::{AnswerView, FormView, HistoryLine, OverviewView, ResultView, ScaleFault};
