//! One run over a diary: every step in its order, one report out.

use super::{
    claims::{self, civil},
    experiment,
    factors::{self, Factor},
    first,
    forecast::{self, Issued, alert, reliability},
    frame::Frame,
    history::{HistoryError, PatientHistory, Source},
    joint::Joint,
    registry::Class,
    screen::{Knowledge, Screen, screen},
    seed, surprisal,
};
use crate::patterns::model::{
    AlertSettings, Band, Claim, Control, ExperimentProposal, Forecast, ForecastState, NoLink,
    NotEnough, Outlook, Report, ResolvedForecast, Span, Suspicion, SuspicionAnswer,
};

/// Version of the engine: a report of another one is computed anew.
pub const ENGINE: u32 = 3;
/// Days that the outlook covers.
const OUTLOOK_DAYS: usize = 7;
/// Days that are replayed for a report.
const REPLAY_DAYS: usize = 120;
/// Onsets below which a forecast is called young.
const YOUNG_ONSETS: usize = 15;
/// Most reasons of a forecast, and the least that one must add to the log-odds.
const MOST_REASONS: usize = 3;
const LEAST_REASON: f64 = 0.05;

/// The report of a diary. The last day of the history is the day that ends now: the outlook begins after it.
///
/// # Errors
/// When lengths or codes of the history disagree.
pub fn run(history: &PatientHistory, settings: AlertSettings) -> Result<Report, HistoryError> {
    history.check()?;
    let frame = Frame::of(history);
    let last = frame.date(frame.days - 1);
    let mut rng = seed::generator(&history.patient, last, "patterns");
    let first = first::answers(history, &frame, &mut rng);
    let start = frame
        .days
        .saturating_sub(REPLAY_DAYS)
        .max(frame.days.min(14));
    let (replayed, ahead) = forecast::replay_and_outlook(history, start, OUTLOOK_DAYS);
    let mut replay: Vec<ResolvedForecast> = replayed
        .into_iter()
        .filter(|issued| frame.at_risk[issued.day])
        .map(|issued| ResolvedForecast {
            day: civil(frame.date(issued.day)),
            probability: issued.probability,
            usual: issued.usual,
            alerted: false,
            onset: frame.onset[issued.day],
        })
        .collect();
    let threshold = alert::threshold(&replay, settings);
    if let Some(threshold) = &threshold {
        for one in &mut replay {
            one.alerted = one.probability >= threshold.probability;
        }
    }
    let outlook = outlook(ahead, &frame, &replay);
    let said = said(history, &frame);
    Ok(Report {
        engine: ENGINE,
        span: said.span,
        first,
        suspicions: said.suspicions,
        controls: said.controls,
        experiments: said.experiments,
        reliability: reliability::reliability(&replay),
        claims: said.claims,
        no_link: said.no_link,
        not_enough: said.not_enough,
        outlook,
        replay,
        threshold,
    })
}

/// The report after a new entry: what is said of the factors anew, forecasts and first answers as they stand in the
/// report before it, until the next whole [`run`].
///
/// # Errors
/// When lengths or codes of the history disagree.
pub fn refresh(history: &PatientHistory, before: Report) -> Result<Report, HistoryError> {
    history.check()?;
    let said = said(history, &Frame::of(history));
    Ok(Report {
        engine: ENGINE,
        span: said.span,
        suspicions: said.suspicions,
        controls: said.controls,
        experiments: said.experiments,
        claims: said.claims,
        no_link: said.no_link,
        not_enough: said.not_enough,
        ..before
    })
}

/// What is said of the factors.
struct Said {
    span: Span,
    claims: Vec<Claim>,
    no_link: Vec<NoLink>,
    not_enough: Vec<NotEnough>,
    suspicions: Vec<Suspicion>,
    controls: Vec<Control>,
    experiments: Vec<ExperimentProposal>,
}

