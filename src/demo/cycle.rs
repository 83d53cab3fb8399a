//! When the demo patient's periods begin: every 28 days or so, and rather when an attack is near, as
//! in menstrually related migraine (ICHD-3 A1.1.2).

use jiff::{ToSpan, civil::Date};
use std::collections::BTreeSet;

/// A day on which a period was expected; the others follow every [`LENGTH`] days.
const ANCHOR: Date = jiff::civil::date(2001, 1, 10);

/// Days from one expected period to the next.
const LENGTH: i32 = 28;

/// How many days before or after the expected day a period may begin.
const SWAY: i32 = 2;

/// Whether a period begins on `day`, when attacks begin on `onsets` (complete around `day`).
#[must_use]
pub fn begins_on(day: Date, onsets: &BTreeSet<Date>) -> bool {
    let since = ANCHOR.until(day).map_or(0, |span| span.get_days());
    let from_expected = (since + SWAY).rem_euclid(LENGTH) - SWAY;
    if from_expected > SWAY {
        return false;
    }
    let expected = day.saturating_sub(from_expected.days());
    let is_near = |day: &Date| {
        onsets.contains(day) || day.tomorrow().is_ok_and(|next| onsets.contains(&next))
    };
    let chosen = (-SWAY..=SWAY)
        .map(|sway| expected.saturating_add(sway.days()))
        .find(is_near)
        .unwrap_or(expected);
    chosen == day
}
