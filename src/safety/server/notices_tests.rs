//! Notices of a whole diary: by urgency, shown once, and again when something new is found.

use super::{SafetyAnswers, notices, unseen};
use crate::{
    account::{
        model::Condition,
        server::{
            Profile,
            testing::{fresh_id, instant},
        },
    },
    attacks::server::{Attack, AttackRecord},
    encryption::server::Stored,
    platform::ids::RecordId,
    reports::server::Diary,
    safety::model::{Question, Sign, Urgency},
};
use jiff::{
    Timestamp,
    civil::{Date, date},
};

const TODAY: Date = date(2026, 11, 21);

fn now() -> Timestamp {
    instant("2026-11-21T10:00:00Z")
}

fn answers(
    attack: Option<RecordId>,
    day: Date,
    yes: &[Question],
    seen: &[&str],
) -> Stored<SafetyAnswers> {
    Stored {
        id: fresh_id(),
        revision: 1,
        value: SafetyAnswers {
            attack,
            day,
            answers: yes
                .iter()
                .map(|question| (question.code().to_owned(), true))
                .collect(),
            rules: 1,
            seen: seen.iter().map(|key| (*key).to_owned()).collect(),
            recorded: now(),
        },
    }
}

fn ongoing(onset: &str) -> Stored<AttackRecord> {
    Stored {
        id: fresh_id(),
        revision: 1,
        value: AttackRecord::new(Attack::begun(
            instant(onset),
            "Europe/Berlin",
            instant(onset),
        )),
    }
}

#[test]
fn an_attack_tells_answers_and_facts_the_most_urgent_first() {
    let attack = ongoing("2026-11-10T10:00:00Z");
    let id = attack.id;
    let mut diary = Diary {
        attacks: vec![attack],
        safety: vec![answers(
            Some(id),
            TODAY,
            &[Question::Cough, Question::Sudden],
            &[],
        )],
        ..Diary::default()
    };
    let found = notices(&diary, TODAY, now(), Some(id));
    let signs: Vec<_> = found.iter().map(|notice| notice.sign).collect();
    assert_eq!(
        signs,
        [Sign::Thunderclap, Sign::LongAttack, Sign::CoughHeadache]
    );
    assert!(
        found
            .iter()
            .all(|notice| !notice.is_seen && notice.attack == Some(id))
    );

    let keys: Vec<_> = found.iter().map(|notice| notice.key.as_str()).collect();
    diary.safety.push(answers(Some(id), TODAY, &[], &keys));
    diary.safety[0]
        .value
        .answers
        .insert("fever".to_owned(), true);
    diary.safety[1].value.answers = diary.safety[0].value.answers.clone();
    let fresh: Vec<_> = unseen(&diary, TODAY, now())
        .iter()
        .map(|notice| notice.sign)
        .collect();
    assert_eq!(fresh, [Sign::FeverAlone]);
    assert!(notices(&diary, TODAY, now(), Some(fresh_id())).is_empty());
}

#[test]
fn answers_outside_of_an_attack_hold_for_a_week() {
    let of = |day| {
        let diary = Diary {
            safety: vec![answers(None, day, &[Question::Deficit], &[])],
            ..Diary::default()
        };
        notices(&diary, TODAY, now(), None)
            .first()
            .map(|notice| (notice.sign, notice.urgency))
    };
    let expected = Some((Sign::NewDeficit, Urgency::Emergency));
    assert_eq!(of(TODAY), expected);
    assert_eq!(of(date(2026, 11, 15)), expected);
    assert_eq!(of(date(2026, 11, 14)), None);
}

#[test]
fn a_profile_alone_is_no_headache() {
    let mut diary = Diary {
        profile: Some(Profile {
            conditions: [Condition::Pregnant.code().to_owned()].into(),
            ..Profile::default()
        }),
        safety: vec![answers(None, TODAY, &[], &[])],
        ..Diary::default()
    };
    assert!(notices(&diary, TODAY, now(), None).is_empty());
    diary.safety = vec![answers(None, TODAY, &[Question::Cough], &[])];
    let found = notices(&diary, TODAY, now(), None);
    let signs: Vec<_> = found.iter().map(|notice| notice.sign).collect();
    assert_eq!(signs, [Sign::InPregnancy, Sign::CoughHeadache]);
}
