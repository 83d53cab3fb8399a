//! What a patient can choose about the report. None of it is about health, so it may stand in an address.

use crate::attacks::model::{UnknownCode, choices};
use serde::{Deserialize, Serialize};

choices! {
    /// A form of the report.
    ReportForm {
        /// Tagged PDF.
        Pdf = "pdf",
        /// A table of the numbers.
        Csv = "csv",
        /// Everything, for programs.
        Json = "json",
        /// FHIR R4 bundle.
        Fhir = "fhir",
    }
}

choices! {
    /// The paper that it is printed on.
    Paper {
        /// 210 by 297 mm.
        A4 = "a4",
        /// 8.5 by 11 inches.
        Letter = "letter",
    }
}

choices! {
    /// The days that it is about.
    Span {
        /// Three months of 28 days that end with today, as trials count.
        ThreeTimes28 = "3x28",
        /// The last three calendar months that are over.
        ThreeMonths = "3months",
        /// One month of 28 days that ends with today.
        Once28 = "1x28",
    }
}

choices! {
    /// The days that they are compared with: as many of them.
    Baseline {
        /// Those right before.
        Before = "before",
        /// The first ones of the diary.
        Earliest = "earliest",
    }
}

choices! {
    /// What happens to entries that were made more than 24 hours later.
    LateEntries {
        /// They count.
        Included = "included",
        /// They are left out.
        Excluded = "excluded",
    }
}

/// Everything that can be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportOptions {
    /// The days.
    pub span: Span,
    /// What they are compared with.
    pub baseline: Baseline,
    /// Late entries.
    pub late: LateEntries,
    /// The paper.
    pub paper: Paper,
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self {
            span: Span::ThreeTimes28,
            baseline: Baseline::Before,
            late: LateEntries::Included,
            paper: Paper::A4,
        }
    }
}

impl ReportOptions {
    /// Reads the choices from the fields of a form or an address; what is absent or unknown is as at the
    /// start.
    pub fn read<'t>(field: impl Fn(&str) -> Option<&'t str>) -> Self {
        let start = Self::default();
        let code = |name| field(name).unwrap_or_default();
        Self {
            span: Span::parse(code("span")).unwrap_or(start.span),
            baseline: Baseline::parse(code("baseline")).unwrap_or(start.baseline),
            late: LateEntries::parse(code("late")).unwrap_or(start.late),
            paper: Paper::parse(code("paper")).unwrap_or(start.paper),
        }
    }
}
