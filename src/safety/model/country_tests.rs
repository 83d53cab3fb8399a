//! The table of numbers: large enough, each country once, each number one that can be dialled.

use super::{COUNTRIES, Country};
use crate::safety::parts::country_text;
use std::collections::BTreeSet;

#[test]
fn each_country_stands_in_the_table_once_with_a_name_of_its_own() {
    assert!(COUNTRIES.len() >= 60, "{}", COUNTRIES.len());
    let codes: BTreeSet<_> = COUNTRIES.iter().map(|country| country.code).collect();
    assert_eq!(codes.len(), COUNTRIES.len());
    let names: BTreeSet<_> = codes.iter().map(|code| country_text(code)).collect();
    assert_eq!(names.len(), COUNTRIES.len());
    assert!(!names.contains(country_text("unknown")));
    assert!(
        codes.iter().all(|code| {
            code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_uppercase())
        })
    );
}

#[test]
fn every_number_can_be_dialled() {
    let dialled = |number: &str| {
        number
            .bytes()
            .all(|sign| sign.is_ascii_digit() || b" *".contains(&sign))
    };
    for country in COUNTRIES {
        assert!(!country.numbers.is_empty(), "{}", country.code);
        for number in country.numbers {
            assert!(
                (2..=5).contains(&number.len()) && dialled(number),
                "{number}"
            );
        }
        if let Some((name, number)) = country.crisis {
            assert!(!name.is_empty() && dialled(number), "{number}");
        }
    }
}

#[test]
fn well_known_numbers_are_right() {
    for (code, number) in [
        ("DE", "112"),
        ("FR", "15"),
        ("US", "911"),
        ("CA", "911"),
        ("GB", "999"),
        ("AU", "000"),
        ("NZ", "111"),
        ("JP", "119"),
        ("CH", "144"),
        ("IN", "112"),
        ("BR", "192"),
    ] {
        let country = Country::of(code).unwrap();
        assert_eq!(country.numbers[0], number, "{code}");
    }
    assert_eq!(Country::of("XX"), None);
    for code in [
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT",
        "LV", "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SI", "ES", "SE",
    ] {
        assert!(
            Country::of(code).unwrap().numbers.contains(&"112"),
            "{code}"
        );
    }
}
