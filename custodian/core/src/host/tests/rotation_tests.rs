//! The root key: what lies in the store opens under it alone, and a rotation touches shares only.

use super::world::World;
use crate::host::{secrets::SecretsText, service::wrap_anew};

#[test]
fn the_store_holds_no_share_no_grant_and_no_subject() {
    let mut world = World::new();
    let grant = world.sign_in("anna@example.org").grant;
    let (_, share) = world.today(&grant);
    let dump = world.store.dump();
    let bytes = format!("{:?}", hex::decode(&share).unwrap());
    let inner = bytes.trim_matches(['[', ']']);
    assert!(!dump.contains(inner));
    assert!(!dump.contains(&share));
    assert!(!dump.contains("anna"));
    assert!(!dump.contains(grant.split('.').nth(1).unwrap()));
}

#[test]
fn a_rotation_wraps_all_shares_anew_and_changes_none() {
    let mut world = World::new();
    let mut shares = Vec::new();
    for user in ["anna", "bea", "cleo"] {
        let grant = world.sign_in(user).grant;
        let (name, share) = world.today(&grant);
        shares.push((grant, name, share));
    }
    let old: SecretsText = world.secrets_text.clone();
    let rotated = old.rotated(&world.entropy);
    world.secrets = rotated.parse().unwrap();
    let open_all = |world: &mut World| {
        for (grant, name, share) in &shares {
            let leased = world
                .lease_with(&world.lease_call(grant, &[*name]))
                .unwrap();
            assert_eq!(&leased.granted[0].share, share);
        }
    };
    open_all(&mut world);
    assert_eq!(
        world.with_host(|host, store| wrap_anew(host, store).unwrap()),
        3
    );
    assert_eq!(
        world.with_host(|host, store| wrap_anew(host, store).unwrap()),
        0
    );
    let mut alone = rotated.clone();
    alone.previous_root_key = None;
    world.secrets = alone.parse().unwrap();
    open_all(&mut world);
    // The old key is of no use any more.
    let mut replaced = old.clone();
    replaced.generation = 2;
    world.secrets = replaced.parse().unwrap();
    let (grant, name, _) = &shares[0];
    let leased = world
        .lease_with(&world.lease_call(grant, &[*name]))
        .unwrap();
    assert!(leased.granted.is_empty());
    assert!(leased.missing[0].damaged);
}

#[test]
fn secrets_are_refused_when_they_cannot_be_keys() {
    let world = World::new();
    let mut text = world.secrets_text.clone();
    text.root_key = "00".repeat(32);
    assert_eq!(text.parse().err().unwrap().0, "root_key");
    let mut text = world.secrets_text.clone();
    text.signing_key = "ab".to_owned();
    assert_eq!(text.parse().err().unwrap().0, "signing_key");
}

#[test]
fn a_check_value_tells_two_root_keys_apart() {
    let world = World::new();
    let first = world.secrets_text.parse().unwrap();
    let second = world.secrets_text.rotated(&world.entropy).parse().unwrap();
    assert_eq!(first.root.check_value().len(), 8);
    assert_ne!(first.root.check_value(), second.root.check_value());
    assert_eq!(
        first.root.check_value(),
        second.previous.unwrap().check_value()
    );
}
