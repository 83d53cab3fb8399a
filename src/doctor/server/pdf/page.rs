//! What is drawn where: marks on pages, and the tree that tells what they mean. Lengths are points
//! (1/72 inch), from the top left corner.

use super::{
    fonts::{Run, Weight},
    lines::Line,
};
use crate::doctor::model::Paper;
use krilla::tagging::TagKind;

/// Colours of the drawing. All of them can be told apart without colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    /// Running text.
    Text,
    /// Small print; still 7:1 on white.
    Quiet,
    /// Lines between rows.
    Rule,
    /// The first bar.
    Dark,
    /// The second bar.
    Middle,
    /// The third bar.
    Light,
}

impl Ink {
    /// Red, green and blue.
    pub(super) const fn rgb(self) -> [u8; 3] {
        match self {
            Self::Text => [0x14, 0x18, 0x1b],
            Self::Quiet => [0x45, 0x4d, 0x53],
            Self::Rule => [0xb4, 0xbc, 0xc2],
            Self::Dark => [0x1f, 0x3a, 0x5f],
            Self::Middle => [0x6f, 0x93, 0xba],
            Self::Light => [0xd3, 0xde, 0xe9],
        }
    }
}

/// How text looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    /// Size in points.
    pub(super) size: f32,
    /// How heavy it is.
    pub(super) weight: Weight,
    /// Its colour.
    pub(super) ink: Ink,
}

impl Style {
    /// Distance from line to line.
    pub(super) fn leading(self) -> f32 {
        self.size * 1.26
    }

    /// The same in another colour.
    pub(super) const fn inked(self, ink: Ink) -> Self {
        Self { ink, ..self }
    }

    /// The same in bold.
    pub(super) const fn bold(self) -> Self {
        Self {
            weight: Weight::Bold,
            ..self
        }
    }
}

/// A part of the page's width.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    /// Left edge.
    pub(super) x: f32,
    /// Width.
    pub(super) width: f32,
}

/// A place in the flow of pages.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cursor {
    /// Page, from 0.
    pub(super) page: usize,
    /// Distance from the top.
    pub(super) y: f32,
}

impl Cursor {
    /// The place that comes later.
    pub(super) fn later(self, other: Self) -> Self {
        if (other.page, other.y) > (self.page, self.y) {
            other
        } else {
            self
        }
    }
}

/// Something that is drawn.
#[derive(Debug, Clone)]
pub(super) enum Mark {
    /// Letters.
    Text {
        /// Left end of the base line.
        x: f32,
        /// Height of the base line.
        baseline: f32,
        /// The letters.
        run: Run,
        /// How they look.
        style: Style,
    },
    /// A filled rectangle.
    Bar {
        /// Left edge.
        x: f32,
        /// Upper edge.
        y: f32,
        /// Width.
        width: f32,
        /// Height.
        height: f32,
        /// Its colour.
        ink: Ink,
    },
}

/// A mark on a page. `slot` is the leaf of the tree to which it belongs; decoration has none.
#[derive(Debug, Clone)]
pub(super) struct Placed {
    /// Page, from 0.
    pub(super) page: usize,
    /// Leaf of the tree.
    pub(super) slot: Option<usize>,
    /// The mark.
    pub(super) mark: Mark,
}

/// What the marks mean, in the order in which they are read.
#[derive(Debug, Clone)]
pub(super) enum Branch {
    /// A group with its meaning.
    Group(TagKind, Vec<Branch>),
    /// The marks of a slot.
    Slot(usize),
}

/// Where a heading stands.
#[derive(Debug, Clone)]
pub(super) struct Landmark {
    /// The heading.
    pub(super) text: String,
    /// Its place.
    pub(super) place: Cursor,
}

/// Space around the content of a page.
pub(super) const MARGIN: f32 = 36.0;

/// Room at the foot of each page.
const FOOT: f32 = 14.0;

/// Width and height of a paper.
pub(super) const fn size_of(paper: Paper) -> (f32, f32) {
    match paper {
        Paper::A4 => (595.28, 841.89),
        Paper::Letter => (612.0, 792.0),
    }
}

/// The pages while they are filled.
pub(super) struct Canvas {
    /// All marks.
    pub(super) placed: Vec<Placed>,
    /// Headings, for the outline.
    pub(super) landmarks: Vec<Landmark>,
    /// Where content ends on a page.
    pub(super) bottom: f32,
    slots: usize,
}

/// Where text stands in its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Align {
    /// Where its direction begins.
    Start,
    /// At the right.
    Right,
    /// In the middle.
    Middle,
}

impl Canvas {
    /// Empty pages.
    pub(super) fn new(paper: Paper) -> Self {
        Self {
            placed: Vec::new(),
            landmarks: Vec::new(),
            bottom: size_of(paper).1 - MARGIN - FOOT,
            slots: 0,
        }
    }

    /// A new leaf of the tree.
    pub(super) const fn slot(&mut self) -> usize {
        self.slots += 1;
        self.slots - 1
    }

    /// How many leaves there are.
    pub(super) const fn slots(&self) -> usize {
        self.slots
    }

    /// The same place, or the top of the next page when `height` does not fit any more.
    pub(super) fn room(&self, cursor: Cursor, height: f32) -> Cursor {
        if cursor.y + height <= self.bottom || cursor.y <= MARGIN {
            cursor
        } else {
            Cursor {
                page: cursor.page + 1,
                y: MARGIN,
            }
        }
    }

    /// Draws lines one under the other, over the page's end if need be; the place after them.
    pub(super) fn lines(
        &mut self,
        lines: &[Line],
        mut cursor: Cursor,
        column: Column,
        style: Style,
        align: Align,
        slot: Option<usize>,
    ) -> Cursor {
        for line in lines {
            cursor = self.room(cursor, style.leading());
            self.line(line, cursor, column, style, align, slot);
            cursor.y += style.leading();
        }
        cursor
    }

    /// Draws one line whose upper edge is at `cursor`.
    pub(super) fn line(
        &mut self,
        line: &Line,
        cursor: Cursor,
        column: Column,
        style: Style,
        align: Align,
        slot: Option<usize>,
    ) {
        let width = line.width * style.size;
        let mut x = column.x
            + match align {
                Align::Start if line.right_to_left => column.width - width,
                Align::Start => 0.0,
                Align::Right => column.width - width,
                Align::Middle => (column.width - width) / 2.0,
            };
        for run in &line.runs {
            let advance = run.width * style.size;
            self.placed.push(Placed {
                page: cursor.page,
                slot,
                mark: Mark::Text {
                    x,
                    baseline: cursor.y + style.size * 0.95,
                    run: run.clone(),
                    style,
                },
            });
            x += advance;
        }
    }

    /// Draws a filled rectangle.
    pub(super) fn bar(
        &mut self,
        cursor: Cursor,
        column: Column,
        height: f32,
        ink: Ink,
        slot: Option<usize>,
    ) {
        self.placed.push(Placed {
            page: cursor.page,
            slot,
            mark: Mark::Bar {
                x: column.x,
                y: cursor.y,
                width: column.width,
                height,
                ink,
            },
        });
    }
}
