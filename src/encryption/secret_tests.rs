//! Secrets can't be printed or copied, and keys follow from both shares.

use super::blind_index::IndexKey;
use super::custodian::Lease;
use super::derivation::DataKey;
use super::epoch::{Epoch, KeyName, Lineage};
use super::secret::Secret;
use super::share::{AppShare, Share};
use super::test_vector::{Counting, NAME, OTHER_USER, USER, app_share, custody_share, key_named};
use super::wrapping::WrappingKey;
use crate::platform::entropy::SystemEntropy;
use jiff::Timestamp;

/// Fails to compile when the type has the trait: then two implementations fit and neither is chosen.
macro_rules! assert_lacks {
    ($type:ty, $($capability:path),+) => {{
        $({
            trait Lacks<Marker> { fn check() {} }
            struct Has;
            impl<T: ?Sized> Lacks<()> for T {}
            impl<T: ?Sized + $capability> Lacks<Has> for T {}
            <$type as Lacks<_>>::check();
        })+
    }};
}

#[test]
fn secrets_can_be_neither_printed_nor_cloned() {
    assert_lacks!(
        Secret,
        std::fmt::Debug,
        std::fmt::Display,
        Clone,
        serde::Serialize
    );
    assert_lacks!(
        Share,
        std::fmt::Debug,
        std::fmt::Display,
        Clone,
        serde::Serialize
    );
    assert_lacks!(
        AppShare,
        std::fmt::Debug,
        std::fmt::Display,
        Clone,
        serde::Serialize
    );
    assert_lacks!(
        WrappingKey,
        std::fmt::Debug,
        std::fmt::Display,
        Clone,
        serde::Serialize
    );
    assert_lacks!(
        DataKey,
        std::fmt::Debug,
        std::fmt::Display,
        Clone,
        serde::Serialize
    );
    assert_lacks!(
        IndexKey,
        std::fmt::Debug,
        std::fmt::Display,
        Clone,
        serde::Serialize
    );
    assert_lacks!(Lease, std::fmt::Debug, Clone);
}

#[test]
fn secrets_are_compared_by_content() {
    let secret = Secret::copied_from(&[1; 32]);
    assert!(secret.matches(&Secret::copied_from(&[1; 32])));
    let mut other = [1; 32];
    other[31] = 2;
    assert!(!secret.matches(&Secret::copied_from(&other)));
    assert!(!Secret::random(&SystemEntropy).matches(&Secret::random(&SystemEntropy)));
}

#[test]
fn a_data_key_depends_on_everything_it_is_made_of() {
    let other_day = KeyName {
        epoch: Epoch::new(1),
        ..NAME
    };
    let other_lineage = KeyName {
        lineage: Lineage::new(1),
        ..NAME
    };
    let keys = [
        key_named(USER, NAME),
        key_named(OTHER_USER, NAME),
        key_named(USER, other_day),
        key_named(USER, other_lineage),
        DataKey::derive(&Share::random(&Counting(1)), &app_share(), USER, NAME),
        DataKey::derive(
            &custody_share(),
            &AppShare::random(&Counting(1)),
            USER,
            NAME,
        ),
    ];
    for (at, key) in keys.iter().enumerate() {
        for other in &keys[..at] {
            assert!(!key.secret().matches(other.secret()));
        }
    }
}

#[test]
fn epochs_are_utc_days() {
    let epoch = |text: &str| Epoch::of(text.parse().unwrap()).number();
    assert_eq!(epoch("1970-01-01T00:00:00Z"), 0);
    assert_eq!(epoch("1970-01-01T23:59:59.999Z"), 0);
    assert_eq!(epoch("1970-01-02T00:00:00Z"), 1);
    assert_eq!(epoch("2026-11-20T00:00:00Z"), 20_777);
    assert_eq!(epoch("2026-11-20T23:59:59.999999999Z"), 20_777);
    assert_eq!(epoch("1969-12-31T23:59:59Z"), 0, "before the beginning");
    assert_eq!(
        Epoch::new(20_777).end(),
        "2026-11-21T00:00:00Z".parse::<Timestamp>().unwrap()
    );
    assert_eq!(Epoch::new(u32::MAX).end(), Timestamp::MAX);
    assert_eq!(Epoch::new(u32::MAX).next(), Epoch::new(u32::MAX));
}
