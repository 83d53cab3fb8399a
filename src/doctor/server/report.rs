//! Puts the report together from the opened diary. Pure: the day and the instant are arguments.

use super::{
    counts::{class_days, month, span_figures},
    late::{copied, is_late_attack, is_late_intake, kept, without_late},
    spans::{Days, Spans},
};
use crate::{
    account::server::civil_day,
    attacks::{
        model::{Domain, Loss},
        server::Attack,
    },
    doctor::model::{
        FORMAT, LateEntries, LostDays, Menstrual, Preventive, Report, ReportOptions, RuleSource,
        ScaleScore,
    },
    medication::{model::Response, server::responses},
    reports::server::{
        Diary,
        rules::{Facts, Findings, Rule, Settings, VERSION, Value, menstrual_relation},
    },
    scales::server::latest,
};
use jiff::{Timestamp, ToSpan, civil::Date};
use std::collections::{BTreeMap, BTreeSet};

/// Makes the report of a diary, as of `now` on `today` in the patient's zone.
#[must_use]
pub fn make_report(diary: &Diary, options: ReportOptions, today: Date, now: Timestamp) -> Report {
    let counted = match options.late {
        LateEntries::Included => copied(diary),
        LateEntries::Excluded => without_late(diary),
    };
    let facts = Facts::of(&counted, today, now);
    let settings = Settings::of(counted.profile.as_ref());
    let findings = Findings::of(&facts, settings);
    // The diary begins where it begins, late entries or not.
    let first_day = diary.reading(today, now).facts().first_day;
    let spans = Spans::of(options, today, first_day);
    let mut used = BTreeSet::new();
    let now_figures = span_figures(&findings, spans.now, &mut used);
    let before = spans
        .before
        .map(|span| span_figures(&findings, span, &mut used));
    let earlier = spans.months_before.iter().map(|span| (*span, false));
    let months = earlier
        .chain(spans.months.iter().map(|span| (*span, true)))
        .map(|(span, is_now)| month(&findings, span, is_now))
        .collect();
    let medicines = class_days(&findings, spans.now, &spans.months, spans.before, &mut used);
    let lost = lost_days(&counted, &facts, &spans);
    if !lost.is_empty() {
        used.insert(Rule::LostDays);
    }
    let questions = counted
        .profile
        .iter()
        .flat_map(|profile| &profile.questions);
    Report {
        format: FORMAT.to_owned(),
        made: civil_day(today),
        options,
        rules: VERSION.to_owned(),
        now: now_figures,
        before,
        months,
        medicines,
        responses: responses_within(&counted, spans.now),
        preventives: preventives(&counted, &spans),
        lost,
        menstrual: menstrual(&findings, &spans, &mut used),
        scales: scales(&counted, today),
        questions: questions
            .map(|question| question.trim().to_owned())
            .filter(|question| !question.is_empty())
            .take(Report::MOST_QUESTIONS)
            .collect(),
        late_entries: late_entries(diary, &spans),
        unreadable: u32::try_from(counted.unreadable).unwrap_or(u32::MAX),
        sources: used
            .into_iter()
            .map(|rule| RuleSource {
                rule: rule.code().to_owned(),
                version: rule.version().to_owned(),
                source: rule.source().to_owned(),
            })
            .collect(),
    }
}

/// How attacks and periods go together, over both spans and what lies between.
fn menstrual(
    findings: &Findings<'_>,
    spans: &Spans,
    used: &mut BTreeSet<Rule>,
) -> Option<Menstrual> {
    let first = spans.before.map_or(spans.now.0, |before| before.0);
    let figure = menstrual_relation(findings, (first, spans.now.1));
    let Value::Relation(relation) = figure.value else {
        return None;
    };
    used.insert(figure.rule);
    Some(Menstrual {
        probability: relation.probability,
        ratio: [relation.ratio, relation.interval.0, relation.interval.1],
        cycles: relation.cycles,
        cycles_with: relation.cycles_with,
    })
}

fn within(day: Date, span: Days) -> bool {
    (span.0..=span.1).contains(&day)
}

fn onset_day(attack: &Attack) -> Date {
    attack.onset.to_zoned(attack.time_zone()).date()
}

