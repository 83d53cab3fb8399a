//! The words of a day: choices with stable codes, units, ranges, and what the pages show.
//!
//! Pure: no clock, no store, no page. Codes are what forms send and what records hold, so they never
//! change; the words that patients read come from the locale files.

pub mod bounds;
mod choices;
mod measure;
mod texts;
pub mod units;
#[cfg(test)]
mod units_tests;
mod view;

pub use bounds::{AnswerFault, Bounds};
pub use choices::{
    Alcohol, Contraception, EarlySign, FactorKind, NumberQuestion, ScaleQuestion, Weather,
};
pub use measure::{HealthView, MeasureKind, MeasureView};
pub use texts::{Refused, Texts};
pub use view::{CheckInView, DayView, FactorView, FactorsView, GapView, GapsView, IntakeLine};
