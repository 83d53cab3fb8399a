//! The custodian elsewhere: which keys it demands, and what is refused.

use super::{
    Custodian,
    tests::{assert_names, refusal, with},
};

const REMOTE: [(&str, &str); 5] = [
    ("CUSTODIAN__KIND", "remote"),
    ("CUSTODIAN__ADDRESS", "https://keys.example"),
    ("CUSTODIAN__KEY_ID", "app-1"),
    (
        "CUSTODIAN__TRUSTED_KEY",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    ),
    (
        "CUSTODIAN__SIGNING_KEY",
        "3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c",
    ),
];

#[test]
fn a_custodian_elsewhere_is_read() {
    let config = with(&REMOTE).unwrap();
    let Custodian::Remote(settings) = &config.custodian else {
        panic!("{:?}", config.custodian);
    };
    assert_eq!(settings.address, "https://keys.example");
    assert_eq!(settings.key_id, "app-1");
    assert_eq!(settings.trusted_key[0], 0xd7);
    assert_eq!(settings.signing_key.expose(), &[0x3c; 32]);
    assert!(
        !format!("{config:?}").contains("60, 60"),
        "the key is printed"
    );
}

#[test]
fn each_of_its_keys_is_demanded_and_none_when_the_custodian_is_inside() {
    for (missing, _) in &REMOTE[1..] {
        let rest: Vec<_> = REMOTE
            .into_iter()
            .filter(|(name, _)| name != missing)
            .collect();
        let key = missing.to_lowercase().replace("__", ".");
        assert_names(&refusal(with(&rest)), &key);
    }
    assert!(with(&[]).is_ok());
}

#[test]
fn wrong_values_are_refused_without_repeating_secrets() {
    for (name, wrong) in [
        ("CUSTODIAN__TRUSTED_KEY", "d75a98"),
        ("CUSTODIAN__SIGNING_KEY", "3c3c3c"),
        ("CUSTODIAN__SIGNING_KEY", &"0".repeat(64)),
    ] {
        let refusal = refusal(with(&[&REMOTE[..], &[(name, wrong)]].concat()));
        assert_names(&refusal, &name.to_lowercase().replace("__", "."));
        assert!(!refusal.contains("3c3c"), "{refusal}");
    }
}

#[test]
fn production_takes_a_custodian_elsewhere_without_another_word() {
    let production = [
        ("SERVER__MODE", "production"),
        ("SERVER__PUBLIC_ORIGIN", "https://diary.example"),
        ("IDENTITY__ISSUER", "https://id.example/auth/v1"),
    ];
    assert!(with(&[&REMOTE[..], &production].concat()).is_ok());
    assert_names(&refusal(with(&production)), "custodian.kind");
}

#[test]
fn a_sign_in_without_id_tokens_does_not_go_with_it() {
    let classic = [
        ("IDENTITY__PROFILE", "supabase-classic"),
        ("IDENTITY__SUPABASE_URL", "https://abc.supabase.co"),
        ("IDENTITY__SUPABASE_PUBLISHABLE_KEY", "sb_publishable_1"),
    ];
    assert!(with(&classic).is_ok());
    assert_names(
        &refusal(with(&[&REMOTE[..], &classic].concat())),
        "custodian.kind",
    );
}