/// What the medicines of one span did. Attacks stay whole, so that an intake on the first day of the span
/// still finds the attack that began the day before.
fn responses_within(diary: &Diary, span: Days) -> Vec<Response> {
    let reach = (span.0.saturating_sub(7.days()), span.1);
    let part = Diary {
        attacks: kept(&diary.attacks, |record| {
            within(onset_day(&record.attack), reach)
        }),
        intakes: kept(&diary.intakes, |intake| within(intake.day(), span)),
        ..copied(diary)
    };
    responses(&part)
}

fn preventives(diary: &Diary, spans: &Spans) -> Vec<Preventive> {
    let first = spans.before.map_or(spans.now.0, |before| before.0);
    let mut plans: Vec<_> = diary
        .plans
        .iter()
        .map(|stored| &stored.value)
        .filter(|plan| plan.started <= spans.now.1)
        .filter(|plan| plan.stopped.is_none_or(|stopped| stopped >= first))
        .collect();
    plans.sort_by(|one, other| (one.started, &one.name).cmp(&(other.started, &other.name)));
    plans
        .into_iter()
        .map(|plan| Preventive {
            name: plan.name.clone(),
            dose: plan.dose.clone(),
            class: plan.class,
            started: civil_day(plan.started),
            stopped: plan.stopped.map(civil_day),
        })
        .collect()
}

/// Days of attacks by the worst loss that was told of each domain.
fn lost_days(diary: &Diary, facts: &Facts, spans: &Spans) -> Vec<LostDays> {
    let records: BTreeMap<_, _> = diary
        .attacks
        .iter()
        .map(|stored| (stored.id, &stored.value.attack.details.losses))
        .collect();
    let days = |span: Days, domain: Domain| {
        let mut worst: BTreeMap<Date, Loss> = BTreeMap::new();
        let mut answered = 0;
        for attack in &facts.attacks {
            let Some(loss) = records.get(&attack.id).and_then(|told| told.get(&domain)) else {
                continue;
            };
            answered += u32::from(within(attack.first, span));
            let series = attack.first.series(1.day());
            for day in series.take_while(|day| *day <= attack.last) {
                if within(day, span) {
                    let known = worst.entry(day).or_insert(*loss);
                    *known = (*known).max(*loss);
                }
            }
        }
        let count = |wanted: Loss| {
            let days = worst.values().filter(|loss| **loss == wanted).count();
            u32::try_from(days).unwrap_or(u32::MAX)
        };
        (count(Loss::Missed), count(Loss::Reduced), answered)
    };
    let lines = Domain::ALL.iter().map(|domain| {
        let (missed, reduced, answered) = days(spans.now, *domain);
        let before = spans.before.map(|span| days(span, *domain));
        let answered_before = before.is_some_and(|(_, _, answered)| answered > 0);
        let before = before.filter(|_| answered_before);
        (answered > 0 || answered_before).then(|| LostDays {
            domain: *domain,
            missed,
            reduced,
            before_missed: before.map(|(missed, _, _)| missed),
            before_reduced: before.map(|(_, reduced, _)| reduced),
            answered,
        })
    });
    lines.flatten().collect()
}

fn scales(diary: &Diary, today: Date) -> Vec<ScaleScore> {
    latest(diary)
        .into_iter()
        .filter(|result| result.day <= today)
        .map(|result| ScaleScore {
            scale: result.scale,
            day: civil_day(result.day),
            scores: result
                .parts
                .iter()
                .filter_map(|(part, score)| Some((*part, (*score)?)))
                .collect(),
            grade: result.grade,
            is_typed: result.is_typed,
        })
        .collect()
}

fn late_entries(diary: &Diary, spans: &Spans) -> u32 {
    let shown = |day: Date| {
        within(day, spans.now) || spans.before.is_some_and(|before| within(day, before))
    };
    let attacks = diary
        .attacks
        .iter()
        .filter(|stored| is_late_attack(&stored.value) && shown(onset_day(&stored.value.attack)))
        .count();
    let intakes = diary
        .intakes
        .iter()
        .filter(|stored| is_late_intake(&stored.value) && shown(stored.value.day()))
        .count();
    u32::try_from(attacks + intakes).unwrap_or(u32::MAX)
}
