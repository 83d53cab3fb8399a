//! How a file is written: kind, encoding, delimiter, decimal mark, order of dates.

use super::dates::OrderEvidence;
use super::table::{self, Rows, Sample};
use super::text;
use crate::transfer::model::{
    DateCertainty, DateOrder, DecimalMark, Delimiter, Dialect, FileKind, FileProblem,
};
use std::collections::HashMap;

/// Rows by which delimiters are compared.
const ROWS_COMPARED: usize = 200;
/// One date that points the other way, per this many, is taken for a slip.
const SLIP: usize = 10;
/// The order in which equally good delimiters win: the rarer one in ordinary text first.
const BY_RARITY: [Delimiter; 4] = [
    Delimiter::Tab,
    Delimiter::Pipe,
    Delimiter::Semicolon,
    Delimiter::Comma,
];

/// Finds out how a file is written.
///
/// # Errors
/// [`FileProblem`] when there is nothing to read.
pub fn detect(bytes: &[u8]) -> Result<Dialect, FileProblem> {
    let encoding = text::detect_encoding(bytes);
    let text = text::decode(bytes, encoding)?;
    let mut dialect = Dialect {
        kind: FileKind::Json,
        encoding,
        delimiter: Delimiter::Comma,
        decimal_mark: DecimalMark::Point,
        date_order: None,
        date_certainty: DateCertainty::Unneeded,
    };
    if is_document(&text.characters) {
        return Ok(dialect);
    }
    dialect.kind = FileKind::Csv;
    dialect.delimiter = detect_delimiter(&text.characters);
    let sample = Sample::take(&text.characters, dialect.delimiter)?;
    dialect.decimal_mark = detect_decimal_mark(&sample, dialect.delimiter);
    (dialect.date_order, dialect.date_certainty) = detect_date_order(&sample);
    Ok(dialect)
}

/// Whether a text is a JSON document rather than a table.
pub(super) fn is_document(text: &str) -> bool {
    text.trim_start().starts_with('{')
}

/// The delimiter under which the rows agree best about the number of their cells, quotes respected.
pub(super) fn detect_delimiter(text: &str) -> Delimiter {
    if let Some((declared, _)) = table::declared_delimiter(text) {
        return declared;
    }
    let mut best = (Delimiter::Comma, (false, 0, 0));
    for delimiter in BY_RARITY {
        if let Some(score) = score(text, delimiter)
            && score > best.1
        {
            best = (delimiter, score);
        }
    }
    best.0
}

/// Whether the heading has as many cells as most rows, how many rows in a hundred do, and how many
/// cells that is. `None` when most rows have a single cell.
fn score(text: &str, delimiter: Delimiter) -> Option<(bool, usize, usize)> {
    let mut rows = Rows::new(text, delimiter);
    let mut widths = Vec::with_capacity(ROWS_COMPARED);
    while widths.len() < ROWS_COMPARED
        && let Some((_, record)) = rows.next()
    {
        widths.push(record.len());
    }
    let mut frequencies: HashMap<usize, usize> = HashMap::new();
    for width in &widths {
        *frequencies.entry(*width).or_default() += 1;
    }
    let (width, rows) = frequencies
        .into_iter()
        .max_by_key(|(width, rows)| (*rows, *width))?;
    (width > 1).then(|| {
        (
            widths.first() == Some(&width),
            rows * 100 / widths.len(),
            width,
        )
    })
}

/// The mark that more numbers use; without any, the one that goes with the delimiter.
pub(super) fn detect_decimal_mark(sample: &Sample, delimiter: Delimiter) -> DecimalMark {
    let (mut points, mut commas) = (0_usize, 0_usize);
    for cell in sample.rows.iter().flat_map(|(_, record)| record.iter()) {
        points += usize::from(is_fraction(cell, '.'));
        commas += usize::from(is_fraction(cell, ','));
    }
    match points.cmp(&commas) {
        std::cmp::Ordering::Less => DecimalMark::Comma,
        std::cmp::Ordering::Equal if delimiter == Delimiter::Semicolon => DecimalMark::Comma,
        std::cmp::Ordering::Equal | std::cmp::Ordering::Greater => DecimalMark::Point,
    }
}

fn is_fraction(cell: &str, mark: char) -> bool {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let cell = cell.trim();
    cell.strip_prefix('-')
        .unwrap_or(cell)
        .split_once(mark)
        .is_some_and(|(whole, fraction)| is_number(whole) && is_number(fraction))
}

/// The order of dates, from the columns in which most cells are dates in three numbers.
pub(super) fn detect_date_order(sample: &Sample) -> (Option<DateOrder>, DateCertainty) {
    let mut all = OrderEvidence::default();
    for column in 0..sample.header.len() {
        let mut evidence = OrderEvidence::default();
        let filled = sample
            .column(column)
            .filter(|cell| !evidence.weigh(cell))
            .count();
        if evidence.dates > filled {
            all.dates += evidence.dates;
            all.year_first += evidence.year_first;
            all.day_first += evidence.day_first;
            all.month_first += evidence.month_first;
            all.points += evidence.points;
        }
    }
    judge(all)
}

fn judge(evidence: OrderEvidence) -> (Option<DateOrder>, DateCertainty) {
    let OrderEvidence {
        dates,
        year_first,
        day_first,
        month_first,
        points,
    } = evidence;
    if dates == 0 {
        return (None, DateCertainty::Unneeded);
    }
    if year_first == dates {
        return (Some(DateOrder::Ymd), DateCertainty::Certain);
    }
    match (day_first, month_first) {
        (0, 0) if points + year_first == dates => (Some(DateOrder::Dmy), DateCertainty::Suggested),
        (0, 0) => (None, DateCertainty::Ambiguous),
        (_, 0) => (Some(DateOrder::Dmy), DateCertainty::Certain),
        (0, _) => (Some(DateOrder::Mdy), DateCertainty::Certain),
        (days, months) if days >= months * SLIP => (Some(DateOrder::Dmy), DateCertainty::Suggested),
        (days, months) if months >= days * SLIP => (Some(DateOrder::Mdy), DateCertainty::Suggested),
        _ => (None, DateCertainty::Ambiguous),
    }
}
