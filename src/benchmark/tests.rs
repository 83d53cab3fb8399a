//! The table and the percentiles.

use super::{
    latency::Latencies,
    table::{Row, render},
};
use std::time::Duration;

#[test]
fn percentiles_are_times_that_were_measured() {
    let times = (1..=200).rev().map(Duration::from_millis).collect();
    let latencies = Latencies::new(times, Duration::from_secs(4));
    assert!((latencies.percentile(50) - 100.0).abs() < 1e-9);
    assert!((latencies.percentile(99) - 198.0).abs() < 1e-9);
    assert!((latencies.percentile(100) - 200.0).abs() < 1e-9);
    assert!((latencies.per_second() - 50.0).abs() < 1e-9);
}

#[test]
fn no_measurement_is_no_panic() {
    let latencies = Latencies::new(Vec::new(), Duration::ZERO);
    assert!(latencies.percentile(50).abs() < 1e-9);
    assert!(latencies.per_second().abs() < 1e-9);
}

#[test]
fn the_table_is_aligned_and_says_what_is_kept() {
    let text = render(&[
        Row::at_most("save", 7.456, 5.0, "ms").beside(7.456, 3.0, "plain INSERT"),
        Row::at_least("seal", 234_567.0, 200_000.0, "/s"),
        Row::note("hello", 45.67, "/s"),
    ]);
    let expected = "\
what        figure         limit  ratio                verdict
-----  -----------  ------------  -------------------  -------
save       7.46 ms    <= 5.00 ms  2.49 x plain INSERT  over
seal    234,567 /s  >= 200,000 /s                       ok
hello      45.7 /s
";
    let squeezed = |text: &str| {
        text.lines()
            .map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "))
            .collect::<Vec<_>>()
    };
    assert_eq!(squeezed(&text)[2..], squeezed(expected)[2..]);
    let place = |line: usize, word: &str| text.lines().nth(line).and_then(|line| line.find(word));
    assert_eq!(place(0, "verdict"), place(2, "over"));
    assert_eq!(place(0, "verdict"), place(3, "ok"));
}
