//! The configuration is right, or it is refused with the name of the key.

use super::{
    Config, ConfigError, Custodian, FILE, KEYS, Mode, PREFIX, PROFILE_KEYS, PROFILE_SECRETS,
    REMOTE_KEYS, REMOTE_SECRETS, SECRETS,
};
use crate::platform::{
    clock::SystemClock,
    entropy::SystemEntropy,
    state::AppState,
    tests::harness::{repository_file, secrets, variable},
};
use leptos::config::LeptosOptions;
use std::{collections::HashMap, path::Path, sync::Arc};

type Environment = HashMap<String, String>;

pub(super) fn load(environment: Environment) -> Result<Config, ConfigError> {
    Config::from_sources(&repository_file(), environment)
}

/// The repository's file with the secrets, and these variables on top.
pub(super) fn with(more: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let mut environment = secrets();
    environment.extend(more.iter().map(|(name, value)| variable(name, value)));
    load(environment)
}

/// What a production server sets, and these variables on top.
fn production(more: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let base = [
        ("SERVER__MODE", "production"),
        ("SERVER__PUBLIC_ORIGIN", "https://diary.example"),
        ("IDENTITY__ISSUER", "https://id.example/auth/v1"),
        ("CUSTODIAN__ALLOW_IN_PRODUCTION", "true"),
    ];
    with(&[&base, more].concat())
}

pub(super) fn refusal(outcome: Result<Config, ConfigError>) -> String {
    outcome
        .expect_err("the configuration was accepted")
        .to_string()
}

pub(super) fn assert_names(refusal: &str, key: &str) {
    assert!(refusal.starts_with(&format!("{key}: ")), "{key}: {refusal}");
}

fn environment_name(key: &str) -> String {
    key.to_uppercase().replace('.', "__")
}

/// The repository's file with one line changed by `edit`, which is given the key of each line.
fn edited_file(folder: &Path, edit: impl Fn(&str, &str) -> Option<String>) -> std::path::PathBuf {
    let text = std::fs::read_to_string(repository_file()).unwrap();
    let mut section = String::new();
    let lines: Vec<String> = text
        .lines()
        .filter_map(|line| {
            if let Some(name) = line.strip_prefix('[') {
                section = name.trim_end_matches(']').to_owned();
            }
            let key = line.split(" = ").next().unwrap_or_default();
            edit(&format!("{section}.{key}"), line)
        })
        .collect();
    let file = folder.join(FILE);
    std::fs::write(&file, lines.join("\n")).unwrap();
    file
}

#[test]
fn the_repositorys_file_is_complete_but_for_the_secrets() {
    let config = load(secrets()).unwrap();
    assert_eq!(config.server.mode, Mode::Development);
    assert_eq!(config.server.listen.to_string(), "127.0.0.1:3000");
    assert_eq!(config.identity.auth_requests_per_quarter_hour, 100);
    assert!(config.database.migration_url.is_none());
    let text = std::fs::read_to_string(repository_file()).unwrap();
    for secret in SECRETS {
        let name = secret.rsplit('.').next().unwrap();
        assert!(
            !text.contains(&format!("\n{name}")),
            "{secret} stands in {FILE}"
        );
    }
}

#[test]
fn every_key_that_is_missing_is_named() {
    let folder = tempfile::tempdir().unwrap();
    for missing in KEYS {
        let file = edited_file(folder.path(), |key, line| {
            (key != missing).then(|| line.to_owned())
        });
        let refusal = refusal(Config::from_sources(&file, secrets()));
        assert_names(&refusal, missing);
        assert!(refusal.contains("is missing"), "{refusal}");
        let name = format!("{PREFIX}__{}", environment_name(missing));
        assert!(refusal.contains(&name), "{refusal}");
    }
}

