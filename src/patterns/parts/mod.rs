//! Components and words that the pages of the Pattern Guardian share.

mod claim_card;
mod freshness;
mod lag_chart;
mod reliability_chart;
mod words;

pub use claim_card::{ClaimCard, NoLinkCard};
pub use freshness::{FreshnessLine, Waiting};
pub use lag_chart::LagChart;
pub use reliability_chart::ReliabilityChart;
pub use words::{
    band_text, counts_sentence, factor_text, hundred_text, kind_heading, odds_text, percent_text,
    reason_text, tier_text, tier_words, value_text, verdict_text, weeks_text,
};
