//! Lays a sheet out on pages: headings, sentences, lists, columns and small print. Tables and bars have
//! files of their own.

use super::{
    chart,
    fonts::Weight,
    lines,
    page::{Align, Branch, Canvas, Column, Cursor, Ink, Landmark, MARGIN, Style, size_of},
    table,
};
use crate::doctor::model::{Block, Paper, Sheet};
use krilla::tagging::{ListNumbering, Tag, TagKind};
use std::num::NonZeroU16;

/// Space between two columns.
const GUTTER: f32 = 20.0;

/// A sheet on its pages.
pub(super) struct Laid {
    /// The marks.
    pub(super) canvas: Canvas,
    /// What they mean.
    pub(super) tree: Vec<Branch>,
    /// Number of pages, at least 1.
    pub(super) pages: usize,
}

/// Sizes of text. Everything shrinks together, so that an ordinary report fits on one page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sizes(f32);

impl Sizes {
    /// From the most pleasant to the smallest that can still be read on paper.
    pub(super) const STEPS: [Self; 6] = [
        Self(1.08),
        Self(1.0),
        Self(0.95),
        Self(0.9),
        Self(0.86),
        Self(0.82),
    ];

    /// A length that shrinks with the text.
    pub(super) fn length(self, points: f32) -> f32 {
        points * self.0
    }

    const fn style(self, size: f32, ink: Ink) -> Style {
        Style {
            size: size * self.0,
            weight: Weight::Regular,
            ink,
        }
    }

    const fn title(self) -> Style {
        self.style(17.0, Ink::Text).bold()
    }

    const fn heading(self) -> Style {
        self.style(11.0, Ink::Dark).bold()
    }

    const fn body(self) -> Style {
        self.style(9.2, Ink::Text)
    }

    /// Text in tables.
    pub(super) const fn table(self) -> Style {
        self.style(8.6, Ink::Text)
    }

    /// Words at the bars.
    pub(super) const fn chart(self) -> Style {
        self.style(7.4, Ink::Quiet)
    }

    /// Small print.
    pub(super) const fn note(self) -> Style {
        self.style(7.2, Ink::Quiet)
    }
}

/// Lays the sheet out in the largest sizes that keep it on one page; what does not fit even in the
/// smallest goes on to further pages in ordinary sizes. Nothing is ever cut off.
pub(super) fn lay_out(sheet: &Sheet, paper: Paper) -> Laid {
    let one_page = Sizes::STEPS
        .into_iter()
        .map(|sizes| lay_out_in(sheet, paper, sizes))
        .find(|laid| laid.pages == 1);
    one_page.unwrap_or_else(|| lay_out_in(sheet, paper, Sizes::STEPS[1]))
}

fn lay_out_in(sheet: &Sheet, paper: Paper, sizes: Sizes) -> Laid {
    let width = size_of(paper).0 - 2.0 * MARGIN;
    let column = Column { x: MARGIN, width };
    let mut flow = Flow {
        canvas: Canvas::new(paper),
        sizes,
    };
    let mut tree = Vec::new();
    let mut cursor = Cursor { page: 0, y: MARGIN };
    cursor = flow.head(sheet, cursor, column, &mut tree);
    cursor = flow.blocks(&sheet.blocks, cursor, column, &mut tree);
    Laid {
        canvas: flow.canvas,
        tree,
        pages: cursor.page + 1,
    }
}

/// The pages while the sheet flows onto them.
pub(super) struct Flow {
    /// The pages.
    pub(super) canvas: Canvas,
    /// Sizes of text.
    pub(super) sizes: Sizes,
}

impl Flow {
    fn head(
        &mut self,
        sheet: &Sheet,
        mut cursor: Cursor,
        column: Column,
        tree: &mut Vec<Branch>,
    ) -> Cursor {
        cursor = self.heading(&sheet.title, 1, self.sizes.title(), cursor, column, tree);
        cursor.y += self.sizes.length(2.0);
        let style = self.sizes.body();
        for fact in &sheet.facts {
            cursor = self.paragraph(fact, style.inked(Ink::Quiet), cursor, column, tree);
        }
        cursor.y += self.sizes.length(6.0);
        self.by_hand(&sheet.by_hand, cursor, column, tree)
    }

    /// Words with a line after them, side by side.
    fn by_hand(
        &mut self,
        words: &[String],
        cursor: Cursor,
        column: Column,
        tree: &mut Vec<Branch>,
    ) -> Cursor {
        let style = self.sizes.body();
        let share = column.width / f32::from(u16::try_from(words.len().max(1)).unwrap_or(1));
        let mut left = column.x;
        let mut after = cursor;
        for word in words {
            let part = Column {
                x: left,
                width: share - GUTTER / 2.0,
            };
            let slot = self.canvas.slot();
            let text = lines::wrap(word, style.weight, part.width / style.size);
            let end = self
                .canvas
                .lines(&text, cursor, part, style, Align::Start, Some(slot));
            let used = text.first().map_or(0.0, |line| line.width * style.size) + 4.0;
            let rule = Column {
                x: part.x + used,
                width: (part.width - used).max(0.0),
            };
            let base = Cursor {
                y: end.y - style.leading() + style.size * 1.05,
                ..end
            };
            self.canvas.bar(base, rule, 0.6, Ink::Quiet, None);
            tree.push(Branch::Group(Tag::P.into(), vec![Branch::Slot(slot)]));
            after = after.later(end);
            left += share;
        }
        after
    }

