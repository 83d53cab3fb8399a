//! Times of many repetitions and what can be said about them.

use std::time::{Duration, Instant};

/// Times of single calls, and how long all of them took together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Latencies {
    sorted: Vec<Duration>,
    elapsed: Duration,
}

impl Latencies {
    /// Puts measured times in order.
    pub fn new(mut times: Vec<Duration>, elapsed: Duration) -> Self {
        times.sort_unstable();
        Self {
            sorted: times,
            elapsed,
        }
    }

    /// The time in milliseconds that `percent` of the calls did not exceed (nearest rank).
    pub fn percentile(&self, percent: usize) -> f64 {
        let rank = (self.sorted.len() * percent).div_ceil(100).max(1);
        self.sorted
            .get(rank - 1)
            .map_or(0.0, |time| milliseconds(*time))
    }

    /// Calls per second.
    pub fn per_second(&self) -> f64 {
        #[expect(
            clippy::cast_precision_loss,
            reason = "some thousand calls, shown with three digits"
        )]
        let count = self.sorted.len() as f64;
        count / self.elapsed.as_secs_f64().max(1e-9)
    }
}

/// A duration in milliseconds.
pub fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// The one clock of the benchmark: how long things take, never what time it is.
pub fn start() -> Instant {
    Instant::now()
}
