//! `/import/:id`: what was understood, what its columns mean, and what would be saved.

use super::{
    outcome::{Refused, Saved},
    preview::{Found, Rows},
    words::{
        certainty_text, decimal_text, delimiter_text, encoding_text, field_text,
        mapping_reason_text, order_text, preset_text, query_problem,
    },
};
use crate::{
    account::parts::{PageFrame, ProblemNotice, Refresh},
    attacks::{model::Severity, parts::severity_text},
    text,
    transfer::{
        api::load_import,
        model::{
            DateOrder, DecimalMark, Delimiter, Encoding, Field, FileKind, ImportView, Mapping,
            PainTarget, Preset, Preview,
        },
    },
    ui::{
        Button, ButtonKind, Notice, NoticeKind, PageHeading, PageLayout, Section, SelectField,
        SelectOption,
    },
};
use leptos::{either::EitherOf4, prelude::*};
use leptos_router::hooks::use_params_map;

/// The second step: meaning and preview; nothing is saved before the patient confirms.
#[component]
pub fn ImportMappingPage() -> impl IntoView {
    let id = Memo::new(move |_| use_params_map().read().get("id").unwrap_or_default());
    let refresh = Refresh::here();
    let view = Resource::new(move || (id.get(), refresh.get()), |(id, _)| load_import(id));
    let content = move || {
        Suspend::new(async move {
            let id = id.get_untracked();
            match view.await {
                Ok(ImportView::Preview(preview)) => {
                    EitherOf4::A(view! { <Shown id preview=*preview /> })
                }
                Ok(ImportView::Refused(problem)) => EitherOf4::B(view! { <Refused problem /> }),
                Ok(ImportView::Saved { new, already_there }) => {
                    EitherOf4::C(view! { <Saved new already_there /> })
                }
                Err(problem) => EitherOf4::D(view! { <ProblemNotice problem /> }),
            }
        })
    };
    view! {
        <PageFrame title=text!(transfer.import_title) layout=PageLayout::Wide>
            <PageHeading title=text!(transfer.check_title) lead=text!(transfer.check_lead) />
            {query_problem()}
            <Transition>{content}</Transition>
        </PageFrame>
    }
}

#[component]
fn Shown(id: String, preview: Preview) -> impl IntoView {
    let can_be_saved = preview.mapping_faults.is_empty() && preview.counts.entries > 0;
    let is_table = preview.dialect.kind == FileKind::Csv;
    let chosen = preview
        .mapping
        .fields()
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> })
        .collect_view();
    let save = can_be_saved.then(|| {
        view! {
            <form method="post" action=format!("/import/{id}/confirm")>
                {chosen}
                <Button kind=ButtonKind::Primary>
                    {text!(transfer.save_entries, count = preview.counts.entries)}
                </Button>
            </form>
        }
    });
    let faults = preview
        .mapping_faults
        .iter()
        .map(|fault| view! { <li>{mapping_reason_text(fault.reason)}</li> })
        .collect_view();
    let misunderstood = (!preview.mapping_faults.is_empty()).then(|| {
        view! {
            <Notice kind=NoticeKind::Attention>
                <p>{text!(transfer.mapping_incomplete)}</p>
                <ul>{faults}</ul>
            </Notice>
        }
    });
    let meaning = is_table.then(|| view! { <Meaning id=id.clone() preview=preview.clone() /> });
    view! {
        {misunderstood}
        <Found preview=preview.clone() />
        <div class="cluster">
            {save}
            <form method="post" action=format!("/import/{id}/cancel")>
                <Button>{text!(common.cancel)}</Button>
            </form>
        </div>
        {meaning}
        <Rows preview />
    }
}

