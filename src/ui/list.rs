//! Lists of records, each row of which is one link.

use leptos::prelude::*;

use super::{DayShape, Glyph, Icon, Shape};

/// The list around [`RecordLink`]s.
#[component]
pub fn RecordList(children: Children) -> impl IntoView {
    view! { <ul class="record-list">{children()}</ul> }
}

/// One record.
#[component]
pub fn RecordLink(
    /// Where it leads.
    #[prop(into)]
    href: String,
    /// First line.
    #[prop(into)]
    title: String,
    /// Second line.
    #[prop(optional, into)]
    detail: Option<String>,
    /// Shape before the text.
    #[prop(optional)]
    shape: DayShape,
    /// Number inside of the shape.
    #[prop(optional, into)]
    number: Option<String>,
) -> impl IntoView {
    view! {
        <li>
            <a class="record" href=href>
                <span class="count-sign">
                    <Shape shape number />
                </span>
                <span class="record-text">
                    <span class="record-title">{title}</span>
                    {detail.map(|detail| view! { <span class="record-detail">{detail}</span> })}
                </span>
                <Icon glyph=Glyph::Next />
            </a>
        </li>
    }
}
