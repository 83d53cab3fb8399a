//! Local clock times of an answer as instants.
//!
//! A zone by its IANA name decides, also where the clock is put forward or back: of two equal clock
//! times the second is the later one. A list that names a clock time which its zone leaves out was
//! made with one fixed offset, and is read with it.

use jiff::{
    Timestamp,
    civil::DateTime,
    tz::{AmbiguousOffset, Offset, TimeZone},
};

/// The instants of clock times in their order.
pub(super) fn instants(
    times: &[DateTime],
    zone: &TimeZone,
    offset_seconds: Option<i32>,
) -> Vec<Option<Timestamp>> {
    let gap = |time: &DateTime| {
        let ambiguous = zone.to_ambiguous_timestamp(*time);
        matches!(ambiguous.offset(), AmbiguousOffset::Gap { .. })
    };
    let fixed = offset_seconds.and_then(|seconds| Offset::from_seconds(seconds).ok());
    if let (true, Some(offset)) = (times.iter().any(gap), fixed) {
        return times
            .iter()
            .map(|time| offset.to_timestamp(*time).ok())
            .collect();
    }
    let mut previous: Option<Timestamp> = None;
    times
        .iter()
        .map(|time| {
            let ambiguous = zone.to_ambiguous_timestamp(*time);
            let earlier = ambiguous.compatible().ok()?;
            let is_second = previous.is_some_and(|previous| earlier <= previous);
            let instant = if is_second {
                zone.to_ambiguous_timestamp(*time).later().ok()?
            } else {
                earlier
            };
            previous = Some(instant);
            Some(instant)
        })
        .collect()
}
