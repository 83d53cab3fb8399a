//! Form fields: label, hint, control and error, bound together for screen readers.
//!
//! The error is reactive, so that it can appear under a field whose typed text stays. To add a kind of
//! input: a variant of [`InputKind`]; to add another control: a component that ends in [`framed`].

use super::shown_value::ShownValue;
use leptos::prelude::*;

/// What a [`TextField`] takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum InputKind {
    /// Any line of text.
    #[default]
    Text,
    /// A number.
    Number,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A day and a time of day, without a zone.
    DateTimeLocal,
    /// An e-mail address.
    Email,
    /// A password; never shown, never filled in by us.
    Password,
    /// A code of digits that is typed once.
    Code,
}

impl InputKind {
    const fn name(self) -> &'static str {
        match self {
            Self::Text | Self::Code => "text",
            Self::Number => "number",
            Self::Date => "date",
            Self::Time => "time",
            Self::DateTimeLocal => "datetime-local",
            Self::Email => "email",
            Self::Password => "password",
        }
    }

    /// The keyboard that a telephone shows, where the type does not say it.
    const fn keyboard(self) -> Option<&'static str> {
        match self {
            Self::Code => Some("numeric"),
            _ => None,
        }
    }
}

/// One choice of a [`SelectField`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    /// What the form sends.
    pub value: String,
    /// What is shown.
    pub label: String,
}

/// One line of input.
#[component]
pub fn TextField(
    /// Id of the control, unique on the page.
    #[prop(into)]
    id: String,
    /// Field that the form sends.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What it takes.
    #[prop(optional)]
    kind: InputKind,
    /// What stands in it at the start.
    #[prop(optional, into)]
    value: String,
    /// Help under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with the entry.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Whether the form cannot do without it.
    #[prop(optional)]
    required: bool,
    /// Token for the browser's own help, such as `off`.
    #[prop(optional, into)]
    autocomplete: Option<String>,
    /// Smallest value.
    #[prop(optional, into)]
    min: Option<String>,
    /// Largest value.
    #[prop(optional, into)]
    max: Option<String>,
    /// Distance of values; `any` for fractions.
    #[prop(optional, into)]
    step: Option<String>,
    /// Most characters.
    #[prop(optional)]
    max_length: Option<u32>,
    /// Whatever is typed makes way for `value` when this number changes, or `value` itself.
    #[prop(optional)]
    version: usize,
) -> impl IntoView {
    let shown = ShownValue {
        text: value.clone(),
        version,
    };
    let control = view! {
        <input
            class="field-control"
            type=kind.name()
            inputmode=kind.keyboard()
            id=id.clone()
            name=name
            value=value
            prop:value=shown
            required=required
            autocomplete=autocomplete
            min=min
            max=max
            step=step
            maxlength=max_length.map(|length| length.to_string())
            aria-describedby=described_by(&id, hint.is_some(), error)
            aria-invalid=invalid(error)
        />
    };
    framed(id, label, hint, error, control.into_any())
}

/// Several lines of text.
#[component]
pub fn TextArea(
    /// Id of the control, unique on the page.
    #[prop(into)]
    id: String,
    /// Field that the form sends.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// What stands in it at the start.
    #[prop(optional, into)]
    value: String,
    /// Lines shown.
    #[prop(default = 4)]
    rows: u32,
    /// Help under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with the entry.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Most characters.
    #[prop(optional)]
    max_length: Option<u32>,
) -> impl IntoView {
    let shown = ShownValue {
        text: value.clone(),
        version: 0,
    };
    // The framework puts children of a text area into the page unescaped, and an empty one as a blank.
    let control = view! {
        <textarea
            class="field-control"
            id=id.clone()
            name=name
            rows=rows.to_string()
            maxlength=max_length.map(|length| length.to_string())
            aria-describedby=described_by(&id, hint.is_some(), error)
            aria-invalid=invalid(error)
            inner_html=escaped(&value)
            prop:value=shown
        ></textarea>
    };
    framed(id, label, hint, error, control.into_any())
}

/// One of several choices in a list that opens.
#[component]
pub fn SelectField(
    /// Id of the control, unique on the page.
    #[prop(into)]
    id: String,
    /// Field that the form sends.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// The choices, in order.
    options: Vec<SelectOption>,
    /// Value of the choice at the start.
    #[prop(optional, into)]
    selected: String,
    /// Help under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with the entry.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    /// Whatever is chosen makes way for `selected` when this number changes, or `selected` itself.
    #[prop(optional)]
    version: usize,
) -> impl IntoView {
    let choices = options
        .into_iter()
        .map(|option| {
            let chosen = option.value == selected;
            view! {
                <option value=option.value selected=chosen>
                    {option.label}
                </option>
            }
        })
        .collect_view();
    let shown = ShownValue {
        text: selected,
        version,
    };
    let control = view! {
        <select
            class="field-control"
            id=id.clone()
            name=name
            prop:value=shown
            aria-describedby=described_by(&id, hint.is_some(), error)
            aria-invalid=invalid(error)
        >
            {choices}
        </select>
    };
    framed(id, label, hint, error, control.into_any())
}

