//! A score in a sentence, and what a scale came to over time.

use super::{ScoreCurve, ScorePoint, grade_text, part_text};
use crate::{
    scales::model::{HistoryLine, Scale},
    text,
    ui::{Table, TableLayout},
};
use leptos::prelude::*;

/// The drawing ends at least here, so that a small change of a large scale does not look like a cliff.
const LEAST_TOP: u16 = 40;

/// The scores of one line in a sentence: "Score 12 of 27: moderate".
#[must_use]
pub fn score_sentence(scale: Scale, line: &HistoryLine) -> String {
    let table = scale.table();
    let known: Vec<_> = line
        .scores
        .iter()
        .filter_map(|(part, value)| value.map(|value| (*part, value)))
        .collect();
    match (known.as_slice(), line.scores.len(), line.grade) {
        ([], _, _) => text!(scales.not_enough).to_owned(),
        ([(_, days)], 1, Some(grade)) if scale == Scale::Midas => {
            text!(scales.days_graded, days = days, grade = grade_text(grade))
        }
        ([(_, score)], 1, Some(grade)) => text!(
            scales.score_graded,
            score = score,
            most = table.most(),
            grade = grade_text(grade)
        ),
        ([(_, score)], 1, None) => text!(scales.score, score = score, most = table.most()),
        (parts, _, _) => parts
            .iter()
            .map(|(part, value)| text!(scales.part_score, part = part_text(*part), score = value))
            .collect::<Vec<_>>()
            .join(" · "),
    }
}

/// Scores of one scale over time: drawn where there are two or more totals, as a table in any case.
#[component]
pub fn History(
    /// Which scale.
    scale: Scale,
    /// Its lines, the latest first.
    lines: Vec<HistoryLine>,
) -> impl IntoView {
    let table = scale.table();
    let totals: Vec<_> = lines
        .iter()
        .rev()
        .filter(|_| table.scores.len() == 1)
        .filter_map(|line| {
            let (_, value) = line.scores.first()?;
            value.map(|value| (line, value))
        })
        .collect();
    let [(first, first_score), .., (last, last_score)] = totals.as_slice() else {
        return view! { <HistoryTable scale lines /> }.into_any();
    };
    let sentence = text!(
        scales.curve_sentence,
        count = totals.len(),
        first = first_score,
        first_month = first.day.month_text(),
        last = last_score,
        last_month = last.day.month_text()
    );
    let points: Vec<_> = totals
        .iter()
        .map(|(line, score)| ScorePoint {
            day: line.days_in - first.days_in,
            score: *score,
        })
        .collect();
    let highest = points.iter().map(|point| point.score).max();
    let most = highest
        .map_or(0, |score| score.max(LEAST_TOP))
        .min(table.most());
    let edges = (first.day.month_text(), last.day.month_text());
    view! {
        <ScoreCurve
            sentence=sentence
            points=points
            least=table.least()
            most=most
            edges=edges
            table_label=text!(scales.history_open)
        >
            <HistoryTable scale lines />
        </ScoreCurve>
    }
    .into_any()
}

/// The same as a table.
#[component]
pub fn HistoryTable(
    /// Which scale.
    scale: Scale,
    /// Its lines, the latest first.
    lines: Vec<HistoryLine>,
) -> impl IntoView {
    let rows = lines
        .iter()
        .map(|line| vec![line.day.long_text(), score_sentence(scale, line)])
        .collect();
    view! {
        <div class="wrapping">
            <Table
                caption=text!(scales.history_caption)
                headings=vec![text!(scales.day_heading).to_owned(), text!(scales.score_heading).to_owned()]
                rows=rows
                layout=TableLayout::Stacked
            />
        </div>
    }
}
