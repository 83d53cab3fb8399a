//! Claims of a handful of patients, judged by hand.

use super::{
    discovery,
    figure::Gate,
    mistakes,
    person::{
        Class,
        Direction::{Lowers, Raises},
        Kind::{EarlySign, Protector, Trigger, Undecided},
        Person,
    },
    power, reliability,
    testing::{person, settled, value},
    verdict::{self, Verdict},
};

const CLAIMS: &str = "Claims, likely or confirmed (triggers";
const OPEN: &str = "Claims, likely or confirmed, the undecided";

/// Six claims on the headline of four patients: two true, one the wrong way round, one prodromal, one on a
/// control, one on nothing.
fn people() -> Vec<Person> {
    vec![
        // True; the second claim on the family is weaker and does not count.
        person("a")
            .acting("stress", Some(Raises), 3.0)
            .claiming("stress", Raises, Trigger, 0.95)
            .claiming("stress", Lowers, Protector, 0.80),
        // The wrong way round, and an early sign rightly named.
        person("b")
            .acting("chocolate", Some(Raises), 1.5)
            .claiming("chocolate", Lowers, Protector, 0.80)
            .claiming("yawning", Raises, EarlySign, 0.92),
        // An early sign taken for a trigger, a control, and nothing at all.
        person("c")
            .acting("perimenstrual", Some(Raises), 3.0)
            .claiming("perimenstrual", Raises, Trigger, 0.97)
            .claiming("yawning", Raises, Trigger, 0.85)
            .claiming("kp_max", Raises, Trigger, 0.76)
            .claiming("chocolate", Raises, Trigger, 0.77),
        // Leaning only, and one that leaves the question open.
        person("d")
            .acting("sleep_hours", Some(Lowers), 2.0)
            .claiming("stress", Raises, Trigger, 0.60)
            .claiming("bedtime_shift", Raises, Undecided, 0.80),
    ]
}

fn figure(section: &str, name: &str) -> f64 {
    let people = people();
    value(discovery::sections(&people), section, name, people.len()).unwrap()
}

fn close(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found} {expected}");
}

#[test]
fn claims_are_judged_by_family_and_direction() {
    let people = people();
    let judged = |person: usize, claim: usize| {
        verdict::judge(&people[person], &people[person].claims[claim])
    };
    assert_eq!(judged(0, 0), Verdict::True);
    assert_eq!(judged(0, 1), Verdict::WrongDirection);
    assert_eq!(judged(1, 0), Verdict::WrongDirection);
    assert_eq!(judged(2, 0), Verdict::True);
    assert_eq!(judged(2, 1), Verdict::Prodromal);
    assert_eq!(judged(2, 2), Verdict::NegativeControl);
    assert_eq!(judged(2, 3), Verdict::Nothing);
    // Another member of the family of sleep: its sign is its own.
    assert_eq!(judged(3, 1), Verdict::True);
}

#[test]
fn the_very_factor_needs_the_right_sign_unless_both_ends_act() {
    let acting = person("a").acting("sleep_hours", Some(Lowers), 2.0);
    let wrong = acting.clone().claiming("sleep_hours", Raises, Trigger, 0.9);
    assert_eq!(
        verdict::judge(&wrong, &wrong.claims[0]),
        Verdict::WrongDirection
    );
    let both = person("a").acting("sleep_hours", None, 2.0);
    for effect in [Raises, Lowers] {
        let claim = both.clone().claiming("sleep_hours", effect, Trigger, 0.9);
        assert_eq!(verdict::judge(&claim, &claim.claims[0]), Verdict::True);
    }
}

#[test]
fn directions_follow_from_kind_and_side() {
    assert_eq!(verdict::direction(false, false), Raises);
    assert_eq!(verdict::direction(false, true), Lowers);
    assert_eq!(verdict::direction(true, false), Lowers);
    assert_eq!(verdict::direction(true, true), Raises);
}

#[test]
fn false_discovery_rates() {
    close(figure(CLAIMS, "declared per patient"), 6.0 / 4.0);
    close(figure(CLAIMS, "true per patient"), 2.0 / 4.0);
    close(figure(CLAIMS, "FDR, pooled, everything"), 4.0 / 6.0);
    // Without the prodromal family: three false among five.
    close(figure(CLAIMS, "FDR, pooled, without"), 3.0 / 5.0);
    // Patients: 0, 1, 3/4, and nothing declared.
    close(figure(CLAIMS, "FDR, mean"), (1.0 + 0.75) / 4.0);
    close(figure(CLAIMS, "patients with any false"), 2.0 / 4.0);
    close(
        figure(CLAIMS, "patients with a negative control"),
        1.0 / 4.0,
    );
    close(figure(CLAIMS, "patients with a cause"), 2.0 / 4.0);
    // With the undecided, patient d has found sleep.
    close(figure(OPEN, "declared per patient"), 7.0 / 4.0);
    close(figure(OPEN, "FDR, pooled, everything"), 4.0 / 7.0);
    close(figure(OPEN, "patients with a cause"), 3.0 / 4.0);
}

