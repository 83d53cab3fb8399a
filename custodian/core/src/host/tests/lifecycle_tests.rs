//! Retiring, raising the lineage, destroying, and orders of operators.

use super::world::World;
use crate::{
    host::{Alarm, audit, audit::Chain, service::tidy},
    names::{DAY, Purpose},
    order::{Order, OrderAction},
    protocol::{
        EmergencyCall, GrantAnswer, LineageAnswer, OwnCall, RECEIPT_LABEL, Receipt, ReceiptText,
        RetireCall, Uses, UsesCall,
    },
};
use ed25519_dalek::Signature;

fn own(grant: &str) -> OwnCall {
    OwnCall {
        grant: Some(grant.to_owned()),
        order: None,
    }
}

fn retirement(world: &World, grant: &str, shares: &[crate::names::ShareName]) -> RetireCall {
    RetireCall {
        grant: grant.to_owned(),
        purpose: Purpose::Record,
        shares: shares.to_vec(),
        rows: 0,
        counted_at: world.now(),
    }
}

#[test]
fn a_retired_share_ends_after_a_day_unless_somebody_needs_it() {
    let mut world = World::new();
    let grant = world.sign_in("anna").grant;
    let (old, _) = world.today(&grant);
    world.clock.advance(DAY - 1);
    let grant = world.sign_in("anna").grant;
    let (needed, _) = world.today(&grant);
    world.clock.advance(DAY - 1);
    let grant = world.sign_in("anna").grant;
    let call = retirement(&world, &grant, &[old, needed]);
    assert_eq!(world.refusal("/v1/epochs/retire", &call), "done");
    // A row that was overlooked is read: its share stays.
    let call = world.lease_call(&grant, &[needed]);
    assert_eq!(world.refusal("/v1/leases", &call), "done");
    world.clock.advance(DAY - 1);
    assert_eq!(world.with_host(|host, store| tidy(host, store).unwrap()), 0);
    world.clock.advance(2);
    assert_eq!(world.with_host(|host, store| tidy(host, store).unwrap()), 1);
    let grant = world.sign_in("anna").grant;
    let leased = world
        .lease_with(&world.lease_call(&grant, &[old, needed]))
        .unwrap();
    assert_eq!(leased.granted.len(), 1);
    assert_eq!(leased.granted[0].name, needed);
    assert_eq!(leased.missing[0].name, old);
}

#[test]
fn nothing_is_retired_without_proof() {
    let mut world = World::new();
    let grant = world.sign_in("anna").grant;
    let (today, _) = world.today(&grant);
    world.clock.advance(DAY);
    let grant = world.sign_in("anna").grant;
    let (current, _) = world.today(&grant);
    let mut call = retirement(&world, &grant, &[today]);
    call.rows = 1;
    assert_eq!(world.refusal("/v1/epochs/retire", &call), "still-needed");
    call.rows = 0;
    call.counted_at -= 601;
    assert_eq!(world.refusal("/v1/epochs/retire", &call), "still-needed");
    let call = retirement(&world, &grant, &[current]);
    assert_eq!(world.refusal("/v1/epochs/retire", &call), "still-needed");
}

#[test]
fn a_raised_lineage_has_new_shares_and_the_old_ones_still_open() {
    let mut world = World::new();
    let grant = world.sign_in("anna").grant;
    let (old_name, old) = world.today(&grant);
    let raised: LineageAnswer = world.call("/v1/lineage", &own(&grant)).unwrap();
    assert_eq!(raised.lineage, 1);
    let (new_name, new) = world.today(&grant);
    assert_eq!((new_name.epoch, new_name.lineage), (old_name.epoch, 1));
    assert_ne!(old, new);
    let leased = world
        .lease_with(&world.lease_call(&grant, &[old_name]))
        .unwrap();
    assert_eq!(leased.granted[0].share, old);
    // The old one may go although it is of today, and sooner than one that only grew old.
    let call = retirement(&world, &grant, &[old_name]);
    assert_eq!(world.refusal("/v1/epochs/retire", &call), "done");
    world.clock.advance(DAY / 2 - 1);
    assert_eq!(world.with_host(|host, store| tidy(host, store).unwrap()), 0);
    world.clock.advance(1);
    assert_eq!(world.with_host(|host, store| tidy(host, store).unwrap()), 1);
}

#[test]
fn shredding_needs_a_fresh_sign_in_and_leaves_a_receipt() {
    let mut world = World::new();
    let grant = world.sign_in("anna").grant;
    let (name, share) = world.today(&grant);
    let other = world.sign_in("anna").grant;
    world.clock.advance(601);
    assert_eq!(world.refusal("/v1/users/shred", &own(&grant)), "not-fresh");
    let fresh = world.sign_in("anna");
    let receipt: Receipt = world.call("/v1/users/shred", &own(&fresh.grant)).unwrap();
    let bytes = [RECEIPT_LABEL, receipt.text.as_bytes()].concat();
    let signature = Signature::from_slice(&hex::decode(&receipt.signature).unwrap()).unwrap();
    assert!(world.client.trust.verify_strict(&bytes, &signature).is_ok());
    let text: ReceiptText = serde_json::from_str(&receipt.text).unwrap();
    assert_eq!(
        (text.user, text.shares, text.at),
        (fresh.user, 1, world.now())
    );
    for grant in [grant, other, fresh.grant] {
        let call = world.lease_call(&grant, &[name]);
        assert_eq!(world.refusal("/v1/leases", &call), "shredded");
    }
    // Who comes back begins anew.
    let again = world.sign_in("anna").grant;
    let leased = world
        .lease_with(&world.lease_call(&again, &[name]))
        .unwrap();
    assert!(leased.granted.is_empty());
    assert_ne!(world.today(&again).1, share);
}

