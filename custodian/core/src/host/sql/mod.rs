//! The store in SQL, for every host whose database speaks `SQLite`'s dialect: a host brings a
//! [`Database`] and the transactions, all statements are here.
//!
//! Policy: a statement is text without values; what changes something and has to tell whether it did
//! returns the rows it touched, for not every database counts them.

mod rows;
mod store;

use super::{
    audit::{AuditEntry, Chain, verify},
    store::{StoreError, Stored},
};
use crate::names::Pseudonym;
use rows::{Row, entry, number};

/// The layout; to change it, add a numbered step.
pub const SCHEMA: &str = include_str!("schema.sql");

/// A value in a statement or in a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number, at most 2^53 - 1: not every host can carry more.
    Number(i64),
    /// A text.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

/// A database that runs one statement at a time.
pub trait Database {
    /// Runs a statement to its end and tells the rows that it gave.
    ///
    /// # Errors
    /// When the database fails; the words name no value.
    fn rows(&self, statement: &'static str, values: &[Value]) -> Stored<Vec<Vec<Value>>>;

    /// Fails when the next request would find no room; a database without a limit always has some.
    ///
    /// # Errors
    /// When there is none, or the database cannot say.
    fn need_room(&self) -> Stored<()> {
        Ok(())
    }
}

/// The store in a database that has the tables of [`SCHEMA`].
pub struct SqlStore<D> {
    /// The database.
    pub database: D,
}

impl<D: Database> SqlStore<D> {
    fn change(&self, statement: &'static str, values: &[Value]) -> Stored<usize> {
        Ok(self.database.rows(statement, values)?.len())
    }

    fn one<T>(
        &self,
        statement: &'static str,
        values: &[Value],
        read: impl FnOnce(&mut Row) -> Stored<T>,
    ) -> Stored<Option<T>> {
        let first = self.database.rows(statement, values)?.into_iter().next();
        first.map(|row| read(&mut Row::from(row))).transpose()
    }

    fn all<T>(
        &self,
        statement: &'static str,
        values: &[Value],
        mut read: impl FnMut(&mut Row) -> Stored<T>,
    ) -> Stored<Vec<T>> {
        let rows = self.database.rows(statement, values)?;
        rows.into_iter()
            .map(|row| read(&mut Row::from(row)))
            .collect()
    }

    /// When the next thing ends that [`super::service::tidy`] would remove.
    ///
    /// # Errors
    /// When the database fails.
    pub fn next_end(&self) -> Stored<Option<i64>> {
        let found = self.one(
            "select min(until) from (
                 select min(until) as until from once
                 union all select min(until) from counter
                 union all select min(until) from seen
                 union all select min(until) from turn
                 union all select min(expires) from permit
                 union all select min(retire_at) from share where retire_at is not null)",
            &[],
            Row::maybe_number,
        )?;
        Ok(found.flatten())
    }

    /// The users whose shares were destroyed, with the receipts.
    ///
    /// # Errors
    /// When the database fails.
    pub fn receipts(&self) -> Stored<Vec<(Pseudonym, String)>> {
        self.all(
            "select user, receipt from user where receipt is not null",
            &[],
            |row| Ok((Pseudonym(row.array()?), row.text()?)),
        )
    }

    /// Checks every chain from its first entry to its last; tells how many there are.
    ///
    /// # Errors
    /// When an entry does not fit, or the database fails.
    pub fn verify_chains(&self) -> Stored<usize> {
        let names = self.all("select distinct chain from audit", &[], Row::text)?;
        for name in &names {
            let chain = Pseudonym::parse(name).map_or(Chain::Gate, Chain::User);
            let entries: Vec<AuditEntry> = self.all(
                "select number, at, key_id, action, detail, outcome, hash from audit
                 where chain = ?1 order by number",
                &[Value::Text(name.clone())],
                entry,
            )?;
            verify(chain, &entries).map_err(|number| {
                StoreError(format!("chain {name} was changed at entry {number}"))
            })?;
        }
        Ok(names.len())
    }

    /// How many rows the tables have that an operator asks about.
    ///
    /// # Errors
    /// When the database fails.
    pub fn sizes(&self) -> Stored<Vec<(String, i64)>> {
        self.all(
            "select 'user', count(*) from user
             union all select 'permit', count(*) from permit
             union all select 'share', count(*) from share
             union all select 'audit', count(*) from audit
             union all select 'frozen', count(*) from frozen",
            &[],
            |row| Ok((row.text()?, row.number()?)),
        )
    }

    /// The frozen keys, and since when.
    ///
    /// # Errors
    /// When the database fails.
    pub fn frozen_keys(&self) -> Stored<Vec<(String, i64)>> {
        self.all("select key_id, at from frozen", &[], |row| {
            Ok((row.text()?, row.number()?))
        })
    }
}

fn text(text: impl Into<String>) -> Value {
    Value::Text(text.into())
}

fn bytes(bytes: &[u8]) -> Value {
    Value::Bytes(bytes.to_vec())
}

fn maybe<T>(value: Option<T>, make: impl FnOnce(T) -> Value) -> Value {
    value.map_or(Value::Null, make)
}

/// Up to the largest number that every host can carry.
fn capped(value: u64) -> Value {
    const LARGEST: u64 = (1 << 53) - 1;
    number(i64::try_from(value.min(LARGEST)).unwrap_or(i64::MAX))
}
