//! What answered scales come to, for pages and for the report.

use super::ScaleAnswers;
use crate::{
    account::server::{Visit, civil_day},
    encryption::server::Stored,
    platform::ids::RecordId,
    reports::server::Diary,
    scales::model::{
        AnswerView, FormView, Grade, HistoryLine, Outcome, OverviewView, Part, Question,
        ResultView, Scale, score,
    },
};
use jiff::{ToSpan, civil::Date};

/// One answered scale, scored by the table of its version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScaleResult {
    /// The record behind it.
    pub id: RecordId,
    /// Which scale.
    pub scale: Scale,
    /// The local day on which it was answered.
    pub day: Date,
    /// The total; absent for MSQ, which has three scores, and when there are not enough answers.
    pub score: Option<u16>,
    /// Every score of the scale in the order of its table; absent ones cannot be had.
    pub parts: Vec<(Part, Option<u16>)>,
    /// What the total means, where the scale says.
    pub grade: Option<Grade>,
    /// Scored items that were answered, and those that a score needs; both 0 for typed-in scores.
    pub answered: (usize, usize),
    /// Raw answers in the order of the table's items; empty for typed-in scores.
    pub answers: Vec<Option<u16>>,
    /// The scores were measured elsewhere and typed in.
    pub is_typed: bool,
    /// Version of the table that scored it.
    pub version: u16,
}

impl ScaleResult {
    /// What a record comes to.
    #[must_use]
    pub fn of(stored: &Stored<ScaleAnswers>) -> Self {
        let ScaleAnswers {
            scale,
            day,
            answers,
            typed_scores,
            ..
        } = &stored.value;
        let table = scale.table();
        let is_typed = scale.is_typed();
        let outcome = score(table, answers);
        let parts: Vec<_> = table
            .scores
            .iter()
            .enumerate()
            .map(|(place, span)| {
                let typed = typed_scores.get(place).copied().flatten();
                let typed = typed.filter(|value| (span.least..=span.most).contains(value));
                (span.part, if is_typed { typed } else { outcome.total() })
            })
            .collect();
        let total = match parts.as_slice() {
            [(Part::Total, total)] => *total,
            _ => None,
        };
        Self {
            id: stored.id,
            scale: *scale,
            day: *day,
            score: total,
            grade: total.and_then(|total| table.grade(total)),
            parts,
            answered: match outcome {
                Outcome::Scored { .. } => (table.needed(), table.needed()),
                Outcome::NotEnoughAnswers { answered, needed } => (answered, needed),
            },
            answers: answers.clone(),
            is_typed,
            version: table.version,
        }
    }

    /// Whether it has any score at all.
    #[must_use]
    pub fn is_scored(&self) -> bool {
        self.parts.iter().any(|(_, value)| value.is_some())
    }

    /// The answer to a question, if it was given.
    #[must_use]
    pub fn answer(&self, question: Question) -> Option<u16> {
        let items = self.scale.table().items;
        let place = items.iter().position(|item| item.question == question)?;
        self.answers.get(place).copied().flatten()
    }

    /// Whether an answer speaks of death or self-harm (PHQ-9 item 9 above 0).
    #[must_use]
    pub fn calls_for_care(&self) -> bool {
        self.answer(Question::SelfHarm)
            .is_some_and(|answer| answer > 0)
    }
}

/// Every answered scale, the earliest first; within a day in the order of recording.
#[must_use]
pub fn results(diary: &Diary) -> Vec<ScaleResult> {
    let mut records: Vec<_> = diary.scales.iter().collect();
    records.sort_by_key(|stored| (stored.value.day, stored.value.recorded, stored.id));
    records.into_iter().map(ScaleResult::of).collect()
}

/// The latest result of each scale that has a score, in the order of the scales. Partly answered ones are
/// passed over.
#[must_use]
pub fn latest(diary: &Diary) -> Vec<ScaleResult> {
    let results = results(diary);
    let of = |scale: &Scale| {
        let mine = |result: &&ScaleResult| result.scale == *scale && result.is_scored();
        results.iter().rev().find(mine).cloned()
    };
    Scale::ALL.iter().filter_map(of).collect()
}

/// `/scales`.
#[must_use]
pub fn overview(diary: &Diary, visit: &Visit) -> OverviewView {
    OverviewView {
        lines: Scale::ALL
            .iter()
            .map(|scale| form_view(diary, visit, *scale, None))
            .collect(),
    }
}

/// A scale with its history, and the record that is filled in further, if one is.
#[must_use]
pub fn form_view(
    diary: &Diary,
    visit: &Visit,
    scale: Scale,
    edited: Option<&ScaleResult>,
) -> FormView {
    let today = visit.today();
    let mut mine = results(diary);
    mine.retain(|result| result.scale == scale);
    let first = mine.first().map_or(today, |result| result.day);
    let due = mine.last().and_then(|result| {
        let days = i64::from(scale.table().again_after_days);
        result.day.checked_add(days.days()).ok()
    });
    FormView {
        scale,
        id: RecordId::random(visit.state.entropy.as_ref()).to_string(),
        today: civil_day(today),
        history: mine
            .iter()
            .rev()
            .map(|result| line(result, first))
            .collect(),
        is_due: due.is_some_and(|due| due <= today),
        edited: edited.map(result_view),
    }
}

/// The page of one result.
#[must_use]
pub fn result_view(result: &ScaleResult) -> ResultView {
    let items = result.scale.table().items.iter();
    let answers = items.enumerate().map(|(place, item)| AnswerView {
        question: item.question,
        answer: result.answers.get(place).copied().flatten(),
    });
    ResultView {
        line: line(result, result.day),
        scale: result.scale,
        answers: answers.collect(),
        answered: result.answered,
        calls_for_care: result.calls_for_care(),
    }
}

fn line(result: &ScaleResult, first: Date) -> HistoryLine {
    let days = result.day.since(first).map_or(0, |span| span.get_days());
    HistoryLine {
        id: result.id.to_string(),
        day: civil_day(result.day),
        days_in: u32::try_from(days).unwrap_or_default(),
        scores: result.parts.clone(),
        grade: result.grade,
    }
}
