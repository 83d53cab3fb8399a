//! Rows and cells of a file.

use super::table::{LineCounter, Rows, Sample};
use crate::transfer::model::{Delimiter, FileProblem};

fn rows(text: &str) -> Vec<(u64, Vec<String>)> {
    let mut rows = Rows::new(text, Delimiter::Comma);
    let mut all = Vec::new();
    while let Some((line, record)) = rows.next() {
        all.push((line, record.iter().map(str::to_owned).collect()));
    }
    all
}

fn lines(text: &str) -> Vec<u64> {
    rows(text).into_iter().map(|(line, _)| line).collect()
}

#[test]
fn lines_are_those_of_an_editor() {
    assert_eq!(lines("a,b\n1,2\n3,4\n"), [1, 2, 3]);
    assert_eq!(lines("a,b\r\n1,2\r\n3,4\r\n"), [1, 2, 3]);
    assert_eq!(lines("a,b\r1,2\r3,4"), [1, 2, 3]);
    assert_eq!(lines("\n\na,b\n\n\n1,2\n"), [3, 6]);
    assert_eq!(lines("\r\n\r\na,b\r\n\r\n\r\n1,2"), [3, 6]);
    assert_eq!(lines("a,b\n\"x\ny\n\nz\",2\n3,4\n"), [1, 2, 6]);
    assert_eq!(lines("a,b\r\n\"x\r\ny\",2\r\n\r\n\"3\",4\r\n"), [1, 2, 5]);
    assert_eq!(lines("sep=,\na,b\n1,2"), [2, 3]);
    assert_eq!(lines("sep=,\r\na,b\r\n1,2"), [2, 3]);
}

#[test]
fn quoted_cells_come_out_as_they_went_in() {
    let all = rows("a,b\n\"say \"\"yes\"\", please\",\"two\r\nlines\"\n");
    assert_eq!(all[1].1, ["say \"yes\", please", "two\r\nlines"]);
}

#[test]
fn an_open_quote_swallows_rows_but_not_the_program() {
    assert_eq!(rows("a,b\n\"1,2\n3,4\n").len(), 2);
}

#[test]
fn a_counter_can_go_back() {
    let mut counter = LineCounter::new("a\nb\nc\n");
    assert_eq!(counter.line_at(4), 3);
    assert_eq!(counter.line_at(2), 2);
    assert_eq!(counter.line_at(99), 4);
}

#[test]
fn a_sample_needs_a_row() {
    let problem = |text| Sample::take(text, Delimiter::Comma).err();
    assert_eq!(problem("a,b\n"), Some(FileProblem::NoRows));
    assert_eq!(problem("a,b\n,\n , \n"), Some(FileProblem::NoRows));
    assert_eq!(problem("\n\n"), Some(FileProblem::Empty));
    assert_eq!(problem(&",".repeat(200)), Some(FileProblem::TooManyColumns));
}
