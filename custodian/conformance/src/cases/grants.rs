//! Grants: from sign-ins, for the night, and their end.

use crate::{
    parameters::AUDIENCE,
    suite::{MachineEntropy, Suite, Verdict, hold, now, own},
};
use custodian_core::{
    names::{Purpose, ShareName},
    protocol::{
        GrantAnswer, GrantCall, GrantKind, GrantList, Reason, RevokeCall, Revoked, Uses, UsesCall,
        nonce_of,
    },
};
use serde_json::json;

pub async fn a_sign_in_opens_a_grant_once(suite: Suite) -> Verdict {
    let call = suite.identity("once");
    let grant: GrantAnswer = suite.call("/v1/grants", &call).await?;
    let life = grant.expires - now();
    hold((1..=86_400).contains(&life), "it lives too long")?;
    hold(
        grant.grant.starts_with(&grant.user.to_string()),
        "another user's grant",
    )?;
    let again = suite.request("/v1/grants", &call);
    suite.refused(&again, "used-identity").await?;
    let same = suite.sign_in("once").await?;
    hold(
        same.user == grant.user,
        "another pseudonym for the same person",
    )?;
    let other = suite.sign_in("once-other").await?;
    hold(other.user != grant.user, "one pseudonym for two people")
}

pub async fn every_wrong_identity_is_refused(suite: Suite) -> Verdict {
    let issuer = &suite.parameters.issuer;
    let nonce = nonce_of("secret");
    let cases = [
        ("iss", json!("https://other.example"), "wrong-issuer"),
        ("aud", json!("another"), "wrong-audience"),
        ("aud", json!([AUDIENCE, "another"]), "wrong-audience"),
        ("azp", json!("another"), "wrong-audience"),
        ("nonce", json!("another"), "wrong-nonce"),
        ("nonce", json!(null), "wrong-nonce"),
        ("iat", json!(now() - 180), "stale-identity"),
        ("iat", json!(now() + 90), "stale-identity"),
        ("exp", json!(now() - 60), "stale-identity"),
        ("sub", json!(""), "wrong-identity"),
    ];
    for (claim, value, code) in cases {
        let mut claims = issuer.claims("wrong", AUDIENCE, &nonce, now());
        claims[claim] = value;
        let call = GrantCall {
            id_token: issuer.sign("ec", &claims),
            nonce_secret: Some("secret".to_owned()),
            renewal: false,
        };
        let request = suite.request("/v1/grants", &call);
        suite
            .refused(&request, code)
            .await
            .map_err(|words| format!("{claim}: {words}"))?;
    }
    let claims = issuer.claims("wrong", AUDIENCE, &nonce, now());
    let headers = [
        (json!({ "alg": "none" }), "wrong-identity"),
        (json!({ "alg": "HS256", "kid": "ec" }), "wrong-identity"),
        (json!({ "alg": "ES256", "kid": "ed" }), "wrong-identity"),
        (
            json!({ "alg": "EdDSA", "kid": "gone" }),
            "unknown-identity-key",
        ),
    ];
    for (header, code) in headers {
        let call = GrantCall {
            id_token: issuer.sign_as("ed", &header, &claims),
            nonce_secret: Some("secret".to_owned()),
            renewal: false,
        };
        let request = suite.request("/v1/grants", &call);
        suite.refused(&request, code).await?;
    }
    for key in ["ed", "ec", "rsa"] {
        let claims = issuer.claims("right", AUDIENCE, &nonce, now());
        let call = GrantCall {
            id_token: issuer.sign(key, &claims),
            nonce_secret: Some("secret".to_owned()),
            renewal: false,
        };
        suite.call::<GrantAnswer>("/v1/grants", &call).await?;
    }
    Ok(())
}

pub async fn a_grant_of_another_key_is_refused(suite: Suite) -> Verdict {
    let grant = suite.sign_in("bound").await?.grant;
    let call = suite.lease_call(&grant, &[]);
    let request = suite
        .second
        .post("/v1/leases", &call, now(), &MachineEntropy);
    suite.refused(&request, "no-grant").await?;
    let mut guess = grant.clone();
    guess.pop();
    guess.push(if grant.ends_with('0') { '1' } else { '0' });
    let call = suite.lease_call(&guess, &[]);
    let request = suite.request("/v1/leases", &call);
    suite.refused(&request, "no-grant").await
}

