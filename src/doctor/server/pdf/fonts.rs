//! The two faces of the PDF and how text becomes glyphs.
//!
//! Liberation Sans, regular and bold, under the SIL Open Font License 1.1 (`server/fonts/LICENSE`).
//! It draws Latin, Greek, Cyrillic and Hebrew letters. What it cannot draw is shown as a box and is
//! never left out in silence; see [`clean`].

use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, UnicodeBuffer};
use std::sync::LazyLock;

/// How heavy letters are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Weight {
    /// Running text.
    #[default]
    Regular,
    /// Headings and the names of rows.
    Bold,
}

const REGULAR: &[u8] = include_bytes!("../fonts/LiberationSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/LiberationSans-Bold.ttf");

static REGULAR_FACE: LazyLock<Face<'static>> = LazyLock::new(|| face(REGULAR));
static BOLD_FACE: LazyLock<Face<'static>> = LazyLock::new(|| face(BOLD));

/// What stands for a character that the font cannot draw.
pub(super) const BOX: char = '□';

fn face(bytes: &'static [u8]) -> Face<'static> {
    Face::from_slice(bytes, 0).expect("the font is part of the program and can be read")
}

impl Weight {
    fn face(self) -> &'static Face<'static> {
        match self {
            Self::Regular => &REGULAR_FACE,
            Self::Bold => &BOLD_FACE,
        }
    }

    const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => REGULAR,
            Self::Bold => BOLD,
        }
    }
}

/// The two faces as one document embeds them.
pub(super) struct Faces {
    regular: Font,
    bold: Font,
}

impl Faces {
    /// Opens both.
    pub(super) fn open() -> Self {
        let open = |weight: Weight| {
            Font::new(weight.bytes().into(), 0)
                .expect("the font is part of the program and can be read")
        };
        Self {
            regular: open(Weight::Regular),
            bold: open(Weight::Bold),
        }
    }

    /// The face of a weight.
    pub(super) fn of(&self, weight: Weight) -> Font {
        match weight {
            Weight::Regular => self.regular.clone(),
            Weight::Bold => self.bold.clone(),
        }
    }
}

/// Glyphs that are drawn from left to right without a break.
#[derive(Debug, Clone)]
pub(super) struct Run {
    /// The text that they stand for, in the order in which it is read.
    pub(super) text: String,
    /// The glyphs in the order in which they are drawn; lengths in em.
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// Width in em.
    pub(super) width: f32,
}

/// Shapes text of one direction.
pub(super) fn shape(text: &str, right_to_left: bool, weight: Weight) -> Run {
    let face = weight.face();
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    buffer.guess_segment_properties();
    buffer.set_direction(if right_to_left {
        Direction::RightToLeft
    } else {
        Direction::LeftToRight
    });
    let shaped = rustybuzz::shape(face, &[], buffer);
    let mut starts: Vec<usize> = shaped
        .glyph_infos()
        .iter()
        .map(|info| info.cluster as usize)
        .collect();
    starts.sort_unstable();
    starts.dedup();
    let em = em_of(face);
    let missing = face.glyph_index(BOX).map_or(0, |glyph| u32::from(glyph.0));
    let mut width = 0.0;
    let glyphs = shaped
        .glyph_infos()
        .iter()
        .zip(shaped.glyph_positions())
        .map(|(info, position)| {
            let start = info.cluster as usize;
            let next = starts.partition_point(|other| *other <= start);
            let end = starts.get(next).copied().unwrap_or(text.len());
            let advance = units(position.x_advance) / em;
            width += advance;
            KrillaGlyph::new(
                GlyphId::new(if info.glyph_id == 0 {
                    missing
                } else {
                    info.glyph_id
                }),
                advance,
                units(position.x_offset) / em,
                units(position.y_offset) / em,
                0.0,
                start..end,
                None,
            )
        })
        .collect();
    Run {
        text: text.to_owned(),
        glyphs,
        width,
    }
}

/// Units per em of a face.
fn em_of(face: &Face<'_>) -> f32 {
    units(face.units_per_em())
}

/// Font units as a number; they fit into 24 bits by far.
#[expect(clippy::cast_precision_loss, reason = "font units have 16 bits")]
const fn units(value: i32) -> f32 {
    value as f32
}

/// Text as it can be drawn: every white space is a blank, signs without a form of their own are left
/// out, and whatever the font does not have is a box.
pub(super) fn clean(text: &str) -> String {
    let face = Weight::Regular.face();
    let drawn = text.chars().filter_map(|sign| match sign {
        _ if sign.is_whitespace() || sign.is_control() => Some(' '),
        '\u{2010}' | '\u{2011}' => Some('-'),
        // Formatting signs: soft hyphen, joiners, directions, variation selectors, tags.
        '\u{ad}'
        | '\u{61c}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}'
        | '\u{e0000}'..='\u{e0fff}' => None,
        '\u{e000}'..='\u{f8ff}' => Some(BOX),
        _ if face.glyph_index(sign).is_none() => Some(BOX),
        _ => Some(sign),
    });
    let drawn: String = drawn.collect();
    drawn.split_whitespace().collect::<Vec<_>>().join(" ")
}
