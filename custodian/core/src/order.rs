//! Orders: what two operators sign together, for emergencies.
//!
//! An order has a reason, lives one hour at most, and is written into the audit of every user whom it
//! touches, where that user reads it.

use crate::{names::Pseudonym, ports::Entropy};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};

/// How long an order may be valid, in seconds.
pub const LONGEST_ORDER: i64 = 3_600;
/// How many operators have to sign.
pub const QUORUM: usize = 2;

const LABEL: &[u8] = b"mt/order/v1\n";

/// What is ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrderAction {
    /// Reads a user's keys without the user: break-glass.
    Read,
    /// Raises lineages and moves records to new keys.
    Rewrap,
    /// Destroys a user's shares.
    Shred,
    /// Lets a frozen key work again.
    Unfreeze,
}

/// An order, before it is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// A random number in hexadecimal digits.
    pub id: String,
    /// What is ordered.
    pub action: OrderAction,
    /// For whom; none means everybody, one at a time.
    #[serde(default)]
    pub users: Option<Vec<Pseudonym>>,
    /// Why, in words that the users will read.
    pub reason: String,
    /// From when on.
    pub not_before: i64,
    /// Until when.
    pub not_after: i64,
}

/// An order with its signatures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedOrder {
    /// [`Order`] in JSON, exactly as it was signed.
    pub text: String,
    /// The signatures.
    pub signatures: Vec<OperatorSignature>,
}

/// One operator's signature.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OperatorSignature {
    /// The operator's name in the custodian's settings.
    pub operator: String,
    /// Ed25519, in hexadecimal digits.
    pub signature: String,
}

impl Order {
    /// A new order that is valid for an hour from `now`.
    #[must_use]
    pub fn new(action: OrderAction, reason: &str, now: i64, entropy: &dyn Entropy) -> Self {
        Self {
            id: hex::encode(crate::ports::random::<16>(entropy)),
            action,
            users: None,
            reason: reason.to_owned(),
            not_before: now,
            not_after: now + LONGEST_ORDER,
        }
    }

    /// The order in the form that is signed.
    #[must_use]
    pub fn unsigned(&self) -> SignedOrder {
        SignedOrder {
            text: serde_json::to_string(self).expect("an order is JSON"),
            signatures: Vec::new(),
        }
    }

    /// Whether `user` is among those whom it is for.
    #[must_use]
    pub fn covers(&self, user: Pseudonym) -> bool {
        self.users
            .as_ref()
            .is_none_or(|users| users.contains(&user))
    }
}

impl SignedOrder {
    /// Adds an operator's signature.
    pub fn sign(&mut self, operator: &str, key: &SigningKey) {
        let signature = key.sign(&signed_bytes(&self.text));
        self.signatures.retain(|own| own.operator != operator);
        self.signatures.push(OperatorSignature {
            operator: operator.to_owned(),
            signature: hex::encode(signature.to_bytes()),
        });
    }

    /// The order, when [`QUORUM`] different operators signed it and it is valid at `now`.
    #[must_use]
    pub fn verify(&self, operators: &[(String, VerifyingKey)], now: i64) -> Option<Order> {
        let bytes = signed_bytes(&self.text);
        let signed = operators.iter().filter(|(name, key)| {
            self.signatures
                .iter()
                .filter(|own| own.operator == *name)
                .filter_map(|own| hex::decode(&own.signature).ok())
                .filter_map(|bytes| Signature::from_slice(&bytes).ok())
                .any(|signature| key.verify_strict(&bytes, &signature).is_ok())
        });
        if signed.count() < QUORUM {
            return None;
        }
        let order: Order = serde_json::from_str(&self.text).ok()?;
        let is_valid = order.not_before <= now
            && now < order.not_after
            && order.not_after - order.not_before <= LONGEST_ORDER
            && !order.reason.trim().is_empty();
        is_valid.then_some(order)
    }
}

fn signed_bytes(text: &str) -> Vec<u8> {
    [LABEL, text.as_bytes()].concat()
}
