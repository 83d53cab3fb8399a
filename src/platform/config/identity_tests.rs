//! The profiles of identity: what each demands, and what is said when it is missing.

use super::{
    Config, ConfigError, SupabaseFlow,
    tests::{assert_names, load, refusal, with},
};
use crate::platform::tests::harness::{secrets, variable};

/// A Supabase project, and these variables on top.
fn supabase(profile: &str, more: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let base = [
        ("IDENTITY__PROFILE", profile),
        ("IDENTITY__SUPABASE_URL", "https://abc.supabase.co"),
        ("IDENTITY__SUPABASE_PUBLISHABLE_KEY", "sb_publishable_abc"),
        (
            "IDENTITY__CLIENT_ID",
            "5f0c2a4e-6f2b-4d0e-9c39-0f6a1f7f2b11",
        ),
    ];
    with(&[&base, more].concat())
}

#[test]
fn a_supabase_project_is_its_own_issuer_unless_it_says_otherwise() {
    let identity = supabase("supabase", &[]).unwrap().identity;
    assert_eq!(identity.issuer, "https://abc.supabase.co/auth/v1");
    assert_eq!(identity.supabase.unwrap().flow, SupabaseFlow::OAuthServer);
    let custom = [
        ("IDENTITY__SUPABASE_URL", "https://auth.diary.example"),
        (
            "IDENTITY__SUPABASE_ISSUER",
            "https://abc.supabase.co/auth/v1",
        ),
    ];
    let identity = supabase("supabase", &custom).unwrap().identity;
    assert_eq!(identity.issuer, "https://abc.supabase.co/auth/v1");
    let project = identity.supabase.unwrap();
    assert_eq!(project.url, "https://auth.diary.example");
    assert!(project.secret_key.is_none() && project.login_providers.is_empty());
}

#[test]
fn the_classic_flow_needs_no_client() {
    let mut environment = secrets();
    environment.remove("MIGRAINE_PULSE__IDENTITY__CLIENT_SECRET");
    for (name, value) in [
        ("IDENTITY__PROFILE", "supabase-classic"),
        ("IDENTITY__SUPABASE_URL", "https://abc.supabase.co"),
        ("IDENTITY__SUPABASE_PUBLISHABLE_KEY", "sb_publishable_abc"),
        ("IDENTITY__SUPABASE_LOGIN_PROVIDERS", "google, github"),
    ] {
        let (name, value) = variable(name, value);
        environment.insert(name, value);
    }
    let identity = load(environment).unwrap().identity;
    assert!(identity.client_secret.is_none());
    assert_eq!(identity.client_id, "authenticated");
    let project = identity.supabase.unwrap();
    assert_eq!(project.flow, SupabaseFlow::Classic);
    assert_eq!(project.login_providers, ["google", "github"]);
}

#[test]
fn what_is_wrong_with_a_supabase_project_is_named() {
    for (name, value, key) in [
        ("IDENTITY__SUPABASE_URL", " ", "identity.supabase_url"),
        (
            "IDENTITY__SUPABASE_URL",
            "https://abc.supabase.co/",
            "identity.supabase_url",
        ),
        (
            "IDENTITY__SUPABASE_URL",
            "https://abc.supabase.co/auth/v1",
            "identity.supabase_url",
        ),
        (
            "IDENTITY__SUPABASE_PUBLISHABLE_KEY",
            "",
            "identity.supabase_publishable_key",
        ),
        (
            "IDENTITY__SUPABASE_PUBLISHABLE_KEY",
            "sb_secret_abc",
            "identity.supabase_publishable_key",
        ),
        (
            "IDENTITY__SUPABASE_LOGIN_PROVIDERS",
            "google, myspace",
            "identity.supabase_login_providers",
        ),
        (
            "IDENTITY__CLIENT_ID",
            "migraine-pulse",
            "identity.client_id",
        ),
    ] {
        let refusal = refusal(supabase("supabase", &[(name, value)]));
        assert_names(&refusal, key);
        assert!(!refusal.contains("sb_secret_abc"), "{refusal}");
    }
    let printed = format!(
        "{:?}",
        supabase(
            "supabase",
            &[("IDENTITY__SUPABASE_SECRET_KEY", "sb_secret_hidden")]
        )
        .unwrap()
    );
    assert!(!printed.contains("hidden"));
}
