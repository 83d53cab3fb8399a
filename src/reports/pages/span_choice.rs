//! Choosing the days that a page looks at: links for the usual spans, a form for any other.

use crate::{
    reports::model::{SpanChoice, SpanFault, SpanQuery, SpanView},
    text,
    ui::{Button, Glyph, InputKind, TextField},
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

/// What the address of the page asks for.
pub(super) fn span_query() -> SpanQuery {
    let query = use_query_map();
    let query = query.read_untracked();
    let text = |name| query.get(name).unwrap_or_default();
    SpanQuery {
        span: text("span"),
        from: text("from"),
        to: text("to"),
    }
}

/// The choice. It works by links and a form that asks, so that the address says what is shown.
#[component]
pub(super) fn SpanForm(
    /// The page's own address.
    #[prop(into)]
    path: String,
    /// What is shown now.
    span: SpanView,
    /// The usual spans of this page.
    choices: &'static [SpanChoice],
) -> impl IntoView {
    let links = choices
        .iter()
        .map(|choice| {
            let current = (*choice == span.choice).then_some("true");
            view! {
                <a class="chip" href=format!("{path}?span={}", choice.code()) aria-current=current>
                    {choice_text(*choice)}
                </a>
            }
        })
        .collect_view();
    let (from_fault, to_fault) = match span.fault {
        Some(fault @ SpanFault::ToUnreadable) => (None, Some(fault_text(fault))),
        Some(fault) => (Some(fault_text(fault)), None),
        None => (None, None),
    };
    let open = span.choice == SpanChoice::Custom || span.fault.is_some();
    view! {
        <nav class="stack" aria-label=text!(reports.span_title)>
            <div class="chip-row">{links}</div>
            <details class="disclosure" open=open>
                <summary>{text!(reports.span_custom)}</summary>
                <form class="form" method="get" action=path>
                    <input type="hidden" name="span" value=SpanChoice::Custom.code() />
                    <div class="field-columns">
                        <TextField
                            id="span-from"
                            name="from"
                            label=text!(reports.span_from)
                            kind=InputKind::Date
                            value=span.typed.0
                            error=from_fault
                        />
                        <TextField
                            id="span-to"
                            name="to"
                            label=text!(reports.span_to)
                            kind=InputKind::Date
                            value=span.typed.1
                            error=to_fault
                        />
                    </div>
                    <div class="form-actions">
                        <Button glyph=Glyph::Calendar>{text!(reports.span_show)}</Button>
                    </div>
                </form>
            </details>
        </nav>
    }
}

fn choice_text(choice: SpanChoice) -> &'static str {
    match choice {
        SpanChoice::ThisMonth => text!(reports.span_this_month),
        SpanChoice::LastMonth => text!(reports.span_last_month),
        SpanChoice::Days28 => text!(reports.span_28_days),
        SpanChoice::Days30 => text!(reports.span_30_days),
        SpanChoice::Months3 => text!(reports.span_3_months),
        SpanChoice::Months12 => text!(reports.span_12_months),
        SpanChoice::Custom => text!(reports.span_custom),
    }
}

fn fault_text(fault: SpanFault) -> String {
    let sentence = match fault {
        SpanFault::FromUnreadable => text!(reports.fault_from),
        SpanFault::ToUnreadable => text!(reports.fault_to),
        SpanFault::Reversed => text!(reports.fault_reversed),
        SpanFault::Future => text!(reports.fault_future),
        SpanFault::TooLong => text!(reports.fault_too_long),
    };
    sentence.to_owned()
}
