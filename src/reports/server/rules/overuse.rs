//! Medication overuse by ICHD-3 8.2, per group of classes, and the runway before the next intake.
//!
//! Days with intake count, not doses; every intake counts, whatever it was taken for; days are local days.
//! Gepants and medicines against nausea are not in ICHD-3 8.2 and count in no group. Thresholds are expert
//! opinion; the earlier bands (8 of 10, 12 of 15) are our convention.

use super::{
    classes::Classes,
    duration::{holds_for_months, in_days},
    facts::Facts,
    figure::{Figure, Value},
    findings::{Findings, calendar_month, thirty_days, three_months},
    rule::Rule,
};
use crate::medication::model::MedicineClass;
use jiff::{ToSpan, civil::Date};
use std::collections::BTreeSet;

/// Headache days a month that go with overuse (ICHD-3 8.2 A).
const HEADACHE_DAYS: u32 = 15;

/// Classes that ICHD-3 8.2 counts together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OveruseGroup {
    /// Triptans, any (8.2.2).
    Triptan,
    /// Ergot alkaloids (8.2.1).
    Ergot,
    /// Opioids (8.2.4).
    Opioid,
    /// Combination analgesics (8.2.5).
    Combination,
    /// Paracetamol, aspirin and other NSAIDs, any (8.2.3).
    Analgesic,
    /// Ditans: not in ICHD-3; counted like triptans.
    Ditan,
    /// Any of the above, when several were taken and none alone is over (8.2.6).
    Mixed,
}

impl OveruseGroup {
    /// Every group, in the order of a report.
    pub const ALL: [Self; 7] = [
        Self::Triptan,
        Self::Ergot,
        Self::Opioid,
        Self::Combination,
        Self::Analgesic,
        Self::Ditan,
        Self::Mixed,
    ];

    /// The groups of single classes.
    pub const SINGLE: [Self; 6] = [
        Self::Triptan,
        Self::Ergot,
        Self::Opioid,
        Self::Combination,
        Self::Analgesic,
        Self::Ditan,
    ];

    /// The classes that count in it.
    #[must_use]
    pub const fn classes(self) -> &'static [MedicineClass] {
        match self {
            Self::Triptan => &[MedicineClass::Triptan],
            Self::Ergot => &[MedicineClass::Ergot],
            Self::Opioid => &[MedicineClass::Opioid],
            Self::Combination => &[MedicineClass::Combination],
            Self::Analgesic => &[MedicineClass::SimpleAnalgesic, MedicineClass::Nsaid],
            Self::Ditan => &[MedicineClass::Ditan],
            Self::Mixed => &[
                MedicineClass::Triptan,
                MedicineClass::Ergot,
                MedicineClass::Opioid,
                MedicineClass::Combination,
                MedicineClass::SimpleAnalgesic,
                MedicineClass::Nsaid,
                MedicineClass::Ditan,
            ],
        }
    }

    /// The group in which a class counts, if it counts at all.
    #[must_use]
    pub fn of(class: MedicineClass) -> Option<Self> {
        Self::SINGLE
            .into_iter()
            .find(|group| group.classes().contains(&class))
    }

    /// Days a month from which on it is overuse.
    #[must_use]
    pub const fn threshold(self) -> u32 {
        match self {
            Self::Analgesic => 15,
            _ => 10,
        }
    }

    /// Days a month from which on we mention it; our convention, not a published rule.
    #[must_use]
    pub const fn early(self) -> u32 {
        match self {
            Self::Analgesic => 12,
            _ => 8,
        }
    }

    /// The rule that counts it.
    #[must_use]
    pub const fn rule(self) -> Rule {
        match self {
            Self::Triptan => Rule::OveruseTriptan,
            Self::Ergot => Rule::OveruseErgot,
            Self::Opioid => Rule::OveruseOpioid,
            Self::Combination => Rule::OveruseCombination,
            Self::Analgesic => Rule::OveruseAnalgesic,
            Self::Ditan => Rule::OveruseDitan,
            Self::Mixed => Rule::OveruseMixed,
        }
    }

    /// Whether a day on which these classes were taken counts in it.
    #[must_use]
    pub const fn counts(self, classes: Classes) -> bool {
        classes.has_any(Classes::of(self.classes()))
    }
}

/// How near a count of days is to its threshold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Band {
    /// Well below.
    Below,
    /// Near: our convention, see [`Band::is_ours`].
    Near,
    /// At the threshold of ICHD-3 8.2 or above.
    Reached,
}

impl Band {
    /// The band of so many days.
    #[must_use]
    pub const fn of(group: OveruseGroup, days: u32) -> Self {
        if days >= group.threshold() {
            Self::Reached
        } else if days >= group.early() {
            Self::Near
        } else {
            Self::Below
        }
    }

    /// Whether the band is our convention and no published rule; the page has to say so.
    #[must_use]
    pub const fn is_ours(self) -> bool {
        matches!(self, Self::Near)
    }
}

/// The state of one group on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct Overuse {
    /// The group.
    pub group: OveruseGroup,
    /// Days a month from which on it is overuse.
    pub threshold: u32,
    /// Days with intake in the 30 days that end on the day, with the entries.
    pub rolling: Figure,
    /// Days with intake in the calendar month of the day, up to the day.
    pub calendar_month: u32,
    /// How near the 30 days are.
    pub band: Band,
    /// Whether the entries match ICHD-3 8.2: at or above the threshold, with headache on 15 or more days a
    /// month, for more than three months; or too few answers to say. Never a diagnosis.
    pub criterion: Value,
}

