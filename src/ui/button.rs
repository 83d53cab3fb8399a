//! Buttons and links that look like buttons.
//!
//! To add a kind: a variant of [`ButtonKind`] and a class in `style/controls.css`.

use leptos::prelude::*;

use super::{Glyph, Icon};

/// How much a button asks to be pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ButtonKind {
    /// One of several.
    #[default]
    Standard,
    /// The one that leads on; at most one in a form.
    Primary,
    /// Looks like a link.
    Quiet,
}

impl ButtonKind {
    const fn class(self) -> &'static str {
        match self {
            Self::Standard => "button",
            Self::Primary => "button button-primary",
            Self::Quiet => "button button-quiet",
        }
    }
}

/// The submit button of the form around it.
#[component]
pub fn Button(
    /// How it looks.
    #[prop(optional)]
    kind: ButtonKind,
    /// Field that the press sends, with `value`.
    #[prop(optional, into)]
    name: Option<String>,
    /// Value of that field.
    #[prop(optional, into)]
    value: Option<String>,
    /// Address the form goes to, where a form has more than one.
    #[prop(optional, into)]
    form_action: Option<String>,
    /// Drawn before the words.
    #[prop(optional)]
    glyph: Option<Glyph>,
    /// Whether pressing is impossible now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <button
            type="submit"
            class=kind.class()
            name=name
            value=value
            formaction=form_action
            disabled=move || disabled.get()
        >
            {glyph.map(|glyph| view! { <Icon glyph /> })}
            <span>{children()}</span>
        </button>
    }
}

/// A link that looks like a button.
#[component]
pub fn ButtonLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// How it looks.
    #[prop(optional)]
    kind: ButtonKind,
    /// Drawn before the words.
    #[prop(optional)]
    glyph: Option<Glyph>,
    children: Children,
) -> impl IntoView {
    view! {
        <a href=href class=kind.class()>
            {glyph.map(|glyph| view! { <Icon glyph /> })}
            <span>{children()}</span>
        </a>
    }
}

/// The largest thing on the start page: half of the screen, one press. The form around it has the class
/// `start-form`.
#[component]
pub fn AttackButton(
    /// What it does, in a few words.
    #[prop(into)]
    label: String,
    /// A second, smaller line.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Drawn above the words.
    #[prop(optional)]
    glyph: Option<Glyph>,
) -> impl IntoView {
    view! {
        <button type="submit" class="attack-button">
            {glyph.map(|glyph| view! { <Icon glyph /> })}
            <span>{label}</span>
            {hint.map(|hint| view! { <small>{hint}</small> })}
        </button>
    }
}
