//! Dates and times as people write them.

use crate::transfer::model::{DateOrder, FaultReason};
use jiff::civil::{Date, Time};

/// No diary begins earlier.
const FIRST_YEAR: i16 = 1900;

/// Names of the months without accents, in English, German and French.
const MONTHS: [&[&str]; 12] = [
    &["january", "januar", "janner", "janvier"],
    &["february", "februar", "fevrier"],
    &["march", "marz", "maerz", "mrz", "mars"],
    &["april", "avril"],
    &["may", "mai"],
    &["june", "juni", "juin"],
    &["july", "juli", "juillet"],
    &["august", "aout"],
    &["september", "septembre"],
    &["october", "oktober", "octobre"],
    &["november", "novembre"],
    &["december", "dezember", "decembre"],
];

/// A run of digits with its length, or a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Number { value: i16, digits: usize },
    Month(i8),
}

/// Reads a date; a time of day behind it is ignored. A year of four digits in front, or a month in
/// words, says its order itself; otherwise `order` does. Two-digit years are never in the future.
pub(super) fn read_date(
    cell: &str,
    order: Option<DateOrder>,
    today: Date,
) -> Result<Date, FaultReason> {
    let (date, _) = split_time(cell.trim());
    let parts = split_parts(date).ok_or(FaultReason::DateUnreadable)?;
    let (year, month, day) = arrange(&parts, order).ok_or(FaultReason::DateUnreadable)?;
    build(full_year(year, today)?, month, day, today)
}

/// Builds a date from its three columns; the month may be a name.
pub(super) fn read_date_parts(
    year: i64,
    month: i64,
    day: i64,
    today: Date,
) -> Result<Date, FaultReason> {
    let year = i16::try_from(year).map_err(|_| FaultReason::DateImpossible)?;
    let month = i8::try_from(month).map_err(|_| FaultReason::DateImpossible)?;
    let day = i8::try_from(day).map_err(|_| FaultReason::DateImpossible)?;
    build(year, month, day, today)
}

/// Refuses dates in which no entry can lie.
pub(super) fn check_range(date: Date, today: Date) -> Result<(), FaultReason> {
    if date.year() < FIRST_YEAR {
        return Err(FaultReason::DateTooEarly);
    }
    if date > today.tomorrow().unwrap_or(today) {
        return Err(FaultReason::DateInFuture);
    }
    Ok(())
}

/// The number of a month's name, 1 to 12.
pub(super) fn read_month_name(word: &str) -> Option<i8> {
    let plain: String = word
        .trim()
        .trim_end_matches('.')
        .chars()
        .flat_map(char::to_lowercase)
        .map(|letter| match letter {
            'ä' => 'a',
            'é' => 'e',
            'û' => 'u',
            other => other,
        })
        .collect();
    if plain.chars().count() < 3 {
        return None;
    }
    let mut found = MONTHS
        .iter()
        .zip(1_i8..)
        .filter(|(names, _)| names.iter().any(|name| name.starts_with(&plain)))
        .map(|(_, number)| number);
    let first = found.next()?;
    // "jui" could be two months.
    found.next().is_none().then_some(first)
}

/// Splits `2020-12-20T18:12`, `20.12.2020 18:12` and `20/12/2020 18h12` before the hour.
pub(super) fn split_time(cell: &str) -> (&str, Option<&str>) {
    let bytes = cell.as_bytes();
    let is_digit = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_digit);
    let mark = (1..bytes.len()).find(|index| match bytes[*index] {
        b':' => is_digit(index - 1),
        b'h' | b'H' => is_digit(index - 1) && is_digit(index + 1),
        _ => false,
    });
    let Some(mark) = mark else {
        return (cell, None);
    };
    let digits = bytes[..mark]
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (date, time) = cell.split_at(mark - digits);
    let date = match date.strip_suffix('T') {
        Some(before) if before.ends_with(|last: char| last.is_ascii_digit()) => before,
        _ => date,
    };
    (date.trim_end_matches([' ', ',', '\u{a0}']), Some(time))
}

/// Reads `18:12`, `18:12:30.5`, `6:12 pm`, `18h12`, `18.12 Uhr`, `7 pm`.
pub(super) fn read_time(text: &str) -> Result<Time, FaultReason> {
    read_time_parts(text).ok_or(FaultReason::TimeUnreadable)
}

fn read_time_parts(text: &str) -> Option<Time> {
    let text = text.trim().to_lowercase();
    let (text, afternoon) = if let Some(rest) = strip_any(&text, &["pm", "p.m."]) {
        (rest, Some(true))
    } else if let Some(rest) = strip_any(&text, &["am", "a.m."]) {
        (rest, Some(false))
    } else {
        (strip_any(&text, &["uhr"]).unwrap_or(&text), None)
    };
    let mut parts = text.trim().splitn(3, [':', '.', 'h']);
    let hour = short_number(parts.next()?)?;
    let minute = match parts.next() {
        Some(minute) => short_number(minute)?,
        // A bare number is an hour only when it says so.
        None if afternoon.is_some() => 0,
        None => return None,
    };
    let second = match parts.next() {
        Some(seconds) => short_number(seconds.split(['.', ',']).next()?)?,
        None => 0,
    };
    let hour = match afternoon {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(false) => hour % 12,
        Some(true) => hour % 12 + 12,
    };
    Time::new(hour, minute, second, 0).ok()
}

