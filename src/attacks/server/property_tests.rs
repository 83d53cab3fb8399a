//! What holds after any changes in any order, at any pace.

use super::{
    change::Change,
    change_tests::{now, ongoing},
    record::Attack,
};
use crate::attacks::model::{AuraKind, Pain, Progress, Region, Relief, Side, Symptom};
use jiff::SignedDuration;
use proptest::{collection::vec, prelude::*, sample::select};

/// A code that some form sends.
fn code() -> impl Strategy<Value = String> {
    let pain = prop_oneof![
        (0..=10_u8).prop_map(|level| level.to_string()),
        select(vec!["none", "mild", "moderate", "severe"]).prop_map(str::to_owned),
    ];
    let coded = |name: &'static str, codes: Vec<&'static str>| {
        select(codes).prop_map(move |code| format!("{name}:{code}"))
    };
    prop_oneof![
        pain.prop_map(|pain| format!("level:{pain}")),
        (0..=1_440_u16).prop_map(|minutes| format!("began:{minutes}")),
        select(vec!["woke", "gone", "resumed", "continuous"]).prop_map(str::to_owned),
        coded(
            "progress",
            Progress::ALL.iter().map(|choice| choice.code()).collect()
        ),
        coded(
            "side",
            Side::ALL.iter().map(|choice| choice.code()).collect()
        ),
        coded(
            "region",
            Region::ALL.iter().map(|choice| choice.code()).collect()
        ),
        coded(
            "symptom",
            Symptom::ALL.iter().map(|choice| choice.code()).collect()
        ),
        coded(
            "bothers",
            Symptom::ALL.iter().map(|choice| choice.code()).collect()
        ),
        coded(
            "aura",
            AuraKind::ALL.iter().map(|choice| choice.code()).collect()
        ),
        (0..4_usize, select(Relief::ALL))
            .prop_map(|(place, relief)| format!("relief:{place}:{}", relief.code())),
        (0..4_usize).prop_map(|place| format!("not_taken:{place}")),
        (0..4_usize).prop_map(|place| format!("remove_level:{place}")),
    ]
}

/// One step: a tap, or a form with times, or a medicine.
#[derive(Debug, Clone)]
enum Step {
    Tap(String),
    Times { onset: String, end: String },
    Medicine(u16),
}

fn local() -> impl Strategy<Value = String> {
    // Around the change of clocks in autumn and around now, in local time.
    (
        select(vec!["2026-10-24", "2026-10-25", "2026-11-19", "2026-11-20"]),
        0..24_u8,
        0..60_u8,
    )
        .prop_map(|(day, hour, minute)| format!("{day}T{hour:02}:{minute:02}"))
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => code().prop_map(Step::Tap),
        1 => (local(), prop_oneof![Just(String::new()), local()])
            .prop_map(|(onset, end)| Step::Times { onset, end }),
        1 => (0..300_u16).prop_map(Step::Medicine),
    ]
}

fn check(attack: &Attack) -> Result<(), TestCaseError> {
    if let Some(end) = attack.end() {
        prop_assert!(end >= attack.onset);
    }
    prop_assert!(attack.levels.is_sorted_by_key(|point| point.at));
    prop_assert!(attack.progress.is_sorted_by_key(|point| point.at));
    prop_assert!(attack.medicines.is_sorted_by_key(|intake| intake.at));
    prop_assert!(attack.levels.iter().all(|point| point.at >= attack.onset));
    if let Some(symptom) = attack.most_bothersome {
        prop_assert!(attack.symptoms.contains(&symptom));
    }
    let strongest = attack.levels.iter().map(|point| point.pain.height()).max();
    prop_assert_eq!(attack.peak().map(Pain::height), strongest);
    prop_assert_eq!(&attack.zone, "Europe/Berlin");
    prop_assert_eq!(attack.recorded, ongoing().recorded);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn no_sequence_of_changes_makes_an_impossible_attack(
        steps in vec((step(), 0..4_000_i64), 0..40),
    ) {
        let mut attack = ongoing();
        let mut instant = now();
        for (step, seconds) in steps {
            instant += SignedDuration::from_secs(seconds);
            let change = match step {
                Step::Tap(code) => Change::parse(&code).expect("a code of ours"),
                Step::Times { onset, end } => match Change::times(&attack, &onset, &end, instant) {
                    Ok(change) => change,
                    Err(_) => continue,
                },
                Step::Medicine(minutes) => Change::taken("x", "", minutes, instant).expect("a name"),
            };
            attack = change.apply(attack, instant);
            check(&attack)?;
        }
    }

    #[test]
    fn a_toggle_twice_is_as_if_it_had_not_been(before in vec(code(), 0..12), toggle in prop_oneof![
        Just("woke".to_owned()),
        select(Side::ALL).prop_map(|side| format!("side:{}", side.code())),
        select(Region::ALL).prop_map(|region| format!("region:{}", region.code())),
        select(Symptom::ALL).prop_map(|symptom| format!("symptom:{}", symptom.code())),
    ]) {
        let before = before.iter().fold(ongoing(), |attack, code| {
            Change::parse(code).expect("a code of ours").apply(attack, now())
        });
        let change = Change::parse(&toggle).expect("a code of ours");
        let once = change.clone().apply(before.clone(), now());
        prop_assert_ne!(&once, &before);
        let twice = change.clone().apply(once, now());
        // A choice of one among several does not come back by itself, and neither does the symptom
        // that bothered most once it was taken away.
        let is = |name: &str, code: &str| toggle == format!("{name}:{code}");
        let mut expected = before.clone();
        if toggle.starts_with("side:") && !before.side.is_some_and(|side| is("side", side.code())) {
            expected.side = None;
        }
        if before.most_bothersome.is_some_and(|most| is("symptom", most.code())) {
            expected.most_bothersome = None;
        }
        prop_assert_eq!(twice, expected);
    }

    #[test]
    fn any_text_is_read_or_refused(code in ".{0,40}", onset in ".{0,30}", end in ".{0,30}") {
        let _ = Change::parse(&code);
        let _ = Change::times(&ongoing(), &onset, &end, now());
        let _ = Change::notes(&code);
        let _ = Change::aura_minutes(AuraKind::Visual, &code);
    }
}
