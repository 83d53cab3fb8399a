//! The `SQLite` database of an object.

use custodian_core::host::{
    sql::{Database, SCHEMA, SqlStore, Value},
    store::{StoreError, Stored},
};
use worker::{Error, SqlStorage, SqlStorageValue, State};

/// The database of one object.
pub struct ObjectDatabase(SqlStorage);

/// Opens an object's store, making its tables at first use.
pub fn open(state: &State) -> Stored<SqlStore<ObjectDatabase>> {
    let sql = state.storage().sql();
    sql.exec(SCHEMA, None).map_err(failed)?;
    let database = ObjectDatabase(sql);
    Ok(SqlStore { database })
}

impl Database for ObjectDatabase {
    fn rows(&self, statement: &'static str, values: &[Value]) -> Stored<Vec<Vec<Value>>> {
        let values: Vec<SqlStorageValue> = values
            .iter()
            .map(|value| match value {
                Value::Null => SqlStorageValue::Null,
                Value::Number(number) => SqlStorageValue::Integer(*number),
                Value::Text(text) => SqlStorageValue::String(text.clone()),
                Value::Bytes(bytes) => SqlStorageValue::Blob(bytes.clone()),
            })
            .collect();
        let cursor = self.0.exec(statement, values).map_err(failed)?;
        cursor
            .raw()
            .map(|row| {
                let row = row.map_err(failed)?;
                row.into_iter().map(value).collect()
            })
            .collect()
    }
}

fn value(value: SqlStorageValue) -> Stored<Value> {
    match value {
        SqlStorageValue::Null => Ok(Value::Null),
        SqlStorageValue::Integer(number) => Ok(Value::Number(number)),
        SqlStorageValue::String(text) => Ok(Value::Text(text)),
        SqlStorageValue::Blob(bytes) => Ok(Value::Bytes(bytes)),
        SqlStorageValue::Boolean(_) | SqlStorageValue::Float(_) => {
            Err(StoreError("no column holds this".to_owned()))
        }
    }
}

/// The runtime names the statement at most, never its values.
pub fn failed(error: Error) -> StoreError {
    StoreError(error.to_string())
}
