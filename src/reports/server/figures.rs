//! The figures of a span, and the entries behind one of them.

use super::{
    diary::Diary,
    month::definition,
    rules::{
        self, Band, Entry, EntryKind, Figure, Findings, Overuse, OveruseGroup, Rule, Settings,
        Value,
    },
    span::{query_of, span_of},
};
use crate::{
    account::server::{Visit, civil_day, civil_moment},
    i18n::dates::CivilMoment,
    medication::model::MedicineClass,
    platform::ids::RecordId,
    reports::model::{
        CountsView, DefinitionView, EvidenceDay, EvidenceEntry, EvidenceKind, EvidenceView,
        FigureView, MonthRow, OveruseBand, OveruseView, SpanChoice, SpanQuery, ValueView,
    },
};
use jiff::civil::Date;
use std::collections::HashMap;

/// Months that stand beside each other.
const COMPARED: u32 = 6;

/// Every figure of the span that an address asks for.
#[must_use]
pub fn counts_view(diary: &Diary, visit: &Visit, query: &SpanQuery) -> CountsView {
    let reading = diary.reading(visit.today(), visit.now);
    let facts = reading.facts();
    let findings = reading.findings(Settings::of(diary.profile.as_ref()));
    let (span, view) = span_of(query, SpanChoice::ThisMonth, facts.today);
    let overuse = rules::overuse(&findings, span.1);
    CountsView {
        span: view,
        figures: rules::figures(&findings, span)
            .iter()
            .map(figure_view)
            .collect(),
        overuse: overuse
            .iter()
            .map(|state| overuse_view(state, span.1))
            .collect(),
        unknown_medicine_days: findings.count(rules::thirty_days(span.1), |found| {
            found.classes.contains(MedicineClass::Unknown)
        }),
        months: months(&findings, span.1),
        definition: definition(findings.settings),
        is_empty: diary.is_empty(),
        unreadable: diary.unreadable,
    }
}

/// The days and entries behind one rule; `None` when no rule has this code.
#[must_use]
pub fn evidence_view(
    diary: &Diary,
    visit: &Visit,
    query: &SpanQuery,
    code: &str,
) -> Option<EvidenceView> {
    let reading = diary.reading(visit.today(), visit.now);
    let facts = reading.facts();
    let findings = reading.findings(Settings::of(diary.profile.as_ref()));
    let (span, view) = span_of(query, SpanChoice::ThisMonth, facts.today);
    let mut figure = rules::figures(&findings, span)
        .into_iter()
        .find(|figure| figure.rule.code() == code)?;
    if figure.rule == Rule::Completeness {
        // The answered days are what stands behind this number.
        figure.days = findings.evidence(span, |found| found.is_answered);
    }
    let entries = Entries::of(diary, visit);
    let mut days: Vec<EvidenceDay> = figure
        .days
        .iter()
        .map(|evidence| EvidenceDay {
            day: civil_day(evidence.day),
            entries: evidence
                .entries
                .iter()
                .map(|entry| entries.view(*entry, evidence.day))
                .collect(),
        })
        .collect();
    days.reverse();
    Some(EvidenceView {
        span: view,
        figure: figure_view(&figure),
        days,
        unreadable: diary.unreadable,
    })
}

/// A rule as it stands beside a number.
fn definition_view(rule: Rule) -> DefinitionView {
    DefinitionView {
        rule: rule.code().to_owned(),
        version: rule.version().to_owned(),
        source: rule.source().to_owned(),
        limit: OveruseGroup::ALL
            .into_iter()
            .find(|group| group.rule() == rule)
            .map(OveruseGroup::threshold),
    }
}

fn figure_view(figure: &Figure) -> FigureView {
    FigureView {
        definition: definition_view(figure.rule),
        value: value_view(figure.value),
        unsure: figure.unsure,
        days: u32::try_from(figure.days.len()).unwrap_or(u32::MAX),
    }
}

