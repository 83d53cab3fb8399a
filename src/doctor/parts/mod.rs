//! The report in words and on the screen.

mod bars;
mod marks;
mod sheet_view;
mod tables;
mod words;

pub use sheet_view::SheetView;
pub use words::sheet;
