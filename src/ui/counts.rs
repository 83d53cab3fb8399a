//! Counts with the shape that each one counts: the legend of the month and its sums in one list.

use leptos::prelude::*;

use super::{DayShape, Shape};

/// One line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// The shape that stands for what is counted; blank where none does.
    pub shape: DayShape,
    /// What is counted.
    pub label: String,
    /// How many, as text, with its unit if it has one.
    pub value: String,
    /// Where the entries behind the number are shown; without it the line is not a link.
    pub href: Option<String>,
}

/// The list of counts.
#[component]
pub fn Counts(
    /// Its lines, in order.
    counts: Vec<Count>,
) -> impl IntoView {
    let lines = counts
        .into_iter()
        .map(|count| {
            view! {
                <div class="count">
                    <dt>
                        <span class="count-sign">
                            <Shape shape=count.shape />
                        </span>
                        <span>{count.label.clone()}</span>
                    </dt>
                    <dd>{value(count)}</dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="counts">{lines}</dl> }
}

/// The number, as a link where it has one; the link says what it counts.
fn value(count: Count) -> AnyView {
    match count.href {
        Some(href) => {
            let label = format!("{}: {}", count.label, count.value);
            view! {
                <a class="count-link" href=href aria-label=label>
                    {count.value}
                </a>
            }
            .into_any()
        }
        None => count.value.into_any(),
    }
}
