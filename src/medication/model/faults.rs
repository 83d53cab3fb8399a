//! Why a typed value was not accepted. The sentence stands at its field.

use super::PackCodeFault;

/// Why a value was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A medicine needs a name.
    NameMissing,
    /// A name has at most 120 characters.
    NameTooLong,
    /// A dose or strength has at most 60 characters.
    DoseTooLong,
    /// Units are a number above 0 and up to 100.
    UnitsOutOfRange,
    /// Units that are left are a number from 0 to 10,000.
    LeftOutOfRange,
    /// A pack holds 1 to 1,000 units.
    PackOutOfRange,
    /// Not a date and time.
    TimeUnreadable,
    /// It lies in the future.
    TimeInFuture,
    /// Not a date.
    DateUnreadable,
    /// The last day lies before the first.
    StopBeforeStart,
    /// A daily plan needs at least one time and has at most eight.
    TimesMissing,
    /// Not a time of day.
    TimesUnreadable,
    /// Every 2 to 366 days.
    DaysOutOfRange,
    /// The code of the pack, with the reason.
    Code(PackCodeFault),
    /// Another medicine already has this code.
    CodeTaken,
    /// No photo was chosen.
    PhotoMissing,
    /// The photo is larger than the server takes.
    PhotoTooLarge,
    /// The file is no photo that the server can open.
    PhotoUnreadable,
    /// No code was found on it.
    PhotoWithoutCode,
    /// A code was found, but it is not the code of a pack.
    PhotoOtherCode,
}

/// The fields that were refused, each with the reason.
pub type Refused = Vec<(&'static str, Fault)>;
