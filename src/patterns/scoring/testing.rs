//! Patients for the tests of scoring.

use super::{
    figure::{Figure, Section},
    person::{Claim, Class, Day, Direction, Effect, Kind, Person, Tier},
};
use std::collections::BTreeMap;

/// A patient of 365 days in whom nothing acts, with factors of six families: `stress`, `chocolate`,
/// `yawning` (prodromal, family `premonitory`), `kp_max` (a control), `sleep_hours` and `bedtime_shift`.
pub fn person(id: &str) -> Person {
    let factors = [
        ("stress", "stress", Class::Null),
        ("chocolate", "chocolate", Class::Null),
        ("yawning", "premonitory", Class::Prodromal),
        ("kp_max", "geomagnetic", Class::NegativeControl),
        ("sleep_hours", "sleep", Class::Null),
        ("bedtime_shift", "sleep", Class::Null),
        ("perimenstrual", "menstrual", Class::Null),
    ];
    Person {
        id: id.to_owned(),
        days: 365,
        recorded_onsets: 50,
        effects: Vec::new(),
        classes: factors
            .iter()
            .map(|(factor, _, class)| ((*factor).to_owned(), *class))
            .collect(),
        families: factors
            .iter()
            .map(|(factor, family, _)| ((*factor).to_owned(), (*family).to_owned()))
            .collect::<BTreeMap<_, _>>(),
        at_risk: Vec::new(),
        claims: Vec::new(),
    }
}

impl Person {
    /// Lets a factor act.
    #[must_use]
    pub fn acting(mut self, factor: &str, direction: Option<Direction>, strength: f64) -> Self {
        let family = self.families[factor].clone();
        self.classes.insert(factor.to_owned(), Class::Trigger);
        self.effects.push(Effect {
            factor: factor.to_owned(),
            is_menstrual: family == "menstrual",
            family,
            direction,
            strength,
        });
        self
    }

    /// Lets the engine claim it.
    #[must_use]
    pub fn claiming(mut self, factor: &str, effect: Direction, kind: Kind, posterior: f64) -> Self {
        self.claims.push(Claim {
            family: self.families[factor].clone(),
            factor: factor.to_owned(),
            effect,
            kind,
            tier: match posterior {
                posterior if posterior >= 0.9 => Tier::Confirmed,
                posterior if posterior >= 0.75 => Tier::Likely,
                _ => Tier::Leaning,
            },
            posterior,
        });
        self
    }

    /// Appends days: forecast, oracle, onset.
    #[must_use]
    pub fn with_days(mut self, first: usize, days: &[(f64, bool)]) -> Self {
        for (place, (forecast, onset)) in days.iter().enumerate() {
            self.at_risk.push(Day {
                index: first + place,
                forecast: Some(*forecast),
                oracle: Some(if *onset { 0.9 } else { 0.1 }),
                onset: *onset,
            });
        }
        self
    }

    /// Training days without forecast: `onsets` among `days`.
    #[must_use]
    pub fn trained(mut self, days: usize, onsets: usize) -> Self {
        for index in 0..days {
            self.at_risk.push(Day {
                index,
                forecast: None,
                oracle: None,
                onset: index < onsets,
            });
        }
        self
    }
}

/// The estimate of a figure.
pub fn value(sections: Vec<Section>, title: &str, name: &str, patients: usize) -> Option<f64> {
    settled(sections, title, name, patients).value
}

/// A figure, measured.
pub fn settled(sections: Vec<Section>, title: &str, name: &str, patients: usize) -> Figure {
    let section = sections
        .into_iter()
        .find(|section| section.title.starts_with(title));
    let mut figures = section
        .unwrap_or_else(|| panic!("no section {title}"))
        .figures;
    let place = figures
        .iter()
        .position(|figure| figure.name.starts_with(name));
    let mut figure = figures.swap_remove(place.unwrap_or_else(|| panic!("no figure {name}")));
    figure.settle(patients, 200);
    figure
}
