//! Leases: shares on loan, written down before they leave.

use super::{Body, Visit, current_name, json};
use crate::{
    host::{
        Trouble,
        admission::{LeaseRequest, Proof},
        store::{GrantRow, Store, UserRow},
        wrapping::{self, Place},
    },
    names::{DAY, Purpose, ShareName, day_of},
    ports::random,
    protocol::{
        BACKGROUND_EPOCHS, GRACE_SECONDS, GrantKind, LEASE_SECONDS, LeaseAnswer, LeasedShare,
        LeasedShares, MissingShare, UseDetail,
    },
    refusal::Refusal,
    sealing,
};
use base64::{Engine, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

impl Visit<'_> {
    pub(super) fn lease(
        &self,
        store: &mut dyn Store,
        proof: &Proof,
        request: &LeaseRequest,
    ) -> Body {
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

    /// A background grant: records and their index, once a night each.
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
}

/// What the sealed shares are bound to: the nonce of the request that asked for them.
fn lease_context(nonce: &[u8; 16]) -> Vec<u8> {
    nonce.to_vec()
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
