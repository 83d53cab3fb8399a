//! A real diary that a patient kept by the day, where the development folder has it. The counts are
//! made here a second time, by splitting at commas, and compared.

use super::preview::preview;
use super::test_support::{circumstances, faults, guessed, read_guessed, summaries};
use crate::attacks::model::{Pain, Severity};
use crate::transfer::model::{
    DateCertainty, Delimiter, Encoding, Field, MonthCounts, NoticeReason, PainTarget, Preset,
};
use std::collections::BTreeMap;
use std::path::Path;

fn real_file() -> Option<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/diaries/bartulem_daily_weather_headache_2020-2022.csv");
    let bytes = std::fs::read(path).ok();
    if bytes.is_none() {
        println!("skipped: no real diary beside this checkout");
    }
    bytes
}

/// Year, month, day, headache, severity, medicines of each line.
fn naive(bytes: &[u8]) -> Vec<[i64; 6]> {
    let text = std::str::from_utf8(bytes).expect("UTF-8");
    let number = |cells: &[&str], index: usize| cells[index].parse().expect("a number");
    text.lines()
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split(',').collect();
            [0, 1, 2, 21, 22, 23].map(|index| number(&cells, index))
        })
        .collect()
}

#[test]
fn the_file_is_understood_without_help() {
    let Some(bytes) = real_file() else { return };
    let mapping = guessed(&bytes);
    assert_eq!(mapping.preset, Preset::Daily);
    assert_eq!(
        (mapping.encoding, mapping.delimiter),
        (Encoding::Utf8, Delimiter::Comma)
    );
    let mut expected = vec![Field::Ignore; 25];
    expected[..3].copy_from_slice(&[Field::Year, Field::Month, Field::Day]);
    expected[21..24].copy_from_slice(&[Field::Headache, Field::Severity, Field::MedicineCount]);
    assert_eq!(mapping.columns, expected);
    let targets: Vec<(&str, String)> = mapping
        .severities
        .iter()
        .map(|(value, target)| (value.as_str(), target.code()))
        .collect();
    let expected = [
        ("0", "none"),
        ("1", "mild"),
        ("2", "mild"),
        ("3", "moderate"),
        ("4", "severe"),
        ("5", "severe"),
    ];
    assert_eq!(
        targets,
        expected.map(|(value, code)| (value, code.to_owned()))
    );
}

#[test]
fn every_day_is_read() {
    let Some(bytes) = real_file() else { return };
    let (reading, lines) = (read_guessed(&bytes), naive(&bytes));
    assert_eq!(faults(&reading), []);
    assert_eq!(
        (reading.rows, reading.entries.len(), lines.len()),
        (536, 536, 536)
    );
    for (summary, [year, month, day, headache, severity, medicines]) in
        summaries(&reading).iter().zip(&lines)
    {
        let date = (
            i64::from(summary.day.year()),
            summary.day.month(),
            summary.day.day(),
        );
        assert_eq!(date, (*year, *month as i8, *day as i8));
        assert_eq!(summary.headache, Some(*headache > 0), "{}", summary.day);
        assert_eq!(
            summary.medicine_count.map(i64::from),
            Some(*medicines),
            "{}",
            summary.day
        );
        let pain = match severity {
            0 => None,
            1 | 2 => Some(Severity::Mild),
            3 => Some(Severity::Moderate),
            _ => Some(Severity::Severe),
        };
        assert_eq!(summary.pain, pain.map(Pain::Word), "{}", summary.day);
    }
}

/// The column of 0 and 1 holds a 2 and a 4. Its sum, 134, therefore is not a number of days; there
/// are 130 days with headache, and the two odd cells are pointed out.
#[test]
fn days_are_counted_and_not_added_up() {
    let Some(bytes) = real_file() else { return };
    let lines = naive(&bytes);
    let sum: i64 = lines.iter().map(|line| line[3]).sum();
    let days = lines.iter().filter(|line| line[3] > 0).count() as u64;
    let medicine_days = lines.iter().filter(|line| line[5] > 0).count() as u64;
    assert_eq!((sum, days, medicine_days), (134, 130, 103));

    let preview = preview(&bytes, None, &circumstances()).expect("a preview");
    assert_eq!(preview.counts.days, 536);
    assert_eq!(preview.counts.headache_days, 130);
    assert_eq!(preview.counts.free_days, 406);
    assert_eq!(preview.counts.medicine_days, 103);
    assert_eq!((preview.counts.bad_rows, preview.counts.attacks), (0, 0));
    let notices: Vec<(u64, &str, &str)> = preview
        .notices
        .iter()
        .map(|notice| {
            assert_eq!(notice.reason, NoticeReason::HeadacheNumber);
            (notice.line, notice.column.as_str(), notice.text.as_str())
        })
        .collect();
    assert_eq!(notices, [(261, "Headache", "2"), (518, "Headache", "4")]);
}

#[test]
fn the_months_are_those_of_a_spreadsheet() {
    let Some(bytes) = real_file() else { return };
    let mut months: BTreeMap<(i64, i64), [u32; 3]> = BTreeMap::new();
    for [year, month, _, headache, _, medicines] in naive(&bytes) {
        let counts = months.entry((year, month)).or_default();
        counts[0] += 1;
        counts[1] += u32::from(headache > 0);
        counts[2] += u32::from(medicines > 0);
    }
    let expected: Vec<MonthCounts> = months
        .into_iter()
        .map(
            |((year, month), [days, headache_days, medicine_days])| MonthCounts {
                year: year as i16,
                month: month as i8,
                days,
                headache_days,
                medicine_days,
            },
        )
        .collect();
    let preview = preview(&bytes, None, &circumstances()).expect("a preview");
    assert_eq!(preview.months.len(), 19);
    assert_eq!(preview.months, expected);
    assert_eq!(preview.dialect.date_certainty, DateCertainty::Unneeded);
    assert_eq!((preview.rows.len(), preview.header.len()), (10, 25));
    let rows: Vec<u64> = preview.severities.iter().map(|value| value.rows).collect();
    assert_eq!(rows, [406, 6, 11, 37, 59, 17]);
    assert!(
        preview
            .severities
            .iter()
            .all(|value| value.target == Some(value.suggested))
    );
    assert_eq!(preview.severities[2].target, PainTarget::parse("mild").ok());
}

#[test]
fn reading_twice_gives_the_same_ids() {
    let Some(bytes) = real_file() else { return };
    let (first, second) = (read_guessed(&bytes), read_guessed(&bytes));
    assert_eq!(first, second);
    let mut ids: Vec<_> = first.entries.iter().map(|imported| imported.id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 536);
}
