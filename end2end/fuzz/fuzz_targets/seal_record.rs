//! Any payload seals into the promised length and opens to itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use migraine_pulse_fuzz::encryption::derivation::DataKey;
use migraine_pulse_fuzz::encryption::format::{open, seal};
use migraine_pulse_fuzz::encryption::header::sealed_length;
use migraine_pulse_fuzz::fixture::{TODAY, context, key};
use migraine_pulse_fuzz::platform::entropy::SystemEntropy;
use std::sync::LazyLock;

static KEY: LazyLock<DataKey> = LazyLock::new(key);

fuzz_target!(|payload: &[u8]| {
    let blob = seal(&KEY, &context(), payload, &SystemEntropy).expect("fuzzed payloads are small");
    assert_eq!(blob.len(), sealed_length(payload.len()));
    let opened = open(&KEY, &context(), &blob, TODAY).expect("what was sealed opens");
    assert_eq!(opened.as_slice(), payload);
});
