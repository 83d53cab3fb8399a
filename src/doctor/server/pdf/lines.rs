//! Text as lines: wrapped to a width, each line in the order in which its parts are drawn.

use super::fonts::{Run, Weight, clean, shape};
use unicode_bidi::{BidiInfo, Level};

/// One line, ready to be drawn from left to right.
#[derive(Debug, Clone)]
pub(super) struct Line {
    /// Its parts, each of one direction.
    pub(super) runs: Vec<Run>,
    /// Width in em.
    pub(super) width: f32,
    /// Whether it begins at the right edge.
    pub(super) right_to_left: bool,
}

/// Wraps text into lines of at most `width` em, if its words allow; a word that is longer is cut where
/// the line ends. Empty text has no lines.
pub(super) fn wrap(text: &str, weight: Weight, width: f32) -> Vec<Line> {
    let text = clean(text);
    let level = BidiInfo::new(&text, None)
        .paragraphs
        .first()
        .map_or_else(Level::ltr, |paragraph| paragraph.level);
    let blank = width_of(" ", weight);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let needed = width_of(word, weight);
        if !line.is_empty() && used + blank + needed > width {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
        }
        if line.is_empty() && needed > width {
            let mut pieces = cut(word, weight, width);
            let last = pieces.pop().unwrap_or_default();
            lines.extend(pieces);
            used = width_of(&last, weight);
            line = last;
            continue;
        }
        if !line.is_empty() {
            line.push(' ');
            used += blank;
        }
        line.push_str(word);
        used += needed;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    let last = lines.len().saturating_sub(1);
    lines
        .into_iter()
        .enumerate()
        .map(|(place, mut line)| {
            // Words of neighbouring lines stay words of their own when the text is read out or copied.
            if place < last {
                line.push(' ');
            }
            ordered(&line, level, weight)
        })
        .collect()
}

/// Width of text in em.
pub(super) fn width_of(text: &str, weight: Weight) -> f32 {
    shape(text, false, weight).width
}

/// Cuts a word that is longer than a line.
fn cut(word: &str, weight: Weight, width: f32) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut used = 0.0;
    for sign in word.chars() {
        let needed = width_of(sign.encode_utf8(&mut [0; 4]), weight);
        if used + needed > width && used > 0.0 {
            pieces.push(String::new());
            used = 0.0;
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(sign);
        }
        used += needed;
    }
    pieces
}

/// Puts the parts of a line into the order in which they are drawn (Unicode Annex 9).
fn ordered(text: &str, level: Level, weight: Weight) -> Line {
    let info = BidiInfo::new(text, Some(level));
    let mut runs = Vec::new();
    for paragraph in &info.paragraphs {
        let (levels, ranges) = info.visual_runs(paragraph, paragraph.range.clone());
        for range in ranges {
            let right_to_left = levels
                .get(range.start)
                .is_some_and(unicode_bidi::Level::is_rtl);
            runs.push(shape(&text[range], right_to_left, weight));
        }
    }
    Line {
        width: runs.iter().map(|run| run.width).sum(),
        right_to_left: level.is_rtl(),
        runs,
    }
}
