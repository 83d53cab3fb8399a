//! The mapping as forms send it and as pages name it.

use super::*;

#[test]
fn every_code_reads_back_as_itself() {
    macro_rules! check {
        ($($name:ident),+) => {$(
            for value in $name::ALL {
                assert_eq!($name::parse(value.code()), Ok(*value));
                assert_eq!(serde_json::to_string(value).expect("a code"), format!("\"{}\"", value.code()));
            }
            assert!($name::parse("").is_err());
        )+};
    }
    check!(
        DateOrder,
        DateCertainty,
        DecimalMark,
        Delimiter,
        Encoding,
        FileKind,
        Preset,
        Field,
        FileProblem,
        FaultReason,
        NoticeReason,
        MappingReason
    );
}

#[test]
fn a_severity_target_is_one_of_our_answers_or_unknown() {
    for code in [
        "unknown", "0", "7", "10", "none", "mild", "moderate", "severe",
    ] {
        let target = PainTarget::parse(code).expect(code);
        assert_eq!(target.code(), code);
        let json = serde_json::to_string(&target).expect("a code");
        assert_eq!(
            serde_json::from_str::<PainTarget>(&json).expect("the same code"),
            target
        );
    }
    assert!(PainTarget::parse("11").is_err());
    assert!(serde_json::from_str::<PainTarget>("\"awful\"").is_err());
}

#[test]
fn the_debug_form_of_a_cell_does_not_tell_what_it_says() {
    let fault = RowFault {
        line: 3,
        column: "Notes".to_owned(),
        reason: FaultReason::TextTooLong,
        other_line: None,
        text: CellText::shortened("a terrible night"),
    };
    assert!(!format!("{fault:?}").contains("terrible"));
}

#[test]
fn long_cells_are_cut_between_characters() {
    let cut = CellText::shortened(&"ä".repeat(300));
    assert_eq!(cut.as_str().chars().count(), CellText::LONGEST + 1);
    assert_eq!(CellText::shortened("short").as_str(), "short");
}
