//! A month as a table: seven columns with headings, one cell a day, each with its number and a shape.
//!
//! Pure layout: what a shape or number means, and the words for it, come from the page. On very narrow
//! screens the style turns the table into a list in which each day shows its words.

use leptos::prelude::*;

use super::{DayShape, Shape};

/// Heading of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weekday {
    /// What is shown, one to three letters.
    pub short: String,
    /// What is read out.
    pub full: String,
}

/// One day of the month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DayCell {
    /// Day of the month, as shown.
    pub day: String,
    /// The whole day in words: date and what the signs mean.
    pub label: String,
    /// How it is drawn.
    pub shape: DayShape,
    /// Number inside of the shape.
    pub number: Option<String>,
    /// Whether the capsule stands beside the shape.
    pub pill: bool,
    /// Letters under the signs, one for each further thing that the label says in words.
    pub letters: Vec<String>,
    /// Where the cell leads; without it the cell is not a link.
    pub href: Option<String>,
    /// Whether this is the current day.
    pub today: bool,
}

/// The month. The first week is filled up with `leading` empty cells (0 to 6), the last one to its end.
#[component]
pub fn MonthGrid(
    /// Name of the month and year; read out as the table's name.
    #[prop(into)]
    caption: String,
    /// Seven headings, beginning with the first day of the week.
    weekdays: Vec<Weekday>,
    /// Empty cells before the first day.
    leading: usize,
    /// The days, in order.
    cells: Vec<DayCell>,
) -> impl IntoView {
    let headings = weekdays
        .into_iter()
        .map(|weekday| {
            view! {
                <th scope="col">
                    <span aria-hidden="true">{weekday.short}</span>
                    <span class="visually-hidden">{weekday.full}</span>
                </th>
            }
        })
        .collect_view();
    let weeks = weeks(leading, cells)
        .into_iter()
        .map(|week| view! { <tr>{week.into_iter().map(table_cell).collect_view()}</tr> })
        .collect_view();
    view! {
        <div class="month-frame">
            <table class="month-grid">
                <caption class="visually-hidden">{caption}</caption>
                <thead>
                    <tr>{headings}</tr>
                </thead>
                <tbody>{weeks}</tbody>
            </table>
        </div>
    }
}

/// Rows of seven; `None` is an empty cell.
pub(super) fn weeks(leading: usize, cells: Vec<DayCell>) -> Vec<Vec<Option<DayCell>>> {
    let mut slots: Vec<Option<DayCell>> = vec![None; leading.min(6)];
    slots.extend(cells.into_iter().map(Some));
    slots.resize(slots.len().next_multiple_of(7), None);
    slots.chunks(7).map(<[_]>::to_vec).collect()
}

fn table_cell(cell: Option<DayCell>) -> AnyView {
    let Some(cell) = cell else {
        return view! { <td class="day-blank"></td> }.into_any();
    };
    let current = cell.today.then_some("date");
    let content = view! {
        <span class="day-number" aria-hidden="true">
            {cell.day}
        </span>
        <span class="day-signs">
            <Shape shape=cell.shape number=cell.number />
            {cell.pill.then(|| view! { <Shape shape=DayShape::Pill /> })}
        </span>
        {(!cell.letters.is_empty())
            .then(|| {
                view! {
                    <span class="day-letters" aria-hidden="true">
                        {cell.letters.join(" ")}
                    </span>
                }
            })}
        <span class="visually-hidden day-label">{cell.label}</span>
    };
    match cell.href {
        Some(href) => view! {
            <td>
                <a class="day-cell" href=href aria-current=current>
                    {content}
                </a>
            </td>
        }
        .into_any(),
        None => view! {
            <td>
                <div class="day-cell" aria-current=current>
                    {content}
                </div>
            </td>
        }
        .into_any(),
    }
}
