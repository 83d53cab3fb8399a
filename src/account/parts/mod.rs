//! Parts of every page: the shell with navigation, the frame with the attack in progress, and what
//! pages say while they load or when something went wrong.

mod frame;
mod once;
mod problems;
mod refresh;
mod shell;

pub use frame::PageFrame;
pub use once::once;
pub use problems::{ActionProblem, ProblemNotice, UnreadableNotice, problem_text};
pub use refresh::Refresh;
pub use shell::Shell;
