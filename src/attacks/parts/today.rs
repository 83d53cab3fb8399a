//! The start of a signed-in patient: one dim screen whose largest thing is "I have an attack".

use crate::{
    account::parts::{ActionProblem, Refresh, UnreadableNotice, once},
    attacks::{api::BeginAttack, model::TodayView},
    daily::api::{ConfirmClearDay, WithdrawClearDay},
    text,
    ui::{AttackButton, Button, ButtonKind, ButtonLink, Glyph, UndoBar},
};
use leptos::{either::Either, prelude::*};

/// State in a sentence, the button, and two quieter choices.
#[component]
pub fn TodayStart(
    /// What the server knows about today.
    today: TodayView,
) -> impl IntoView {
    let begin = ServerAction::<BeginAttack>::new();
    let confirm = ServerAction::<ConfirmClearDay>::new();
    let withdraw = ServerAction::<WithdrawClearDay>::new();
    let refresh = Refresh::here();
    refresh.after(begin);
    refresh.after(confirm);
    refresh.after(withdraw);
    let day = today.today.iso();
    let state = if today.today_is_clear {
        text!(attacks.today_clear).to_owned()
    } else if today.is_empty {
        text!(attacks.today_empty).to_owned()
    } else {
        text!(attacks.today_entries, count = today.entries_this_month)
    };
    let unreadable = view! { <UnreadableNotice count=today.unreadable /> };
    let quiet_choice = if today.today_is_clear {
        Either::Left(view! {
            <UndoBar message=text!(attacks.today_clear)>
                <ActionForm action=withdraw>
                    <input type="hidden" name="day" value=day />
                    <Button glyph=Glyph::Undo>{text!(common.undo)}</Button>
                </ActionForm>
            </UndoBar>
        })
    } else {
        let offer = (!today.today_has_headache).then(|| {
            view! {
                <ActionForm action=confirm>
                    <input type="hidden" name="day" value=day />
                    <Button glyph=Glyph::Check>{text!(attacks.clear_day)}</Button>
                </ActionForm>
            }
        });
        Either::Right(offer)
    };
    let bring = today.is_empty.then(|| {
        view! {
            <ButtonLink attr:rel="external" href="/import" kind=ButtonKind::Quiet glyph=Glyph::Import>
                {text!(attacks.bring_diary)}
            </ButtonLink>
        }
    });
    let sign = today.sign.map(|page| {
        view! {
            <ButtonLink attr:rel="external" href=page glyph=Glyph::Attention>
                {text!(attacks.sign_link)}
            </ButtonLink>
        }
    });
    let doses = (today.doses_due > 0).then(|| {
        view! {
            <ButtonLink attr:rel="external" href="/medicines" glyph=Glyph::Pill>
                {text!(attacks.doses_link, count = today.doses_due)}
            </ButtonLink>
        }
    });
    view! {
        <h1 class="visually-hidden">{text!(attacks.today_title)}</h1>
        {unreadable}
        <p class="start-state">{state}</p>
        <ActionForm action=begin attr:class="start-form" on:submit:capture=once(begin)>
            <input type="hidden" name="id" value=today.next_id />
            <AttackButton
                label=text!(attacks.begin)
                hint=text!(attacks.begin_hint)
                glyph=Glyph::Attack
            />
        </ActionForm>
        <ActionProblem action=begin />
        <ActionProblem action=confirm />
        <ActionProblem action=withdraw />
        <div class="start-choices">
            {sign} {quiet_choice} {doses}
            <ButtonLink attr:rel="external" href="/check-in" glyph=Glyph::Edit>
                {text!(attacks.check_in_link)}
            </ButtonLink> {bring}
        </div>
        // Whole from the server, so that the browser's part does not grow by it.
        <div class="around" inner_html=today.around></div>
    }
}
