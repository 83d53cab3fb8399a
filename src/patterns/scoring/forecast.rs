//! The forecast on true days at risk of the last 30 %: discrimination, accuracy and calibration.
//!
//! Beside the engine's forecast stand the personal base rate (true rate of the training part) and the
//! oracle that knows every parameter and the weather at issue time, where the truth holds it.

use super::{
    discovery::number,
    figure::{Figure, Gate, Section},
    person::Person,
    statistics,
};
use std::sync::Arc;

/// Onsets in the tested part that a patient needs to count in the within-person AUC.
const LEAST_ONSETS: usize = 5;

/// One tested day.
#[derive(Clone, Copy)]
struct Row {
    person: usize,
    forecast: f64,
    base: f64,
    oracle: f64,
    onset: bool,
}

/// A measure of rows (each with the log odds of its forecast) and the weights of the patients.
type OfRows = fn(&[(Row, f64)], &[f64]) -> Option<f64>;

/// Which forecast of a row is looked at.
type Pick = fn(&Row) -> f64;

/// The figures of the forecast, if there is any.
pub fn sections(people: &[Person]) -> Vec<Section> {
    let rows = tested(people);
    let all: usize = people
        .iter()
        .map(|person| tested_days(person).count())
        .sum();
    if all == 0 {
        return Vec::new();
    }
    let mut section = Section::new("Forecast (true days at risk of the last 30 %)");
    let figures = &mut section.figures;
    let mut parts = vec![(0.0, 0.0); people.len()];
    for (part, person) in parts.iter_mut().zip(people) {
        let given = tested_days(person).filter(|day| day.forecast.is_some());
        *part = (number(given.count()), number(tested_days(person).count()));
    }
    figures.push(Figure::ratio("days with a forecast", parts).gate(Gate::AtLeast(0.99)));
    figures.push(brier("onset rate", people, &rows, |row| {
        f64::from(row.onset)
    }));
    figures.push(pooled("pooled AUC", &rows, |row| row.forecast).gate(Gate::BugAbove(0.80)));
    figures.push(pooled("pooled AUC of the base rate", &rows, |row| row.base));
    figures.push(
        within("within-person AUC", people, &rows, |row| row.forecast).gate(Gate::AtLeast(0.615)),
    );
    figures.push(
        within("within-person AUC is believable", people, &rows, |row| {
            row.forecast
        })
        .gate(Gate::BugAbove(0.70)),
    );
    figures.push(brier("Brier score", people, &rows, |row| {
        loss(row, row.forecast)
    }));
    figures.push(brier(
        "Brier score of the base rate",
        people,
        &rows,
        |row| loss(row, row.base),
    ));
    figures.push(
        skill(
            "Brier skill against the personal base rate",
            people,
            &rows,
            |row| row.forecast,
        )
        .gate(Gate::AtLeast(0.040)),
    );
    if rows.iter().all(|row| row.oracle.is_finite()) && !rows.is_empty() {
        figures.push(within(
            "within-person AUC of the oracle",
            people,
            &rows,
            |row| row.oracle,
        ));
        figures.push(skill("Brier skill of the oracle", people, &rows, |row| {
            row.oracle
        }));
        figures.push(share_of_oracle(people, &rows).gate(Gate::AtLeast(0.55)));
    }
    figures.extend(calibration(&rows));
    vec![section]
}

fn tested_days(person: &Person) -> impl Iterator<Item = &super::person::Day> {
    let first = person.first_test_day();
    let is_known = person.base_rate().is_some();
    let days = person.at_risk.iter();
    days.filter(move |day| is_known && day.index >= first)
}

fn tested(people: &[Person]) -> Arc<Vec<Row>> {
    let mut rows = Vec::new();
    for (place, person) in people.iter().enumerate() {
        let base = person.base_rate().unwrap_or_default();
        rows.extend(tested_days(person).filter_map(|day| {
            Some(Row {
                person: place,
                forecast: day.forecast?,
                base,
                oracle: day.oracle.unwrap_or(f64::NAN),
                onset: day.onset,
            })
        }));
    }
    Arc::new(rows)
}

fn loss(row: &Row, forecast: f64) -> f64 {
    (forecast - f64::from(row.onset)).powi(2)
}

fn sums(people: &[Person], rows: &[Row], value: impl Fn(&Row) -> f64) -> Vec<f64> {
    let mut sums = vec![0.0; people.len()];
    for row in rows {
        sums[row.person] += value(row);
    }
    sums
}

fn brier(name: &str, people: &[Person], rows: &[Row], value: Pick) -> Figure {
    let values = sums(people, rows, value);
    let counts = sums(people, rows, |_| 1.0);
    Figure::ratio(name, values.into_iter().zip(counts).collect())
}

