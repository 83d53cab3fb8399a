//! Pages of the transfer: bring a file, say what its columns mean, and take everything away.

mod export;
mod import;
mod mapping;
mod outcome;
mod preview;
mod words;

pub use export::ExportPage;
pub use import::ImportPage;
pub use mapping::ImportMappingPage;
