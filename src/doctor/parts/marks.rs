//! Small print: marks in the text and what stands behind them, in the order in which they turn up.

use crate::{
    doctor::model::{Line, Report},
    text,
};

/// Something that needs an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    /// Days with an answer.
    Answered,
    /// Headache days.
    Headache,
    /// Migraine days A.
    MigraineA,
    /// Migraine days B.
    MigraineB,
    /// Attacks.
    Attacks,
    /// Days with medicine.
    Classes,
    /// What medicines did.
    Responses,
    /// Lost days.
    Lost,
    /// Periods.
    Menstrual,
}

/// The marks that were given so far.
#[derive(Debug, Default)]
pub(super) struct Marks(Vec<Topic>);

impl Marks {
    /// Words with the mark of their topic.
    pub(super) fn mark(&mut self, words: &str, topic: Topic) -> String {
        let known = self.0.iter().position(|other| *other == topic);
        let place = known.unwrap_or_else(|| {
            self.0.push(topic);
            self.0.len() - 1
        });
        format!("{words} {}", raised(place + 1))
    }

    /// The notes behind the marks.
    pub(super) fn notes(self, report: &Report) -> Vec<(String, String)> {
        let note = |(place, topic): (usize, Topic)| {
            (raised(place + 1), explanation(topic, report).to_owned())
        };
        self.0.into_iter().enumerate().map(note).collect()
    }
}

/// A number in raised digits.
fn raised(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits = number.to_string();
    let digits = digits.bytes().map(|digit| usize::from(digit - b'0'));
    digits.filter_map(|digit| DIGITS.get(digit)).collect()
}

fn explanation(topic: Topic, report: &Report) -> &'static str {
    match topic {
        Topic::Answered => text!(doctor.note_answered),
        Topic::Headache => {
            let rule = report.now.figure(Line::Headache);
            if rule.is_some_and(|figure| figure.rule == "headache_days_trial") {
                text!(doctor.note_headache_trial)
            } else {
                text!(doctor.note_headache_leiden)
            }
        }
        Topic::MigraineA => text!(doctor.note_migraine_a),
        Topic::MigraineB => text!(doctor.note_migraine_b),
        Topic::Attacks => text!(doctor.note_attacks),
        Topic::Classes => text!(doctor.note_classes),
        Topic::Responses => text!(doctor.note_responses),
        Topic::Lost => text!(doctor.note_lost),
        Topic::Menstrual => text!(doctor.note_menstrual),
    }
}
