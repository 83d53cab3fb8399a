//! What all charts share: the numbers, the scale, the frame with a sentence before and a table behind.
//!
//! Drawings use presentation attributes and classes only. What is missing stays missing: a gap in the
//! drawing and a word in the table, never a zero. Series are told apart by shape and lightness and by
//! a key in words, never by hue and never by hatching. The table is made of the same numbers as the
//! drawing, so that the two cannot disagree.

use leptos::prelude::*;

use super::Table;

/// One row of numbers, a value for each column of the chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// What it is called in the key and in the table.
    pub name: String,
    /// The values in the order of the columns; `None` where nothing is known. Not negative.
    pub values: Vec<Option<f64>>,
}

/// What a chart shows and what it is called.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartData {
    /// Id of the drawing's name, unique on the page.
    pub id: String,
    /// Name of the chart; also the caption of its table.
    pub title: String,
    /// A sentence that says what the chart shows; stands above it.
    pub sentence: String,
    /// What opens the table.
    pub table_label: String,
    /// What the columns are, such as "Month"; heads the first column of the table.
    pub heading: String,
    /// The word for a value that is not known.
    pub missing: String,
    /// Names of the columns, short enough to stand under the axis.
    pub columns: Vec<String>,
    /// The numbers, at most five series.
    pub series: Vec<Series>,
}

pub(super) const WIDTH: f64 = 360.0;
pub(super) const HEIGHT: f64 = 190.0;
pub(super) const LEFT: f64 = 34.0;
pub(super) const RIGHT: f64 = 352.0;
pub(super) const TOP: f64 = 20.0;
pub(super) const BOTTOM: f64 = 160.0;
const LETTER: f64 = 8.0;

/// The values of the light lines: round steps from 0 to the first one that is not below `largest`.
pub(super) fn ticks(largest: f64) -> Vec<f64> {
    const STEPS: [f64; 13] = [
        1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1e3, 2e3, 5e3, 1e4,
    ];
    let step = STEPS
        .into_iter()
        .find(|step| largest / step <= 4.0)
        .unwrap_or(1e5);
    let mut ticks = vec![0.0, step];
    let mut last = step;
    while last < largest && ticks.len() < 12 {
        last += step;
        ticks.push(last);
    }
    ticks
}

/// A number as a drawing and a table show it: without decimals when it is whole, else with one.
pub(super) fn number_text(value: f64) -> String {
    if value.fract().abs() < 0.05 {
        format!("{value:.0}")
    } else {
        format!("{value:.1}")
    }
}

/// A count as a coordinate.
pub(super) fn coordinate(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

/// A coordinate as an attribute.
pub(super) fn attribute(value: f64) -> String {
    format!("{value:.1}")
}

/// Where things stand in a chart with so many columns and this largest tick.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    columns: f64,
    largest: f64,
}

impl Scale {
    pub(super) fn new(columns: usize, largest: f64) -> Self {
        Self {
            columns: coordinate(columns.max(1)),
            largest: largest.max(1.0),
        }
    }

    /// Width of a column.
    pub(super) fn column(self) -> f64 {
        (RIGHT - LEFT) / self.columns
    }

    /// Middle of a column.
    pub(super) fn middle(self, column: usize) -> f64 {
        (coordinate(column) + 0.5).mul_add(self.column(), LEFT)
    }

    /// Height of a value above the axis.
    pub(super) fn up(self, value: f64) -> f64 {
        let share = (value / self.largest).clamp(0.0, 1.0);
        share.mul_add(TOP - BOTTOM, BOTTOM)
    }
}

/// Every how many columns a name fits under the axis.
pub(super) fn name_distance(columns: &[String]) -> usize {
    let longest = columns
        .iter()
        .map(|name| name.chars().count())
        .max()
        .unwrap_or(0);
    let fitting = (RIGHT - LEFT) / (coordinate(longest) + 0.75).mul_add(LETTER, 0.0).max(1.0);
    (1..=columns.len())
        .find(|distance| coordinate(columns.len()) / coordinate(*distance) <= fitting)
        .unwrap_or(1)
}

