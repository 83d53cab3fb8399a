//! Which paths a sign-in may come back to.

use crate::identity::server::return_path::ReturnPath;
use openidconnect::url::Url;
use proptest::prelude::*;

#[test]
fn local_paths_are_kept() {
    for path in [
        "/",
        "/attacks",
        "/attacks/42?month=5#top",
        "/a//b",
        "/authors",
        "/%2F/x",
    ] {
        assert_eq!(ReturnPath::parse(path).unwrap().as_str(), path);
    }
}

#[test]
fn everything_else_leads_to_the_start_page() {
    let long = format!("/{}", "a".repeat(2_048));
    let refused = [
        "",
        "attacks",
        "//evil.example",
        "/\\evil.example",
        "\\/evil.example",
        "https://evil.example/",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        "/\r\nSet-Cookie: a=b",
        "/a b",
        "/\u{7f}",
        "/ü",
        "/a\\b",
        "/auth/login?return_to=/",
        "/auth",
        "/auth/logout",
        "/auth?x",
        &long,
    ];
    for text in refused {
        assert_eq!(ReturnPath::or_start(Some(text)).as_str(), "/", "{text:?}");
    }
    assert_eq!(ReturnPath::or_start(None).as_str(), "/");
}

#[test]
fn a_stored_path_is_checked_again_when_it_is_read() {
    assert!(serde_json::from_str::<ReturnPath>("\"/attacks\"").is_ok());
    assert!(serde_json::from_str::<ReturnPath>("\"//evil.example\"").is_err());
}

proptest! {
    #[test]
    fn an_accepted_path_never_leaves_this_site(text in "[/\\\\.:@a-z%?#\t\r\n0-9 -]{0,40}") {
        let here = Url::parse("https://diary.example/").unwrap();
        let path = ReturnPath::or_start(Some(&text));
        let target = here.join(path.as_str()).unwrap();
        prop_assert_eq!(target.origin(), here.origin());
    }
}
