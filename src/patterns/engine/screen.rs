//! The screen (P3): every family as one effect over its forms and lags, with posterior probabilities.
//!
//! A family is linked through at most one member (form and lag) in one reading (cause or early sign), or
//! not at all. Its hypotheses share the prior of its factors; Bayes factors share out the posterior. A
//! second sweep takes what likely families explain out of the others, so that one link does not lend
//! its evidence to whatever moves along with it.

use super::{
    base::{Base, BaseFit},
    evidence::{self, CAUSE, CYCLE, EARLY, EffectPrior, Evidence, Score},
    factors::Factor,
    frame::Frame,
    history::{PatientHistory, Source},
    members::{self, Form, LEAST_EXPECTED_ONSETS, LEAST_EXPOSED, Member},
    registry::Class,
};

/// Posterior from which a family's effect is taken out of the others.
const EXPLAINS_FROM: f64 = 0.5;
/// Largest prior of a family.
const LARGEST_PRIOR: f64 = 0.7;
/// Most onsets without which nothing is judged.
const LEAST_ONSETS: usize = 5;

/// How a hypothesis reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// A cause; more of the factor goes with more attacks.
    Raises,
    /// A cause or a protection; more goes with fewer.
    Lowers,
    /// An early sign; more goes with more.
    EarlyHigh,
    /// An early sign; less goes with more.
    EarlyLow,
}

impl Reading {
    /// Whether it is an early sign.
    #[must_use]
    pub const fn is_early(self) -> bool {
        matches!(self, Self::EarlyHigh | Self::EarlyLow)
    }

    /// Whether more of the factor goes with more attacks.
    #[must_use]
    pub const fn is_raising(self) -> bool {
        matches!(self, Self::Raises | Self::EarlyHigh)
    }

    /// The prior of its effect.
    #[must_use]
    pub const fn effect_prior(self, is_cycle: bool) -> EffectPrior {
        let prior = match self {
            Self::EarlyHigh | Self::EarlyLow => EARLY,
            Self::Raises | Self::Lowers if is_cycle => CYCLE,
            Self::Raises | Self::Lowers => CAUSE,
        };
        let mean = if self.is_raising() {
            prior.mean
        } else {
            -prior.mean
        };
        EffectPrior {
            mean,
            spread: prior.spread,
        }
    }
}

/// A hypothesis of a family with its posterior.
#[derive(Debug, Clone, Copy)]
pub struct Hypothesis {
    /// Place of the member in [`Screen::members`].
    pub member: usize,
    /// How it reads.
    pub reading: Reading,
    /// Prior probability.
    pub prior: f64,
    /// The evidence.
    pub evidence: Evidence,
    /// Posterior probability.
    pub posterior: f64,
}

/// A family after the screen.
#[derive(Debug, Clone)]
pub struct Family {
    /// Its code.
    pub code: String,
    /// Whether it has factors that cannot have an effect, and no others.
    pub is_control: bool,
    /// Its hypotheses; empty when there are too few data.
    pub hypotheses: Vec<Hypothesis>,
    /// Its factors.
    pub factors: Vec<usize>,
}

impl Family {
    /// Posterior probability of the hypotheses that `choose` takes.
    #[must_use]
    pub fn posterior(&self, choose: impl Fn(&Hypothesis) -> bool) -> f64 {
        let chosen = self
            .hypotheses
            .iter()
            .filter(|hypothesis| choose(hypothesis));
        chosen.map(|hypothesis| hypothesis.posterior).sum()
    }

    /// Posterior probability of any link.
    #[must_use]
    pub fn linked(&self) -> f64 {
        self.posterior(|_| true)
    }
}

/// Everything the screen has found.
#[derive(Debug, Clone)]
pub struct Screen {
    /// The members.
    pub members: Vec<Member>,
    /// Mean exposure of each member over the days that count.
    pub centres: Vec<f64>,
    /// How much of each member's information the shifts leave.
    pub tempers: Vec<f64>,
    /// The families, in the order of their codes.
    pub families: Vec<Family>,
    /// The base hazard without any factor.
    pub base: Base,
    /// Its fit.
    pub fit: Option<BaseFit>,
}

/// What may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Knowledge {
    /// Everything up to the day itself: for claims.
    Hindsight,
    /// What is known at 21:00 the evening before: for forecasts.
    EveningBefore,
}

