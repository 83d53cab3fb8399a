//! The progress bar: patients, records, records a second.

use std::{
    io::{IsTerminal, Write},
    time::{Duration, Instant},
};

/// Letters of the bar.
const WIDTH: usize = 40;
/// How often it is drawn at most.
const PAUSE: Duration = Duration::from_millis(100);

/// A bar on standard error; a line for each patient where that is no terminal.
#[derive(Debug)]
pub struct Bar {
    all: usize,
    done: usize,
    records: u64,
    began: Instant,
    drawn: Option<Instant>,
}

impl Bar {
    /// A bar for `all` patients.
    pub fn new(all: usize) -> Self {
        Self {
            all,
            done: 0,
            records: 0,
            began: Instant::now(),
            drawn: None,
        }
    }

    /// Some records were moved.
    pub fn moved(&mut self, records: u64) {
        self.records += records;
        if self.drawn.is_none_or(|at| at.elapsed() >= PAUSE) && std::io::stderr().is_terminal() {
            self.draw();
        }
    }

    /// A patient is done.
    pub fn finished(&mut self) {
        self.done += 1;
        self.draw();
    }

    fn draw(&mut self) {
        let mut output = std::io::stderr().lock();
        let line = line(self.done, self.all, self.records, self.began.elapsed());
        let written = if output.is_terminal() {
            let end = if self.done == self.all { "\n" } else { "" };
            write!(output, "\r{line}{end}")
        } else {
            writeln!(output, "{line}")
        };
        // Progress that cannot be shown is no reason to stop.
        drop(written);
        self.drawn = Some(Instant::now());
    }
}

fn line(done: usize, all: usize, records: u64, spent: Duration) -> String {
    let filled = WIDTH * done.min(all) / all.max(1);
    let bar = "#".repeat(filled) + &"-".repeat(WIDTH - filled);
    let milliseconds = spent.as_millis().max(1);
    let rate = u128::from(records) * 1_000 / milliseconds;
    format!("[{bar}] {done}/{all} patients, {records} records, {rate}/s")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_patients_records_and_speed() {
        let half = line(2, 4, 30_000, Duration::from_secs(2));
        assert!(
            half.starts_with("[####################--------------------] 2/4"),
            "{half}"
        );
        assert!(half.ends_with("30000 records, 15000/s"), "{half}");
        assert!(line(0, 0, 0, Duration::ZERO).contains("0/0 patients"));
    }
}
