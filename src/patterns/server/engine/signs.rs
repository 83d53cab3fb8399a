//! The early signs that the question before an alarm asks for, and what each answer has meant so far.

use crate::patterns::{
    engine::{Cell, PatientHistory, forecast::alert::Sign, frame::Frame},
    model::{ClaimKind, Report},
};

/// Signs that are asked for where the diary has not shown which ones tell most (Giffin 2003).
const COMMON: [&str; 3] = ["yawning", "fatigue", "neck_stiffness"];
/// Signs of the check-in.
const SIGNS: [&str; 7] = [
    "yawning",
    "craving",
    "fatigue",
    "light_disturbs",
    "neck_stiffness",
    "concentration",
    "mood_change",
];

/// The signs to ask for: those that the diary calls early signs first.
pub(super) fn to_ask(report: &Report) -> Vec<String> {
    let linked = report
        .claims
        .iter()
        .filter(|claim| claim.kind == ClaimKind::EarlySign)
        .map(|claim| claim.factor.as_str())
        .filter(|code| SIGNS.contains(code));
    let mut signs: Vec<String> = Vec::new();
    for code in linked.chain(COMMON) {
        if !signs.iter().any(|known| known == code) {
            signs.push(code.to_owned());
        }
    }
    signs.truncate(COMMON.len());
    signs
}

/// Whether one of the signs was there on a day; `None` when nobody said.
pub(super) fn said(history: &PatientHistory, signs: &[String], day: usize) -> Option<bool> {
    let tracks = history.tracks.iter();
    let answers = tracks
        .filter(|track| signs.contains(&track.factor))
        .filter_map(|track| match track.cells.get(day) {
            Some(Cell::Value(value)) => Some(*value > 0.5),
            _ => None,
        });
    answers.fold(None, |all: Option<bool>, answer| {
        Some(all.unwrap_or(false) || answer)
    })
}

/// Log-odds of each answer from the eves of attacks against other days; one day of each kind is added
/// beforehand, so that few days say little.
pub(super) fn weigh(history: &PatientHistory, codes: Vec<String>) -> Vec<Sign> {
    let frame = Frame::of(history);
    let weigh = |code: String| {
        let asked = [code.clone()];
        let mut counts = [[1.0_f64; 2]; 2];
        for day in (1..frame.days).filter(|day| frame.at_risk[*day]) {
            if let Some(sign) = said(history, &asked, day - 1) {
                counts[usize::from(frame.onset[day])][usize::from(sign)] += 1.0;
            }
        }
        let [without, with] = counts;
        let ratio = |place: usize| {
            let share = |counts: [f64; 2]| counts[place] / (counts[0] + counts[1]);
            (share(with) / share(without)).ln()
        };
        Sign {
            factor: code,
            if_yes: ratio(1),
            if_no: ratio(0),
        }
    };
    codes.into_iter().map(weigh).collect()
}
