//! What an admitted request gets. Everything here concerns one user.
//!
//! | Module | Owns |
//! |---|---|
//! | `grants` | opening, listing and ending grants |
//! | `leases` | lending shares |
//! | `lifecycle` | the audit, retirement, lineage, destruction, freed keys |
//! | `upkeep` | what a host does on its own account |

mod grants;
mod leases;
mod lifecycle;
mod upkeep;

pub use upkeep::{opens, tidy, wrap_anew};

use super::{
    Alarm, Host, Trouble,
    admission::{Admitted, Call, Proof},
    audit::{Chain, Event, append},
    backup,
    store::{GrantRow, Store, Stored, UserRow},
};
use crate::{
    names::{Pseudonym, Purpose, ShareName},
    protocol::{FRESH_SECONDS, GrantKind, UseDetail},
    refusal::Refusal,
};
use serde::Serialize;

type Body = Result<Vec<u8>, Trouble>;

/// Carries a call out and writes it down.
///
/// # Errors
/// The rule that it breaks, or that the store failed.
pub fn serve(
    host: &Host<'_>,
    store: &mut dyn Store,
    admitted: &Admitted,
    alarms: &mut Vec<Alarm>,
) -> Body {
    let visit = Visit {
        host,
        user: admitted.user,
        key_id: &admitted.key_id,
        nonce: admitted.nonce,
        now: host.clock.now(),
    };
    let outcome = visit.carry_out(store, &admitted.call, alarms);
    if let Err(Trouble::Refused(refusal)) = &outcome
        && *refusal != Refusal::TooMany
        && store.user(admitted.user)?.is_some()
    {
        let detail = UseDetail::default();
        visit.write(store, name_of(&admitted.call), detail, refusal.code())?;
    }
    outcome
}

const fn name_of(call: &Call) -> &'static str {
    match call {
        Call::Grant(_) => "grant",
        Call::Emergency(_) => "emergency-grant",
        Call::Background(_) => "background-grant",
        Call::List(_) => "list-grants",
        Call::Revoke(..) => "revoke",
        Call::Lease(..) => "lease",
        Call::Uses(..) => "uses",
        Call::Retire(..) => "retire",
        Call::Lineage(_) => "raise-lineage",
        Call::Shred(_) => "shred",
        Call::Unfreeze(..) => "unfreeze",
        Call::Backup(_) => "backup",
    }
}

struct Visit<'a> {
    host: &'a Host<'a>,
    user: Pseudonym,
    key_id: &'a str,
    nonce: [u8; 16],
    now: i64,
}

impl Visit<'_> {
    fn carry_out(&self, store: &mut dyn Store, call: &Call, alarms: &mut Vec<Alarm>) -> Body {
        match call {
            Call::Grant(person) => self.grant(store, person),
            Call::Emergency(order) => {
                alarms.push(Alarm::Emergency {
                    reason: order.reason.clone(),
                });
                self.emergency(store, order)
            }
            Call::Background(proof) => self.background(store, proof),
            Call::List(proof) => self.list(store, proof),
            Call::Revoke(proof, reference) => self.revoke(store, proof, reference.as_deref()),
            Call::Lease(proof, request) => self.lease(store, proof, request),
            Call::Uses(proof, before) => self.uses(store, proof, *before),
            Call::Retire(proof, request) => self.retire(store, proof, request),
            Call::Lineage(proof) => self.raise_lineage(store, proof),
            Call::Shred(proof) => self.shred(store, proof),
            Call::Unfreeze(order, key_id) => self.unfreeze(store, order, key_id),
            Call::Backup(wanted) => {
                let page = backup::page(self.host, store, self.key_id, *wanted)?;
                Ok(json(&page))
            }
        }
    }

    fn write(
        &self,
        store: &mut dyn Store,
        action: &str,
        detail: UseDetail,
        outcome: &str,
    ) -> Stored<[u8; 32]> {
        let event = Event {
            key_id: self.key_id,
            action,
            detail,
            outcome,
        };
        append(store, Chain::User(self.user), self.now, event)
    }

    /// The user, who must be there and must not be shredded.
    fn living(&self, store: &mut dyn Store) -> Result<UserRow, Trouble> {
        let row = store.user(self.user)?.ok_or(Refusal::NoGrant)?;
        if row.receipt.is_some() {
            return Err(Refusal::Shredded.into());
        }
        Ok(row)
    }

    /// The grant behind a proof: there, not ended, and of this key.
    fn proven(&self, store: &mut dyn Store, proof: &Proof) -> Result<GrantRow, Trouble> {
        let Proof::Grant(digest) = proof else {
            return Err(Refusal::NoGrant.into());
        };
        let grant = store
            .grant(self.user, digest)?
            .filter(|grant| grant.expires > self.now && grant.key_id == self.key_id)
            .ok_or(Refusal::NoGrant)?;
        Ok(grant)
    }

    /// A sign-in of the last ten minutes, by the provider's word; never a renewed one.
    fn fresh(&self, store: &mut dyn Store, proof: &Proof) -> Result<GrantRow, Trouble> {
        let grant = self.proven(store, proof)?;
        match grant.kind {
            GrantKind::Session => {
                let since = self.now - FRESH_SECONDS;
                if grant.signed_in.is_some_and(|at| at >= since) {
                    Ok(grant)
                } else {
                    Err(Refusal::NotFresh.into())
                }
            }
            GrantKind::Background | GrantKind::Emergency => Err(Refusal::NotCovered.into()),
        }
    }

    /// Any sign-in.
    fn signed_in(&self, store: &mut dyn Store, proof: &Proof) -> Result<GrantRow, Trouble> {
        let grant = self.proven(store, proof)?;
        if grant.kind == GrantKind::Session {
            Ok(grant)
        } else {
            Err(Refusal::NotCovered.into())
        }
    }
}

fn current_name(purpose: Purpose, row: &UserRow, now: i64) -> ShareName {
    ShareName {
        epoch: purpose.epoch_at(now),
        // The index finds rows by their day; its key stays, or every row would have to be opened.
        lineage: match purpose {
            Purpose::Index => 0,
            _ => row.lineage,
        },
    }
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("the protocol's types are JSON")
}
