//! Which addresses lie inside.

use super::address::is_internal;

#[test]
fn addresses_of_the_open_network_are_let_through() {
    for open in [
        "8.8.8.8",
        "94.130.142.35",
        "2a01:4f8::1",
        "100.128.0.1",
        "172.32.0.1",
    ] {
        assert!(!is_internal(open.parse().unwrap()), "{open}");
    }
}

#[test]
fn whatever_lies_inside_is_refused() {
    for inside in [
        "127.0.0.1",
        "127.8.8.8",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "192.0.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1",
        "::127.0.0.1",
    ] {
        assert!(is_internal(inside.parse().unwrap()), "{inside}");
    }
}
