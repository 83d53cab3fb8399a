//! One row of a foreign diary: a day, or an attack with its start and its end.
//!
//! Missing is not zero: an empty cell leaves its answer unknown.

use super::cells::{self, YesNo};
use super::dates;
use super::entry::{Circumstances, Entry};
use super::limits::{self, LONGEST_NAME, LONGEST_NOTES};
use crate::attacks::model::{Pain, Severity};
use crate::attacks::server::{Attack, Course, Intake, LevelPoint};
use crate::daily::server::DaySummary;
use crate::transfer::model::{FaultReason, Field, Mapping, NoticeReason};
use csv::StringRecord;
use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// The column at fault, when it is a single one, and the reason.
pub(super) type CellFault = (Option<usize>, FaultReason);

/// What a row says, with remarks.
pub(super) struct RowOutcome {
    pub entry: Entry,
    pub notices: Vec<(usize, NoticeReason)>,
}

/// The columns of a mapping, found once.
pub(super) struct RowReader<'m> {
    mapping: &'m Mapping,
    circumstances: &'m Circumstances<'m>,
    zone: TimeZone,
    names: Vec<usize>,
    notes: Vec<usize>,
    single: [Option<usize>; SINGLE.len()],
}

/// Meanings that one column has.
const SINGLE: [Field; 9] = [
    Field::Date,
    Field::Year,
    Field::Month,
    Field::Day,
    Field::Start,
    Field::End,
    Field::Headache,
    Field::Severity,
    Field::MedicineCount,
];

/// A filled cell and its column.
type Filled<'r> = Option<(usize, &'r str)>;

impl<'m> RowReader<'m> {
    pub(super) fn new(mapping: &'m Mapping, circumstances: &'m Circumstances<'m>) -> Self {
        let all = |field| {
            let columns = mapping.columns.iter().enumerate();
            columns
                .filter(|(_, column)| **column == field)
                .map(|(index, _)| index)
                .collect()
        };
        Self {
            mapping,
            circumstances,
            zone: circumstances.time_zone(),
            names: all(Field::MedicineName),
            notes: all(Field::Notes),
            single: SINGLE.map(|field| mapping.column_of(field)),
        }
    }

    fn column(&self, field: Field) -> Option<usize> {
        let index = SINGLE.iter().position(|single| *single == field)?;
        self.single[index]
    }

