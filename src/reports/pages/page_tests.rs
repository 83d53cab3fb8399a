//! Words of the pages: every rule has a name, numbers are spelled as promised.

use super::{
    months_table::change_text,
    statistics::hours_text,
    words::{rule_text, rule_words, value_sentence, value_text},
};
use crate::{
    i18n::{Locale, provide_locale},
    reports::{model::ValueView, server::rules::Rule},
};
use leptos::prelude::Owner;

fn with_words<T>(test: impl FnOnce() -> T) -> T {
    Owner::new().with(|| {
        provide_locale(Locale::en);
        test()
    })
}

#[test]
fn every_rule_has_a_name_and_plain_words() {
    with_words(|| {
        for rule in Rule::ALL {
            let name = rule_text(rule.code());
            assert!(!name.starts_with("Count "), "{} has no name", rule.code());
            assert!(!rule_words(rule.code()).is_empty());
        }
        assert_eq!(rule_text("new_rule"), "Count new_rule");
    });
}

#[test]
fn hours_have_two_decimals() {
    for (hours, text) in [
        (0.0, "0.00"),
        (2.555, "2.56"),
        (9_198.0 / 3_600.0, "2.56"),
        (6.0, "6.00"),
        (3.004, "3.00"),
    ] {
        assert_eq!(hours_text(hours), text);
    }
}

#[test]
fn changes_have_their_sign() {
    assert_eq!(change_text(4, 6), "+2");
    assert_eq!(change_text(6, 4), "\u{2212}2");
    assert_eq!(change_text(0, 0), "\u{b1}0");
}

#[test]
fn not_enough_answers_is_said_with_what_is_needed() {
    with_words(|| {
        let value = ValueView::NotEnough {
            answered: 9,
            needed: 23,
        };
        assert_eq!(value_text(&value), "Not enough answers");
        let sentence = value_sentence("monthly_rate_28", &value, 0).unwrap();
        assert!(
            sentence.contains('9') && sentence.contains("23"),
            "{sentence}"
        );
    });
}

#[test]
fn a_match_is_never_called_a_diagnosis() {
    with_words(|| {
        let sentence = value_sentence("chronic_picture", &ValueView::Matches(true), 52).unwrap();
        assert!(sentence.starts_with("Your entries match"), "{sentence}");
        assert!(sentence.contains("52") && sentence.contains("clinician"));
    });
}
