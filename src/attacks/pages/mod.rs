//! Pages of attacks: one attack, and the history.

mod attack;
mod history;

pub use attack::AttackPage;
pub use history::HistoryPage;
