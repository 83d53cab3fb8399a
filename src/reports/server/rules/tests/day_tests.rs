//! Headache days and migraine days: length, features, aura, medicine, and what was not said.

use super::{BERLIN, Told, at, day, days_of, featured, local, november, plain, strong};
use crate::{
    attacks::{
        model::{AuraKind, Incident, Severity, Side, Symptom},
        server::{Attack, Course},
    },
    medication::model::{MedicineClass, Purpose},
    reports::server::rules::{
        Findings, MigraineRule, Settings, Value, Verdict, headache_days, migraine_days_a,
        migraine_days_b,
    },
};
use jiff::SignedDuration;

const TODAY: &str = "2026-11-20";

/// Headache (Leiden), headache (trial), migraine A, migraine B on 10 November.
fn found(told: &Told) -> (bool, bool, Verdict, Verdict) {
    let facts = told.facts(TODAY);
    let findings = Findings::of(&facts, Settings::default());
    let finding = findings.days.get(&day("2026-11-10")).unwrap();
    (
        finding.headache_leiden,
        finding.headache_trial,
        finding.migraine_a,
        finding.migraine_b,
    )
}

fn lasting(minutes: i64) -> Attack {
    let noon = local(BERLIN, "2026-11-10T12:00");
    plain(BERLIN, noon, noon + SignedDuration::from_mins(minutes))
}

#[test]
fn an_hour_makes_a_headache_day_by_leiden_and_half_an_hour_by_trials() {
    for (minutes, leiden, trial) in [
        (0, false, false),
        (29, false, false),
        (30, false, true),
        (59, false, true),
        (60, true, true),
        (61, true, true),
    ] {
        let (by_leiden, by_trial, _, _) = found(&Told::default().record(lasting(minutes)));
        assert_eq!((by_leiden, by_trial), (leiden, trial), "{minutes} min");
    }
}

#[test]
fn half_an_hour_with_features_is_migraine_by_a_and_four_hours_by_b() {
    use Verdict::{No, Yes};
    for (minutes, a, b) in [
        (29, No, No),
        (30, Yes, No),
        (239, Yes, No),
        (240, Yes, Yes),
        (600, Yes, Yes),
    ] {
        let told = Told::default().record(featured(lasting(minutes)));
        let (leiden, trial, by_a, by_b) = found(&told);
        assert_eq!((by_a, by_b), (a, b), "{minutes} min");
        // Every migraine day is a headache day, even under an hour.
        assert_eq!(leiden, minutes >= 60 || a == Yes, "{minutes} min");
        assert!(trial || by_a == No, "{minutes} min");
    }
}

