//! A figure: a metric with its estimate, its interval and the gate it has to pass.

use super::{bootstrap, statistics};
use serde::Serialize;

/// A metric as a function of how often each patient counts; `None` where it is not defined.
type Measure = Box<dyn Fn(&[f64]) -> Option<f64>>;

/// What a figure has to satisfy.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Gate {
    /// Not above.
    AtMost(f64),
    /// Not below.
    AtLeast(f64),
    /// Within both ends.
    Between(f64, f64),
    /// Strictly below: above it the measurement itself is suspect.
    BugAbove(f64),
}

impl Gate {
    /// Whether `value` passes.
    pub fn is_met(self, value: f64) -> bool {
        match self {
            Self::AtMost(most) | Self::BugAbove(most) => value <= most,
            Self::AtLeast(least) => value >= least,
            Self::Between(least, most) => (least..=most).contains(&value),
        }
    }

    /// The gate as it is printed.
    pub fn spell(self) -> String {
        match self {
            Self::AtMost(most) => format!("<= {most}"),
            Self::AtLeast(least) => format!(">= {least}"),
            Self::Between(least, most) => format!("{least}..{most}"),
            Self::BugAbove(most) => format!("bug > {most}"),
        }
    }
}

/// One metric.
#[derive(Serialize)]
pub struct Figure {
    /// What it is.
    pub name: String,
    /// Estimate over all patients; absent when there was nothing to measure.
    pub value: Option<f64>,
    /// Bootstrap interval over patients, 95 %.
    pub interval: Option<(f64, f64)>,
    /// What it was counted over (claims, patients, days: the name says which).
    pub count: usize,
    /// What it has to satisfy, if anything is promised.
    pub gate: Option<Gate>,
    /// Whether it does.
    pub is_met: Option<bool>,
    /// A share of separate things: all or none of them says less than its bootstrap interval.
    #[serde(skip)]
    is_share: bool,
    #[serde(skip)]
    measure: Measure,
}

/// Figures that belong together, under one heading.
#[derive(Serialize)]
pub struct Section {
    /// The heading.
    pub title: String,
    /// Its figures.
    pub figures: Vec<Figure>,
}

impl Section {
    /// An empty section.
    pub fn new(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            figures: Vec::new(),
        }
    }
}

impl Figure {
    /// A metric counted over `count` things.
    pub fn new(
        name: impl Into<String>,
        count: usize,
        measure: impl Fn(&[f64]) -> Option<f64> + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            value: None,
            interval: None,
            count,
            gate: None,
            is_met: None,
            is_share: false,
            measure: Box::new(measure),
        }
    }

    /// A share or a mean: what each patient adds above the line and below it.
    pub fn ratio(name: impl Into<String>, parts: Vec<(f64, f64)>) -> Self {
        let below: f64 = parts.iter().map(|part| part.1).sum();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a count of claims, patients or days"
        )]
        let count = below.round().max(0.0) as usize;
        Self::new(name, count, move |weights| {
            let sum = |pick: fn(&(f64, f64)) -> f64| -> f64 {
                let terms = parts.iter().zip(weights);
                terms.map(|(part, weight)| pick(part) * weight).sum()
            };
            let below = sum(|part| part.1);
            (below > 0.0).then(|| sum(|part| part.0) / below)
        })
    }

    /// A share of separate things, each counted as 0 or 1.
    pub fn share(name: impl Into<String>, parts: Vec<(f64, f64)>) -> Self {
        let mut figure = Self::ratio(name, parts);
        figure.is_share = true;
        figure
    }

    /// Promises something.
    #[must_use]
    pub fn gate(mut self, gate: Gate) -> Self {
        self.gate = Some(gate);
        self
    }

    /// Measures the estimate and its interval.
    pub fn settle(&mut self, patients: usize, replicates: usize) {
        self.value = (self.measure)(&vec![1.0; patients]).filter(|value| value.is_finite());
        if self.value.is_some() {
            let values = bootstrap::draws(patients, replicates);
            let values = values.filter_map(|weights| (self.measure)(&weights));
            self.interval = bootstrap::interval(values.collect());
        }
        // Resampling nothing but zeros gives zero: the interval of Wilson does not.
        let extreme = self
            .value
            .filter(|value| self.is_share && (*value <= 0.0 || *value >= 1.0));
        if let (Some(value), Ok(all)) = (extreme, u32::try_from(self.count)) {
            self.interval = statistics::wilson(value * f64::from(all), f64::from(all));
        }
        self.is_met = match (self.gate, self.value) {
            (Some(gate), Some(value)) => Some(gate.is_met(value)),
            _ => None,
        };
    }
}
