//! Single cells: yes and no, whole numbers, and cells that say nothing.

use super::cells::{YesNo, read_whole, read_yes_no, says_nothing};
use super::scale::suggest;
use crate::transfer::model::DecimalMark::{Comma, Point};

#[test]
fn yes_and_no_in_three_languages() {
    for cell in [
        "1", "yes", "Y", "TRUE", "x", "Ja", "oui", "vrai", "✓", "1.0", " 1 ", "01",
    ] {
        assert_eq!(read_yes_no(cell, Point), Some(YesNo::Yes), "{cell}");
    }
    for cell in ["0", "no", "N", "False", "Nein", "non", "-", "0.0", "0,0"] {
        let mark = if cell.contains(',') { Comma } else { Point };
        assert_eq!(read_yes_no(cell, mark), Some(YesNo::No), "{cell}");
    }
    for cell in ["2", "4", "10"] {
        assert_eq!(read_yes_no(cell, Point), Some(YesNo::Number), "{cell}");
    }
    for cell in [
        "11",
        "-1",
        "1.5",
        "maybe",
        "1,0",
        "",
        "yes and no",
        "99999999999999999999",
    ] {
        assert_eq!(read_yes_no(cell, Point), None, "{cell}");
    }
}

#[test]
fn whole_numbers_with_either_mark() {
    assert_eq!(read_whole("3", Point), Some(3));
    assert_eq!(read_whole("3,0", Comma), Some(3));
    assert_eq!(read_whole("3.00", Point), Some(3));
    assert_eq!(read_whole("-2", Point), Some(-2));
    for cell in ["2.5", "3.", "", "three", "3 ", "1e3"] {
        assert_eq!(read_whole(cell, Point).is_some(), cell == "3 ", "{cell}");
    }
    assert_eq!(read_whole("2,5", Comma), None);
}

#[test]
fn none_is_not_the_name_of_a_medicine() {
    for cell in ["none", "-", "Keine", "aucun", "0"] {
        assert!(says_nothing(cell), "{cell}");
    }
    assert!(!says_nothing("Ibuprofen"));
}

fn suggested(values: &[&str]) -> Vec<String> {
    suggest(values, Point)
        .into_iter()
        .map(|target| target.code())
        .collect()
}

#[test]
fn scales_are_recognised_by_their_highest_value() {
    assert_eq!(
        suggested(&["0", "1", "2", "3"]),
        ["none", "mild", "moderate", "severe"]
    );
    assert_eq!(
        suggested(&["5", "4", "3", "2", "1", "0"]),
        ["severe", "severe", "moderate", "mild", "mild", "none"]
    );
    assert_eq!(suggested(&["0", "7", "10"]), ["0", "7", "10"]);
    assert_eq!(
        suggested(&["0", "3", "44", "45", "100"]),
        ["0", "1", "4", "5", "10"]
    );
    assert_eq!(suggested(&["-1", "2"]), ["unknown", "unknown"]);
    assert_eq!(suggested(&["1000"]), ["unknown"]);
}

#[test]
fn scales_in_words() {
    assert_eq!(
        suggested(&["Leicht", "mittel", "STARK"]),
        ["mild", "moderate", "severe"]
    );
    assert_eq!(
        suggested(&["aucune", "légère", "sévère"]),
        ["none", "mild", "severe"]
    );
    assert_eq!(suggested(&["dreadful", "2.5"]), ["unknown", "unknown"]);
}
