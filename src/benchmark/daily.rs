//! How long a patient waits until a check-in is saved: sealed, with warm keys, one after the other.

use super::{
    Failure, announce,
    latency::{self, Latencies},
    table::Row,
};
use crate::{
    daily::server::CheckIn,
    demo::DemoDiary,
    platform::{
        ids::{RecordId, UserId},
        state::AppState,
    },
};
use jiff::civil::date;

/// Saves before anything counts.
const WARM_UP: usize = 10;

/// The promise, in milliseconds.
const PROMISE: f64 = 5.0;

/// Saves the check-ins of a demo year.
pub async fn measure(state: &AppState) -> Result<Vec<Row>, Failure> {
    announce("saving check-ins");
    let demo = DemoDiary::between(date(2025, 1, 1), date(2025, 12, 31));
    let check_ins: Vec<CheckIn> = demo
        .check_ins
        .into_iter()
        .map(|planned| planned.check_in)
        .collect();
    let user = UserId::random(state.entropy.as_ref());
    let mut times = Vec::new();
    for (place, check_in) in check_ins.iter().enumerate() {
        let id = RecordId::random(state.entropy.as_ref());
        let start = latency::start();
        state.store.create(user, id, check_in).await?;
        if place >= WARM_UP {
            times.push(start.elapsed());
        }
    }
    let total = times.iter().sum();
    let median = Latencies::new(times, total).percentile(50);
    Ok(vec![
        Row::at_most("save a check-in, p50", median, PROMISE, "ms")
            .beside(median, PROMISE, "limit"),
    ])
}
