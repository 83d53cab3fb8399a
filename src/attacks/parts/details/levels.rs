//! How bad at what time: every level can be corrected or taken away, and one can be added.

use super::form::{Desk, DetailForm};
use crate::{
    attacks::{
        model::{DetailsView, LevelView, Pain, Severity},
        parts::words::{pain_text, severity_text},
    },
    i18n::dates::CivilMoment,
    text,
    ui::{Button, ButtonKind, InputKind, SelectField, SelectOption, TextField},
};
use leptos::prelude::*;

/// The levels, each with its own form, and the form for another one.
#[component]
pub fn LevelsPart(
    /// The page's view.
    view: DetailsView,
    /// Where the forms are sent.
    desk: Desk,
) -> impl IntoView {
    let options = options(&view.anchors);
    let levels = view
        .attack
        .levels
        .iter()
        .map(|level| existing(level, &options, &desk))
        .collect_view();
    let latest = view.attack.end.unwrap_or(view.now);
    let fields = fields("level", latest, String::new(), &options, &desk);
    let path = desk.path;
    view! {
        <ul class="stack">{levels}</ul>
        <DetailForm path>
            <input type="hidden" name="do" value="level" />
            {fields}
            <div>
                <Button>{text!(attacks.level_add)}</Button>
            </div>
        </DetailForm>
    }
}

fn existing(level: &LevelView, options: &[SelectOption], desk: &Desk) -> impl IntoView + use<> {
    let form = format!("level:{}", level.place);
    let words = text!(
        attacks.level_at,
        time = level.at.text(),
        level = pain_text(level.pain)
    );
    let is_open = desk
        .refused
        .as_ref()
        .is_some_and(|(sent, _)| sent.text("do") == form);
    let fields = fields(&form, level.at, level.pain.code(), options, desk);
    let path = desk.path.clone();
    let remove = format!("remove_level:{}", level.place);
    let title = words.clone();
    view! {
        <li>
            <details class="disclosure" open=is_open>
                <summary>{words}</summary>
                <DetailForm path>
                    <input type="hidden" name="do" value=form />
                    {fields}
                    <div class="cluster">
                        <Button>{text!(attacks.level_change)}</Button>
                        <Button kind=ButtonKind::Quiet name="change" value=remove>
                            {text!(common.remove)}
                            <span class="visually-hidden">" " {title}</span>
                        </Button>
                    </div>
                </DetailForm>
            </details>
        </li>
    }
}

fn fields(
    form: &str,
    at: CivilMoment,
    pain: String,
    options: &[SelectOption],
    desk: &Desk,
) -> impl IntoView + use<> {
    let id = form.replace(':', "-");
    view! {
        <TextField
            id=format!("{id}-at")
            name="at"
            label=text!(attacks.level_when)
            kind=InputKind::DateTimeLocal
            value=desk.value(form, "at", Some(at.iso()))
            error=desk.error(form, "at")
        />
        <SelectField
            id=format!("{id}-pain")
            name="pain"
            label=text!(attacks.level_how_bad)
            options=options.to_vec()
            selected=desk.value(form, "pain", Some(pain))
            error=desk.error(form, "pain")
        />
    }
}

/// Numbers with the patient's own words beside them, then words alone.
fn options(anchors: &[(u8, String)]) -> Vec<SelectOption> {
    let option = |value: String, label: String| SelectOption { value, label };
    let numbers = (0..=10_u8).map(|number| {
        let anchor = anchors.iter().find(|(level, _)| *level == number);
        let label = match anchor {
            Some((_, words)) => {
                text!(
                    attacks.level_with_anchor,
                    level = number,
                    anchor = words.as_str()
                )
            }
            None => number.to_string(),
        };
        option(number.to_string(), label)
    });
    let words = Severity::ALL.iter().map(|severity| {
        let code = Pain::Word(*severity).code();
        option(code, severity_text(*severity).to_owned())
    });
    let none = option(String::new(), text!(attacks.level_choose).to_owned());
    std::iter::once(none).chain(numbers).chain(words).collect()
}
