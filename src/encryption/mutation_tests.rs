//! Every way to change, move, cut or replay a sealed record that we could think of: all refused.

use super::epoch::{Epoch, KeyName, Lineage};
use super::format::{OpenError, RecordContext, open, seal, suspicious_openings};
use super::header::{HEADER_LENGTH, Header, TAG_LENGTH};
use super::padding;
use super::share::{AppShare, Share};
use super::test_vector::{
    CONTEXT, Counting, EPOCH, NAME, OTHER_USER, PAYLOAD, USER, app_share, blob, custody_share, key,
    key_named,
};
use crate::platform::{entropy::SystemEntropy, ids::RecordId};
use aes_gcm::{Aes256Gcm, Key, KeyInit, Nonce, aead::AeadInOut};
use uuid::Uuid;

fn refused(blob: &[u8]) -> bool {
    open(&key(), &CONTEXT, blob, EPOCH) == Err(OpenError)
}

#[test]
fn every_changed_byte_is_refused() {
    let blob = blob();
    assert!(!refused(&blob));
    for position in 0..blob.len() {
        for change in [
            0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0x55, 0xaa, 0xff,
        ] {
            let mut changed = blob.clone();
            changed[position] ^= change;
            assert!(refused(&changed), "byte {position} xor {change:#04x}");
        }
    }
}

#[test]
fn every_value_of_the_first_four_bytes_but_one_is_refused() {
    let blob = blob();
    for position in 0..4 {
        for value in 0..=u8::MAX {
            let mut changed = blob.clone();
            changed[position] = value;
            assert_eq!(
                Header::parse(&changed).is_err(),
                value != blob[position],
                "byte {position} = {value}"
            );
            assert_eq!(refused(&changed), value != blob[position]);
        }
    }
}

#[test]
fn every_truncation_and_extension_is_refused() {
    let blob = blob();
    for length in 0..blob.len() {
        assert!(refused(&blob[..length]), "cut to {length}");
        assert!(refused(&blob[blob.len() - length..]), "last {length}");
    }
    for extra in [1, 15, 16, 17, 32, 76, 256] {
        let mut longer = blob.clone();
        longer.resize(blob.len() + extra, 0);
        assert!(refused(&longer), "{extra} bytes too many");
    }
}

#[test]
fn a_blob_in_another_place_is_refused() {
    let blob = blob();
    let moved = [
        (
            "table",
            RecordContext {
                table: "entrz",
                ..CONTEXT
            },
        ),
        (
            "no table",
            RecordContext {
                table: "",
                ..CONTEXT
            },
        ),
        (
            "schema",
            RecordContext {
                schema_version: 2,
                ..CONTEXT
            },
        ),
        (
            "older revision",
            RecordContext {
                revision: 0,
                ..CONTEXT
            },
        ),
        (
            "newer revision",
            RecordContext {
                revision: 2,
                ..CONTEXT
            },
        ),
        (
            "record",
            RecordContext {
                record: RecordId::new(Uuid::from_u128(1)),
                ..CONTEXT
            },
        ),
    ];
    for (what, context) in moved {
        let before = suspicious_openings();
        assert_eq!(
            open(&key(), &context, &blob, EPOCH),
            Err(OpenError),
            "{what}"
        );
        assert!(suspicious_openings() > before, "{what} is counted");
    }
}

#[test]
fn another_users_key_or_row_is_refused() {
    let blob = blob();
    let row_of_other = RecordContext {
        user: OTHER_USER,
        ..CONTEXT
    };
    assert!(
        open(&key(), &row_of_other, &blob, EPOCH).is_err(),
        "row of another user"
    );
    let other_key = key_named(OTHER_USER, NAME);
    assert!(
        open(&other_key, &CONTEXT, &blob, EPOCH).is_err(),
        "key of another user"
    );
    assert!(
        open(&other_key, &row_of_other, &blob, EPOCH).is_err(),
        "both of another user"
    );
}

#[test]
fn a_key_of_another_day_lineage_or_share_is_refused() {
    let blob = blob();
    let names = [
        KeyName {
            epoch: EPOCH.next(),
            ..NAME
        },
        KeyName {
            epoch: Epoch::new(EPOCH.number() - 1),
            ..NAME
        },
        KeyName {
            lineage: Lineage::new(1),
            ..NAME
        },
    ];
    for name in names {
        let other = key_named(USER, name);
        assert!(
            open(&other, &CONTEXT, &blob, EPOCH.next()).is_err(),
            "{name:?}"
        );
        // Even when the header is rewritten to name that key.
        let mut renamed = blob.clone();
        renamed[4..8].copy_from_slice(&name.epoch.number().to_be_bytes());
        renamed[8..12].copy_from_slice(&name.lineage.number().to_be_bytes());
        assert!(
            open(&other, &CONTEXT, &renamed, EPOCH.next()).is_err(),
            "{name:?}"
        );
    }
    let other_shares = [
        super::derivation::DataKey::derive(
            &Share::random(&SystemEntropy),
            &app_share(),
            USER,
            NAME,
        ),
        super::derivation::DataKey::derive(
            &custody_share(),
            &AppShare::random(&SystemEntropy),
            USER,
            NAME,
        ),
    ];
    for other in other_shares {
        let before = suspicious_openings();
        assert!(open(&other, &CONTEXT, &blob, EPOCH).is_err());
        assert!(
            suspicious_openings() > before,
            "a failed commitment is counted"
        );
    }
}

