//! How bad is it? Numbers or words, one tap; and the curve of what was answered so far.

use super::words::{pain_text, severity_text};
use crate::{
    attacks::{
        api::ChangeAttack,
        model::{AttackView, LevelView, Pain, Severity},
    },
    text,
    ui::{
        self, AxisLabel, Button, ButtonKind, LevelCurve, TileButton, TileGrid, TileGroup, TimeMark,
    },
};
use leptos::prelude::*;

/// The tiles, and the curve below.
#[component]
pub fn LevelPart(
    /// The attack.
    attack: AttackView,
    /// Sends a change.
    change: ServerAction<ChangeAttack>,
) -> impl IntoView {
    let latest = attack.level;
    let numbers = (0..=10_u8)
        .map(|number| {
            let pressed = latest.is_some_and(|pain| pain.code() == number.to_string());
            view! {
                <TileButton name="change" value=format!("level:{number}") pressed=pressed>
                    {number.to_string()}
                </TileButton>
            }
        })
        .collect_view();
    let words = Severity::ALL
        .iter()
        .map(|severity| {
            let pressed = latest == Some(Pain::Word(*severity));
            let value = format!("level:{}", severity.code());
            view! {
                <TileButton name="change" value=value pressed=pressed>
                    {severity_text(*severity)}
                </TileButton>
            }
        })
        .collect_view();
    let id = attack.id.clone();
    let curve = (attack.levels.len() > 1).then(|| view! { <Curve attack change /> });
    view! {
        <ActionForm action=change attr:class="stack">
            <input type="hidden" name="id" value=id />
            <TileGroup legend=text!(attacks.level_question) grid=TileGrid::Levels>
                {numbers}
            </TileGroup>
            <TileGroup legend=text!(attacks.level_words)>{words}</TileGroup>
        </ActionForm>
        {curve}
    }
}

#[component]
fn Curve(attack: AttackView, change: ServerAction<ChangeAttack>) -> impl IntoView {
    let points = attack
        .levels
        .iter()
        .map(|level| ui::LevelPoint {
            minute: level.minutes,
            level: level.pain.height(),
        })
        .collect();
    let labels = [attack.levels.first(), attack.levels.last()]
        .into_iter()
        .flatten()
        .map(|level| AxisLabel {
            minute: level.minutes,
            text: level.at.time_text(),
        })
        .collect();
    let marks: Vec<TimeMark> = Vec::new();
    let sentence = match attack.peak {
        Some(peak) => text!(
            attacks.curve_sentence,
            count = attack.levels.len(),
            peak = pain_text(peak)
        ),
        None => String::new(),
    };
    let id = attack.id.clone();
    let rows = attack
        .levels
        .into_iter()
        .map(|level| level_row(&id, &level, change))
        .collect_view();
    view! {
        <LevelCurve
            sentence=sentence
            points=points
            marks=marks
            labels=labels
            table_label=text!(attacks.curve_table)
        >
            <ul class="stack">{rows}</ul>
        </LevelCurve>
    }
}

fn level_row(
    id: &str,
    level: &LevelView,
    change: ServerAction<ChangeAttack>,
) -> impl IntoView + use<> {
    let id = id.to_owned();
    let value = format!("remove_level:{}", level.place);
    let words = text!(
        attacks.level_at,
        time = level.at.text(),
        level = pain_text(level.pain)
    );
    let shown = words.clone();
    view! {
        <li class="cluster">
            <span>{shown}</span>
            <ActionForm action=change>
                <input type="hidden" name="id" value=id />
                <Button
                    kind=ButtonKind::Quiet
                    name="change"
                    value=value
                >
                    {text!(common.remove)}
                    <span class="visually-hidden">" " {words}</span>
                </Button>
            </ActionForm>
        </li>
    }
}
