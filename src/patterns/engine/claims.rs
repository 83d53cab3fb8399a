//! Claims (P6): what is said of a family, and with which certainty.

use super::{
    direction,
    factors::Factor,
    frame::Frame,
    history::Source,
    members::{self, Form, Member},
    normal::logit,
    registry::{Class, Expected},
    screen::{Family, Hypothesis, Screen, table},
    share,
};
use crate::i18n::dates::CivilDay;
use crate::patterns::model::{
    Claim, ClaimKind, Credit, Direction, Effect, ExposedDay, LagPoint, NoLink, NotEnough, Tier,
};
use jiff::civil::Date;

/// Bounds of the tiers.
pub const LEANING: f64 = 0.5;
/// From here on a claim is likely.
pub const LIKELY: f64 = 0.75;
/// From here on it may be confirmed.
pub const CONFIRMED: f64 = 0.9;
/// Bayes factor on later days that confirmation takes.
const PROSPECTIVE_FACTOR: f64 = 3.0;
/// Mean probability of being wrong that the claims of one patient may have which were searched for among many
/// families: twice what is promised of all claims together, as most patients have one or none. The cycle is one
/// hypothesis that was named beforehand, with its window and its strength: its own probability stands.
const FALSE_SHARE: f64 = 0.18;
/// Share of "cause" from which a link reads as a cause, and up to which it reads as an early sign.
const CAUSE_FROM: f64 = 0.75;
const EARLY_UP_TO: f64 = 0.35;
/// z of the bounds of 90 % intervals.
const Z90: f64 = 1.644_853_6;
/// Most days that a claim lists.
const MOST_DAYS: usize = 60;

/// Claims, families without a link, families without enough data.
pub type Findings = (Vec<Claim>, Vec<NoLink>, Vec<NotEnough>);

/// A civil day for the pages.
#[must_use]
pub fn civil(date: Date) -> CivilDay {
    CivilDay {
        year: date.year(),
        month: u8::try_from(date.month()).unwrap_or(1),
        day: u8::try_from(date.day()).unwrap_or(1),
        weekday: u8::try_from(date.weekday().to_monday_one_offset()).unwrap_or(1),
    }
}

/// What is said of every family.
#[must_use]
pub fn findings(screen: &Screen, factors: &[Factor], frame: &Frame) -> Findings {
    let (mut claims, mut no_link, mut not_enough) = (Vec::new(), Vec::new(), Vec::new());
    for family in &screen.families {
        if family.hypotheses.is_empty() {
            if let Some(entry) = too_little(family, factors, frame) {
                not_enough.push(entry);
            }
            continue;
        }
        match claim(family, screen, factors, frame) {
            Some(claim) => claims.push(claim),
            None => no_link.push(none(family, screen, frame)),
        }
    }
    claims.sort_by(|one, other| other.posterior.total_cmp(&one.posterior));
    let is_searched = |claim: &Claim| {
        let mut own = factors.iter().filter(|factor| factor.code == claim.factor);
        own.all(|factor| factor.entry.class != Class::Cycle)
    };
    cap(&mut claims, is_searched);
    (claims, no_link, not_enough)
}

/// Lowers the weakest likely claims among those that were searched for, until [`FALSE_SHARE`] holds.
fn cap(claims: &mut [Claim], is_searched: impl Fn(&Claim) -> bool) {
    loop {
        let shown: Vec<usize> = (0..claims.len())
            .filter(|place| claims[*place].tier >= Tier::Likely)
            .filter(|place| claims[*place].kind != ClaimKind::EarlySign)
            .filter(|place| is_searched(&claims[*place]))
            .collect();
        let Some(last) = shown.last().copied() else {
            return;
        };
        let wrong: f64 = shown
            .iter()
            .map(|place| 1.0 - claims[*place].posterior)
            .sum();
        if wrong / members::count(shown.len()) <= FALSE_SHARE {
            return;
        }
        claims[last].tier = Tier::Leaning;
    }
}

