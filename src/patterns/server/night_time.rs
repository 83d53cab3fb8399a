//! When a patient's nights are: between three and five where they live, at an hour of their own.
//!
//! The hour follows from the pseudonym, so that patients of one zone do not all come at once. The custodian
//! counts nights by UTC days: a night keeps clear of their ends, and never falls on a UTC day whose keys
//! were lent before.

use crate::{encryption::epoch::Epoch, platform::ids::UserId};
use jiff::{SignedDuration, Timestamp, ToSpan, tz::TimeZone};

/// The hour at which nights begin, local time.
const FIRST_HOUR: i8 = 3;
/// How long they last, in seconds.
const LENGTH: u32 = 2 * 3_600;
/// Until which local hour a night that failed is tried again.
const LAST_TRY: i8 = 7;
/// How long after a failure.
const TRY_AGAIN: SignedDuration = SignedDuration::from_mins(20);
/// How long before the end of a UTC day no night begins: its keys would end under the work.
const BEFORE_END: SignedDuration = SignedDuration::from_mins(15);
/// How long after its beginning the next one does: clocks may differ.
const AFTER_BEGINNING: SignedDuration = SignedDuration::from_mins(2);

/// The first night of a patient after `after`, and after the UTC day whose keys were lent last.
#[must_use]
pub fn next_night(
    user: UserId,
    zone: &TimeZone,
    after: Timestamp,
    lent: Option<Epoch>,
) -> Timestamp {
    let today = after.to_zoned(zone.clone()).date();
    let slots = (0..4).filter_map(|days| {
        let local = today
            .checked_add(days.days())
            .ok()?
            .at(FIRST_HOUR, 0, 0, 0)
            .checked_add(i64::from(spread(user)).seconds())
            .ok()?;
        // An hour that the clock leaves out is the one after it.
        let slot = local.to_zoned(zone.clone()).ok()?.timestamp();
        Some(clear_of_the_ends(slot))
    });
    let is_free = |slot: &Timestamp| *slot > after && lent.is_none_or(|day| Epoch::of(*slot) > day);
    slots
        .into_iter()
        .find(is_free)
        .unwrap_or_else(|| later(after, SignedDuration::from_hours(24)))
}

/// When a night is tried again whose process died; later than any work that goes on could last.
#[must_use]
pub fn after_a_death(now: Timestamp) -> Timestamp {
    later(now, TRY_AGAIN)
}

/// When a night that got no keys at `now` is tried again: soon, as long as it is night.
#[must_use]
pub fn next_try(user: UserId, zone: &TimeZone, now: Timestamp) -> Timestamp {
    let again = clear_of_the_ends(later(now, TRY_AGAIN));
    let hour = again.to_zoned(zone.clone()).hour();
    if (FIRST_HOUR..LAST_TRY).contains(&hour) {
        again
    } else {
        next_night(user, zone, now, None)
    }
}

/// Seconds from the beginning of the nights to this patient's.
fn spread(user: UserId) -> u32 {
    let bytes = user.as_bytes();
    u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) % LENGTH
}

fn clear_of_the_ends(slot: Timestamp) -> Timestamp {
    let end = Epoch::of(slot).end();
    if slot >= earlier(end, BEFORE_END) {
        later(end, AFTER_BEGINNING)
    } else {
        slot
    }
}

fn later(instant: Timestamp, span: SignedDuration) -> Timestamp {
    instant.checked_add(span).unwrap_or(Timestamp::MAX)
}

fn earlier(instant: Timestamp, span: SignedDuration) -> Timestamp {
    instant.checked_sub(span).unwrap_or(Timestamp::MIN)
}
