//! What the patient is shown of a file before anything is saved.

use super::entry::Diary;
use super::export::write_json;
use super::preview::preview;
use super::test_support::{circumstances, guessed, now};
use crate::transfer::model::{
    DateCertainty, Delimiter, FileKind, FileProblem, Mapping, MappingReason, PainTarget, Preset,
    Preview,
};

fn shown(text: &str, chosen: Option<&Mapping>) -> Preview {
    preview(text.as_bytes(), chosen, &circumstances()).expect("a readable file")
}

const DIARY: &str = "date,headache,severity,pills\n\
    1/2/2021,1,3,1\n1/3/2021,0,0,0\n2/3/2021,1,awful,0\n";

#[test]
fn an_ambiguous_order_is_the_patients_to_choose() {
    let first = shown(DIARY, None);
    assert_eq!(first.dialect.date_certainty, DateCertainty::Ambiguous);
    assert_eq!(
        first.mapping_faults[0].reason,
        MappingReason::DateOrderNeeded
    );
    assert_eq!((first.rows.len(), first.counts.entries), (3, 0));
    let chosen = Mapping {
        date_order: Some(crate::transfer::model::DateOrder::Dmy),
        ..first.mapping.clone()
    };
    let second = shown(DIARY, Some(&chosen));
    assert_eq!(second.mapping_faults, []);
    let counts = second.counts;
    assert_eq!((counts.rows, counts.days, counts.headache_days), (3, 3, 2));
    assert_eq!(
        (counts.free_days, counts.medicine_days, counts.bad_rows),
        (1, 1, 0)
    );
    let months: Vec<_> = second
        .months
        .iter()
        .map(|month| (month.year, month.month, month.days))
        .collect();
    assert_eq!(months, [(2021, 2, 1), (2021, 3, 2)]);
}

#[test]
fn severity_values_come_with_counts_choices_and_suggestions() {
    let mut mapping = guessed(DIARY.as_bytes());
    mapping.severities.remove("3");
    let values = shown(DIARY, Some(&mapping)).severities;
    let seen: Vec<_> = values
        .iter()
        .map(|value| {
            (
                value.value.as_str(),
                value.rows,
                value.target.map(PainTarget::code),
            )
        })
        .collect();
    let code = |code: &str| Some(code.to_owned());
    assert_eq!(
        seen,
        [
            ("awful", 1, code("unknown")),
            ("0", 1, code("none")),
            ("3", 1, None)
        ]
    );
    assert_eq!(values[2].suggested.code(), "severe");
}

#[test]
fn another_delimiter_starts_over() {
    let mapping = Mapping {
        delimiter: Delimiter::Semicolon,
        ..guessed(DIARY.as_bytes())
    };
    let preview = shown(DIARY, Some(&mapping));
    assert_eq!(
        (preview.header.len(), preview.mapping.columns.len()),
        (1, 1)
    );
    assert!(!preview.mapping_faults.is_empty());
}

#[test]
fn attacks_count_by_the_days_they_touch() {
    let text = "start,end,medication\n\
        2021-01-30 22:00,2021-02-01 08:00,Aspirin\n\
        2021-02-01 10:00,2021-02-02 00:00,\n\
        2021-02-05 10:00,2021-02-05 10:00,\n";
    let preview = shown(text, None);
    let counts = preview.counts;
    assert_eq!(
        (counts.attacks, counts.headache_days, counts.medicine_days),
        (3, 4, 1)
    );
    let months: Vec<_> = preview
        .months
        .iter()
        .map(|month| (month.month, month.headache_days))
        .collect();
    assert_eq!(months, [(1, 2), (2, 2)]);
}

#[test]
fn a_thousand_attacks_that_never_end_cost_as_much_as_one() {
    let header = "kind,id,day,start,zone,course,recorded\n".to_owned();
    let rows: String = (0..1_000_u128)
        .map(|number| {
            let id = uuid::Uuid::from_u128(number);
            format!("attack,{id},,1900-01-02T00:00:00Z,UTC,continuous,2021-01-01T00:00:00Z\n")
        })
        .collect();
    let preview = shown(&(header + &rows), None);
    assert_eq!(
        (preview.mapping.preset, preview.counts.attacks),
        (Preset::Own, 1_000)
    );
    assert!(preview.counts.headache_days > 46_000);
}

#[test]
fn long_lists_are_cut_but_counted() {
    let rows: String = (0..600).map(|_| "2021-01-01,1\n").collect();
    let preview = shown(&format!("date,headache\n{rows}"), None);
    assert_eq!(
        (preview.faults.len(), preview.counts.bad_rows),
        (Preview::FAULTS, 599)
    );
    let values: String = (0..300)
        .map(|value| format!("2021-01-01,v{value}\n"))
        .collect();
    let preview = shown(&format!("date,severity\n{values}"), None);
    assert_eq!(preview.severities.len(), Preview::SEVERITIES);
}

#[test]
fn a_document_has_counts_but_no_columns() {
    let json = write_json(&Diary::default(), now()).expect("a document");
    let preview = preview(&json, None, &circumstances()).expect("a readable file");
    assert_eq!(
        (preview.dialect.kind, preview.header.len()),
        (FileKind::Json, 0)
    );
    assert_eq!(preview.counts.entries, 0);
}

#[test]
fn nothing_to_show_says_why() {
    let problem = |bytes| preview(bytes, None, &circumstances()).expect_err("unreadable");
    assert_eq!(problem(b""), FileProblem::Empty);
    assert_eq!(problem(b"date,headache\n"), FileProblem::NoRows);
    assert_eq!(problem(b"{\"a\":1}"), FileProblem::NotOurDocument);
}
