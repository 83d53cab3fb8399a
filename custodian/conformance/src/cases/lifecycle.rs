//! Retiring, lineages, destroying, operators.

use crate::{
    parameters::TRIPWIRE,
    suite::{MachineEntropy, Suite, Verdict, hold, now, own},
};
use custodian_core::{
    client::ClientError,
    message::Request,
    names::{Purpose, ShareName},
    order::{Order, OrderAction},
    protocol::{
        EmergencyCall, GrantAnswer, LineageAnswer, RECEIPT_LABEL, Receipt, ReceiptText, RetireCall,
        Retired, UnfreezeCall, Unfrozen, Uses, UsesCall,
    },
    refusal::Refusal,
};

fn retirement(grant: &str, shares: &[ShareName], rows: u64) -> RetireCall {
    RetireCall {
        grant: grant.to_owned(),
        purpose: Purpose::Record,
        shares: shares.to_vec(),
        rows,
        counted_at: now() - 1,
    }
}

pub async fn retiring_waits_for_who_needs_it(suite: Suite) -> Verdict {
    let grant = suite.sign_in("retired").await?.grant;
    let (today, share) = suite.today(&grant).await?;
    let request = suite.request("/v1/epochs/retire", &retirement(&grant, &[today], 0));
    suite.refused(&request, "still-needed").await?;
    suite
        .call::<LineageAnswer>("/v1/lineage", &own(&grant))
        .await?;
    let request = suite.request("/v1/epochs/retire", &retirement(&grant, &[today], 1));
    suite.refused(&request, "still-needed").await?;
    let retired: Retired = suite
        .call("/v1/epochs/retire", &retirement(&grant, &[today], 0))
        .await?;
    hold(retired.retired == 1, "not one share")?;
    hold(
        retired.destroyed_at > now() + 3_600,
        "it is destroyed too early",
    )?;
    let leased = suite.lease(&suite.lease_call(&grant, &[today])).await?;
    hold(
        leased
            .granted
            .first()
            .is_some_and(|lease| lease.share == share),
        "it is gone",
    )
}

pub async fn a_raised_lineage_has_new_shares(suite: Suite) -> Verdict {
    let grant = suite.sign_in("raised").await?.grant;
    let (old_name, old) = suite.today(&grant).await?;
    let raised: LineageAnswer = suite.call("/v1/lineage", &own(&grant)).await?;
    hold(raised.lineage == 1, "not the next lineage")?;
    let (new_name, new) = suite.today(&grant).await?;
    hold(new_name.lineage == 1 && new != old, "the old share")?;
    let leased = suite.lease(&suite.lease_call(&grant, &[old_name])).await?;
    hold(leased.granted.len() == 1, "the old share is gone too early")
}

pub async fn the_patient_reads_what_the_key_was_used_for(suite: Suite) -> Verdict {
    let grant = suite.sign_in("reads").await?.grant;
    suite.today(&grant).await?;
    suite.today(&grant).await?;
    let call = UsesCall {
        grant,
        before: None,
    };
    let uses: Uses = suite.call("/v1/uses", &call).await?;
    let leases = uses.uses.iter().filter(|one| one.action == "lease").count();
    hold(leases == 2, "not two leases")?;
    let numbers: Vec<u64> = uses.uses.iter().map(|one| one.number).collect();
    hold(numbers == [3, 2, 1], "not the newest first, without a gap")?;
    let older: Uses = suite
        .call(
            "/v1/uses",
            &UsesCall {
                before: Some(2),
                ..call
            },
        )
        .await?;
    hold(older.uses.len() == 1, "not the older ones")
}

pub async fn shredding_leaves_a_signed_receipt_and_nothing_else(suite: Suite) -> Verdict {
    let answer = suite.sign_in("shredded").await?;
    let (name, share) = suite.today(&answer.grant).await?;
    let receipt: Receipt = suite.call("/v1/users/shred", &own(&answer.grant)).await?;
    let bytes = [RECEIPT_LABEL, receipt.text.as_bytes()].concat();
    let signature = hex::decode(&receipt.signature)
        .ok()
        .and_then(|bytes| <[u8; 64]>::try_from(bytes).ok())
        .ok_or("no signature")?;
    let signature = custodian_core::Signature::from_bytes(&signature);
    let fits = suite.client.trust.verify_strict(&bytes, &signature).is_ok();
    hold(fits, "the receipt is not signed")?;
    let text: ReceiptText =
        serde_json::from_str(&receipt.text).map_err(|error| error.to_string())?;
    hold(
        text.user == answer.user && text.shares == 1,
        "about something else",
    )?;
    let request = suite.request("/v1/leases", &suite.lease_call(&answer.grant, &[name]));
    suite.refused(&request, "shredded").await?;
    let again = suite.sign_in("shredded").await?;
    let leased = suite
        .lease(&suite.lease_call(&again.grant, &[name]))
        .await?;
    hold(leased.granted.is_empty(), "the share is still there")?;
    hold(
        suite.today(&again.grant).await?.1 != share,
        "the same share came back",
    )
}

