//! Pages are whole, in order and signed, or nothing is filled in.

use super::world::World;
use crate::{
    host::{
        audit::{Chain, verify},
        backup::{BadBackup, Page, Wanted, fill, page},
        memory::MemoryStore,
        service::opens,
        store::Store,
    },
    protocol::{BackupPlace, SignedPage},
};

fn pages(world: &mut World) -> Vec<SignedPage> {
    let mut pages = Vec::new();
    let mut next = Some(BackupPlace::Gate { entry: 0 });
    while let Some(place) = next {
        let signed = world.with_host(|host, store| {
            let wanted = Wanted::find(store, place).unwrap();
            page(host, store, "backup-1", wanted).unwrap()
        });
        next = serde_json::from_str::<Page>(&signed.text).unwrap().next;
        pages.push(signed);
    }
    pages
}

fn filled(world: &World, pages: Vec<SignedPage>) -> Result<MemoryStore, BadBackup> {
    let mut store = MemoryStore::default();
    fill(&world.secrets, &mut store, pages)?;
    Ok(store)
}

#[test]
fn a_filled_store_lends_the_same_shares_and_keeps_a_long_audit() {
    let mut world = World::new();
    let mut shares = Vec::new();
    for subject in ["anna", "bea", "cleo"] {
        let grant = world.sign_in(subject).grant;
        shares.push((grant.clone(), world.today(&grant)));
    }
    let busy = shares[0].0.clone();
    for _ in 0..1_203 {
        world.today(&busy);
    }
    let all = pages(&mut world);
    assert!(all.len() > 5, "a long audit takes several pages");
    let mut store = filled(&world, all).unwrap();
    assert_eq!(opens(&world.secrets, &mut store).unwrap(), 3);
    for user in store.users_after(None, 10).unwrap() {
        let chain = Chain::User(user);
        assert_eq!(store.chain(chain), world.store.chain(chain));
        assert!(verify(chain, store.chain(chain)).is_ok());
    }
    world.store = store;
    for (grant, (name, share)) in &shares {
        let lent = world
            .lease_with(&world.lease_call(grant, &[*name]))
            .unwrap();
        assert_eq!(&lent.granted[0].share, share);
    }
}

#[test]
fn a_frozen_key_stays_frozen() {
    let mut world = World::new();
    let now = world.now();
    world.store.set_frozen("app-1", true, now).unwrap();
    let all = pages(&mut world);
    let mut store = filled(&world, all).unwrap();
    assert!(store.is_frozen("app-1").unwrap());
}

#[test]
fn pages_that_are_altered_left_out_or_out_of_order_are_refused() {
    let mut world = World::new();
    for subject in ["anna", "bea", "cleo"] {
        let grant = world.sign_in(subject).grant;
        world.today(&grant);
    }
    let all = pages(&mut world);
    assert!(filled(&world, all.clone()).is_ok());
    for left_out in 0..all.len() {
        let mut fewer = all.clone();
        fewer.remove(left_out);
        let outcome = filled(&world, fewer).err();
        assert!(outcome.is_some(), "page {left_out} is missing");
    }
    let mut swapped = all.clone();
    swapped.swap(1, 2);
    assert!(filled(&world, swapped).is_err());
    let mut altered = all.clone();
    altered[1].text = altered[1].text.replace("\"lineage\":0", "\"lineage\":1");
    assert_eq!(filled(&world, altered).err(), Some(BadBackup::Foreign(2)));
    let mut foreign = World::new();
    foreign.entropy = crate::testing::SeededEntropy::new(2);
    let text = crate::host::secrets::SecretsText::random(&foreign.entropy);
    foreign.secrets = text.parse().unwrap();
    assert_eq!(filled(&foreign, all).err(), Some(BadBackup::Foreign(1)));
}
