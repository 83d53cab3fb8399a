//! Grants and leases over time.

use super::world::{AUDIENCE, NOW, World};
use crate::{
    client::ClientError,
    host::Alarm,
    names::{DAY, Purpose, ShareName},
    protocol::{
        GrantAnswer, GrantCall, GrantKind, GrantList, OwnCall, Reason, RetireCall, RevokeCall,
        nonce_of,
    },
    refusal::Refusal,
};
use serde_json::json;

#[test]
fn an_identity_is_accepted_for_two_minutes_of_the_custodians_clock() {
    for (age, outcome) in [
        (0, "done"),
        (120, "done"),
        (121, "stale-identity"),
        (-30, "done"),
        (-31, "stale-identity"),
    ] {
        let mut world = World::new();
        let call = world.identity("anna");
        world.clock.advance(age);
        assert_eq!(world.refusal("/v1/grants", &call), outcome, "{age}");
    }
}

#[test]
fn a_clock_that_differs_by_two_minutes_is_refused_and_says_so() {
    let mut world = World::new();
    let call = world.identity("anna");
    for skew in [-120, 120] {
        let now = world.now() + skew;
        let request = world.client.post("/v1/grants", &call, now, &world.entropy);
        let answer = world.send(&request).answer;
        let read = world.client.read::<GrantAnswer>(&request, &answer, now);
        assert_eq!(read.err(), Some(ClientError::Refused(Refusal::Stale)));
    }
}

#[test]
fn every_wrong_claim_of_an_identity_is_refused() {
    let mut world = World::new();
    let nonce = nonce_of("secret");
    let good = world.issuer.claims("anna", AUDIENCE, &nonce, NOW);
    let cases = [
        ("iss", json!("https://other.example"), "wrong-issuer"),
        ("aud", json!("another"), "wrong-audience"),
        ("aud", json!([AUDIENCE, "another"]), "wrong-audience"),
        ("aud", json!([]), "wrong-audience"),
        ("azp", json!("another"), "wrong-audience"),
        ("nonce", json!("another"), "wrong-nonce"),
        ("iat", json!(NOW - 121), "stale-identity"),
        ("iat", json!(NOW + 31), "stale-identity"),
        ("exp", json!(NOW - 30), "stale-identity"),
        ("sub", json!(""), "wrong-identity"),
        ("sub", json!("x".repeat(256)), "wrong-identity"),
    ];
    for (claim, value, outcome) in cases {
        let mut claims = good.clone();
        claims[claim] = value.clone();
        let call = GrantCall {
            id_token: world.issuer.sign("ed", &claims),
            nonce_secret: Some("secret".to_owned()),
            renewal: false,
        };
        assert_eq!(
            world.refusal("/v1/grants", &call),
            outcome,
            "{claim}: {value}"
        );
    }
}

#[test]
fn every_allowed_algorithm_works_and_no_other() {
    let mut world = World::new();
    for key in ["ed", "ec", "rsa"] {
        let mut claims = world.issuer.claims("anna", AUDIENCE, &nonce_of(key), NOW);
        claims["key"] = json!(key);
        let call = GrantCall {
            id_token: world.issuer.sign(key, &claims),
            nonce_secret: Some(key.to_owned()),
            renewal: false,
        };
        assert_eq!(world.refusal("/v1/grants", &call), "done", "{key}");
    }
    let claims = world.issuer.claims("anna", AUDIENCE, &nonce_of("x"), NOW);
    let headers = [
        (json!({ "alg": "none" }), "wrong-identity"),
        (json!({ "alg": "HS256", "kid": "ed" }), "wrong-identity"),
        (json!({ "alg": "ES256", "kid": "ed" }), "wrong-identity"),
        (json!({ "alg": "EdDSA", "kid": "ec" }), "wrong-identity"),
        (
            json!({ "alg": "EdDSA", "kid": "gone" }),
            "unknown-identity-key",
        ),
        (json!({ "alg": "EdDSA" }), "unknown-identity-key"),
    ];
    for (header, outcome) in headers {
        let call = GrantCall {
            id_token: world.issuer.sign_as("ed", &header, &claims),
            nonce_secret: Some("x".to_owned()),
            renewal: false,
        };
        assert_eq!(world.refusal("/v1/grants", &call), outcome, "{header}");
    }
}

#[test]
fn an_identity_works_once_and_only_with_its_secret() {
    let mut world = World::new();
    let mut call = world.identity("anna");
    let secret = call.nonce_secret.take();
    assert_eq!(world.refusal("/v1/grants", &call), "wrong-nonce");
    call.nonce_secret = Some("a guess".to_owned());
    assert_eq!(world.refusal("/v1/grants", &call), "wrong-nonce");
    call.nonce_secret = secret;
    assert_eq!(world.refusal("/v1/grants", &call), "done");
    assert_eq!(world.refusal("/v1/grants", &call), "used-identity");
}

