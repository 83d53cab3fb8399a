//! Parts of the scales' pages: the words, a score in a sentence, and scores over time.

mod curve;
mod history;
mod words;

pub use curve::{ScoreCurve, ScorePoint};
pub use history::{History, HistoryTable, score_sentence};
pub use words::{
    answer_text, fault_text, grade_meaning, grade_text, part_text, question_text, scale_about,
    scale_rights, scale_text,
};
