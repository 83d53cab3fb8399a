//! The attack in progress, on every page: still, better, gone, and the way to everything else.

use super::words::pain_text;
use crate::{
    account::parts::{ActionProblem, Refresh},
    attacks::{
        api::ChangeAttack,
        model::{OngoingView, Progress},
    },
    i18n::dates::duration_text,
    text,
    ui::{ButtonLink, Card, CardKind, Glyph, TileButton, TileGrid, TileGroup},
};
use leptos::prelude::*;

/// One attack in progress.
#[component]
pub fn OngoingCard(
    /// The attack.
    attack: OngoingView,
) -> impl IntoView {
    let change = ServerAction::<ChangeAttack>::new();
    Refresh::here().after(change);
    let still = attack.progress == Some(Progress::Still);
    let better = attack.progress == Some(Progress::Better);
    let page = format!("/attacks/{}", attack.id);
    let since = match attack.level {
        Some(level) => text!(
            attacks.ongoing_since_level,
            time = attack.onset.text(),
            duration = duration_text(attack.minutes),
            level = pain_text(level)
        ),
        None => text!(
            attacks.ongoing_since,
            time = attack.onset.text(),
            duration = duration_text(attack.minutes)
        ),
    };
    view! {
        <Card kind=CardKind::Live title=text!(attacks.ongoing_title) glyph=Glyph::Attack>
            <p>{since}</p>
            <ActionForm action=change>
                <input type="hidden" name="id" value=attack.id />
                <TileGroup legend=text!(attacks.ongoing_question) grid=TileGrid::Thirds>
                    <TileButton name="change" value="progress:still" pressed=still>
                        {text!(attacks.still)}
                    </TileButton>
                    <TileButton name="change" value="progress:better" pressed=better>
                        {text!(attacks.better)}
                    </TileButton>
                    <TileButton name="change" value="gone">
                        {text!(attacks.gone)}
                    </TileButton>
                </TileGroup>
            </ActionForm>
            <ActionProblem action=change />
            <div class="cluster">
                <ButtonLink href=format!("{page}#medicine") glyph=Glyph::Pill>
                    {text!(attacks.take_medicine)}
                </ButtonLink>
                <ButtonLink href=page glyph=Glyph::Edit>
                    {text!(attacks.add_level)}
                </ButtonLink>
            </div>
        </Card>
    }
}
