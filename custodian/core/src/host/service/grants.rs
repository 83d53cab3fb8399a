//! Grants: from a sign-in, from operators, for the night; the patient's list of them, and their end.

use super::{Body, Visit, json};
use crate::{
    host::{
        admission::{Proof, grant_digest},
        identity::Person,
        store::{GrantRow, Store, UserRow},
    },
    order::Order,
    ports::random,
    protocol::{
        BACKGROUND_SECONDS, GRANT_SECONDS, GrantAnswer, GrantKind, GrantList, GrantSummary,
        Revoked, UseDetail,
    },
    refusal::Refusal,
};
use zeroize::Zeroizing;

/// A grant that is about to be made.
struct Opening<'a> {
    kind: GrantKind,
    expires: i64,
    signed_in: Option<i64>,
    order: Option<&'a Order>,
}

impl Visit<'_> {
    pub(super) fn grant(&self, store: &mut dyn Store, person: &Person) -> Body {
        let mut row = store.user(self.user)?.unwrap_or_default();
        if row.receipt.take().is_some() {
            // Whoever comes back begins anew: nothing of the former life opens.
            row.life += 1;
        }
        store.put_user(self.user, &row)?;
        let life = self.host.settings.limits.grant_seconds.min(GRANT_SECONDS);
        let opening = Opening {
            kind: GrantKind::Session,
            expires: self.now + life,
            signed_in: person.signed_in,
            order: None,
        };
        self.open(store, &row, opening)
    }

    pub(super) fn emergency(&self, store: &mut dyn Store, order: &Order) -> Body {
        let row = self.living(store)?;
        let opening = Opening {
            kind: GrantKind::Emergency,
            expires: order.not_after,
            signed_in: None,
            order: Some(order),
        };
        self.open(store, &row, opening)
    }

    pub(super) fn background(&self, store: &mut dyn Store, proof: &Proof) -> Body {
        let row = self.living(store)?;
        // What lives for half a year is not made from a sign-in of this morning.
        self.fresh(store, proof)?;
        for grant in store.grants(self.user)? {
            if grant.kind == GrantKind::Background {
                store.end_grant(self.user, &grant.digest)?;
            }
        }
        let opening = Opening {
            kind: GrantKind::Background,
            expires: self.now + BACKGROUND_SECONDS,
            signed_in: None,
            order: None,
        };
        self.open(store, &row, opening)
    }

    fn open(&self, store: &mut dyn Store, row: &UserRow, opening: Opening<'_>) -> Body {
        let Opening {
            kind,
            expires,
            signed_in,
            order,
        } = opening;
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
                signed_in,
            },
        )?;
        let action = match kind {
            GrantKind::Session if signed_in.is_none() => "renewal",
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

    pub(super) fn list(&self, store: &mut dyn Store, proof: &Proof) -> Body {
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

    pub(super) fn revoke(&self, store: &mut dyn Store, proof: &Proof, other: Option<&str>) -> Body {
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
}

fn reference(grant: &GrantRow) -> String {
    hex::encode(&grant.digest[..8])
}
