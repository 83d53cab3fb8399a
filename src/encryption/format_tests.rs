//! The known answer, padding sizes and round trips.

use super::epoch::{Epoch, KeyName, Lineage};
use super::format::{LARGEST_PAYLOAD, LONGEST_TABLE_NAME, RecordContext, SealError, open, seal};
use super::header::{HEADER_LENGTH, Header, TAG_LENGTH, sealed_length};
use super::padding;
use super::test_vector::{
    CONTEXT, Counting, EPOCH, NAME, OTHER_USER, PAYLOAD, blob, counting, hex, key, key_named,
};
use crate::platform::entropy::{SeededEntropy, SystemEntropy};
use crate::platform::ids::{RecordId, UserId};
use proptest::prelude::*;
use sha2::{Digest, Sha256};
use uuid::Uuid;

#[test]
fn the_known_answer_is_reached_with_all_its_steps() {
    let key = key();
    assert_eq!(
        hex(key.secret().expose()),
        "8bcf072d720724d289ffe829daa770c7fe238cfb38beb497533aff931d94022c"
    );
    let salt = counting(0xa0, 16).try_into().unwrap();
    let material = key.record_material(&salt);
    assert_eq!(
        hex(material.key()),
        "29d7e245481a143c250cf1d2348ff8274251cd12f1a97f6aa9c07b654455c761"
    );
    assert_eq!(hex(material.nonce()), "acf34b0d2217c0d1d4f32c9d");
    assert_eq!(
        hex(material.commitment()),
        "dbc4d5435f9e295ea0a4671036ec1967c18a993a530f09cb8cdc691ab9643d84"
    );
    let blob = blob();
    assert_eq!(blob.len(), 332);
    assert_eq!(
        hex(&blob[blob.len() - TAG_LENGTH..]),
        "780e2ed8a265d186ded2e4ee662d351c"
    );
    assert_eq!(
        hex(&Sha256::digest(&blob)),
        "b487ef12621e9c86f16a0f98462173041e615d6854b170013cab589a383b4f0d"
    );
    assert_eq!(
        open(&key, &CONTEXT, &blob, EPOCH).unwrap().as_slice(),
        PAYLOAD
    );
}

#[test]
fn the_header_tells_which_key_to_fetch() {
    let header = Header::parse(&blob()).unwrap();
    assert_eq!(header.key_name, NAME);
    assert_eq!(header.salt.to_vec(), counting(0xa0, 16));
    assert_eq!(header.to_bytes(), blob()[..HEADER_LENGTH]);
}

#[test]
fn padding_reaches_the_published_sizes() {
    for (payload, padded) in [
        (0, 256),
        (22, 256),
        (252, 256),
        (253, 272),
        (1000, 1024),
        (4000, 4096),
        (10_000, 10_240),
    ] {
        assert_eq!(padding::padded_length(payload), padded, "{payload} bytes");
        let blob = seal(&key(), &CONTEXT, &vec![7; payload], &SystemEntropy).unwrap();
        assert_eq!(blob.len(), HEADER_LENGTH + padded + TAG_LENGTH);
        assert_eq!(blob.len(), sealed_length(payload));
        assert_eq!(blob.capacity(), blob.len(), "one exact allocation");
    }
}

#[test]
fn the_largest_payload_is_one_mebibyte() {
    let payload = vec![1; LARGEST_PAYLOAD];
    let blob = seal(&key(), &CONTEXT, &payload, &SystemEntropy).unwrap();
    assert_eq!(
        open(&key(), &CONTEXT, &blob, EPOCH).unwrap().as_slice(),
        payload
    );
    assert_eq!(
        seal(
            &key(),
            &CONTEXT,
            &vec![1; LARGEST_PAYLOAD + 1],
            &SystemEntropy
        ),
        Err(SealError::TooLarge)
    );
}

