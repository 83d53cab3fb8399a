//! How delimiter, encoding, decimal mark and date order are found.

use super::dialect::detect;
use super::text::{decode, detect_encoding};
use crate::transfer::model::{
    DateCertainty, DateOrder, DecimalMark, Delimiter, Dialect, Encoding, FileKind, FileProblem,
};

fn detected(text: &str) -> Dialect {
    detect(text.as_bytes()).expect("a readable file")
}

/// Latin-1 by hand: every character below 256 is its own byte.
fn latin_1(text: &str) -> Vec<u8> {
    text.chars()
        .map(|letter| u8::try_from(u32::from(letter)).expect("Latin-1"))
        .collect()
}

fn utf_16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xfeff)
        .chain(text.encode_utf16())
        .flat_map(to_bytes)
        .collect()
}

const GERMAN: &str = "Datum;Kopfschmerz;Stärke;Bemerkung\r\n\
    03.01.2021;ja;2,5;müde, übel\r\n\
    04.01.2021;nein;0,0;\r\n\
    25.01.2021;ja;3,5;\"Käse; Wein\"\r\n";

#[test]
fn a_german_spreadsheet_in_latin_1() {
    let dialect = detect(&latin_1(GERMAN)).expect("a readable file");
    let expected = Dialect {
        kind: FileKind::Csv,
        encoding: Encoding::Windows1252,
        delimiter: Delimiter::Semicolon,
        decimal_mark: DecimalMark::Comma,
        date_order: Some(DateOrder::Dmy),
        date_certainty: DateCertainty::Certain,
    };
    assert_eq!(dialect, expected);
    assert_eq!(
        decode(&latin_1(GERMAN), Encoding::Windows1252)
            .expect("text")
            .characters,
        GERMAN
    );
}

#[test]
fn byte_order_marks_decide() {
    let with_mark = [b"\xef\xbb\xbf".as_slice(), GERMAN.as_bytes()].concat();
    for (bytes, encoding) in [
        (GERMAN.as_bytes().to_vec(), Encoding::Utf8),
        (with_mark, Encoding::Utf8),
        (utf_16(GERMAN, u16::to_le_bytes), Encoding::Utf16Le),
        (utf_16(GERMAN, u16::to_be_bytes), Encoding::Utf16Be),
    ] {
        assert_eq!(detect_encoding(&bytes), encoding);
        let text = decode(&bytes, encoding).expect("text");
        assert_eq!(text.characters, GERMAN);
        assert!(!text.replaced);
        let dialect = detect(&bytes).expect("a readable file");
        assert_eq!(dialect.delimiter, Delimiter::Semicolon);
    }
}

#[test]
fn letters_far_into_a_file_still_tell_its_encoding() {
    let before = "date;headache;notes\n".to_owned() + &"2021-01-01;1;calm\n".repeat(20_000);
    let after = "2021-01-02;1;müde\n".repeat(20_000);
    assert_eq!(detect_encoding(before.as_bytes()), Encoding::Utf8);
    assert_eq!(
        detect_encoding(&latin_1(&(before.clone() + &after))),
        Encoding::Windows1252
    );
    let mut broken = (before + &after).into_bytes();
    broken.extend_from_slice(b"2021-01-03;1;\xe9t\xe9\n");
    assert_eq!(detect_encoding(&broken), Encoding::Utf8);
}

#[test]
fn a_wrong_encoding_is_reported() {
    let text = "Datum;Bemerkung\n01.01.2021;".to_owned() + &"nichts ".repeat(20) + "müde\n";
    let bytes = latin_1(&text);
    assert!(
        decode(&bytes, Encoding::Utf8)
            .expect("mostly text")
            .replaced
    );
}

