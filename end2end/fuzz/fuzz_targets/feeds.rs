//! Any bytes as the answer of any feed: never a panic, times in order, and no number that cannot be true.
//! The first byte chooses the feed.
#![no_main]

use libfuzzer_sys::fuzz_target;
use migraine_pulse::environment::{model::Feed, sources::source};

fuzz_target!(|bytes: &[u8]| {
    let Some((first, body)) = bytes.split_first() else {
        return;
    };
    let feed = Feed::ALL[usize::from(*first) % Feed::ALL.len()];
    let outcome = source(feed).parse(body);
    assert_eq!(source(feed).parse(body), outcome, "the same answer twice");
    let Ok(parsed) = outcome else { return };
    for series in &parsed.series {
        assert!(series.points.windows(2).all(|pair| pair[0].at < pair[1].at));
        for value in series.points.iter().filter_map(|point| point.value) {
            assert_eq!(series.quantity.plausible(value), Some(value));
        }
    }
});
