//! The gate: the one object for all. It spends nonces and identities, watches the application's keys,
//! and lets operators free one.

use crate::{
    machine::{Configuration, MachineClock},
    object::Object,
    passing::{FromObject, Passed, ToGate, ToVault, ask, failed, read, reply, sound, vault},
};
use custodian_core::{
    host::{
        Alarm,
        admission::{self, Call},
        identity::{IdentityKeys, Jwk},
        key_cache::{KeyCache, LARGEST_SET, PATIENCE},
        service,
        store::UserRow,
    },
    message::Request,
    names::Pseudonym,
    ports::Clock,
};
use futures_util::{
    StreamExt,
    future::{Either, select},
};
use std::{
    cell::{Cell, RefCell},
    pin::pin,
    time::Duration,
};
use worker::{
    AbortController, Delay, DurableObject, Env, Fetch, Method, RequestInit, RequestRedirect,
    Response, State, console_error, console_log, console_warn, durable_object,
};

/// Nonces come by the hundred; they are removed every five minutes.
const PAUSE: i64 = 300;
/// How often somebody looks whether the keys have come that another one fetches.
const LOOK: Duration = Duration::from_millis(20);

/// How many vaults one alarm wakes for a rotation of the root key.
const AT_ONCE: u32 = 100;

/// How far the rotation of the root key has come; begun anew when the gate starts anew, for a vault that
/// is done has nothing to do.
#[derive(Default)]
struct Rotation {
    last: Option<Pseudonym>,
    shares: u32,
    failures: u32,
    is_over: bool,
}

#[durable_object]
pub struct Gate {
    object: Object,
    env: Env,
    keys: RefCell<KeyCache>,
    is_fetching: Cell<bool>,
    rotation: RefCell<Rotation>,
}

impl DurableObject for Gate {
    fn new(state: State, env: Env) -> Self {
        Self {
            object: Object::new(state, &env, PAUSE),
            env,
            keys: RefCell::default(),
            is_fetching: Cell::new(false),
            rotation: RefCell::default(),
        }
    }

    async fn fetch(&self, request: worker::Request) -> worker::Result<Response> {
        let (asked, body) = read::<ToGate>(request).await?;
        let answer = match asked {
            ToGate::Check => self.check(),
            ToGate::Admit(passed) => self.admit(passed, body).await,
        };
        self.object.arm().await;
        reply(&answer)
    }

    async fn alarm(&self) -> worker::Result<Response> {
        self.object.tidy().await;
        if self.go_on_rotating().await {
            self.object.wake_in(1).await;
        }
        Response::empty()
    }
}

impl Gate {
    fn check(&self) -> FromObject {
        let outcome = self.object.work(|configuration, store| {
            let keys = self.keys.borrow();
            configuration.host(&Known(&keys)).check(store)?;
            Ok(Vec::new())
        });
        outcome.into()
    }

    async fn admit(&self, passed: Passed, body: Vec<u8>) -> FromObject {
        let (signed, request) = passed.unpack(body);
        let Some(configuration) = self.object.configuration else {
            return failed("no settings or no secrets".to_owned()).into();
        };
        self.prepare(configuration, &request).await;
        let mut alarms: Vec<Alarm> = Vec::new();
        let outcome = self.object.work(|configuration, store| {
            let keys = self.keys.borrow();
            let keys = Known(&keys);
            let host = configuration.host(&keys);
            let admitted = admission::admit(&host, store, &request, &signed, &mut alarms)?;
            if admitted.call.is_of_the_gate() {
                let done = service::serve(&host, store, &admitted, &mut alarms);
                return Ok(FromObject::from(done));
            }
            if matches!(admitted.call, Call::Grant(_)) {
                // The gate's list of users, whom a rotation of the root key has to reach.
                store.put_user(admitted.user, &UserRow::default())?;
            }
            Ok(FromObject::Admitted(Box::new(admitted)))
        });
        sound(&alarms);
        outcome.unwrap_or_else(FromObject::from)
    }