fn said(history: &PatientHistory, frame: &Frame) -> Said {
    let factors = factors::factors(history, frame);
    let mut screen = screen(history, frame, &factors, Knowledge::Hindsight);
    let joint = Joint::of(&screen, &factors, frame);
    joint.settle(&mut screen);
    let (mut claims, no_link, not_enough) = claims::findings(&screen, &factors, frame);
    let last = frame.date(frame.days - 1);
    joint.give_credit(&mut claims, &factors);
    let testable = |code: &str| {
        factors.iter().any(|factor| {
            factor.code == code
                && factor.source == Source::CheckIn
                && factor.entry.class == Class::Behaviour
                && factor.code != surprisal::CODE
        })
    };
    Said {
        span: Span {
            first: civil(frame.start),
            last: civil(last),
            at_risk: super::share::whole(frame.risk_days()),
            onsets: super::share::whole(frame.onsets()),
        },
        suspicions: suspicions(history, &factors, (&claims, &no_link, &not_enough)),
        controls: controls(&screen, &factors),
        experiments: experiment::propose(&claims, testable, frame),
        claims,
        no_link,
        not_enough,
    }
}

/// Forecasts of the coming days from what is known now.
fn outlook(ahead: Vec<Issued>, frame: &Frame, replay: &[ResolvedForecast]) -> Outlook {
    let recent = &replay[replay.len().saturating_sub(reliability::SKILL_DAYS)..];
    let recent_skill =
        reliability::skill(recent).filter(|_| recent.len() == reliability::SKILL_DAYS);
    let state = if reliability::is_switched_off(replay) {
        ForecastState::SwitchedOff
    } else if frame.onsets() < YOUNG_ONSETS {
        ForecastState::Young
    } else {
        ForecastState::On
    };
    let days = ahead
        .into_iter()
        .map(|issued| told(issued, frame, state))
        .collect();
    Outlook {
        state,
        days,
        recent_skill,
    }
}

fn told(issued: Issued, frame: &Frame, state: ForecastState) -> Forecast {
    let off = state == ForecastState::SwitchedOff;
    let probability = if off {
        issued.usual
    } else {
        issued.probability
    };
    let mut reasons = issued.reasons;
    reasons.retain(|reason| !off && reason.log_odds.abs() >= LEAST_REASON);
    reasons.truncate(MOST_REASONS);
    Forecast {
        day: civil(frame.date(issued.day)),
        probability,
        usual: issued.usual,
        band: Band::of(probability, issued.usual),
        reasons,
    }
}

/// The health figure of the engine.
fn controls(screen: &Screen, factors: &[Factor]) -> Vec<Control> {
    let mut controls = Vec::new();
    for (place, factor) in factors
        .iter()
        .enumerate()
        .filter(|(_, factor)| factor.entry.is_control)
    {
        let families = screen
            .families
            .iter()
            .filter(|family| family.factors.contains(&place));
        let posterior = families
            .map(|family| family.posterior(|one| screen.members[one.member].factor == place))
            .sum();
        controls.push(Control {
            factor: factor.code.clone(),
            posterior,
            alarm: posterior >= claims::LIKELY,
        });
    }
    controls
}

fn suspicions(
    history: &PatientHistory,
    factors: &[Factor],
    (claims, no_link, not_enough): (&[Claim], &[NoLink], &[NotEnough]),
) -> Vec<Suspicion> {
    let answer = |family: &str| {
        if let Some(claim) = claims.iter().find(|claim| claim.family == family) {
            SuspicionAnswer::Linked {
                kind: claim.kind,
                tier: claim.tier,
            }
        } else if no_link.iter().any(|entry| entry.family == family) {
            SuspicionAnswer::NoLink
        } else if let Some(entry) = not_enough.iter().find(|entry| entry.family == family) {
            SuspicionAnswer::NotEnough { weeks: entry.weeks }
        } else {
            SuspicionAnswer::NotEntered
        }
    };
    history
        .suspected
        .iter()
        .map(|code| {
            let family = factors
                .iter()
                .find(|factor| factor.code == *code)
                .map(|factor| factor.family.clone());
            let family = family.unwrap_or_else(|| code.clone());
            Suspicion {
                factor: code.clone(),
                answer: answer(&family),
                family,
            }
        })
        .collect()
}