    fn cell<'r>(&self, record: &'r StringRecord, field: Field) -> Filled<'r> {
        let column = self.column(field)?;
        filled(record, column)
    }

    /// Reads a row that has as many cells as the heading.
    pub(super) fn read(&self, record: &StringRecord) -> Result<RowOutcome, CellFault> {
        let mut notices = Vec::new();
        let day = self.read_day(record)?;
        let headache = self.read_headache(record, &mut notices)?;
        let pain = self.read_pain(record)?;
        if headache == Some(false) && pain.is_some_and(hurts) {
            return Err((self.column(Field::Severity), FaultReason::Contradiction));
        }
        let (names, no_medicine) = self.read_names(record)?;
        let text = self.read_notes(record)?;
        let answers = Answers {
            headache,
            pain,
            names,
            no_medicine,
            text,
        };
        if let Some((column, start)) = self.cell(record, Field::Start) {
            if headache == Some(false) {
                return Err((Some(column), FaultReason::Contradiction));
            }
            let onset = self
                .read_instant(start, day)
                .map_err(|reason| (Some(column), reason))?;
            let end = self.cell(record, Field::End);
            if end.is_none() {
                notices.push((column, NoticeReason::EndUnknown));
            }
            let entry = self.attack(column, onset, end, answers)?;
            return Ok(RowOutcome { entry, notices });
        }
        if self.cell(record, Field::End).is_some() {
            return Err((self.column(Field::Start), FaultReason::TimeUnreadable));
        }
        let entry = self.summary(record, day, answers)?;
        Ok(RowOutcome { entry, notices })
    }

    fn read_day(&self, record: &StringRecord) -> Result<Option<Date>, CellFault> {
        let today = self.circumstances.today;
        if let Some((column, cell)) = self.cell(record, Field::Date) {
            return dates::read_date(cell, self.mapping.date_order, today)
                .map(Some)
                .map_err(|reason| (Some(column), reason));
        }
        let parts = [Field::Year, Field::Month, Field::Day].map(|field| self.cell(record, field));
        match parts {
            [Some(year), Some(month), Some(day)] => {
                let number = |(column, cell): (usize, &str)| {
                    cells::read_whole(cell, self.mapping.decimal_mark)
                        .ok_or((Some(column), FaultReason::DateUnreadable))
                };
                let month_number = match dates::read_month_name(month.1) {
                    Some(name) => i64::from(name),
                    None => number(month)?,
                };
                dates::read_date_parts(number(year)?, month_number, number(day)?, today)
                    .map(Some)
                    .map_err(|reason| (Some(day.0), reason))
            }
            [None, None, None] => Ok(None),
            _ => Err((self.column(Field::Day), FaultReason::DateMissing)),
        }
    }

    fn read_headache(
        &self,
        record: &StringRecord,
        notices: &mut Vec<(usize, NoticeReason)>,
    ) -> Result<Option<bool>, CellFault> {
        let Some((column, cell)) = self.cell(record, Field::Headache) else {
            return Ok(None);
        };
        match cells::read_yes_no(cell, self.mapping.decimal_mark) {
            Some(YesNo::Yes) => Ok(Some(true)),
            Some(YesNo::No) => Ok(Some(false)),
            Some(YesNo::Number) => {
                notices.push((column, NoticeReason::HeadacheNumber));
                Ok(Some(true))
            }
            None => Err((Some(column), FaultReason::HeadacheUnreadable)),
        }
    }

    fn read_pain(&self, record: &StringRecord) -> Result<Option<Pain>, CellFault> {
        let Some((column, cell)) = self.cell(record, Field::Severity) else {
            return Ok(None);
        };
        self.mapping
            .severities
            .get(cell)
            .map(|target| target.pain())
            .ok_or((Some(column), FaultReason::SeverityUnmapped))
    }

    /// Medicines by name, and whether a column says that there were none.
    fn read_names(&self, record: &StringRecord) -> Result<(Vec<String>, bool), CellFault> {
        let (mut names, mut nothing) = (Vec::new(), false);
        for (column, cell) in self
            .names
            .iter()
            .filter_map(|column| filled(record, *column))
        {
            if cells::says_nothing(cell) {
                nothing = true;
                continue;
            }
            limits::check_text(cell, LONGEST_NAME).map_err(|reason| (Some(column), reason))?;
            names.push(cell.to_owned());
        }
        Ok((names, nothing))
    }

    fn read_notes(&self, record: &StringRecord) -> Result<String, CellFault> {
        let cells: Vec<_> = self
            .notes
            .iter()
            .filter_map(|column| filled(record, *column))
            .collect();
        let text = cells
            .iter()
            .map(|(_, cell)| *cell)
            .collect::<Vec<_>>()
            .join("\n");
        let first = cells.first().map(|(column, _)| *column);
        limits::check_text(&text, LONGEST_NOTES).map_err(|reason| (first, reason))?;
        Ok(text)
    }

    /// An instant from a date with a time, or from a time on `day`.
    fn read_instant(&self, cell: &str, day: Option<Date>) -> Result<Timestamp, FaultReason> {
        let (date, time) = dates::split_time(cell);
        let Some(time) = time else {
            let time = dates::read_time(cell)?;
            let day = day.ok_or(FaultReason::DateMissing)?;
            return self.instant(day, time);
        };
        // An offset or a zone in the file says more than the patient's zone.
        if !date.is_empty()
            && time.contains(['Z', 'z', '+', '-'])
            && let Ok(instant) = cell.parse::<Timestamp>()
        {
            dates::check_range(self.local_day(instant), self.circumstances.today)?;
            return Ok(instant);
        }
        let day = match (date.is_empty(), day) {
            (true, None) => return Err(FaultReason::DateMissing),
            (true, Some(day)) => day,
            (false, _) => {
                dates::read_date(date, self.mapping.date_order, self.circumstances.today)?
            }
        };
        self.instant(day, dates::read_time(time)?)
    }

    fn local_day(&self, instant: Timestamp) -> Date {
        instant.to_zoned(self.zone.clone()).date()
    }

    fn instant(&self, day: Date, time: jiff::civil::Time) -> Result<Timestamp, FaultReason> {
        day.to_datetime(time)
            .to_zoned(self.zone.clone())
            .map(|zoned| zoned.timestamp())
            .map_err(|_| FaultReason::DateImpossible)
    }

    fn attack(
        &self,
        start_column: usize,
        onset: Timestamp,
        end: Filled<'_>,
        answers: Answers,
    ) -> Result<Entry, CellFault> {
        let end_column = end.map_or(start_column, |(column, _)| column);
        let course = match end {
            None => Course::Over,
            Some((column, cell)) => Course::Ended(
                self.read_end(cell, onset)
                    .map_err(|reason| (Some(column), reason))?,
            ),
        };
        let Circumstances {
            now, today, zone, ..
        } = *self.circumstances;
        let mut attack = Attack::begun(onset, zone, now);
        attack.course = course;
        attack
            .levels
            .extend(answers.pain.map(|pain| LevelPoint { at: onset, pain }));
        attack
            .medicines
            .extend(answers.names.into_iter().map(|name| Intake {
                name,
                dose: String::new(),
                at: onset,
                relief: None,
            }));
        attack.notes = answers.text;
        limits::check_attack(&attack, today).map_err(|(column, reason)| {
            (
                Some(if column == "end" {
                    end_column
                } else {
                    start_column
                }),
                reason,
            )
        })?;
        Ok(Entry::Attack(Box::new(attack)))
    }

    /// The end of an attack; a bare time before that of the start is one of the next day.
    fn read_end(&self, cell: &str, onset: Timestamp) -> Result<Timestamp, FaultReason> {
        let onset_day = self.local_day(onset);
        let ended = self.read_instant(cell, Some(onset_day))?;
        let (date, time) = dates::split_time(cell);
        if ended < onset && (date.is_empty() || time.is_none()) {
            let next = onset_day.tomorrow().unwrap_or(onset_day);
            return self.read_instant(cell, Some(next));
        }
        Ok(ended)
    }

    fn summary(
        &self,
        record: &StringRecord,
        day: Option<Date>,
        answers: Answers,
    ) -> Result<Entry, CellFault> {
        let date_columns = [Field::Date, Field::Day, Field::Start].map(|field| self.column(field));
        let date_column = date_columns.into_iter().flatten().next();
        let day = day.ok_or((date_column, FaultReason::DateMissing))?;
        let Answers {
            headache,
            pain,
            names,
            no_medicine,
            text,
        } = answers;
        let count = match self.cell(record, Field::MedicineCount) {
            None if !names.is_empty() => Some(1),
            None if no_medicine => Some(0),
            None => None,
            Some((column, cell)) => {
                let count = self
                    .read_count(cell)
                    .map_err(|reason| (Some(column), reason))?;
                if count == 0 && !names.is_empty() {
                    return Err((Some(column), FaultReason::Contradiction));
                }
                Some(count)
            }
        };
        let headache = match (self.column(Field::Headache), headache, pain) {
            // Without a column of yes and no, the severity says it.
            (None, None, Some(pain)) => Some(hurts(pain)),
            _ => headache,
        };
        // "None" is no strength of a headache, and no headache has no strength.
        let pain = pain.filter(|pain| headache.is_none() || hurts(*pain));
        let mut lines = names;
        lines.insert(0, text);
        lines.retain(|line| !line.is_empty());
        let notes = lines.join("\n");
        limits::check_text(&notes, LONGEST_NOTES)
            .map_err(|reason| (self.notes.first().copied(), reason))?;
        Ok(Entry::DaySummary(DaySummary {
            day,
            headache,
            pain,
            medicine_count: count,
            notes,
        }))
    }

    /// A number, or yes and no for at least once and not at all.
    fn read_count(&self, cell: &str) -> Result<u16, FaultReason> {
        let mark = self.mapping.decimal_mark;
        if let Some(number) = cells::read_whole(cell, mark) {
            return limits::check_count(number);
        }
        match cells::read_yes_no(cell, mark) {
            Some(YesNo::Yes) => Ok(1),
            Some(YesNo::No) => Ok(0),
            _ => Err(FaultReason::CountUnreadable),
        }
    }
}

/// What a row says besides its time.
struct Answers {
    headache: Option<bool>,
    pain: Option<Pain>,
    names: Vec<String>,
    no_medicine: bool,
    text: String,
}

fn filled(record: &StringRecord, column: usize) -> Filled<'_> {
    let cell = record.get(column)?.trim();
    (!cell.is_empty()).then_some((column, cell))
}

fn hurts(pain: Pain) -> bool {
    pain.severity() != Severity::Free
}
