//! Properties of the whole engine on made-up diaries.

use super::{
    history::{Cell, PatientHistory},
    refresh, run, seed,
    test_support::{diary, random_tag, tag},
};
use crate::patterns::model::{AlertSettings, ClaimKind, Report, Tier};
use jiff::{ToSpan, civil::date};

fn report(history: &PatientHistory) -> Report {
    run(history, AlertSettings::default()).unwrap()
}

/// What is said of the factors alone, without the replay of forecasts.
fn said(history: &PatientHistory) -> Report {
    let blank = report(&super::test_support::empty(3, history.start));
    refresh(history, blank).unwrap()
}

#[test]
fn a_strong_trigger_is_found_with_its_lag_and_its_days() {
    let report = report(&diary("strong", 540, 5.0));
    let claim = report
        .claims
        .iter()
        .find(|claim| claim.family == "alcohol")
        .expect("a claim");
    assert!(claim.tier >= Tier::Likely, "{claim:?}");
    assert_eq!((claim.kind, claim.lag_days), (ClaimKind::Trigger, 1));
    assert!(
        claim.odds_ratio > 1.8 && claim.interval[0] > 1.0 && claim.interval[1] > claim.odds_ratio
    );
    let exposed = f64::from(claim.exposed_onsets) / f64::from(claim.exposed_days);
    let unexposed = f64::from(claim.unexposed_onsets) / f64::from(claim.unexposed_days);
    assert!(exposed > 1.5 * unexposed);
    assert_eq!(claim.days.len(), 60_usize.min(claim.exposed_days as usize));
    assert!(report.controls.iter().all(|control| !control.alarm));
    assert!(report.no_link.iter().any(|entry| entry.family == "cheese"));
}

#[test]
fn the_same_diary_gives_the_same_bytes() {
    let bytes = || serde_json::to_string(&report(&diary("bytes", 300, 3.0))).unwrap();
    assert_eq!(bytes(), bytes());
}

#[test]
fn a_refresh_says_of_the_factors_what_a_whole_run_says_and_leaves_the_forecasts() {
    let before = report(&until(&diary("refreshed", 365, 4.0), 350));
    let today = diary("refreshed", 365, 4.0);
    let refreshed = refresh(&today, before.clone()).unwrap();
    let whole = report(&today);
    let said = |report: &Report| {
        serde_json::to_string(&(&report.claims, &report.no_link, &report.not_enough)).unwrap()
    };
    assert_eq!(said(&refreshed), said(&whole));
    assert_ne!(said(&refreshed), said(&before));
    assert_eq!(refreshed.replay, before.replay);
    assert_eq!(refreshed.outlook, before.outlook);
}

/// The diary as it was after its first days.
fn until(history: &PatientHistory, days: usize) -> PatientHistory {
    let mut cut = history.clone();
    cut.days = days;
    cut.entered.truncate(days);
    cut.confirmed_clear.truncate(days);
    cut.attacks
        .retain(|attack| history.day_number(attack.onset.date()) < days as i64);
    for track in &mut cut.tracks {
        track.cells.truncate(days);
    }
    for series in &mut cut.series {
        series.values.truncate(days * 24 / series.step_hours);
    }
    cut
}

/// The same attacks on other days: every day has the same chance of each.
fn shuffled(history: &PatientHistory, name: &str) -> PatientHistory {
    let mut shuffled = history.clone();
    shuffled.patient = name.to_owned();
    let mut rng = seed::generator(name, history.start, "shuffle");
    let mut days: Vec<usize> = (0..history.days).collect();
    for place in (1..days.len()).rev() {
        days.swap(place, seed::below(&mut rng, place + 1));
    }
    for attack in &mut shuffled.attacks {
        let day = history.day_number(attack.onset.date()) as usize;
        *attack = super::test_support::attack(history.start, days[day], 9);
    }
    shuffled
}

#[test]
fn shuffled_labels_give_no_claims() {
    let (mut causes, mut confirmed, mut signs) = (0, 0, 0);
    for number in 0..40 {
        let history = diary(&format!("labels {number}"), 365, 4.0);
        let report = said(&shuffled(&history, &format!("shuffled {number}")));
        assert!(report.controls.iter().all(|control| !control.alarm));
        for claim in report.claims {
            if claim.tier >= Tier::Likely {
                let sign = claim.kind == ClaimKind::EarlySign;
                *(if sign { &mut signs } else { &mut causes }) += 1;
                confirmed += usize::from(claim.tier == Tier::Confirmed && !sign);
            }
        }
    }
    // The promise is 3 % of the patients with any claim.
    assert!(causes <= 1, "{causes} likely causes in forty diaries");
    assert_eq!(confirmed, 0);
    // Most patients have early signs: little evidence is enough for "yawning is one".
    assert!(signs <= 6, "{signs} likely early signs in forty diaries");
}

