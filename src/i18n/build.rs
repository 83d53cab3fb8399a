//! Turns the locale files into code, before the crate is compiled.
//!
//! Uses the generator of `leptos_i18n` directly: the ready-made build helper brings ICU's data
//! generator along, which we do not need. A missing or surplus key stops the build.

use leptos_i18n_parser::parse_locales::{
    options::{Config, ParseOptions},
    parse_locales,
};
use std::{env, fs, path::PathBuf};

/// One file a capsule, in each language's folder.
const CAPSULES: [&str; 15] = [
    "common",
    "identity",
    "attacks",
    "daily",
    "calendar",
    "transfer",
    "account",
    "medication",
    "reports",
    "scales",
    "safety",
    "doctor",
    "advice",
    "patterns",
    "environment",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=src/i18n/build.rs");
    println!("cargo::rerun-if-changed=src/i18n/locales");
    println!("cargo::rerun-if-changed=migrations");
    // The pseudo-language is for tests on served pages; browsers need not download it.
    let for_browser = env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|target| target == "wasm32");
    let mut config = Config::new("en")?;
    if !for_browser {
        config = config.add_locale("qps")?;
    }
    let config = config
        .locales_path("src/i18n/locales")
        .add_namespaces(CAPSULES)?
        .parse_options(ParseOptions::default().interpolate_display(true));
    let manifest = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let locales = parse_locales(Some(manifest), config)?;
    for problem in locales.diag.errors().iter() {
        println!("cargo::error={problem}");
    }
    for problem in locales.diag.warnings().iter() {
        println!("cargo::error={problem}");
    }
    let code = leptos_i18n_codegen::gen_code(&locales, None, false, None, false)?;
    let target = PathBuf::from(env::var("OUT_DIR")?).join("i18n.rs");
    fs::write(target, code.to_string())?;
    Ok(())
}