fn value_view(value: Value) -> ValueView {
    match value {
        Value::Days(days) => ValueView::Days(days),
        Value::Count(count) => ValueView::Count(count),
        Value::Rate(rate) => ValueView::Rate(rate),
        Value::Index(index) => ValueView::Index(index),
        Value::Share { answered, of } => ValueView::Share { answered, of },
        Value::Matches(matches) => ValueView::Matches(matches),
        Value::Relation(relation) => ValueView::Relation {
            percent: percent(relation.probability),
            ratio: relation.ratio,
            interval: relation.interval,
            cycles: relation.cycles,
            cycles_with: relation.cycles_with,
        },
        Value::Goal(level, days) => ValueView::Goal {
            level: level.code().to_owned(),
            days,
        },
        Value::NotEnough { answered, needed } => ValueView::NotEnough { answered, needed },
    }
}

/// A probability in whole percent.
fn percent(probability: f64) -> u32 {
    let rounded = (probability * 100.0).round().clamp(0.0, 100.0);
    (0..=100)
        .find(|percent| f64::from(*percent) >= rounded)
        .unwrap_or(100)
}

fn overuse_view(state: &Overuse, last: Date) -> OveruseView {
    OveruseView {
        definition: definition_view(state.group.rule()),
        rolling: u32::try_from(state.rolling.days.len()).unwrap_or(u32::MAX),
        month: state.calendar_month,
        threshold: state.threshold,
        early: state.group.early(),
        band: match state.band {
            Band::Below => OveruseBand::Below,
            Band::Near => OveruseBand::Near,
            Band::Reached => OveruseBand::Reached,
        },
        criterion: value_view(state.criterion),
        query: query_of(rules::thirty_days(last)),
    }
}

/// The months up to the one of `last`, beside each other.
fn months(findings: &Findings<'_>, last: Date) -> Vec<MonthRow> {
    let facts = findings.facts;
    rules::months(findings, last, COMPARED)
        .into_iter()
        .filter(|month| {
            let last = month.first.last_of_month();
            facts.first_day.is_some_and(|first| first <= last)
        })
        .map(|month| MonthRow {
            first: civil_day(month.first),
            is_present: month.first.last_of_month() >= facts.today,
            headache_days: month.headache_days,
            migraine_days: month.migraine_days,
            attacks: month.attacks,
            medicine_days: month.acute_medicine_days,
            clear_days: month.clear_days,
            answered: month.answered,
            of: month.of,
            is_comparable: month.is_comparable,
        })
        .collect()
}

/// What the diary's entries are called and where they are.
pub(super) struct Entries<'a> {
    times: HashMap<RecordId, (CivilMoment, String)>,
    visit: &'a Visit,
}

impl<'a> Entries<'a> {
    pub(super) fn of(diary: &Diary, visit: &'a Visit) -> Self {
        let mut times = HashMap::new();
        for stored in &diary.attacks {
            let attack = &stored.value.attack;
            let at = civil_moment(attack.onset, &attack.time_zone());
            times.insert(stored.id, (at, String::new()));
        }
        for stored in &diary.intakes {
            let intake = &stored.value;
            let at = civil_moment(intake.at, &intake.time_zone());
            let words = format!("{} {}", intake.name, intake.dose);
            times.insert(stored.id, (at, words.trim().to_owned()));
        }
        Self { times, visit }
    }

    /// One entry on `day`.
    pub(super) fn view(&self, entry: Entry, day: Date) -> EvidenceEntry {
        let (at, words) = match self.times.get(&entry.id) {
            Some((at, words)) => (Some(*at), words.clone()),
            None => (None, String::new()),
        };
        let day = if day > self.visit.today() {
            self.visit.today()
        } else {
            day
        };
        let (kind, href) = match entry.kind {
            EntryKind::Attack => (EvidenceKind::Attack, format!("/attacks/{}", entry.id)),
            EntryKind::Intake => (EvidenceKind::Intake, format!("/intakes/{}", entry.id)),
            EntryKind::DaySummary => (EvidenceKind::DaySummary, format!("/day/{day}")),
            EntryKind::ClearDay => (EvidenceKind::ClearDay, format!("/day/{day}")),
            EntryKind::CheckIn => (EvidenceKind::CheckIn, format!("/check-in/{day}")),
            EntryKind::Scale => (EvidenceKind::Scale, "/scales".to_owned()),
        };
        EvidenceEntry {
            kind,
            at,
            words,
            href,
        }
    }
}