#[test]
fn a_factor_of_pure_noise_changes_no_other_claim() {
    let mut compared = 0;
    for number in 0..12 {
        let history = diary(&format!("noise {number}"), 500, 4.0);
        let before = said(&history);
        let mut noisy = history.clone();
        let mut rng = seed::generator(&format!("noise {number}"), history.start, "noise");
        let cells = random_tag(history.days, 0.3, &mut rng);
        noisy.tracks.push(tag("own:noise", cells));
        let after = said(&noisy);
        let claimed = after
            .claims
            .iter()
            .find(|claim| claim.family == "own:noise");
        assert!(claimed.is_none(), "{claimed:?}");
        for claim in &before.claims {
            compared += 1;
            let same = after
                .claims
                .iter()
                .find(|other| other.family == claim.family)
                .expect("the same claim");
            // Noise that looks like a link to one in twenty is weighed beside the others: that moves the last digits.
            assert!(
                (same.posterior - claim.posterior).abs() < 0.005,
                "{number}: {} {}",
                same.posterior,
                claim.posterior
            );
            assert!((same.odds_ratio / claim.odds_ratio - 1.0).abs() < 0.005);
            assert_eq!(
                (same.tier, same.kind, same.exposed_days),
                (claim.tier, claim.kind, claim.exposed_days)
            );
        }
        let none = |report: &Report| -> Vec<String> {
            let families = report.no_link.iter().map(|entry| entry.family.clone());
            families.filter(|family| family != "own:noise").collect()
        };
        assert_eq!(none(&before), none(&after));
    }
    assert!(compared >= 12, "{compared} claims");
}

#[test]
fn a_diary_moved_by_whole_weeks_gives_the_same_claims() {
    let history = diary("moved", 400, 4.0);
    let mut later = history.clone();
    let by = (52 * 7).days();
    later.start = later.start.saturating_add(by);
    for attack in &mut later.attacks {
        attack.onset = attack.onset.saturating_add(by);
        attack.end = attack.end.map(|end| end.saturating_add(by));
    }
    let (one, other) = (report(&history), report(&later));
    assert_eq!(one.claims.len(), other.claims.len());
    for (one, other) in one.claims.iter().zip(&other.claims) {
        assert_eq!(
            (&one.family, one.tier, one.kind),
            (&other.family, other.tier, other.kind)
        );
        assert!((one.posterior - other.posterior).abs() < 1e-9);
        assert_eq!(one.exposed_onsets, other.exposed_onsets);
    }
    assert_eq!(one.no_link, other.no_link);
    assert_eq!(one.not_enough, other.not_enough);
    let chances = |report: &Report| -> Vec<f64> {
        let days = report.outlook.days.iter();
        days.map(|forecast| forecast.probability).collect()
    };
    assert_eq!(chances(&one), chances(&other));
}

#[test]
fn missing_is_not_no() {
    let mut history = diary("missing", 400, 4.0);
    // Evenings without a drink are left open: what is left cannot be compared with anything.
    for cell in &mut history.tracks[0].cells {
        if *cell == Cell::Value(0.0) {
            *cell = Cell::NotAsked;
        }
    }
    let report = report(&history);
    assert!(report.claims.iter().all(|claim| claim.family != "alcohol"));
    assert!(
        report
            .not_enough
            .iter()
            .any(|entry| entry.family == "alcohol")
    );
}

#[test]
fn a_young_diary_says_what_it_lacks_and_stays_near_the_usual_rate() {
    let report = report(&diary("young", 21, 4.0));
    assert!(report.claims.is_empty());
    assert!(
        report
            .not_enough
            .iter()
            .any(|entry| entry.family == "alcohol")
    );
    assert_eq!(report.outlook.days.len(), 7);
    for forecast in &report.outlook.days {
        assert!((0.02..0.6).contains(&forecast.probability), "{forecast:?}");
    }
}

#[test]
fn an_empty_diary_is_no_error() {
    let mut history = super::test_support::empty(3, date(2024, 1, 1));
    history.entered = vec![false; 3];
    let report = report(&history);
    assert!(report.claims.is_empty() && report.first.usual.attacks == 0);
}
