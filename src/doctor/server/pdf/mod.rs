//! The report as a tagged PDF (PDF/UA-1): headings, tables with their headers, the bars with a sentence
//! for those who do not see them, title and language. Fonts are embedded, subset.
//!
//! `fonts` shapes, `lines` wraps, `layout` (with `table` and `chart`) places marks on pages, `document`
//! writes them. The layout knows nothing of the report: it draws any [`Sheet`](crate::doctor::model::Sheet).

mod chart;
mod document;
mod fonts;
mod layout;
mod lines;
mod page;
mod table;

pub use document::{PdfError, write_pdf};

#[cfg(test)]
mod document_tests;
#[cfg(test)]
pub(super) use document_tests::ask;
#[cfg(test)]
mod lines_tests;
