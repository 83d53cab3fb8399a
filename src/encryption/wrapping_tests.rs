//! Wrapped shares open for their user, under their key, unchanged; otherwise not at all.

use super::share::{AppShare, Share};
use super::test_vector::{Counting, OTHER_USER, USER};
use super::wrapping::{WRAPPED_LENGTH, WrapError, WrappingKey};
use crate::platform::entropy::SystemEntropy;

fn wrapping_key() -> WrappingKey {
    WrappingKey::copied_from(&[3; 32])
}

fn wrapped() -> (AppShare, [u8; WRAPPED_LENGTH]) {
    let share = AppShare::random(&SystemEntropy);
    let wrapped = share.wrap(USER, &wrapping_key(), &SystemEntropy).unwrap();
    (share, wrapped)
}

#[test]
fn a_wrapped_share_comes_back() {
    let (share, wrapped) = wrapped();
    assert_eq!(wrapped.len(), 61);
    let back = AppShare::unwrap(USER, &wrapping_key(), &wrapped).unwrap();
    assert!(back.secret().matches(share.secret()));
}

#[test]
fn the_bytes_of_the_share_are_not_in_the_wrapped_form() {
    let share = AppShare::copied_from(&[0x5a; 32]);
    let wrapped = share.wrap(USER, &wrapping_key(), &SystemEntropy).unwrap();
    assert!(!wrapped.windows(4).any(|window| window == [0x5a; 4]));
}

#[test]
fn another_user_or_key_is_refused() {
    let (_, wrapped) = wrapped();
    assert_eq!(
        AppShare::unwrap(OTHER_USER, &wrapping_key(), &wrapped).err(),
        Some(WrapError)
    );
    let other_key = WrappingKey::copied_from(&[4; 32]);
    assert!(!other_key.matches(&wrapping_key()));
    assert!(AppShare::unwrap(USER, &other_key, &wrapped).is_err());
}

#[test]
fn every_changed_byte_and_every_other_length_is_refused() {
    let (_, wrapped) = wrapped();
    for position in 0..wrapped.len() {
        for change in [0x01, 0x80, 0xff] {
            let mut changed = wrapped;
            changed[position] ^= change;
            assert!(AppShare::unwrap(USER, &wrapping_key(), &changed).is_err());
        }
        assert!(AppShare::unwrap(USER, &wrapping_key(), &wrapped[..position]).is_err());
    }
    assert!(AppShare::unwrap(USER, &wrapping_key(), &[&wrapped[..], &[0]].concat()).is_err());
}

#[test]
fn a_custody_share_does_not_pass_for_an_application_share() {
    let share = Share::random(&Counting(0));
    let foreign_label = [&b"mt/cus/v1"[..], &USER.as_bytes()].concat();
    let wrapped = wrapping_key()
        .wrap(share.secret(), &foreign_label, &SystemEntropy)
        .unwrap();
    assert!(AppShare::unwrap(USER, &wrapping_key(), &wrapped).is_err());
}

#[test]
fn a_wrapped_text_opens_for_its_place_alone_and_unchanged() {
    let wrapped = wrapping_key()
        .wrap_text("quetzal", b"anna", &SystemEntropy)
        .unwrap();
    assert_eq!(wrapped.len(), 1 + 12 + 7 + 16);
    assert!(!wrapped.windows(7).any(|window| window == b"quetzal"));
    let open = |key: WrappingKey, bytes: &[u8], place: &[u8]| {
        let text = key.unwrap_text(bytes, place);
        text.map(|text| text.to_string())
    };
    assert_eq!(
        open(wrapping_key(), &wrapped, b"anna"),
        Ok("quetzal".to_owned())
    );
    assert!(open(wrapping_key(), &wrapped, b"berta").is_err());
    assert!(open(WrappingKey::copied_from(&[4; 32]), &wrapped, b"anna").is_err());
    for position in 0..wrapped.len() {
        let mut changed = wrapped.clone();
        changed[position] ^= 0x80;
        assert!(open(wrapping_key(), &changed, b"anna").is_err());
        assert!(open(wrapping_key(), &wrapped[..position], b"anna").is_err());
    }
}

#[test]
fn a_wrapped_share_does_not_pass_for_a_text() {
    let (_, wrapped) = wrapped();
    let place = [b"mt/night/v1", &USER.as_bytes()[..]].concat();
    assert!(wrapping_key().unwrap_text(&wrapped, &place).is_err());
}