#[test]
fn early_signs_are_counted_by_factor() {
    close(
        figure("Early signs", "prodromal factors flagged, any"),
        1.0 / 2.0,
    );
    close(
        figure("Early signs", "early-sign labels that stand on a prodromal"),
        1.0,
    );
    close(
        figure("Early signs", "early-sign labels that stand on a true"),
        0.0,
    );
    let mistaken = vec![
        person("a")
            .acting("stress", Some(Raises), 2.0)
            .claiming("stress", Raises, EarlySign, 0.9),
    ];
    let found = value(
        discovery::sections(&mistaken),
        "Early signs",
        "early-sign labels that stand on a true",
        1,
    );
    close(found.unwrap(), 1.0);
}

#[test]
fn the_null_scenario_counts_any_claim() {
    let mut people: Vec<_> = (0..98).map(|_| person("quiet")).collect();
    people.push(person("x").claiming("stress", Raises, Trigger, 0.8));
    people.push(person("y").claiming("stress", Raises, Trigger, 0.6));
    let any = settled(
        discovery::sections(&people),
        CLAIMS,
        "patients with any claim",
        100,
    );
    close(any.value.unwrap(), 0.01);
    assert_eq!(
        (any.gate, any.is_met),
        (Some(Gate::AtMost(0.03)), Some(true))
    );
    let (low, high) = any.interval.unwrap();
    assert!(
        low.abs() < 1e-12 && (0.02..0.05).contains(&high),
        "{low} {high}"
    );
    close(
        value(
            discovery::sections(&people),
            CLAIMS,
            "patients with any claim, leaning",
            100,
        )
        .unwrap(),
        0.02,
    );
}

#[test]
fn power_by_strength_and_onsets() {
    let mut people = people();
    people.push(person("e").acting("stress", Some(Raises), 3.0));
    let mut many = person("f").acting("stress", Some(Raises), 3.0);
    many.recorded_onsets = 81;
    people.push(many.claiming("stress", Raises, Trigger, 0.9));
    let found = |name| {
        value(
            power::sections(&people),
            "Power (effects",
            name,
            people.len(),
        )
    };
    close(found("OR 3, 40-80").unwrap(), 1.0 / 2.0);
    close(found("OR 3, above 80").unwrap(), 1.0);
    close(found("OR 1.5, 40-80").unwrap(), 0.0);
    close(found("OR 2, 40-80").unwrap(), 0.0);
    close(found("menstrual, 40-80").unwrap(), 1.0);
    let open = value(
        power::sections(&people),
        "Power, the undecided",
        "OR 2, 40-80",
        people.len(),
    );
    close(open.unwrap(), 1.0);
}

#[test]
fn the_posterior_is_held_against_the_truth() {
    // Thirty claims at 0.8, of which 24 are true, and ten at 0.5, of which two are.
    let mut people = Vec::new();
    for place in 0..40 {
        let (posterior, is_true) = if place < 30 {
            (0.8, place < 24)
        } else {
            (0.5, place < 32)
        };
        let acting = if is_true { "stress" } else { "chocolate" };
        let mut one = person("p").acting(acting, Some(Raises), 2.0);
        one = one.claiming("stress", Raises, Trigger, posterior);
        people.push(one);
    }
    let sections = || reliability::sections(&people);
    let title = "Posterior against truth (";
    close(
        value(sections(), title, "0.80-0.95: true", 40).unwrap(),
        0.8,
    );
    let gap = settled(sections(), title, "0.80-0.95: true minus", 40);
    close(gap.value.unwrap(), 0.0);
    // Signs of attacks exist here, so that the wider tolerance holds.
    assert_eq!(gap.gate, Some(Gate::Between(-0.10, 0.10)));
    let few = settled(sections(), title, "0.40-0.60: true minus", 40);
    close(few.value.unwrap(), -0.3);
    assert_eq!(few.gate, None, "ten claims prove nothing");
    for one in &mut people {
        one.classes.insert("yawning".to_owned(), Class::Null);
    }
    let clean = settled(
        reliability::sections(&people),
        title,
        "0.80-0.95: true minus",
        40,
    );
    assert_eq!(clean.gate, Some(Gate::Between(-0.07, 0.07)));
}

#[test]
fn mistakes_are_listed_with_what_they_are() {
    let people = people();
    let listed = mistakes::list(&people);
    assert_eq!(listed.len(), 4);
    let tally = mistakes::tally(&listed);
    assert!(tally[0].0.contains("Raises as") || tally[0].0.contains("Lowers as"));
    assert!(
        listed
            .iter()
            .any(|mistake| mistake.factor == "kp_max" && mistake.patient == "c")
    );
}