/// The light lines with their numbers, and the names under the axis.
pub(super) fn axes(data: &ChartData, scale: Scale, ticks: &[f64]) -> AnyView {
    let lines = ticks
        .iter()
        .map(|tick| {
            let y = scale.up(*tick);
            view! {
                <line
                    class="chart-grid"
                    x1=attribute(LEFT)
                    x2=attribute(RIGHT)
                    y1=attribute(y)
                    y2=attribute(y)
                    stroke="currentColor"
                ></line>
                <text
                    class="chart-axis"
                    x=attribute(LEFT - 6.0)
                    y=attribute(y + 4.5)
                    text-anchor="end"
                    font-size="13"
                    fill="currentColor"
                >
                    {number_text(*tick)}
                </text>
            }
        })
        .collect_view();
    let names = data
        .columns
        .iter()
        .enumerate()
        .step_by(name_distance(&data.columns))
        .map(|(column, name)| {
            view! {
                <text
                    class="chart-axis"
                    x=attribute(scale.middle(column))
                    y=attribute(BOTTOM + 18.0)
                    text-anchor="middle"
                    font-size="13"
                    fill="currentColor"
                >
                    {name.clone()}
                </text>
            }
        })
        .collect_view();
    view! {
        {lines}
        {names}
    }
    .into_any()
}

/// The numbers of a chart as a table.
pub(super) fn rows(data: &ChartData) -> (Vec<String>, Vec<Vec<String>>) {
    let names = data.series.iter().map(|series| series.name.clone());
    let headings = std::iter::once(data.heading.clone()).chain(names).collect();
    let value = |series: &Series, column: usize| {
        let value = series.values.get(column).copied().flatten();
        value.map_or_else(|| data.missing.clone(), number_text)
    };
    let rows = data
        .columns
        .iter()
        .enumerate()
        .map(|(column, name)| {
            let values = data.series.iter().map(|series| value(series, column));
            std::iter::once(name.clone()).chain(values).collect()
        })
        .collect();
    (headings, rows)
}

/// The figure around a drawing: sentence, drawing, key, table.
#[component]
pub(super) fn ChartFigure(
    /// What is shown.
    data: ChartData,
    /// What is drawn.
    drawing: AnyView,
    /// Signs and names of the series, where there is more than one.
    key: Vec<(AnyView, String)>,
) -> impl IntoView {
    let (headings, rows) = rows(&data);
    let [name, labelled] = [(); 2].map(|()| format!("{}-name", data.id));
    let [words, described] = [(); 2].map(|()| format!("{}-words", data.id));
    let key = (key.len() > 1).then(|| {
        let lines = key
            .into_iter()
            .map(|(sign, name)| {
                view! {
                    <li>
                        <svg
                            class="chart-sign"
                            viewBox="0 0 20 20"
                            width="20"
                            height="20"
                            aria-hidden="true"
                            focusable="false"
                        >
                            {sign}
                        </svg>
                        <span>{name}</span>
                    </li>
                }
            })
            .collect_view();
        view! { <ul class="chart-key">{lines}</ul> }
    });
    view! {
        <figure class="chart">
            <figcaption>{data.sentence.clone()}</figcaption>
            <svg
                class="chart-drawing"
                role="img"
                aria-labelledby=labelled
                aria-describedby=described
                viewBox=format!("0 0 {WIDTH} {HEIGHT}")
                width=WIDTH.to_string()
                height=HEIGHT.to_string()
                focusable="false"
            >
                <title id=name>{data.title.clone()}</title>
                <desc id=words>{data.sentence}</desc>
                {drawing}
            </svg>
            {key}
            <details class="disclosure">
                <summary>{data.table_label}</summary>
                <Table caption=data.title headings rows />
            </details>
        </figure>
    }
}
