//! What the columns of a file mean: guessed from the headings, or submitted by the page.

use super::cells::{self, YesNo};
use super::table::Sample;
use super::{dialect, own_rows, scale, text};
use crate::transfer::model::{
    DateOrder, DecimalMark, Delimiter, Dialect, Encoding, Field, FileKind, FileProblem,
    MOST_COLUMNS, Mapping, MappingFault, MappingReason, PainTarget, Preset, Preview,
};
use std::collections::{BTreeMap, HashMap};

/// Headings in English, German and French, as [`plain`] writes them.
const HEADINGS: [(Field, &[&str]); 11] = [
    (Field::Year, &["year", "jahr", "année", "annee", "an"]),
    (Field::Month, &["month", "monat", "mois"]),
    (Field::Day, &["day", "tag", "jour"]),
    (Field::Date, &["date", "datum", "diary date", "entry date"]),
    (
        Field::Start,
        &[
            "start",
            "started",
            "start time",
            "start date",
            "onset",
            "begin",
            "began",
            "beginning",
            "beginn",
            "anfang",
            "début",
            "debut",
            "von",
            "from",
        ],
    ),
    (
        Field::End,
        &[
            "end", "ended", "end time", "end date", "ende", "fin", "bis", "until", "to", "stop",
        ],
    ),
    (
        Field::Headache,
        &[
            "headache",
            "headaches",
            "headache day",
            "migraine",
            "attack",
            "kopfschmerz",
            "kopfschmerzen",
            "kopfweh",
            "migräne",
            "mal de tête",
            "maux de tête",
            "céphalée",
            "céphalées",
            "migraines",
        ],
    ),
    (
        Field::Severity,
        &[
            "severity",
            "intensity",
            "pain",
            "pain level",
            "pain score",
            "level",
            "strength",
            "peak",
            "schmerz",
            "stärke",
            "schmerzstärke",
            "intensität",
            "schweregrad",
            "intensité",
            "sévérité",
            "douleur",
            "force",
        ],
    ),
    (
        Field::MedicineCount,
        &[
            "medication",
            "medications",
            "medicine",
            "medicines",
            "medicine count",
            "painkiller",
            "painkillers",
            "pills",
            "tablets",
            "doses",
            "drug",
            "drugs",
            "meds",
            "medikament",
            "medikamente",
            "tabletten",
            "schmerzmittel",
            "médicament",
            "médicaments",
            "comprimés",
            "traitement",
        ],
    ),
    (
        Field::MedicineName,
        &[
            "medicine name",
            "medication name",
            "wirkstoff",
            "medikamentenname",
        ],
    ),
    (
        Field::Notes,
        &[
            "note",
            "notes",
            "comment",
            "comments",
            "remarks",
            "notiz",
            "notizen",
            "bemerkung",
            "bemerkungen",
            "kommentar",
            "anmerkung",
            "commentaire",
            "commentaires",
            "remarque",
            "remarques",
        ],
    ),
];

/// Guesses how a file is written and what its columns mean; with `preset`, from there.
///
/// # Errors
/// [`FileProblem`] when there is nothing to read.
pub fn guess(bytes: &[u8], preset: Option<Preset>) -> Result<(Dialect, Mapping), FileProblem> {
    let dialect = dialect::detect(bytes)?;
    let mut mapping = Mapping {
        preset: Preset::Own,
        encoding: dialect.encoding,
        delimiter: dialect.delimiter,
        decimal_mark: dialect.decimal_mark,
        date_order: dialect.date_order,
        columns: Vec::new(),
        severities: BTreeMap::new(),
    };
    if dialect.kind == FileKind::Csv {
        let text = text::decode(bytes, dialect.encoding)?;
        let sample = Sample::take(&text.characters, dialect.delimiter)?;
        guess_columns(&mut mapping, &sample, preset);
    }
    Ok((dialect, mapping))
}

