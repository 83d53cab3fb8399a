//! Answers within days: usual rate, weekday and hour of onsets, time to treatment, completeness.

use super::{
    base::{POPULATION_DAYS, POPULATION_RATE},
    frame::Frame,
    history::PatientHistory,
    members::count,
    seed, share,
};
use crate::patterns::model::{
    Completeness, FirstAnswers, HourPattern, TimeToTreat, UsualRate, WeekdayPattern,
};
use rand::Rng;

/// Fewest onsets for a pattern over the week or the day.
const LEAST_ONSETS: usize = 8;
/// Fewest treated attacks for a median.
const LEAST_TREATED: usize = 3;
/// Shuffles of an exact test.
const SHUFFLES: usize = 999;
/// Level of the two tests of patterns: there are two, and they are looked at every day.
const LEVEL: f64 = 0.01;
/// Days of the window of completeness.
const RECENT_DAYS: usize = 28;

/// The first answers of a history.
pub fn answers(history: &PatientHistory, frame: &Frame, rng: &mut impl Rng) -> FirstAnswers {
    FirstAnswers {
        usual: usual(frame),
        weekdays: weekdays(frame, rng),
        hours: hours(frame, rng),
        treatment: treatment(history),
        completeness: completeness(history),
    }
}

fn usual(frame: &Frame) -> UsualRate {
    let (onsets, days) = (frame.onsets(), frame.risk_days());
    let events = count(onsets) + POPULATION_RATE * POPULATION_DAYS;
    let quiet = count(days - onsets) + (1.0 - POPULATION_RATE) * POPULATION_DAYS;
    let total = events + quiet;
    let mean = events / total;
    // Normal approximation of the Beta posterior on log-odds keeps the interval within 0 and 1.
    let centre = (events / quiet).ln();
    let spread = (1.0 / events + 1.0 / quiet).sqrt() * 1.644_853_6;
    // Of 30 days, some are not at risk: an attack is running.
    let at_risk = count(days) / count(frame.days.max(1));
    let scale = 30.0 * if days > 0 { at_risk.max(0.2) } else { 1.0 };
    UsualRate {
        per_month: scale * mean,
        interval: [centre - spread, centre + spread]
            .map(|odds| scale * super::normal::logistic(odds)),
        attacks: share::whole(frame.onset.iter().filter(|onset| **onset).count()),
        days: share::whole(frame.days),
    }
}

/// Pearson's statistic of onsets against shares of days.
fn distance(onsets: &[u32], shares: &[f64]) -> f64 {
    let total: f64 = onsets.iter().map(|number| f64::from(*number)).sum();
    onsets
        .iter()
        .zip(shares)
        .filter(|(_, share)| **share > 0.0)
        .map(|(number, share)| (f64::from(*number) - total * share).powi(2) / (total * share))
        .sum()
}

/// Whether onsets depart from shares of days more than chance makes: a simulated exact test.
fn is_uneven(onsets: &[u32], shares: &[f64], rng: &mut impl Rng) -> bool {
    let observed = distance(onsets, shares);
    let total: u32 = onsets.iter().sum();
    let mut beyond = 1;
    for _ in 0..SHUFFLES {
        let mut drawn = vec![0; onsets.len()];
        for _ in 0..total {
            let mut rest = seed::uniform(rng);
            let place = shares.iter().position(|share| {
                rest -= share;
                rest < 0.0
            });
            drawn[place.unwrap_or(shares.len() - 1)] += 1;
        }
        beyond += usize::from(distance(&drawn, shares) >= observed - 1e-9);
    }
    count(beyond) / count(SHUFFLES + 1) < LEVEL
}

fn weekdays(frame: &Frame, rng: &mut impl Rng) -> Option<WeekdayPattern> {
    let (mut onsets, mut days) = ([0; 7], [0; 7]);
    for day in (0..frame.days).filter(|day| frame.at_risk[*day]) {
        let weekday =
            usize::try_from(frame.date(day).weekday().to_monday_zero_offset()).unwrap_or(0);
        days[weekday] += 1;
        onsets[weekday] += u32::from(frame.onset[day]);
    }
    if frame.onsets() < LEAST_ONSETS {
        return None;
    }
    let total: f64 = days.iter().map(|number| f64::from(*number)).sum();
    let shares = days.map(|number| f64::from(number) / total);
    Some(WeekdayPattern {
        onsets,
        days,
        uneven: is_uneven(&onsets, &shares, rng),
    })
}

fn hours(frame: &Frame, rng: &mut impl Rng) -> Option<HourPattern> {
    let mut onsets = [0; 4];
    let known: Vec<f64> = frame
        .hour
        .iter()
        .copied()
        .filter(|hour| hour.is_finite())
        .collect();
    for hour in &known {
        let quarter = usize::try_from(share::rounded((hour / 6.0).floor())).unwrap_or(0);
        onsets[quarter.min(3)] += 1;
    }
    (known.len() >= LEAST_ONSETS).then(|| HourPattern {
        onsets,
        uneven: is_uneven(&onsets, &[0.25; 4], rng),
    })
}

fn treatment(history: &PatientHistory) -> Option<TimeToTreat> {
    let mut minutes: Vec<f64> = history
        .attacks
        .iter()
        .filter_map(|attack| attack.minutes_to_treatment)
        .filter(|minutes| minutes.is_finite() && *minutes >= 0.0)
        .collect();
    minutes.sort_by(f64::total_cmp);
    let middle = minutes.len() / 2;
    (minutes.len() >= LEAST_TREATED).then(|| TimeToTreat {
        median_minutes: if minutes.len() % 2 == 1 {
            minutes[middle]
        } else {
            f64::midpoint(minutes[middle - 1], minutes[middle])
        },
        within_hour: share::whole(minutes.iter().filter(|minutes| **minutes <= 60.0).count()),
        attacks: share::whole(minutes.len()),
    })
}

fn completeness(history: &PatientHistory) -> Completeness {
    let recent = &history.entered[history.days.saturating_sub(RECENT_DAYS)..];
    let entered = |days: &[bool]| days.iter().filter(|entered| **entered).count();
    Completeness {
        recent_check_ins: share::whole(entered(recent)),
        recent_days: share::whole(recent.len()),
        overall: count(entered(&history.entered)) / count(history.days.max(1)),
    }
}
