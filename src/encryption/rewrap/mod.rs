//! `migraine-pulse rewrap`: new keys for patients who are not here, on the word of two operators.
//!
//! For each patient, one at a time: the custodian opens the diary by the signed order, the lineage is raised,
//! every record is moved to it, and when nobody can write with the old keys any more (their leases end after
//! ten minutes), the shares are retired. What one patient's keys or rows refuse stops no other.
//!
//! | Module | Owns |
//! |---|---|
//! | `incident` | the steps, for one patient and for all |
//! | `patients` | whom there are keys of, and how far each has come |
//! | `progress` | the bar |
//! | [`command`] | the command line |
//!
//! It may be broken off at any time. How far a patient has come stands beside their half of the keys under
//! the incident's name; which records are left is seen in their headers. A further start under the same name
//! raises nobody twice and goes on.

pub mod command;
mod incident;
mod patients;
mod progress;

#[cfg(test)]
mod tests;
