//! Reading a form and writing it again: nothing is made up, nothing is lost, nothing panics.

use super::{
    check_in::{CheckIn, FactorAnswer},
    form::{completed, filled, read_answers, texts_of},
};
use crate::{
    account::server::testing::fresh_id,
    daily::model::{
        Alcohol, AnswerFault, Contraception, EarlySign, NumberQuestion, Refused, ScaleQuestion,
        Texts, Weather,
        bounds::{SLEEP_MINUTES, read_decimal, read_hours, read_time_of_day},
    },
    platform::ids::RecordId,
};
use jiff::{
    Timestamp,
    civil::{Date, date},
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use std::collections::BTreeMap;

fn day() -> Date {
    date(2026, 11, 20)
}

fn recorded() -> Timestamp {
    "2026-11-20T10:00:00Z".parse().unwrap()
}

fn read(texts: &Texts) -> Result<CheckIn, Refused> {
    read_answers(texts, day(), recorded())
}

fn form(fields: &[(&str, &str)]) -> Texts {
    Texts::of(fields.iter().copied())
}

fn refused(fields: &[(&str, &str)]) -> Refused {
    read(&form(fields)).unwrap_err()
}

#[test]
fn a_blank_form_has_no_answer() {
    let blank = form(&[
        ("sleep_minutes", ""),
        ("sleep_minutes.typed", "  "),
        ("stress", ""),
        ("weather", ""),
        ("early_signs", ""),
        ("alcohol", ""),
        ("alcohol.beer", ""),
        ("notes", " \r\n "),
    ]);
    assert!(read(&blank).unwrap().is_unanswered());
    assert!(read(&Texts::default()).unwrap().is_unanswered());
}

#[test]
fn zero_and_none_are_answers() {
    let texts = form(&[
        ("caffeine", "0"),
        ("stress", "0"),
        ("early_signs", "none"),
        ("alcohol", "none"),
        ("period_began", "no"),
    ]);
    let answers = read(&texts).unwrap();
    assert_eq!((answers.caffeine, answers.stress), (Some(0), Some(0)));
    assert_eq!(
        answers.early_signs.as_ref().map(|signs| signs.len()),
        Some(0)
    );
    assert_eq!(answers.alcohol, Some(BTreeMap::new()));
    assert_eq!(answers.period_began, Some(false));
    assert!(!answers.is_unanswered());
}

#[test]
fn what_is_typed_counts_before_what_is_tapped() {
    let texts = form(&[
        ("sleep_minutes", "480"),
        ("sleep_minutes.typed", "7:15"),
        ("water_ml", "500"),
        ("water_ml.typed", "20"),
        ("volume_unit", "oz"),
    ]);
    let answers = read(&texts).unwrap();
    assert_eq!(answers.sleep_minutes, Some(435));
    assert_eq!(answers.water_ml, Some(591));
}

#[test]
fn bounds_hold_at_both_ends() {
    for (field, inside, outside) in [
        ("sleep_minutes", "1440", "1441"),
        ("wakes", "50", "51"),
        ("water_ml", "10000", "10001"),
        ("caffeine", "30", "31"),
        ("meals_skipped", "5", "6"),
        ("exercise_minutes", "1440", "1441"),
        ("screen_hours", "24", "25"),
        ("stress", "4", "5"),
        ("alcohol.beer", "30", "31"),
    ] {
        assert!(read(&form(&[(field, inside)])).is_ok(), "{field} {inside}");
        let fault = refused(&[(field, outside)]).remove(field);
        assert!(
            matches!(fault, Some(AnswerFault::OutOfRange { .. })),
            "{field} {outside}: {fault:?}"
        );
        assert!(read(&form(&[(field, "-1")])).is_err());
        assert!(read(&form(&[(field, "99999999999999999999")])).is_err());
    }
}

#[test]
fn contradictions_and_unknown_codes_are_refused_at_their_field() {
    for (fields, field, fault) in [
        (
            vec![("early_signs", "none"), ("early_signs", "yawning")],
            "early_signs",
            AnswerFault::NoneAndSome,
        ),
        (
            vec![("alcohol", "none"), ("alcohol.beer", "2")],
            "alcohol",
            AnswerFault::NoneAndSome,
        ),
        (
            vec![("weather", "frogs")],
            "weather",
            AnswerFault::NotAChoice,
        ),
        (
            vec![("contraception", "x")],
            "contraception",
            AnswerFault::NotAChoice,
        ),
        (
            vec![("period_began", "maybe")],
            "period_began",
            AnswerFault::NotAChoice,
        ),
        (vec![("bedtime", "25:00")], "bedtime", AnswerFault::NotATime),
        (
            vec![("caffeine.typed", "two")],
            "caffeine",
            AnswerFault::NotANumber,
        ),
        (
            vec![("own.scale.x", "1")],
            "own.scale.x",
            AnswerFault::NotAChoice,
        ),
    ] {
        assert_eq!(refused(&fields), Refused::from([(field.to_owned(), fault)]));
    }
}

#[test]
fn the_longest_notes_fit() {
    let notes = "ä".repeat(4_000);
    assert!(read(&form(&[("notes", &notes)])).is_ok());
    let fault = refused(&[("notes", &format!("{notes}ä"))]);
    assert_eq!(fault["notes"], AnswerFault::TooLong { most: 4_000 });
}

#[test]
fn hours_and_times_are_read_as_people_write_them() {
    for (text, minutes) in [
        ("7", 420),
        ("7.5", 450),
        ("7,5", 450),
        ("7:30", 450),
        ("7h30", 450),
        ("7h", 420),
        ("0", 0),
        ("24", 1_440),
    ] {
        assert_eq!(read_hours(text, SLEEP_MINUTES), Ok(Some(minutes)), "{text}");
    }
    for text in ["7:60", "25", "-1", "seven", ":", "h", "7:3x"] {
        assert!(read_hours(text, SLEEP_MINUTES).is_err(), "{text}");
    }
    assert_eq!(read_time_of_day("22:30"), Ok(Some(1_350)));
    assert_eq!(read_time_of_day("00:00:00"), Ok(Some(0)));
    assert!(read_time_of_day("24:00").is_err());
}

#[test]
fn yesterday_fills_only_what_is_blank() {
    let yesterday = texts_of(&CheckIn {
        stress: Some(3),
        mood: Some(1),
        water_ml: Some(1_500),
        alcohol: Some(BTreeMap::from([(Alcohol::Beer, 2)])),
        period_began: Some(true),
        notes: "yesterday".to_owned(),
        ..CheckIn::of(day(), recorded())
    });
    let today = form(&[
        ("stress", "0"),
        ("mood", ""),
        ("water_ml", ""),
        ("water_ml.typed", "700"),
        ("alcohol", "none"),
    ]);
    let answers = read(&filled(today, &yesterday)).unwrap();
    assert_eq!((answers.stress, answers.mood), (Some(0), Some(1)));
    assert_eq!(answers.water_ml, Some(700));
    assert_eq!(answers.alcohol, Some(BTreeMap::new()));
    assert_eq!((answers.period_began, answers.notes.as_str()), (None, ""));
}

#[test]
fn what_a_form_does_not_ask_stays() {
    let (asked, other) = (fresh_id(), fresh_id());
    let stored = CheckIn {
        stress: Some(2),
        mood: Some(2),
        own: BTreeMap::from([
            (asked, FactorAnswer::Number(3)),
            (other, FactorAnswer::Number(4)),
        ]),
        ..CheckIn::of(day(), recorded())
    };
    let field = format!("own.count.{asked}");
    let sent = form(&[("stress", ""), (&field, "")]);
    let answers = read(&completed(sent, &texts_of(&stored))).unwrap();
    assert_eq!((answers.stress, answers.mood), (None, Some(2)));
    assert_eq!(
        answers.own,
        BTreeMap::from([(other, FactorAnswer::Number(4))])
    );
}

/// Any answers that a form can give.
fn answers() -> impl Strategy<Value = CheckIn> {
    let scale = || option::of(0..=4_u8);
    let codes = |codes: Vec<&'static str>| {
        vec(select(codes), 0..4).prop_map(|codes| codes.into_iter().map(str::to_owned).collect())
    };
    let own = vec(
        (
            any::<u128>(),
            prop_oneof![
                (0..=1_000_u16).prop_map(FactorAnswer::Number),
                any::<bool>().prop_map(FactorAnswer::Yes)
            ],
        ),
        0..3,
    );
    (
        (
            option::of(0..=1_440_u16),
            scale(),
            option::of(0..=50_u8),
            option::of(0..=1_439_u16),
            scale(),
            scale(),
            scale(),
            option::of(0..=10_000_u16),
            option::of(0..=30_u8),
        ),
        (
            option::of(vec((select(Alcohol::ALL), 1..=30_u8), 0..3)),
            option::of(0..=5_u8),
            option::of(0..=1_440_u16),
            option::of(0..=24_u8),
            scale(),
            option::of(any::<bool>()),
            option::of(select(Contraception::ALL)),
            codes(Weather::ALL.iter().map(|kind| kind.code()).collect()),
            option::of(codes(
                EarlySign::ALL.iter().map(|sign| sign.code()).collect(),
            )),
            own,
        ),
        "[a-zäß<&\"]{0,20}",
    )
        .prop_map(|(first, second, notes)| CheckIn {
            sleep_minutes: first.0,
            sleep_quality: first.1,
            wakes: first.2,
            bedtime: first.3,
            stress: first.4,
            mood: first.5,
            energy: first.6,
            water_ml: first.7,
            caffeine: first.8,
            alcohol: second.0.map(|glasses| glasses.into_iter().collect()),
            meals_skipped: second.1,
            exercise_minutes: second.2,
            screen_hours: second.3,
            neck_tension: second.4,
            period_began: second.5,
            contraception: second.6.map(|kind| kind.code().to_owned()),
            weather: second.7,
            early_signs: second.8,
            own: second
                .9
                .into_iter()
                .map(|(id, answer)| (RecordId::new(uuid::Uuid::from_u128(id)), answer))
                .collect(),
            notes,
            ..CheckIn::of(day(), recorded())
        })
}

