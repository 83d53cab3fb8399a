//! The facts of a diary at their boundaries.

use super::{Fact, attack_facts, patient_facts};
use crate::{
    account::{
        model::Condition,
        server::{
            Profile,
            testing::{fresh_id, instant},
        },
    },
    attacks::{
        model::AuraKind,
        server::{Attack, AttackRecord, Course},
    },
    daily::server::CheckIn,
    encryption::server::Stored,
    medication::{
        model::{MedicineClass, Purpose},
        server::{CabinetMedicine, IntakeRecord},
    },
    reports::server::Diary,
};
use jiff::{SignedDuration, Timestamp, civil::date};

fn stored<T>(value: T) -> Stored<T> {
    Stored {
        id: fresh_id(),
        revision: 1,
        value,
    }
}

fn attack(onset: &str, change: impl FnOnce(&mut Attack)) -> Stored<AttackRecord> {
    let onset = instant(onset);
    let mut attack = Attack::begun(onset, "Europe/Berlin", onset);
    attack.course = Course::Ended(onset + SignedDuration::from_hours(4));
    change(&mut attack);
    stored(AttackRecord::new(attack))
}

fn now() -> Timestamp {
    instant("2026-11-21T10:00:00Z")
}

fn profile(born: Option<i16>, conditions: &[Condition]) -> Option<Profile> {
    Some(Profile {
        born,
        conditions: conditions
            .iter()
            .map(|condition| condition.code().to_owned())
            .collect(),
        ..Profile::default()
    })
}

fn facts_of(diary: &Diary) -> Vec<Fact> {
    let last = diary.attacks.last().expect("an attack");
    attack_facts(diary, last, now()).into_iter().collect()
}

fn with(attacks: Vec<Stored<AttackRecord>>, profile: Option<Profile>) -> Diary {
    Diary {
        attacks,
        profile,
        ..Diary::default()
    }
}

#[test]
fn an_attack_is_long_after_72_hours_and_not_at_them() {
    let onset = "2026-11-10T10:00:00Z";
    for (seconds, is_long) in [(72 * 3_600, false), (72 * 3_600 + 1, true)] {
        let ended = attack(onset, |attack| {
            attack.course = Course::Ended(attack.onset + SignedDuration::from_secs(seconds));
        });
        let found = facts_of(&with(vec![ended], None));
        assert_eq!(found.contains(&Fact::LongAttack), is_long, "{seconds}");
    }
    for (onset, is_long) in [
        ("2026-11-18T10:00:00Z", false),
        ("2026-11-18T09:59:59Z", true),
    ] {
        let ongoing = attack(onset, |attack| attack.course = Course::Ongoing);
        let found = facts_of(&with(vec![ongoing], None));
        assert_eq!(found.contains(&Fact::LongAttack), is_long, "{onset}");
    }
    let continuous = attack(onset, |attack| attack.course = Course::Continuous);
    assert!(facts_of(&with(vec![continuous], None)).is_empty());
}

#[test]
fn an_aura_is_long_after_an_hour() {
    for (minutes, is_long) in [(Some(60), false), (Some(61), true), (None, false)] {
        let one = attack("2026-11-10T10:00:00Z", |attack| {
            attack.aura.insert(AuraKind::Visual, minutes);
        });
        let found = facts_of(&with(vec![one], None));
        assert_eq!(found.contains(&Fact::LongAura), is_long, "{minutes:?}");
    }
}

#[test]
fn weakness_is_new_once() {
    let motor = |onset| {
        attack(onset, |attack| {
            attack.aura.insert(AuraKind::Motor, None);
        })
    };
    let (first, second) = (motor("2026-10-10T10:00:00Z"), motor("2026-11-10T10:00:00Z"));
    let alone = with(vec![first.clone()], None);
    assert_eq!(facts_of(&alone), [Fact::FirstMotorAura]);
    let again = with(vec![first.clone(), second], None);
    assert_eq!(facts_of(&again), []);
    let known = with(vec![first], profile(None, &[Condition::AuraMotor]));
    assert_eq!(facts_of(&known), []);
}

