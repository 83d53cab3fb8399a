//! Counts with the shape that each one counts: the legend of the month and its sums in one list.

use leptos::prelude::*;

use super::{DayShape, Shape};

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The shape that stands for what is counted; blank where none does.
    pub shape: DayShape,
    /// What is counted.
    pub label: String,
    /// How many, as text, with its unit if it has one.
    pub value: String,
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
                        <span>{count.label}</span>
                    </dt>
                    <dd>{count.value}</dd>
                </div>
            }
        })
        .collect_view();
    view! { <dl class="counts">{lines}</dl> }
}