/// Screens all families of a history.
#[must_use]
pub fn screen(
    history: &PatientHistory,
    frame: &Frame,
    factors: &[Factor],
    knowledge: Knowledge,
) -> Screen {
    let base = Base::of(history, frame);
    let mut screen = Screen {
        members: Vec::new(),
        tempers: Vec::new(),
        centres: Vec::new(),
        families: families(factors),
        fit: base.fit(&vec![0.0; frame.days]),
        base,
    };
    if knowledge == Knowledge::Hindsight && frame.onsets() < LEAST_ONSETS {
        return screen;
    }
    let Some(fit) = screen.fit.clone() else {
        return screen;
    };
    let mut columns = Vec::new();
    for (place, factor) in factors.iter().enumerate() {
        for member in members::members(place, factor, frame) {
            let late = member.lag == 0 && factor.source == Source::Night;
            let enough = match knowledge {
                Knowledge::Hindsight => is_enough(&member, frame, &fit),
                // A forecast leans on the prior where there are few data.
                Knowledge::EveningBefore => !late,
            };
            if !enough {
                continue;
            }
            let column = screen.base.project(&fit, &member.exposure);
            let information = Score::of(&fit, &column, 1.0).information;
            if information < 1e-9 {
                continue;
            }
            screen.centres.push(centre(&member.exposure, &fit));
            screen.tempers.push(match knowledge {
                Knowledge::Hindsight => evidence::temper(&fit, &column, information),
                // A forecast is judged by its outcome.
                Knowledge::EveningBefore => 1.0,
            });
            screen.members.push(member);
            columns.push(column);
        }
    }
    let scope = Scope {
        factors,
        columns: &columns,
    };
    let places: Vec<usize> = (0..screen.families.len()).collect();
    screen.judge(&scope, &fit, &places);
    let mut explaining: Vec<usize> = places
        .iter()
        .copied()
        .filter(|place| screen.families[*place].linked() >= EXPLAINS_FROM)
        .collect();
    if explaining.is_empty() {
        return screen;
    }
    // The weakest first: what it owes to a stronger one is gone before that one is judged beside it, so that two that
    // move together do not take the evidence from each other.
    explaining.sort_by(|one, other| {
        let linked = |place: usize| screen.families[place].linked();
        linked(*one).total_cmp(&linked(*other))
    });
    let mut parts: Vec<Vec<f64>> = explaining
        .iter()
        .map(|place| part(&screen.families[*place], &columns, frame.days))
        .collect();
    if explaining.len() > 1 {
        for (number, place) in explaining.iter().enumerate() {
            let known = without(&parts, Some(number), frame.days);
            if let Some(fit) = screen.base.fit_from(&known, &fit.coefficients) {
                screen.judge(&scope, &fit, &[*place]);
                parts[number] = part(&screen.families[*place], &columns, frame.days);
            }
        }
    }
    let others: Vec<usize> = places
        .iter()
        .copied()
        .filter(|place| !explaining.contains(place))
        .collect();
    let known = without(&parts, None, frame.days);
    if let Some(fit) = screen.base.fit_from(&known, &fit.coefficients) {
        screen.judge(&scope, &fit, &others);
    }
    screen
}

/// What the families add to the log-odds of each day, one left out.
fn without(parts: &[Vec<f64>], left_out: Option<usize>, days: usize) -> Vec<f64> {
    let mut known = vec![0.0; days];
    for (number, part) in parts.iter().enumerate() {
        if Some(number) != left_out {
            for (sum, value) in known.iter_mut().zip(part) {
                *sum += value;
            }
        }
    }
    known
}

/// Mean of an exposure, days weighted by their information.
fn centre(exposure: &[f64], fit: &BaseFit) -> f64 {
    let known = exposure
        .iter()
        .zip(&fit.curvatures)
        .filter(|(value, _)| !value.is_nan());
    let (sum, weight) = known.fold((0.0, 0.0), |(sum, weight), (value, curvature)| {
        (sum + value * curvature, weight + curvature)
    });
    if weight > 0.0 { sum / weight } else { 0.0 }
}

struct Scope<'a> {
    factors: &'a [Factor],
    columns: &'a [Vec<f64>],
}

/// The families of the factors, in the order of their codes.
fn families(factors: &[Factor]) -> Vec<Family> {
    let mut codes: Vec<&String> = factors.iter().map(|factor| &factor.family).collect();
    codes.sort();
    codes.dedup();
    codes
        .into_iter()
        .map(|code| {
            let places: Vec<usize> = (0..factors.len())
                .filter(|place| factors[*place].family == *code)
                .collect();
            Family {
                code: code.clone(),
                is_control: places.iter().all(|place| factors[*place].entry.is_control),
                hypotheses: Vec::new(),
                factors: places,
            }
        })
        .collect()
}