/// What one more intake would come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Runway {
    /// The group in which the class counts.
    pub counted_as: OveruseGroup,
    /// Days a month from which on it is overuse.
    pub threshold: u32,
    /// Days with intake in the 30 days that end on the day, without the new one.
    pub days_before: u32,
    /// The same with the new one.
    pub would_be: u32,
    /// Whether the day counts already, so that one more intake adds no day.
    pub already_today: bool,
    /// When counted days leave the 30 days again, if nothing more is taken: the day, and how many will
    /// have left by then. The new day comes last.
    pub falls_out: Vec<(Date, u32)>,
    /// How near `would_be` is.
    pub band: Band,
    /// Days in the calendar month of the day, up to the day and with the new one.
    pub calendar_month: u32,
    /// Days with any group in the 30 days, with the new one, when several groups were taken (8.2.6).
    pub all_groups: Option<u32>,
}

/// The state of every group that was taken in the 30 days that end on `day`, the mixed rule last. A group
/// of which nothing was taken is left out; its count is 0 only if all intakes were entered.
#[must_use]
pub fn overuse(findings: &Findings, day: Date) -> Vec<Overuse> {
    let mut all: Vec<Overuse> = OveruseGroup::SINGLE
        .into_iter()
        .map(|group| state(findings, group, day))
        .filter(|state| !state.rolling.days.is_empty())
        .collect();
    if all.len() > 1 && all.iter().all(|state| state.band != Band::Reached) {
        all.push(state(findings, OveruseGroup::Mixed, day));
    }
    all
}

fn state(findings: &Findings, group: OveruseGroup, day: Date) -> Overuse {
    let rolling = overuse_days(findings, group, thirty_days(day));
    let count = u32::try_from(rolling.days.len()).unwrap_or(u32::MAX);
    let month = (calendar_month(day).0, day);
    Overuse {
        group,
        threshold: group.threshold(),
        calendar_month: findings.count(month, |finding| group.counts(finding.classes)),
        band: Band::of(group, count),
        criterion: criterion(findings, group, day),
        rolling,
    }
}

/// Whether the entries up to `day` match the criterion of a group (ICHD-3 8.2 A and B).
#[must_use]
pub fn criterion(findings: &Findings, group: OveruseGroup, day: Date) -> Value {
    let settings = findings.settings;
    let headache = in_days(findings, day, |finding| finding.is_headache(settings));
    let taken = in_days(findings, day, |finding| group.counts(finding.classes));
    let matches = if group == OveruseGroup::Mixed {
        let single = OveruseGroup::SINGLE
            .map(|single| in_days(findings, day, |finding| single.counts(finding.classes)));
        holds_for_months(day, &[&headache, &taken], |count| {
            let groups = OveruseGroup::SINGLE.iter().zip(&single);
            let mut several = 0;
            let mut none_over = true;
            for (group, days) in groups {
                let days = count(days);
                several += u32::from(days > 0);
                none_over &= days < group.threshold();
            }
            count(&headache) >= HEADACHE_DAYS
                && count(&taken) >= group.threshold()
                && several > 1
                && none_over
        })
    } else {
        holds_for_months(day, &[&headache, &taken], |count| {
            count(&headache) >= HEADACHE_DAYS && count(&taken) >= group.threshold()
        })
    };
    match findings.enough_answers(three_months(day)) {
        _ if matches => Value::Matches(true),
        Ok(_) => Value::Matches(false),
        Err(not_enough) => not_enough,
    }
}

/// Days with intake of a group in a span.
#[must_use]
pub fn overuse_days(findings: &Findings, group: OveruseGroup, span: (Date, Date)) -> Figure {
    findings.days_figure(
        group.rule(),
        span,
        |finding| group.counts(finding.classes),
        |finding| finding.classes.contains(MedicineClass::Unknown),
    )
}

/// What one more intake of `class` on `day` would come to; `None` for a class that ICHD-3 8.2 does not
/// count, or of which nobody said what it is.
#[must_use]
pub fn runway(facts: &Facts, class: MedicineClass, day: Date) -> Option<Runway> {
    let group = OveruseGroup::of(class)?;
    let (first, _) = thirty_days(day);
    let month = calendar_month(day).0;
    let is_near = |taken: &&super::facts::IntakeFact| (first.min(month)..=day).contains(&taken.day);
    let mut own = BTreeSet::new();
    let mut in_month = BTreeSet::from([day]);
    let mut any = BTreeSet::from([day]);
    let mut groups = BTreeSet::from([group]);
    for intake in facts.intakes.iter().filter(is_near) {
        let Some(other) = OveruseGroup::of(intake.class) else {
            continue;
        };
        if other == group && intake.day >= month {
            in_month.insert(intake.day);
        }
        if intake.day < first {
            continue;
        }
        groups.insert(other);
        any.insert(intake.day);
        if other == group {
            own.insert(intake.day);
        }
    }
    let count = |days: usize| u32::try_from(days).unwrap_or(u32::MAX);
    let days_before = count(own.len());
    let already_today = !own.insert(day);
    let would_be = count(own.len());
    Some(Runway {
        counted_as: group,
        threshold: group.threshold(),
        days_before,
        would_be,
        already_today,
        falls_out: own
            .iter()
            .zip(1..)
            .map(|(taken, place)| (taken.saturating_add(30.days()), place))
            .collect(),
        band: Band::of(group, would_be),
        calendar_month: count(in_month.len()),
        all_groups: (groups.len() > 1).then(|| count(any.len())),
    })
}
