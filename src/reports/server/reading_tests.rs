//! When a reading is kept, and when it must not be.

use super::{
    counts_tests::{NOW, at, attack, diary},
    diary::Diary,
    reading::ReadingMemory,
};
use jiff::{ToSpan, civil::date};
use std::sync::Arc;

fn settled(end: &str) -> Diary {
    let attacks = [attack("Europe/Berlin", "2026-11-10T09:00:00Z", end)];
    Diary {
        memory: ReadingMemory::new(),
        ..diary(attacks, [], [])
    }
}

#[test]
fn a_diary_at_rest_is_read_once_a_day() {
    let diary = settled("2026-11-10T15:00:00Z");
    let today = date(2026, 11, 10);
    let now = at("2026-11-10T16:00:00Z");
    let first = diary.reading(today, now);
    let later = diary.reading(today, now + 5.hours());
    assert!(Arc::ptr_eq(&first, &later));
    let tomorrow = diary.reading(date(2026, 11, 11), now + 12.hours());
    assert!(!Arc::ptr_eq(&first, &tomorrow));
    assert_eq!(tomorrow.facts().today, date(2026, 11, 11));
}

#[test]
fn an_attack_that_goes_on_is_read_at_every_instant() {
    let diary = settled("ongoing");
    let today = date(2026, 11, 10);
    let now = at("2026-11-10T16:00:00Z");
    let until = |now| diary.reading(today, now).facts().attacks[0].until;
    assert_eq!(until(now), now);
    assert_eq!(until(now + 1.hour()), now + 1.hour());
}

#[test]
fn an_attack_that_fell_silent_is_at_rest_only_once_the_silence_is_long() {
    let diary = settled("ongoing");
    let today = date(2026, 11, 11);
    let shortly_before = at("2026-11-11T08:59:59Z");
    let before = diary.reading(today, shortly_before);
    assert_eq!(before.facts().attacks[0].until, shortly_before);
    let after = diary.reading(today, at("2026-11-11T09:00:00Z"));
    assert_eq!(after.facts().attacks[0].until, at("2026-11-10T09:00:00Z"));
    let later = diary.reading(today, at("2026-11-11T12:00:00Z"));
    assert!(Arc::ptr_eq(&after, &later));
}

#[test]
fn a_diary_that_may_still_change_is_never_remembered() {
    let mut diary = diary([], [], []);
    let today = date(2026, 11, 10);
    assert!(diary.reading(today, at(NOW)).days().is_empty());
    let begun = attack(
        "Europe/Berlin",
        "2026-11-10T09:00:00Z",
        "2026-11-10T15:00:00Z",
    );
    diary.attacks = super::counts_tests::diary([begun], [], []).attacks;
    assert_eq!(diary.reading(today, at(NOW)).days().len(), 1);
}
