//! The tables and the bars of the sheet.

use super::{
    marks::{Marks, Topic},
    words::day_text,
};
use crate::{
    attacks::model::Domain,
    doctor::model::{
        BarChart, ClassLine, Figure, Line, Month, MonthBars, Report, SheetTable, Span, SpanFigures,
    },
    i18n::dates::{CivilDay, duration_text},
    medication::model::{Endpoints, Share},
    scales::parts::{grade_text, part_text, scale_text},
    text,
};

fn headings<const COUNT: usize>(words: [&str; COUNT]) -> Vec<String> {
    words.map(str::to_owned).to_vec()
}

/// What cannot be told.
fn none() -> String {
    text!(doctor.none).to_owned()
}

pub(super) fn day_table(report: &Report, marks: &mut Marks) -> SheetTable {
    let rate = text!(doctor.rate);
    let per_cent = |span: &SpanFigures| text!(doctor.share_per_cent, percent = span.per_cent());
    let mut rows = vec![vec![
        marks.mark(text!(doctor.line_answered), Topic::Answered),
        report.before.as_ref().map_or_else(none, per_cent),
        none(),
        per_cent(&report.now),
        none(),
    ]];
    for line in Line::ALL {
        let before = report.before.as_ref().and_then(|span| span.figure(*line));
        let now = report.now.figure(*line);
        let label = match line {
            Line::Headache => marks.mark(text!(doctor.line_headache), Topic::Headache),
            Line::MigraineA => marks.mark(text!(doctor.line_migraine_a), Topic::MigraineA),
            Line::MigraineB => marks.mark(text!(doctor.line_migraine_b), Topic::MigraineB),
            Line::Attacks => marks.mark(text!(doctor.line_attacks), Topic::Attacks),
            Line::Aura => text!(doctor.line_aura).to_owned(),
            Line::AcuteMedicine => marks.mark(text!(doctor.line_medicine), Topic::Classes),
        };
        let [count_before, rate_before] = figure_cells(before);
        let [count_now, rate_now] = figure_cells(now);
        rows.push(vec![label, count_before, rate_before, count_now, rate_now]);
    }
    SheetTable {
        caption: text!(doctor.days_caption).to_owned(),
        headings: headings([
            text!(doctor.what),
            text!(doctor.before),
            rate,
            text!(doctor.now),
            rate,
        ]),
        rows,
        first_percent: 42,
    }
}

fn figure_cells(figure: Option<&Figure>) -> [String; 2] {
    let Some(figure) = figure else {
        return [none(), none()];
    };
    let count = if figure.unsure > 0 {
        text!(doctor.unsure, count = figure.count, unsure = figure.unsure)
    } else {
        figure.count.to_string()
    };
    let rate = figure.per_28.map(|rate| format!("{rate:.1}"));
    [count, rate.unwrap_or_else(none)]
}

pub(super) fn month_bars(report: &Report) -> BarChart {
    let label = |month: &Month| match report.options.span {
        Span::ThreeMonths => month.first.month_text(),
        Span::ThreeTimes28 | Span::Once28 => {
            text!(doctor.month_from, day = month.first.short_text())
        }
    };
    let sentence = report.months.iter().map(|month| {
        text!(
            doctor.month_days,
            label = label(month),
            headache = month.headache,
            migraine = month.migraine,
            medicine = month.medicine,
            answered = month.answered,
            days = month.days
        )
    });
    let most = report
        .months
        .iter()
        .map(|month| month.headache.max(month.migraine).max(month.medicine));
    BarChart {
        caption: text!(doctor.months_caption).to_owned(),
        sentence: sentence.collect::<Vec<_>>().join(" "),
        key: headings([
            text!(doctor.key_headache),
            text!(doctor.key_migraine),
            text!(doctor.key_medicine),
        ]),
        months: report
            .months
            .iter()
            .map(|month| MonthBars {
                label: match report.options.span {
                    Span::ThreeMonths => short_month(month.first.month).to_owned(),
                    Span::ThreeTimes28 | Span::Once28 => short_day(month.first),
                },
                detail: text!(
                    doctor.month_answered,
                    answered = month.answered,
                    days = month.days
                ),
                values: vec![month.headache, month.migraine, month.medicine],
            })
            .collect(),
        // A month of few days does not look like one of many.
        top: most.max().unwrap_or(0).max(10),
    }
}

/// "29 Aug", for the narrow place under a bar.
fn short_day(day: CivilDay) -> String {
    text!(
        doctor.short_day,
        day = day.day,
        month = short_month(day.month)
    )
}

fn short_month(month: u8) -> &'static str {
    match month {
        1 => text!(doctor.short_january),
        2 => text!(doctor.short_february),
        3 => text!(doctor.short_march),
        4 => text!(doctor.short_april),
        5 => text!(doctor.short_may),
        6 => text!(doctor.short_june),
        7 => text!(doctor.short_july),
        8 => text!(doctor.short_august),
        9 => text!(doctor.short_september),
        10 => text!(doctor.short_october),
        11 => text!(doctor.short_november),
        _ => text!(doctor.short_december),
    }
}

pub(super) fn class_table(report: &Report) -> SheetTable {
    let rows = report.medicines.iter().map(|days| {
        let limit = days
            .threshold
            .map(|limit| text!(doctor.limit_from, days = limit));
        vec![
            class_text(days.class).to_owned(),
            limit.unwrap_or_else(none),
            days.before.map_or_else(none, |count| count.to_string()),
            days.now.to_string(),
            days.most_in_30.to_string(),
        ]
    });
    SheetTable {
        caption: text!(doctor.classes_caption).to_owned(),
        headings: headings([
            text!(doctor.class),
            text!(doctor.limit),
            text!(doctor.before),
            text!(doctor.now),
            text!(doctor.most_in_30),
        ]),
        rows: rows.collect(),
        first_percent: 42,
    }
}

