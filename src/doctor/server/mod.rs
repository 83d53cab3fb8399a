//! Server side of the report: the numbers from the diary, and the files that carry them.

mod counts;
mod fhir;
mod late;
mod pdf;
mod report;
mod routes;
mod spans;
mod table;

pub use fhir::write_fhir;
pub use pdf::{PdfError, write_pdf};
pub use report::make_report;
pub use routes::routes;
pub use table::write_csv;

#[cfg(test)]
mod files_tests;
#[cfg(test)]
mod report_tests;
#[cfg(test)]
mod test_support;
