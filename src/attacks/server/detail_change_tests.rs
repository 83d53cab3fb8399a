//! Every tap of the details page: its code, its effect, and what follows from it.

use super::{
    change::Change,
    change_tests::{at, now, number, ongoing},
    detail_change::DetailChange,
    details::{AuraDetails, Details},
    record::{Attack, Course, LevelPoint},
};
use crate::attacks::model::{
    Ability, AfterSign, AuraKind, AuraSide, Circumstance, Domain, EarlySign, Incident, Linkage,
    Loss, OwnSymptom, Region, Side, Spot, Symptom, TouchPain,
};
use jiff::SignedDuration;
use proptest::{collection::vec, prelude::*, sample::select, sample::subsequence};

fn tapped(codes: &[&str], before: Attack) -> Attack {
    codes.iter().fold(before, |attack, code| {
        Change::parse(code).expect(code).apply(attack, now())
    })
}

#[track_caller]
fn assert_details(codes: &[&str], expect: impl FnOnce(&mut Details)) {
    let mut expected = Details::default();
    expect(&mut expected);
    assert_eq!(tapped(codes, ongoing()).details, expected, "{codes:?}");
}

#[test]
fn each_tap_does_what_it_says() {
    assert_details(&["incident:cluster"], |details| {
        details.incident = Some(Incident::Cluster);
    });
    assert_details(&["linkage:recurrence"], |details| {
        details.linkage = Some(Linkage::Recurrence);
    });
    assert_details(&["linkage:same", "linkage:rule"], |_| {});
    assert_details(&["memory"], |details| details.from_memory = true);
    assert_details(&["early:yawning", "early:neck"], |details| {
        details.early_signs = [EarlySign::Yawning, EarlySign::Neck].into();
    });
    assert_details(&["after:fatigue"], |details| {
        details.after_signs = [AfterSign::Fatigue].into();
    });
    assert_details(&["touch:hair", "touch:pillow"], |details| {
        details.touch = [TouchPain::Hair, TouchPain::Pillow].into();
    });
    assert_details(
        &["own_symptom:cold  nose", "own_symptom:hiccups"],
        |details| {
            let words = ["cold nose", "hiccups"];
            details.own_symptoms = words.map(|words| OwnSymptom::parse(words).unwrap()).into();
        },
    );
    assert_details(&["own_symptom:hiccups", "own_symptom:hiccups"], |_| {});
    assert_details(&["ability:2"], |details| {
        details.ability = Some(Ability::Little)
    });
    assert_details(&["ability:2", "ability:3"], |details| {
        details.ability = Some(Ability::Nothing);
    });
    assert_details(&["loss:work:missed", "loss:social:none"], |details| {
        details.losses = [(Domain::Work, Loss::Missed), (Domain::Social, Loss::Little)].into();
    });
    assert_details(&["loss:work:missed", "loss:work:reduced"], |details| {
        details.losses = [(Domain::Work, Loss::Reduced)].into();
    });
    assert_details(&["circumstance:let_down"], |details| {
        details.circumstances = [Circumstance::LetDown].into();
    });
    let visual = |aura| [(AuraKind::Visual, aura)].into();
    assert_details(&["aura_side:visual:left"], |details| {
        details.aura = visual(AuraDetails {
            side: Some(AuraSide::Left),
            ..AuraDetails::default()
        });
    });
    assert_details(&["aura_gradual:visual:no"], |details| {
        details.aura = visual(AuraDetails {
            gradual: Some(false),
            ..AuraDetails::default()
        });
    });
    assert_details(&["aura_positive:visual:yes"], |details| {
        details.aura = visual(AuraDetails {
            positive: Some(true),
            ..AuraDetails::default()
        });
    });
}

