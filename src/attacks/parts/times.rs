//! When it began, whether it is over, and start and end as typed.

use super::words::fault_text;
use crate::{
    attacks::{
        api::{ChangeAttack, SetTimes},
        model::{AttackView, FieldFault, Progress, State},
    },
    i18n::dates::CivilMoment,
    text,
    ui::{Button, Chip, ChipRow, InputKind, TextField, TileButton, TileGroup},
};
use leptos::prelude::*;

/// Chips for the onset: now, 15, 30, 60 minutes ago, woke with it.
#[component]
pub fn BeganPart(
    /// The attack.
    attack: AttackView,
    /// Sends a change.
    change: ServerAction<ChangeAttack>,
) -> impl IntoView {
    let minutes = [15_u8, 30, 60]
        .map(|minutes| {
            view! {
                <Chip name="change" value=format!("began:{minutes}")>
                    {text!(attacks.minutes_ago, minutes = minutes)}
                </Chip>
            }
        })
        .collect_view();
    view! {
        <ActionForm action=change>
            <input type="hidden" name="id" value=attack.id />
            <ChipRow legend=text!(attacks.began_question)>
                <Chip name="change" value="began:0">
                    {text!(attacks.began_now)}
                </Chip>
                {minutes}
                <Chip name="change" value="woke" pressed=attack.woke_with_it>
                    {text!(attacks.woke_with_it)}
                </Chip>
            </ChipRow>
        </ActionForm>
    }
}

/// Still, better, gone; or going on after all; or without start and end.
#[component]
pub fn CoursePart(
    /// The attack.
    attack: AttackView,
    /// Sends a change.
    change: ServerAction<ChangeAttack>,
) -> impl IntoView {
    let running = attack.state == State::Ongoing;
    let still = attack.progress == Some(Progress::Still);
    let better = attack.progress == Some(Progress::Better);
    let progress = running.then(|| {
        view! {
            <TileButton name="change" value="progress:still" pressed=still>
                {text!(attacks.still)}
            </TileButton>
            <TileButton name="change" value="progress:better" pressed=better>
                {text!(attacks.better)}
            </TileButton>
        }
    });
    let over = if matches!(attack.state, State::Ended | State::Over) {
        ("resumed", text!(attacks.resumed))
    } else {
        ("gone", text!(attacks.gone))
    };
    let continuous = attack.state == State::Continuous;
    view! {
        <ActionForm action=change>
            <input type="hidden" name="id" value=attack.id />
            <TileGroup legend=text!(attacks.ongoing_question)>
                {progress}
                <TileButton name="change" value=over.0>
                    {over.1}
                </TileButton>
                <TileButton name="change" value="continuous" pressed=continuous>
                    {text!(attacks.continuous)}
                </TileButton>
            </TileGroup>
        </ActionForm>
    }
}

/// Start and end as typed; what was refused stays in its field with the reason.
#[component]
pub fn TimesPart(
    /// The attack.
    attack: AttackView,
    /// Sends the form.
    set: ServerAction<SetTimes>,
) -> impl IntoView {
    let draft = attack
        .draft
        .filter(|draft| draft.fields.contains_key("onset"));
    let typed = |name: &str| {
        draft
            .as_ref()
            .and_then(|draft| draft.fields.get(name).cloned())
    };
    let onset = typed("onset").unwrap_or_else(|| attack.onset.iso());
    let end = typed("end").unwrap_or_else(|| attack.end.map(CivilMoment::iso).unwrap_or_default());
    let fault = draft.as_ref().map(|draft| draft.fault);
    let onset_fault = fault.filter(|fault| {
        matches!(
            fault,
            FieldFault::OnsetInFuture | FieldFault::OnsetUnreadable
        )
    });
    let end_fault = fault.filter(|fault| {
        matches!(
            fault,
            FieldFault::EndBeforeOnset | FieldFault::EndInFuture | FieldFault::EndUnreadable
        )
    });
    view! {
        <ActionForm action=set attr:class="stack">
            <input type="hidden" name="id" value=attack.id />
            <TextField
                id="onset"
                name="onset"
                label=text!(attacks.onset_label)
                hint=text!(attacks.zone_hint, zone = attack.zone)
                kind=InputKind::DateTimeLocal
                value=onset
                error=onset_fault.map(fault_text).map(str::to_owned)
            />
            <TextField
                id="end"
                name="end"
                label=text!(attacks.end_label)
                hint=text!(attacks.end_hint)
                kind=InputKind::DateTimeLocal
                value=end
                error=end_fault.map(fault_text).map(str::to_owned)
            />
            <Button>{text!(common.save)}</Button>
        </ActionForm>
    }
}