/// The form in which the patient says how the file is written and what its columns mean.
#[component]
fn Meaning(id: String, preview: Preview) -> impl IntoView {
    let Mapping {
        preset,
        encoding,
        delimiter,
        decimal_mark,
        date_order,
        ..
    } = preview.mapping;
    let columns = preview
        .header
        .iter()
        .enumerate()
        .filter(|_| preset != Preset::Own)
        .map(|(index, heading)| {
            let field = preview.field_of(index).unwrap_or(Field::Ignore);
            view! {
                <SelectField
                    id=format!("column-{index}")
                    name=format!("column_{index}")
                    label=heading.clone()
                    options=options(Field::ALL, |field| (field.code(), field_text(field)))
                    selected=field.code()
                />
            }
        })
        .collect_view();
    let severities = preview
        .severities
        .iter()
        .enumerate()
        .map(|(index, found)| {
            let target = found.target.unwrap_or(found.suggested);
            view! {
                <input
                    type="hidden"
                    name=format!("severity_value_{index}")
                    value=found.value.clone()
                />
                <SelectField
                    id=format!("severity-{index}")
                    name=format!("severity_target_{index}")
                    label=text!(
                        transfer.severity_value,
                        value = found.value.clone(),
                        count = found.rows
                    )
                    options=pain_options()
                    selected=target.code()
                />
            }
        })
        .collect_view();
    let scale = (!preview.severities.is_empty()).then(|| {
        view! {
            <h3>{text!(transfer.scale_title)}</h3>
            <p class="quiet">{text!(transfer.scale_words)}</p>
            <div class="field-columns">{severities}</div>
        }
    });
    let mut orders = vec![SelectOption {
        value: String::new(),
        label: text!(transfer.order_unchosen).to_owned(),
    }];
    orders.extend(options(DateOrder::ALL, |order| {
        (order.code(), order_text(order))
    }));
    view! {
        <Section title=text!(transfer.meaning_title) id="meaning">
            <form method="post" action=format!("/import/{id}/mapping") class="form stack">
                <div class="field-columns">
                    <SelectField
                        id="preset"
                        name="preset"
                        label=text!(transfer.preset_label)
                        options=options(Preset::ALL, |preset| (preset.code(), preset_text(preset)))
                        selected=preset.code()
                    />
                    <SelectField
                        id="encoding"
                        name="encoding"
                        label=text!(transfer.encoding_label)
                        options=options(
                            Encoding::ALL,
                            |encoding| (encoding.code(), encoding_text(encoding)),
                        )
                        selected=encoding.code()
                    />
                    <SelectField
                        id="delimiter"
                        name="delimiter"
                        label=text!(transfer.delimiter_label)
                        options=options(
                            Delimiter::ALL,
                            |delimiter| (delimiter.code(), delimiter_text(delimiter)),
                        )
                        selected=delimiter.code()
                    />
                    <SelectField
                        id="decimal-mark"
                        name="decimal_mark"
                        label=text!(transfer.decimal_label)
                        options=options(
                            DecimalMark::ALL,
                            |mark| (mark.code(), decimal_text(mark)),
                        )
                        selected=decimal_mark.code()
                    />
                    <SelectField
                        id="date-order"
                        name="date_order"
                        label=text!(transfer.order_label)
                        hint=certainty_text(preview.dialect.date_certainty)
                        options=orders
                        selected=date_order.map_or("", DateOrder::code)
                    />
                </div>
                <h3>{text!(transfer.columns_title)}</h3>
                <div class="field-columns">{columns}</div>
                {scale}
                <Button>{text!(transfer.look_again)}</Button>
            </form>
        </Section>
    }
}

fn options<T: Copy>(
    all: &[T],
    option: impl Fn(T) -> (&'static str, &'static str),
) -> Vec<SelectOption> {
    all.iter()
        .map(|value| {
            let (code, label) = option(*value);
            SelectOption {
                value: code.to_owned(),
                label: label.to_owned(),
            }
        })
        .collect()
}

/// Unknown, the words, and the numbers.
fn pain_options() -> Vec<SelectOption> {
    let unknown = SelectOption {
        value: PainTarget::Unknown.code(),
        label: text!(transfer.severity_unknown).to_owned(),
    };
    let words = Severity::ALL.iter().map(|severity| SelectOption {
        value: severity.code().to_owned(),
        label: severity_text(*severity).to_owned(),
    });
    let numbers = (0..=10_u8).map(|number| SelectOption {
        value: number.to_string(),
        label: text!(attacks.level_of_ten, level = number),
    });
    std::iter::once(unknown)
        .chain(words)
        .chain(numbers)
        .collect()
}
