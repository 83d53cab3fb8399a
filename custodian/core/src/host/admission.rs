//! The gate: may this request speak at all, and for whom?
//!
//! The order matters. What costs nothing and needs no store comes first ([`examine`]); the nonce is
//! spent only for a request whose signature fits; the identity is looked at last ([`admit`]). A host
//! with an object per user examines at its door, where strangers end, admits in one object for all
//! (nonces, identities, orders, keys and their limits), and hands [`Admitted`] to the user's object.

use super::{
    Alarm, Host, Trouble,
    audit::{Chain, Event, append},
    backup::{NOBODY, Wanted},
    identity::{self, Person},
    store::{Once, Store},
};
use crate::{
    message::Request,
    names::{Pseudonym, day_of},
    order::{Order, OrderAction},
    protocol::{
        BACKUP_PATH, BackupCall, BackupPlace, EmergencyCall, GrantCall, LARGEST_BODY, LeaseCall,
        OwnCall, RetireCall, RevokeCall, UnfreezeCall, UseDetail, UsesCall,
    },
    refusal::Refusal,
    signature::read_request,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

/// The window of the tripwire, in seconds.
const WINDOW: i64 = 300;
/// From how many days the tripwire learns what is usual.
const LEARNED_DAYS: u32 = 14;

/// A request whose signature fits. Whether it was here before is for the store to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// The application's key.
    pub key_id: String,
    /// The nonce of the request's signature.
    pub nonce: [u8; 16],
    /// Until when the nonce has to be remembered.
    pub remembered_until: i64,
}

/// A request that may speak: everything that the rest needs to know.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Admitted {
    /// The application's key.
    pub key_id: String,
    /// The nonce of the request's signature: binds the sealed answer to it.
    pub nonce: [u8; 16],
    /// For whom.
    pub user: Pseudonym,
    /// What.
    pub call: Call,
}

/// A call with its proof.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Call {
    /// A sign-in opens a grant.
    Grant(Person),
    /// Operators ordered a grant.
    Emergency(Order),
    /// The patient allows work at night.
    Background(Proof),
    /// The patient's grants.
    List(Proof),
    /// A grant ends; with a reference, another one of the same user.
    Revoke(Proof, Option<String>),
    /// Shares.
    Lease(Proof, LeaseRequest),
    /// What the key was used for.
    Uses(Proof, Option<u64>),
    /// Shares that no row needs.
    Retire(Proof, RetireRequest),
    /// New keys.
    Lineage(Proof),
    /// The end of all shares.
    Shred(Proof),
    /// A frozen key works again.
    Unfreeze(Order, String),
    /// A page of everything that is stored.
    Backup(Wanted),
}

impl Call {
    /// Whether it concerns no user: it is carried out where the keys are watched.
    #[must_use]
    pub const fn is_of_the_gate(&self) -> bool {
        match self {
            Self::Unfreeze(..) => true,
            Self::Backup(wanted) => !matches!(wanted.place, BackupPlace::User { .. }),
            _ => false,
        }
    }
}

/// Why the call may be about this user.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Proof {
    /// SHA-256 of a grant's secret.
    Grant([u8; 32]),
    /// An order of two operators.
    Order(Order),
}

/// What is asked for in a lease call.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct LeaseRequest {
    /// The instance's key.
    pub sealing_key: String,
    /// What for.
    pub purpose: crate::names::Purpose,
    /// Whether the current share is wanted.
    pub current: bool,
    /// Which others.
    pub shares: Vec<crate::names::ShareName>,
    /// Why.
    pub reason: crate::protocol::Reason,
}

/// What is stated in a retire call.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct RetireRequest {
    /// What for.
    pub purpose: crate::names::Purpose,
    /// Which.
    pub shares: Vec<crate::names::ShareName>,
    /// How many rows need them.
    pub rows: u64,
    /// When they were counted.
    pub counted_at: i64,
}

/// Lets a request in that needs no signature.
///
/// # Errors
/// When it comes from a browser or from an address that is not on the list.
pub fn admit_stranger(host: &Host<'_>, request: &Request) -> Result<(), Refusal> {
    refuse_browsers(request)?;
    if host.settings.lets_in(request.peer) {
        Ok(())
    } else {
        Err(Refusal::Address)
    }
}

/// Checks everything about a request that can be checked without a store.
///
/// # Errors
/// The first rule that it breaks.
pub fn examine(host: &Host<'_>, request: &Request) -> Result<Signed, Refusal> {
    let now = host.clock.now();
    admit_stranger(host, request)?;
    if request.body.len() > LARGEST_BODY {
        return Err(Refusal::TooLarge);
    }
    let input = read_request(request)?;
    let key = host
        .settings
        .keys_for(&request.path)
        .iter()
        .find(|key| key.id == input.key_id)
        .filter(|key| key.not_after.is_none_or(|end| now < end))
        .ok_or(Refusal::UnknownKey)?;
    input.verify(request, &key.key, now)?;
    if !host.settings.authorities.contains(&request.authority) {
        return Err(Refusal::WrongAuthority);
    }
    Ok(Signed {
        remembered_until: input.remembered_until(),
        key_id: input.key_id,
        nonce: input.nonce,
    })
}