#[test]
fn a_second_tap_takes_each_answer_back() {
    let mut codes: Vec<String> = vec!["memory".to_owned()];
    let mut add = |name: &str, choices: Vec<&str>| {
        codes.extend(choices.into_iter().map(|code| format!("{name}:{code}")));
    };
    add("incident", Incident::ALL.iter().map(|c| c.code()).collect());
    add("early", EarlySign::ALL.iter().map(|c| c.code()).collect());
    add("after", AfterSign::ALL.iter().map(|c| c.code()).collect());
    add("spot", Spot::ALL.iter().map(|c| c.code()).collect());
    add("touch", TouchPain::ALL.iter().map(|c| c.code()).collect());
    add("ability", Ability::ALL.iter().map(|c| c.code()).collect());
    add(
        "circumstance",
        Circumstance::ALL.iter().map(|c| c.code()).collect(),
    );
    for domain in Domain::ALL {
        let name = format!("loss:{}", domain.code());
        add(&name, Loss::ALL.iter().map(|c| c.code()).collect());
    }
    for name in ["aura_gradual:motor", "aura_positive:motor"] {
        add(name, vec!["yes", "no"]);
    }
    add(
        "aura_side:sensory",
        AuraSide::ALL.iter().map(|c| c.code()).collect(),
    );
    assert!(codes.len() > 100, "{}", codes.len());
    for code in codes {
        let once = tapped(&[&code], ongoing());
        assert!(!once.details.is_empty(), "{code}");
        let twice = tapped(&[&code, &code], ongoing());
        assert!(twice.details.is_empty(), "{code}");
    }
}

#[test]
fn codes_that_no_form_sends_are_refused() {
    for code in [
        "incident:",
        "incident:grippe",
        "linkage:",
        "spot:nose",
        "touch:all",
        "ability:4",
        "ability:-1",
        "loss:work",
        "loss:work:all",
        "loss::missed",
        "early:",
        "after:x",
        "circumstance:moon",
        "aura_side:visual",
        "aura_side:visual:up",
        "aura_gradual:x:yes",
        "aura_gradual:visual:perhaps",
        "memories",
    ] {
        let parsed = DetailChange::parse(code);
        assert!(parsed.is_err(), "{code}");
    }
}

#[test]
fn over_without_an_end_stays_until_something_else_is_said() {
    let over = tapped(&["over"], ongoing());
    assert_eq!(over.course, Course::Over);
    assert_eq!(over.end(), None);
    assert_eq!(
        tapped(&["over", "resumed"], ongoing()).course,
        Course::Ongoing
    );
    assert_eq!(
        tapped(&["over", "gone"], ongoing()).course,
        Course::Ended(now())
    );
    let rated = tapped(&["level:7", "over"], ongoing());
    assert_eq!(
        rated.duration_minutes(now() + SignedDuration::from_hours(99)),
        60
    );
}

#[test]
fn regions_and_side_follow_the_spots() {
    let left = tapped(
        &["spot:temple_left", "spot:cheek_left", "spot:jaw_left"],
        ongoing(),
    );
    assert_eq!(left.regions, [Region::Temple, Region::Face].into());
    assert_eq!(left.side, Some(Side::Left));
    let both = tapped(&["spot:temple_right"], left.clone());
    assert_eq!(both.side, Some(Side::Both));
    let fewer = tapped(&["spot:jaw_left"], left.clone());
    assert!(fewer.regions.contains(&Region::Face), "the cheek is left");
    let fewer = tapped(&["spot:cheek_left"], fewer);
    assert_eq!(fewer.regions, [Region::Temple].into());
    let region_gone = tapped(&["region:face"], left);
    assert_eq!(region_gone.details.spots, [Spot::TempleLeft].into());
    let changing = tapped(&["side:changing", "spot:eye_right"], ongoing());
    assert_eq!(changing.side, Some(Side::Changing));
}

#[test]
fn what_is_said_of_an_aura_goes_with_it() {
    let said = tapped(
        &["aura_side:visual:left", "aura_gradual:visual:yes"],
        ongoing(),
    );
    assert_eq!(said.aura, [(AuraKind::Visual, None)].into());
    let gone = tapped(&["aura:visual"], said);
    assert!(gone.aura.is_empty() && gone.details.is_empty());
}

#[test]
fn the_predecessors_symptoms_have_a_home() {
    for code in [
        "nausea",
        "fatigue",
        "dizziness",
        "concentration",
        "light",
        "constipation",
        "sound",
        "smell",
        "weather",
    ] {
        assert!(Symptom::parse(code).is_ok(), "{code}");
    }
    assert_eq!(Symptom::common().len(), Symptom::COMMON);
    assert!(!Symptom::common().contains(&Symptom::Constipation));
}

fn level(minute: i64, pain: u8) -> DetailChange {
    let at = ongoing().onset + SignedDuration::from_mins(minute);
    DetailChange::LevelAt(
        None,
        LevelPoint {
            at,
            pain: number(pain),
        },
    )
}

