//! Rows, read column by column; what is not as it should be is an error, never a default.

use super::Value;
use crate::{
    host::{
        audit::AuditEntry,
        store::{GrantRow, ShareRow, StoreError, Stored},
    },
    names::{Purpose, ShareName},
    protocol::GrantKind,
};

/// One row, from its first column to its last.
pub struct Row(std::vec::IntoIter<Value>);

impl From<Vec<Value>> for Row {
    fn from(values: Vec<Value>) -> Self {
        Self(values.into_iter())
    }
}

impl Row {
    /// A number or nothing.
    pub fn maybe_number(&mut self) -> Stored<Option<i64>> {
        match self.0.next() {
            Some(Value::Number(number)) => Ok(Some(number)),
            Some(Value::Null) => Ok(None),
            _ => Err(damaged()),
        }
    }

    /// A number of the kind that is wanted.
    pub fn number<T: TryFrom<i64>>(&mut self) -> Stored<T> {
        let number = self.maybe_number()?.ok_or_else(damaged)?;
        T::try_from(number).map_err(|_| damaged())
    }

    /// A text or nothing.
    pub fn maybe_text(&mut self) -> Stored<Option<String>> {
        match self.0.next() {
            Some(Value::Text(text)) => Ok(Some(text)),
            Some(Value::Null) => Ok(None),
            _ => Err(damaged()),
        }
    }

    /// A text.
    pub fn text(&mut self) -> Stored<String> {
        self.maybe_text()?.ok_or_else(damaged)
    }

    /// Bytes.
    pub fn bytes(&mut self) -> Stored<Vec<u8>> {
        match self.0.next() {
            Some(Value::Bytes(bytes)) => Ok(bytes),
            _ => Err(damaged()),
        }
    }

    /// Bytes of a known number.
    pub fn array<const N: usize>(&mut self) -> Stored<[u8; N]> {
        self.bytes()?.try_into().map_err(|_| damaged())
    }
}

pub(super) fn number(number: impl Into<i64>) -> Value {
    Value::Number(number.into())
}

fn damaged() -> StoreError {
    StoreError("a row is not what it should be".to_owned())
}

pub(super) const fn kind_number(kind: GrantKind) -> u8 {
    match kind {
        GrantKind::Session => 1,
        GrantKind::Background => 2,
        GrantKind::Emergency => 3,
    }
}

/// Reads `digest, key_id, kind, created, expires, last_used, words` and when the person signed in.
pub(super) fn grant(row: &mut Row) -> Stored<GrantRow> {
    Ok(GrantRow {
        digest: row.array()?,
        key_id: row.text()?,
        kind: match row.number::<u8>()? {
            1 => GrantKind::Session,
            2 => GrantKind::Background,
            3 => GrantKind::Emergency,
            _ => return Err(damaged()),
        },
        created: row.number()?,
        expires: row.number()?,
        last_used: row.maybe_number()?,
        words: row.maybe_text()?,
        signed_in: row.maybe_number()?,
    })
}

/// Reads `purpose, epoch, lineage, generation, wrapped, retire_at`.
pub(super) fn share(row: &mut Row) -> Stored<ShareRow> {
    Ok(ShareRow {
        purpose: Purpose::from_code(row.number()?).ok_or_else(damaged)?,
        name: ShareName {
            epoch: row.number()?,
            lineage: row.number()?,
        },
        generation: row.number()?,
        wrapped: row.bytes()?,
        retire_at: row.maybe_number()?,
    })
}

/// Reads `number, at, key_id, action, detail, outcome, hash`.
pub(super) fn entry(row: &mut Row) -> Stored<AuditEntry> {
    Ok(AuditEntry {
        number: row.number()?,
        at: row.number()?,
        key_id: row.text()?,
        action: row.text()?,
        detail: serde_json::from_str(&row.text()?).map_err(|_| damaged())?,
        outcome: row.text()?,
        hash: row.array()?,
    })
}
