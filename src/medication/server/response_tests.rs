//! What medicines did, against diaries worked out by hand.

use super::{IntakeRecord, response::responses};
use crate::{
    account::server::testing::{fresh_id, instant},
    attacks::{
        model::{Pain, Relief},
        server::{Attack, AttackRecord, Intake, LevelPoint},
    },
    encryption::server::Stored,
    medication::model::{Median, MedicineClass, Purpose, Response, Share},
    platform::ids::RecordId,
    reports::server::Diary,
};
use jiff::{SignedDuration, Timestamp};

const ONSET: &str = "2026-11-20T08:00:00Z";

fn after(minutes: i64) -> Timestamp {
    instant(ONSET) + SignedDuration::from_mins(minutes)
}

fn attack(levels: &[(i64, &str)]) -> Stored<AttackRecord> {
    let mut attack = Attack::begun(instant(ONSET), "Europe/Berlin", instant(ONSET));
    attack.levels = levels
        .iter()
        .map(|(minutes, pain)| LevelPoint {
            at: after(*minutes),
            pain: Pain::parse(pain).unwrap(),
        })
        .collect();
    stored(AttackRecord::new(attack))
}

fn stored<T>(value: T) -> Stored<T> {
    Stored {
        id: fresh_id(),
        revision: 1,
        value,
    }
}

fn intake(name: &str, minutes: i64, attack: Option<RecordId>) -> IntakeRecord {
    IntakeRecord {
        name: name.to_owned(),
        dose: String::new(),
        class: MedicineClass::Triptan,
        purpose: Purpose::Acute,
        medicine: None,
        attack,
        at: after(minutes),
        zone: "Europe/Berlin".to_owned(),
        units: None,
        pain_before: None,
        pain_after: None,
        relief: None,
        returned: None,
        recorded: after(minutes),
    }
}

fn of(attacks: Vec<Stored<AttackRecord>>, intakes: Vec<IntakeRecord>) -> Vec<Response> {
    responses(&Diary {
        attacks,
        intakes: intakes.into_iter().map(stored).collect(),
        ..Diary::default()
    })
}

fn share(hits: u32, of: u32) -> Share {
    Share { hits, of }
}

#[test]
fn an_empty_diary_has_no_response() {
    assert_eq!(of(Vec::new(), Vec::new()), []);
}

#[test]
fn answers_are_counted_by_the_pain_at_intake() {
    let answered = |before: &str, after: &str| IntakeRecord {
        pain_before: Pain::parse(before).ok(),
        pain_after: Pain::parse(after).ok(),
        ..intake("Sumatriptan", 0, None)
    };
    let [response] = &of(
        Vec::new(),
        vec![
            answered("7", "0"),
            answered("severe", "2"),
            answered("5", "5"),
            answered("2", "0"),
            answered("moderate", ""),
            answered("", "0"),
        ],
    )[..] else {
        panic!("one medicine");
    };
    assert_eq!(response.intakes, 6);
    let strong = response.at_moderate_or_severe;
    assert_eq!(strong.treated, 4);
    assert_eq!(
        (strong.pain_free, strong.relief),
        (share(1, 3), share(2, 3))
    );
    assert_eq!(response.at_mild.pain_free, share(1, 1));
    assert_eq!(response.at_unknown.pain_free, share(1, 1));
}

#[test]
fn words_of_relief_count_where_no_level_was_given() {
    let judged = |relief| IntakeRecord {
        pain_before: Pain::parse("6").ok(),
        relief: Some(relief),
        ..intake("Sumatriptan", 0, None)
    };
    let all = of(
        Vec::new(),
        vec![
            judged(Relief::Free),
            judged(Relief::Better),
            judged(Relief::Unchanged),
        ],
    );
    let strong = all[0].at_moderate_or_severe;
    assert_eq!(
        (strong.pain_free, strong.relief),
        (share(1, 3), share(2, 3))
    );
}

#[test]
fn levels_of_the_attack_answer_from_90_to_180_minutes() {
    for (minutes, answered) in [(89, 0), (90, 1), (120, 1), (180, 1), (181, 0)] {
        let attack = attack(&[(0, "8"), (minutes, "0")]);
        let taken = intake("Sumatriptan", 0, Some(attack.id));
        let all = of(vec![attack], vec![taken]);
        let strong = all[0].at_moderate_or_severe;
        assert_eq!(strong.pain_free, share(answered, answered), "{minutes}");
    }
}