#[test]
fn every_secret_that_is_missing_is_named_with_both_of_its_variables() {
    for missing in SECRETS {
        if missing == "database.migration_url" {
            continue;
        }
        let mut environment = secrets();
        let name = format!("{PREFIX}__{}", environment_name(missing));
        environment.remove(&name).expect("a secret of the tests");
        let refusal = refusal(load(environment));
        assert_names(&refusal, missing);
        assert!(
            refusal.contains(&format!("{name} to the value")),
            "{refusal}"
        );
        assert!(
            refusal.contains(&format!("{name}_FILE to a file")),
            "{refusal}"
        );
    }
}

#[test]
fn every_key_with_a_wrong_value_is_named() {
    let wrong = [
        ("server.mode", "staging"),
        ("server.listen", "localhost"),
        ("server.public_origin", "https://diary.example/path"),
        ("server.public_origin", "https://diary.example/"),
        ("server.public_origin", "diary.example"),
        ("server.log", "migraine_pulse=loud"),
        ("server.shutdown_grace_seconds", "0"),
        ("server.shutdown_grace_seconds", "301"),
        ("database.max_connections", "0"),
        ("database.max_connections", "many"),
        ("identity.profile", "firebase"),
        ("identity.issuer", "/auth/v1"),
        ("identity.client_id", "  "),
        ("identity.auth_requests_per_quarter_hour", "4"),
        ("custodian.kind", "paper"),
        ("custodian.folder", ""),
        ("custodian.allow_in_production", "perhaps"),
        ("import.max_bytes", "999"),
        ("import.draft_hours", "169"),
        ("environment.enabled", "perhaps"),
        ("environment.demo_data", "perhaps"),
        ("environment.allow_internal", "perhaps"),
        ("environment.cell_tenths", "0"),
        ("environment.keep_days", "29"),
        ("environment.rest_seconds", "0"),
        ("environment.weather_url", "http://weather.example"),
        ("environment.archive_url", "ftp://weather.example"),
        ("environment.air_url", "air.example"),
        ("environment.noaa_url", "https://noaa.example?key=1"),
        ("environment.gfz_url", ""),
        ("environment.temis_url", "//temis.example"),
        ("database.url", "mysql://somebody@somewhere/database"),
        ("database.migration_url", "somewhere"),
        ("identity.client_secret", ""),
        ("identity.lookup_key", "1a2b"),
        ("encryption.wrapping_key", &"0".repeat(64)),
    ];
    for key in KEYS.iter().chain(&SECRETS) {
        assert!(
            wrong.iter().any(|(other, _)| other == key),
            "{key} is not tried"
        );
    }
    for (key, value) in wrong {
        let refusal = refusal(with(&[(&environment_name(key), value)]));
        assert_names(&refusal, key);
        let repeats = SECRETS.contains(&key) && !value.is_empty() && refusal.contains(value);
        assert!(!repeats, "the value of a secret is repeated: {refusal}");
    }
}

