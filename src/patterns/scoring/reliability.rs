//! Whether a posterior of 0.8 is right in 8 of 10 cases.

use super::{
    discovery::number,
    figure::{Figure, Gate, Section},
    person::{Person, Tier},
    verdict::{self, Counted, Verdict},
};

/// Bins of the posterior.
const BINS: [(f64, f64); 4] = [(0.4, 0.6), (0.6, 0.8), (0.8, 0.95), (0.95, 1.01)];

/// Fewer claims in a bin say nothing about it: with 20, chance alone is off by 0.1.
const LEAST_CLAIMS: usize = 20;

/// One section for each way of counting.
pub fn sections(people: &[Person]) -> Vec<Section> {
    if people.iter().all(|person| person.effects.is_empty()) {
        return Vec::new();
    }
    [
        (
            Counted::Asserted,
            "Posterior against truth (families claimed, every tier)",
        ),
        (
            Counted::WithUndecided,
            "Posterior against truth, the undecided counted as well",
        ),
    ]
    .map(|(counted, title)| reliability(people, counted, title))
    .into()
}

fn reliability(people: &[Person], counted: Counted, title: &str) -> Section {
    let mut section = Section::new(title);
    let is_clean = people.iter().all(|person| {
        let mut classes = person.classes.values();
        !classes.any(|class| *class == super::person::Class::Prodromal)
    });
    let tolerance = if is_clean { 0.07 } else { 0.10 };
    for (least, below) in BINS {
        let sums: Vec<_> = people
            .iter()
            .map(|person| {
                let claims = verdict::headline(person, counted, Tier::Leaning);
                let within = claims
                    .iter()
                    .filter(|claim| (least..below).contains(&claim.posterior));
                let mut sum = (0.0, 0.0, 0.0);
                for claim in within {
                    sum.0 += claim.posterior;
                    sum.1 += number(usize::from(verdict::judge(person, claim) == Verdict::True));
                    sum.2 += 1.0;
                }
                sum
            })
            .collect();
        let name = format!("{least:.2}-{:.2}", below.min(1.0));
        let stated = sums.iter().map(|sum| (sum.0, sum.2)).collect();
        let held = sums.iter().map(|sum| (sum.1, sum.2)).collect();
        let gap = sums.iter().map(|sum| (sum.1 - sum.0, sum.2)).collect();
        let gap = Figure::ratio(format!("{name}: true minus stated"), gap);
        let is_judged = gap.count >= LEAST_CLAIMS;
        section.figures.extend([
            Figure::ratio(format!("{name}: stated"), stated),
            Figure::ratio(format!("{name}: true"), held),
            if is_judged {
                gap.gate(Gate::Between(-tolerance, tolerance))
            } else {
                gap
            },
        ]);
    }
    section
}
