//! What the settings show about work at night.

use crate::i18n::dates::{CivilDay, CivilMoment};

/// Whether this server may open the diary while the patient sleeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NightsView {
    /// The keys lie with this server, so there is nothing to allow.
    NotOffered,
    /// It may not.
    Off,
    /// It may not any more, and the custodian has yet to be told.
    Ending,
    /// It may, once a night.
    On {
        /// Since when.
        since: CivilMoment,
        /// On which day that ends by itself.
        until: CivilDay,
        /// When the keys were lent for it last, by the custodian's own word.
        used: Option<CivilMoment>,
    },
}

/// What became of taking it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NightsEnd {
    /// It is over, here and at the custodian.
    Done,
    /// It is over here; the custodian did not answer and will be told.
    CustodianLater,
}
