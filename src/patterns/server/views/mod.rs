//! What the pages show, put together from the diary, the last result and the sealed records.

mod experiments;
mod forecast;
mod insights;
mod twins;

pub use experiments::{experiment_view, experiments_view};
pub use forecast::{forecast_view, read_settings};
pub use insights::{evidence_view, how_view, insights_view, read_suspicions, suspicions_view};
pub use twins::twins_view;

use super::{keeping, record::KeptReport, refresh::digest, tracks::own_code};
use crate::{
    account::server::{Visit, civil_moment, minutes_between},
    patterns::view::{Freshness, Names},
    problem::Problem,
    reports::server::Diary,
};
use std::{sync::Arc, time::Duration};

/// How long a page without any earlier result waits for the first one. A young diary takes milliseconds.
const FIRST_RUN: Duration = Duration::from_secs(1);

/// The diary of a visit with the last result, and how old that is.
pub struct Desk {
    /// The diary.
    pub diary: Arc<Diary>,
    /// The last result.
    pub kept: Option<KeptReport>,
    /// Whether the diary has changed since.
    pub is_stale: bool,
}

impl Desk {
    /// Opens it. When the result is too old a run is asked for; the page shows the old one meanwhile.
    ///
    /// # Errors
    /// When the keys or the database are away.
    pub async fn open(visit: &Visit) -> Result<Self, Problem> {
        let diary = Diary::open(visit).await?;
        let mut kept = keeping::report(visit).await?;
        let digest = digest(&diary, visit);
        let is_current = |kept: &KeptReport| kept.diary == digest;
        let is_there = kept.is_some();
        if !diary.is_empty() && !kept.as_ref().is_some_and(|kept| is_current(&kept.value)) {
            let patience = if is_there { Duration::ZERO } else { FIRST_RUN };
            visit.state.runs.wanted(visit, patience).await;
            if !is_there {
                kept = keeping::report(visit).await?;
            }
        }
        let kept = kept.map(|stored| stored.value);
        Ok(Self {
            is_stale: !kept.as_ref().is_some_and(is_current),
            diary,
            kept,
        })
    }

    /// How old the result is, if there is one.
    #[must_use]
    pub fn freshness(&self, visit: &Visit) -> Option<Freshness> {
        self.kept.as_ref().map(|kept| Freshness {
            made: civil_moment(kept.made, &visit.zone),
            minutes: minutes_between(kept.made, visit.now),
            is_stale: self.is_stale,
        })
    }

    /// The names of own factors.
    #[must_use]
    pub fn names(&self) -> Names {
        Names(
            self.diary
                .own_factors
                .iter()
                .map(|stored| (own_code(stored.id), stored.value.name.clone()))
                .collect(),
        )
    }
}
