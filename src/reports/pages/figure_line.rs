//! One number with its name, its meaning in plain words, its rule, and the link to what stands behind.

use super::words::{rule_text, rule_words, value_sentence, value_text};
use crate::{
    reports::model::{DefinitionView, FigureView, ValueView},
    text,
};
use leptos::prelude::*;

/// A list of figures.
#[component]
pub(super) fn FigureList(children: Children) -> impl IntoView {
    view! { <ul class="figures">{children()}</ul> }
}

/// A line of the list: name, value, sentences under both.
#[component]
pub(super) fn FigureLine(
    /// What is counted.
    #[prop(into)]
    name: String,
    /// What came out.
    #[prop(into)]
    value: String,
    /// Where the days behind it are shown.
    #[prop(into)]
    href: String,
    /// Whether the value is words rather than a number.
    #[prop(optional)]
    is_words: bool,
    /// Sentences.
    #[prop(optional)]
    sentences: Vec<String>,
    /// The rule, behind a press.
    #[prop(optional_no_strip)]
    definition: Option<DefinitionView>,
) -> impl IntoView {
    let label = text!(reports.open_days, name = &name, value = &value);
    let class = if is_words {
        "figure-value figure-words"
    } else {
        "figure-value"
    };
    let sentences = sentences
        .into_iter()
        .map(|sentence| view! { <p class="figure-note">{sentence}</p> })
        .collect_view();
    view! {
        <li class="figure">
            <div class="figure-head">
                <span class="figure-name">{name}</span>
                <a class=class href=href aria-label=label>
                    {value}
                </a>
            </div>
            {sentences}
            {definition.map(|definition| view! { <RuleNote definition /> })}
        </li>
    }
}

/// Which version of a rule counts, and who says so; behind a press.
#[component]
pub(super) fn RuleNote(
    /// The rule.
    definition: DefinitionView,
) -> impl IntoView {
    view! {
        <details class="disclosure figure-rule">
            <summary>{text!(reports.rule_and_source)}</summary>
            <RuleWords definition is_short=true />
        </details>
    }
}

/// How a rule counts, in which version, and who says so.
#[component]
pub(super) fn RuleWords(
    /// The rule.
    definition: DefinitionView,
    /// Whether its plain words stand elsewhere.
    #[prop(optional)]
    is_short: bool,
) -> impl IntoView {
    let words = (!is_short).then(|| view! { <p>{rule_words(&definition.rule)}</p> });
    view! {
        {words}
        <p class="quiet">{text!(reports.rule_source, source = definition.source)}</p>
        <p class="quiet">{text!(reports.rule_version, version = definition.version)}</p>
    }
}

/// A figure as a line; `query` asks for its days.
pub(super) fn figure_line(figure: FigureView, query: &str) -> AnyView {
    let rule = figure.definition.rule.clone();
    let value = value_text(&figure.value);
    let is_words = !value.starts_with(|letter: char| letter.is_ascii_digit());
    let mut sentences = vec![rule_words(&rule).to_owned()];
    sentences.extend(value_sentence(&rule, &figure.value, figure.days));
    sentences.extend(unsure_text(&figure));
    view! {
        <FigureLine
            name=rule_text(&rule)
            value
            is_words
            href=format!("/counts/{rule}?{query}")
            sentences
            definition=Some(figure.definition)
        />
    }
    .into_any()
}

/// What is said about days of which the diary does not say enough, if there are any.
pub(super) fn unsure_text(figure: &FigureView) -> Option<String> {
    let count = figure.unsure;
    (count > 0).then(|| match figure.value {
        ValueView::Share { .. } => text!(reports.unanswered_words, count = count),
        ValueView::Days(_) => text!(reports.unsure_words, count = count),
        _ => text!(reports.unsure_detail, count = count),
    })
}
