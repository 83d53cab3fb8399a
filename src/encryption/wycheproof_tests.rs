//! All AES-GCM cases of project Wycheproof against the cipher that this capsule uses.
//!
//! The format itself has one shape only: 256-bit key, 96-bit nonce, 128-bit tag. The cases of other
//! shapes run against the same crate with its sizes set accordingly, except nonces of no length,
//! which its types for AES-GCM could express but ours can't.

use aes_gcm::aead::array::ArraySize;
use aes_gcm::aead::array::typenum::{
    U1, U2, U4, U6, U8, U10, U12, U15, U16, U20, U32, U64, U128, U257,
};
use aes_gcm::aead::{AeadInOut, KeyInit};
use aes_gcm::aes::{Aes128, Aes192, Aes256};
use aes_gcm::{AesGcm, Key, Nonce, Tag};
use wycheproof::aead::{Test, TestName, TestSet};

/// Encrypts and decrypts one case; tells whether decryption accepted it.
fn run<Cipher, NonceSize>(case: &Test) -> bool
where
    AesGcm<Cipher, NonceSize>:
        AeadInOut<NonceSize = NonceSize, TagSize = aes_gcm::aead::consts::U16> + KeyInit,
    NonceSize: ArraySize,
{
    let key = Key::<AesGcm<Cipher, NonceSize>>::try_from(case.key.as_slice()).unwrap();
    let nonce = Nonce::<NonceSize>::try_from(case.nonce.as_slice()).unwrap();
    let tag = Tag::try_from(case.tag.as_slice()).unwrap();
    let cipher = AesGcm::<Cipher, NonceSize>::new(&key);

    let mut sealed = case.pt.to_vec();
    let made = cipher
        .encrypt_inout_detached(&nonce, &case.aad, sealed.as_mut_slice().into())
        .unwrap();
    let sealed_alike = sealed == case.ct.as_slice() && made == tag;

    let mut opened = case.ct.to_vec();
    let accepted = cipher
        .decrypt_inout_detached(&nonce, &case.aad, opened.as_mut_slice().into(), &tag)
        .is_ok();
    if accepted {
        assert_eq!(opened, case.pt.as_slice(), "case {}", case.tc_id);
    }
    assert_eq!(
        sealed_alike, accepted,
        "case {}: both directions agree",
        case.tc_id
    );
    accepted
}

fn run_with_nonce_size<Cipher>(case: &Test) -> bool
where
    Cipher: aes_gcm::aes::cipher::BlockCipherEncrypt
        + aes_gcm::aes::cipher::BlockSizeUser<BlockSize = U16>
        + KeyInit,
{
    match case.nonce.len() {
        1 => run::<Cipher, U1>(case),
        2 => run::<Cipher, U2>(case),
        4 => run::<Cipher, U4>(case),
        6 => run::<Cipher, U6>(case),
        8 => run::<Cipher, U8>(case),
        10 => run::<Cipher, U10>(case),
        12 => run::<Cipher, U12>(case),
        15 => run::<Cipher, U15>(case),
        16 => run::<Cipher, U16>(case),
        20 => run::<Cipher, U20>(case),
        32 => run::<Cipher, U32>(case),
        64 => run::<Cipher, U64>(case),
        128 => run::<Cipher, U128>(case),
        257 => run::<Cipher, U257>(case),
        other => panic!("case {} has a nonce of {other} bytes", case.tc_id),
    }
}

#[test]
fn all_316_cases_are_decided_rightly() {
    let set = TestSet::load(TestName::AesGcm).unwrap();
    let (mut executed, mut inexpressible, mut of_our_shape) = (0, 0, 0);
    for group in &set.test_groups {
        for case in &group.tests {
            if case.nonce.is_empty() {
                // Every key and nonce of ours is an array of fixed length; this one can't be written.
                assert!(case.result.must_fail(), "case {}", case.tc_id);
                assert!(<[u8; 12]>::try_from(case.nonce.as_slice()).is_err());
                inexpressible += 1;
                continue;
            }
            let accepted = match group.key_size {
                128 => run_with_nonce_size::<Aes128>(case),
                192 => run_with_nonce_size::<Aes192>(case),
                256 => run_with_nonce_size::<Aes256>(case),
                other => panic!("case {} has a key of {other} bits", case.tc_id),
            };
            assert_eq!(
                accepted,
                !case.result.must_fail(),
                "case {}: {}",
                case.tc_id,
                case.comment
            );
            executed += 1;
            if (group.key_size, group.nonce_size, group.tag_size) == (256, 96, 128) {
                of_our_shape += 1;
            }
        }
    }
    assert_eq!(set.number_of_tests, 316);
    assert_eq!((executed, inexpressible), (310, 6));
    assert_eq!(of_our_shape, 66);
}