#[test]
fn delimiters() {
    for (text, delimiter) in [
        ("a,b,c\n1,2,3\n", Delimiter::Comma),
        ("a;b;c\n1;2;3\n", Delimiter::Semicolon),
        ("a\tb\tc\n1\t2\t3\n", Delimiter::Tab),
        ("a|b|c\n1|2|3\n", Delimiter::Pipe),
        // Every row has one decimal comma, so commas are consistent too, but not in the heading.
        (
            "date;severity\n2021-01-01;2,5\n2021-01-02;3,5\n",
            Delimiter::Semicolon,
        ),
        // Semicolons in the text, quoted and not.
        (
            "date,notes\n2021-01-01,\"a;b;c\"\n2021-01-02,d;e\n",
            Delimiter::Comma,
        ),
        (
            "date,notes\n2021-01-01,\"a\nb;c\n;;\"\n2021-01-02,\"d,e\"\n",
            Delimiter::Comma,
        ),
        // One ragged row does not change the others.
        ("a;b;c\n1;2;3\n1;2\n1;2;3\n", Delimiter::Semicolon),
        ("date\n2021-01-01\n", Delimiter::Comma),
        ("sep=|\ndate,x|y\n1,2|3\n", Delimiter::Pipe),
        ("sep=;\r\na;b\r\n1;2\r\n", Delimiter::Semicolon),
    ] {
        assert_eq!(detected(text).delimiter, delimiter, "{text}");
    }
}

#[test]
fn decimal_marks() {
    for (text, mark) in [
        ("a;b\n1,5;2\n", DecimalMark::Comma),
        ("a;b\n1.5;2\n", DecimalMark::Point),
        ("a;b\n1;2\n", DecimalMark::Comma),
        ("a,b\n1,2\n", DecimalMark::Point),
        ("a,b\n\"-1,5\",2\n", DecimalMark::Comma),
        ("a\tb\n1,5\t1.5\n3,5\t\n", DecimalMark::Comma),
    ] {
        assert_eq!(detected(text).decimal_mark, mark, "{text}");
    }
}

#[test]
fn date_orders() {
    use DateCertainty::{Ambiguous, Certain, Suggested, Unneeded};
    for (dates, order, certainty) in [
        ("2021-01-02 2021-01-03", Some(DateOrder::Ymd), Certain),
        ("1/2/2021 13/2/2021", Some(DateOrder::Dmy), Certain),
        ("1/2/2021 2/13/2021", Some(DateOrder::Mdy), Certain),
        ("1/2/2021 2/3/2021", None, Ambiguous),
        ("13/2/2021 2/13/2021", None, Ambiguous),
        ("1.2.2021 2.3.2021", Some(DateOrder::Dmy), Suggested),
        ("1.2.2021 2021-03-02", Some(DateOrder::Dmy), Suggested),
        ("20201220 soon", None, Unneeded),
        ("never always", None, Unneeded),
    ] {
        let rows = dates.replace(' ', ",1\n");
        let dialect = detected(&format!("date,headache\n{rows},1\n"));
        assert_eq!(
            (dialect.date_order, dialect.date_certainty),
            (order, certainty),
            "{dates}"
        );
    }
    let slip = format!("date,x\n{}2/13/2021,1\n", "14/1/2021,1\n".repeat(10));
    let dialect = detected(&slip);
    assert_eq!(
        (dialect.date_order, dialect.date_certainty),
        (Some(DateOrder::Dmy), Suggested)
    );
}

#[test]
fn files_without_anything_to_read() {
    for (bytes, problem) in [
        (b"".as_slice(), FileProblem::Empty),
        (b"\xef\xbb\xbf", FileProblem::Empty),
        (b" \r\n\t\r\n", FileProblem::Empty),
        (b"date,headache\n", FileProblem::NoRows),
        (b"date,headache", FileProblem::NoRows),
        (b"sep=;\r\n", FileProblem::Empty),
        (b"PK\x03\x04rest of a spreadsheet", FileProblem::NotText),
        (b"%PDF-1.7\n", FileProblem::NotText),
        (
            b"\x00\x01\x02\x03\x04\x05\x06\x07\xff\xfe\xfd\n\x00",
            FileProblem::NotText,
        ),
    ] {
        assert_eq!(detect(bytes), Err(problem), "{bytes:?}");
    }
}

#[test]
fn noise_is_refused_and_does_not_hang() {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state as u8
    })
    .take(200_000)
    .collect();
    assert_eq!(detect(&noise), Err(FileProblem::NotText));
}

#[test]
fn our_document_is_recognised() {
    let dialect = detected("\n {\"format\":\"migraine-pulse\"}");
    assert_eq!(dialect.kind, FileKind::Json);
}
