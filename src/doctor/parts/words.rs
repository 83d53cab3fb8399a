//! The report in words: numbers become a sheet in the language of the page.

use super::{
    marks::{Marks, Topic},
    tables::{
        class_table, day_table, lost_table, month_bars, months_over, response_table, scale_table,
    },
};
use crate::{
    doctor::model::{Block, LateEntries, Preventive, Report, Sheet, SpanFigures},
    i18n::{self, dates::CivilDay},
    text,
};

/// The sheet of a report.
#[must_use]
pub fn sheet(report: &Report) -> Sheet {
    let mut marks = Marks::default();
    let mut blocks = vec![Block::Pair(
        days(report, &mut marks),
        vec![
            Block::Heading(text!(doctor.months_title).to_owned()),
            Block::Chart(month_bars(report)),
        ],
    )];
    let mut taken = medicines(report, &mut marks);
    taken.push(Block::Heading(text!(doctor.preventives_title).to_owned()));
    taken.push(Block::Paragraph(preventives(&report.preventives)));
    blocks.push(Block::Pair(taken, impact(report, &mut marks)));
    blocks.extend(responses(report, &mut marks));
    let menstrual = menstrual(report, &mut marks);
    if menstrual.is_empty() {
        blocks.extend(questions(report));
    } else {
        blocks.push(Block::Pair(menstrual, questions(report)));
    }
    blocks.push(Block::Notes(marks.notes(report)));
    Sheet {
        title: text!(doctor.sheet_title).to_owned(),
        language: i18n::language_code(i18n::current_locale()).to_owned(),
        facts: facts(report),
        by_hand: vec![
            text!(doctor.sheet_name).to_owned(),
            text!(doctor.sheet_born).to_owned(),
        ],
        blocks,
        foot: text!(doctor.sheet_foot, version = report.rules.clone()),
        page_words: [
            text!(doctor.page).to_owned(),
            text!(doctor.page_of).to_owned(),
        ],
    }
}

fn questions(report: &Report) -> Vec<Block> {
    vec![
        Block::Heading(text!(doctor.questions_title).to_owned()),
        if report.questions.is_empty() {
            Block::Paragraph(text!(doctor.questions_nothing).to_owned())
        } else {
            Block::Numbered(report.questions.clone())
        },
    ]
}

fn facts(report: &Report) -> Vec<String> {
    let now = span_text(&report.now);
    let mut facts = vec![match &report.before {
        Some(before) => text!(
            doctor.sheet_span_line,
            span = now,
            before = span_text(before)
        ),
        None => text!(doctor.sheet_span_alone, span = now),
    }];
    facts.push(text!(doctor.sheet_made, day = day_text(report.made)));
    if report.late_entries > 0 {
        let count = report.late_entries;
        facts.push(match report.options.late {
            LateEntries::Included => text!(doctor.sheet_late_included, count = count),
            LateEntries::Excluded => text!(doctor.sheet_late_excluded, count = count),
        });
    }
    if report.unreadable > 0 {
        facts.push(text!(doctor.sheet_unreadable, count = report.unreadable));
    }
    facts
}

/// "20 November 2026".
pub(super) fn day_text(day: CivilDay) -> String {
    format!("{} {}", day.short_text(), day.year)
}

fn span_text(span: &SpanFigures) -> String {
    text!(
        doctor.sheet_span,
        first = day_text(span.first),
        last = day_text(span.last),
        days = span.days
    )
}

fn days(report: &Report, marks: &mut Marks) -> Vec<Block> {
    let mut blocks = vec![
        Block::Heading(text!(doctor.days_title).to_owned()),
        Block::Table(day_table(report, marks)),
    ];
    let short = |span: &&SpanFigures| !span.is_enough();
    if let Some(span) = Some(&report.now).filter(short) {
        blocks.push(Block::Paragraph(text!(
            doctor.not_enough_now,
            answered = span.answered,
            days = span.days,
            needed = span.needed
        )));
    }
    if let Some(span) = report.before.as_ref().filter(short) {
        blocks.push(Block::Paragraph(text!(
            doctor.not_enough_before,
            answered = span.answered,
            days = span.days,
            needed = span.needed
        )));
    }
    blocks
}

fn medicines(report: &Report, marks: &mut Marks) -> Vec<Block> {
    let title = marks.mark(text!(doctor.classes_title), Topic::Classes);
    let mut blocks = vec![Block::Heading(title)];
    if report.medicines.is_empty() {
        blocks.push(Block::Paragraph(text!(doctor.no_medicines).to_owned()));
        return blocks;
    }
    blocks.push(Block::Table(class_table(report)));
    let over = months_over(report);
    if !over.is_empty() {
        blocks.push(Block::Paragraph(over.join(" ")));
    }
    blocks
}

fn impact(report: &Report, marks: &mut Marks) -> Vec<Block> {
    let title = marks.mark(text!(doctor.lost_title), Topic::Lost);
    let mut blocks = vec![Block::Heading(title)];
    blocks.push(if report.lost.is_empty() {
        Block::Paragraph(text!(doctor.lost_nothing).to_owned())
    } else {
        Block::Table(lost_table(report))
    });
    blocks.push(Block::Heading(text!(doctor.scales_title).to_owned()));
    blocks.push(if report.scales.is_empty() {
        Block::Paragraph(text!(doctor.scales_nothing).to_owned())
    } else {
        Block::Table(scale_table(report))
    });
    blocks
}

fn responses(report: &Report, marks: &mut Marks) -> Vec<Block> {
    let title = marks.mark(text!(doctor.responses_title), Topic::Responses);
    let table = response_table(report);
    let body = if table.rows.is_empty() {
        Block::Paragraph(text!(doctor.responses_nothing).to_owned())
    } else {
        Block::Table(table)
    };
    vec![Block::Heading(title), body]
}

fn menstrual(report: &Report, marks: &mut Marks) -> Vec<Block> {
    let Some(relation) = &report.menstrual else {
        return Vec::new();
    };
    let title = marks.mark(text!(doctor.menstrual_title), Topic::Menstrual);
    let [ratio, low, high] = relation.ratio.map(|value| format!("{value:.1}"));
    let words = text!(
        doctor.menstrual_words,
        with = relation.cycles_with,
        cycles = relation.cycles,
        percent = format!("{:.0}", relation.probability * 100.0),
        ratio = ratio,
        low = low,
        high = high
    );
    vec![Block::Heading(title), Block::Paragraph(words)]
}

fn preventives(plans: &[Preventive]) -> String {
    if plans.is_empty() {
        return text!(doctor.preventives_nothing).to_owned();
    }
    let lines = plans.iter().map(|plan| {
        let name = format!("{} {}", plan.name, plan.dose);
        let name = name.trim().to_owned();
        let started = day_text(plan.started);
        match plan.stopped {
            Some(stopped) => text!(
                doctor.preventive_until,
                name = name,
                started = started,
                stopped = day_text(stopped)
            ),
            None => text!(doctor.preventive_since, name = name, started = started),
        }
    });
    lines.collect::<Vec<_>>().join(" ")
}