/// The strongest hypothesis of a family among those that `choose` takes.
fn strongest(family: &Family, choose: impl Fn(&Hypothesis) -> bool) -> Option<&Hypothesis> {
    let chosen = family
        .hypotheses
        .iter()
        .filter(|hypothesis| choose(hypothesis));
    chosen.max_by(|one, other| one.posterior.total_cmp(&other.posterior))
}

fn claim(family: &Family, screen: &Screen, factors: &[Factor], frame: &Frame) -> Option<Claim> {
    let linked = family.linked();
    if linked < LEANING {
        return None;
    }
    let raising = family
        .posterior(|hypothesis| hypothesis.reading.is_raising() && !hypothesis.reading.is_early());
    let lowering = family
        .posterior(|hypothesis| !hypothesis.reading.is_raising() && !hypothesis.reading.is_early());
    let early = family.posterior(|hypothesis| hypothesis.reading.is_early());
    let direction = direction::weigh(family, screen, factors, frame);
    let (cause, early) = direction::shares(raising + lowering, early, &direction);
    let kind_early = cause / (cause + early) <= EARLY_UP_TO;
    let undecided = !kind_early && cause / (cause + early) < CAUSE_FROM;
    let best = strongest(family, |hypothesis| {
        undecided || hypothesis.reading.is_early() == kind_early
    })?;
    let is_raising = best.reading.is_raising();
    let posterior = if kind_early {
        early
    } else {
        let same_sign = if is_raising { raising } else { lowering };
        cause * same_sign / (raising + lowering).max(1e-12)
    };
    // Linked, but no reading is more likely than not: it cannot tell either.
    let (undecided, kind_early) = if posterior < LEANING {
        (true, false)
    } else {
        (undecided, kind_early)
    };
    // Undecided: how likely a cause is; the link itself is surer.
    let posterior = if undecided { cause } else { posterior };
    let effect = if is_raising {
        Effect::Raises
    } else {
        Effect::Lowers
    };
    let factor = &factors[screen.members[best.member].factor];
    let kind = if kind_early {
        ClaimKind::EarlySign
    } else if undecided {
        ClaimKind::Undecided
    } else {
        kind(factor, effect)
    };
    let member = &screen.members[best.member];
    let counted = countable(best.member, screen, frame);
    let [exposed, exposed_onsets, unexposed, unexposed_onsets] = table(&counted, frame);
    let (mean, spread) = effect_size(family, best, screen);
    let (likely_since, prospective) =
        prospective(best, factor.entry.class == Class::Cycle, screen, frame);
    let tier = if undecided {
        Tier::Leaning
    } else if posterior >= CONFIRMED && prospective >= PROSPECTIVE_FACTOR {
        Tier::Confirmed
    } else if posterior >= LIKELY {
        Tier::Likely
    } else {
        Tier::Leaning
    };
    Some(Claim {
        family: family.code.clone(),
        factor: factor.code.clone(),
        effect,
        kind,
        tier,
        posterior,
        odds_ratio: mean.exp(),
        interval: [(mean - Z90 * spread).exp(), (mean + Z90 * spread).exp()],
        lag_days: u8::try_from(member.lag).unwrap_or(0),
        exposed_days: share::whole(exposed),
        exposed_onsets: share::whole(exposed_onsets),
        unexposed_days: share::whole(unexposed),
        unexposed_onsets: share::whole(unexposed_onsets),
        threshold: threshold(member.form),
        direction: Direction {
            cause: cause / (cause + early),
            ..direction
        },
        lag_profile: profile(factor, member.form, frame),
        credit: credit(family, screen, factors),
        days: exposed_days(&counted, frame),
        likely_since: likely_since
            .filter(|_| tier >= Tier::Likely)
            .map(|day| civil(frame.date(day))),
    })
}

