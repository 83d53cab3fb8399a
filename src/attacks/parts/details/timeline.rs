//! The course of an attack as a drawing, with the sentence before it and the table behind it.

use super::words::phase_text;
use crate::{
    attacks::{
        model::{DetailsView, LinkedIntake, Phase, PhaseView, TimelineView},
        parts::words::{aura_text, pain_text, relief_text},
    },
    i18n::dates::{CivilMoment, duration_text},
    text,
    ui::Table,
};
use leptos::prelude::*;

const WIDTH: u32 = 360;
const LEFT: u32 = 26;
const RIGHT: u32 = 352;
/// Height of the lane of one phase: its word and its bar.
const LANE: u32 = 38;
/// Height of the curve's ground.
const GROUND: u32 = 120;

/// Sentence, drawing, table.
#[component]
pub fn TimelinePart(
    /// The page's view.
    view: DetailsView,
) -> impl IntoView {
    let sentence = sentence(&view);
    let rows = rows(&view);
    let drawing = drawing(&view.timeline);
    view! {
        <figure class="curve">
            <figcaption>{sentence}</figcaption>
            {drawing}
            <details class="disclosure">
                <summary>{text!(attacks.timeline_table)}</summary>
                <Table
                    caption=text!(attacks.timeline_title)
                    headings=vec![
                        text!(attacks.timeline_when).to_owned(),
                        text!(attacks.timeline_what).to_owned(),
                        text!(attacks.timeline_how).to_owned(),
                    ]
                    rows
                />
            </details>
        </figure>
    }
}

fn sentence(view: &DetailsView) -> String {
    let timeline = &view.timeline;
    let length = |phase: &PhaseView| duration_text(phase.until - phase.from);
    let mut sentences = Vec::new();
    let mut auras = Vec::new();
    for phase in &timeline.phases {
        match phase.phase {
            Phase::Prodrome => {
                let duration = length(phase);
                sentences.push(text!(
                    attacks.timeline_sentence_prodrome,
                    duration = duration
                ));
            }
            Phase::Aura(kind) => auras.push(aura_text(kind)),
            Phase::Pain => {
                sentences.extend(aura_sentence(&auras));
                sentences.push(text!(
                    attacks.timeline_sentence_pain,
                    start = phase.began.text(),
                    duration = length(phase)
                ));
            }
            Phase::Postdrome => {
                let duration = length(phase);
                sentences.push(text!(
                    attacks.timeline_sentence_postdrome,
                    duration = duration
                ));
            }
        }
    }
    if let Some(peak) = view.attack.peak {
        sentences.push(text!(
            attacks.timeline_sentence_peak,
            peak = pain_text(peak)
        ));
    }
    if !view.intakes.is_empty() {
        let count = view.intakes.len();
        sentences.push(text!(attacks.timeline_sentence_medicines, count = count));
    }
    sentences.join(" ")
}

fn aura_sentence(kinds: &[&str]) -> Option<String> {
    (!kinds.is_empty()).then(|| text!(attacks.timeline_sentence_aura, kinds = kinds.join(", ")))
}

/// Every stretch, level and medicine in the order of time.
fn rows(view: &DetailsView) -> Vec<Vec<String>> {
    let timeline = &view.timeline;
    let phases = timeline.phases.iter().map(|phase| {
        let until = match phase.ended {
            Some(end) => text!(attacks.timeline_until, time = end.text()),
            None => text!(attacks.timeline_open).to_owned(),
        };
        (phase.began, phase_text(phase.phase), until)
    });
    let levels = timeline.levels.iter().map(|(_, at, pain)| {
        (
            *at,
            text!(attacks.timeline_level).to_owned(),
            pain_text(*pain),
        )
    });
    let intakes = view.intakes.iter().enumerate().map(|(place, intake)| {
        let name = text!(
            attacks.medicine_marked,
            number = place + 1,
            medicine = intake.name.as_str()
        );
        (intake.at, name, relief_sentence(intake))
    });
    let mut rows: Vec<(CivilMoment, String, String)> =
        phases.chain(levels).chain(intakes).collect();
    rows.sort_by_key(|(at, ..)| *at);
    rows.into_iter()
        .map(|(at, what, how)| vec![at.text(), what, how])
        .collect()
}

/// What a medicine did after two hours, as far as it is known.
pub(super) fn relief_sentence(intake: &LinkedIntake) -> String {
    match intake.relief {
        Some(relief) => text!(attacks.relief_after_2_hours, relief = relief_text(relief)),
        None if intake.can_be_judged => text!(attacks.relief_not_answered).to_owned(),
        None => text!(attacks.relief_too_early).to_owned(),
    }
}

