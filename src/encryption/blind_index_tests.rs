//! Blind indexes are stable, distinct and tell nothing across users.

use super::blind_index::IndexKey;
use super::share::{AppShare, Share};
use super::test_vector::{Counting, OTHER_USER, USER, app_share, custody_share, hex};
use hmac::{Hmac, KeyInit, Mac};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use sha2::{Sha256, Sha512};
use std::collections::HashSet;

fn index_key() -> IndexKey {
    IndexKey::derive(&custody_share(), &app_share(), USER)
}

#[test]
fn the_digest_is_what_the_definition_says() {
    // Written out by hand: HKDF-SHA-512 with one block, then HMAC-SHA-256 over length-prefixed fields.
    let mut extract = Hmac::<Sha512>::new_from_slice(app_share().secret().expose()).unwrap();
    extract.update(custody_share().secret().expose());
    let mut expand = Hmac::<Sha512>::new_from_slice(&extract.finalize().into_bytes()).unwrap();
    expand.update(b"mt/idx/v1");
    expand.update(&USER.as_bytes());
    expand.update(&[1]);
    let mut code = Hmac::<Sha256>::new_from_slice(&expand.finalize().into_bytes()[..32]).unwrap();
    for field in [&b"mt/day/v1"[..], b"attack", b"\x07\xea\x0b\x14"] {
        code.update(&[0, 0, 0, 0, 0, 0, 0, u8::try_from(field.len()).unwrap()]);
        code.update(field);
    }
    let expected = hex(&code.finalize().into_bytes()[..16]);
    let index = index_key().day_index("attack", date(2026, 11, 20));
    assert_eq!(hex(index.as_bytes()), expected);
    assert_eq!(index, index_key().day_index("attack", date(2026, 11, 20)));
}

#[test]
fn no_two_days_kinds_users_or_shares_meet() {
    let keys = [
        index_key(),
        IndexKey::derive(&custody_share(), &app_share(), OTHER_USER),
        IndexKey::derive(&Share::random(&Counting(9)), &app_share(), USER),
        IndexKey::derive(&custody_share(), &AppShare::random(&Counting(9)), USER),
    ];
    let mut seen = HashSet::new();
    for key in &keys {
        for kind in ["attack", "clear_day", "attac", "", "k"] {
            let mut day = date(2016, 1, 1);
            for _ in 0..3653 {
                assert!(seen.insert(key.day_index(kind, day)), "{kind} {day}");
                day = day.tomorrow().unwrap();
            }
        }
    }
    assert_eq!(seen.len(), 4 * 5 * 3653);
}

#[test]
fn record_digests_tell_lists_apart_and_are_no_day_index() {
    let key = index_key();
    let lists: [&[&[u8]]; 7] = [
        &[],
        &[b""],
        &[b"", b""],
        &[b"ab", b"c"],
        &[b"a", b"bc"],
        &[b"abc"],
        &[b"attack", b"\x07\xea\x0b\x14"],
    ];
    let digests: HashSet<_> = lists.iter().map(|list| key.record_digest(list)).collect();
    assert_eq!(digests.len(), lists.len());
    assert!(!digests.contains(key.day_index("attack", date(2026, 11, 20)).as_bytes()));
    let long = vec![0; 200_000];
    assert_eq!(key.record_digest(&[&long]), key.record_digest(&[&long]));
    let other = IndexKey::derive(&custody_share(), &app_share(), OTHER_USER);
    assert_ne!(key.record_digest(&[b"a"]), other.record_digest(&[b"a"]));
}

proptest! {
    #[test]
    fn different_questions_have_different_answers(
        kinds in ("[a-z]{0,12}", "[a-z]{0,12}"),
        days in (0_i32..7_000, 0_i32..7_000),
    ) {
        let day = |number: i32| -> Date {
            date(2010, 1, 1).checked_add(jiff::Span::new().days(number)).unwrap()
        };
        let key = index_key();
        prop_assert_eq!(
            key.day_index(&kinds.0, day(days.0)) == key.day_index(&kinds.1, day(days.1)),
            (&kinds.0, days.0) == (&kinds.1, days.1)
        );
    }
}