#[test]
fn an_order_needs_two_operators_a_reason_and_its_hour() {
    let mut world = World::new();
    let anna = world.sign_in("anna");
    world.today(&anna.grant);
    let order = |world: &World| {
        Order::new(
            OrderAction::Read,
            "an emergency",
            world.now(),
            &world.entropy,
        )
    };
    let mut call = EmergencyCall {
        order: order(&world).unsigned(),
        user: anna.user,
    };
    assert_eq!(world.refusal("/v1/grants/emergency", &call), "no-order");
    call.order.sign("ada", world.operator(0));
    assert_eq!(world.refusal("/v1/grants/emergency", &call), "no-order");
    call.order.sign("bo", world.operator(0));
    assert_eq!(world.refusal("/v1/grants/emergency", &call), "no-order");
    let mut changed = order(&world);
    changed.not_after += 1;
    call.order = world.signed(&changed);
    assert_eq!(world.refusal("/v1/grants/emergency", &call), "no-order");
    changed = order(&world);
    changed.reason = " ".to_owned();
    call.order = world.signed(&changed);
    assert_eq!(world.refusal("/v1/grants/emergency", &call), "no-order");
    changed = order(&world);
    changed.users = Some(Vec::new());
    call.order = world.signed(&changed);
    assert_eq!(world.refusal("/v1/grants/emergency", &call), "no-order");
    call.order = world.signed(&order(&world));
    assert_eq!(world.refusal("/v1/grants/emergency", &call), "done");
    world.clock.advance(3_600);
    assert_eq!(world.refusal("/v1/grants/emergency", &call), "no-order");
}

#[test]
fn break_glass_opens_one_user_at_a_time_and_tells_the_user() {
    let mut world = World::new();
    let anna = world.sign_in("anna");
    let bea = world.sign_in("bea");
    let (anna_today, anna_share) = world.today(&anna.grant);
    world.today(&bea.grant);
    let order = world.order(OrderAction::Read);
    let emergency = |user| EmergencyCall {
        order: order.clone(),
        user,
    };
    let first: GrantAnswer = world
        .call("/v1/grants/emergency", &emergency(anna.user))
        .unwrap();
    assert!(matches!(world.alarms[..], [Alarm::Emergency { .. }]));
    let leased = world
        .lease_with(&world.lease_call(&first.grant, &[anna_today]))
        .unwrap();
    assert_eq!(leased.granted[0].share, anna_share);
    let call = own(&first.grant);
    assert_eq!(world.refusal("/v1/users/shred", &call), "not-covered");
    world
        .call::<GrantAnswer>("/v1/grants/emergency", &emergency(bea.user))
        .unwrap();
    let call = world.lease_call(&first.grant, &[anna_today]);
    assert_eq!(world.refusal("/v1/leases", &call), "no-grant");
    let uses: Uses = world
        .call(
            "/v1/uses",
            &UsesCall {
                grant: anna.grant,
                before: None,
            },
        )
        .unwrap();
    let told = uses
        .uses
        .iter()
        .filter(|one| one.detail.words.as_deref() == Some("a suspected leak"))
        .count();
    assert_eq!(told, 2, "the grant and the lease");
}

#[test]
fn nobody_changes_the_audit_unseen() {
    let mut world = World::new();
    let anna = world.sign_in("anna");
    for _ in 0..5 {
        world.today(&anna.grant);
    }
    let chain = Chain::User(anna.user);
    let entries = world.store.chain(chain).to_vec();
    assert_eq!(entries.len(), 6);
    assert!(audit::verify(chain, &entries).is_ok());
    for place in 0..entries.len() {
        let number = place as u64 + 1;
        let mut changed = entries.clone();
        changed[place].at += 1;
        assert_eq!(audit::verify(chain, &changed), Err(number));
        changed = entries.clone();
        changed.remove(place);
        let verdict = audit::verify(chain, &changed);
        // Who cuts the end off is found by the head that was noted elsewhere.
        assert_ne!(verdict, audit::verify(chain, &entries));
    }
    assert!(audit::verify(Chain::Gate, &entries).is_err());
}

#[test]
fn a_store_that_fails_hands_nothing_out_and_keeps_nothing() {
    let mut world = World::new();
    let grant = world.sign_in("anna").grant;
    let before = world.store.dump();
    world.store.fails = true;
    let call = world.lease_call(&grant, &[]);
    assert_eq!(world.refusal("/v1/leases", &call), "unavailable");
    assert!(matches!(world.alarms[..], [Alarm::Store(_)]));
    world.store.fails = false;
    assert_eq!(world.store.dump(), before);
    assert_eq!(world.refusal("/v1/leases", &call), "done");
}