/// Whether a cause is a trigger or a protection: where less of a factor is the unusual thing (a short
/// night, low pressure), its lack is the trigger.
fn kind(factor: &Factor, effect: Effect) -> ClaimKind {
    let lack = matches!(
        factor.entry.class,
        Class::Night | Class::Environment | Class::Cycle
    );
    match effect {
        Effect::Raises if factor.entry.expected == Expected::Lowers && !lack => ClaimKind::Trigger,
        Effect::Raises => ClaimKind::Trigger,
        Effect::Lowers if lack => ClaimKind::Trigger,
        Effect::Lowers => ClaimKind::Protector,
    }
}

fn threshold(form: Form) -> Option<f64> {
    match form {
        Form::AtLeast(bound) | Form::Above(bound) => Some(bound),
        Form::Linear { .. } | Form::Graded => None,
    }
}

/// The exposure that is counted in days: the member's own, or "above the mean" for a linear one.
fn countable(member: usize, screen: &Screen, frame: &Frame) -> Vec<f64> {
    let member = &screen.members[member];
    (0..frame.days)
        .map(|day| match (member.exposure[day], member.form) {
            (value, _) if value.is_nan() => f64::NAN,
            (value, Form::Linear { .. }) => f64::from(u8::from(value > 0.0)),
            (value, _) => f64::from(u8::from(value > 0.5)),
        })
        .collect()
}

/// Mean and spread of the effect over the hypotheses that read like the best one, without "no link":
/// shrunken by the prior of effects alone, as the posterior says the rest.
fn effect_size(family: &Family, best: &Hypothesis, screen: &Screen) -> (f64, f64) {
    let alike = |hypothesis: &&Hypothesis| {
        hypothesis.reading == best.reading
            && screen.members[hypothesis.member].factor == screen.members[best.member].factor
    };
    let weight: f64 = family
        .hypotheses
        .iter()
        .filter(alike)
        .map(|one| one.posterior)
        .sum();
    let over = |take: &dyn Fn(&Hypothesis) -> f64| {
        let sum: f64 = family
            .hypotheses
            .iter()
            .filter(alike)
            .map(|one| one.posterior * take(one))
            .sum();
        sum / weight
    };
    let mean = over(&|one| one.evidence.mean);
    let variance = over(&|one| one.evidence.variance + (one.evidence.mean - mean).powi(2));
    (mean, variance.sqrt())
}

/// Since when the best hypothesis alone was likely, and the Bayes factor of the days after that.
fn prospective(
    best: &Hypothesis,
    is_cycle: bool,
    screen: &Screen,
    frame: &Frame,
) -> (Option<usize>, f64) {
    let Some(fit) = &screen.fit else {
        return (None, 1.0);
    };
    let column = screen
        .base
        .project(fit, &screen.members[best.member].exposure);
    let temper = screen.tempers[best.member];
    let prior = best.reading.effect_prior(is_cycle);
    let mut score = super::evidence::Score {
        score: 0.0,
        information: 0.0,
        temper,
    };
    let target = logit(LIKELY) - logit(best.posterior.clamp(0.01, 0.99));
    let total = super::evidence::Score::of(fit, &column, temper)
        .evidence(prior)
        .log_factor;
    for (day, value) in column.iter().enumerate().take(frame.days) {
        score.score += value * fit.residuals[day];
        score.information += value * value * fit.curvatures[day];
        let before = score.evidence(prior).log_factor;
        // The posterior then: today's, less what came after.
        if before - total >= target {
            return (Some(day), (total - before).exp());
        }
    }
    (None, 1.0)
}

