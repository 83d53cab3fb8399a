//! How a file is written and what its columns mean, as chosen by the patient.

use super::codes::{
    DateCertainty, DateOrder, DecimalMark, Delimiter, Encoding, Field, FileKind, Preset,
};
use crate::attacks::model::{Pain, UnknownCode};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// More columns than this are refused: no diary has them, and the page could not show them.
pub const MOST_COLUMNS: usize = 200;

/// What was detected about a file before anybody chose anything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dialect {
    /// Table or document.
    pub kind: FileKind,
    /// The encoding.
    pub encoding: Encoding,
    /// The delimiter.
    pub delimiter: Delimiter,
    /// The decimal mark.
    pub decimal_mark: DecimalMark,
    /// The order of dates, when there is one to suggest.
    pub date_order: Option<DateOrder>,
    /// How sure the order is.
    pub date_certainty: DateCertainty,
}

/// What a value of the file's severity scale becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum PainTarget {
    /// Nothing: how bad it was stays unknown.
    Unknown,
    /// This answer.
    Pain(Pain),
}

impl PainTarget {
    /// Reads `unknown`, `0` to `10`, `none`, `mild`, `moderate` or `severe`.
    ///
    /// # Errors
    /// [`UnknownCode`] for anything else.
    pub fn parse(code: &str) -> Result<Self, UnknownCode> {
        if code == "unknown" {
            return Ok(Self::Unknown);
        }
        Pain::parse(code).map(Self::Pain)
    }

    /// The code that [`PainTarget::parse`] reads.
    #[must_use]
    pub fn code(self) -> String {
        match self {
            Self::Unknown => "unknown".to_owned(),
            Self::Pain(pain) => pain.code(),
        }
    }

    /// The answer, if there is one.
    #[must_use]
    pub const fn pain(self) -> Option<Pain> {
        match self {
            Self::Unknown => None,
            Self::Pain(pain) => Some(pain),
        }
    }
}

impl TryFrom<String> for PainTarget {
    type Error = UnknownCode;

    fn try_from(code: String) -> Result<Self, UnknownCode> {
        Self::parse(&code)
    }
}

impl From<PainTarget> for String {
    fn from(target: PainTarget) -> Self {
        target.code()
    }
}

/// Everything that is needed to read a file, and nothing that depends on its rows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// From where the patient started; [`Preset::Own`] makes the columns explain themselves.
    pub preset: Preset,
    /// The encoding.
    pub encoding: Encoding,
    /// The delimiter.
    pub delimiter: Delimiter,
    /// The decimal mark.
    pub decimal_mark: DecimalMark,
    /// The order of dates; `None` as long as nobody has chosen.
    pub date_order: Option<DateOrder>,
    /// The meaning of each column, in the order of the file; empty for [`Preset::Own`].
    pub columns: Vec<Field>,
    /// What each value of the severity column (trimmed, as it stands in the file) becomes.
    pub severities: BTreeMap<String, PainTarget>,
}

impl Mapping {
    /// The mapping as flat form fields: `preset`, `encoding`, `delimiter`, `decimal_mark`,
    /// `date_order` (empty when not chosen), `column_0` ..., and pairs of `severity_value_0` and
    /// `severity_target_0`. The server reads them back.
    #[must_use]
    pub fn fields(&self) -> Vec<(String, String)> {
        let mut fields = vec![
            ("preset".to_owned(), self.preset.code().to_owned()),
            ("encoding".to_owned(), self.encoding.code().to_owned()),
            ("delimiter".to_owned(), self.delimiter.code().to_owned()),
            (
                "decimal_mark".to_owned(),
                self.decimal_mark.code().to_owned(),
            ),
            (
                "date_order".to_owned(),
                self.date_order.map_or("", DateOrder::code).to_owned(),
            ),
        ];
        for (index, field) in self.columns.iter().enumerate() {
            fields.push((format!("column_{index}"), field.code().to_owned()));
        }
        for (index, (value, target)) in self.severities.iter().enumerate() {
            fields.push((format!("severity_value_{index}"), value.clone()));
            fields.push((format!("severity_target_{index}"), target.code()));
        }
        fields
    }

    /// The first column with this meaning.
    #[must_use]
    pub fn column_of(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|column| *column == field)
    }
}