/// A sentence for each class that was at or above its limit in some month.
pub(super) fn months_over(report: &Report) -> Vec<String> {
    let all = report.months.iter().filter(|month| month.is_now).count();
    let over = report.medicines.iter().filter(|days| days.months_over > 0);
    over.map(|days| {
        text!(
            doctor.months_over,
            class = class_text(days.class),
            count = days.months_over,
            all = all
        )
    })
    .collect()
}

fn class_text(class: ClassLine) -> &'static str {
    match class {
        ClassLine::Triptan => text!(doctor.class_triptan),
        ClassLine::Ergot => text!(doctor.class_ergot),
        ClassLine::Opioid => text!(doctor.class_opioid),
        ClassLine::Combination => text!(doctor.class_combination),
        ClassLine::Analgesic => text!(doctor.class_analgesic),
        ClassLine::Ditan => text!(doctor.class_ditan),
        ClassLine::Mixed => text!(doctor.class_mixed),
        ClassLine::Gepant => text!(doctor.class_gepant),
        ClassLine::Antiemetic => text!(doctor.class_antiemetic),
        ClassLine::Other => text!(doctor.class_other),
    }
}

pub(super) fn lost_table(report: &Report) -> SheetTable {
    let pair =
        |missed: u32, reduced: u32| text!(doctor.lost_pair, missed = missed, reduced = reduced);
    let rows = report.lost.iter().map(|lost| {
        let domain = match lost.domain {
            Domain::Work => text!(doctor.domain_work),
            Domain::Household => text!(doctor.domain_household),
            Domain::Social => text!(doctor.domain_social),
        };
        let before = lost.before_missed.zip(lost.before_reduced);
        let now = (lost.answered > 0).then(|| pair(lost.missed, lost.reduced));
        vec![
            domain.to_owned(),
            before.map_or_else(none, |(missed, reduced)| pair(missed, reduced)),
            now.unwrap_or_else(none),
        ]
    });
    SheetTable {
        caption: text!(doctor.lost_caption).to_owned(),
        headings: headings([
            text!(doctor.domain),
            text!(doctor.before),
            text!(doctor.now),
        ]),
        rows: rows.collect(),
        first_percent: 55,
    }
}

pub(super) fn scale_table(report: &Report) -> SheetTable {
    let rows = report.scales.iter().map(|scale| {
        let score = match (scale.scores.as_slice(), scale.grade) {
            ([(_, score)], Some(grade)) => text!(
                doctor.score_graded,
                score = score,
                grade = grade_text(grade)
            ),
            ([(_, score)], None) => score.to_string(),
            (parts, _) => parts
                .iter()
                .map(|(part, score)| {
                    text!(doctor.score_part, part = part_text(*part), score = score)
                })
                .collect::<Vec<_>>()
                .join(", "),
        };
        let score = if score.is_empty() { none() } else { score };
        vec![
            scale_text(scale.scale).to_owned(),
            score,
            day_text(scale.day),
        ]
    });
    SheetTable {
        caption: text!(doctor.scales_caption).to_owned(),
        headings: headings([
            text!(doctor.scale),
            text!(doctor.score),
            text!(doctor.answered_on),
        ]),
        rows: rows.collect(),
        first_percent: 22,
    }
}

pub(super) fn response_table(report: &Report) -> SheetTable {
    let mut rows = Vec::new();
    for response in &report.responses {
        let name = &response.name;
        let mut wait = response.minutes_to_dose;
        let parts = [
            (
                text!(doctor.at_moderate, name = name.clone()),
                response.at_moderate_or_severe,
            ),
            (text!(doctor.at_mild, name = name.clone()), response.at_mild),
            (
                text!(doctor.at_unknown, name = name.clone()),
                response.at_unknown,
            ),
        ];
        for (
            label,
            Endpoints {
                treated,
                pain_free,
                relief,
                relapse,
            },
        ) in parts
        {
            if treated == 0 {
                continue;
            }
            // The wait is that of the medicine, so it stands once.
            let wait = wait.take().map(|median| duration_text(median.minutes));
            rows.push(vec![
                label,
                treated.to_string(),
                share_text(pain_free),
                share_text(relief),
                share_text(relapse),
                wait.unwrap_or_else(none),
            ]);
        }
    }
    SheetTable {
        caption: text!(doctor.responses_caption).to_owned(),
        headings: headings([
            text!(doctor.medicine),
            text!(doctor.taken),
            text!(doctor.pain_free),
            text!(doctor.relief),
            text!(doctor.relapse),
            text!(doctor.to_dose),
        ]),
        rows,
        first_percent: 30,
    }
}

/// "3 of 7 · 43 % (16–75)"; too few answers have no share.
fn share_text(share: Share) -> String {
    let (hits, of) = (share.hits, share.of);
    match (share.per_cent(), share.interval()) {
        (Some(percent), Some(interval)) if share.is_enough() => text!(
            doctor.share_full,
            hits = hits,
            of = of,
            percent = percent,
            low = format!("{:.0}", interval.low * 100.0),
            high = format!("{:.0}", interval.high * 100.0)
        ),
        (Some(_), _) => text!(doctor.share_few, hits = hits, of = of),
        (None, _) => text!(doctor.no_answers).to_owned(),
    }
}