fn strip_any<'t>(text: &'t str, endings: &[&str]) -> Option<&'t str> {
    endings
        .iter()
        .find_map(|ending| text.strip_suffix(ending))
        .map(str::trim_end)
}

fn short_number(text: &str) -> Option<i8> {
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// What a column of dates says about its order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct OrderEvidence {
    /// Cells with three numbers.
    pub dates: usize,
    /// Cells with a year of four digits in front.
    pub year_first: usize,
    /// Cells whose first number can only be a day.
    pub day_first: usize,
    /// Cells whose second number can only be a day.
    pub month_first: usize,
    /// Cells with points, as in `1.2.2020`, which only countries write that put the day first.
    pub points: usize,
}

impl OrderEvidence {
    /// Takes a cell into account; false when it is not a date in three numbers.
    pub(super) fn weigh(&mut self, cell: &str) -> bool {
        let (date, _) = split_time(cell.trim());
        let Some(parts) = split_parts(date) else {
            return false;
        };
        let [
            Part::Number {
                value: first,
                digits: digits @ (1 | 2 | 4),
            },
            Part::Number {
                value: second,
                digits: 1..=2,
            },
            Part::Number {
                value: _,
                digits: 1..=4,
            },
        ] = parts[..]
        else {
            return false;
        };
        self.dates += 1;
        if digits == 4 {
            self.year_first += 1;
            return true;
        }
        self.day_first += usize::from(first > 12);
        self.month_first += usize::from(second > 12);
        self.points += usize::from(date.contains('.'));
        true
    }
}

/// The parts of a date: three, of which one may be a month in words; a weekday in front is dropped.
fn split_parts(date: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::with_capacity(3);
    let pieces = date
        .split(['-', '/', '.', ',', ' ', '\u{a0}', '_'])
        .filter(|piece| !piece.is_empty());
    for (index, piece) in pieces.enumerate() {
        if parts.len() == 3 {
            return None;
        }
        if piece.bytes().all(|byte| byte.is_ascii_digit()) {
            if piece.len() == 8 && index == 0 {
                return compact(piece);
            }
            if piece.len() > 4 {
                return None;
            }
            parts.push(Part::Number {
                value: piece.parse().ok()?,
                digits: piece.len(),
            });
        } else if piece.chars().all(char::is_alphabetic) {
            match read_month_name(piece) {
                Some(month) => parts.push(Part::Month(month)),
                None if index == 0 => {}
                None => return None,
            }
        } else {
            return None;
        }
    }
    (parts.len() == 3).then_some(parts)
}

/// `20201220`.
fn compact(piece: &str) -> Option<Vec<Part>> {
    let part = |range: std::ops::Range<usize>| {
        let digits = range.len();
        piece[range]
            .parse()
            .ok()
            .map(|value| Part::Number { value, digits })
    };
    Some(vec![part(0..4)?, part(4..6)?, part(6..8)?])
}

/// Year with its number of digits, month, day.
fn arrange(parts: &[Part], order: Option<DateOrder>) -> Option<((i16, usize), i8, i8)> {
    let short = |value: i16| i8::try_from(value).ok();
    match *parts {
        [
            Part::Number {
                value: first,
                digits: one,
            },
            Part::Number {
                value: second,
                digits: two,
            },
            Part::Number {
                value: third,
                digits: three,
            },
        ] => {
            if one == 4 {
                return Some(((first, one), short(second)?, short(third)?));
            }
            if one > 2 || two > 2 {
                return None;
            }
            match order? {
                DateOrder::Ymd if three <= 2 => Some(((first, one), short(second)?, short(third)?)),
                DateOrder::Ymd => None,
                DateOrder::Dmy => Some(((third, three), short(second)?, short(first)?)),
                DateOrder::Mdy => Some(((third, three), short(first)?, short(second)?)),
            }
        }
        [
            Part::Number {
                value: year,
                digits: 4,
            },
            Part::Month(month),
            Part::Number { value: day, .. },
        ] => Some(((year, 4), month, short(day)?)),
        [
            Part::Number { value: day, .. },
            Part::Month(month),
            Part::Number {
                value: year,
                digits,
            },
        ]
        | [
            Part::Month(month),
            Part::Number { value: day, .. },
            Part::Number {
                value: year,
                digits,
            },
        ] => Some(((year, digits), month, short(day)?)),
        _ => None,
    }
}

fn full_year((year, digits): (i16, usize), today: Date) -> Result<i16, FaultReason> {
    match digits {
        4 => Ok(year),
        2 if 2000 + year <= today.year() => Ok(2000 + year),
        2 => Ok(FIRST_YEAR + year),
        _ => Err(FaultReason::DateUnreadable),
    }
}

fn build(year: i16, month: i8, day: i8, today: Date) -> Result<Date, FaultReason> {
    let date = Date::new(year, month, day).map_err(|_| FaultReason::DateImpossible)?;
    check_range(date, today)?;
    Ok(date)
}
