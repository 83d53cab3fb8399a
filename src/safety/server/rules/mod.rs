//! The rules of red flags: a versioned table, the facts that a diary holds about them, and their reading.
//!
//! Everything is pure and on this machine. A rule asks for bases that are present, never for absent ones:
//! so another answer or another fact can add a notice and can never take one away.

mod evaluate;
#[cfg(test)]
mod evaluate_tests;
mod facts;
#[cfg(test)]
mod facts_tests;
mod table;

pub use evaluate::{Known, evaluate};
pub use facts::{attack_facts, headache_facts, patient_facts};
pub use table::{Basis, Fact, RULES, Rule, Scope, VERSION};