#[test]
fn a_grant_ends_after_a_day_and_a_lease_after_ten_minutes() {
    let mut world = World::new();
    let grant = world.sign_in("anna");
    assert_eq!(grant.expires, NOW + DAY);
    let call = world.lease_call(&grant.grant, &[]);
    let leased = world.lease_with(&call).unwrap();
    assert_eq!(leased.granted[0].expires, NOW + 600);
    world.clock.advance(DAY);
    assert_eq!(world.refusal("/v1/leases", &call), "no-grant");
}

#[test]
fn the_days_share_is_lent_for_at_most_five_minutes_beyond_its_day() {
    let mut world = World::new();
    let midnight = (NOW / DAY + 1) * DAY;
    world.clock.advance(midnight - 60 - NOW);
    let grant = world.sign_in("anna");
    let call = world.lease_call(&grant.grant, &[]);
    let leased = world.lease_with(&call).unwrap();
    assert_eq!(leased.granted[0].expires, midnight + 300);
}

#[test]
fn every_day_has_a_share_of_its_own() {
    let mut world = World::new();
    let grant = world.sign_in("anna").grant;
    let (first_name, first) = world.today(&grant);
    assert_eq!(world.today(&grant), (first_name, first.clone()));
    world.clock.advance(DAY - 1);
    let (second_name, second) = world.today(&grant);
    assert_eq!(second_name.epoch, first_name.epoch + 1);
    assert_ne!(first, second);
    let both = world
        .lease_with(&world.lease_call(&grant, &[first_name, second_name]))
        .unwrap();
    assert_eq!(both.granted.len(), 2);
    assert_eq!(both.granted[0].share, first);
}

#[test]
fn users_and_purposes_have_different_shares() {
    let mut world = World::new();
    let anna = world.sign_in("anna").grant;
    let bea = world.sign_in("bea").grant;
    let mut seen = vec![world.today(&anna).1, world.today(&bea).1];
    for purpose in [
        Purpose::Draft,
        Purpose::Export,
        Purpose::Service,
        Purpose::Index,
    ] {
        let mut call = world.lease_call(&anna, &[]);
        call.purpose = purpose;
        let leased = world.lease_with(&call).unwrap();
        assert_eq!(
            leased.current.unwrap().epoch == 0,
            purpose == Purpose::Index
        );
        seen.push(leased.granted[0].share.clone());
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 6);
}

#[test]
fn a_background_grant_works_once_a_night_for_records_alone() {
    let mut world = World::new();
    let session = world.sign_in("anna").grant;
    world.today(&session);
    let own = OwnCall {
        grant: Some(session.clone()),
        order: None,
    };
    let night: GrantAnswer = world.call("/v1/grants/background", &own).unwrap();
    world
        .call::<serde_json::Value>(
            "/v1/grants/revoke",
            &RevokeCall {
                grant: session,
                reference: None,
            },
        )
        .unwrap();
    let mut call = world.lease_call(&night.grant, &[]);
    call.reason = Reason::Night;
    for purpose in [Purpose::Service, Purpose::Draft, Purpose::Export] {
        call.purpose = purpose;
        assert_eq!(world.refusal("/v1/leases", &call), "not-covered");
    }
    call.purpose = Purpose::Record;
    // A whole diary in one call, with what is written today.
    call.shares = (0..400)
        .map(|epoch| ShareName { epoch, lineage: 0 })
        .collect();
    call.current = true;
    assert_eq!(world.refusal("/v1/leases", &call), "done");
    assert_eq!(world.refusal("/v1/leases", &call), "used-tonight");
    world.clock.advance(DAY);
    assert_eq!(world.refusal("/v1/leases", &call), "done");
    for path in [
        "/v1/users/shred",
        "/v1/grants/list",
        "/v1/grants/background",
    ] {
        let own = OwnCall {
            grant: Some(night.grant.clone()),
            order: None,
        };
        assert_eq!(world.refusal(path, &own), "not-covered", "{path}");
    }
}

#[test]
fn a_background_grant_is_made_from_a_fresh_sign_in_and_destroys_nothing() {
    let mut world = World::new();
    let session = world.sign_in("anna").grant;
    let (name, _) = world.today(&session);
    let own = OwnCall {
        grant: Some(session),
        order: None,
    };
    let night: GrantAnswer = world.call("/v1/grants/background", &own).unwrap();
    world.clock.advance(601);
    assert_eq!(world.refusal("/v1/grants/background", &own), "not-fresh");
    let retire = RetireCall {
        grant: night.grant,
        purpose: Purpose::Record,
        shares: vec![name],
        rows: 0,
        counted_at: world.now(),
    };
    assert_eq!(world.refusal("/v1/epochs/retire", &retire), "not-covered");
}