fn drawing(timeline: &TimelineView) -> impl IntoView + use<> {
    let lanes = u32::try_from(timeline.phases.len()).unwrap_or_default();
    let top = lanes * LANE + 30;
    let bottom = top + GROUND;
    let height = bottom + 26;
    let last = timeline.minutes;
    let bars = (0..)
        .zip(&timeline.phases)
        .map(|(lane, phase)| bar(lane * LANE, phase, last))
        .collect_view();
    let grid = [0_u8, 5, 10]
        .map(|level| {
            let y = up(level, bottom);
            view! {
                <line class="curve-grid" x1=LEFT x2=RIGHT y1=y y2=y stroke="currentColor"></line>
                <text
                    class="curve-axis"
                    x=LEFT - 6
                    y=y + 5
                    text-anchor="end"
                    font-size="14"
                    fill="currentColor"
                >
                    {level.to_string()}
                </text>
            }
        })
        .collect_view();
    let marks = (1_u32..)
        .zip(&timeline.medicines)
        .map(|(number, minute)| mark(number, across(*minute, last), top, bottom))
        .collect_view();
    let points: Vec<(u32, u32)> = timeline
        .levels
        .iter()
        .map(|(minute, _, pain)| (across(*minute, last), up(pain.height(), bottom)))
        .collect();
    let line = points
        .iter()
        .map(|(x, y)| format!("{x},{y}"))
        .collect::<Vec<_>>()
        .join(" ");
    let dots = points
        .iter()
        .map(|(x, y)| view! { <circle cx=*x cy=*y r="5" fill="currentColor"></circle> })
        .collect_view();
    let [start, end] = edges(timeline);
    view! {
        <svg
            class="curve-drawing"
            viewBox=format!("0 0 {WIDTH} {height}")
            width=WIDTH
            height=height
            aria-hidden="true"
            focusable="false"
        >
            {bars}
            {grid}
            {marks}
            <g class="curve-line">
                <polyline
                    points=line
                    fill="none"
                    stroke="currentColor"
                    stroke-width="2.5"
                    stroke-linejoin="round"
                ></polyline>
                {dots}
            </g>
            <text class="curve-axis" x=LEFT y=height - 6 font-size="14" fill="currentColor">
                {start}
            </text>
            <text
                class="curve-axis"
                x=RIGHT
                y=height - 6
                text-anchor="end"
                font-size="14"
                fill="currentColor"
            >
                {end}
            </text>
        </svg>
    }
}

/// The bar of a phase with its word above it. Without a known end it fades into dashes.
fn bar(y: u32, phase: &PhaseView, last: u32) -> impl IntoView + use<> {
    let (from, until) = (across(phase.from, last), across(phase.until, last));
    let width = until.saturating_sub(from).max(5);
    let is_right = from > WIDTH / 2;
    let (x, anchor) = if is_right {
        (from + width, "end")
    } else {
        (from, "start")
    };
    let dashes = phase.ended.is_none().then_some("4 4");
    view! {
        <text class="curve-axis" x=x y=y + 16 text-anchor=anchor font-size="14" fill="currentColor">
            {phase_text(phase.phase)}
        </text>
        <rect
            class="phase-bar"
            x=from
            y=y + 22
            width=width
            height="10"
            rx="3"
            stroke="currentColor"
            stroke-width="1.5"
            stroke-dasharray=dashes
        ></rect>
    }
}

fn mark(number: u32, x: u32, top: u32, bottom: u32) -> impl IntoView {
    view! {
        <line
            class="curve-mark"
            x1=x
            x2=x
            y1=top - 6
            y2=bottom
            stroke="currentColor"
            stroke-width="2"
            stroke-dasharray="2 5"
        ></line>
        <text class="curve-axis" x=x y=top - 10 text-anchor="middle" font-size="14" fill="currentColor">
            {text!(attacks.medicine_mark, number = number)}
        </text>
    }
}

/// The words under both ends: times of day, with the day when the attack crosses midnight.
fn edges(timeline: &TimelineView) -> [String; 2] {
    let ends = [timeline.start, timeline.end];
    if timeline.start.day == timeline.end.day {
        ends.map(CivilMoment::time_text)
    } else {
        ends.map(CivilMoment::text)
    }
}

fn across(minute: u32, last: u32) -> u32 {
    let share = u64::from(minute.min(last)) * u64::from(RIGHT - LEFT) / u64::from(last.max(1));
    LEFT + u32::try_from(share).unwrap_or(RIGHT - LEFT)
}

fn up(level: u8, bottom: u32) -> u32 {
    bottom - u32::from(level.min(10)) * GROUND / 10
}