fn with(changes: impl IntoIterator<Item = DetailChange>) -> Attack {
    changes.into_iter().fold(ongoing(), |attack, change| {
        Change::Detail(change).apply(attack, now())
    })
}

#[test]
fn a_level_is_corrected_in_its_place() {
    let point = |minute, pain| LevelPoint {
        at: ongoing().onset + SignedDuration::from_mins(minute),
        pain: number(pain),
    };
    let two = || vec![level(30, 8), level(10, 3)];
    assert_eq!(with(two()).levels, vec![point(10, 3), point(30, 8)]);
    let moved = DetailChange::LevelAt(Some(0), point(50, 5));
    let corrected = with(two().into_iter().chain([moved]));
    assert_eq!(corrected.levels, vec![point(30, 8), point(50, 5)]);
    let same_time = with(two().into_iter().chain([level(30, 6)]));
    assert_eq!(same_time.levels, vec![point(10, 3), point(30, 6)]);
    let nowhere = DetailChange::LevelAt(Some(7), point(50, 5));
    let unchanged = with(two().into_iter().chain([nowhere]));
    assert_eq!(unchanged.levels, vec![point(10, 3), point(30, 8)]);
}

#[test]
fn a_record_from_before_opens() {
    let old = r#"{
        "attack": {
            "onset": "2026-11-20T09:00:00Z", "zone": "Europe/Berlin", "course": {"ended": "2026-11-20T12:00:00Z"},
            "levels": [{"at": "2026-11-20T09:10:00Z", "pain": {"number": 7}}], "recorded": "2026-11-20T09:00:00Z"
        },
        "previous": null, "draft": null
    }"#;
    let record: super::record::AttackRecord = serde_json::from_str(old).expect("an old record");
    assert!(record.attack.details.is_empty());
    assert_eq!(record.attack.end(), Some(at("2026-11-20T12:00:00Z")));
    let again = serde_json::to_string(&record.attack).expect("JSON");
    assert!(!again.contains("details"), "{again}");
}

fn any_code() -> impl Strategy<Value = String> {
    let coded = |name: &'static str, codes: Vec<&'static str>| {
        select(codes).prop_map(move |code| format!("{name}:{code}"))
    };
    prop_oneof![
        coded("spot", Spot::ALL.iter().map(|c| c.code()).collect()),
        coded("region", Region::ALL.iter().map(|c| c.code()).collect()),
        coded("touch", TouchPain::ALL.iter().map(|c| c.code()).collect()),
        coded("early", EarlySign::ALL.iter().map(|c| c.code()).collect()),
        coded("aura", AuraKind::ALL.iter().map(|c| c.code()).collect()),
        coded("loss:work", Loss::ALL.iter().map(|c| c.code()).collect()),
        coded(
            "aura_side:visual",
            AuraSide::ALL.iter().map(|c| c.code()).collect()
        ),
        Just("over".to_owned()),
    ]
}

proptest! {
    #[test]
    fn the_order_of_levels_never_matters(
        minutes in subsequence((0..60_i64).collect::<Vec<_>>(), 0..20),
        pains in vec(0..=10_u8, 20),
        seed in any::<u64>(),
    ) {
        let changes: Vec<_> = minutes
            .iter()
            .zip(pains)
            .map(|(minute, pain)| level(*minute, pain))
            .collect();
        let mut shuffled: Vec<_> = changes.clone().into_iter().enumerate().collect();
        shuffled.sort_by_key(|(place, _)| {
            (*place as u64 + 1).wrapping_mul(seed | 1).rotate_left(17)
        });
        let other = with(shuffled.into_iter().map(|(_, change)| change));
        prop_assert!(other.levels.is_sorted_by_key(|point| point.at));
        prop_assert_eq!(with(changes), other);
    }

    #[test]
    fn spots_regions_and_auras_agree_after_any_taps(codes in vec(any_code(), 0..40)) {
        let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
        let attack = tapped(&codes, ongoing());
        for spot in &attack.details.spots {
            prop_assert!(attack.regions.contains(&spot.region()));
        }
        for kind in attack.details.aura.keys() {
            prop_assert!(attack.aura.contains_key(kind));
        }
        let text = serde_json::to_string(&attack).expect("JSON");
        let back: Attack = serde_json::from_str(&text).expect("an attack");
        prop_assert_eq!(back, attack);
    }
}
