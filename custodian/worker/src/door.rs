//! The door: examines every request without a store, so that strangers reach no object; asks the gate,
//! then the user's object; signs whatever comes of it.

use crate::{
    machine::Configuration,
    passing::{FromObject, Passed, ToGate, ToVault, ask, failed, gate, sound, vault},
};
use custodian_core::{
    host::{Host, Trouble, admission, is_status, key_cache::NoKeys},
    message::{Answer, Request},
    protocol::LARGEST_BODY,
    refusal::Refusal,
};
use futures_util::StreamExt;
use js_sys::Reflect;
use std::net::{IpAddr, SocketAddr};
use worker::{Context, Env, Headers, Response, console_log, event};

#[event(fetch)]
async fn fetch(request: worker::Request, env: Env, _: Context) -> worker::Result<Response> {
    let Some(configuration) = Configuration::of(&env) else {
        return Response::error("unavailable", 503);
    };
    let Some(request) = read(request, configuration.is_direct).await else {
        return Response::error("bad request", 400);
    };
    let host = configuration.host(&NoKeys);
    let outcome = handle(&host, &env, &request).await;
    let handled = host.finish(&request, outcome, Vec::new());
    sound(&handled.alarms);
    let outcome = handled.refusal.map_or("done", Refusal::code);
    console_log!("{} {outcome}", request.path);
    respond(handled.answer)
}

async fn handle(host: &Host<'_>, env: &Env, request: &Request) -> Result<Vec<u8>, Trouble> {
    if is_status(request) {
        admission::admit_stranger(host, request)?;
        return match ask(gate(env), &ToGate::Check, &[]).await {
            FromObject::Done(_) => Ok(host.status_body()),
            other => outcome(other),
        };
    }
    let signed = admission::examine(host, request)?;
    let passed = ToGate::Admit(Passed::new(signed, request));
    match ask(gate(env), &passed, &request.body).await {
        FromObject::Admitted(admitted) => {
            let vault = vault(env, admitted.user);
            outcome(ask(vault, &ToVault::Serve(admitted), &[]).await)
        }
        other => outcome(other),
    }
}

fn outcome(answer: FromObject) -> Result<Vec<u8>, Trouble> {
    match answer {
        FromObject::Done(body) => Ok(body.into_bytes()),
        FromObject::Refused(refusal) => Err(refusal.into()),
        FromObject::Failed(words) => Err(failed(words)),
        FromObject::Admitted(_) => Err(failed("an object admitted twice".to_owned())),
    }
}

async fn read(mut request: worker::Request, is_direct: bool) -> Option<Request> {
    let url = request.url().ok()?;
    let host = url.host_str()?;
    let authority = match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    };
    let headers: Vec<(String, String)> = request.headers().entries().collect();
    let peer = if is_direct {
        connection(&request)
    } else {
        // Cloudflare's edge writes it, whatever the caller sent.
        let header = request.headers().get("cf-connecting-ip").ok()?;
        header.and_then(|peer| peer.parse().ok())
    };
    Some(Request {
        method: request.method().to_string(),
        authority,
        path: url.path().to_owned(),
        query: url.query().map(str::to_owned),
        headers,
        body: body(&mut request).await?,
        peer,
    })
}

/// The other end of the connection, as the runtime tells without an edge in front.
fn connection(request: &worker::Request) -> Option<IpAddr> {
    let about = Reflect::get(request.inner(), &"cf".into()).ok()?;
    let client = Reflect::get(&about, &"clientIp".into()).ok()?.as_string()?;
    // With the port.
    let client: SocketAddr = client.parse().ok()?;
    Some(client.ip())
}

/// The body; of one that is too large, one byte more than is allowed, so that the core sees it.
async fn body(request: &mut worker::Request) -> Option<Vec<u8>> {
    if request.inner().body().is_none() {
        return Some(Vec::new());
    }
    let mut stream = request.stream().ok()?;
    let mut body = Vec::new();
    while let Some(chunk) = stream.next().await {
        body.extend_from_slice(&chunk.ok()?);
        if body.len() > LARGEST_BODY {
            body.truncate(LARGEST_BODY + 1);
            break;
        }
    }
    Some(body)
}

fn respond(answer: Answer) -> worker::Result<Response> {
    let headers = Headers::new();
    for (name, value) in &answer.headers {
        headers.set(name, value)?;
    }
    Ok(Response::from_bytes(answer.body)?
        .with_headers(headers)
        .with_status(answer.status))
}
