//! Bars for the months, with their numbers above them: nothing has to be read off an axis.

use super::{
    layout::Flow,
    lines,
    page::{Align, Branch, Column, Cursor, Ink},
};
use crate::doctor::model::BarChart;
use krilla::tagging::Tag;

/// Height of the tallest bar.
const HEIGHT: f32 = 58.0;

/// Inks of the bars, in the order of the key.
const INKS: [Ink; 3] = [Ink::Dark, Ink::Middle, Ink::Light];

/// Draws the bars; the place after them.
pub(super) fn draw(
    flow: &mut Flow,
    chart: &BarChart,
    mut cursor: Cursor,
    column: Column,
    tree: &mut Vec<Branch>,
) -> Cursor {
    let style = flow.sizes.chart();
    let tall = flow.sizes.length(HEIGHT);
    cursor.y += flow.sizes.length(3.0);
    cursor = flow.canvas.room(cursor, tall + style.leading() * 6.0);
    let table = flow.sizes.table().inked(Ink::Quiet);
    cursor = flow.paragraph(&chart.caption, table, cursor, column, tree);
    let slot = flow.canvas.slot();
    cursor = draw_key(flow, chart, cursor, column, slot);
    // Room for the number above the tallest bar.
    let floor = cursor.y + style.leading() + tall;
    let count = u16::try_from(chart.months.len().max(1)).unwrap_or(1);
    let share = column.width / f32::from(count);
    let top = count_length(chart.top.max(1));
    for (place, month) in (0_u16..).zip(&chart.months) {
        let group = Column {
            x: column.x + share * f32::from(place),
            width: share,
        };
        let bars = u16::try_from(month.values.len().max(1)).unwrap_or(1);
        let width = (share * 0.72 / f32::from(bars)).min(18.0);
        let left = group.x + (share - width * f32::from(bars)) / 2.0;
        for (order, value) in (0_u16..).zip(&month.values) {
            let height = (tall * count_length(*value) / top).min(tall);
            let bar = Column {
                x: left + width * f32::from(order),
                width: width - 1.0,
            };
            let upper = Cursor {
                y: floor - height,
                ..cursor
            };
            let ink = INKS[usize::from(order) % INKS.len()];
            flow.canvas
                .bar(upper, bar, height.max(0.4), ink, Some(slot));
            let number = lines::wrap(&value.to_string(), style.weight, f32::MAX);
            if let Some(line) = number.first() {
                let above = Cursor {
                    y: upper.y - style.leading(),
                    ..cursor
                };
                flow.canvas.line(
                    line,
                    above,
                    bar,
                    style.inked(Ink::Text),
                    Align::Middle,
                    Some(slot),
                );
            }
        }
        let words = [(&month.label, Ink::Text), (&month.detail, Ink::Quiet)];
        for (row, (text, ink)) in (0_u16..).zip(words) {
            let wrapped = lines::wrap(text, style.weight, f32::MAX);
            let below = Cursor {
                y: floor + 3.0 + style.leading() * f32::from(row),
                ..cursor
            };
            if let Some(line) = wrapped.first() {
                flow.canvas.line(
                    line,
                    below,
                    group,
                    style.inked(ink),
                    Align::Middle,
                    Some(slot),
                );
            }
        }
    }
    let base = Cursor { y: floor, ..cursor };
    flow.canvas.bar(base, column, 0.6, Ink::Quiet, Some(slot));
    tree.push(Branch::Group(
        Tag::Figure(Some(chart.sentence.clone())).into(),
        vec![Branch::Slot(slot)],
    ));
    Cursor {
        y: floor + 3.0 + style.leading() * 2.0 + flow.sizes.length(3.0),
        ..cursor
    }
}

fn draw_key(
    flow: &mut Flow,
    chart: &BarChart,
    mut cursor: Cursor,
    column: Column,
    slot: usize,
) -> Cursor {
    let style = flow.sizes.chart();
    let square = style.size * 0.8;
    let mut x = column.x;
    for (place, words) in chart.key.iter().enumerate() {
        let wrapped = lines::wrap(words, style.weight, f32::MAX);
        let Some(line) = wrapped.first() else {
            continue;
        };
        let needed = square + 4.0 + line.width * style.size;
        if x > column.x && x + needed > column.x + column.width {
            x = column.x;
            cursor.y += style.leading();
        }
        let sign = Column { x, width: square };
        let lower = Cursor {
            y: cursor.y + style.size * 0.22,
            ..cursor
        };
        let ink = INKS[place % INKS.len()];
        flow.canvas.bar(lower, sign, square, ink, Some(slot));
        let text = Column {
            x: x + square + 4.0,
            width: line.width * style.size,
        };
        flow.canvas
            .line(line, cursor, text, style, Align::Start, Some(slot));
        x += needed + 10.0;
    }
    cursor.y += style.leading();
    cursor
}

/// A number of days as a length.
fn count_length(value: u32) -> f32 {
    f32::from(u16::try_from(value).unwrap_or(u16::MAX))
}