/// Names of fields, known and unknown.
fn name() -> impl Strategy<Value = String> {
    let mut known: Vec<String> = [
        "bedtime",
        "period_began",
        "weather",
        "early_signs",
        "alcohol",
    ]
    .iter()
    .map(|name| (*name).to_owned())
    .collect();
    known.extend(
        ScaleQuestion::ALL
            .iter()
            .map(|question| question.code().to_owned()),
    );
    for question in NumberQuestion::ALL {
        known.extend([question.code().to_owned(), question.typed_field()]);
    }
    known.extend(["contraception", "notes", "volume_unit", "own.scale."].map(str::to_owned));
    prop_oneof![
        select(known),
        "own\\.[a-z_]{0,6}\\.[0-9a-f-]{0,36}",
        ".{0,12}"
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(answers in answers()) {
        prop_assert_eq!(read(&texts_of(&answers)).unwrap(), answers);
    }

    #[test]
    fn any_form_is_read_or_refused_without_a_panic(fields in vec((name(), ".{0,20}"), 0..12)) {
        let texts = Texts::of(fields.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        if let Ok(answers) = read(&texts) {
            // Whatever is taken can be shown and is then taken again.
            prop_assert_eq!(read(&texts_of(&answers)).unwrap(), answers);
        }
    }

    #[test]
    fn any_number_is_read_or_refused_without_a_panic(text in ".{0,12}") {
        let _ = read_decimal(&text);
        let _ = read_hours(&text, SLEEP_MINUTES);
        let _ = read_time_of_day(&text);
    }

    #[test]
    fn joining_answers_loses_none(one in answers(), other in answers()) {
        let both = one.clone().or(&other);
        prop_assert_eq!(both.stress, one.stress.or(other.stress));
        prop_assert_eq!(both.clone().or(&other), both.clone());
        prop_assert_eq!(both.is_unanswered(), one.is_unanswered() && other.is_unanswered());
    }
}
