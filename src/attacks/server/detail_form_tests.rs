//! The typed forms of the details page: what is read, and what is refused with which reason.

use super::{
    change::{Change, FieldProblem},
    change_tests::{at, now, number, ongoing},
    detail_change::DetailChange,
    detail_form::read_form,
    record::{Attack, Course, LevelPoint},
};
use crate::{
    account::parts::Submission,
    attacks::model::{AuraKind, FieldFault, OwnSymptom},
    problem::Problem,
};

/// From 10:00 to 10:45 in Berlin; now it is 11:00 there.
fn ended() -> Attack {
    Attack {
        course: Course::Ended(at("2026-11-20T09:45:00Z")),
        ..ongoing()
    }
}

fn read(attack: &Attack, body: &str) -> Result<Result<Change, FieldFault>, Problem> {
    let form = Submission::read(body.as_bytes());
    let read = read_form(attack, &form, now())?;
    Ok(read.map_err(|FieldProblem(fault)| fault))
}

#[track_caller]
fn assert_reads(body: &str, change: DetailChange) {
    assert_eq!(
        read(&ended(), body),
        Ok(Ok(Change::Detail(change))),
        "{body}"
    );
}

#[track_caller]
fn assert_fault(body: &str, fault: FieldFault) {
    assert_eq!(read(&ended(), body), Ok(Err(fault)), "{body}");
}

#[test]
fn a_symptom_in_own_words_is_one_short_line() {
    let symptom = |words| DetailChange::OwnSymptom(OwnSymptom::parse(words).unwrap());
    assert_reads(
        "do=own_symptom&words=+cold%0D%0Anose+",
        symptom("cold nose"),
    );
    let longest = "é".repeat(60);
    let body = format!("do=own_symptom&words={longest}");
    assert_reads(&body, symptom(&longest));
    assert_fault(&format!("{body}x"), FieldFault::WordsTooLong);
    assert_fault("do=own_symptom&words=+%09", FieldFault::WordsMissing);
    let Ok(Ok(told)) = read(&ended(), "do=own_symptom&words=hiccups") else {
        panic!("it is read");
    };
    let told = told.apply(ended(), now());
    assert_eq!(
        read(&told, "do=own_symptom&words=hiccups"),
        Ok(Ok(Change::Detail(DetailChange::Nothing))),
        "typing it again takes nothing away"
    );
}

#[test]
fn times_are_local_in_the_attacks_zone() {
    let point = |at_text| LevelPoint {
        at: at(at_text),
        pain: number(7),
    };
    assert_reads(
        "do=level&at=2026-11-20T10:30&pain=7",
        DetailChange::LevelAt(None, point("2026-11-20T09:30:00Z")),
    );
    assert_reads(
        "do=level:2&at=2026-11-20T10:00&pain=7",
        DetailChange::LevelAt(Some(2), point("2026-11-20T09:00:00Z")),
    );
    assert_reads(
        "do=prodrome&began=2026-11-19T20:00",
        DetailChange::ProdromeBegan(Some(at("2026-11-19T19:00:00Z"))),
    );
    assert_reads("do=prodrome&began=", DetailChange::ProdromeBegan(None));
    assert_reads(
        "do=pain&began=2026-11-20T10:20",
        DetailChange::PainBegan(Some(at("2026-11-20T09:20:00Z"))),
    );
    assert_reads(
        "do=postdrome&until=2026-11-20T10:50",
        DetailChange::PostdromeUntil(Some(at("2026-11-20T09:50:00Z"))),
    );
    assert_reads(
        "do=aura:visual&began=2026-11-20T09:30&minutes=25",
        DetailChange::AuraTimes(AuraKind::Visual, Some(at("2026-11-20T08:30:00Z")), Some(25)),
    );
    assert_reads(
        "do=aura:motor&began=&minutes=",
        DetailChange::AuraTimes(AuraKind::Motor, None, None),
    );
}

#[test]
fn the_minute_of_the_onset_is_the_onset() {
    let mut attack = ended();
    attack.onset = at("2026-11-20T09:00:31Z");
    let body = "do=level&at=2026-11-20T10:00&pain=7";
    let Ok(Ok(Change::Detail(DetailChange::LevelAt(None, point)))) = read(&attack, body) else {
        panic!("a level");
    };
    assert_eq!(point.at, attack.onset);
}

#[test]
fn what_cannot_be_is_refused_with_its_reason() {
    use FieldFault::{
        LevelMissing, MinutesOutOfRange, TimeAfterEnd, TimeAfterOnset, TimeBeforeEnd,
        TimeBeforeOnset, TimeInFuture, TimeTooEarly, TimeUnreadable,
    };
    let table = [
        ("do=level&at=2026-11-20T10:30&pain=", LevelMissing),
        ("do=level&at=2026-11-20T10:30&pain=11", LevelMissing),
        ("do=level&at=&pain=7", TimeUnreadable),
        ("do=level&at=yesterday&pain=7", TimeUnreadable),
        ("do=level&at=2026-11-20T09:58&pain=7", TimeBeforeOnset),
        ("do=level&at=2026-11-20T10:46&pain=7", TimeAfterEnd),
        ("do=level&at=2999-12-31T23:59&pain=7", TimeInFuture),
        ("do=level&at=2026-11-20T12:00&pain=7", TimeInFuture),
        ("do=prodrome&began=2026-11-20T10:01", TimeAfterOnset),
        ("do=prodrome&began=2026-11-17T09:59", TimeTooEarly),
        ("do=prodrome&began=-009998-01-01T00:00", TimeTooEarly),
        ("do=aura:visual&began=2026-11-20T10:46", TimeAfterEnd),
        ("do=aura:visual&began=2026-11-10T10:00", TimeTooEarly),
        ("do=aura:visual&minutes=0", MinutesOutOfRange),
        ("do=aura:visual&minutes=4321", MinutesOutOfRange),
        ("do=aura:visual&minutes=x", MinutesOutOfRange),
        ("do=pain&began=2026-11-20T09:00", TimeBeforeOnset),
        ("do=pain&began=2026-11-20T10:46", TimeAfterEnd),
        ("do=postdrome&until=2026-11-20T10:30", TimeBeforeEnd),
        ("do=postdrome&until=2026-11-20T11:30", TimeInFuture),
    ];
    for (body, fault) in table {
        assert_fault(body, fault);
    }
}

#[test]
fn forms_that_are_not_ours_are_invalid() {
    for body in [
        "",
        "do=",
        "do=levels",
        "do=level:x&pain=7",
        "do=aura",
        "do=aura:moon",
        "do=pain:1",
        "change=",
        "change=level:99",
        "change=spot:nose",
    ] {
        assert_eq!(read(&ended(), body), Err(Problem::Invalid), "{body}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(form in "[a-z:]{0,12}", text in ".{0,30}") {
        let body: String = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("do", form.as_str()), ("at", &text), ("began", &text), ("until", &text)])
            .finish();
        let _ = read(&ended(), &body);
        for form in ["level", "prodrome", "aura:visual", "pain", "postdrome"] {
            let _ = read(&ended(), &format!("do={form}&pain=7&{body}"));
        }
    }
}