/// Checks everything else about an examined request that does not concern its user.
///
/// # Errors
/// The first rule that it breaks, or that the store failed.
pub fn admit(
    host: &Host<'_>,
    store: &mut dyn Store,
    request: &Request,
    signed: &Signed,
    alarms: &mut Vec<Alarm>,
) -> Result<Admitted, Trouble> {
    let now = host.clock.now();
    let nonce = [signed.key_id.as_bytes(), &signed.nonce].concat();
    if !store.happens(Once::Nonce, &nonce, signed.remembered_until)? {
        return Err(Refusal::Replayed.into());
    }
    let outcome = admit_signed(host, store, request, &signed.key_id, alarms);
    match outcome {
        Ok((user, call)) => Ok(Admitted {
            key_id: signed.key_id.clone(),
            nonce: signed.nonce,
            user,
            call,
        }),
        Err(Trouble::Refused(refusal)) => {
            // A flood of refusals must not fill the disk.
            if refusal != Refusal::TooMany {
                let event = Event {
                    key_id: &signed.key_id,
                    action: &request.path,
                    detail: UseDetail::default(),
                    outcome: refusal.code(),
                };
                append(store, Chain::Gate, now, event)?;
            }
            Err(refusal.into())
        }
        Err(trouble) => Err(trouble),
    }
}

fn admit_signed(
    host: &Host<'_>,
    store: &mut dyn Store,
    request: &Request,
    key_id: &str,
    alarms: &mut Vec<Alarm>,
) -> Result<(Pseudonym, Call), Trouble> {
    let now = host.clock.now();
    let minute = now.div_euclid(60);
    let calls = store.count(&format!("key/{key_id}/{minute}"), (minute + 2) * 60)?;
    if calls > host.settings.limits.key_calls_per_minute {
        return Err(Refusal::TooMany.into());
    }
    if store.is_frozen(key_id)? && request.path != "/v1/keys/unfreeze" {
        return Err(Refusal::Frozen.into());
    }
    let (user, call) = read_call(host, store, request)?;
    if let Call::Grant(person) = &call
        && !store.happens(Once::Identity, &person.digest, person.remembered_until)?
    {
        return Err(Refusal::UsedIdentity.into());
    }
    if matches!(call, Call::Lease(..) | Call::Emergency(_)) {
        trip(host, store, key_id, user, alarms)?;
    }
    Ok((user, call))
}

/// Counts the different users that a key asks for, and freezes it when there are unusually many.
fn trip(
    host: &Host<'_>,
    store: &mut dyn Store,
    key_id: &str,
    user: Pseudonym,
    alarms: &mut Vec<Alarm>,
) -> Result<(), Trouble> {
    let now = host.clock.now();
    let limits = host.settings.limits;
    let window = now.div_euclid(WINDOW);
    let users = store.note_user(&format!("{key_id}/{window}"), user, (window + 2) * WINDOW)?;
    let today = day_of(now);
    if users > limits.users_per_five_minutes {
        let usual = store.busiest(key_id, today.saturating_sub(LEARNED_DAYS), today)?;
        let ceiling = usual
            .saturating_mul(2)
            .min(limits.most_users_per_five_minutes)
            .max(limits.users_per_five_minutes);
        if users > ceiling {
            store.set_frozen(key_id, true, now)?;
            alarms.push(Alarm::Frozen {
                key_id: key_id.to_owned(),
                users,
            });
            return Err(Refusal::Frozen.into());
        }
    }
    store.note_busiest(key_id, today, users)?;
    Ok(())
}

