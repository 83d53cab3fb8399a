//! What the environment is made of: quantities, feeds, bands, indicators, risk points, and what pages
//! show.

mod band;
#[cfg(test)]
mod band_tests;
mod feed;
mod indicator;
mod quantity;
pub mod risk;
#[cfg(test)]
mod risk_tests;
mod view;

pub use band::{Band, band_of, storm_scale};
pub use feed::{Feed, Provider};
pub use indicator::Indicator;
pub use quantity::Quantity;
pub use view::{
    AroundView, BackfillView, ConditionView, CurvePoint, FeedView, FormFault, IndicatorView,
    NoticeView, PlaceView, PlacesView, ReadingView, RiskRow, RuleView, RulesView, SnapshotView,
    TownView,
};
