//! Tables of text.

use leptos::prelude::*;

/// What a table does on a narrow screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TableLayout {
    /// Each row becomes a small list of heading and value.
    #[default]
    Stacked,
    /// It scrolls sideways inside of its own frame, which the keyboard can reach.
    Scrolling,
}

/// A table with a caption and one heading per column.
#[component]
pub fn Table(
    /// What the table shows.
    #[prop(into)]
    caption: String,
    /// Headings of the columns.
    headings: Vec<String>,
    /// Rows with as many values as there are headings.
    rows: Vec<Vec<String>>,
    /// What it does on a narrow screen.
    #[prop(optional)]
    layout: TableLayout,
) -> impl IntoView {
    let body = rows
        .into_iter()
        .map(|row| {
            let cells = row
                .into_iter()
                .enumerate()
                .map(|(column, value)| {
                    let label = headings.get(column).cloned();
                    view! { <td data-label=label>{value}</td> }
                })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    let (class, scrolls) = match layout {
        TableLayout::Stacked => ("table table-stacked", false),
        TableLayout::Scrolling => ("table", true),
    };
    let name = caption.clone();
    let head = headings
        .into_iter()
        .map(|heading| view! { <th scope="col">{heading}</th> })
        .collect_view();
    let table = view! {
        <table class=class>
            <caption>{caption}</caption>
            <thead>
                <tr>{head}</tr>
            </thead>
            <tbody>{body}</tbody>
        </table>
    };
    view! {
        <div
            class="table-scroll"
            role=scrolls.then_some("group")
            aria-label=scrolls.then_some(name)
            tabindex=scrolls.then_some("0")
        >
            {table}
        </div>
    }
}
