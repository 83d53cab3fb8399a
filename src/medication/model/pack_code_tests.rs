//! Pack codes: every length, every reason for a refusal, and the ways in which one is written.

use super::{PackCode, PackCodeFault};

fn read(typed: &str) -> Result<String, PackCodeFault> {
    PackCode::parse(typed).map(|code| code.text().to_owned())
}

#[test]
fn every_length_of_a_gtin_is_read() {
    // GTIN-8, GTIN-12, GTIN-13 and GTIN-14 as printed in the GS1 General Specifications and on goods.
    assert_eq!(read("96385074").unwrap(), "00000096385074");
    assert_eq!(read("036000291452").unwrap(), "00036000291452");
    assert_eq!(read("4006381333931").unwrap(), "04006381333931");
    assert_eq!(read("04006381333931").unwrap(), "04006381333931");
}

#[test]
fn spaces_dashes_and_the_gs1_form_make_no_difference() {
    let code = PackCode::parse("4006381333931").unwrap();
    for typed in [
        "4 006381 333931",
        "4-006381-333931",
        "(01)04006381333931(17)271231(10)A1",
    ] {
        assert_eq!(PackCode::parse(typed).unwrap(), code, "{typed}");
    }
}

#[test]
fn a_wrong_code_is_refused_with_the_reason() {
    for (typed, fault) in [
        ("", PackCodeFault::Missing),
        ("  ", PackCodeFault::Missing),
        ("40063813339a1", PackCodeFault::NotDigits),
        ("٤٠٠٦٣٨١٣", PackCodeFault::NotDigits),
        ("400638133", PackCodeFault::WrongLength),
        ("400638133393100", PackCodeFault::WrongLength),
        ("4006381333932", PackCodeFault::CheckDigit),
        ("4006381339331", PackCodeFault::CheckDigit),
    ] {
        assert_eq!(PackCode::parse(typed), Err(fault), "{typed}");
    }
}

#[test]
fn one_wrong_digit_never_passes() {
    let right = "04006381333931";
    for place in 0..right.len() {
        for digit in '0'..='9' {
            let mut wrong: Vec<char> = right.chars().collect();
            if wrong[place] == digit {
                continue;
            }
            wrong[place] = digit;
            let wrong: String = wrong.into_iter().collect();
            assert_eq!(PackCode::parse(&wrong), Err(PackCodeFault::CheckDigit));
        }
    }
}

#[test]
fn scanners_give_gs1_strings() {
    let code = PackCode::parse("04006381333931").unwrap();
    for found in [
        "0104006381333931172712311021A1",
        "\u{1d}0104006381333931172712311021A1",
        "]d20104006381333931172712311021A1",
        "4006381333931",
    ] {
        assert_eq!(PackCode::scanned(found).unwrap(), code, "{found}");
    }
    assert!(PackCode::scanned("https://example.org").is_err());
}

#[test]
fn a_pharmacy_number_is_read_with_both_check_digits() {
    // The worked example of the IFA specification.
    assert_eq!(read("PPN111234567842").unwrap(), "PPN111234567842");
    assert_eq!(read("9N 1112345678 42").unwrap(), "PPN111234567842");
    assert_eq!(read("PPN111234567843"), Err(PackCodeFault::CheckDigit));
    assert_eq!(read("PPN110312545312"), Err(PackCodeFault::CheckDigit));
    assert_eq!(read("PPN1103"), Err(PackCodeFault::WrongLength));
    assert_eq!(read("9N11o3125452"), Err(PackCodeFault::NotDigits));
}
