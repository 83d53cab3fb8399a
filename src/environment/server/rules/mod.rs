//! A patient's own rules: "tell me when the pressure falls by 8 hPa within 24 hours".
//!
//! `rule` says what a rule is, `evaluate` is pure and three-valued: what is not known is never a match,
//! and an open question stays one. `notices` keeps what was told. Rules are looked at while their patient
//! is signed in, because nothing opens their records otherwise.

mod evaluate;
#[cfg(test)]
mod evaluate_tests;
mod keeping;
mod notices;
mod rule;

pub use evaluate::{Decision, Evidence, Outcome, evaluate};
pub use keeping::{Times, read_times, remove_rule, save_rule, set_times, switch_rule};
pub use notices::{
    Notice, Notices, change_rules, evaluate_now, load_notices, load_rules, mark_seen, rules_id,
};
pub use rule::{Condition, Join, MOST_RULES, Rule, Rules, Side, Test, offers};
