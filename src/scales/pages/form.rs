//! `/scales/:scale`: the questions of a scale, or the fields for scores that were measured elsewhere,
//! and what was answered before. Partly answered is fine; it can be gone on with.

use crate::{
    account::parts::{Faults, PlainFrame, Submission, go_to},
    problem::Problem,
    scales::{
        api,
        model::{FormView, HistoryLine, Item, Question, Scale, ScaleFault},
        parts::{
            History, answer_text, fault_text, part_text, question_text, scale_about, scale_rights,
            scale_text, score_sentence,
        },
    },
    text,
    ui::{
        Button, ButtonKind, ChoiceGroup, InputKind, Notice, NoticeKind, PageHeading, RadioField,
        RecordLink, RecordList, Section, TextField, UndoBar,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};

/// The page.
#[component]
pub fn ScalePage() -> impl IntoView {
    let scale = use_params_map()
        .read_untracked()
        .get("scale")
        .unwrap_or_default();
    let query = use_query_map();
    let edited = query.read_untracked().get("edit").unwrap_or_default();
    let deleted = query.read_untracked().get("deleted");
    let title = Scale::parse(&scale).map_or(text!(scales.title), scale_text);
    view! { <PlainFrame title=title content=content(scale, edited, deleted) /> }
}

async fn content(
    scale: String,
    edited: String,
    deleted: Option<String>,
) -> Result<AnyView, Problem> {
    let sent = Submission::here();
    let mut faults = Vec::new();
    if let Some(form) = &sent {
        match api::save(&scale, form).await? {
            // Help comes first; the answers are stored all the same.
            Ok(saved) if saved.calls_for_care => return Ok(go_to("/crisis?saved=yes")),
            Ok(saved) => return Ok(go_to(&format!("/scales/{scale}/{}", saved.id))),
            Err(refused) => faults = refused,
        }
    }
    let view = api::load_form(&scale, &edited).await?;
    let scale = view.scale;
    let undo = deleted.map(|id| {
        view! {
            <UndoBar message=text!(scales.deleted)>
                <form method="post" action=format!("/scales/{}/{id}", scale.code())>
                    <Button name="do" value="restore">
                        {text!(common.undo)}
                    </Button>
                </form>
            </UndoBar>
        }
    });
    let history = view.history.clone();
    Ok(view! {
        <PageHeading title=scale_text(scale) lead=scale_about(scale) />
        <ScaleForm view sent faults />
        <Earlier scale history />
        <p class="quiet small">
            {scale_rights(scale)} " " {text!(scales.source, source = scale.table().source)}
        </p>
        {undo}
    }
    .into_any())
}

/// What stands in the fields: what was just sent, or the answers that are gone on with.
struct Texts {
    sent: Option<Submission>,
    view: FormView,
}

impl Texts {
    fn of(&self, field: &str, known: impl FnOnce(&FormView) -> Option<u16>) -> String {
        match &self.sent {
            Some(form) => form.text(field).to_owned(),
            None => known(&self.view).map_or_else(String::new, |value| value.to_string()),
        }
    }

    fn answer(&self, place: usize, question: Question) -> String {
        self.of(question.code(), |view| {
            view.edited.as_ref()?.answers.get(place)?.answer
        })
    }

    fn id(&self) -> String {
        let sent = self.sent.as_ref().map(|form| form.text("id").to_owned());
        let edited = self.view.edited.as_ref();
        sent.or_else(|| edited.map(|result| result.line.id.clone()))
            .unwrap_or_else(|| self.view.id.clone())
    }

    fn day(&self) -> String {
        let sent = self.sent.as_ref().map(|form| form.text("day").to_owned());
        let edited = self.view.edited.as_ref();
        let day = edited.map_or(self.view.today, |result| result.line.day);
        sent.unwrap_or_else(|| day.iso())
    }
}

#[component]
fn ScaleForm(view: FormView, sent: Option<Submission>, faults: Vec<ScaleFault>) -> impl IntoView {
    let scale = view.scale;
    let table = scale.table();
    let today = view.today.iso();
    let sentences = sentences(scale, &faults);
    let texts = Texts { sent, view };
    let at_top = (!faults.is_empty()).then(|| {
        let words = sentences
            .at("")
            .unwrap_or_else(|| text!(scales.fault_some).to_owned());
        view! {
            <Notice kind=NoticeKind::Attention>
                <p>{words}</p>
            </Notice>
        }
    });
    let questions = table
        .items
        .iter()
        .enumerate()
        .map(|(place, item)| {
            let chosen = texts.answer(place, item.question);
            let error = sentences.at(item.question.code());
            view! { <QuestionField scale place item=*item chosen error /> }
        })
        .collect_view();
    let scores = scale.is_typed().then(|| {
        table
            .scores
            .iter()
            .enumerate()
            .map(|(place, span)| {
                let code = span.part.code();
                let value = texts.of(code, |view| view.edited.as_ref()?.line.scores.get(place)?.1);
                view! {
                    <TextField
                        id=code
                        name=code
                        label=part_text(span.part)
                        kind=InputKind::Number
                        value=value
                        hint=text!(scales.range_hint, least = span.least, most = span.most)
                        min=span.least.to_string()
                        max=span.most.to_string()
                        error=sentences.at(code)
                    />
                }
            })
            .collect_view()
    });
    let asked = (!scale.is_typed()).then(|| view! { <p>{text!(scales.optional)}</p> });
    let lead_in = matches!(scale, Scale::Phq9 | Scale::Gad7)
        .then(|| view! { <p><strong>{text!(scales.phq_lead)}</strong></p> });
    view! {
        {at_top}
        <form method="post" action=format!("/scales/{}", scale.code()) class="stack" novalidate>
            <input type="hidden" name="id" value=texts.id() />
            {asked}
            {lead_in}
            {questions}
            {scores}
            <TextField
                id="day"
                name="day"
                label=text!(scales.day_label)
                kind=InputKind::Date
                value=texts.day()
                max=today
                error=sentences.at("day")
            />
            <div class="form-actions">
                <Button kind=ButtonKind::Primary>{text!(common.save)}</Button>
            </div>
        </form>
    }
}

/// The sentences at their fields; one about the whole form stands at no field.
fn sentences(scale: Scale, faults: &[ScaleFault]) -> Faults {
    let table = scale.table();
    let mut sentences = Faults::default();
    for fault in faults {
        let field = match fault {
            ScaleFault::Empty => "",
            ScaleFault::DayUnreadable | ScaleFault::DayInFuture => "day",
            ScaleFault::Answer(place, _) => table
                .items
                .get(*place)
                .map_or("", |item| item.question.code()),
            ScaleFault::Score(place, _) => {
                table.scores.get(*place).map_or("", |span| span.part.code())
            }
        };
        sentences.add(field, fault_text(scale, *fault));
    }
    sentences
}

#[component]
fn QuestionField(
    scale: Scale,
    place: usize,
    item: Item,
    chosen: String,
    error: Option<String>,
) -> impl IntoView {
    let code = item.question.code();
    let words = question_text(item.question);
    let label = if item.is_scored {
        text!(scales.numbered, number = place + 1, question = words)
    } else {
        words.to_owned()
    };
    if scale == Scale::Midas {
        return view! {
            <TextField
                id=code
                name=code
                label=label
                kind=InputKind::Number
                value=chosen
                hint=text!(scales.range_hint, least = 0, most = item.most)
                min="0"
                max=item.most.to_string()
                error=error
            />
        }
        .into_any();
    }
    let answers = (0..=item.most)
        .map(|answer| {
            let value = answer.to_string();
            let checked = value == chosen;
            view! { <RadioField name=code value=value label=answer_text(answer) checked=checked /> }
        })
        .collect_view();
    view! {
        <ChoiceGroup id=code legend=label error=error>
            <div class="answer-grid">{answers}</div>
        </ChoiceGroup>
    }
    .into_any()
}

#[component]
fn Earlier(scale: Scale, history: Vec<HistoryLine>) -> impl IntoView {
    (!history.is_empty()).then(|| {
        let links = history
            .iter()
            .map(|line| {
                view! {
                    <RecordLink
                        href=format!("/scales/{}/{}", scale.code(), line.id)
                        title=line.day.long_text()
                        detail=score_sentence(scale, line)
                    />
                }
            })
            .collect_view();
        let chart =
            (history.len() > 1).then(|| view! { <History scale=scale lines=history.clone() /> });
        view! {
            <Section title=text!(scales.history_title) id="history">
                {chart}
                <RecordList>{links}</RecordList>
            </Section>
        }
    })
}