#[test]
fn two_of_four_and_one_of_two_features_make_a_migraine() {
    use Verdict::{No, Unknown, Yes};
    let side = |side| move |attack: Attack| Attack { side, ..attack };
    let with = |symptoms: &[Symptom]| {
        let symptoms = symptoms.iter().copied().collect();
        move |attack: Attack| Attack { symptoms, ..attack }
    };
    use Symptom::{Light, Movement, Nausea, NeckPain, Pulsating, Sound, Vomiting};
    let (left, both, unsaid) = (Some(Side::Left), Some(Side::Both), None);
    type Row = (Option<Side>, Option<Severity>, &'static [Symptom], Verdict);
    let table: &[Row] = &[
        (left, Some(Severity::Moderate), &[Nausea], Yes),
        (
            Some(Side::Changing),
            Some(Severity::Severe),
            &[Vomiting],
            Yes,
        ),
        (left, Some(Severity::Mild), &[Nausea], No),
        (left, Some(Severity::Mild), &[Nausea, Pulsating], Yes),
        (
            both,
            Some(Severity::Mild),
            &[Nausea, Pulsating, Movement],
            Yes,
        ),
        (both, Some(Severity::Mild), &[Nausea, Pulsating], No),
        (left, Some(Severity::Severe), &[Light, Sound], Yes),
        (left, Some(Severity::Severe), &[Light], No),
        (left, Some(Severity::Severe), &[Sound], No),
        (left, Some(Severity::Severe), &[NeckPain], No),
        // Nothing was ticked: nobody knows.
        (left, Some(Severity::Severe), &[], Unknown),
        (unsaid, None, &[], Unknown),
        // Symptoms were told, the side and the strength were not.
        (unsaid, None, &[Nausea], Unknown),
        (unsaid, None, &[Nausea, Pulsating, Movement], Yes),
        (unsaid, None, &[NeckPain], No),
        (both, Some(Severity::Mild), &[NeckPain], No),
    ];
    for (place, (which, severity, symptoms, expected)) in table.iter().enumerate() {
        let mut attack = with(symptoms)(side(*which)(lasting(300)));
        if let Some(severity) = severity {
            attack = strong(attack, *severity);
        }
        let told = Told::default().record(attack);
        let (_, _, a, b) = found(&told);
        assert_eq!((a, b), (*expected, *expected), "case {place}");
    }
}

#[test]
fn an_aura_of_5_to_60_minutes_makes_a_migraine_day() {
    use Verdict::{No, Unknown, Yes};
    for (kind, minutes, expected) in [
        (AuraKind::Visual, Some(4), No),
        (AuraKind::Visual, Some(5), Yes),
        (AuraKind::Visual, Some(60), Yes),
        (AuraKind::Visual, Some(61), No),
        (AuraKind::Visual, None, Unknown),
        (AuraKind::Motor, Some(61), Yes),
        (AuraKind::Motor, Some(4_320), Yes),
    ] {
        let mut attack = lasting(20);
        attack.aura = [(kind, minutes)].into();
        attack.details.incident = Some(Incident::AuraEpisode);
        let told = Told::default().record(attack);
        let (leiden, trial, a, b) = found(&told);
        assert_eq!((a, b), (expected, expected), "{kind:?} {minutes:?}");
        assert_eq!(leiden, expected == Yes, "an aura alone is no headache");
        assert_eq!(trial, expected == Yes);
    }
}

#[test]
fn a_migraine_medicine_makes_a_day_with_headache_a_migraine_day() {
    use Verdict::{No, Yes};
    for (class, leiden, migraine) in [
        (MedicineClass::Triptan, true, Yes),
        (MedicineClass::Ergot, true, Yes),
        (MedicineClass::Gepant, true, Yes),
        (MedicineClass::Ditan, true, Yes),
        (MedicineClass::Nsaid, true, No),
        (MedicineClass::Opioid, true, No),
        (MedicineClass::Unknown, true, No),
        (MedicineClass::Antiemetic, false, No),
        (MedicineClass::Device, false, No),
        (MedicineClass::BetaBlocker, false, No),
    ] {
        // The medicine alone: Leiden counts an acute medicine as a headache day.
        let alone = Told::default().taken(class, day("2026-11-10"), 1);
        let (by_leiden, _, a, _) = found(&alone);
        assert_eq!((by_leiden, a), (leiden, migraine), "{class:?} alone");
        // With ten minutes of headache, however short.
        let short = Told::default()
            .record(lasting(10))
            .taken(class, day("2026-11-10"), 1);
        assert_eq!(found(&short).3 == Yes, migraine == Yes, "{class:?} short");
        // The patient's word that there was no headache outweighs it.
        let clear = alone.clear(day("2026-11-10"), 1);
        let (by_leiden, _, a, b) = found(&clear);
        assert_eq!((by_leiden, a, b), (false, No, No), "{class:?} clear");
    }
}

#[test]
fn a_medicine_taken_to_prevent_says_nothing_about_headache() {
    let told = Told::default().intake(
        MedicineClass::Triptan,
        local(BERLIN, "2026-11-10T12:00"),
        BERLIN,
        Purpose::Preventive,
    );
    let none = (false, false, Verdict::No, Verdict::No);
    assert_eq!(found(&told), none);
}

#[test]
fn what_the_patient_calls_another_kind_is_no_migraine() {
    for (incident, is_migraine) in [
        (Incident::Migraine, true),
        (Incident::TensionType, false),
        (Incident::Cluster, false),
        (Incident::Flu, false),
    ] {
        let mut attack = featured(lasting(300));
        attack.details.incident = Some(incident);
        let told =
            Told::default()
                .record(attack)
                .taken(MedicineClass::Triptan, day("2026-11-10"), 1);
        let (leiden, trial, a, b) = found(&told);
        assert!(leiden && trial, "{incident:?} is headache");
        assert_eq!(
            (a == Verdict::Yes, b == Verdict::Yes),
            (is_migraine, is_migraine)
        );
    }
}

#[test]
fn a_daily_diary_without_times_counts_as_it_says() {
    use Verdict::{No, Unknown};
    let on = day("2026-11-10");
    let yes = Told::default().summary(on, Some(true));
    assert_eq!(found(&yes), (true, true, Unknown, Unknown));
    let no = Told::default().summary(on, Some(false));
    assert_eq!(found(&no), (false, false, No, No));
    let silent = Told::default().summary(on, None);
    assert_eq!(found(&silent), (false, false, No, No));
    let figure = yes.figure(TODAY, |found| migraine_days_a(found, november()));
    assert_eq!((figure.value, figure.unsure), (Value::Days(0), 1));
}

#[test]
fn an_attack_whose_end_nobody_told_counts_on_its_last_day() {
    let begun = Attack::begun(
        at("2026-11-10T09:00:00Z"),
        BERLIN,
        at("2026-11-10T09:00:00Z"),
    );
    for course in [Course::Ongoing, Course::Over] {
        let told = Told::default().record(Attack {
            course,
            ..featured(begun.clone())
        });
        let (leiden, trial, a, b) = found(&told);
        assert!(leiden && trial, "{course:?}");
        assert_eq!(
            (a, b),
            (Verdict::Yes, Verdict::Unknown),
            "four hours are not known"
        );
    }
}

#[test]
fn the_pain_counts_from_when_it_began() {
    let mut attack = lasting(90);
    attack.details.pain_began = Some(attack.onset + SignedDuration::from_mins(31));
    assert!(!found(&Told::default().record(attack.clone())).0);
    attack.details.pain_began = Some(attack.onset + SignedDuration::from_mins(30));
    assert!(found(&Told::default().record(attack)).0);
}

#[test]
fn time_that_two_attacks_cover_counts_once() {
    let both = |first: (&str, &str), second: (&str, &str)| {
        let on = |time: &str| format!("2026-11-10T{time}");
        Told::default()
            .attack(&on(first.0), &on(first.1))
            .attack(&on(second.0), &on(second.1))
    };
    assert!(found(&both(("10:00", "10:30"), ("15:00", "15:30"))).0);
    assert!(!found(&both(("10:00", "10:30"), ("15:00", "15:29"))).0);
    assert!(!found(&both(("10:00", "10:50"), ("10:20", "10:59"))).0);
    assert!(!found(&both(("10:00", "10:50"), ("10:10", "10:20"))).0);
    assert!(found(&both(("10:00", "10:50"), ("10:20", "11:00"))).0);
}

#[test]
fn the_settings_choose_the_definition_of_the_figure() {
    let told = Told::default().record(lasting(45));
    let facts = told.facts(TODAY);
    let leiden = Findings::of(&facts, Settings::default());
    let trial = Findings::of(
        &facts,
        Settings {
            headache_minutes: 30,
            migraine: MigraineRule::B,
        },
    );
    let (one, other) = (
        headache_days(&leiden, november()),
        headache_days(&trial, november()),
    );
    assert_eq!((one.value, other.value), (Value::Days(0), Value::Days(1)));
    assert_eq!(one.rule.code(), "headache_days_leiden");
    assert_eq!(other.rule.code(), "headache_days_trial");
    assert_eq!(days_of(&other), ["2026-11-10"]);
    assert_eq!(
        migraine_days_b(&trial, november()).rule.code(),
        "migraine_days_b"
    );
}

#[test]
fn a_figure_names_the_entries_behind_each_day() {
    let told = Told::default()
        .migraine("2026-11-10T09:00", "2026-11-10T15:00")
        .taken(MedicineClass::Triptan, day("2026-11-10"), 1);
    let figure = told.figure(TODAY, |found| migraine_days_a(found, november()));
    let ids: Vec<_> = figure.days[0]
        .entries
        .iter()
        .map(|entry| entry.id)
        .collect();
    assert_eq!(ids, [told.diary.attacks[0].id, told.diary.intakes[0].id]);
    assert_eq!(figure.rule.version(), "2026-11");
    assert!(figure.rule.source().contains("Cephalalgia 2023"));
}
