//! Parts of the daily pages: questions with answers to tap, and the words.

mod answers;
mod gaps_hint;
mod measure_chart;
pub mod words;

pub use answers::{AnswerGrid, AnswerRow, BoxRow, Choice, OtherField};
pub use gaps_hint::GapsHint;
pub use measure_chart::{ChartPoint, MeasureChart};