#[test]
fn a_record_from_beyond_tomorrow_is_refused() {
    let blob = blob();
    let day = |number| open(&key(), &CONTEXT, &blob, Epoch::new(number)).is_ok();
    assert!(day(EPOCH.number() + 5000), "old records stay readable");
    assert!(day(EPOCH.number()));
    assert!(day(EPOCH.number() - 1), "a clock that is a day behind");
    assert!(!day(EPOCH.number() - 2));
    assert!(!day(0));
}

/// Seals any plaintext with a true key, tag and commitment, as only a broken writer could.
fn sealed_raw(plaintext: &[u8]) -> Vec<u8> {
    let salt = [9; 16];
    let key = key();
    let material = key.record_material(&salt);
    let header = Header {
        key_name: NAME,
        salt,
        commitment: *material.commitment(),
    }
    .to_bytes();
    let mut associated = b"mt/aad/v1".to_vec();
    associated.extend_from_slice(&header);
    for field in [&USER.as_bytes()[..], b"entry", &CONTEXT.record.as_bytes()] {
        associated.extend_from_slice(&u16::try_from(field.len()).unwrap().to_be_bytes());
        associated.extend_from_slice(field);
    }
    associated.extend_from_slice(&1_u32.to_be_bytes());
    associated.extend_from_slice(&1_u64.to_be_bytes());
    let mut body = plaintext.to_vec();
    let tag = Aes256Gcm::new(&Key::<Aes256Gcm>::from(*material.key()))
        .encrypt_inout_detached(
            &Nonce::from(*material.nonce()),
            &associated,
            body.as_mut_slice().into(),
        )
        .unwrap();
    [&header[..], &body, &tag].concat()
}

fn plaintext(length: u32, payload: &[u8], size: usize) -> Vec<u8> {
    let mut bytes = length.to_be_bytes().to_vec();
    bytes.extend_from_slice(payload);
    bytes.resize(size, 0);
    bytes
}

#[test]
fn authentic_blobs_with_wrong_padding_are_refused() {
    assert!(
        !refused(&sealed_raw(&plaintext(3, b"abc", 256))),
        "the helper itself is right"
    );
    let mut last_byte = plaintext(3, b"abc", 256);
    last_byte[255] = 1;
    assert!(refused(&sealed_raw(&last_byte)), "last padding byte set");
    let mut first_byte = plaintext(3, b"abc", 256);
    first_byte[7] = 0x80;
    assert!(refused(&sealed_raw(&first_byte)), "first padding byte set");
    for (what, length, size) in [
        ("length beyond the plaintext", 253, 256),
        ("enormous length", u32::MAX, 256),
        ("more padding than the size asks for", 3, 272),
        ("one size too many", 1000, 1088),
    ] {
        assert!(
            refused(&sealed_raw(&plaintext(length, b"", size))),
            "{what}"
        );
    }
    assert!(refused(&sealed_raw(&[0; 240])), "below the smallest size");
    assert!(refused(&sealed_raw(&[0; 257])), "not a padded size");
    assert!(refused(&sealed_raw(&[])), "no plaintext");
}

#[test]
fn only_padded_sizes_are_parsed() {
    let header = &blob()[..HEADER_LENGTH];
    for body in 0..2000 {
        let mut bytes = header.to_vec();
        bytes.resize(HEADER_LENGTH + body + TAG_LENGTH, 0);
        assert_eq!(
            Header::parse(&bytes).is_ok(),
            body >= padding::SMALLEST && padding::round_up(body) == body,
            "{body} bytes of ciphertext"
        );
    }
    let mut enormous = header.to_vec();
    enormous.resize(HEADER_LENGTH + (1 << 21) + TAG_LENGTH, 0);
    assert!(
        Header::parse(&enormous).is_err(),
        "larger than any sealed record"
    );
}

#[test]
fn parts_of_two_blobs_do_not_combine() {
    let first = seal(&key(), &CONTEXT, PAYLOAD, &Counting(1)).unwrap();
    let second = seal(&key(), &CONTEXT, b"another payload", &Counting(2)).unwrap();
    for cut in [
        28,
        HEADER_LENGTH,
        HEADER_LENGTH + 16,
        first.len() - TAG_LENGTH,
    ] {
        let mixed = [&first[..cut], &second[cut..]].concat();
        assert!(refused(&mixed), "joined at {cut}");
    }
}

#[test]
fn the_error_tells_no_reason() {
    assert_eq!(OpenError.to_string(), "the record can't be opened");
}