#[test]
fn the_first_aura_counts_from_the_year_of_fifty_on() {
    let aura = attack("2026-11-10T10:00:00Z", |attack| {
        attack.aura.insert(AuraKind::Visual, Some(20));
    });
    for (born, expected) in [
        (None, &[][..]),
        (Some(1977), &[]),
        (Some(1976), &[Fact::FirstAuraAfterFifty, Fact::AgedFifty]),
    ] {
        let found = facts_of(&with(vec![aura.clone()], profile(born, &[])));
        assert_eq!(found, expected, "{born:?}");
    }
    let known = profile(Some(1960), &[Condition::AuraSensory]);
    let found = facts_of(&with(vec![aura], known));
    assert_eq!(found, [Fact::AgedFifty]);
}

#[test]
fn the_profile_matters_to_any_headache() {
    let conditions = [
        Condition::RecentBirth,
        Condition::Immune,
        Condition::HeadInjury,
    ];
    let one = attack("2026-11-10T10:00:00Z", |_| {});
    let found = facts_of(&with(vec![one], profile(None, &conditions)));
    assert_eq!(found, [Fact::Pregnant, Fact::Illness, Fact::HeadInjury]);
}

#[test]
fn the_latest_answer_about_contraception_decides() {
    let today = date(2026, 11, 21);
    let answer = |day, code: &str| {
        let mut check_in: CheckIn =
            serde_json::from_value(serde_json::json!({ "day": day, "recorded": now() })).unwrap();
        check_in.contraception = Some(code.to_owned());
        stored(check_in)
    };
    for (answers, takes) in [
        (vec![("2026-11-01", "combined_pill")], true),
        (vec![("2026-11-01", "patch_or_ring")], true),
        (vec![("2026-11-01", "progestogen_pill")], false),
        (
            vec![
                ("2026-11-01", "combined_pill"),
                ("2026-11-02", "no_hormones"),
            ],
            false,
        ),
        (vec![("2025-11-20", "combined_pill")], false),
        (vec![], false),
    ] {
        let diary = Diary {
            check_ins: answers
                .iter()
                .map(|(day, code)| answer(*day, code))
                .collect(),
            ..Diary::default()
        };
        let found = patient_facts(&diary, today, now());
        assert_eq!(found.contains(&Fact::TakesOestrogen), takes, "{answers:?}");
    }
}

fn intake(day: i64, class: MedicineClass) -> Stored<IntakeRecord> {
    let at = now() - SignedDuration::from_hours(24 * day);
    stored(IntakeRecord {
        name: "Own".to_owned(),
        dose: String::new(),
        class,
        purpose: Purpose::Acute,
        medicine: None,
        attack: None,
        at,
        zone: "Europe/Berlin".to_owned(),
        units: None,
        pain_before: None,
        pain_after: None,
        relief: None,
        returned: None,
        recorded: at,
    })
}

#[test]
fn medicines_of_the_last_year_and_of_the_cabinet_count() {
    let today = date(2026, 11, 21);
    let cabinet = |name: &str, class, put_away| {
        stored(CabinetMedicine {
            name: name.to_owned(),
            substance: None,
            class,
            purpose: Purpose::Acute,
            form: String::new(),
            strength: String::new(),
            left: None,
            pack: None,
            gtin: None,
            put_away,
            recorded: now(),
        })
    };
    let mut diary = Diary::default();
    assert!(patient_facts(&diary, today, now()).is_empty());
    diary.intakes = vec![intake(400, MedicineClass::Triptan)];
    diary.medicines = vec![cabinet("Ergotamine", MedicineClass::Ergot, true)];
    assert!(patient_facts(&diary, today, now()).is_empty());
    diary.intakes.push(intake(300, MedicineClass::Triptan));
    diary.medicines = vec![cabinet(
        "Topiramate 25",
        MedicineClass::Anticonvulsant,
        false,
    )];
    let found: Vec<_> = patient_facts(&diary, today, now()).into_iter().collect();
    assert_eq!(found, [Fact::TakesTriptan, Fact::TakesTeratogen]);
}

#[test]
fn overuse_is_near_before_it_is_reached() {
    let today = date(2026, 11, 21);
    let near = |days: i64| {
        let diary = Diary {
            intakes: (0..days)
                .map(|day| intake(day, MedicineClass::Triptan))
                .collect(),
            ..Diary::default()
        };
        patient_facts(&diary, today, now()).contains(&Fact::NearOveruse)
    };
    assert!(!near(3));
    assert!(near(9) && near(10) && near(20));
}
