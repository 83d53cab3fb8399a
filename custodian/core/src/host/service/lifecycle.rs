//! What becomes of shares: the patient reads of their use, retires, replaces and destroys them. And
//! operators free a key.

use super::{Body, Visit, current_name, json};
use crate::{
    host::{
        admission::{Proof, RetireRequest},
        audit::{Chain, Event, append},
        store::{Store, UserRow},
    },
    names::ShareName,
    order::Order,
    protocol::{
        GrantKind, LineageAnswer, RECEIPT_LABEL, Receipt, ReceiptText, Retired, Unfrozen, Use,
        UseDetail, Uses,
    },
    refusal::Refusal,
};
use ed25519_dalek::Signer;

/// How many entries of the audit one call shows.
const PAGE: u32 = 100;
/// How long ago rows may have been counted, in seconds.
const COUNTED_WITHIN: i64 = 600;

impl Visit<'_> {
    pub(super) fn uses(&self, store: &mut dyn Store, proof: &Proof, before: Option<u64>) -> Body {
        self.living(store)?;
        self.signed_in(store, proof)?;
        let entries = store.audit(Chain::User(self.user), before.unwrap_or(u64::MAX), PAGE)?;
        Ok(json(&Uses {
            uses: entries.into_iter().map(Use::from).collect(),
        }))
    }

    pub(super) fn retire(
        &self,
        store: &mut dyn Store,
        proof: &Proof,
        request: &RetireRequest,
    ) -> Body {
        let row = self.living(store)?;
        let grant = self.proven(store, proof)?;
        if grant.kind == GrantKind::Background {
            return Err(Refusal::NotCovered.into());
        }
        let is_counted = (0..=COUNTED_WITHIN).contains(&(self.now - request.counted_at));
        let current = current_name(request.purpose, &row, self.now);
        if request.rows != 0 || !is_counted || request.shares.contains(&current) {
            return Err(Refusal::StillNeeded.into());
        }
        let mut destroyed_at = self.now;
        let mut retired = 0;
        for &name in &request.shares {
            if let Some(mut share) = store.share(self.user, request.purpose, name)? {
                retired += 1;
                let end = self.now + self.wait_of(&row, name);
                let end = *share.retire_at.get_or_insert(end);
                destroyed_at = destroyed_at.max(end);
                store.put_share(self.user, &share)?;
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

    /// How long a retired share waits: one that was replaced on suspicion not for old backups.
    const fn wait_of(&self, row: &UserRow, name: ShareName) -> i64 {
        if name.lineage < row.lineage {
            self.host.settings.suspected_retirement_seconds
        } else {
            self.host.settings.retirement_seconds
        }
    }

    pub(super) fn raise_lineage(&self, store: &mut dyn Store, proof: &Proof) -> Body {
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

    pub(super) fn shred(&self, store: &mut dyn Store, proof: &Proof) -> Body {
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

    pub(super) fn unfreeze(&self, store: &mut dyn Store, order: &Order, key_id: &str) -> Body {
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
