//! Parts of the environment's pages, and of pages of other capsules.

mod card;
mod curve;
mod names;
mod readings;
mod snapshot;
mod words;

pub use card::card_markup;
pub use curve::Curve;
pub use names::{
    band_text, feed_text, indicator_about, indicator_evidence, indicator_text, quantity_text,
};
pub use readings::{FaultNotices, Readings};
pub use snapshot::{SnapshotPart, snapshot_markup};
pub use words::{
    change_text, condition_text, difference_text, fault_text, reading_text, source_text, test_text,
    value_text,
};
