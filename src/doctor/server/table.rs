//! The report as a CSV file: one number a row, for spreadsheets.
//!
//! RFC 4180, UTF-8, comma, a heading. `part` says what the row is about, `name` which one; `span` is
//! `now`, `before` or a month (`2026-08-29/2026-09-25`); `value` is a number or a code; `of` is what it is
//! a part of; `low` and `high` are the bounds of an interval of 95 %; `rule` is the code of the rule that
//! counted. What could not be had honestly has no row.
//!
//! A cell that a spreadsheet could take for a formula begins with an apostrophe, and so does every cell
//! that begins with an apostrophe itself.

use crate::{
    doctor::model::{Report, SpanFigures},
    i18n::dates::CivilDay,
    medication::model::{Endpoints, Share},
};
use std::borrow::Cow;

/// The columns, in order.
const COLUMNS: [&str; 9] = [
    "part", "name", "measure", "span", "value", "of", "low", "high", "rule",
];

/// What makes a spreadsheet take a cell for a formula (OWASP, "CSV injection", with the full-width
/// forms), and the apostrophe that keeps it from doing so.
const GUARDED: [char; 12] = [
    '=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠',
];

/// One row; cells that say nothing are empty.
#[derive(Debug, Default)]
struct Row {
    part: &'static str,
    name: String,
    measure: &'static str,
    span: String,
    value: String,
    of: String,
    low: String,
    high: String,
    rule: String,
}

/// Writes the report as a CSV file.
///
/// # Errors
/// Those of the writer; in memory that does not happen.
pub fn write_csv(report: &Report) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    for row in rows(report) {
        let Row {
            part,
            name,
            measure,
            span,
            value,
            of,
            low,
            high,
            rule,
        } = &row;
        let cells = [
            part, &**name, measure, &**span, &**value, &**of, &**low, &**high, &**rule,
        ];
        writer.write_record(cells.map(|cell| guard(cell).into_owned()))?;
    }
    writer
        .into_inner()
        .map_err(|error| csv::Error::from(std::io::Error::from(error.error().kind())))
}

/// Protects a cell from being taken for a formula.
pub(super) fn guard(cell: &str) -> Cow<'_, str> {
    if cell.starts_with(GUARDED) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

fn rows(report: &Report) -> Vec<Row> {
    let mut rows = vec![Row {
        part: "report",
        measure: "made",
        value: report.made.iso(),
        rule: report.rules.clone(),
        ..Row::default()
    }];
    span_rows(&mut rows, "now", &report.now);
    if let Some(before) = &report.before {
        span_rows(&mut rows, "before", before);
    }
    month_rows(&mut rows, report);
    class_rows(&mut rows, report);
    response_rows(&mut rows, report);
    lost_rows(&mut rows, report);
    scale_rows(&mut rows, report);
    other_rows(&mut rows, report);
    rows
}

fn days(first: CivilDay, last: CivilDay) -> String {
    format!("{}/{}", first.iso(), last.iso())
}

fn span_rows(rows: &mut Vec<Row>, name: &str, span: &SpanFigures) {
    rows.push(Row {
        part: "span",
        name: name.to_owned(),
        measure: "days",
        span: days(span.first, span.last),
        value: span.days.to_string(),
        ..Row::default()
    });
    rows.push(Row {
        part: "days",
        name: "completeness".to_owned(),
        measure: "count",
        span: name.to_owned(),
        value: span.answered.to_string(),
        of: span.days.to_string(),
        rule: "completeness".to_owned(),
        ..Row::default()
    });
    for figure in &span.figures {
        let mut add = |measure: &'static str, value: String| {
            rows.push(Row {
                part: "days",
                name: figure.line.code().to_owned(),
                measure,
                span: name.to_owned(),
                value,
                rule: figure.rule.clone(),
                ..Row::default()
            });
        };
        add("count", figure.count.to_string());
        if figure.unsure > 0 {
            add("unsure", figure.unsure.to_string());
        }
        if let Some(rate) = figure.per_28 {
            add("per_28", format!("{rate:.2}"));
        }
    }
}

fn month_rows(rows: &mut Vec<Row>, report: &Report) {
    for month in &report.months {
        let counts = [
            ("headache_days", month.headache),
            ("migraine_days", month.migraine),
            ("acute_medicine_days", month.medicine),
            ("completeness", month.answered),
        ];
        for (name, count) in counts {
            rows.push(Row {
                part: "month",
                name: name.to_owned(),
                measure: "count",
                span: days(month.first, month.last),
                value: count.to_string(),
                of: month.days.to_string(),
                ..Row::default()
            });
        }
    }
}

