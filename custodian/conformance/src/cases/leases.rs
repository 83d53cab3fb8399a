//! Leases.

use crate::{
    parameters::USER_LEASES,
    suite::{MachineEntropy, Suite, Verdict, hold, now},
};
use custodian_core::{
    client::open_leases,
    names::{Purpose, ShareName, day_of},
    protocol::{LeaseAnswer, LeaseCall},
    sealing::InstanceKey,
};

pub async fn a_share_is_made_once_and_lent_again(suite: Suite) -> Verdict {
    let grant = suite.sign_in("again").await?.grant;
    let (name, share) = suite.today(&grant).await?;
    hold(name.epoch.abs_diff(day_of(now())) <= 1, "another day")?;
    hold(share.len() == 64, "not 256 bits")?;
    let leased = suite.lease(&suite.lease_call(&grant, &[name])).await?;
    let lease = leased.granted.first().ok_or("no share")?;
    hold(lease.share == share, "another share")?;
    hold(
        (1..=605).contains(&(lease.expires - now())),
        "a lease of more than ten minutes",
    )?;
    // A share that is not there is never made by asking for it.
    let yesterday = ShareName {
        epoch: name.epoch - 1,
        lineage: 0,
    };
    let leased = suite.lease(&suite.lease_call(&grant, &[yesterday])).await?;
    hold(
        leased.granted.is_empty() && leased.missing.len() == 1,
        "a share of yesterday",
    )
}

pub async fn four_hundred_shares_go_in_one_call_and_no_more(suite: Suite) -> Verdict {
    let grant = suite.sign_in("many").await?.grant;
    let shares: Vec<ShareName> = (0..400)
        .map(|epoch| ShareName { epoch, lineage: 0 })
        .collect();
    let leased = suite.lease(&suite.lease_call(&grant, &shares)).await?;
    hold(
        leased.missing.len() == 400,
        "not all of them were looked for",
    )?;
    let shares: Vec<ShareName> = (0..401)
        .map(|epoch| ShareName { epoch, lineage: 0 })
        .collect();
    let request = suite.request("/v1/leases", &suite.lease_call(&grant, &shares));
    suite.refused(&request, "too-many-epochs").await
}

pub async fn shares_are_sealed_to_one_instance(suite: Suite) -> Verdict {
    let grant = suite.sign_in("sealed").await?.grant;
    let (_, share) = suite.today(&grant).await?;
    let call = suite.lease_call(&grant, &[]);
    let request = suite.request("/v1/leases", &call);
    let answer = suite.send(&request).await?;
    let body = String::from_utf8_lossy(&answer.body).into_owned();
    hold(
        !body.contains(&share),
        "the share lies in the answer in clear",
    )?;
    let sealed: LeaseAnswer = serde_json::from_str(&body).map_err(|error| error.to_string())?;
    let other = InstanceKey::random(&MachineEntropy);
    hold(
        open_leases(&other, &request, &sealed).is_err(),
        "another instance opens it",
    )?;
    let later = suite.request("/v1/leases", &call);
    hold(
        open_leases(&suite.instance, &later, &sealed).is_err(),
        "it opens as the answer to another request",
    )?;
    let mut bad = call.clone();
    "00".clone_into(&mut bad.sealing_key);
    let request = suite.request("/v1/leases", &bad);
    suite.refused(&request, "unreadable").await
}

pub async fn users_and_purposes_are_apart(suite: Suite) -> Verdict {
    let anna = suite.sign_in("apart-anna").await?;
    let bea = suite.sign_in("apart-bea").await?;
    let mut shares = vec![suite.today(&anna.grant).await?.1];
    shares.push(suite.today(&bea.grant).await?.1);
    for purpose in [
        Purpose::Draft,
        Purpose::Export,
        Purpose::Service,
        Purpose::Index,
    ] {
        let call = LeaseCall {
            purpose,
            ..suite.lease_call(&anna.grant, &[])
        };
        let leased = suite.lease(&call).await?;
        shares.push(leased.granted.first().ok_or("no share")?.share.clone());
    }
    shares.sort();
    shares.dedup();
    hold(shares.len() == 6, "two of them are the same")?;
    // A grant with somebody else's name on it is nobody's.
    let secret = anna.grant.split('.').nth(1).unwrap_or_default();
    let mixed = format!("{}.{secret}", bea.user);
    let request = suite.request("/v1/leases", &suite.lease_call(&mixed, &[]));
    suite.refused(&request, "no-grant").await
}

pub async fn concurrent_first_calls_agree_on_one_share(suite: Suite) -> Verdict {
    let grant = suite.sign_in("concurrent").await?.grant;
    let calls: Vec<_> = (0..8)
        .map(|_| {
            let (suite, grant) = (suite.clone(), grant.clone());
            tokio::spawn(async move { suite.today(&grant).await })
        })
        .collect();
    let mut shares = Vec::new();
    for call in calls {
        shares.push(call.await.map_err(|error| error.to_string())??.1);
    }
    shares.dedup();
    hold(shares.len() == 1, "they got different shares")
}

pub async fn a_user_may_not_ask_too_often(suite: Suite) -> Verdict {
    let grant = suite.sign_in("often").await?.grant;
    // Two minutes may be touched: after twice the allowance one of them is used up.
    for _ in 0..=2 * USER_LEASES {
        if let Err(code) = suite.today(&grant).await {
            hold(code == "too-many", &code)?;
            let other = suite.sign_in("seldom").await?.grant;
            return suite.today(&other).await.map(|_| ());
        }
    }
    Err("nobody stopped it".to_owned())
}
