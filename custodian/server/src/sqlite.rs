//! The database in `SQLite`: deleted rows are overwritten, every commit is on disk before it counts.

use crate::Outcome;
use custodian_core::host::{
    sql::{Database, SCHEMA, SqlStore, Value},
    store::{StoreError, Stored},
};
use rusqlite::{Connection, ToSql, params_from_iter, types::ToSqlOutput, types::ValueRef};
use std::{ops::Deref, path::Path};

const PAGE_BYTES: u64 = 4_096;
/// With fewer free pages than this, the next request may be the one that finds no room.
const ROOM_PAGES: i64 = 16;

/// One connection to the database.
pub struct Sqlite(Connection);

/// The store in it.
pub type SqliteStore = SqlStore<Sqlite>;

impl Sqlite {
    /// Opens the store in a file, making it at first use.
    pub fn open(path: &Path, most_megabytes: u64) -> Outcome<SqliteStore> {
        let connection = Connection::open(path)
            .map_err(|error| format!("{} cannot be opened: {error}", path.display()))?;
        connection.execute_batch(
            "pragma journal_mode = wal;
             pragma synchronous = full;
             pragma secure_delete = on;
             pragma foreign_keys = on;
             pragma busy_timeout = 2000;
             pragma cache_size = -4096;
             pragma journal_size_limit = 16777216;",
        )?;
        connection.execute_batch(SCHEMA)?;
        let pages = most_megabytes * 1_000_000 / PAGE_BYTES;
        connection.pragma_update(None, "max_page_count", i64::try_from(pages)?)?;
        connection.set_prepared_statement_cache_capacity(64);
        let database = Self(connection);
        Ok(SqlStore { database })
    }

    /// Takes what was deleted out of the journal as well.
    pub fn flush(&self) {
        // It may be too early while somebody reads; the next one does it.
        let _ = self.execute_batch("pragma wal_checkpoint(truncate);");
    }
}

impl Deref for Sqlite {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.0
    }
}

impl Database for Sqlite {
    fn rows(&self, statement: &'static str, values: &[Value]) -> Stored<Vec<Vec<Value>>> {
        let mut prepared = self.prepare_cached(statement).map_err(failed)?;
        let columns = prepared.column_count();
        let mut cursor = prepared
            .query(params_from_iter(values.iter().map(Bound)))
            .map_err(failed)?;
        let mut rows = Vec::new();
        while let Some(row) = cursor.next().map_err(failed)? {
            let mut read = Vec::with_capacity(columns);
            for column in 0..columns {
                read.push(match row.get_ref(column).map_err(failed)? {
                    ValueRef::Null => Value::Null,
                    ValueRef::Integer(number) => Value::Number(number),
                    ValueRef::Text(text) => Value::Text(String::from_utf8_lossy(text).into_owned()),
                    ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
                    ValueRef::Real(_) => {
                        return Err(StoreError("no column holds fractions".to_owned()));
                    }
                });
            }
            rows.push(read);
        }
        Ok(rows)
    }

    fn need_room(&self) -> Stored<()> {
        let number = |pragma: &str| -> Stored<i64> {
            let found = self.pragma_query_value(None, pragma, |row| row.get::<_, i64>(0));
            found.map_err(failed)
        };
        let room = number("max_page_count")? - number("page_count")? + number("freelist_count")?;
        if room < ROOM_PAGES {
            return Err(StoreError("the store is full".to_owned()));
        }
        Ok(())
    }
}

struct Bound<'a>(&'a Value);

impl ToSql for Bound<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self.0 {
            Value::Null => ValueRef::Null,
            Value::Number(number) => ValueRef::Integer(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

fn failed(error: rusqlite::Error) -> StoreError {
    let words = match &error {
        // Never the statement: its parameters may be named in it.
        rusqlite::Error::SqliteFailure(failure, _) => failure.to_string(),
        _ => "a row is not what it should be".to_owned(),
    };
    StoreError(words)
}
