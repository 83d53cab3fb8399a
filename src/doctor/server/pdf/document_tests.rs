//! The PDF opens, says what the sheet says, is tagged, and takes any text.

use super::write_pdf;
use crate::doctor::model::{BarChart, Block, MonthBars, Paper, Sheet, SheetTable};
use proptest::prelude::*;
use std::{io::Write, process::Command};

/// A sheet with one of everything.
fn sample(question: &str) -> Sheet {
    let table = SheetTable {
        caption: "Days of each kind".to_owned(),
        headings: ["Days", "Before", "Now"].map(str::to_owned).to_vec(),
        rows: vec![
            ["Headache days", "31", "27"].map(str::to_owned).to_vec(),
            ["Migraine days", "17", "13"].map(str::to_owned).to_vec(),
        ],
        first_percent: 50,
    };
    let month = |label: &str, values: &[u32]| MonthBars {
        label: label.to_owned(),
        detail: "28 of 28".to_owned(),
        values: values.to_vec(),
    };
    let chart = BarChart {
        caption: "Three months".to_owned(),
        sentence: "Headache days went from 11 to 9.".to_owned(),
        key: vec!["headache".to_owned(), "migraine".to_owned()],
        months: vec![month("Sep", &[11, 5]), month("Oct", &[7, 0])],
        top: 28,
    };
    Sheet {
        title: "Headache report".to_owned(),
        language: "en".to_owned(),
        facts: vec!["1 to 28".to_owned()],
        by_hand: vec!["Name:".to_owned(), "Born:".to_owned()],
        blocks: vec![
            Block::Pair(
                vec![
                    Block::Heading("Days".to_owned()),
                    Block::Table(table.clone()),
                ],
                vec![Block::Heading("Months".to_owned()), Block::Chart(chart)],
            ),
            Block::Heading("Questions".to_owned()),
            Block::Numbered(vec![question.to_owned()]),
            Block::Notes(vec![("1".to_owned(), "As defined.".to_owned())]),
        ],
        foot: "Foot of the page".to_owned(),
        page_words: ["Page".to_owned(), "of".to_owned()],
    }
}

/// What a program of the machine says about a PDF; nothing where it is not installed.
pub(crate) fn ask(program: &str, options: &[&str], pdf: &[u8]) -> Option<String> {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(pdf).unwrap();
    let mut command = Command::new(program);
    command.args(options).arg(file.path());
    if program == "pdftotext" {
        command.arg("-");
    }
    let Ok(output) = command.output() else {
        println!("{program} is not installed: the PDF was not read by another program");
        return None;
    };
    assert!(output.status.success(), "{program}: {output:?}");
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn it_says_what_the_sheet_says() {
    let pdf = write_pdf(&sample("What helps?"), Paper::A4).unwrap();
    assert!(pdf.starts_with(b"%PDF-1."));
    let Some(text) = ask("pdftotext", &["-layout"], &pdf) else {
        return;
    };
    for words in [
        "Headache report",
        "Headache days",
        "31",
        "27",
        "What helps?",
        "Page 1 of 1",
    ] {
        assert!(text.contains(words), "{words} is missing in\n{text}");
    }
}

#[test]
fn it_is_tagged_and_has_the_size_of_the_paper() {
    for (paper, size) in [(Paper::A4, "595.28 x 841.89"), (Paper::Letter, "612 x 792")] {
        let pdf = write_pdf(&sample("?"), paper).unwrap();
        let Some(facts) = ask("pdfinfo", &[], &pdf) else {
            return;
        };
        assert!(facts.contains("Pages:           1"), "{facts}");
        assert!(facts.contains(size), "{facts}");
        assert!(facts.contains("Tagged:          yes"), "{facts}");
        assert!(facts.contains("Headache report"), "{facts}");
    }
    let pdf = write_pdf(&sample("?"), Paper::A4).unwrap();
    let Some(tree) = ask("pdfinfo", &["-struct"], &pdf) else {
        return;
    };
    let tags = [
        "H1", "H2", "Table", "THead", "TR", "TH", "TD", "Figure", "L", "LI", "Lbl",
    ];
    for tag in tags {
        let found = tree
            .lines()
            .any(|line| line.trim().split([' ', ':']).next() == Some(tag));
        assert!(found, "{tag} is missing in\n{tree}");
    }
}

#[test]
fn what_does_not_fit_goes_on_to_the_next_page() {
    let mut sheet = sample("?");
    let row = |number: usize| vec![format!("Medicine {number}"), "1".to_owned(), "2".to_owned()];
    sheet.blocks.insert(
        0,
        Block::Table(SheetTable {
            headings: ["Medicine", "a", "b"].map(str::to_owned).to_vec(),
            rows: (0..150).map(row).collect(),
            first_percent: 60,
            ..SheetTable::default()
        }),
    );
    let pdf = write_pdf(&sheet, Paper::Letter).unwrap();
    let Some(text) = ask("pdftotext", &["-layout"], &pdf) else {
        return;
    };
    for number in 0..150 {
        assert!(text.contains(&format!("Medicine {number} ")), "{number}");
    }
    assert!(text.contains("Page 2 of "), "{text}");
}

#[test]
fn writing_it_twice_gives_the_same_bytes() {
    let sheet = sample("What helps?");
    let [first, second] = [0, 1].map(|_| write_pdf(&sheet, Paper::A4).unwrap());
    assert!(first == second);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_question_can_be_printed(question in prop::collection::vec(any::<char>(), 0..300)) {
        let question: String = question.into_iter().collect();
        prop_assert!(write_pdf(&sample(&question), Paper::A4).is_ok());
    }

    #[test]
    fn any_script_can_be_printed(question in "[\\p{Hebrew}\\p{Arabic}\\p{Greek}\\p{Mn}\\p{Co}\\p{Cf} 0-9a-z()]{0,120}") {
        prop_assert!(write_pdf(&sample(&question), Paper::Letter).is_ok());
    }
}
