//! Reading diary files and writing them.
//!
//! `text` turns bytes into characters, `table` characters into rows, `dialect` finds out how a file
//! is written, `mapping` what its columns mean; `reading` turns rows into records and `preview` into
//! what the page shows; `export` writes everything out, `own_rows` and `document` read that back.
//! None of these touches a disk, a clock or a database; `draft`, `service`, `routes` and `command` do,
//! for the pages and the command line. To read a new kind of cell: add a reader to
//! `cells` or `dates`, a [`super::model::Field`], and a branch to `daily_row`.

mod cells;
pub mod command;
mod daily_row;
mod dates;
mod dialect;
mod document;
mod draft;
mod entry;
mod export;
mod limits;
mod mapping;
mod other;
mod other_limits;
mod own_rows;
mod pattern_limits;
mod place_limits;
mod preview;
mod reading;
mod routes;
mod scale;
pub mod service;
mod table;
mod text;

#[cfg(test)]
mod cells_tests;
#[cfg(test)]
mod dates_tests;
#[cfg(test)]
mod dialect_tests;
#[cfg(test)]
mod exchange_tests;
#[cfg(test)]
mod export_tests;
#[cfg(test)]
mod fault_tests;
#[cfg(test)]
mod mapping_tests;
#[cfg(test)]
mod other_tests;
#[cfg(test)]
mod preview_tests;
#[cfg(test)]
mod reading_tests;
#[cfg(test)]
mod real_diary_tests;
#[cfg(test)]
mod round_trip_tests;
#[cfg(test)]
mod service_tests;
#[cfg(test)]
mod table_tests;
#[cfg(test)]
mod test_support;

pub use dialect::detect;
pub use entry::{Circumstances, Diary, Entry, ImportedEntry};
pub use export::{ExportError, write_csv, write_json};
pub use mapping::{guess, parse_mapping};
pub use preview::preview;
pub use reading::{Reading, ReadingError, read};
pub use routes::routes;
