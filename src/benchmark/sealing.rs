//! How many small records one core seals and opens in a second.

use super::{Failure, announce, latency, table::Row};
use crate::{
    encryption::{
        derivation::DataKey,
        epoch::{Epoch, KeyName, Lineage},
        format::{RecordContext, open, seal},
        share::{AppShare, Share},
    },
    platform::{
        entropy::Entropy,
        ids::{RecordId, UserId},
    },
};
use std::hint::black_box;

/// Payload of a small record in bytes: an attack of which only the beginning is known has about this.
const PAYLOAD: [u8; 120] = [7; 120];

/// Records per repetition.
const COUNT: u32 = 20_000;

/// Repetitions, of which the median counts.
const REPETITIONS: usize = 15;

/// The promise, in records per second and core.
const PROMISE: f64 = 200_000.0;

/// Seals and opens on this thread alone.
pub fn measure(entropy: &dyn Entropy) -> Result<Vec<Row>, Failure> {
    announce("sealing and opening on one core");
    let today = Epoch::new(20_000);
    let user = UserId::random(entropy);
    let name = KeyName {
        epoch: today,
        lineage: Lineage::FIRST,
    };
    let key = DataKey::derive(
        &Share::random(entropy),
        &AppShare::random(entropy),
        user,
        name,
    );
    let context = RecordContext {
        user,
        table: "record",
        record: RecordId::random(entropy),
        schema_version: 1,
        revision: 1,
    };
    let blob = seal(&key, &context, &PAYLOAD, entropy)?;
    let sealing = rate(|| {
        drop(black_box(seal(
            &key,
            &context,
            black_box(&PAYLOAD),
            entropy,
        )));
    });
    let opening = rate(|| drop(black_box(open(&key, &context, black_box(&blob), today))));
    let both = rate(|| {
        if let Ok(fresh) = seal(&key, &context, black_box(&PAYLOAD), entropy) {
            drop(black_box(open(&key, &context, &fresh, today)));
        }
    });
    Ok(vec![
        Row::at_least(
            "seal a record of 120 bytes, one core",
            sealing,
            PROMISE,
            "/s",
        ),
        Row::at_least(
            "open a record of 120 bytes, one core",
            opening,
            PROMISE,
            "/s",
        ),
        Row::note("seal and open it again, one core", both, "/s"),
    ])
}

/// Calls per second of this thread's own time, in the median repetition.
fn rate(mut call: impl FnMut()) -> f64 {
    let mut rates: Vec<f64> = (0..REPETITIONS)
        .map(|_| {
            let (start, wall) = (time_of_thread(), latency::start());
            for _ in 0..COUNT {
                call();
            }
            let seconds = match (start, time_of_thread()) {
                (Some(start), Some(end)) if end > start => end - start,
                _ => wall.elapsed().as_secs_f64(),
            };
            f64::from(COUNT) / seconds
        })
        .collect();
    rates.sort_unstable_by(f64::total_cmp);
    rates[REPETITIONS / 2]
}

/// Seconds that this thread has had a core to itself, where the system tells (Linux): other work on
/// the machine does not count.
fn time_of_thread() -> Option<f64> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = line.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}