pub async fn break_glass_needs_two_operators_and_is_told(suite: Suite) -> Verdict {
    let anna = suite.sign_in("glass").await?;
    let (name, share) = suite.today(&anna.grant).await?;
    let mut one = Order::new(OrderAction::Read, "a rehearsal", now(), &MachineEntropy).unsigned();
    let (operator, key) = &suite.parameters.operators[0];
    one.sign(operator, key);
    let call = EmergencyCall {
        order: one,
        user: anna.user,
    };
    let request = suite.request("/v1/grants/emergency", &call);
    suite.refused(&request, "no-order").await?;
    let call = EmergencyCall {
        order: suite.order(OrderAction::Unfreeze),
        user: anna.user,
    };
    let request = suite.request("/v1/grants/emergency", &call);
    suite.refused(&request, "no-order").await?;
    let call = EmergencyCall {
        order: suite.order(OrderAction::Read),
        user: anna.user,
    };
    let emergency: GrantAnswer = suite.call("/v1/grants/emergency", &call).await?;
    hold(emergency.expires <= now() + 3_600, "longer than an hour")?;
    let leased = suite
        .lease(&suite.lease_call(&emergency.grant, &[name]))
        .await?;
    hold(
        leased
            .granted
            .first()
            .is_some_and(|lease| lease.share == share),
        "no share",
    )?;
    let uses: Uses = suite
        .call(
            "/v1/uses",
            &UsesCall {
                grant: anna.grant,
                before: None,
            },
        )
        .await?;
    let told = uses
        .uses
        .iter()
        .filter(|one| one.detail.words.as_deref() == Some("a rehearsal"));
    hold(told.count() == 2, "the patient is not told")
}

pub async fn the_tripwire_freezes_a_key_until_operators_look(suite: Suite) -> Verdict {
    let second = |path: &str, body: serde_json::Value| -> Request {
        suite.second.post(path, &body, now(), &MachineEntropy)
    };
    let json = |value: Result<serde_json::Value, serde_json::Error>| {
        value.map_err(|error| error.to_string())
    };
    let mut frozen = None;
    // A window of five minutes may end meanwhile: twice as many are enough.
    for number in 0..2 * TRIPWIRE + 2 {
        let identity = suite.identity(&format!("tripwire-{number}"));
        let request = second("/v1/grants", json(serde_json::to_value(&identity))?);
        let grant: GrantAnswer = suite.ask(&request).await?;
        let call = suite.lease_call(&grant.grant, &[]);
        let request = second("/v1/leases", json(serde_json::to_value(&call))?);
        let answer = suite.send(&request).await?;
        match suite
            .client
            .read::<serde_json::Value>(&request, &answer, now())
        {
            Ok(_) => {}
            Err(ClientError::Refused(Refusal::Frozen)) => {
                frozen = Some(call);
                break;
            }
            Err(error) => return Err(error.to_string()),
        }
    }
    let call = frozen.ok_or("nobody stopped it")?;
    let again = json(serde_json::to_value(&call))?;
    suite
        .refused(&second("/v1/leases", again.clone()), "frozen")
        .await?;
    // The other key goes on.
    let other = suite.sign_in("untouched").await?.grant;
    suite.today(&other).await?;
    let mut unfreeze = UnfreezeCall {
        order: suite.order(OrderAction::Read),
        key_id: "app-2".to_owned(),
    };
    let request = suite.request("/v1/keys/unfreeze", &unfreeze);
    suite.refused(&request, "no-order").await?;
    unfreeze.order = suite.order(OrderAction::Unfreeze);
    let unfrozen: Unfrozen = suite.call("/v1/keys/unfreeze", &unfreeze).await?;
    hold(unfrozen.unfrozen, "it was not frozen")?;
    let identity = suite.identity("after-the-tripwire");
    let request = second("/v1/grants", json(serde_json::to_value(&identity))?);
    suite.ask::<GrantAnswer>(&request).await.map(|_| ())
}
