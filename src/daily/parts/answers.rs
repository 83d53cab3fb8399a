//! Questions of a form with their answers as tiles, of which one tap takes one and the form is sent as a
//! whole. "No answer" is one of them, so that an answer can be left out again without JavaScript.

use crate::{
    text,
    ui::{Glyph, Icon},
};
use leptos::prelude::*;

/// One answer that can be tapped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What stands on the tile.
    pub label: String,
}

impl Choice {
    /// An answer with its words.
    #[must_use]
    pub fn of(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
        }
    }
}

/// How the answers are laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum AnswerGrid {
    /// Five beside each other, on phones too.
    #[default]
    Fifths,
    /// As many as fit.
    Wrapped,
}

/// A question and its answers that exclude each other.
#[component]
pub fn AnswerRow(
    /// Field that the form sends; also the id of the group.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    question: String,
    /// The answer of the day before, as a sentence.
    #[prop(optional_no_strip)]
    hint: Option<String>,
    /// What is wrong with the answer.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// The answers.
    choices: Vec<Choice>,
    /// The answer at the start; empty for none.
    #[prop(into)]
    chosen: String,
    /// How they are laid out.
    #[prop(optional)]
    grid: AnswerGrid,
    /// What else can be typed.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let tiles = choices
        .into_iter()
        .map(|choice| {
            let checked = choice.value == chosen;
            view! { <Answer name=name.clone() choice checked /> }
        })
        .collect_view();
    let class = match grid {
        AnswerGrid::Fifths => "answers answers-fifths",
        AnswerGrid::Wrapped => "answers",
    };
    let none = Choice::of("", text!(daily.no_answer));
    let is_none = chosen.is_empty();
    let described = error.is_some().then(|| format!("{name}-error"));
    let label = format!("{name}-question");
    view! {
        <div
            class="question"
            role="group"
            id=name.clone()
            aria-labelledby=label.clone()
            aria-describedby=described
        >
            <div class="question-head">
                <div>
                    <p class="question-text" id=label.clone()>
                        {question}
                    </p>
                    {hint.map(|hint| view! { <p class="question-hint">{hint}</p> })}
                </div>
                <div class="question-none">
                    <Answer name=name.clone() choice=none checked=is_none />
                </div>
            </div>
            <div class=class>{tiles} {children.map(|children| children())}</div>
            <ErrorLine id=format!("{name}-error") error />
        </div>
    }
}

#[component]
fn Answer(name: String, choice: Choice, checked: bool) -> impl IntoView {
    view! {
        <label class="answer">
            <input type="radio" name=name value=choice.value checked=checked />
            <span>{choice.label}</span>
        </label>
    }
}

/// A question with boxes, any number of which may be ticked. A hidden field tells that it was asked, so
/// that no box is an answer taken back.
#[component]
pub fn BoxRow(
    /// Field that the form sends; also the id of the group.
    #[prop(into)]
    name: String,
    /// The question.
    #[prop(into)]
    question: String,
    /// The answer of the day before, as a sentence.
    #[prop(optional_no_strip)]
    hint: Option<String>,
    /// What is wrong with the answer.
    #[prop(optional_no_strip)]
    error: Option<String>,
    /// The boxes.
    choices: Vec<Choice>,
    /// Those that are ticked at the start.
    chosen: Vec<String>,
    /// What else can be typed.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let boxes = choices
        .into_iter()
        .map(|choice| {
            let checked = chosen.contains(&choice.value);
            view! {
                <label class="answer">
                    <input type="checkbox" name=name.clone() value=choice.value checked=checked />
                    <span>{choice.label}</span>
                </label>
            }
        })
        .collect_view();
    let described = error.is_some().then(|| format!("{name}-error"));
    let label = format!("{name}-question");
    view! {
        <div
            class="question"
            role="group"
            id=name.clone()
            aria-labelledby=label.clone()
            aria-describedby=described
        >
            <div class="question-head">
                <p class="question-text" id=label.clone()>
                    {question}
                </p>
            </div>
            {hint.map(|hint| view! { <p class="question-hint">{hint}</p> })}
            <input type="hidden" name=name.clone() value="" />
            <div class="answers-words">{boxes}</div>
            {children.map(|children| children())}
            <ErrorLine id=format!("{name}-error") error />
        </div>
    }
}

/// A small field for an answer that is not among the tiles.
#[component]
pub fn OtherField(
    /// Field that the form sends; also its id.
    #[prop(into)]
    name: String,
    /// What it takes.
    #[prop(into)]
    label: String,
    /// What stands in it.
    #[prop(into)]
    value: String,
    /// Whether it was refused.
    #[prop(optional)]
    refused: bool,
) -> impl IntoView {
    view! {
        <label class="answer-other">
            <span>{label}</span>
            <input
                class="field-control"
                type="text"
                inputmode="decimal"
                autocomplete="off"
                id=name.clone()
                name=name
                value=value
                aria-invalid=refused.then_some("true")
            />
        </label>
    }
}

#[component]
fn ErrorLine(id: String, error: Option<String>) -> impl IntoView {
    error.map(|error| {
        view! {
            <p class="field-error" id=id>
                <Icon glyph=Glyph::Attention />
                <span>{error}</span>
            </p>
        }
    })
}
