//! Single cells: yes or no, and whole numbers.

use crate::transfer::model::DecimalMark;

/// Numbers up to this are read as yes in a column of yes and no: people count headaches, or slip on
/// the keyboard. Anything larger is in the wrong column.
const MOST_HEADACHES: i64 = 10;

const YES: [&str; 13] = [
    "yes", "y", "true", "x", "ja", "j", "wahr", "oui", "o", "vrai", "✓", "✔", "☑",
];
const NO: [&str; 10] = [
    "no", "n", "false", "nein", "falsch", "non", "faux", "none", "-", "☐",
];
const NOTHING: [&str; 12] = [
    "-", "0", "no", "none", "nothing", "nein", "keine", "keins", "nichts", "non", "aucun", "rien",
];

/// An answer to yes or no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum YesNo {
    /// Yes.
    Yes,
    /// No.
    No,
    /// A number from 2 to 10, which is taken for yes but should be shown to the patient.
    Number,
}

/// Reads a filled cell of yes and no in English, German, French, 0 and 1.
pub(super) fn read_yes_no(cell: &str, mark: DecimalMark) -> Option<YesNo> {
    let word = cell.trim().to_lowercase();
    if YES.contains(&word.as_str()) {
        return Some(YesNo::Yes);
    }
    if NO.contains(&word.as_str()) {
        return Some(YesNo::No);
    }
    match read_whole(&word, mark)? {
        0 => Some(YesNo::No),
        1 => Some(YesNo::Yes),
        2..=MOST_HEADACHES => Some(YesNo::Number),
        _ => None,
    }
}

/// Reads a whole number; `3,0` counts as whole, `2,5` does not.
pub(super) fn read_whole(cell: &str, mark: DecimalMark) -> Option<i64> {
    let mark = match mark {
        DecimalMark::Point => '.',
        DecimalMark::Comma => ',',
    };
    let cell = cell.trim();
    let (whole, fraction) = cell.split_once(mark).unwrap_or((cell, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|digit| digit == b'0') {
        return None;
    }
    whole.parse().ok()
}

/// Whether a cell that should name a medicine says that there was none.
pub(super) fn says_nothing(cell: &str) -> bool {
    NOTHING.contains(&cell.trim().to_lowercase().as_str())
}
