//! The course of an attack in time: prodrome, aura, pain with its levels, medicines, postdrome.
//!
//! Only stretches with a known beginning are drawn. The pain begins where the patient said, else at
//! onset; early signs last until the first of aura and pain.

use super::record::{Attack, Course};
use crate::{
    account::server::{civil_moment, minutes_between},
    attacks::model::{Phase, PhaseView, TimelineView},
};
use jiff::{SignedDuration, Timestamp};

/// A stretch of instants.
struct Stretch {
    phase: Phase,
    from: Timestamp,
    until: Timestamp,
    end_is_known: bool,
}

/// The drawing's numbers at `now`; `medicines` are the instants of the intakes, in order.
#[must_use]
pub fn timeline(attack: &Attack, medicines: &[Timestamp], now: Timestamp) -> TimelineView {
    let stretches = stretches(attack, now);
    let instants = stretches
        .iter()
        .flat_map(|stretch| [stretch.from, stretch.until])
        .chain(attack.levels.iter().map(|point| point.at))
        .chain(medicines.iter().copied());
    let (start, end) = instants.fold((attack.onset, attack.onset), |(start, end), at| {
        (start.min(at), end.max(at))
    });
    let zone = attack.time_zone();
    let moment = |at| civil_moment(at, &zone);
    let minute = |at| minutes_between(start, at);
    TimelineView {
        start: moment(start),
        end: moment(end),
        minutes: minute(end).max(1),
        phases: stretches
            .iter()
            .map(|stretch| PhaseView {
                phase: stretch.phase,
                from: minute(stretch.from),
                until: minute(stretch.until),
                began: moment(stretch.from),
                ended: stretch.end_is_known.then(|| moment(stretch.until)),
            })
            .collect(),
        levels: attack
            .levels
            .iter()
            .map(|point| (minute(point.at), moment(point.at), point.pain))
            .collect(),
        medicines: medicines.iter().map(|at| minute(*at)).collect(),
    }
}

fn stretches(attack: &Attack, now: Timestamp) -> Vec<Stretch> {
    let details = &attack.details;
    let pain_from = details.pain_began.unwrap_or(attack.onset);
    let auras = details
        .aura
        .iter()
        .filter_map(|(kind, aura)| Some((*kind, aura.began?)));
    let first_aura = auras.clone().map(|(_, began)| began).min();
    let begins = first_aura.map_or(attack.onset, |began| began.min(attack.onset));
    let mut stretches = Vec::new();
    if let Some(from) = details.prodrome_began {
        stretches.push(Stretch {
            phase: Phase::Prodrome,
            from,
            until: begins.max(from),
            end_is_known: true,
        });
    }
    for (kind, from) in auras {
        let minutes = attack.aura.get(&kind).copied().flatten();
        stretches.push(Stretch {
            phase: Phase::Aura(kind),
            from,
            until: from + SignedDuration::from_mins(minutes.unwrap_or_default().into()),
            end_is_known: minutes.is_some(),
        });
    }
    let until = match attack.course {
        Course::Ended(end) => end,
        Course::Over => attack.latest_entry(),
        Course::Ongoing | Course::Continuous => now,
    };
    stretches.push(Stretch {
        phase: Phase::Pain,
        from: pain_from,
        until: until.max(pain_from),
        end_is_known: attack.end().is_some(),
    });
    if let (Some(from), Some(until)) = (attack.end(), details.postdrome_until) {
        stretches.push(Stretch {
            phase: Phase::Postdrome,
            from,
            until: until.max(from),
            end_is_known: true,
        });
    }
    stretches
}