#[test]
fn the_level_nearest_to_two_hours_counts() {
    let attack = attack(&[(0, "8"), (95, "5"), (125, "0"), (170, "6")]);
    let taken = intake("Sumatriptan", 0, Some(attack.id));
    let all = of(vec![attack], vec![taken]);
    assert_eq!(all[0].at_moderate_or_severe.pain_free, share(1, 1));
}

#[test]
fn a_rescue_within_two_hours_is_no_success_and_a_medicine_taken_together_is_no_rescue() {
    for (later, free) in [(30, 1), (31, 0), (120, 0), (121, 1)] {
        let attack = attack(&[(0, "8")]);
        let first = IntakeRecord {
            relief: Some(Relief::Free),
            ..intake("Sumatriptan", 0, Some(attack.id))
        };
        let second = intake("Naproxen", later, Some(attack.id));
        let all = of(vec![attack], vec![first, second]);
        let sumatriptan = all
            .iter()
            .find(|response| response.name == "Sumatriptan")
            .unwrap();
        assert_eq!(
            sumatriptan.at_moderate_or_severe.pain_free,
            share(free, 1),
            "{later}"
        );
    }
}

#[test]
fn relapse_is_counted_of_those_that_were_free_and_answered() {
    let free = |returned| IntakeRecord {
        pain_before: Pain::parse("7").ok(),
        relief: Some(Relief::Free),
        returned,
        ..intake("Sumatriptan", 0, None)
    };
    let not_free = IntakeRecord {
        relief: Some(Relief::Better),
        ..free(Some(true))
    };
    let all = of(
        Vec::new(),
        vec![free(Some(true)), free(Some(false)), free(None), not_free],
    );
    assert_eq!(all[0].at_moderate_or_severe.relapse, share(1, 2));
}

#[test]
fn time_to_dose_is_that_of_the_first_intake_of_each_attack() {
    let attacks = vec![attack(&[]), attack(&[]), attack(&[])];
    let ids: Vec<_> = attacks.iter().map(|attack| attack.id).collect();
    let intakes = vec![
        intake("Sumatriptan", 20, Some(ids[0])),
        intake("Sumatriptan", 300, Some(ids[0])),
        intake("Sumatriptan", 60, Some(ids[1])),
        intake("Sumatriptan", 40, Some(ids[2])),
        // Taken before the attack: says nothing about waiting.
        intake("Sumatriptan", -30, Some(ids[2])),
    ];
    let all = of(attacks, intakes);
    assert_eq!(all[0].minutes_to_dose, Some(Median { minutes: 40, of: 3 }));
}

#[test]
fn one_substance_under_several_names_is_one_medicine_and_old_records_count_too() {
    let mut old = attack(&[(0, "7")]);
    old.value.attack.medicines.push(Intake {
        name: "Imigran 50 mg".to_owned(),
        dose: String::new(),
        at: after(10),
        relief: Some(Relief::Free),
    });
    let all = of(
        vec![old],
        vec![
            intake("sumatriptan", 600, None),
            intake("Blue pill", 700, None),
        ],
    );
    assert_eq!(all.len(), 2);
    assert_eq!((all[0].intakes, all[0].name.as_str()), (2, "sumatriptan"));
    assert_eq!(all[0].at_moderate_or_severe.pain_free, share(1, 1));
}

#[test]
fn preventives_have_no_response() {
    let preventive = IntakeRecord {
        purpose: Purpose::Preventive,
        ..intake("Propranolol", 0, None)
    };
    assert_eq!(of(Vec::new(), vec![preventive]), []);
}

#[test]
fn the_order_of_entries_never_matters() {
    let intakes = |names: [&str; 3]| {
        names
            .map(|name| IntakeRecord {
                relief: Some(Relief::Free),
                ..intake(name, 0, None)
            })
            .to_vec()
    };
    assert_eq!(
        of(Vec::new(), intakes(["A", "B", "C"])),
        of(Vec::new(), intakes(["C", "A", "B"]))
    );
}
