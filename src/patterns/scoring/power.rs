//! Power: which share of the true effects is claimed, by strength and by how many onsets were recorded.

use super::{
    discovery::number,
    figure::{Figure, Gate, Section},
    person::{Person, Tier},
    verdict::{self, Counted},
};

/// Classes of strength with their edges (odds ratio turned above one). Cohorts draw 1.5, 2 and 3, or
/// anything in between: the edges lie halfway on the log scale.
const STRENGTHS: [(&str, f64, f64); 4] = [
    ("OR below 1.3", 0.0, 1.3),
    ("OR 1.5", 1.3, 1.732),
    ("OR 2", 1.732, 2.449),
    ("OR 3", 2.449, f64::INFINITY),
];

/// Classes of recorded onsets.
const ONSETS: [(&str, usize, usize); 3] = [
    ("below 40 onsets", 0, 40),
    ("40-80 onsets", 40, 81),
    ("above 80 onsets", 81, usize::MAX),
];

/// Middle class, for which the gates hold.
const GATED: usize = 1;

/// Power of likely and confirmed claims.
pub fn sections(people: &[Person]) -> Vec<Section> {
    if people.iter().all(|person| person.effects.is_empty()) {
        return Vec::new();
    }
    [
        (
            Counted::Asserted,
            "Power (effects found by a claim, likely or confirmed)",
        ),
        (
            Counted::WithUndecided,
            "Power, the undecided counted as well",
        ),
    ]
    .map(|(counted, title)| power(people, counted, title))
    .into()
}

fn power(people: &[Person], counted: Counted, title: &str) -> Section {
    let mut section = Section::new(title);
    for (place, (name, least, below)) in ONSETS.iter().enumerate() {
        let within = |person: &Person| (*least..*below).contains(&person.recorded_onsets);
        for (strength, weakest, strongest) in STRENGTHS {
            let figure = found_share(
                &format!("{strength}, {name}"),
                people,
                counted,
                |person, effect| {
                    let effect = &person.effects[effect];
                    let is_class = (weakest..strongest).contains(&effect.strength);
                    within(person) && is_class && !effect.is_menstrual
                },
            );
            let is_gated = place == GATED && strength == "OR 3";
            push(&mut section, figure, is_gated.then_some(0.30));
        }
        let figure = found_share(
            &format!("menstrual, {name}"),
            people,
            counted,
            |person, effect| within(person) && person.effects[effect].is_menstrual,
        );
        push(&mut section, figure, (place == GATED).then_some(0.75));
    }
    section
}

fn push(section: &mut Section, figure: Figure, least: Option<f64>) {
    if figure.count > 0 {
        section.figures.push(match least {
            Some(least) => figure.gate(Gate::AtLeast(least)),
            None => figure,
        });
    }
}

fn found_share(
    name: &str,
    people: &[Person],
    counted: Counted,
    is_meant: impl Fn(&Person, usize) -> bool,
) -> Figure {
    let parts = people.iter().map(|person| {
        let claims = verdict::headline(person, counted, Tier::Likely);
        let meant = (0..person.effects.len()).filter(|effect| is_meant(person, *effect));
        let meant: Vec<_> = meant.map(|effect| &person.effects[effect]).collect();
        let found = meant.iter().filter(|effect| {
            let mut claims = claims.iter();
            claims.any(|claim| verdict::finds(claim, effect))
        });
        (number(found.count()), number(meant.len()))
    });
    Figure::share(name, parts.collect())
}
