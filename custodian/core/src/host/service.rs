//! What an admitted request gets. Everything here concerns one user.

use super::{
    Alarm, Host, Trouble,
    admission::{Admitted, Call, LeaseRequest, Proof, RetireRequest, grant_digest},
    audit::{Chain, Event, append},
    secrets::Secrets,
    store::{GrantRow, ShareRow, Store, Stored, UserRow},
    wrapping::{self, Place},
};
use crate::{
    names::{DAY, Pseudonym, Purpose, ShareName, day_of},
    order::Order,
    ports::random,
    protocol::{
        BACKGROUND_EPOCHS, BACKGROUND_SECONDS, FRESH_SECONDS, GRACE_SECONDS, GRANT_SECONDS,
        GrantAnswer, GrantKind, GrantList, GrantSummary, LEASE_SECONDS, LeaseAnswer, LeasedShare,
        LeasedShares, LineageAnswer, MissingShare, RECEIPT_LABEL, Receipt, ReceiptText, Retired,
        Revoked, Unfrozen, Use, UseDetail, Uses,
    },
    refusal::Refusal,
    sealing,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::Signer;
use serde::Serialize;
use zeroize::Zeroizing;

/// How many entries of the audit one call shows.
const PAGE: u32 = 100;
/// How long ago rows may have been counted, in seconds.
const COUNTED_WITHIN: i64 = 600;
/// How many shares one tidying destroys or wraps anew.
const BATCH: u32 = 1_000;

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

/// Destroys what has waited long enough, and forgets what has ended; a host does so every few minutes.
///
/// # Errors
/// When the store fails.
pub fn tidy(host: &Host<'_>, store: &mut dyn Store) -> Stored<u32> {
    let now = host.clock.now();
    let mut destroyed = 0;
    for (user, shares) in store.destroy_retired(now, BATCH)? {
        destroyed += shares;
        let event = Event {
            key_id: "",
            action: "destroy-retired",
            detail: UseDetail {
                shares,
                ..UseDetail::default()
            },
            outcome: "done",
        };
        append(store, Chain::User(user), now, event)?;
    }
    store.forget_ended(now)?;
    Ok(destroyed)
}

/// Wraps up to 1,000 shares under the present root key; tells how many it did. Records are not touched.
///
/// # Errors
/// When the store fails, or when a share does not open under the key that it names.
pub fn wrap_anew(host: &Host<'_>, store: &mut dyn Store) -> Result<u32, Trouble> {
    let secrets = host.secrets;
    let rows = store.shares_of_other_generations(secrets.root.generation, BATCH)?;
    let mut done = 0;
    for (user, row) in rows {
        let life = store.user(user)?.map_or(0, |row| row.life);
        let share = wrapping::unwrap(secrets, user, life, &row).ok_or(Refusal::Unavailable)?;
        let place = Place {
            user,
            life,
            purpose: row.purpose,
            name: row.name,
        };
        let fresh = wrapping::wrap(secrets, place, &share, host.entropy);
        let retire_at = row.retire_at;
        store.put_share(user, &ShareRow { retire_at, ..fresh })?;
        done += 1;
    }
    Ok(done)
}

/// Whether the shares of this store open under these secrets: tries a hundred at most, and tells
/// how many. For a restore.
///
/// # Errors
/// When one does not open, or the store fails.
pub fn opens(secrets: &Secrets, store: &mut dyn Store) -> Stored<u32> {
    let mut tried = 0;
    // No generation has this number: all shares have another one.
    for (user, row) in store.shares_of_other_generations(0, 100)? {
        let life = store.user(user)?.map_or(0, |row| row.life);
        if wrapping::unwrap(secrets, user, life, &row).is_none() {
            let words = "a share does not open under this root key";
            return Err(super::store::StoreError(words.to_owned()));
        }
        tried += 1;
    }
    Ok(tried)
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
            Call::Grant(_) => self.grant(store),
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

    /// A sign-in of the last ten minutes.
    fn fresh(&self, store: &mut dyn Store, proof: &Proof) -> Result<GrantRow, Trouble> {
        let grant = self.proven(store, proof)?;
        match grant.kind {
            GrantKind::Session if grant.created >= self.now - FRESH_SECONDS => Ok(grant),
            GrantKind::Session => Err(Refusal::NotFresh.into()),
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

    fn grant(&self, store: &mut dyn Store) -> Body {
        let mut row = store.user(self.user)?.unwrap_or_default();
        if row.receipt.take().is_some() {
            // Whoever comes back begins anew: nothing of the former life opens.
            row.life += 1;
        }
        store.put_user(self.user, &row)?;
        let life = self.host.settings.limits.grant_seconds.min(GRANT_SECONDS);
        let expires = self.now + life;
        self.open(store, &row, GrantKind::Session, expires, None)
    }

    fn emergency(&self, store: &mut dyn Store, order: &Order) -> Body {
        let row = self.living(store)?;
        self.open(
            store,
            &row,
            GrantKind::Emergency,
            order.not_after,
            Some(order),
        )
    }

    fn background(&self, store: &mut dyn Store, proof: &Proof) -> Body {
        let row = self.living(store)?;
        self.signed_in(store, proof)?;
        for grant in store.grants(self.user)? {
            if grant.kind == GrantKind::Background {
                store.end_grant(self.user, &grant.digest)?;
            }
        }
        let expires = self.now + BACKGROUND_SECONDS;
        self.open(store, &row, GrantKind::Background, expires, None)
    }

    fn open(
        &self,
        store: &mut dyn Store,
        row: &UserRow,
        kind: GrantKind,
        expires: i64,
        order: Option<&Order>,
    ) -> Body {
        let secret = Zeroizing::new(hex::encode(random::<32>(self.host.entropy)));
        let words = order.map(|order| order.reason.clone());
        store.put_grant(
            self.user,
            &GrantRow {
                digest: grant_digest(&secret),
                key_id: self.key_id.to_owned(),
                kind,
                created: self.now,
                expires,
                last_used: None,
                words: words.clone(),
            },
        )?;
        let action = match kind {
            GrantKind::Session => "grant",
            GrantKind::Background => "background-grant",
            GrantKind::Emergency => "emergency-grant",
        };
        let detail = UseDetail {
            grant: Some(kind),
            words,
            ..UseDetail::default()
        };
        self.write(store, action, detail, "done")?;
        let order = order.map_or_else(String::new, |order| format!(".{}", order.id));
        Ok(json(&GrantAnswer {
            grant: format!("{}.{}{order}", self.user, secret.as_str()),
            user: self.user,
            expires,
            lineage: row.lineage,
        }))
    }

    fn list(&self, store: &mut dyn Store, proof: &Proof) -> Body {
        self.living(store)?;
        self.signed_in(store, proof)?;
        let mut grants: Vec<GrantSummary> = store
            .grants(self.user)?
            .into_iter()
            .filter(|grant| grant.expires > self.now)
            .map(|grant| GrantSummary {
                reference: reference(&grant),
                kind: grant.kind,
                created: grant.created,
                expires: grant.expires,
                last_used: grant.last_used,
            })
            .collect();
        grants.sort_by_key(|grant| std::cmp::Reverse(grant.created));
        Ok(json(&GrantList { grants }))
    }

    fn revoke(&self, store: &mut dyn Store, proof: &Proof, other: Option<&str>) -> Body {
        let Proof::Grant(own) = proof else {
            return Err(Refusal::NoGrant.into());
        };
        let (digest, kind) = match other {
            None => match store.grant(self.user, own)? {
                Some(grant) if grant.key_id == self.key_id => (*own, grant.kind),
                // It has ended already, which is what was asked for.
                _ => return Ok(json(&Revoked { revoked: false })),
            },
            Some(other) => {
                self.signed_in(store, proof)?;
                let found = store.grants(self.user)?;
                match found.iter().find(|grant| reference(grant) == other) {
                    Some(grant) => (grant.digest, grant.kind),
                    None => return Ok(json(&Revoked { revoked: false })),
                }
            }
        };
        let revoked = store.end_grant(self.user, &digest)?;
        let detail = UseDetail {
            grant: Some(kind),
            ..UseDetail::default()
        };
        self.write(store, "revoke", detail, "done")?;
        Ok(json(&Revoked { revoked }))
    }

    fn lease(&self, store: &mut dyn Store, proof: &Proof, request: &LeaseRequest) -> Body {
        let minute = self.now.div_euclid(60);
        let bucket = format!("user/{}/{minute}", self.user);
        let calls = store.count(&bucket, (minute + 2) * 60)?;
        if calls > self.host.settings.limits.user_leases_per_minute {
            return Err(Refusal::TooMany.into());
        }
        let row = self.living(store)?;
        let mut grant = self.proven(store, proof)?;
        self.limit_background(store, &grant, request)?;
        let mut leased = LeasedShares {
            granted: Vec::with_capacity(request.shares.len() + 1),
            missing: Vec::new(),
            current: None,
        };
        for &name in &request.shares {
            self.lend(store, &row, request.purpose, name, &mut leased)?;
        }
        if request.current {
            let name = current_name(request.purpose, &row, self.now);
            self.make(store, &row, request.purpose, name)?;
            if !leased.granted.iter().any(|lease| lease.name == name) {
                self.lend(store, &row, request.purpose, name, &mut leased)?;
            }
            leased.current = Some(name);
        }
        let detail = UseDetail {
            purpose: Some(request.purpose),
            reason: Some(request.reason),
            shares: u32::try_from(leased.granted.len()).unwrap_or(u32::MAX),
            grant: Some(grant.kind),
            words: grant.words.clone(),
        };
        self.write(store, "lease", detail, "done")?;
        grant.last_used = Some(self.now);
        store.put_grant(self.user, &grant)?;
        let plain = Zeroizing::new(json(&leased));
        let context = lease_context(&self.nonce);
        let sealed = sealing::seal(&request.sealing_key, &plain, &context, self.host.entropy)
            .map_err(|_| Refusal::Unreadable)?;
        Ok(json(&LeaseAnswer {
            encapsulated: STANDARD.encode(sealed.encapsulated),
            sealed: STANDARD.encode(sealed.ciphertext),
        }))
    }

    /// A background grant: records and their index, a few epochs, once a night each.
    fn limit_background(
        &self,
        store: &mut dyn Store,
        grant: &GrantRow,
        request: &LeaseRequest,
    ) -> Result<(), Trouble> {
        if grant.kind != GrantKind::Background {
            return Ok(());
        }
        let covers = matches!(request.purpose, Purpose::Record | Purpose::Index);
        if !covers || request.shares.len() > BACKGROUND_EPOCHS {
            return Err(Refusal::NotCovered.into());
        }
        let night = day_of(self.now);
        let digest = hex::encode(&grant.digest[..16]);
        let bucket = format!("night/{digest}/{}/{night}", request.purpose.code());
        let until = (i64::from(night) + 2) * DAY;
        if store.count(&bucket, until)? > 1 {
            return Err(Refusal::UsedTonight.into());
        }
        Ok(())
    }

    fn lend(
        &self,
        store: &mut dyn Store,
        row: &UserRow,
        purpose: Purpose,
        name: ShareName,
        leased: &mut LeasedShares,
    ) -> Result<(), Trouble> {
        let Some(mut found) = store.share(self.user, purpose, name)? else {
            leased.missing.push(MissingShare {
                name,
                damaged: false,
            });
            return Ok(());
        };
        let Some(share) = wrapping::unwrap(self.host.secrets, self.user, row.life, &found) else {
            leased.missing.push(MissingShare {
                name,
                damaged: true,
            });
            return Ok(());
        };
        if found.retire_at.take().is_some() {
            // Somebody has a row that needs it: it stays.
            store.put_share(self.user, &found)?;
            let detail = UseDetail {
                purpose: Some(purpose),
                shares: 1,
                ..UseDetail::default()
            };
            self.write(store, "keep", detail, "done")?;
        }
        leased.granted.push(LeasedShare {
            name,
            share: hex::encode(share.as_slice()),
            expires: lease_end(purpose, name, self.now),
        });
        Ok(())
    }

    fn make(
        &self,
        store: &mut dyn Store,
        row: &UserRow,
        purpose: Purpose,
        name: ShareName,
    ) -> Result<(), Trouble> {
        if store.share(self.user, purpose, name)?.is_some() {
            return Ok(());
        }
        let share = Zeroizing::new(random::<32>(self.host.entropy));
        let place = Place {
            user: self.user,
            life: row.life,
            purpose,
            name,
        };
        let wrapped = wrapping::wrap(self.host.secrets, place, &share, self.host.entropy);
        store.add_share(self.user, &wrapped)?;
        Ok(())
    }

    fn uses(&self, store: &mut dyn Store, proof: &Proof, before: Option<u64>) -> Body {
        self.living(store)?;
        self.signed_in(store, proof)?;
        let entries = store.audit(Chain::User(self.user), before.unwrap_or(u64::MAX), PAGE)?;
        Ok(json(&Uses {
            uses: entries.into_iter().map(Use::from).collect(),
        }))
    }

    fn retire(&self, store: &mut dyn Store, proof: &Proof, request: &RetireRequest) -> Body {
        let row = self.living(store)?;
        let grant = self.proven(store, proof)?;
        let is_counted = (0..=COUNTED_WITHIN).contains(&(self.now - request.counted_at));
        let current = current_name(request.purpose, &row, self.now);
        if request.rows != 0 || !is_counted || request.shares.contains(&current) {
            return Err(Refusal::StillNeeded.into());
        }
        let destroyed_at = self.now + self.host.settings.retirement_seconds;
        let mut retired = 0;
        for &name in &request.shares {
            if let Some(mut share) = store.share(self.user, request.purpose, name)? {
                retired += 1;
                if share.retire_at.is_none() {
                    share.retire_at = Some(destroyed_at);
                    store.put_share(self.user, &share)?;
                }
            }
        }
        let detail = UseDetail {
            purpose: Some(request.purpose),
            shares: retired,
            grant: Some(grant.kind),
            words: grant.words,
            reason: None,
        };
        self.write(store, "retire", detail, "done")?;
        Ok(json(&Retired {
            retired,
            destroyed_at,
        }))
    }

    fn raise_lineage(&self, store: &mut dyn Store, proof: &Proof) -> Body {
        let mut row = self.living(store)?;
        let words = match proof {
            Proof::Order(order) => Some(order.reason.clone()),
            Proof::Grant(_) => {
                self.fresh(store, proof)?;
                None
            }
        };
        row.lineage += 1;
        store.put_user(self.user, &row)?;
        let detail = UseDetail {
            words,
            ..UseDetail::default()
        };
        self.write(store, "raise-lineage", detail, "done")?;
        Ok(json(&LineageAnswer {
            lineage: row.lineage,
        }))
    }

    fn shred(&self, store: &mut dyn Store, proof: &Proof) -> Body {
        let mut row = store.user(self.user)?.ok_or(Refusal::NoGrant)?;
        if row.receipt.is_some() {
            // A repeated call whose first answer was lost learns the end from this refusal.
            return Err(Refusal::Shredded.into());
        }
        let words = match proof {
            Proof::Order(order) => Some(order.reason.clone()),
            Proof::Grant(_) => {
                self.fresh(store, proof)?;
                None
            }
        };
        let shares = store.destroy_shares(self.user)?;
        store.end_grants(self.user)?;
        let detail = UseDetail {
            shares,
            words,
            ..UseDetail::default()
        };
        let head = self.write(store, "shred", detail, "done")?;
        let text = serde_json::to_string(&ReceiptText {
            user: self.user,
            shares,
            at: self.now,
            audit_head: hex::encode(head),
        })
        .expect("a receipt is JSON");
        let secrets = self.host.secrets;
        let signature = secrets
            .signing
            .sign(&[RECEIPT_LABEL, text.as_bytes()].concat());
        let receipt = Receipt {
            text,
            signature: hex::encode(signature.to_bytes()),
            key_id: secrets.signing_key_id(),
        };
        let body = json(&receipt);
        row.receipt = Some(String::from_utf8_lossy(&body).into_owned());
        store.put_user(self.user, &row)?;
        Ok(body)
    }

    fn unfreeze(&self, store: &mut dyn Store, order: &Order, key_id: &str) -> Body {
        let unfrozen = store.set_frozen(key_id, false, self.now)?;
        let event = Event {
            key_id,
            action: "unfreeze",
            detail: UseDetail {
                words: Some(order.reason.clone()),
                ..UseDetail::default()
            },
            outcome: "done",
        };
        append(store, Chain::Gate, self.now, event)?;
        Ok(json(&Unfrozen { unfrozen }))
    }
}

/// What the sealed shares are bound to: the nonce of the request that asked for them.
fn lease_context(nonce: &[u8; 16]) -> Vec<u8> {
    nonce.to_vec()
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

/// When a lease ends: after ten minutes, and for the current day's share soon after the day.
fn lease_end(purpose: Purpose, name: ShareName, now: i64) -> i64 {
    let longest = now + LEASE_SECONDS;
    if purpose != Purpose::Index && name.epoch == purpose.epoch_at(now) {
        longest.min((i64::from(name.epoch) + 1) * DAY + GRACE_SECONDS)
    } else {
        longest
    }
}

fn reference(grant: &GrantRow) -> String {
    hex::encode(&grant.digest[..8])
}

fn json(value: &impl Serialize) -> Vec<u8> {
    serde_json::to_vec(value).expect("the protocol's types are JSON")
}
