//! Parts of every page: the shell with navigation, the frame with the attack in progress, and what
//! pages say while they load or when something went wrong.

mod frame;
mod once;
#[cfg(feature = "ssr")]
mod plain;
mod problems;
mod refresh;
mod shell;
#[cfg(feature = "ssr")]
mod submission;

pub use frame::PageFrame;
pub use once::once;
#[cfg(feature = "ssr")]
pub use plain::{PlainFrame, go_to};
pub use problems::{ActionProblem, ProblemNotice, UnreadableNotice, problem_text};
pub use refresh::Refresh;
pub use shell::Shell;
#[cfg(feature = "ssr")]
pub use submission::{Faults, Submission};