/// Fills in preset, columns and severities.
pub(super) fn guess_columns(mapping: &mut Mapping, sample: &Sample, preset: Option<Preset>) {
    let own = own_rows::is_own(&sample.header);
    if preset == Some(Preset::Own) || (preset.is_none() && own) {
        mapping.preset = Preset::Own;
        mapping.columns.clear();
        mapping.severities.clear();
        return;
    }
    let headings: Vec<String> = sample.header.iter().map(|heading| plain(heading)).collect();
    let has_year = headings
        .iter()
        .any(|heading| field_of(heading) == Field::Year);
    let mut columns: Vec<Field> = Vec::with_capacity(headings.len());
    for (index, heading) in headings.iter().enumerate() {
        let field = match field_of(heading) {
            Field::Day if !has_year => Field::Date,
            Field::Headache if !is_yes_no(sample, index, mapping.decimal_mark) => Field::Severity,
            Field::MedicineCount if !is_count(sample, index, mapping.decimal_mark) => {
                Field::MedicineName
            }
            field => field,
        };
        let taken = !field.may_repeat() && columns.contains(&field);
        columns.push(if taken { Field::Ignore } else { field });
    }
    let by_the_day = !columns.contains(&Field::Start)
        && (columns.contains(&Field::Headache) || columns.contains(&Field::Severity));
    mapping.preset = preset.unwrap_or(if by_the_day {
        Preset::Daily
    } else {
        Preset::Free
    });
    let unwanted: &[Field] = match mapping.preset {
        Preset::Daily => &[Field::Start, Field::End],
        // Counts belong to days: beside a start they would have no place.
        _ if columns.contains(&Field::Start) => &[Field::MedicineCount],
        _ => &[Field::End],
    };
    for field in &mut columns {
        if unwanted.contains(field) {
            *field = Field::Ignore;
        }
    }
    mapping.columns = columns;
    mapping.severities = suggest_severities(mapping, sample);
}

/// Targets for the values of the severity column that the sample holds.
fn suggest_severities(mapping: &Mapping, sample: &Sample) -> BTreeMap<String, PainTarget> {
    let Some(column) = mapping.column_of(Field::Severity) else {
        return BTreeMap::new();
    };
    let mut values: Vec<&str> = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for value in sample.column(column).filter(|value| seen.insert(*value)) {
        if values.len() == Preview::SEVERITIES {
            break;
        }
        values.push(value);
    }
    let targets = scale::suggest(&values, mapping.decimal_mark);
    values.into_iter().map(str::to_owned).zip(targets).collect()
}

/// A heading without unit, case and punctuation: `Headache (0/1)` becomes `headache`.
fn plain(heading: &str) -> String {
    let bare = heading
        .split(['(', '['])
        .next()
        .unwrap_or_default()
        .to_lowercase();
    let words: Vec<&str> = bare
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

fn field_of(heading: &str) -> Field {
    HEADINGS
        .iter()
        .find(|(_, words)| words.contains(&heading))
        .map_or(Field::Ignore, |(field, _)| *field)
}

/// Whether a column holds yes and no rather than points on a scale; a slip now and then, and words
/// that are neither, do not make it a scale.
fn is_yes_no(sample: &Sample, column: usize, mark: DecimalMark) -> bool {
    let (mut all, mut points) = (0_usize, 0_usize);
    for cell in sample.column(column) {
        all += 1;
        points += usize::from(match cells::read_yes_no(cell, mark) {
            Some(answer) => answer == YesNo::Number,
            None => scale::is_point(cell, mark),
        });
    }
    points * 10 < all.max(1)
}

/// Whether a column counts medicines rather than naming them: hardly a cell has words in it that are
/// neither yes nor no nor "none".
fn is_count(sample: &Sample, column: usize, mark: DecimalMark) -> bool {
    let (mut all, mut names) = (0_usize, 0_usize);
    for cell in sample.column(column) {
        all += 1;
        let words = cell.chars().any(char::is_alphabetic) && !cells::says_nothing(cell);
        names += usize::from(words && cells::read_yes_no(cell, mark).is_none());
    }
    names * 10 < all.max(1)
}

/// Reads the flat fields of [`Mapping::fields`] as a form sends them; unknown names are ignored.
///
/// # Errors
/// One [`MappingFault`] for each field that is absent or has a value that no form of ours sends.
pub fn parse_mapping(fields: &[(String, String)]) -> Result<Mapping, Vec<MappingFault>> {
    let mut form = Form {
        values: fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
            .collect(),
        faults: Vec::new(),
    };
    let preset = form.read("preset", |code| Preset::parse(code).ok());
    let encoding = form.read("encoding", |code| Encoding::parse(code).ok());
    let delimiter = form.read("delimiter", |code| Delimiter::parse(code).ok());
    let decimal_mark = form.read("decimal_mark", |code| DecimalMark::parse(code).ok());
    let date_order = form.read("date_order", |code| match code {
        "" => Some(None),
        code => DateOrder::parse(code).ok().map(Some),
    });
    let mut columns = Vec::new();
    for index in 0..MOST_COLUMNS {
        let name = format!("column_{index}");
        if !form.values.contains_key(name.as_str()) {
            break;
        }
        columns.extend(form.read(&name, |code| Field::parse(code).ok()));
    }
    let mut severities = BTreeMap::new();
    for index in 0..Preview::SEVERITIES {
        let Some(value) = form
            .values
            .get(format!("severity_value_{index}").as_str())
            .copied()
        else {
            break;
        };
        // Left open by the patient: the rows with this value are then listed.
        let target = form.read(&format!("severity_target_{index}"), |code| match code {
            "" => Some(None),
            code => PainTarget::parse(code).ok().map(Some),
        });
        if let Some(target) = target.flatten() {
            severities.insert(value.trim().to_owned(), target);
        }
    }
    match (preset, encoding, delimiter, decimal_mark, date_order) {
        (Some(preset), Some(encoding), Some(delimiter), Some(decimal_mark), Some(date_order))
            if form.faults.is_empty() =>
        {
            Ok(Mapping {
                preset,
                encoding,
                delimiter,
                decimal_mark,
                date_order,
                columns,
                severities,
            })
        }
        _ => Err(form.faults),
    }
}

struct Form<'f> {
    values: HashMap<&'f str, &'f str>,
    faults: Vec<MappingFault>,
}