#[test]
fn every_key_can_be_overridden_from_the_environment() {
    let overriding = [
        ("server.mode", "production"),
        ("server.listen", "[::1]:4000"),
        ("server.public_origin", "https://diary.example"),
        ("server.log", "warn"),
        ("server.shutdown_grace_seconds", "7"),
        ("database.max_connections", "3"),
        ("identity.issuer", "https://id.example"),
        ("identity.client_id", "another"),
        ("identity.auth_requests_per_quarter_hour", "9"),
        ("custodian.folder", "elsewhere"),
        ("custodian.allow_in_production", "true"),
        ("import.max_bytes", "2000"),
        ("import.draft_hours", "5"),
        ("environment.enabled", "false"),
        ("environment.demo_data", "true"),
        ("environment.allow_internal", "true"),
        ("environment.cell_tenths", "2"),
        ("environment.keep_days", "90"),
        ("environment.rest_seconds", "5"),
        ("environment.weather_url", "http://127.0.0.1:8000"),
        ("environment.archive_url", "http://127.0.0.1:8100"),
        ("environment.air_url", "http://127.0.0.1:8200"),
        ("environment.noaa_url", "http://127.0.0.1:8300"),
        ("environment.gfz_url", "http://127.0.0.1:8400"),
        ("environment.temis_url", "http://127.0.0.1:8500"),
    ];
    for key in KEYS {
        // Another kind or profile demands more keys: `custodian_tests.rs` and `identity_tests.rs` try
        // them.
        let tried = overriding.iter().any(|(other, _)| *other == key);
        let elsewhere = ["custodian.kind", "identity.profile"].contains(&key);
        assert!(tried || elsewhere, "{key} is not tried");
    }
    let variables: Vec<_> = overriding
        .iter()
        .map(|(key, value)| (environment_name(key), *value))
        .collect();
    let borrowed: Vec<_> = variables
        .iter()
        .map(|(name, value)| (name.as_str(), *value))
        .collect();
    let config = with(&borrowed).unwrap();
    assert_eq!(config.server.mode, Mode::Production);
    assert_eq!(config.server.listen, "[::1]:4000".parse().unwrap());
    assert_eq!(config.server.public_origin, "https://diary.example");
    assert_eq!(config.server.log, "warn");
    assert_eq!(config.server.shutdown_grace_seconds, 7);
    assert_eq!(config.database.max_connections, 3);
    assert_eq!(config.identity.issuer, "https://id.example");
    assert_eq!(config.identity.client_id, "another");
    assert_eq!(config.identity.auth_requests_per_quarter_hour, 9);
    assert!(matches!(
        &config.custodian,
        Custodian::Embedded { folder, allow_in_production: true } if folder == Path::new("elsewhere")
    ));
    assert_eq!(config.import.max_bytes, 2_000);
    assert_eq!(config.import.draft_hours, 5);
    let environment = &config.environment;
    // Nothing is made up in production, whatever is set.
    assert!(!environment.enabled && !environment.demo_data && environment.allow_internal);
    assert_eq!((environment.cell_tenths, environment.keep_days), (2, 90));
    assert_eq!(environment.rest_seconds, 5);
    let bases = environment.bases();
    assert!(
        bases
            .values()
            .all(|url| url.starts_with("http://127.0.0.1:8"))
    );
}

#[test]
fn unknown_keys_are_refused_wherever_they_stand() {
    for (name, key) in [
        ("SERVER__LISTENS", "server.listens"),
        ("SERVERS__LISTEN", "servers.listen"),
        ("SERVER__LISTEN_FILE", "server.listen_file"),
        ("LISTEN", "listen"),
    ] {
        let refusal = refusal(with(&[(name, "127.0.0.1:3000")]));
        assert_eq!(refusal, format!("{key}: there is no such key"));
    }
    let folder = tempfile::tempdir().unwrap();
    let file = edited_file(folder.path(), |key, line| match key {
        "server.log" => Some(format!("{line}\ncolour = \"green\"")),
        _ => Some(line.to_owned()),
    });
    let refusal = refusal(Config::from_sources(&file, secrets()));
    assert_eq!(refusal, "server.colour: there is no such key");
}

#[test]
fn a_secret_may_lie_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("secret");
    std::fs::write(&file, format!("{}\n", "ab".repeat(32))).unwrap();
    let mut environment = secrets();
    environment.remove(&format!("{PREFIX}__ENCRYPTION__WRAPPING_KEY"));
    let path = file.to_str().unwrap();
    environment.extend([variable("ENCRYPTION__WRAPPING_KEY_FILE", path)]);
    let config = load(environment.clone()).unwrap();
    assert_eq!(config.encryption.wrapping_key.expose(), &[0xab; 32]);

    std::fs::write(&file, " \n").unwrap();
    assert_eq!(
        refusal(load(environment.clone())),
        "encryption.wrapping_key_file: the file is empty"
    );
    std::fs::remove_file(&file).unwrap();
    let refused = refusal(load(environment));
    assert_names(&refused, "encryption.wrapping_key_file");
    assert!(refused.contains("the file cannot be read"), "{refused}");
}

#[test]
fn a_secret_that_is_given_twice_is_refused() {
    for secret in SECRETS {
        let name = environment_name(secret);
        let file = format!("{name}_FILE");
        let refusal = refusal(with(&[(&name, "postgres://a"), (&file, "somewhere")]));
        assert_names(&refusal, secret);
        assert!(refusal.contains("is given twice"), "{refusal}");
    }
}

