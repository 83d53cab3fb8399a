//! The words that pages and server share.

use crate::identity::model::{Role, SignInFailure, sign_in_link};
use std::collections::HashSet;

#[test]
fn every_reason_has_its_own_code_and_is_found_by_it() {
    let codes: HashSet<_> = SignInFailure::ALL
        .iter()
        .map(|reason| reason.code())
        .collect();
    assert_eq!(codes.len(), SignInFailure::ALL.len());
    for reason in SignInFailure::ALL {
        assert_eq!(SignInFailure::from_code(reason.code()), Some(reason));
        let written = serde_json::to_value(reason).unwrap();
        assert_eq!(written, reason.code(), "the address and JSON say the same");
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte == b'-';
        assert!(reason.code().bytes().all(plain));
    }
    assert_eq!(SignInFailure::from_code("<script>"), None);
}

#[test]
fn an_unknown_role_grants_nothing() {
    assert_eq!(Role::from_name("operator"), Some(Role::Operator));
    assert_eq!(Role::from_name("clinician"), Some(Role::Clinician));
    assert_eq!(Role::from_name("superuser"), None);
}

#[test]
fn the_sign_in_link_carries_any_path() {
    assert_eq!(
        sign_in_link("/attacks?month=5&a=ü#x"),
        "/auth/login?return_to=/attacks%3Fmonth%3D5%26a%3D%C3%BC%23x"
    );
}