#[test]
fn only_a_sign_in_of_the_last_minutes_is_fresh_and_a_renewal_never() {
    // (seconds since the person signed in, if the provider says so; renewal; seconds since; outcome)
    let cases = [
        (None, false, 0, "done"),
        (None, false, 600, "done"),
        (None, false, 601, "not-fresh"),
        (Some(0), false, 600, "done"),
        (Some(300), false, 300, "done"),
        (Some(300), false, 301, "not-fresh"),
        (Some(90_000), false, 0, "not-fresh"),
        (Some(0), true, 0, "not-fresh"),
        (None, true, 0, "not-fresh"),
    ];
    for (age, renewal, later, outcome) in cases {
        let mut world = World::new();
        let mut claims = world
            .issuer
            .claims("anna", AUDIENCE, &nonce_of("secret"), NOW);
        if let Some(age) = age {
            claims["auth_time"] = json!(NOW - age);
        }
        let call = GrantCall {
            id_token: world.issuer.sign("ed", &claims),
            nonce_secret: Some("secret".to_owned()),
            renewal,
        };
        let grant: GrantAnswer = world.call("/v1/grants", &call).unwrap();
        world.clock.advance(later);
        let own = OwnCall {
            grant: Some(grant.grant),
            order: None,
        };
        let case = format!("{age:?} {renewal} {later}");
        assert_eq!(
            world.refusal("/v1/grants/background", &own),
            outcome,
            "{case}"
        );
        assert_eq!(world.refusal("/v1/users/shred", &own), outcome, "{case}");
    }
}

#[test]
fn a_person_who_signs_in_tomorrow_is_refused() {
    let mut world = World::new();
    let mut claims = world
        .issuer
        .claims("anna", AUDIENCE, &nonce_of("secret"), NOW);
    claims["auth_time"] = json!(NOW + 31);
    let call = GrantCall {
        id_token: world.issuer.sign("ed", &claims),
        nonce_secret: Some("secret".to_owned()),
        renewal: false,
    };
    assert_eq!(world.refusal("/v1/grants", &call), "stale-identity");
}

#[test]
fn the_patient_sees_and_ends_the_background_grant() {
    let mut world = World::new();
    let session = world.sign_in("anna").grant;
    let own = OwnCall {
        grant: Some(session.clone()),
        order: None,
    };
    let night: GrantAnswer = world.call("/v1/grants/background", &own).unwrap();
    let list: GrantList = world.call("/v1/grants/list", &own).unwrap();
    let shown = list
        .grants
        .iter()
        .find(|grant| grant.kind == GrantKind::Background)
        .unwrap();
    let revoke = RevokeCall {
        grant: session,
        reference: Some(shown.reference.clone()),
    };
    assert_eq!(world.refusal("/v1/grants/revoke", &revoke), "done");
    let call = world.lease_call(&night.grant, &[]);
    assert_eq!(world.refusal("/v1/leases", &call), "no-grant");
}

#[test]
fn the_tripwire_freezes_a_key_that_asks_for_unusually_many_users() {
    let mut world = World::new();
    world.settings.limits.users_per_five_minutes = 3;
    let grants: Vec<String> = (0..5)
        .map(|number| world.sign_in(&format!("user-{number}")).grant)
        .collect();
    for grant in &grants[..3] {
        world.today(grant);
    }
    let call = world.lease_call(&grants[3], &[]);
    assert_eq!(world.refusal("/v1/leases", &call), "frozen");
    assert!(matches!(world.alarms[..], [Alarm::Frozen { users: 4, .. }]));
    // From now on nothing goes, for nobody, until operators have looked.
    let call = world.lease_call(&grants[0], &[]);
    assert_eq!(world.refusal("/v1/leases", &call), "frozen");
    let identity = world.identity("user-9");
    assert_eq!(world.refusal("/v1/grants", &identity), "frozen");
    world.clock.advance(600);
    assert_eq!(world.refusal("/v1/leases", &call), "frozen");
    let order = world.order(crate::order::OrderAction::Unfreeze);
    let unfreeze = json!({ "order": order, "key_id": "app-1" });
    assert_eq!(world.refusal("/v1/keys/unfreeze", &unfreeze), "done");
    assert_eq!(world.refusal("/v1/leases", &call), "done");
}

#[test]
fn the_tripwire_learns_what_is_usual() {
    let mut world = World::new();
    world.settings.limits.users_per_five_minutes = 3;
    let ask = |world: &mut World, count: usize| {
        let grants: Vec<_> = (0..count)
            .map(|number| world.sign_in(&format!("user-{number}")).grant)
            .collect();
        grants
            .iter()
            .map(|grant| {
                let call = world.lease_call(grant, &[]);
                world.refusal("/v1/leases", &call)
            })
            .filter(|outcome| *outcome == "frozen")
            .count()
    };
    assert_eq!(ask(&mut world, 3), 0);
    world.clock.advance(DAY);
    assert_eq!(
        ask(&mut world, 6),
        0,
        "twice the busiest of the days before"
    );
    world.clock.advance(DAY);
    assert_ne!(ask(&mut world, 13), 0);
}
