//! Any bytes as a sealed record: never a panic, never an opening, and a header that parses is written
//! back as it was read.
//!
//! Inputs also become the body behind a true header with a true commitment, and a change to a true
//! blob, so that the fuzzer gets past the first checks.
#![no_main]

use libfuzzer_sys::fuzz_target;
use migraine_pulse_fuzz::encryption::derivation::DataKey;
use migraine_pulse_fuzz::encryption::format::{open, seal};
use migraine_pulse_fuzz::encryption::header::{HEADER_LENGTH, Header};
use migraine_pulse_fuzz::fixture::{TODAY, context, key};
use migraine_pulse_fuzz::platform::entropy::SeededEntropy;
use std::sync::LazyLock;

static KEY: LazyLock<DataKey> = LazyLock::new(key);
static TRUE_BLOB: LazyLock<Vec<u8>> = LazyLock::new(|| {
    seal(&KEY, &context(), b"a true payload", &SeededEntropy::new(1)).expect("it is small")
});

fuzz_target!(|data: &[u8]| {
    if let Ok(header) = Header::parse(data) {
        assert_eq!(header.to_bytes(), data[..HEADER_LENGTH]);
    }
    assert!(data == *TRUE_BLOB || open(&KEY, &context(), data, TODAY).is_err());

    let mut behind_true_header = TRUE_BLOB[..HEADER_LENGTH].to_vec();
    behind_true_header.extend_from_slice(data);
    assert!(
        behind_true_header == *TRUE_BLOB
            || open(&KEY, &context(), &behind_true_header, TODAY).is_err()
    );

    let mut changed = TRUE_BLOB.clone();
    for (byte, change) in changed.iter_mut().zip(data) {
        *byte ^= change;
    }
    let is_changed = changed != *TRUE_BLOB;
    assert_eq!(open(&KEY, &context(), &changed, TODAY).is_err(), is_changed);
});
