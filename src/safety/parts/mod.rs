//! Parts of the pages about help: the words, the number to call, and notices by urgency.

mod call;
mod countries;
mod notices;
mod words;

pub use call::EmergencyCall;
pub use countries::country_text;
pub use notices::{AdviceCard, SourceLine};
pub use words::{question_text, sign_text, urgency_text, urgency_words};
