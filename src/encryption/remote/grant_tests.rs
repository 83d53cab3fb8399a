//! Which grants are at hand, and for how long.

use super::grant::{Grant, GrantBook, SHOWN_FOR};
use crate::{
    encryption::test_vector::{OTHER_USER, USER},
    platform::ids::UserId,
};
use jiff::{SignedDuration, Timestamp};

fn noon() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

fn grant(text: &str) -> Grant {
    Grant::new(text.to_owned(), noon() + SignedDuration::from_hours(24))
}

fn found(book: &GrantBook, user: UserId, now: Timestamp) -> Option<String> {
    book.find(user, now).map(|grant| grant.expose().to_owned())
}

#[test]
fn a_grant_serves_its_own_user_while_they_are_here() {
    let book = GrantBook::default();
    assert!(!book.greet(USER, noon()));
    assert!(book.show(USER, grant("a.1"), noon()));
    assert!(book.greet(USER, noon()));
    assert!(!book.greet(OTHER_USER, noon()));
    assert_eq!(found(&book, USER, noon()).as_deref(), Some("a.1"));
    assert_eq!(found(&book, OTHER_USER, noon()), None);
}

#[test]
fn whoever_has_left_cannot_be_read_any_more() {
    let book = GrantBook::default();
    book.show(USER, grant("a.1"), noon());
    let later = noon() + SHOWN_FOR;
    assert!(book.greet(USER, later), "a request keeps it at hand");
    let much_later = later + SHOWN_FOR + SignedDuration::from_secs(1);
    assert_eq!(found(&book, USER, much_later), None);
    assert!(!book.greet(USER, much_later));
    book.sweep(much_later);
    assert!(book.show(USER, grant("a.1"), much_later));
    book.forget(USER);
    assert_eq!(found(&book, USER, much_later), None);
}

#[test]
fn a_grant_that_has_ended_is_not_taken() {
    let book = GrantBook::default();
    let ended = Grant::new("a.1".to_owned(), noon());
    assert!(!book.show(USER, ended, noon()));
    let soon = Grant::new("a.1".to_owned(), noon() + SignedDuration::from_secs(5));
    assert!(book.show(USER, soon, noon()));
    assert_eq!(
        found(&book, USER, noon() + SignedDuration::from_secs(5)),
        None
    );
}

#[test]
fn a_grant_that_was_refused_is_not_shown_again_but_a_new_one_is() {
    let book = GrantBook::default();
    let old = grant("a.1");
    book.show(USER, old.clone(), noon());
    book.refuse(USER, &old);
    assert!(!book.greet(USER, noon()));
    assert!(!book.show(USER, old.clone(), noon()));
    assert!(book.show(USER, grant("a.2"), noon()));
    book.refuse(USER, &old);
    assert_eq!(
        found(&book, USER, noon()).as_deref(),
        Some("a.2"),
        "a late refusal of the old one leaves the new one"
    );
}

#[test]
fn a_grant_prints_as_dots() {
    let book = GrantBook::default();
    book.show(USER, grant("secret words"), noon());
    assert!(!format!("{book:?}").contains("secret words"));
}