#[test]
fn production_refuses_what_is_meant_for_development() {
    assert!(production(&[]).is_ok());
    for (name, value, key) in [
        (
            "SERVER__PUBLIC_ORIGIN",
            "http://diary.example",
            "server.public_origin",
        ),
        (
            "SERVER__PUBLIC_ORIGIN",
            "http://127.0.0.1:3000",
            "server.public_origin",
        ),
        (
            "IDENTITY__ISSUER",
            "http://127.0.0.1:3001/auth/v1",
            "identity.issuer",
        ),
        ("CUSTODIAN__ALLOW_IN_PRODUCTION", "false", "custodian.kind"),
    ] {
        assert_names(&refusal(production(&[(name, value)])), key);
    }
}

#[tokio::test]
async fn what_only_the_parts_can_judge_is_named_by_its_key_as_well() {
    for (name, value, key) in [
        (
            "SERVER__PUBLIC_ORIGIN",
            "http://diary.example",
            "server.public_origin",
        ),
        (
            "IDENTITY__ISSUER",
            "http://id.example/auth/v1",
            "identity.issuer",
        ),
        (
            "CUSTODIAN__FOLDER",
            "/dev/null/custodian",
            "custodian.folder",
        ),
        ("DATABASE__URL", "postgres://host:port", "database.url"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("custodian");
        let base = ("CUSTODIAN__FOLDER", place.to_str().unwrap());
        let config = with(&[base, (name, value)]).unwrap();
        let options = LeptosOptions::builder().output_name("test").build();
        let (clock, entropy) = (Arc::new(SystemClock), Arc::new(SystemEntropy));
        let error = AppState::assemble(config, options, clock, entropy).unwrap_err();
        assert_names(&error.to_string(), key);
    }
}

#[test]
fn nothing_prints_a_secret() {
    let address = "postgres://app:hidden-password@localhost/diary";
    let config = with(&[
        ("DATABASE__URL", address),
        ("DATABASE__MIGRATION_URL", address),
        ("IDENTITY__CLIENT_SECRET", "hidden-client-secret"),
    ])
    .unwrap();
    let printed = format!("{config:?} {config:#?}");
    // The keys' bytes would be printed as decimal numbers.
    for hidden in ["hidden", "1a1a", "2b2b", "26, 26", "43, 43"] {
        assert!(!printed.contains(hidden), "{hidden}");
    }
}

#[test]
fn a_file_that_cannot_be_parsed_is_refused_without_quoting_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join(FILE);
    std::fs::write(
        &file,
        "[database]\nurl = \"postgres://app:hidden@localhost\n",
    )
    .unwrap();
    let refusal = refusal(Config::from_sources(&file, secrets()));
    assert!(refusal.contains("line 2"), "{refusal}");
    assert!(!refusal.contains("hidden"), "{refusal}");
}

#[test]
fn build_tool_and_framework_are_told_the_same() {
    let section = |name: &str| -> toml::Table {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
        let text = std::fs::read_to_string(path).unwrap();
        let whole: toml::Table = text.parse().unwrap();
        whole["package"]["metadata"]["leptos"]
            .as_table()
            .unwrap()
            .clone()
    };
    let (ours, manifest) = (section(FILE), section("Cargo.toml"));
    for (key, value) in &ours {
        assert_eq!(manifest.get(key), Some(value), "{key}");
    }
    for key in ["output-name", "site-root", "site-pkg-dir", "hash-files"] {
        assert!(ours.contains_key(key), "{key}");
    }
}

#[test]
fn the_table_in_the_readme_names_every_key() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = std::fs::read_to_string(path).unwrap();
    let absent: Vec<_> = KEYS
        .iter()
        .chain(&SECRETS)
        .chain(&PROFILE_KEYS)
        .chain(&PROFILE_SECRETS)
        .chain(&REMOTE_KEYS)
        .chain(&REMOTE_SECRETS)
        .filter(|key| !text.contains(&format!("| `{key}` |")))
        .collect();
    assert!(absent.is_empty(), "{absent:?}");
}