pub async fn a_revoked_grant_opens_nothing(suite: Suite) -> Verdict {
    let grant = suite.sign_in("revoked").await?.grant;
    let other = suite.sign_in("revoked").await?.grant;
    suite.today(&grant).await?;
    let revoke = RevokeCall {
        grant: grant.clone(),
        reference: None,
    };
    let ended: Revoked = suite.call("/v1/grants/revoke", &revoke).await?;
    hold(ended.revoked, "there was nothing to end")?;
    let request = suite.request("/v1/leases", &suite.lease_call(&grant, &[]));
    suite.refused(&request, "no-grant").await?;
    let again: Revoked = suite.call("/v1/grants/revoke", &revoke).await?;
    hold(!again.revoked, "it ended twice")?;
    suite.today(&other).await.map(|_| ())
}

pub async fn a_background_grant_works_once_a_night(suite: Suite) -> Verdict {
    let session = suite.sign_in("night").await?.grant;
    suite.today(&session).await?;
    let night: GrantAnswer = suite.call("/v1/grants/background", &own(&session)).await?;
    let mut call = suite.lease_call(&night.grant, &[]);
    call.reason = Reason::Night;
    call.purpose = Purpose::Draft;
    let request = suite.request("/v1/leases", &call);
    suite.refused(&request, "not-covered").await?;
    call.purpose = Purpose::Record;
    // A whole diary in one call.
    call.shares = (0..400)
        .map(|epoch| ShareName { epoch, lineage: 0 })
        .collect();
    let leased = suite.lease(&call).await?;
    hold(leased.current.is_some(), "no share of today")?;
    let request = suite.request("/v1/leases", &call);
    suite.refused(&request, "used-tonight").await?;
    for path in ["/v1/users/shred", "/v1/lineage", "/v1/grants/list"] {
        let request = suite.request(path, &own(&night.grant));
        suite.refused(&request, "not-covered").await?;
    }
    Ok(())
}

pub async fn the_patient_sees_and_ends_every_grant(suite: Suite) -> Verdict {
    let session = suite.sign_in("seen").await?.grant;
    let night: GrantAnswer = suite.call("/v1/grants/background", &own(&session)).await?;
    let list: GrantList = suite.call("/v1/grants/list", &own(&session)).await?;
    hold(list.grants.len() == 2, "not two grants")?;
    let shown = list
        .grants
        .iter()
        .find(|grant| grant.kind == GrantKind::Background)
        .ok_or("the background grant is not shown")?;
    let revoke = RevokeCall {
        grant: session,
        reference: Some(shown.reference.clone()),
    };
    suite.call::<Revoked>("/v1/grants/revoke", &revoke).await?;
    let request = suite.request("/v1/leases", &suite.lease_call(&night.grant, &[]));
    suite.refused(&request, "no-grant").await
}

pub async fn a_renewed_grant_is_never_a_fresh_sign_in(suite: Suite) -> Verdict {
    let mut call = suite.identity("renewed");
    call.renewal = true;
    let renewed: GrantAnswer = suite.call("/v1/grants", &call).await?;
    suite.today(&renewed.grant).await?;
    for path in ["/v1/users/shred", "/v1/lineage", "/v1/grants/background"] {
        let request = suite.request(path, &own(&renewed.grant));
        suite.refused(&request, "not-fresh").await?;
    }
    // What the patient reads tells the two apart.
    let uses: Uses = suite
        .call(
            "/v1/uses",
            &UsesCall {
                grant: renewed.grant,
                before: None,
            },
        )
        .await?;
    hold(
        uses.uses.iter().any(|used| used.action == "renewal"),
        "it is told as a sign-in",
    )
}

pub async fn a_sign_in_is_as_old_as_the_provider_says(suite: Suite) -> Verdict {
    let ages = [
        (0, "done"),
        (500, "done"),
        (700, "not-fresh"),
        (90_000, "not-fresh"),
        (-90, "stale-identity"),
    ];
    for (age, outcome) in ages {
        let subject = format!("aged-{age}");
        let call = suite.identity_signed_in(&subject, now() - age);
        if outcome == "stale-identity" {
            let request = suite.request("/v1/grants", &call);
            suite.refused(&request, outcome).await?;
            continue;
        }
        let grant: GrantAnswer = suite.call("/v1/grants", &call).await?;
        let request = suite.request("/v1/grants/background", &own(&grant.grant));
        match suite.ask::<GrantAnswer>(&request).await {
            Ok(_) if outcome == "done" => {}
            Err(code) if code == outcome => {}
            other => return Err(format!("{age}: {:?}", other.err())),
        }
    }
    Ok(())
}