/// A file from the patient's device.
#[component]
pub fn FileField(
    /// Id of the control, unique on the page.
    #[prop(into)]
    id: String,
    /// Field that the form sends.
    #[prop(into)]
    name: String,
    /// What is asked.
    #[prop(into)]
    label: String,
    /// File endings or media types, separated by commas.
    #[prop(into)]
    accept: String,
    /// Help under the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with the file.
    #[prop(optional, into)]
    error: MaybeProp<String>,
) -> impl IntoView {
    let control = view! {
        <input
            class="field-control"
            type="file"
            id=id.clone()
            name=name
            accept=accept
            required=true
            aria-describedby=described_by(&id, hint.is_some(), error)
            aria-invalid=invalid(error)
        />
    };
    framed(id, label, hint, error, control.into_any())
}

/// A box to tick, with its words beside it.
#[component]
pub fn CheckField(
    /// Field that the form sends when the box is ticked.
    #[prop(into)]
    name: String,
    /// Value of that field.
    #[prop(into)]
    value: String,
    /// What ticking says.
    #[prop(into)]
    label: String,
    /// Whether it is ticked at the start.
    #[prop(optional)]
    checked: bool,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" name=name value=value checked=checked />
            <span>{label}</span>
        </label>
    }
}

/// One of several answers that exclude each other; several of them stand in a [`ChoiceGroup`].
#[component]
pub fn RadioField(
    /// Field that the form sends; the same for all answers of a group.
    #[prop(into)]
    name: String,
    /// Value of that field.
    #[prop(into)]
    value: String,
    /// The answer.
    #[prop(into)]
    label: String,
    /// Whether it is the answer at the start.
    #[prop(optional)]
    checked: bool,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="radio" name=name value=value checked=checked />
            <span>{label}</span>
        </label>
    }
}

/// A question with several boxes or answers under it.
#[component]
pub fn ChoiceGroup(
    /// Id of the group, unique on the page.
    #[prop(into)]
    id: String,
    /// The question.
    #[prop(into)]
    legend: String,
    /// Help under the question.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong with the answer.
    #[prop(optional, into)]
    error: MaybeProp<String>,
    children: Children,
) -> impl IntoView {
    let described = described_by(&id, hint.is_some(), error);
    view! {
        <fieldset class="field" id=id.clone() aria-describedby=described>
            <legend class="field-label">{legend}</legend>
            {hint_line(&id, hint)}
            {children()}
            {error_line(&id, error)}
        </fieldset>
    }
}

fn framed(
    id: String,
    label: String,
    hint: Option<String>,
    error: MaybeProp<String>,
    control: AnyView,
) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>
                {label}
            </label>
            {hint_line(&id, hint)}
            {control}
            {error_line(&id, error)}
        </div>
    }
}

fn hint_line(id: &str, hint: Option<String>) -> Option<impl IntoView + use<>> {
    let id = format!("{id}-hint");
    hint.map(|hint| {
        view! {
            <p class="field-hint" id=id>
                {hint}
            </p>
        }
    })
}

fn error_line(id: &str, error: MaybeProp<String>) -> impl IntoView + use<> {
    let id = format!("{id}-error");
    move || {
        error.get().map(|error| {
            view! {
                <p class="field-error" id=id.clone()>
                    <super::Icon glyph=super::Glyph::Attention />
                    <span>{error}</span>
                </p>
            }
        })
    }
}

fn described_by(
    id: &str,
    has_hint: bool,
    error: MaybeProp<String>,
) -> impl Fn() -> Option<String> + Clone + Send + Sync + use<> {
    let id = id.to_owned();
    move || match (has_hint, error.get().is_some()) {
        (true, true) => Some(format!("{id}-hint {id}-error")),
        (true, false) => Some(format!("{id}-hint")),
        (false, true) => Some(format!("{id}-error")),
        (false, false) => None,
    }
}

fn invalid(error: MaybeProp<String>) -> impl Fn() -> Option<&'static str> + Copy + Send + Sync {
    move || error.get().map(|_| "true")
}

/// Text as it has to stand between the tags of a text area.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
