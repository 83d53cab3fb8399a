//! The sheet on the screen; printed, it looks like the PDF.

use super::bars::Bars;
use crate::doctor::model::{Block, Sheet, SheetTable};
use leptos::prelude::*;

/// The sheet as part of a page.
#[component]
pub fn SheetView(
    /// What stands on it.
    sheet: Sheet,
) -> impl IntoView {
    let facts = sheet
        .facts
        .into_iter()
        .map(|fact| view! { <p>{fact}</p> })
        .collect_view();
    let by_hand = sheet
        .by_hand
        .into_iter()
        .map(|words| view! { <p class="sheet-by-hand">{words}</p> })
        .collect_view();
    let blocks = sheet.blocks.into_iter().map(block).collect_view();
    view! {
        <article class="sheet" aria-labelledby="sheet-title">
            <h2 id="sheet-title" class="sheet-title">
                {sheet.title}
            </h2>
            <div class="sheet-facts">{facts}</div>
            <div class="sheet-hand">{by_hand}</div>
            {blocks}
            <p class="sheet-foot">{sheet.foot}</p>
        </article>
    }
}

fn block(block: Block) -> AnyView {
    match block {
        Block::Heading(words) => view! { <h3 class="sheet-heading">{words}</h3> }.into_any(),
        Block::Paragraph(words) => view! { <p>{words}</p> }.into_any(),
        Block::Table(content) => table(content).into_any(),
        Block::Numbered(items) => {
            let items = items
                .into_iter()
                .map(|item| view! { <li dir="auto">{item}</li> })
                .collect_view();
            view! { <ol class="sheet-list">{items}</ol> }.into_any()
        }
        Block::Chart(chart) => view! { <Bars chart /> }.into_any(),
        Block::Pair(left, right) => {
            let column = |blocks: Vec<Block>| blocks.into_iter().map(self::block).collect_view();
            view! {
                <div class="sheet-pair">
                    <div>{column(left)}</div>
                    <div>{column(right)}</div>
                </div>
            }
            .into_any()
        }
        Block::Notes(notes) => {
            let notes = notes
                .into_iter()
                .map(|(mark, note)| {
                    view! {
                        <li>
                            <span class="sheet-mark">{mark}</span>
                            " "
                            {note}
                        </li>
                    }
                })
                .collect_view();
            view! { <ul class="sheet-notes">{notes}</ul> }.into_any()
        }
    }
}

/// A table whose first column names its rows.
fn table(content: SheetTable) -> impl IntoView {
    let head = content
        .headings
        .into_iter()
        .map(|heading| view! { <th scope="col">{heading}</th> })
        .collect_view();
    let rows = content
        .rows
        .into_iter()
        .map(|row| {
            let mut cells = row.into_iter();
            let name = cells.next();
            let cells = cells.map(|cell| view! { <td>{cell}</td> }).collect_view();
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    let name = content.caption.clone();
    view! {
        <div
            class="table-scroll"
            role="group"
            aria-label=name
            tabindex="0"
        >
            <table class="table sheet-table">
                <caption>{content.caption}</caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