    /// Wakes the next vaults, so that idle ones wrap their shares under the present root key, too; tells
    /// whether there are more.
    async fn go_on_rotating(&self) -> bool {
        let is_rotating = self
            .object
            .configuration
            .is_some_and(|configuration| configuration.secrets.previous.is_some());
        if !is_rotating || self.rotation.borrow().is_over {
            return false;
        }
        let last = self.rotation.borrow().last;
        let users = match self
            .object
            .work(|_, store| Ok(store.users_after(last, AT_ONCE)?))
        {
            Ok(users) => users,
            Err(error) => {
                console_error!("ALARM: the rotation of the root key stands: {error:?}");
                return false;
            }
        };
        for user in &users {
            let shares = self.wrap_anew(*user).await;
            let mut rotation = self.rotation.borrow_mut();
            rotation.last = Some(*user);
            match shares {
                Ok(shares) => rotation.shares += shares,
                Err(words) => {
                    rotation.failures += 1;
                    console_error!("ALARM: a vault could not be wrapped anew: {words}");
                }
            }
        }
        let mut rotation = self.rotation.borrow_mut();
        if !users.is_empty() {
            return true;
        }
        let Rotation {
            shares, failures, ..
        } = *rotation;
        *rotation = Rotation {
            is_over: failures == 0,
            ..Rotation::default()
        };
        console_log!("root key: {shares} shares wrapped anew, {failures} vaults failed");
        if failures == 0 {
            console_log!("root key: no share needs the one before; it may be taken out");
        }
        false
    }

    async fn wrap_anew(&self, user: Pseudonym) -> Result<u32, String> {
        let mut shares = 0;
        loop {
            match ask(vault(&self.env, user), &ToVault::WrapAnew, &[]).await {
                FromObject::Done(count) => match count.parse() {
                    Ok(0) => return Ok(shares),
                    Ok(more) => shares += more,
                    Err(_) => return Err("an unknown answer".to_owned()),
                },
                FromObject::Refused(refusal) => return Err(refusal.code().to_owned()),
                FromObject::Failed(words) => return Err(words),
                FromObject::Admitted(_) => return Err("an unknown answer".to_owned()),
            }
        }
    }

    /// Fetches the keys that the request needs; whoever comes meanwhile waits for them.
    async fn prepare(&self, configuration: &Configuration, request: &Request) {
        let rules = &configuration.settings.issuers;
        let needed = || {
            self.keys
                .borrow()
                .needed(rules, request, MachineClock.now())
        };
        let mut patience = PATIENCE;
        while self.is_fetching.get() && needed().is_some() && !patience.is_zero() {
            Delay::from(LOOK).await;
            patience = patience.saturating_sub(LOOK);
        }
        let Some(rule) = needed() else { return };
        let may_ask = self
            .keys
            .borrow_mut()
            .may_ask(&rule.issuer, MachineClock.now());
        if !may_ask {
            return;
        }
        self.is_fetching.set(true);
        let answer = fetch_in_time(&rule.jwks_address).await;
        self.is_fetching.set(false);
        let now = MachineClock.now();
        let is_learnt =
            answer.is_some_and(|answer| self.keys.borrow_mut().learn(&rule.issuer, &answer, now));
        if !is_learnt {
            console_warn!("{} did not give its keys", rule.issuer);
        }
    }
}

async fn fetch_in_time(address: &str) -> Option<Vec<u8>> {
    let controller = AbortController::default();
    let signal = controller.signal();
    let fetched = pin!(async {
        let mut init = RequestInit::new();
        init.with_method(Method::Get)
            .with_redirect(RequestRedirect::Manual);
        let request = worker::Request::new_with_init(address, &init).ok()?;
        let fetch = Fetch::Request(request);
        let mut answer = fetch.send_with_signal(&signal).await.ok()?;
        if !(200..300).contains(&answer.status_code()) {
            return None;
        }
        let mut stream = answer.stream().ok()?;
        let mut body = Vec::new();
        while let Some(chunk) = stream.next().await {
            body.extend_from_slice(&chunk.ok()?);
            if body.len() > LARGEST_SET {
                return None;
            }
        }
        Some(body)
    });
    let late = pin!(Delay::from(PATIENCE));
    match select(fetched, late).await {
        Either::Left((answer, _)) => answer,
        Either::Right(_) => {
            controller.abort();
            None
        }
    }
}

struct Known<'a>(&'a KeyCache);

impl IdentityKeys for Known<'_> {
    fn find(&self, issuer: &str, key_id: Option<&str>) -> Option<Jwk> {
        self.0.find(issuer, key_id, MachineClock.now())
    }
}