fn read_call(
    host: &Host<'_>,
    store: &mut dyn Store,
    request: &Request,
) -> Result<(Pseudonym, Call), Trouble> {
    if request.method != "POST" || request.query.is_some() {
        return Err(Refusal::NoSuchCall.into());
    }
    let admitted = match request.path.as_str() {
        "/v1/grants" => {
            let call: GrantCall = body(request)?;
            let person = identity::verify(host, &call)?;
            let user = host.secrets.pseudonym(&person.issuer, &person.subject);
            (user, Call::Grant(person))
        }
        "/v1/grants/emergency" => {
            let call: EmergencyCall = body(request)?;
            let actions = [OrderAction::Read, OrderAction::Rewrap];
            let order = ordered(host, &call, &actions)?;
            let until = order.not_after;
            store.set_order_user(&order.id, call.user, until)?;
            (call.user, Call::Emergency(order))
        }
        "/v1/grants/background" => {
            let (user, proof) = granted(store, body::<OwnCall>(request)?.grant.as_deref())?;
            (user, Call::Background(proof))
        }
        "/v1/grants/list" => {
            let (user, proof) = granted(store, body::<OwnCall>(request)?.grant.as_deref())?;
            (user, Call::List(proof))
        }
        "/v1/grants/revoke" => {
            let call: RevokeCall = body(request)?;
            let (user, proof) = granted(store, Some(&call.grant))?;
            (user, Call::Revoke(proof, call.reference))
        }
        "/v1/leases" => {
            let call: LeaseCall = body(request)?;
            if call.shares.len() > crate::protocol::MOST_EPOCHS {
                return Err(Refusal::TooManyEpochs.into());
            }
            let (user, proof) = granted(store, Some(&call.grant))?;
            let lease = LeaseRequest {
                sealing_key: call.sealing_key,
                purpose: call.purpose,
                current: call.current,
                shares: call.shares,
                reason: call.reason,
            };
            (user, Call::Lease(proof, lease))
        }
        "/v1/uses" => {
            let call: UsesCall = body(request)?;
            let (user, proof) = granted(store, Some(&call.grant))?;
            (user, Call::Uses(proof, call.before))
        }
        "/v1/epochs/retire" => {
            let call: RetireCall = body(request)?;
            let (user, proof) = granted(store, Some(&call.grant))?;
            let retire = RetireRequest {
                purpose: call.purpose,
                shares: call.shares,
                rows: call.rows,
                counted_at: call.counted_at,
            };
            (user, Call::Retire(proof, retire))
        }
        "/v1/lineage" => {
            let (user, proof) = proved(host, store, body(request)?, OrderAction::Rewrap)?;
            (user, Call::Lineage(proof))
        }
        "/v1/users/shred" => {
            let (user, proof) = proved(host, store, body(request)?, OrderAction::Shred)?;
            (user, Call::Shred(proof))
        }
        "/v1/keys/unfreeze" => {
            let call: UnfreezeCall = body(request)?;
            let order = call
                .order
                .verify(&host.settings.operator_keys(), host.clock.now())
                .filter(|order| order.action == OrderAction::Unfreeze)
                .ok_or(Refusal::NoOrder)?;
            (NOBODY, Call::Unfreeze(order, call.key_id))
        }
        BACKUP_PATH => {
            let call: BackupCall = body(request)?;
            let wanted = Wanted::find(store, call.place)?;
            (wanted.user(), Call::Backup(wanted))
        }
        _ => return Err(Refusal::NoSuchCall.into()),
    };
    Ok(admitted)
}

/// The user whom a grant names, and the digest of what opens it. Whether there is such a grant is for
/// the user's own store to say.
fn granted(store: &mut dyn Store, grant: Option<&str>) -> Result<(Pseudonym, Proof), Trouble> {
    let grant = grant.ok_or(Refusal::NoGrant)?;
    let parts: Vec<&str> = grant.split('.').collect();
    let (user, secret) = match parts[..] {
        [user, secret] => (user, secret),
        // A grant that operators ordered: only for the user whose turn it is.
        [user, secret, order] => {
            let turn = store.order_user(order)?.map(|turn| turn.to_string());
            if turn.as_deref() != Some(user) {
                return Err(Refusal::NoGrant.into());
            }
            (user, secret)
        }
        _ => return Err(Refusal::NoGrant.into()),
    };
    let user = Pseudonym::parse(user).ok_or(Refusal::NoGrant)?;
    Ok((user, Proof::Grant(grant_digest(secret))))
}

/// A grant, or else an order.
fn proved(
    host: &Host<'_>,
    store: &mut dyn Store,
    call: OwnCall,
    action: OrderAction,
) -> Result<(Pseudonym, Proof), Trouble> {
    match &call.order {
        Some(emergency) => {
            let order = ordered(host, emergency, &[action])?;
            Ok((emergency.user, Proof::Order(order)))
        }
        None => granted(store, call.grant.as_deref()),
    }
}

fn ordered(
    host: &Host<'_>,
    call: &EmergencyCall,
    actions: &[OrderAction],
) -> Result<Order, Refusal> {
    call.order
        .verify(&host.settings.operator_keys(), host.clock.now())
        .filter(|order| actions.contains(&order.action) && order.covers(call.user))
        .ok_or(Refusal::NoOrder)
}

/// What a store keeps of a grant's secret part.
pub(super) fn grant_digest(secret: &str) -> [u8; 32] {
    Sha256::digest(secret).into()
}

fn body<T: DeserializeOwned>(request: &Request) -> Result<T, Refusal> {
    serde_json::from_slice(&request.body).map_err(|_| Refusal::Unreadable)
}

/// Browsers never belong here: no page has a reason to call, and no answer lets one read it.
fn refuse_browsers(request: &Request) -> Result<(), Refusal> {
    let is_browser = request
        .headers
        .iter()
        .any(|(name, _)| name == "origin" || name == "cookie" || name.starts_with("sec-fetch-"));
    if is_browser {
        Err(Refusal::Browser)
    } else {
        Ok(())
    }
}
