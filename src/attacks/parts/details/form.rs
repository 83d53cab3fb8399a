//! Where the forms of the details page are sent, what was typed and refused, and small pieces of form.

use crate::{
    account::parts::Submission,
    attacks::{model::FieldFault, parts::words::fault_text},
    text,
    ui::{Chip, ChipRow},
};
use leptos::prelude::*;

/// How many choices of a long list stand open; the rest lie under one more press, except what was
/// chosen (our convention: long lists bias what is told).
const SHORT_LIST: usize = 14;

/// The page's address, and the form that was refused, if one was.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Address of the page, to which its forms are sent.
    pub path: String,
    /// What was sent and why it was not accepted.
    pub refused: Option<(Submission, FieldFault)>,
}

impl Desk {
    fn of(&self, form: &str) -> Option<&(Submission, FieldFault)> {
        self.refused
            .as_ref()
            .filter(|(sent, _)| sent.text("do") == form)
    }

    /// What stands in a field: the typed text when the form was refused, else what is stored.
    pub(super) fn value(&self, form: &str, field: &str, stored: Option<String>) -> String {
        match self.of(form) {
            Some((sent, _)) => sent.text(field).to_owned(),
            None => stored.unwrap_or_default(),
        }
    }

    /// The sentence at a field.
    pub(super) fn error(&self, form: &str, field: &str) -> Option<String> {
        let (_, fault) = self.of(form)?;
        let at_fault = match fault {
            FieldFault::LevelMissing => "pain",
            FieldFault::MinutesOutOfRange => "minutes",
            FieldFault::WordsMissing | FieldFault::WordsTooLong => "words",
            _ => "time",
        };
        let field = match field {
            "at" | "began" | "until" => "time",
            field => field,
        };
        (field == at_fault).then(|| fault_text(*fault).to_owned())
    }
}

/// The id of the section that holds what was sent, so that the page comes back to it.
#[must_use]
pub fn section_of(sent: &Submission) -> &'static str {
    let code = if sent.has("change") {
        sent.text("change")
    } else {
        sent.text("do")
    };
    match code.split(':').next().unwrap_or_default() {
        "level" | "remove_level" => "levels",
        "prodrome" | "early" => "prodrome",
        "aura" | "aura_side" | "aura_gradual" | "aura_positive" => "aura",
        "pain" | "over" | "gone" | "resumed" | "continuous" | "woke" => "pain",
        "postdrome" | "after" => "postdrome",
        "spot" => "map",
        "symptom" | "bothers" | "own_symptom" => "symptoms",
        "touch" => "touch",
        "ability" => "ability",
        "loss" => "losses",
        "incident" => "incident",
        "circumstance" => "circumstances",
        "linkage" => "linkage",
        "memory" => "memory",
        "relief" => "medicines",
        _ => "main",
    }
}

/// A form that is sent to the page.
#[component]
pub(super) fn DetailForm(
    /// Where it is sent.
    path: String,
    children: Children,
) -> impl IntoView {
    view! {
        <form method="post" action=path class="stack">
            {children()}
        </form>
    }
}

/// A question whose chips save at the tap: each sends `change` with its code.
pub(super) fn chips<T: Copy + PartialEq>(
    question: impl Into<String>,
    choices: &[T],
    chosen: &[T],
    code: impl Fn(T) -> String,
    words: impl Fn(T) -> &'static str,
) -> AnyView {
    let question: String = question.into();
    let chips = choices
        .iter()
        .map(|choice| chip(chosen.contains(choice), code(*choice), words(*choice)))
        .collect_view();
    view! { <ChipRow legend=question>{chips}</ChipRow> }.into_any()
}

/// The same for a long list in the order of use: what is neither chosen nor among the first lies
/// under one more press.
pub(super) fn chips_with_more<T: Copy + PartialEq>(
    question: impl Into<String>,
    order: &[T],
    chosen: &[T],
    code: impl Fn(T) -> String,
    words: impl Fn(T) -> &'static str,
) -> AnyView {
    let (first, rest) = order.split_at(order.len().min(SHORT_LIST));
    let (added, rest): (Vec<T>, Vec<T>) = rest.iter().partition(|choice| chosen.contains(choice));
    let open: Vec<T> = first.iter().copied().chain(added).collect();
    let question: String = question.into();
    let label = question.clone();
    let more = rest
        .into_iter()
        .map(|choice| chip(false, code(choice), words(choice)))
        .collect_view();
    let open = chips(question, &open, chosen, code, words);
    view! {
        {open}
        <details class="disclosure">
            <summary>{text!(attacks.more_choices)}</summary>
            <div class="chip-row" role="group" aria-label=label>
                {more}
            </div>
        </details>
    }
    .into_any()
}

fn chip(pressed: bool, code: String, words: &'static str) -> impl IntoView {
    view! {
        <Chip name="change" value=code pressed=pressed>
            {words}
        </Chip>
    }
}
