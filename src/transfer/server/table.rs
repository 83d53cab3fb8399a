//! Characters into rows, with the line of the file on which each row begins.
//!
//! The `csv` crate splits the cells. Line numbers are counted here, from the byte at which a row
//! begins, because they have to be those of an editor also behind line ends inside quotes, blank
//! lines and any kind of line end.

use crate::transfer::model::{Delimiter, FileProblem, MOST_COLUMNS};
use csv::StringRecord;

/// Counts lines on the way through a text, in one pass.
#[derive(Debug)]
pub(super) struct LineCounter<'t> {
    text: &'t [u8],
    counted_to: usize,
    line: u64,
}

impl<'t> LineCounter<'t> {
    /// A counter at the first line.
    pub(super) const fn new(text: &'t str) -> Self {
        Self {
            text: text.as_bytes(),
            counted_to: 0,
            line: 1,
        }
    }

    /// The line, from 1, in which the byte at `offset` stands. Going backwards starts over.
    pub(super) fn line_at(&mut self, offset: usize) -> u64 {
        let offset = offset.min(self.text.len());
        if offset < self.counted_to {
            self.counted_to = 0;
            self.line = 1;
        }
        for index in self.counted_to..offset {
            let ends = match self.text[index] {
                b'\n' => true,
                // A carriage return ends a line unless a line feed follows, which then does.
                b'\r' => self.text.get(index + 1) != Some(&b'\n'),
                _ => false,
            };
            self.line += u64::from(ends);
        }
        self.counted_to = offset;
        self.line
    }
}

/// The rows of a text, one after the other.
pub(super) struct Rows<'t> {
    reader: csv::Reader<&'t [u8]>,
    text: &'t str,
    skipped: usize,
    lines: LineCounter<'t>,
    record: StringRecord,
}

impl<'t> Rows<'t> {
    /// Starts at the first row. A first line like `sep=;`, which spreadsheets write, is skipped.
    pub(super) fn new(text: &'t str, delimiter: Delimiter) -> Self {
        let skipped = declared_delimiter(text).map_or(0, |(_, length)| length);
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter.byte())
            .from_reader(&text.as_bytes()[skipped..]);
        Self {
            reader,
            text,
            skipped,
            lines: LineCounter::new(text),
            record: StringRecord::new(),
        }
    }

    /// The next row and its line; blank lines are not rows.
    pub(super) fn next(&mut self) -> Option<(u64, &StringRecord)> {
        let position = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        let before = self.skipped.saturating_add(position).min(self.text.len());
        // Reading from memory cannot fail, and splitting characters at ASCII bytes leaves characters.
        if !matches!(self.reader.read_record(&mut self.record), Ok(true)) {
            return None;
        }
        let ends = self.text.as_bytes()[before..]
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        let line = self.lines.line_at(before + ends);
        Some((line, &self.record))
    }
}

/// The delimiter that a first line like `sep=;` declares, and the bytes of that line.
pub(super) fn declared_delimiter(text: &str) -> Option<(Delimiter, usize)> {
    let end = text.find(['\r', '\n'])?;
    let declared = text[..end].strip_prefix("sep=")?.as_bytes();
    let delimiter = Delimiter::ALL
        .iter()
        .copied()
        .find(|delimiter| declared == [delimiter.byte()].as_slice())?;
    Some((delimiter, end))
}

/// A heading with the rows under it.
pub(super) struct Table<'t> {
    /// The headings, trimmed.
    pub header: Vec<String>,
    /// The rows under the heading.
    pub rows: Rows<'t>,
}

/// Reads the heading.
///
/// # Errors
/// [`FileProblem::Empty`] without a heading, [`FileProblem::TooManyColumns`].
pub(super) fn open(text: &str, delimiter: Delimiter) -> Result<Table<'_>, FileProblem> {
    let mut rows = Rows::new(text, delimiter);
    let (_, record) = rows.next().ok_or(FileProblem::Empty)?;
    if record.len() > MOST_COLUMNS {
        return Err(FileProblem::TooManyColumns);
    }
    let header = record.iter().map(|cell| cell.trim().to_owned()).collect();
    Ok(Table { header, rows })
}

/// A heading with the first rows under it, for looking at.
pub(super) struct Sample {
    /// The headings, trimmed.
    pub header: Vec<String>,
    /// Rows with their lines.
    pub rows: Vec<(u64, StringRecord)>,
}

impl Sample {
    /// Rows that are looked at before anything is decided. A diary by the day shows a day above 12
    /// within two weeks; one with an entry a month within three years.
    pub(super) const ROWS: usize = 5_000;

    /// Takes the first rows that hold anything.
    ///
    /// # Errors
    /// As [`open`], and [`FileProblem::NoRows`].
    pub(super) fn take(text: &str, delimiter: Delimiter) -> Result<Self, FileProblem> {
        let Table { header, mut rows } = open(text, delimiter)?;
        let mut taken = Vec::new();
        while let Some((line, record)) = rows.next() {
            if is_blank(record) {
                continue;
            }
            taken.push((line, record.clone()));
            if taken.len() == Self::ROWS {
                break;
            }
        }
        if taken.is_empty() {
            return Err(FileProblem::NoRows);
        }
        Ok(Self {
            header,
            rows: taken,
        })
    }

    /// The filled cells of a column, trimmed.
    pub(super) fn column(&self, index: usize) -> impl Iterator<Item = &str> {
        self.rows
            .iter()
            .filter_map(move |(_, record)| record.get(index))
            .map(str::trim)
            .filter(|cell| !cell.is_empty())
    }
}

/// Whether no cell holds anything.
pub(super) fn is_blank(record: &StringRecord) -> bool {
    record.iter().all(|cell| cell.trim().is_empty())
}
