//! What was claimed: how much of it is false, why, and for how many patients anything true was found.

use super::{
    figure::{Figure, Gate, Section},
    person::{Class, Kind, Person, Tier},
    verdict::{self, Counted, Verdict},
};

/// Whether a label belongs on a factor of this class.
type IsMeant = fn(Class) -> bool;

/// The figures of claims, for both ways of counting, and of the early-sign label.
pub fn sections(people: &[Person]) -> Vec<Section> {
    let is_null = people.iter().all(|person| person.effects.is_empty());
    let mut found = vec![
        claims(people, Counted::Asserted, is_null),
        claims(people, Counted::WithUndecided, is_null),
    ];
    if !is_null {
        found.push(misled(people));
    }
    found.push(early_signs(people));
    found
}

fn claims(people: &[Person], counted: Counted, is_null: bool) -> Section {
    let mut section = Section::new(match counted {
        Counted::Asserted => "Claims, likely or confirmed (triggers and protectors)",
        Counted::WithUndecided => "Claims, likely or confirmed, the undecided counted as well",
    });
    let judged: Vec<Vec<Verdict>> = people
        .iter()
        .map(|person| {
            let claims = verdict::headline(person, counted, Tier::Likely);
            let judged = claims
                .into_iter()
                .map(|claim| verdict::judge(person, claim));
            judged.collect()
        })
        .collect();
    let figures = &mut section.figures;
    figures.push(per_patient("declared per patient", &judged, |found| {
        number(found.len())
    }));
    if is_null {
        figures.push(
            per_patient("patients with any claim", &judged, |found| {
                flag(!found.is_empty())
            })
            .gate(Gate::AtMost(0.03)),
        );
        let leaning: Vec<usize> = people
            .iter()
            .map(|person| verdict::headline(person, counted, Tier::Leaning).len())
            .collect();
        figures.push(per_patient(
            "patients with any claim, leaning included",
            &leaning,
            |found| flag(*found > 0),
        ));
    } else {
        figures.push(per_patient("true per patient", &judged, |found| {
            number(trues(found))
        }));
        figures.push(false_share(&judged, |_| true).gate(Gate::AtMost(0.10)));
        figures.push(Figure::ratio(
            "FDR, mean over patients",
            judged.iter().map(|found| (false_of(found), 1.0)).collect(),
        ));
        figures.push(
            false_share(&judged, |verdict| verdict != Verdict::Prodromal).gate(Gate::AtMost(0.04)),
        );
        figures.push(
            per_patient("patients with any false claim", &judged, |found| {
                flag(trues(found) < found.len())
            })
            .gate(Gate::AtMost(0.05)),
        );
        let with_cause = people.iter().zip(&judged);
        let with_cause = with_cause.filter(|(person, _)| !person.effects.is_empty());
        let reached: Vec<_> = people
            .iter()
            .zip(&judged)
            .map(|(person, found)| {
                let counts = flag(!person.effects.is_empty());
                (counts * flag(trues(found) > 0), counts)
            })
            .collect();
        let days = with_cause.map(|(person, _)| person.days).max().unwrap_or(0);
        let finding = Figure::share(
            format!("patients with a cause who have a true claim at the end ({days} days)"),
            reached,
        );
        figures.push(if days == 365 {
            finding.gate(Gate::AtLeast(0.40))
        } else {
            finding
        });
    }
    figures.push(
        per_patient(
            "patients with a negative control claimed",
            &judged,
            |found| flag(found.contains(&Verdict::NegativeControl)),
        )
        .gate(Gate::AtMost(0.003)),
    );
    section
}

/// Share of false claims among those of which `kept` says that they count (true ones always do).
fn false_share(judged: &[Vec<Verdict>], kept: fn(Verdict) -> bool) -> Figure {
    let name = if kept(Verdict::Prodromal) {
        "FDR, pooled, everything false counted"
    } else {
        "FDR, pooled, without prodromal families"
    };
    let parts = judged.iter().map(|found| {
        let counted = || found.iter().filter(|verdict| kept(**verdict));
        let wrong = counted().filter(|verdict| **verdict != Verdict::True);
        (number(wrong.count()), number(counted().count()))
    });
    Figure::share(name, parts.collect())
}

/// What the false claims are about, as shares of all claims.
fn misled(people: &[Person]) -> Section {
    let mut section = Section::new(
        "False claims by what misled the engine (share of claims, likely or confirmed)",
    );
    let reasons = [
        ("family acts, other direction", Verdict::WrongDirection),
        (
            "part of the attack's beginning (prodromal family)",
            Verdict::Prodromal,
        ),
        ("negative control", Verdict::NegativeControl),
        ("nothing of the family acts", Verdict::Nothing),
    ];
    for (name, reason) in reasons {
        let parts = people.iter().map(|person| {
            let claims = verdict::headline(person, Counted::Asserted, Tier::Likely);
            let all = claims.len();
            let wrong = claims
                .into_iter()
                .filter(|claim| verdict::judge(person, claim) == reason);
            (number(wrong.count()), number(all))
        });
        section.figures.push(Figure::share(name, parts.collect()));
    }
    section
}

/// The early-sign label: how often it is given where it belongs, and how often only there.
fn early_signs(people: &[Person]) -> Section {
    let mut section = Section::new("Early signs (each factor that is claimed, by its true class)");
    for (name, least) in [
        (
            "prodromal factors flagged, any tier: labelled early sign",
            Tier::Leaning,
        ),
        (
            "prodromal factors flagged, likely or confirmed: labelled early sign",
            Tier::Likely,
        ),
    ] {
        let parts = people.iter().map(|person| {
            let flagged = person.claims.iter().filter(|claim| {
                claim.tier >= least && person.class(&claim.factor) == Class::Prodromal
            });
            let labelled = flagged
                .clone()
                .filter(|claim| claim.kind == Kind::EarlySign);
            (number(labelled.count()), number(flagged.count()))
        });
        section
            .figures
            .push(Figure::share(name, parts.collect()).gate(Gate::AtLeast(0.75)));
    }
    let labels: [(&str, IsMeant); 2] = [
        (
            "early-sign labels that stand on a prodromal factor",
            |class| class == Class::Prodromal,
        ),
        ("early-sign labels that stand on a true cause", |class| {
            matches!(class, Class::Trigger | Class::Protector)
        }),
    ];
    for (name, is_meant) in labels {
        let parts = people.iter().map(|person| {
            let labelled = person
                .claims
                .iter()
                .filter(|claim| claim.kind == Kind::EarlySign);
            let meant = labelled
                .clone()
                .filter(|claim| is_meant(person.class(&claim.factor)));
            (number(meant.count()), number(labelled.count()))
        });
        section.figures.push(Figure::share(name, parts.collect()));
    }
    section
}

/// Share of patients of whom something holds, or a mean over patients.
fn per_patient<T>(name: &str, each: &[T], value: impl Fn(&T) -> f64) -> Figure {
    let parts = each.iter().map(|found| (value(found), 1.0)).collect();
    if name.starts_with("patients") {
        Figure::share(name, parts)
    } else {
        Figure::ratio(name, parts)
    }
}

fn trues(found: &[Verdict]) -> usize {
    found
        .iter()
        .filter(|verdict| **verdict == Verdict::True)
        .count()
}

fn false_of(found: &[Verdict]) -> f64 {
    if found.is_empty() {
        0.0
    } else {
        number(found.len() - trues(found)) / number(found.len())
    }
}

/// A small count as a number.
pub fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn flag(is_so: bool) -> f64 {
    f64::from(is_so)
}
