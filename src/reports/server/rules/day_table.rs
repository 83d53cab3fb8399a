//! Days in order, side by side in memory: the rules walk over all of them again and again.

use super::days::DayFinding;
use jiff::civil::Date;

/// What is found on each local day on which anything is known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DayTable(Vec<(Date, DayFinding)>);

impl DayTable {
    /// The table of days that stand in order, each once.
    pub(super) fn in_order(days: Vec<(Date, DayFinding)>) -> Self {
        debug_assert!(days.is_sorted_by(|one, next| one.0 < next.0));
        Self(days)
    }

    /// What is found on a day, if anything is known of it.
    #[must_use]
    pub fn get(&self, day: &Date) -> Option<&DayFinding> {
        let place = self.0.binary_search_by_key(day, |(day, _)| *day).ok()?;
        self.0.get(place).map(|(_, finding)| finding)
    }

    /// The days of a span, both ends counted; none when they are the wrong way round.
    #[must_use]
    pub fn within(&self, (first, last): (Date, Date)) -> &[(Date, DayFinding)] {
        let begin = self.0.partition_point(|(day, _)| *day < first);
        let end = self.0.partition_point(|(day, _)| *day <= last);
        self.0.get(begin..end).unwrap_or(&[])
    }

    /// Every day, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, (Date, DayFinding)> {
        self.0.iter()
    }

    /// How many days are known.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing is known.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for &'a DayTable {
    type Item = &'a (Date, DayFinding);
    type IntoIter = std::slice::Iter<'a, (Date, DayFinding)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Rows that are filled in any order but are mostly asked for in that of their days.
pub(super) struct DayRows<T> {
    days: Vec<Date>,
    rows: Vec<T>,
    latest: usize,
    /// Where a day goes that was not announced; nothing reads it.
    stray: T,
}

impl<T: Default> DayRows<T> {
    /// An empty row for each of these days, which may come in any order and more than once.
    pub(super) fn of(mut days: Vec<Date>) -> Self {
        days.sort();
        days.dedup();
        Self {
            rows: days.iter().map(|_| T::default()).collect(),
            days,
            latest: 0,
            stray: T::default(),
        }
    }

    /// The row of a day that was announced.
    pub(super) fn at(&mut self, day: Date) -> &mut T {
        let is_here = |place: usize| self.days.get(place) == Some(&day);
        let place = if is_here(self.latest) {
            self.latest
        } else if is_here(self.latest + 1) {
            self.latest + 1
        } else {
            match self.days.binary_search(&day) {
                Ok(place) => place,
                Err(_) => return &mut self.stray,
            }
        };
        self.latest = place;
        self.rows.get_mut(place).unwrap_or(&mut self.stray)
    }

    /// The days with their rows, in order.
    pub(super) fn into_rows(self) -> impl Iterator<Item = (Date, T)> {
        self.days.into_iter().zip(self.rows)
    }
}
