//! Tables: the first column names the row, the others hold numbers.

use super::{
    layout::Flow,
    lines::{self, Line},
    page::{Align, Branch, Column, Cursor, Ink, Style},
};
use crate::doctor::model::SheetTable;
use krilla::tagging::{TableHeaderScope, Tag, TagKind};

/// Space between columns.
const GAP: f32 = 6.0;

/// One cell with its lines.
struct Cell {
    lines: Vec<Line>,
    column: Column,
    style: Style,
    align: Align,
    tag: TagKind,
}

/// Draws a table; the place after it.
pub(super) fn draw(
    flow: &mut Flow,
    table: &SheetTable,
    mut cursor: Cursor,
    column: Column,
    tree: &mut Vec<Branch>,
) -> Cursor {
    let style = flow.sizes.table();
    cursor.y += flow.sizes.length(2.0);
    let mut parts = Vec::new();
    if !table.caption.is_empty() {
        let slot = flow.canvas.slot();
        let caption = lines::wrap(&table.caption, style.weight, column.width / style.size);
        let quiet = style.inked(Ink::Quiet);
        cursor = flow.canvas.room(cursor, style.leading() * 3.0);
        cursor = flow
            .canvas
            .lines(&caption, cursor, column, quiet, Align::Start, Some(slot));
        parts.push(Branch::Group(Tag::Caption.into(), vec![Branch::Slot(slot)]));
    }
    let columns = columns(table, column);
    let head = row(&columns, &table.headings, |place| {
        let align = if place == 0 {
            Align::Start
        } else {
            Align::Right
        };
        let scope = TableHeaderScope::Column;
        (style.bold(), align, Tag::TH(scope).into())
    });
    let (after, head) = draw_row(flow, head, cursor, column, Ink::Quiet);
    cursor = after;
    parts.push(Branch::Group(Tag::THead.into(), vec![head]));
    let mut body = Vec::new();
    for cells in &table.rows {
        let cells = row(&columns, cells, |place| {
            if place == 0 {
                let scope = TableHeaderScope::Row;
                (style, Align::Start, Tag::TH(scope).into())
            } else {
                (style, Align::Right, Tag::TD.into())
            }
        });
        let (after, drawn) = draw_row(flow, cells, cursor, column, Ink::Rule);
        cursor = after;
        body.push(drawn);
    }
    if !body.is_empty() {
        parts.push(Branch::Group(Tag::TBody.into(), body));
    }
    let table_tag = Tag::Table.with_summary(Some(table.caption.clone()));
    tree.push(Branch::Group(table_tag.into(), parts));
    cursor
}

fn columns(table: &SheetTable, column: Column) -> Vec<Column> {
    let count = table.headings.len().max(1);
    let others = f32::from(u16::try_from(count - 1).unwrap_or(1).max(1));
    let share = f32::from(table.first_percent.clamp(10, 90)) / 100.0;
    let first = if count == 1 {
        column.width
    } else {
        column.width * share
    };
    let other = (column.width - first) / others;
    let mut x = column.x;
    (0..count)
        .map(|place| {
            let width = if place == 0 { first } else { other };
            let part = Column {
                x: if place == 0 { x } else { x + GAP },
                width: if place == 0 { width } else { width - GAP },
            };
            x += width;
            part
        })
        .collect()
}

fn row(
    columns: &[Column],
    texts: &[String],
    look: impl Fn(usize) -> (Style, Align, TagKind),
) -> Vec<Cell> {
    columns
        .iter()
        .enumerate()
        .map(|(place, column)| {
            let (style, align, tag) = look(place);
            let text = texts.get(place).map_or("", String::as_str);
            Cell {
                lines: lines::wrap(text, style.weight, column.width / style.size),
                column: *column,
                style,
                align,
                tag,
            }
        })
        .collect()
}

/// Draws the cells side by side with a line under them; a row is never split.
fn draw_row(
    flow: &mut Flow,
    cells: Vec<Cell>,
    cursor: Cursor,
    column: Column,
    rule: Ink,
) -> (Cursor, Branch) {
    let padding = flow.sizes.length(1.6);
    let height = cells
        .iter()
        .map(|cell| {
            let lines = u16::try_from(cell.lines.len().max(1)).unwrap_or(u16::MAX);
            cell.style.leading() * f32::from(lines)
        })
        .fold(0.0, f32::max);
    let full = height + 2.0 * padding;
    let cursor = flow.canvas.room(cursor, full);
    let inner = Cursor {
        y: cursor.y + padding,
        ..cursor
    };
    let mut branches = Vec::new();
    for cell in cells {
        let slot = flow.canvas.slot();
        let mut at = inner;
        for line in &cell.lines {
            flow.canvas
                .line(line, at, cell.column, cell.style, cell.align, Some(slot));
            at.y += cell.style.leading();
        }
        branches.push(Branch::Group(cell.tag, vec![Branch::Slot(slot)]));
    }
    let after = Cursor {
        y: cursor.y + full,
        ..cursor
    };
    flow.canvas.bar(after, column, 0.5, rule, None);
    (after, Branch::Group(Tag::TR.into(), branches))
}