fn skill(name: &str, people: &[Person], rows: &[Row], pick: Pick) -> Figure {
    let base = sums(people, rows, |row| loss(row, row.base));
    let gain = sums(people, rows, |row| {
        loss(row, row.base) - loss(row, pick(row))
    });
    let mut figure = Figure::ratio(name, gain.into_iter().zip(base).collect());
    figure.count = rows.len();
    figure
}

fn share_of_oracle(people: &[Person], rows: &[Row]) -> Figure {
    let gain = |pick: Pick| {
        sums(people, rows, |row| {
            loss(row, row.base) - loss(row, pick(row))
        })
    };
    let both = gain(|row| row.forecast)
        .into_iter()
        .zip(gain(|row| row.oracle));
    let mut figure = Figure::ratio("share of the oracle's skill", both.collect());
    figure.count = rows.len();
    figure
}

/// The rows' places, by score.
fn order(rows: &[Row], pick: Pick) -> Vec<usize> {
    let mut order: Vec<_> = (0..rows.len()).collect();
    order.sort_by(|one, other| pick(&rows[*one]).total_cmp(&pick(&rows[*other])));
    order
}

fn pooled(name: &str, rows: &Arc<Vec<Row>>, pick: Pick) -> Figure {
    let order = order(rows, pick);
    let count = rows.len();
    let rows = Arc::clone(rows);
    Figure::new(name, count, move |weights| {
        let sorted = order.iter().map(|place| {
            let row = &rows[*place];
            (pick(row), row.onset, weights[row.person])
        });
        statistics::area_under_curve(sorted)
    })
}

fn within(name: &str, people: &[Person], rows: &[Row], pick: Pick) -> Figure {
    let mut parts = vec![(0.0, 0.0); people.len()];
    let order = order(rows, pick);
    let mut own: Vec<Vec<(f64, bool, f64)>> = vec![Vec::new(); people.len()];
    for row in order.into_iter().map(|place| &rows[place]) {
        own[row.person].push((pick(row), row.onset, 1.0));
    }
    let mut count = 0;
    for (part, days) in parts.iter_mut().zip(own) {
        let onsets = days.iter().filter(|day| day.1).count();
        let free = days.len() - onsets;
        if onsets < LEAST_ONSETS || free == 0 {
            continue;
        }
        let weight = number(onsets) * number(free) / number(days.len());
        if let Some(area) = statistics::area_under_curve(days.into_iter()) {
            *part = (area * weight, weight);
            count += 1;
        }
    }
    let mut figure = Figure::ratio(name, parts);
    figure.count = count;
    figure
}

fn calibration(rows: &Arc<Vec<Row>>) -> Vec<Figure> {
    let sorted: Arc<Vec<(Row, f64)>> = Arc::new(
        order(rows, |row| row.forecast)
            .into_iter()
            .map(|place| (rows[place], statistics::logit(rows[place].forecast)))
            .collect(),
    );
    let figure = |name: &str, measure: OfRows| {
        let sorted = Arc::clone(&sorted);
        Figure::new(name, rows.len(), move |weights| measure(&sorted, weights))
    };
    vec![
        figure("calibration slope", |rows, weights| {
            Some(fitted(rows, weights)?.1)
        })
        .gate(Gate::Between(0.9, 1.1)),
        figure("calibration intercept", |rows, weights| {
            Some(fitted(rows, weights)?.0)
        }),
        figure("mean forecast minus onset rate", |rows, weights| {
            let sum = |value: fn(&Row) -> f64| -> f64 {
                rows.iter()
                    .map(|(row, _)| value(row) * weights[row.person])
                    .sum()
            };
            Some(sum(|row| row.forecast - f64::from(row.onset)) / sum(|_| 1.0))
        }),
        figure("ECE10, bins of equal width", |rows, weights| {
            statistics::error_over_widths(weighted(rows, weights))
        })
        .gate(Gate::AtMost(0.015)),
        figure("ECE10, bins of equal size", |rows, weights| {
            statistics::error_over_tenths(&weighted(rows, weights).collect::<Vec<_>>())
        })
        .gate(Gate::AtMost(0.015)),
    ]
}

fn fitted(rows: &[(Row, f64)], weights: &[f64]) -> Option<(f64, f64)> {
    let rows = rows
        .iter()
        .map(|(row, odds)| (*odds, row.onset, weights[row.person]))
        .filter(|row| row.2 > 0.0);
    statistics::calibration_line(&rows.collect::<Vec<_>>())
}

fn weighted<'a>(
    rows: &'a [(Row, f64)],
    weights: &'a [f64],
) -> impl Iterator<Item = (f64, bool, f64)> + 'a {
    rows.iter()
        .map(|(row, _)| (row.forecast, row.onset, weights[row.person]))
}
