//! What `scripts/bench` measured from outside: memory of the running server and sizes of files.

use super::table::Row;

/// Resident memory after readiness, in KiB.
const AT_REST: &str = "MIGRAINE_PULSE_BENCH_REST_KIB";
/// Resident memory after some hundred requests, in KiB.
const AFTER_USE: &str = "MIGRAINE_PULSE_BENCH_USED_KIB";
/// The browser part after brotli, in bytes.
const WASM: &str = "MIGRAINE_PULSE_BENCH_WASM_BYTES";
/// The style sheet after brotli, in bytes.
const STYLE: &str = "MIGRAINE_PULSE_BENCH_CSS_BYTES";

/// Rows of what was measured; none for what was not.
pub fn rows() -> Vec<Row> {
    let mebibytes = |name| number(name).map(|kibibytes| kibibytes / 1_024.0);
    let kilobytes = |name| number(name).map(|bytes| bytes / 1_000.0);
    [
        mebibytes(AT_REST)
            .map(|size| Row::at_most("server memory after start", size, 120.0, "MiB")),
        mebibytes(AFTER_USE)
            .map(|size| Row::at_most("server memory after 200 requests", size, 120.0, "MiB")),
        kilobytes(WASM).map(|size| Row::at_most("wasm, brotli", size, 300.0, "kB")),
        kilobytes(STYLE).map(|size| Row::at_most("style sheet, brotli", size, 15.0, "kB")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn number(name: &str) -> Option<f64> {
    std::env::var(name).ok()?.trim().parse().ok()
}