#[test]
fn table_names_have_postgres_length() {
    let name = "t".repeat(LONGEST_TABLE_NAME + 1);
    let longest = RecordContext {
        table: &name[1..],
        ..CONTEXT
    };
    let blob = seal(&key(), &longest, PAYLOAD, &SystemEntropy).unwrap();
    assert!(open(&key(), &longest, &blob, EPOCH).is_ok());
    let too_long = RecordContext {
        table: &name,
        ..CONTEXT
    };
    assert_eq!(
        seal(&key(), &too_long, PAYLOAD, &SystemEntropy),
        Err(SealError::TableName)
    );
    assert!(open(&key(), &too_long, &blob, EPOCH).is_err());
}

#[test]
fn a_key_seals_for_its_own_user_only() {
    let foreign = key_named(OTHER_USER, NAME);
    assert_eq!(
        seal(&foreign, &CONTEXT, PAYLOAD, &SystemEntropy),
        Err(SealError::ForeignKey)
    );
}

#[test]
fn sealing_twice_gives_unrelated_blobs() {
    let first = seal(&key(), &CONTEXT, PAYLOAD, &SystemEntropy).unwrap();
    let second = seal(&key(), &CONTEXT, PAYLOAD, &SystemEntropy).unwrap();
    assert_ne!(first[12..28], second[12..28], "salt");
    assert_ne!(first[28..60], second[28..60], "commitment");
    assert_ne!(first[60..], second[60..], "ciphertext");
}

#[test]
fn fields_do_not_run_into_each_other() {
    // Same bytes in another division: table "entry" + record, against a shorter table.
    let blob = seal(&key(), &CONTEXT, PAYLOAD, &SystemEntropy).unwrap();
    let shifted = RecordContext {
        table: "entr",
        ..CONTEXT
    };
    assert!(open(&key(), &shifted, &blob, EPOCH).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn whatever_is_sealed_opens_again(
        payload in proptest::collection::vec(any::<u8>(), 0..3000),
        user in any::<u128>(),
        record in any::<u128>(),
        table in "[a-z_]{0,63}",
        schema_version in any::<u32>(),
        revision in any::<u64>(),
        day in 0_u32..4_000_000,
        lineage in any::<u32>(),
        seed in any::<u64>(),
    ) {
        let name = KeyName { epoch: Epoch::new(day), lineage: Lineage::new(lineage) };
        let context = RecordContext {
            user: UserId::new(Uuid::from_u128(user)),
            table: &table,
            record: RecordId::new(Uuid::from_u128(record)),
            schema_version,
            revision,
        };
        let key = key_named(context.user, name);
        let blob = seal(&key, &context, &payload, &SeededEntropy::new(seed)).unwrap();
        prop_assert_eq!(Header::parse(&blob).unwrap().key_name, name);
        let opened = open(&key, &context, &blob, name.epoch).unwrap();
        prop_assert_eq!(opened.as_slice(), payload.as_slice());
    }

    #[test]
    fn padded_sizes_hold_the_payload_and_waste_little(length in 0_usize..=LARGEST_PAYLOAD) {
        let padded = padding::padded_length(length);
        let needed = length + padding::LENGTH_PREFIX;
        prop_assert!(padded >= needed.max(padding::SMALLEST));
        prop_assert!(padded <= (needed + needed * 12 / 100).max(padding::SMALLEST));
        prop_assert_eq!(padding::round_up(padded), padded, "a padded size is its own padded size");
        prop_assert!(padding::padded_length(length + 1) >= padded, "sizes rise with length");
    }

    #[test]
    fn arbitrary_bytes_never_open(bytes in proptest::collection::vec(any::<u8>(), 0..700)) {
        prop_assert!(open(&key(), &CONTEXT, &bytes, EPOCH).is_err());
    }

    #[test]
    fn a_forged_body_behind_a_true_header_never_opens(
        body in proptest::collection::vec(any::<u8>(), 272),
    ) {
        let mut forged = seal(&key(), &CONTEXT, PAYLOAD, &Counting(1)).unwrap();
        forged[HEADER_LENGTH..].copy_from_slice(&body);
        prop_assert!(open(&key(), &CONTEXT, &forged, EPOCH).is_err());
    }
}
