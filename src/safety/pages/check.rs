//! `/attacks/:id/safety` and `/help/check`: a short list of signs to tick, and what they come to. Nothing
//! here blocks anything, and nothing here says that all is well.

use crate::{
    account::parts::{PlainFrame, Submission, go_to},
    problem::Problem,
    safety::{
        api,
        model::{Advice, CheckView, Question},
        parts::{AdviceCard, question_text},
    },
    text,
    ui::{Button, ButtonKind, ButtonLink, CheckField, ChoiceGroup, Glyph, PageHeading, PageLayout},
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// What matters in this minute.
const NOW: [Question; 9] = [
    Question::Sudden,
    Question::Deficit,
    Question::Consciousness,
    Question::Fever,
    Question::StiffNeck,
    Question::Injury,
    Question::PainfulEye,
    Question::Pregnancy,
    Question::PressureSigns,
];

/// What was so in the last days and weeks.
const LATELY: [Question; 8] = [
    Question::Cough,
    Question::Position,
    Question::Changed,
    Question::AfterFifty,
    Question::Temples,
    Question::Thinking,
    Question::Illness,
    Question::NewMedicine,
];

/// Outside of an attack.
#[component]
pub fn CheckPage() -> impl IntoView {
    view! {
        <PlainFrame
            title=text!(safety.check_title)
            layout=PageLayout::Attack
            content=content(String::new())
        />
    }
}

/// About one attack.
#[component]
pub fn AttackCheckPage() -> impl IntoView {
    let attack = use_params_map()
        .read_untracked()
        .get("id")
        .unwrap_or_default();
    view! {
        <PlainFrame
            title=text!(safety.check_title)
            layout=PageLayout::Attack
            content=content(attack)
        />
    }
}

fn address(attack: &str) -> String {
    match attack {
        "" => "/help/check".to_owned(),
        id => format!("/attacks/{id}/safety"),
    }
}

async fn content(attack: String) -> Result<AnyView, Problem> {
    if let Some(form) = Submission::here() {
        match form.text("do") {
            "seen" => api::mark_seen(&attack).await?,
            "answer" => api::save_check(&attack, &form).await?,
            _ => return Err(Problem::Invalid),
        }
        return Ok(go_to(&address(&attack)));
    }
    let check = api::load_check(&attack).await?;
    let country = check.country;
    let advice = check.advice.clone();
    let has_fresh = matches!(
        &advice,
        Some(Advice::Seek(notices)) if notices.iter().any(|notice| !notice.is_seen)
    );
    let seen = has_fresh.then(|| {
        view! {
            <form method="post" action=address(&attack)>
                <Button name="do" value="seen" glyph=Glyph::Check>
                    {text!(safety.seen)}
                </Button>
            </form>
        }
    });
    let back = check.attack.clone().map(|id| {
        view! {
            <ButtonLink href=format!("/attacks/{id}") kind=ButtonKind::Quiet>
                {text!(safety.to_attack)}
            </ButtonLink>
        }
    });
    Ok(view! {
        <PageHeading title=text!(safety.check_title) lead=text!(safety.check_lead) />
        {advice.map(|advice| view! { <AdviceCard advice country /> })}
        {seen}
        <Questions check />
        <div class="cluster">
            <ButtonLink href="/help" glyph=Glyph::Attention>
                {text!(safety.help_title)}
            </ButtonLink>
            {back}
        </div>
    }
    .into_any())
}

#[component]
fn Questions(check: CheckView) -> impl IntoView {
    let action = address(check.attack.as_deref().unwrap_or_default());
    let ticked = check.ticked;
    let boxes = |questions: &[Question]| {
        questions
            .iter()
            .map(|question| {
                let checked = ticked.contains(question);
                view! {
                    <CheckField
                        name="sign"
                        value=question.code()
                        label=question_text(*question)
                        checked=checked
                    />
                }
            })
            .collect_view()
    };
    let (now, lately) = (boxes(&NOW), boxes(&LATELY));
    view! {
        <form method="post" action=action class="stack">
            <ChoiceGroup id="now" legend=text!(safety.group_now)>
                {now}
            </ChoiceGroup>
            <ChoiceGroup id="lately" legend=text!(safety.group_lately)>
                {lately}
            </ChoiceGroup>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary name="do" value="answer">
                    {text!(safety.check_send)}
                </Button>
            </div>
        </form>
    }
}
