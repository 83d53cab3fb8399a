//! Which requests may speak at all.

use crate::suite::{MachineEntropy, Suite, Verdict, hold, now, own};
use custodian_core::{
    client::Client,
    message::Request,
    protocol::{Status, VERSION},
    signature::sign_request,
};

fn harmless(suite: &Suite) -> Request {
    suite.request(
        "/v1/grants/list",
        &own("00000000000000000000000000000000.00"),
    )
}

/// Refused before its signature was looked at, or after: a request that gets so far is well-signed.
const WELL_SIGNED: &str = "no-grant";

pub async fn the_status_tells_the_protocol_and_no_user(suite: Suite) -> Verdict {
    let request = suite.client.status(now(), &MachineEntropy);
    let status: Status = suite.ask(&request).await?;
    hold(status.protocol == VERSION, "another protocol")?;
    hold((status.now - now()).abs() <= 30, "its clock differs")?;
    let mut bare = request;
    bare.headers.clear();
    let status: Status = suite.ask(&bare).await?;
    hold(status.root_generation >= 1, "no root key")
}

pub async fn a_request_without_a_signature_is_refused(suite: Suite) -> Verdict {
    suite.refused(&harmless(&suite), WELL_SIGNED).await?;
    let mut request = harmless(&suite);
    request
        .headers
        .retain(|(name, _)| !name.starts_with("signature"));
    suite.refused(&request, "unsigned").await
}

pub async fn a_foreign_key_is_refused(suite: Suite) -> Verdict {
    let foreign = |key_id: &str| Client {
        authority: suite.client.authority.clone(),
        key_id: key_id.to_owned(),
        key: suite.parameters.foreign_key.clone(),
        trust: suite.client.trust,
    };
    let body = own("0.0");
    let request = foreign("nobody").post("/v1/grants/list", &body, now(), &MachineEntropy);
    suite.refused(&request, "unknown-key").await?;
    let request = foreign("app-1").post("/v1/grants/list", &body, now(), &MachineEntropy);
    suite.refused(&request, "wrong-signature").await
}

pub async fn a_request_for_another_host_is_refused(suite: Suite) -> Verdict {
    let mut request = harmless(&suite);
    "other.example".clone_into(&mut request.authority);
    // The signature covers the host: a request recorded elsewhere does not fit here.
    suite.refused(&request, "wrong-signature").await?;
    let (key_id, key) = &suite.parameters.app_keys[0];
    sign_request(&mut request, key_id, key, now(), &MachineEntropy);
    suite.refused(&request, "wrong-authority").await
}

pub async fn a_changed_request_is_refused(suite: Suite) -> Verdict {
    type Change = fn(&mut Request);
    let changes: [(&str, Change); 4] = [
        ("altered", |request| request.body.push(b' ')),
        ("wrong-signature", |request| {
            "/v1/uses".clone_into(&mut request.path);
        }),
        ("wrong-signature", |request| {
            request.query = Some("a=1".to_owned());
        }),
        ("wrong-signature", |request| {
            "PUT".clone_into(&mut request.method);
        }),
    ];
    for (code, change) in changes {
        let mut request = harmless(&suite);
        change(&mut request);
        suite.refused(&request, code).await?;
    }
    Ok(())
}

pub async fn a_stale_request_is_refused(suite: Suite) -> Verdict {
    for skew in [-120, 120] {
        let request = suite.client.post(
            "/v1/grants/list",
            &own("0.0"),
            now() + skew,
            &MachineEntropy,
        );
        suite.refused(&request, "stale").await?;
    }
    Ok(())
}

pub async fn a_replayed_request_is_refused(suite: Suite) -> Verdict {
    let grant = suite.sign_in("replayed").await?.grant;
    let requests = [
        suite.request("/v1/grants", &suite.identity("replayed")),
        suite.request("/v1/leases", &suite.lease_call(&grant, &[])),
        suite.request("/v1/grants/list", &own(&grant)),
    ];
    for request in requests {
        suite.ask::<serde_json::Value>(&request).await?;
        suite.refused(&request, "replayed").await?;
        suite.refused(&request, "replayed").await?;
    }
    Ok(())
}

pub async fn a_browser_is_refused(suite: Suite) -> Verdict {
    let headers = [
        ("origin", "https://diary.example"),
        ("cookie", "a=b"),
        ("sec-fetch-site", "same-origin"),
        ("sec-fetch-mode", "cors"),
    ];
    for (name, value) in headers {
        let mut request = harmless(&suite);
        request.headers.push((name.to_owned(), value.to_owned()));
        suite.refused(&request, "browser").await?;
        let mut status = suite.client.status(now(), &MachineEntropy);
        status.headers.push((name.to_owned(), value.to_owned()));
        suite.refused(&status, "browser").await?;
    }
    Ok(())
}

pub async fn no_answer_lets_a_page_read_it(suite: Suite) -> Verdict {
    let mut request = harmless(&suite);
    "OPTIONS".clone_into(&mut request.method);
    request
        .headers
        .push(("origin".to_owned(), "https://diary.example".to_owned()));
    for request in [request, harmless(&suite)] {
        let answer = suite.send(&request).await?;
        let shares = answer
            .headers
            .iter()
            .any(|(name, _)| name.starts_with("access-control-"));
        hold(!shares, "a header of cross-origin sharing")?;
        hold(
            answer.header("cache-control") == Some("no-store"),
            "it may be stored",
        )?;
    }
    Ok(())
}

pub async fn a_body_that_is_too_large_is_refused(suite: Suite) -> Verdict {
    let request = suite.request("/v1/grants/list", &own(&"x".repeat(70_000)));
    suite.refused(&request, "too-large").await
}

pub async fn an_unreadable_body_and_an_unknown_call_are_refused(suite: Suite) -> Verdict {
    let request = suite.request("/v1/leases", &"words");
    suite.refused(&request, "unreadable").await?;
    let request = suite.request("/v1/everything", &own("0.0"));
    suite.refused(&request, "no-such-call").await
}
