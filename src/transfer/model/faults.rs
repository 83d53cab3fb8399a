//! Why a file, a mapping or a row was not taken over as it stands.

use super::codes::codes;
use super::preview::CellText;
use crate::attacks::model::UnknownCode;
use serde::{Deserialize, Serialize};

codes! {
    /// Why nothing at all can be read from a file.
    FileProblem {
        /// No bytes, or blanks only.
        Empty = "empty",
        /// A heading without a row.
        NoRows = "no_rows",
        /// Not text: a picture, an archive, a spreadsheet in its own format.
        NotText = "not_text",
        /// More columns than [`super::MOST_COLUMNS`].
        TooManyColumns = "too_many_columns",
        /// JSON, but not our document.
        NotOurDocument = "not_our_document",
        /// Our document in a version that this program does not know.
        UnknownVersion = "unknown_version",
    }
}

codes! {
    /// Why a row was left out. Good rows around it survive.
    FaultReason {
        /// More or fewer cells than the heading, so that no cell can be trusted to be in its column.
        CellCount = "cell_count",
        /// No date.
        DateMissing = "date_missing",
        /// Not a date in the chosen order.
        DateUnreadable = "date_unreadable",
        /// A date that no calendar has, such as 30 February.
        DateImpossible = "date_impossible",
        /// Before 1900.
        DateTooEarly = "date_too_early",
        /// More than one day after today.
        DateInFuture = "date_in_future",
        /// A second row for the same day; the first was kept.
        DuplicateDay = "duplicate_day",
        /// A second attack with the same start; the first was kept.
        DuplicateStart = "duplicate_start",
        /// A second record with the same id; the first was kept.
        DuplicateId = "duplicate_id",
        /// Not a time of day.
        TimeUnreadable = "time_unreadable",
        /// The attack ends before it begins.
        EndBeforeStart = "end_before_start",
        /// Neither yes nor no.
        HeadacheUnreadable = "headache_unreadable",
        /// Two cells contradict each other: no headache but a severity or an attack, no medicine but a name.
        Contradiction = "contradiction",
        /// A severity for which nothing was chosen.
        SeverityUnmapped = "severity_unmapped",
        /// Not a whole number.
        CountUnreadable = "count_unreadable",
        /// Below 0 or above 50.
        CountOutOfRange = "count_out_of_range",
        /// Longer than the diary can hold.
        TextTooLong = "text_too_long",
        /// More levels or medicines in one attack than the diary can hold.
        TooMany = "too_many",
        /// Own export: neither an attack nor a day.
        KindUnknown = "kind_unknown",
        /// Own export: no id, or not an id.
        IdUnreadable = "id_unreadable",
        /// Own export: a value that the diary does not know.
        ValueUnreadable = "value_unreadable",
    }
}

codes! {
    /// What was taken over, but not word for word.
    NoticeReason {
        /// A number above 1 where yes or no was expected; read as yes.
        HeadacheNumber = "headache_number",
        /// An attack without an end, kept as a day with headache: the diary must not guess its length.
        EndUnknown = "end_unknown",
    }
}

codes! {
    /// What is wrong with a mapping.
    MappingReason {
        /// A field that the form needs is absent.
        Absent = "absent",
        /// A value that no form of ours sends.
        Unknown = "unknown",
        /// As many columns as the file has are needed.
        ColumnCount = "column_count",
        /// Two columns have a meaning that only one may have.
        Repeated = "repeated",
        /// No column says the day.
        DateNeeded = "date_needed",
        /// Year, month and day belong together.
        DateIncomplete = "date_incomplete",
        /// Both a date and its parts are mapped.
        DateTwice = "date_twice",
        /// The order of day and month has to be chosen.
        DateOrderNeeded = "date_order_needed",
        /// An end without a start.
        StartNeeded = "start_needed",
        /// Medicine counts belong to one line a day, not to single attacks.
        CountBesideStart = "count_beside_start",
        /// The columns are not those of our own export.
        NotOwn = "not_own",
        /// Nothing but the date would be taken over.
        NothingMapped = "nothing_mapped",
    }
}

/// A row that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowFault {
    /// The line of the file on which the row begins, from 1; line ends inside quotes count.
    pub line: u64,
    /// The heading of the column at fault; empty when the whole row is.
    pub column: String,
    /// Why.
    pub reason: FaultReason,
    /// The line of the row that was kept instead, for duplicates.
    pub other_line: Option<u64>,
    /// The cell, shortened; for the patient's eyes only, never for logs.
    pub text: CellText,
}

/// A row that was taken over with a remark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowNotice {
    /// The line of the file on which the row begins, from 1.
    pub line: u64,
    /// The heading of the column.
    pub column: String,
    /// What was done.
    pub reason: NoticeReason,
    /// The cell, shortened; for the patient's eyes only, never for logs.
    pub text: CellText,
}

/// One thing that is wrong with a mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MappingFault {
    /// The form's field, such as `column_3` or `date_order`; empty for the mapping as a whole.
    pub field: String,
    /// Why.
    pub reason: MappingReason,
}
