//! The forms about the patient: their ranges, what they leave alone, and one record for two devices.

use super::{
    Profile, ProfileForm, profile_of, profile_view, read_anchors, read_counting, read_person,
    read_questions, save_profile,
    testing::{Practice, fresh_id},
};
use crate::{
    account::{
        model::{Condition, ProfileFault},
        parts::Submission,
    },
    reports::server::Diary,
};

fn sent(body: &str) -> Submission {
    Submission::read(body.as_bytes())
}

fn applied(form: Result<ProfileForm, Vec<ProfileFault>>) -> Profile {
    let mut profile = Profile::default();
    form.unwrap().apply(&mut profile);
    profile
}

#[test]
fn the_year_of_birth_has_its_range() {
    for (text, expected) in [
        ("", Ok(None)),
        ("1900", Ok(Some(1900))),
        (" 2026 ", Ok(Some(2026))),
        ("1899", Err(vec![ProfileFault::BornOutOfRange])),
        ("2027", Err(vec![ProfileFault::BornOutOfRange])),
        ("long ago", Err(vec![ProfileFault::BornUnreadable])),
        ("1.5", Err(vec![ProfileFault::BornUnreadable])),
    ] {
        let read = read_person(&sent(&format!("born={text}")), 2026);
        let born = read.map(|form| {
            let mut profile = Profile::default();
            form.apply(&mut profile);
            profile.born
        });
        assert_eq!(born, expected, "{text}");
    }
}

#[test]
fn a_person_tells_country_and_conditions_from_what_is_on_offer() {
    let form = sent("country=CH&condition=pregnant&condition=aura_motor");
    let profile = applied(read_person(&form, 2026));
    assert_eq!(profile.country.as_deref(), Some("CH"));
    let known = ["aura_motor", "pregnant"].map(str::to_owned);
    assert_eq!(profile.conditions, known.into());
    for body in ["country=XX", "condition=bored"] {
        let refused = read_person(&sent(body), 2026);
        assert_eq!(refused, Err(vec![ProfileFault::Unknown]), "{body}");
    }
}

#[test]
fn units_and_definitions_are_from_what_is_on_offer() {
    let whole =
        "weight=lb&length=cm&temperature=f&pressure=inhg&volume=oz&headache_day=30&migraine_day=b";
    let profile = applied(read_counting(&sent(whole)));
    assert!(profile.trial_headache_day && profile.trial_migraine_day);
    assert_eq!(profile.units["weight"], "lb");
    assert_eq!(profile.units.len(), 5);
    for body in [
        whole.replace("lb", "stone"),
        whole.replace("30", "45"),
        whole.replace("&volume=oz", ""),
    ] {
        let refused = read_counting(&sent(&body));
        assert_eq!(refused, Err(vec![ProfileFault::Unknown]), "{body}");
    }
}

#[test]
fn words_and_questions_have_their_lengths_and_close_up() {
    let eighty = "ä".repeat(80);
    let form = format!("anchor-7=I+have+to+lie+down&anchor-0=+&anchor-10={eighty}");
    let anchors = applied(read_anchors(&sent(&form))).anchors;
    assert_eq!(anchors.len(), 2);
    assert_eq!(anchors[&7], "I have to lie down");
    let refused = read_anchors(&sent(&format!("anchor-3={eighty}x")));
    assert_eq!(refused, Err(vec![ProfileFault::AnchorTooLong(3)]));

    let two_hundred = "q".repeat(200);
    let form = format!("question-1=Why%3F&question-9={two_hundred}&question-10=lost");
    let questions = applied(read_questions(&sent(&form))).questions;
    assert_eq!(questions, ["Why?".to_owned(), two_hundred.clone()]);
    let refused = read_questions(&sent(&format!("question-4={two_hundred}q")));
    assert_eq!(refused, Err(vec![ProfileFault::QuestionTooLong(4)]));
}

#[tokio::test]
async fn two_devices_make_one_profile_and_each_form_changes_its_own_fields() {
    let Some(practice) = Practice::open("2026-11-21T10:00:00Z").await else {
        return;
    };
    let visit = practice.patient();
    let elsewhere = practice.elsewhere(&visit);
    let person = read_person(&sent("country=DE&born=1980&condition=vascular"), 2026).unwrap();
    let words = read_anchors(&sent("anchor-7=bed")).unwrap();
    save_profile(&visit, |profile| person.apply(profile))
        .await
        .unwrap();
    save_profile(&elsewhere, |profile| words.apply(profile))
        .await
        .unwrap();
    let diary = Diary::open(&visit).await.unwrap();
    assert_eq!(diary.unreadable, 0);
    let profile = profile_of(&diary);
    assert_eq!((profile.born, profile.anchors.len()), (Some(1980), 1));
    let view = profile_view(&profile, &visit);
    assert_eq!(view.conditions, [Condition::Vascular].into());
    assert_eq!(
        (view.country.as_str(), view.born.as_str(), view.year),
        ("DE", "1980", 2026)
    );
}

#[tokio::test]
async fn a_demo_stays_a_demo_where_it_stands() {
    let Some(practice) = Practice::open("2026-11-21T10:00:00Z").await else {
        return;
    };
    let visit = practice.patient();
    let demo = Profile {
        is_demo: true,
        ..Profile::default()
    };
    let place = fresh_id();
    visit
        .store()
        .create(visit.user, place, &demo)
        .await
        .unwrap();
    let person = read_person(&sent("born=1990"), 2026).unwrap();
    save_profile(&visit, |profile| person.apply(profile))
        .await
        .unwrap();
    let diary = Diary::open(&visit).await.unwrap();
    let profile = profile_of(&diary);
    assert!(profile.is_demo);
    assert_eq!(profile.born, Some(1990));
    assert_eq!(diary.profile_place.map(|(id, _)| id), Some(place));
}
