//! `/scales/:scale/:id`: what one questionnaire came to, with its answers. The way to help stays on it
//! whenever an answer speaks of death or self-harm.

use crate::{
    account::parts::{PlainFrame, Submission, go_to},
    problem::Problem,
    scales::{
        api,
        model::{ResultView, Scale},
        parts::{answer_text, grade_meaning, question_text, scale_text, score_sentence},
    },
    text,
    ui::{
        Button, ButtonKind, ButtonLink, Card, Glyph, Notice, NoticeKind, PageHeading, Section,
        Table,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;

/// The page.
#[component]
pub fn ResultPage() -> impl IntoView {
    let parameters = use_params_map();
    let parameter = |name| parameters.read_untracked().get(name).unwrap_or_default();
    let (scale, id) = (parameter("scale"), parameter("id"));
    let title = Scale::parse(&scale).map_or(text!(scales.title), scale_text);
    view! { <PlainFrame title=title content=content(scale, id) /> }
}

async fn content(scale: String, id: String) -> Result<AnyView, Problem> {
    match Submission::here().as_ref().map(|form| form.text("do")) {
        Some("delete") => {
            api::remove(&id).await?;
            return Ok(go_to(&format!("/scales/{scale}?deleted={id}")));
        }
        Some("restore") => {
            api::restore(&id).await?;
            return Ok(go_to(&format!("/scales/{scale}/{id}")));
        }
        Some(_) => return Err(Problem::Invalid),
        None => {}
    }
    let result = api::load_result(&scale, &id).await?;
    let scale = result.scale;
    Ok(view! {
        <PageHeading title=scale_text(scale) lead=result.line.day.long_text() />
        <Outcome result=result.clone() />
        <Answers result />
        <form method="post" action=format!("/scales/{}/{id}", scale.code()) class="cluster">
            <ButtonLink href=format!("/scales/{}?edit={id}", scale.code()) glyph=Glyph::Edit>
                {text!(scales.change)}
            </ButtonLink>
            <Button name="do" value="delete" glyph=Glyph::Trash>
                {text!(common.delete)}
            </Button>
        </form>
        <p>
            <ButtonLink href="/scales" kind=ButtonKind::Quiet>
                {text!(scales.to_overview)}
            </ButtonLink>
        </p>
    }
    .into_any())
}

#[component]
fn Outcome(result: ResultView) -> impl IntoView {
    let scale = result.scale;
    let care = result.calls_for_care.then(|| {
        view! {
            <Notice kind=NoticeKind::Attention>
                <p>{text!(scales.care_words)}</p>
                <p>
                    <ButtonLink href="/crisis">{text!(scales.care_link)}</ButtonLink>
                </p>
            </Notice>
        }
    });
    let (answered, needed) = result.answered;
    let is_partial = !scale.is_typed() && answered < needed;
    let words = if is_partial {
        text!(scales.partial_words, answered = answered, needed = needed)
    } else {
        grade_meaning(scale).to_owned()
    };
    view! {
        {care}
        <Card title=score_sentence(scale, &result.line)>
            <p>{words}</p>
            <p class="quiet">{text!(scales.no_diagnosis)}</p>
        </Card>
    }
}

#[component]
fn Answers(result: ResultView) -> impl IntoView {
    let scale = result.scale;
    (!scale.is_typed()).then(|| {
        let rows = result
            .answers
            .iter()
            .map(|answer| {
                let given = match answer.answer {
                    None => text!(scales.unanswered).to_owned(),
                    Some(given) if scale == Scale::Midas => given.to_string(),
                    Some(given) => answer_text(given).to_owned(),
                };
                vec![question_text(answer.question).to_owned(), given]
            })
            .collect();
        let headings = vec![
            text!(scales.question_heading).to_owned(),
            text!(scales.answer_heading).to_owned(),
        ];
        view! {
            <Section title=text!(scales.answers_title) id="answers">
                <div class="wrapping">
                    <Table caption=text!(scales.answers_caption) headings=headings rows=rows />
                </div>
            </Section>
        }
    })
}