/// Exposed days at risk, onsets on them, and the same for unexposed days.
#[must_use]
pub fn table(exposure: &[f64], frame: &Frame) -> [usize; 4] {
    let mut table = [0; 4];
    for (day, value) in exposure.iter().enumerate().take(frame.days) {
        if frame.at_risk[day] && !value.is_nan() {
            let side = if *value > 0.5 { 0 } else { 2 };
            table[side] += 1;
            table[side + 1] += usize::from(frame.onset[day]);
        }
    }
    table
}

fn is_enough(member: &Member, frame: &Frame, fit: &BaseFit) -> bool {
    let [exposed, _, unexposed, _] = table(&member.exposure, frame);
    let expected: f64 = (0..frame.days)
        .filter(|day| frame.at_risk[*day] && !member.exposure[*day].is_nan())
        .filter(|day| matches!(member.form, Form::Linear { .. }) || member.exposure[*day] > 0.5)
        .map(|day| 2.0 * fit.odds[day] / (1.0 + 2.0 * fit.odds[day]))
        .sum();
    let enough = expected >= LEAST_EXPECTED_ONSETS;
    match member.form {
        Form::Linear { .. } => exposed + unexposed >= 4 * LEAST_EXPOSED && enough,
        _ => exposed >= LEAST_EXPOSED && unexposed >= LEAST_EXPOSED && enough,
    }
}

impl Screen {
    /// Gives the families their hypotheses, judged against a base hazard.
    fn judge(&mut self, scope: &Scope<'_>, fit: &BaseFit, places: &[usize]) {
        for place in places {
            let mut hypotheses = Vec::new();
            for (number, member) in self.members.iter().enumerate() {
                if !self.families[*place].factors.contains(&member.factor) {
                    continue;
                }
                let column = &scope.columns[number];
                let score = Score::of(fit, column, self.tempers[number]);
                let readings = [
                    (Reading::Raises, member.raises),
                    (Reading::Lowers, member.lowers),
                    (Reading::EarlyHigh, member.early_high),
                    (Reading::EarlyLow, member.early_low),
                ];
                let is_cycle = scope.factors[member.factor].entry.class == Class::Cycle;
                for (reading, prior) in readings {
                    if prior > 0.0 {
                        let effect = reading.effect_prior(is_cycle);
                        let outcomes = &self.base.outcomes;
                        let evidence = evidence::evidence(fit, outcomes, column, score, effect);
                        hypotheses.push(Hypothesis {
                            member: number,
                            reading,
                            prior,
                            evidence,
                            posterior: 0.0,
                        });
                    }
                }
            }
            share_out(&mut hypotheses);
            self.families[*place].hypotheses = hypotheses;
        }
    }
}

/// What a family adds to the log-odds of each day.
fn part(family: &Family, columns: &[Vec<f64>], days: usize) -> Vec<f64> {
    let mut part = vec![0.0; days];
    for hypothesis in &family.hypotheses {
        let weight = hypothesis.posterior * hypothesis.evidence.mean;
        if weight.abs() > 1e-6 {
            for (sum, value) in part.iter_mut().zip(&columns[hypothesis.member]) {
                *sum += weight * value;
            }
        }
    }
    part
}

/// Posterior probabilities from priors and Bayes factors; what is left is "no link".
pub fn share_out(hypotheses: &mut [Hypothesis]) {
    let total: f64 = hypotheses.iter().map(|hypothesis| hypothesis.prior).sum();
    let shrink = if total > LARGEST_PRIOR {
        LARGEST_PRIOR / total
    } else {
        1.0
    };
    let none = (1.0 - total * shrink).ln();
    let logs: Vec<f64> = hypotheses
        .iter()
        .map(|hypothesis| (hypothesis.prior * shrink).ln() + hypothesis.evidence.log_factor)
        .collect();
    let most = logs.iter().copied().fold(none, f64::max);
    let sum: f64 = (none - most).exp() + logs.iter().map(|log| (log - most).exp()).sum::<f64>();
    for (hypothesis, log) in hypotheses.iter_mut().zip(logs) {
        hypothesis.posterior = (log - most).exp() / sum;
    }
}