    fn blocks(
        &mut self,
        blocks: &[Block],
        mut cursor: Cursor,
        column: Column,
        tree: &mut Vec<Branch>,
    ) -> Cursor {
        for block in blocks {
            cursor = self.block(block, cursor, column, tree);
        }
        cursor
    }

    fn block(
        &mut self,
        block: &Block,
        mut cursor: Cursor,
        column: Column,
        tree: &mut Vec<Branch>,
    ) -> Cursor {
        match block {
            Block::Heading(text) => {
                let style = self.sizes.heading();
                cursor.y += self.sizes.length(9.0);
                // A heading never stands alone at the foot of a page.
                cursor = self.canvas.room(cursor, style.leading() * 4.0);
                cursor = self.heading(text, 2, style, cursor, column, tree);
                self.canvas.bar(cursor, column, 0.8, Ink::Dark, None);
                cursor.y += self.sizes.length(3.0);
                cursor
            }
            Block::Paragraph(text) => {
                cursor.y += self.sizes.length(2.0);
                self.paragraph(text, self.sizes.body(), cursor, column, tree)
            }
            Block::Table(content) => table::draw(self, content, cursor, column, tree),
            Block::Chart(content) => chart::draw(self, content, cursor, column, tree),
            Block::Numbered(items) => {
                let marked: Vec<_> = items
                    .iter()
                    .enumerate()
                    .map(|(place, item)| (format!("{}.", place + 1), item.clone()))
                    .collect();
                let numbering = ListNumbering::Decimal;
                self.list(&marked, numbering, self.sizes.body(), cursor, column, tree)
            }
            Block::Notes(notes) => {
                cursor.y += self.sizes.length(8.0);
                self.canvas.bar(cursor, column, 0.5, Ink::Rule, None);
                cursor.y += self.sizes.length(3.0);
                let numbering = ListNumbering::Decimal;
                self.list(notes, numbering, self.sizes.note(), cursor, column, tree)
            }
            Block::Pair(left, right) => {
                let width = (column.width - GUTTER) / 2.0;
                let first = Column { x: column.x, width };
                let second = Column {
                    x: column.x + width + GUTTER,
                    width,
                };
                let after_left = self.blocks(left, cursor, first, tree);
                let after_right = self.blocks(right, cursor, second, tree);
                after_left.later(after_right)
            }
        }
    }

    fn heading(
        &mut self,
        text: &str,
        level: u16,
        style: Style,
        cursor: Cursor,
        column: Column,
        tree: &mut Vec<Branch>,
    ) -> Cursor {
        self.canvas.landmarks.push(Landmark {
            text: text.to_owned(),
            place: cursor,
        });
        let level = NonZeroU16::new(level).unwrap_or(NonZeroU16::MIN);
        let tag = Tag::Hn(level, Some(text.to_owned()));
        self.tagged(text, tag.into(), style, cursor, column, tree)
    }

    /// Draws a paragraph; the place after it.
    pub(super) fn paragraph(
        &mut self,
        text: &str,
        style: Style,
        cursor: Cursor,
        column: Column,
        tree: &mut Vec<Branch>,
    ) -> Cursor {
        self.tagged(text, Tag::P.into(), style, cursor, column, tree)
    }

    fn tagged(
        &mut self,
        text: &str,
        tag: TagKind,
        style: Style,
        cursor: Cursor,
        column: Column,
        tree: &mut Vec<Branch>,
    ) -> Cursor {
        let slot = self.canvas.slot();
        let text = lines::wrap(text, style.weight, column.width / style.size);
        tree.push(Branch::Group(tag, vec![Branch::Slot(slot)]));
        self.canvas
            .lines(&text, cursor, column, style, Align::Start, Some(slot))
    }

    fn list(
        &mut self,
        items: &[(String, String)],
        numbering: ListNumbering,
        style: Style,
        mut cursor: Cursor,
        column: Column,
        tree: &mut Vec<Branch>,
    ) -> Cursor {
        let indent = style.size * 1.5;
        let body = Column {
            x: column.x + indent,
            width: column.width - indent,
        };
        let mut entries = Vec::new();
        for (mark, text) in items {
            cursor = self.canvas.room(cursor, style.leading());
            let label = self.canvas.slot();
            let marks = lines::wrap(mark, style.weight, column.width / style.size);
            if let Some(line) = marks.first() {
                self.canvas
                    .line(line, cursor, column, style, Align::Start, Some(label));
            }
            let slot = self.canvas.slot();
            let text = lines::wrap(text, style.weight, body.width / style.size);
            cursor = self
                .canvas
                .lines(&text, cursor, body, style, Align::Start, Some(slot));
            entries.push(Branch::Group(
                Tag::LI.into(),
                vec![
                    Branch::Group(Tag::Lbl.into(), vec![Branch::Slot(label)]),
                    Branch::Group(Tag::LBody.into(), vec![Branch::Slot(slot)]),
                ],
            ));
        }
        if !entries.is_empty() {
            tree.push(Branch::Group(Tag::L(numbering).into(), entries));
        }
        cursor
    }
}
