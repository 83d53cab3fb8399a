//! The words of a transfer: how a diary file is written, what its columns mean, what was found in it.
//!
//! Plain types for both targets. Codes are what forms send and what tests read, so they never
//! change; the sentences that patients read come from the locale files. To add a kind of column: add
//! it to [`Field`], to the locale files, and to `server/reading.rs`.

mod codes;
mod faults;
mod mapping;
mod preview;
#[cfg(test)]
mod tests;
mod view;

pub use codes::{
    DateCertainty, DateOrder, DecimalMark, Delimiter, Encoding, Field, FileKind, Preset,
};
pub use faults::{
    FaultReason, FileProblem, MappingFault, MappingReason, NoticeReason, RowFault, RowNotice,
};
pub use mapping::{Dialect, MOST_COLUMNS, Mapping, PainTarget};
pub use preview::{CellText, Counts, MonthCounts, Preview, PreviewRow, SeverityValue};
pub use view::ImportView;
