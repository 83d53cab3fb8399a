//! Server side of the environment.
//!
//! `feeds/` fetches and keeps what providers say, for everybody alike; the other parts read it for one
//! patient: `places/`, `outlook` (what is known around a place), `snapshot` (what was known at an attack),
//! `rules/` (own rules and notices) and `history` (what the pattern engine learns from).

pub mod feeds;
mod form;
mod history;
mod outlook;
mod places;
mod rules;
mod single;
mod snapshot;
mod view;

#[cfg(test)]
mod history_tests;
#[cfg(test)]
mod outlook_tests;
#[cfg(test)]
mod service_tests;

pub use feeds::{Feeds, cell::Cell, run};
pub use form::{MOST_CONDITIONS, MOST_NAME, read_place, read_pressure, read_rule};
pub use history::{DayEnvironment, Slot, assemble, history};
pub use outlook::{Known, Outlook, Reading};
pub use places::{
    MOST_PLACES, MOST_TYPED, PLACES_NAME, Place, PlaceKind, PlaceMode, Places, Town, TypedPressure,
    add_place, load_places, nearest_town, places_id, poll, remove_place, search_towns, set_mode,
    type_pressure,
};
pub use rules::{
    Condition, Decision, Evidence, Join, MOST_RULES, Notice, Notices, Outcome, Rule, Rules, Side,
    Test, Times, change_rules, evaluate, evaluate_now, load_notices, load_rules, mark_seen, offers,
    read_times, remove_rule, rules_id, save_rule, set_times, switch_rule,
};
pub use snapshot::{
    Backfill, Snapshot, SnapshotReading, attach, attach_soon, backfill, snapshot_of,
    snapshots_of_day,
};
pub use view::{
    around_view, card_view, indicator_view, outlook_of, risk_view, snapshot_view, units_of,
};

/// The cell of a point, as wide as configured.
fn cell_of(visit: &crate::account::server::Visit, latitude: f64, longitude: f64) -> Cell {
    Cell::of(latitude, longitude, visit.state.feeds.config.cell_tenths)
}
