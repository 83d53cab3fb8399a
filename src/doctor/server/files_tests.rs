//! The files of the report: the table is safe in a spreadsheet, the bundle is accepted from outside, the
//! ordinary PDF has one page and says the numbers.

use super::{
    make_report,
    pdf::ask,
    table::{guard, write_csv},
    test_support::{TODAY, noon, rich},
    write_fhir, write_pdf,
};
use crate::doctor::{
    model::{Paper, Report, ReportOptions},
    parts::sheet,
};
use serde_json::Value;
use std::{collections::BTreeSet, path::Path, process::Command};

fn report() -> Report {
    make_report(&rich(), ReportOptions::default(), TODAY, noon(TODAY))
}

#[test]
fn no_cell_of_the_table_is_a_formula() {
    let table = [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\nx", "'\nx"),
        ("'x", "''x"),
        ("＝1", "'＝1"),
        ("a=1", "a=1"),
        ("", ""),
        (" =1", " =1"),
    ];
    for (typed, written) in table {
        assert_eq!(guard(typed), written);
    }
}

#[test]
fn the_table_carries_the_numbers_and_hostile_words_stay_words() {
    let mut report = report();
    report.questions = vec!["=HYPERLINK(\"x\")".to_owned(), "a \"b\", c".to_owned()];
    report.preventives[0].name = "@evil".to_owned();
    let bytes = write_csv(&report).unwrap();
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    let rows: Vec<Vec<String>> = reader
        .records()
        .map(|row| row.unwrap().iter().map(str::to_owned).collect())
        .collect();
    let has = |wanted: &[&str]| {
        rows.iter().any(|row| {
            wanted
                .iter()
                .all(|cell| row.iter().any(|found| found == cell))
        })
    };
    assert!(has(&["question", "'=HYPERLINK(\"x\")"]));
    assert!(has(&["question", "a \"b\", c"]));
    assert!(has(&["preventive", "'@evil 47.5 mg"]));
    assert!(has(&["days", "attacks", "count", "now", "12"]), "{rows:?}");
    assert!(has(&["scale", "midas", "total", "15"]), "{rows:?}");
    for cell in rows.iter().flatten() {
        assert!(
            !cell.starts_with(['=', '+', '-', '@', '\t', '\r']),
            "{cell}"
        );
    }
}

#[test]
fn the_ordinary_report_fits_on_one_page() {
    let report = report();
    let sheet = sheet(&report);
    for paper in [Paper::A4, Paper::Letter] {
        let pdf = write_pdf(&sheet, paper).unwrap();
        if let Some(folder) = std::env::var_os("MIGRAINE_PULSE_TEST_PDF") {
            let file = Path::new(&folder).join(format!("report-{}.pdf", paper.code()));
            std::fs::write(file, &pdf).unwrap();
        }
        let Some(facts) = ask("pdfinfo", &[], &pdf) else {
            return;
        };
        assert!(facts.contains("Pages:           1"), "{facts}");
        let text = ask("pdftotext", &["-layout"], &pdf).unwrap_or_default();
        for words in [
            "Headache days",
            "Triptans",
            "Metoprolol",
            "29 August 2026 to 20 November 2026",
            "Which preventive treatment comes next?",
            "Wilson",
            "2026-11",
        ] {
            assert!(text.contains(words), "{words} is missing in\n{text}");
        }
        assert!(!text.contains("A fourth one"));
    }
}

#[test]
fn the_sheet_of_an_empty_diary_says_so() {
    let empty = crate::reports::server::Diary::default();
    let report = make_report(&empty, ReportOptions::default(), TODAY, noon(TODAY));
    let words = format!("{:?}", sheet(&report));
    assert!(words.contains("not enough answers"), "{words}");
    assert!(words.contains("None written down."), "{words}");
    assert!(write_pdf(&sheet(&report), Paper::A4).is_ok());
}

fn bundle() -> Value {
    let report = report();
    let id = "7d3c2f0e-7a55-4f6f-8a3b-1f2e3d4c5b6a";
    let bytes = write_fhir(&report, &rich(), noon(TODAY), id).unwrap();
    serde_json::from_slice(&bytes).unwrap()
}

fn resources<'b>(bundle: &'b Value, kind: &str) -> Vec<&'b Value> {
    let entries = bundle["entry"].as_array().unwrap();
    let resources = entries.iter().map(|entry| &entry["resource"]);
    resources
        .filter(|resource| resource["resourceType"] == kind)
        .collect()
}

#[test]
fn the_bundle_names_no_one_and_claims_no_diagnosis() {
    let bundle = bundle();
    assert_eq!(
        bundle["entry"][0]["resource"]["resourceType"],
        "Composition"
    );
    let patient = resources(&bundle, "Patient")[0];
    let keys: BTreeSet<_> = patient.as_object().unwrap().keys().cloned().collect();
    assert_eq!(
        keys,
        BTreeSet::from(["birthDate".into(), "resourceType".into()])
    );
    let conditions = resources(&bundle, "Condition");
    assert_eq!(conditions.len(), 1);
    let status = &conditions[0]["verificationStatus"]["coding"][0]["code"];
    assert_eq!(status, "unconfirmed");
    assert_eq!(conditions[0]["code"]["coding"][0]["code"], "25064002");
}

#[test]
fn the_bundle_carries_codes_that_others_know() {
    let text = bundle().to_string();
    for code in [
        "72514-3",
        "85354-9",
        "8480-6",
        "8462-4",
        "29463-7",
        "8302-2",
        "mm[Hg]",
        "44261-6",
        "70274-6",
        "midas_work_missed",
        "N02CC01",
    ] {
        assert!(text.contains(code), "{code}");
    }
    let bundle = bundle();
    assert_eq!(resources(&bundle, "QuestionnaireResponse").len(), 3);
    assert_eq!(resources(&bundle, "MedicationStatement").len(), 3);
}

#[test]
fn a_validator_that_is_not_ours_accepts_the_bundle() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("bundle.json");
    let mut hostile = report();
    hostile.questions = vec!["<b>&\u{1}\u{b}\u{fffe} 🤕 مرحبا".to_owned()];
    for (report, diary) in [
        (report(), rich()),
        (hostile, crate::reports::server::Diary::default()),
    ] {
        let id = "7d3c2f0e-7a55-4f6f-8a3b-1f2e3d4c5b6a";
        let bytes = write_fhir(&report, &diary, noon(TODAY), id).unwrap();
        std::fs::write(&file, bytes).unwrap();
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/validate-fhir");
        let output = Command::new(script).arg(&file).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.code() == Some(77) {
            println!("{said}");
            return;
        }
        assert!(output.status.success(), "{said}");
        println!("{}", String::from_utf8_lossy(&output.stdout));
    }
}
