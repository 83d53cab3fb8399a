//! Several series as lines. Where a value is missing the line breaks off; a value between two gaps is
//! a point alone.
//!
//! Each series has a point of its own shape, so that no colour is needed to tell them apart.

use leptos::prelude::*;

use super::chart::{ChartData, ChartFigure, Scale, Series, attribute, axes, ticks};

/// Points of the series in turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Point {
    Disc,
    Square,
    Ring,
    Diamond,
    Cross,
}

impl Point {
    const ALL: [Self; 5] = [
        Self::Disc,
        Self::Square,
        Self::Ring,
        Self::Diamond,
        Self::Cross,
    ];

    const fn of(series: usize) -> Self {
        Self::ALL[series % Self::ALL.len()]
    }

    /// The path of the point around `x`, `y`, and whether it is filled.
    fn path(self, x: f64, y: f64) -> (String, bool) {
        match self {
            Self::Disc => (circle(x, y), true),
            Self::Ring => (circle(x, y), false),
            Self::Square => (format!("M{:.1} {:.1}h8v8h-8Z", x - 4.0, y - 4.0), true),
            Self::Diamond => (
                format!("M{x:.1} {:.1}l5.5 5.5l-5.5 5.5l-5.5 -5.5Z", y - 5.5),
                false,
            ),
            Self::Cross => (
                format!(
                    "M{:.1} {:.1}l8 8M{:.1} {:.1}l-8 8",
                    x - 4.0,
                    y - 4.0,
                    x + 4.0,
                    y - 4.0
                ),
                false,
            ),
        }
    }

    fn view(self, x: f64, y: f64) -> AnyView {
        let (path, filled) = self.path(x, y);
        view! {
            <path
                class=if filled { "chart-point" } else { "chart-point chart-point-open" }
                d=path
                stroke="currentColor"
                stroke-width="2"
            ></path>
        }
        .into_any()
    }
}

fn circle(x: f64, y: f64) -> String {
    format!("M{:.1} {y:.1}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z", x - 4.0)
}

/// Lines over columns such as months.
#[component]
pub fn LineChart(
    /// What is shown.
    data: ChartData,
) -> impl IntoView {
    let largest = data
        .series
        .iter()
        .flat_map(|series| series.values.iter().flatten())
        .fold(0.0_f64, |largest, value| largest.max(*value));
    let ticks = ticks(largest);
    let scale = Scale::new(data.columns.len(), ticks.last().copied().unwrap_or(1.0));
    let lines = data
        .series
        .iter()
        .enumerate()
        .map(|(place, series)| line(place, series, scale))
        .collect_view();
    let key = data
        .series
        .iter()
        .enumerate()
        .map(|(place, series)| (Point::of(place).view(10.0, 10.0), series.name.clone()))
        .collect();
    let drawing = view! {
        {axes(&data, scale, &ticks)}
        {lines}
    }
    .into_any();
    view! { <ChartFigure data drawing key /> }
}

fn line(place: usize, series: &Series, scale: Scale) -> AnyView {
    let stretches = stretches(&series.values);
    let drawn = stretches
        .iter()
        .filter(|stretch| stretch.len() > 1)
        .map(|stretch| {
            let points = stretch
                .iter()
                .map(|(column, value)| {
                    format!(
                        "{},{}",
                        attribute(scale.middle(*column)),
                        attribute(scale.up(*value))
                    )
                })
                .collect::<Vec<_>>()
                .join(" ");
            view! {
                <polyline
                    points=points
                    fill="none"
                    stroke="currentColor"
                    stroke-width="2"
                    stroke-linejoin="round"
                ></polyline>
            }
        })
        .collect_view();
    let points = stretches
        .iter()
        .flatten()
        .map(|(column, value)| Point::of(place).view(scale.middle(*column), scale.up(*value)))
        .collect_view();
    view! {
        <g class="chart-line">
            {drawn}
            {points}
        </g>
    }
    .into_any()
}

/// The known values in unbroken runs, each with its column.
pub(super) fn stretches(values: &[Option<f64>]) -> Vec<Vec<(usize, f64)>> {
    let mut runs: Vec<Vec<(usize, f64)>> = Vec::new();
    let mut is_open = false;
    for (column, value) in values.iter().enumerate() {
        match value {
            Some(value) if is_open => {
                if let Some(run) = runs.last_mut() {
                    run.push((column, *value));
                }
            }
            Some(value) => runs.push(vec![(column, *value)]),
            None => {}
        }
        is_open = value.is_some();
    }
    runs
}
