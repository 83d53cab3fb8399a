//! Closed lists with stable codes.

use crate::attacks::model::UnknownCode;
use serde::{Deserialize, Serialize};

/// Declares an enum whose variants have stable codes for forms, serde and locale keys.
macro_rules! codes {
    ($(#[$documentation:meta])* $name:ident { $($(#[$line:meta])* $variant:ident = $code:literal,)+ }) => {
        $(#[$documentation])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$line])* #[serde(rename = $code)] $variant,)+
        }

        impl $name {
            /// Every value, in the order in which it is offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// Reads a code.
            ///
            /// # Errors
            /// [`UnknownCode`] when nothing has it.
            pub fn parse(code: &str) -> Result<Self, UnknownCode> {
                match code { $($code => Ok(Self::$variant),)+ _ => Err(UnknownCode) }
            }
        }
    };
}
pub(super) use codes;

codes! {
    /// In which order a date names its parts.
    DateOrder {
        /// Year, month, day.
        Ymd = "ymd",
        /// Day, month, year.
        Dmy = "dmy",
        /// Month, day, year.
        Mdy = "mdy",
    }
}

codes! {
    /// How sure the date order is.
    DateCertainty {
        /// The values allow only one order.
        Certain = "certain",
        /// Several orders fit; the suggested one is usual for this punctuation.
        Suggested = "suggested",
        /// Several orders fit, or none does: the patient has to choose.
        Ambiguous = "ambiguous",
        /// No column holds dates in numbers.
        Unneeded = "unneeded",
    }
}

codes! {
    /// What separates whole numbers from fractions.
    DecimalMark {
        /// `2.5`
        Point = "point",
        /// `2,5`
        Comma = "comma",
    }
}

codes! {
    /// What separates cells.
    Delimiter {
        /// `,`
        Comma = "comma",
        /// `;`
        Semicolon = "semicolon",
        /// A tabulator.
        Tab = "tab",
        /// `|`
        Pipe = "pipe",
    }
}

impl Delimiter {
    /// The delimiter as the byte that stands in the file.
    #[must_use]
    pub const fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Semicolon => b';',
            Self::Tab => b'\t',
            Self::Pipe => b'|',
        }
    }
}

codes! {
    /// How characters are written as bytes.
    Encoding {
        /// UTF-8, with or without a byte order mark.
        Utf8 = "utf-8",
        /// UTF-16, little end first.
        Utf16Le = "utf-16le",
        /// UTF-16, big end first.
        Utf16Be = "utf-16be",
        /// Western European; takes Latin-1 in.
        Windows1252 = "windows-1252",
        /// Central European.
        Windows1250 = "windows-1250",
        /// Cyrillic.
        Windows1251 = "windows-1251",
        /// Greek.
        Windows1253 = "windows-1253",
        /// Turkish.
        Windows1254 = "windows-1254",
    }
}

codes! {
    /// What the file is.
    FileKind {
        /// A table of cells.
        Csv = "csv",
        /// Our own JSON document.
        Json = "json",
    }
}

codes! {
    /// From where a mapping starts.
    Preset {
        /// A file that this app has written: its columns explain themselves.
        Own = "own",
        /// One line a day: date, headache yes or no, severity, medicine count.
        Daily = "daily",
        /// Any other table.
        Free = "free",
    }
}

codes! {
    /// What a column means.
    Field {
        /// Nothing that is taken over.
        Ignore = "ignore",
        /// The day.
        Date = "date",
        /// The year alone.
        Year = "year",
        /// The month alone, as a number or a name.
        Month = "month",
        /// The day of the month alone.
        Day = "day",
        /// When the attack began: date and time, or the time alone beside a date column.
        Start = "start",
        /// When the attack ended: date and time, or the time alone.
        End = "end",
        /// Whether there was a headache.
        Headache = "headache",
        /// How bad it was, on the file's own scale.
        Severity = "severity",
        /// How often acute medicine was taken that day.
        MedicineCount = "medicine_count",
        /// Which medicine was taken. Several columns may have this.
        MedicineName = "medicine_name",
        /// Free text. Several columns may have this.
        Notes = "notes",
    }
}

impl Field {
    /// Whether several columns may have this meaning.
    #[must_use]
    pub const fn may_repeat(self) -> bool {
        matches!(self, Self::Ignore | Self::MedicineName | Self::Notes)
    }
}