impl Form<'_> {
    fn read<T>(&mut self, name: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        let reason = match self.values.get(name) {
            None => MappingReason::Absent,
            Some(value) => match parse(value) {
                Some(parsed) => return Some(parsed),
                None => MappingReason::Unknown,
            },
        };
        self.faults.push(MappingFault {
            field: name.to_owned(),
            reason,
        });
        None
    }
}

/// What keeps a mapping from being used on a file with these headings. `dates_need_order`: whether
/// the file has dates in numbers.
pub(super) fn check(
    mapping: &Mapping,
    header: &[String],
    dates_need_order: bool,
) -> Vec<MappingFault> {
    let fault = |field: &str, reason| MappingFault {
        field: field.to_owned(),
        reason,
    };
    if mapping.preset == Preset::Own {
        let own = own_rows::is_own(header);
        return if own {
            Vec::new()
        } else {
            vec![fault("preset", MappingReason::NotOwn)]
        };
    }
    let mut faults = Vec::new();
    let columns = &mapping.columns;
    if columns.len() != header.len() {
        faults.push(fault("", MappingReason::ColumnCount));
    }
    for (index, field) in columns.iter().enumerate() {
        if !field.may_repeat() && columns[..index].contains(field) {
            faults.push(fault(&format!("column_{index}"), MappingReason::Repeated));
        }
    }
    let has = |field| columns.contains(&field);
    let parts = [Field::Year, Field::Month, Field::Day].map(has);
    if parts.contains(&true) && parts.contains(&false) {
        faults.push(fault("", MappingReason::DateIncomplete));
    }
    if parts.contains(&true) && has(Field::Date) {
        faults.push(fault("", MappingReason::DateTwice));
    }
    if !parts.contains(&true) && !has(Field::Date) && !has(Field::Start) {
        faults.push(fault("", MappingReason::DateNeeded));
    }
    let in_words = has(Field::Date) || has(Field::Start) || has(Field::End);
    if in_words && dates_need_order && mapping.date_order.is_none() {
        faults.push(fault("date_order", MappingReason::DateOrderNeeded));
    }
    if has(Field::End) && !has(Field::Start) {
        faults.push(fault("", MappingReason::StartNeeded));
    }
    if has(Field::Start) && has(Field::MedicineCount) {
        faults.push(fault("", MappingReason::CountBesideStart));
    }
    let content = [
        Field::Start,
        Field::Headache,
        Field::Severity,
        Field::MedicineCount,
        Field::MedicineName,
        Field::Notes,
    ];
    if !content.into_iter().any(has) {
        faults.push(fault("", MappingReason::NothingMapped));
    }
    faults
}
