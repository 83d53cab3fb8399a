//! Bytes into characters.

use super::dialect::is_document;
use crate::transfer::model::{Encoding, FileProblem};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use std::borrow::Cow;

/// Letters that the statistics see before the first one that is not ASCII.
const LETTERS_BEFORE: usize = 64;
/// How much of a file is looked at to tell text from something else, and from there encodings from
/// each other, in bytes.
const LOOKED_AT: usize = 64 * 1024;
/// Text has fewer control characters than one in this many.
const CHARACTERS_PER_CONTROL: usize = 50;
/// First bytes of what patients pick by mistake: spreadsheets and archives (zip), old spreadsheets
/// (compound document), PDF, PNG, JPEG, gzip.
const NOT_TEXT: [&[u8]; 6] = [
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"%PDF-",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
];

/// A file as characters.
#[derive(Debug)]
pub(super) struct Text<'a> {
    /// The characters, without a byte order mark.
    pub characters: Cow<'a, str>,
    /// Whether bytes had to be replaced because they are no characters in this encoding.
    pub replaced: bool,
}

/// Finds the encoding: a byte order mark decides, then whether the bytes are UTF-8, then statistics.
/// What the statistics call anything we do not offer is read as Western European.
pub(super) fn detect_encoding(bytes: &[u8]) -> Encoding {
    if let Some((encoding, _)) = encoding_rs::Encoding::for_bom(bytes) {
        return offered(encoding);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return Encoding::Utf8;
    }
    let Some(first) = bytes.iter().position(|byte| !byte.is_ascii()) else {
        return Encoding::Utf8;
    };
    // Only what is not ASCII tells encodings apart, with a few letters around it.
    let start = first.saturating_sub(LETTERS_BEFORE);
    let end = bytes.len().min(first.saturating_add(LOOKED_AT));
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[start..end], end == bytes.len());
    // A file that turns out not to be UTF-8 far behind its first such letters has a few broken bytes.
    offered(detector.guess(None, Utf8Detection::Allow))
}

/// Decodes a file.
///
/// # Errors
/// [`FileProblem::Empty`] when nothing but blanks is left, [`FileProblem::NotText`] when it is
/// something else than text.
pub(super) fn decode(bytes: &[u8], encoding: Encoding) -> Result<Text<'_>, FileProblem> {
    if NOT_TEXT.iter().any(|start| bytes.starts_with(start)) {
        return Err(FileProblem::NotText);
    }
    let (characters, replaced) = library(encoding).decode_with_bom_removal(bytes);
    if characters.trim().is_empty() {
        return Err(FileProblem::Empty);
    }
    if !is_text(&characters) {
        return Err(FileProblem::NotText);
    }
    Ok(Text {
        characters,
        replaced,
    })
}

/// Our own export may hold any character a patient ever pasted, so its beginning is enough; a
/// document is read whole or not at all anyway.
fn is_text(characters: &str) -> bool {
    if characters.starts_with(super::export::FIRST_COLUMNS) || is_document(characters) {
        return true;
    }
    let (mut all, mut controls) = (0_usize, 0_usize);
    for (index, character) in characters.char_indices() {
        if index > LOOKED_AT {
            break;
        }
        all += 1;
        let layout = matches!(character, '\t' | '\n' | '\r' | '\u{c}');
        controls += usize::from((character.is_control() && !layout) || character == '\u{fffd}');
    }
    controls <= all / CHARACTERS_PER_CONTROL
}

fn offered(encoding: &'static encoding_rs::Encoding) -> Encoding {
    Encoding::ALL
        .iter()
        .copied()
        .find(|candidate| library(*candidate) == encoding)
        .unwrap_or(Encoding::Windows1252)
}

const fn library(encoding: Encoding) -> &'static encoding_rs::Encoding {
    match encoding {
        Encoding::Utf8 => encoding_rs::UTF_8,
        Encoding::Utf16Le => encoding_rs::UTF_16LE,
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252,
        Encoding::Windows1250 => encoding_rs::WINDOWS_1250,
        Encoding::Windows1251 => encoding_rs::WINDOWS_1251,
        Encoding::Windows1253 => encoding_rs::WINDOWS_1253,
        Encoding::Windows1254 => encoding_rs::WINDOWS_1254,
    }
}
