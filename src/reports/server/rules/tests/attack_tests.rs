//! Attacks: what belongs together, and attacks of more than 72 hours.

use super::{BERLIN, Told, at, featured, local, november, plain, strong};
use crate::{
    attacks::{
        model::{Ability, Incident, Linkage, Relief, Severity},
        server::{Attack, Course, Intake},
    },
    reports::server::rules::{Findings, Settings, Value, attacks, status},
};
use jiff::SignedDuration;

const TODAY: &str = "2026-11-20";

fn treated(attack: Attack, relief: Option<Relief>) -> Attack {
    let medicines = vec![Intake {
        name: "Sumatriptan".to_owned(),
        dose: String::new(),
        at: attack.onset,
        relief,
    }];
    Attack {
        medicines,
        ..attack
    }
}

/// Two attacks of an hour with so many seconds free between them.
fn two(seconds: i64, relief: Option<Relief>, word: Option<Linkage>) -> Told {
    let onset = at("2026-11-10T09:00:00Z");
    let end = onset + SignedDuration::from_hours(1);
    let again = end + SignedDuration::from_secs(seconds);
    let first = treated(plain(BERLIN, onset, end), relief);
    let mut second = plain(BERLIN, again, again + SignedDuration::from_hours(1));
    second.details.linkage = word;
    // The later one is told first: the order of entries does not matter.
    Told::default().record(second).record(first)
}

#[test]
fn free_time_decides_what_is_one_attack() {
    const HOUR: i64 = 3_600;
    let helped = Some(Relief::Free);
    for (what, seconds, relief, word, count, recurrences) in [
        ("no time", 0, None, None, 1, 0),
        ("23:59", 24 * HOUR - 60, None, None, 1, 0),
        ("23:59:59", 24 * HOUR - 1, helped, None, 1, 0),
        ("24:00", 24 * HOUR, None, None, 2, 0),
        ("24:00 treated", 24 * HOUR, helped, None, 1, 1),
        ("24:00 better", 24 * HOUR, Some(Relief::Better), None, 1, 1),
        (
            "24:00 in vain",
            24 * HOUR,
            Some(Relief::Unchanged),
            None,
            2,
            0,
        ),
        ("47:59 treated", 48 * HOUR - 60, helped, None, 1, 1),
        ("47:59", 48 * HOUR - 60, None, None, 2, 0),
        ("48:00 treated", 48 * HOUR, helped, None, 2, 0),
        ("word: same", 72 * HOUR, None, Some(Linkage::Same), 1, 0),
        (
            "word: separate",
            HOUR,
            helped,
            Some(Linkage::Separate),
            2,
            0,
        ),
        (
            "word: again",
            72 * HOUR,
            None,
            Some(Linkage::Recurrence),
            1,
            1,
        ),
    ] {
        let told = two(seconds, relief, word);
        let facts = told.facts(TODAY);
        let findings = Findings::of(&facts, Settings::default());
        let figure = attacks(&findings, november());
        assert_eq!(figure.value, Value::Count(count), "{what}");
        let again = findings.episodes.iter();
        let again = again.filter(|one| one.recurrence_of.is_some()).count();
        assert_eq!(again, recurrences, "{what}");
        let kept: usize = findings.episodes.iter().map(|one| one.attacks.len()).sum();
        assert_eq!(kept, 2, "{what}: raw records stay");
    }
}

#[test]
fn a_merged_attack_counts_in_the_month_in_which_it_began() {
    let told = Told::default()
        .attack("2026-10-31T09:00", "2026-10-31T20:00")
        .attack("2026-11-01T09:00", "2026-11-01T12:00");
    let count = |span| told.value(TODAY, |found| attacks(found, span));
    assert_eq!(count(november()), Value::Count(0));
    let october = (super::day("2026-10-01"), super::day("2026-10-31"));
    assert_eq!(count(october), Value::Count(1));
}

#[test]
fn more_than_72_hours_are_status_if_they_are_debilitating() {
    let lasting = |hours: i64, minutes: i64| {
        let onset = at("2026-11-10T09:00:00Z");
        let length = SignedDuration::from_hours(hours) + SignedDuration::from_mins(minutes);
        plain(BERLIN, onset, onset + length)
    };
    let severe = |attack| strong(attack, Severity::Severe);
    let moderate = |attack| strong(attack, Severity::Moderate);
    let disabled = |attack| {
        let mut attack = moderate(attack);
        attack.details.ability = Some(Ability::Little);
        attack
    };
    let cluster = |attack| {
        let mut attack = severe(attack);
        attack.details.incident = Some(Incident::Cluster);
        attack
    };
    for (what, attack, count, unsure) in [
        ("72:00", severe(lasting(72, 0)), 0, 0),
        ("72:01", severe(lasting(72, 1)), 1, 0),
        ("moderate", moderate(lasting(80, 0)), 0, 0),
        ("could do little", disabled(lasting(80, 0)), 1, 0),
        ("nobody said", lasting(80, 0), 0, 1),
        ("another kind", cluster(lasting(80, 0)), 0, 0),
    ] {
        let figure = Told::default()
            .record(attack)
            .figure(TODAY, |found| status(found, november()));
        assert_eq!(
            (figure.value, figure.unsure),
            (Value::Count(count), unsure),
            "{what}"
        );
    }
}

#[test]
fn breaks_of_up_to_12_hours_are_accepted() {
    let onset = local(BERLIN, "2026-11-10T09:00");
    for (free, count) in [(12 * 60, 1), (12 * 60 + 1, 0)] {
        let end = onset + SignedDuration::from_hours(40);
        let again = end + SignedDuration::from_mins(free);
        let told = Told::default()
            .record(featured(plain(BERLIN, onset, end)))
            .record(plain(BERLIN, again, again + SignedDuration::from_hours(40)));
        let value = told.value(TODAY, |found| status(found, november()));
        assert_eq!(value, Value::Count(count), "{free} minutes free");
    }
}

#[test]
fn a_continuous_headache_is_no_status() {
    let begun = local(BERLIN, "2026-11-01T09:00");
    let told = Told::default().record(Attack {
        course: Course::Continuous,
        ..featured(Attack::begun(begun, BERLIN, begun))
    });
    let value = told.value(TODAY, |found| status(found, november()));
    assert_eq!(value, Value::Count(0));
}