fn profile(factor: &Factor, form: Form, frame: &Frame) -> Vec<LagPoint> {
    let values = members::usable_values(factor, frame);
    let split = |value: f64| match (form.of(value), form) {
        (exposure, Form::Linear { .. }) if !exposure.is_nan() => {
            f64::from(u8::from(exposure > 0.0))
        }
        (exposure, _) => exposure,
    };
    (0..=members::LAGS)
        .map(|lag| {
            let exposure: Vec<f64> = (0..frame.days)
                .map(|day| {
                    day.checked_sub(lag)
                        .map_or(f64::NAN, |source| split(values[source]))
                })
                .collect();
            let [exposed, onsets, unexposed, others] = table(&exposure, frame).map(members::count);
            // Half a day added to each cell (Haldane 1956).
            let cells =
                [onsets, exposed - onsets, others, unexposed - others].map(|cell| cell + 0.5);
            let log = (cells[0] * cells[3] / (cells[1] * cells[2])).ln();
            let spread = cells.iter().map(|cell| 1.0 / cell).sum::<f64>().sqrt();
            LagPoint {
                lag_days: u8::try_from(lag).unwrap_or(0),
                odds_ratio: log.exp(),
                interval: [(log - Z90 * spread).exp(), (log + Z90 * spread).exp()],
            }
        })
        .collect()
}

fn credit(family: &Family, screen: &Screen, factors: &[Factor]) -> Vec<Credit> {
    let linked = family.linked();
    let mut credit: Vec<Credit> = family
        .factors
        .iter()
        .map(|place| Credit {
            factor: factors[*place].code.clone(),
            share: family.posterior(|one| screen.members[one.member].factor == *place) / linked,
        })
        .filter(|credit| credit.share > 0.005)
        .collect();
    credit.sort_by(|one, other| other.share.total_cmp(&one.share));
    credit
}

fn exposed_days(exposure: &[f64], frame: &Frame) -> Vec<ExposedDay> {
    (0..frame.days)
        .rev()
        .filter(|day| frame.at_risk[*day] && exposure[*day] > 0.5)
        .take(MOST_DAYS)
        .map(|day| ExposedDay {
            day: civil(frame.date(day)),
            onset: frame.onset[day],
        })
        .collect()
}

fn none(family: &Family, screen: &Screen, frame: &Frame) -> NoLink {
    let known = |member: &Member| {
        (0..frame.days)
            .filter(|day| frame.at_risk[*day] && !member.exposure[*day].is_nan())
            .count()
    };
    let best = strongest(family, |_| true);
    let (days, at_most) = best.map_or((0, 1.0), |best| {
        let bound = best.evidence.mean.abs() + Z90 * best.evidence.variance.sqrt();
        (known(&screen.members[best.member]), bound.exp())
    });
    NoLink {
        family: family.code.clone(),
        posterior: family.linked(),
        days: share::whole(days),
        at_most,
    }
}

/// What a family without hypotheses lacks; `None` where nobody ever entered it and nobody could.
fn too_little(family: &Family, factors: &[Factor], frame: &Frame) -> Option<NotEnough> {
    let best = family
        .factors
        .iter()
        .map(|place| {
            let factor = &factors[*place];
            let values = members::usable_values(factor, frame);
            let known = values.iter().filter(|value| value.is_finite()).count();
            let exposed = values.iter().filter(|value| **value > 0.5).count();
            match factor.measure {
                super::history::Measure::Tag => (exposed.min(known - exposed), known),
                _ => (known / 5, known),
            }
        })
        .max()?;
    let (exposed, known) = best;
    if known == 0
        && family
            .factors
            .iter()
            .all(|place| factors[*place].source == Source::Environment)
    {
        return None;
    }
    let onsets = members::count(frame.onsets()).max(0.5);
    let rate = onsets / members::count(frame.risk_days().max(1));
    // Exposed days that both minimum figures ask for, at the pace so far.
    let needed =
        (members::LEAST_EXPECTED_ONSETS / rate).max(members::count(members::LEAST_EXPOSED));
    let pace = members::count(exposed) / members::count(frame.days.max(1)) * 7.0;
    let weeks = ((needed - members::count(exposed)).max(0.0) / pace).ceil();
    Some(NotEnough {
        family: family.code.clone(),
        weeks: (pace > 0.0 && weeks < 520.0).then(|| share::rounded(weeks.max(1.0))),
        exposed_days: share::whole(exposed),
    })
}