fn class_rows(rows: &mut Vec<Row>, report: &Report) {
    for class in &report.medicines {
        let mut add = |measure: &'static str, span: &str, value: u32| {
            rows.push(Row {
                part: "medicine_days",
                name: class.class.code().to_owned(),
                measure,
                span: span.to_owned(),
                value: value.to_string(),
                rule: class.rule.clone(),
                ..Row::default()
            });
        };
        add("count", "now", class.now);
        if let Some(before) = class.before {
            add("count", "before", before);
        }
        add("most_in_30", "now", class.most_in_30);
        if let Some(threshold) = class.threshold {
            add("threshold", "now", threshold);
            add("months_at_or_above", "now", class.months_over);
        }
    }
}

fn response_rows(rows: &mut Vec<Row>, report: &Report) {
    for response in &report.responses {
        let parts = [
            (
                "response_moderate_or_severe",
                response.at_moderate_or_severe,
            ),
            ("response_mild", response.at_mild),
            ("response_unknown_pain", response.at_unknown),
        ];
        for (part, endpoints) in parts {
            let Endpoints {
                treated,
                pain_free,
                relief,
                relapse,
            } = endpoints;
            if treated == 0 {
                continue;
            }
            let row = |measure: &'static str, value: u32| Row {
                part,
                name: response.name.clone(),
                measure,
                span: "now".to_owned(),
                value: value.to_string(),
                ..Row::default()
            };
            rows.push(row("treated", treated));
            let shares = [
                ("pain_free_2h", pain_free),
                ("relief_2h", relief),
                ("relapse_48h", relapse),
            ];
            let answered = shares.into_iter().filter(|(_, share)| share.of > 0);
            rows.extend(
                answered.map(|(measure, share)| with_share(row(measure, share.hits), share)),
            );
        }
    }
}

fn with_share(row: Row, share: Share) -> Row {
    let interval = share.interval().filter(|_| share.is_enough());
    let bound = |bound: Option<f64>| bound.map_or_else(String::new, |bound| format!("{bound:.3}"));
    Row {
        of: share.of.to_string(),
        low: bound(interval.map(|interval| interval.low)),
        high: bound(interval.map(|interval| interval.high)),
        ..row
    }
}

fn lost_rows(rows: &mut Vec<Row>, report: &Report) {
    for lost in &report.lost {
        let counts = [
            ("missed", "now", Some(lost.missed)),
            ("reduced", "now", Some(lost.reduced)),
            ("missed", "before", lost.before_missed),
            ("reduced", "before", lost.before_reduced),
        ];
        for (measure, span, count) in counts {
            let Some(count) = count else { continue };
            rows.push(Row {
                part: "lost_days",
                name: lost.domain.code().to_owned(),
                measure,
                span: span.to_owned(),
                value: count.to_string(),
                rule: "lost_days".to_owned(),
                ..Row::default()
            });
        }
    }
}

fn scale_rows(rows: &mut Vec<Row>, report: &Report) {
    for scale in &report.scales {
        for (part, score) in &scale.scores {
            rows.push(Row {
                part: "scale",
                name: scale.scale.code().to_owned(),
                measure: part.code(),
                span: scale.day.iso(),
                value: score.to_string(),
                of: scale
                    .grade
                    .map_or_else(String::new, |grade| grade.code().to_owned()),
                ..Row::default()
            });
        }
    }
}

fn other_rows(rows: &mut Vec<Row>, report: &Report) {
    for plan in &report.preventives {
        let stopped = plan.stopped.map_or_else(String::new, CivilDay::iso);
        rows.push(Row {
            part: "preventive",
            name: format!("{} {}", plan.name, plan.dose).trim().to_owned(),
            measure: plan.class.code(),
            span: format!("{}/{stopped}", plan.started.iso()),
            ..Row::default()
        });
    }
    for question in &report.questions {
        rows.push(Row {
            part: "question",
            value: question.clone(),
            ..Row::default()
        });
    }
    if report.late_entries > 0 {
        rows.push(Row {
            part: "late_entries",
            name: report.options.late.code().to_owned(),
            measure: "count",
            value: report.late_entries.to_string(),
            ..Row::default()
        });
    }
}
