//! Where it hurts: side and regions.

use super::words::{region_text, side_text};
use crate::{
    attacks::{
        api::ChangeAttack,
        model::{AttackView, Region, Side},
    },
    text,
    ui::{TileButton, TileGroup},
};
use leptos::prelude::*;

/// Tiles for side and regions.
#[component]
pub fn PlacePart(
    /// The attack.
    attack: AttackView,
    /// Sends a change.
    change: ServerAction<ChangeAttack>,
) -> impl IntoView {
    let sides = Side::ALL
        .iter()
        .map(|side| {
            let pressed = attack.side == Some(*side);
            view! {
                <TileButton name="change" value=format!("side:{}", side.code()) pressed=pressed>
                    {side_text(*side)}
                </TileButton>
            }
        })
        .collect_view();
    let regions = Region::ALL
        .iter()
        .map(|region| {
            let pressed = attack.regions.contains(region);
            view! {
                <TileButton name="change" value=format!("region:{}", region.code()) pressed=pressed>
                    {region_text(*region)}
                </TileButton>
            }
        })
        .collect_view();
    view! {
        <ActionForm action=change attr:class="stack">
            <input type="hidden" name="id" value=attack.id />
            <TileGroup legend=text!(attacks.side_question)>{sides}</TileGroup>
            <TileGroup legend=text!(attacks.region_question)>{regions}</TileGroup>
        </ActionForm>
    }
}
