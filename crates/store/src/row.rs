//! Small conversions between columns and the types of `domain`.

use domain::directory::{DirectoryKey, DirectoryUserRef};
use domain::id::DirectoryId;
use domain::time::Timestamp;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::StoreError;

/// Reads an instant that may be missing.
pub(crate) fn instant(column: Option<i64>) -> Option<Timestamp> {
    column.map(Timestamp)
}

/// Writes an instant that may be missing.
pub(crate) fn millis(instant: Option<Timestamp>) -> Option<i64> {
    instant.map(|instant| instant.0)
}

/// Reads a directory user from the two columns that name one.
pub(crate) fn directory_user(id: Option<Uuid>, key: Option<String>) -> Option<DirectoryUserRef> {
    Some(DirectoryUserRef { directory_id: DirectoryId(id?), key: DirectoryKey(key?) })
}

/// Reads a name of a closed enum.
pub(crate) fn named<T>(
    table: &'static str,
    name: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, StoreError> {
    parse(name).ok_or_else(|| StoreError::nonsense(table, format!("unknown name {name:?}")))
}

/// Reads a JSON column.
pub(crate) fn read_json<T: DeserializeOwned>(table: &'static str, text: &str) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| StoreError::nonsense(table, error))
}

/// Writes a JSON column. The types written here hold texts, numbers and lists, which always have a JSON form.
pub(crate) fn write_json<T: Serialize>(table: &'static str, value: &T) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| StoreError::nonsense(table, error))
}

/// Reads 32 octets.
pub(crate) fn octets32(table: &'static str, column: &[u8]) -> Result<[u8; 32], StoreError> {
    column
        .try_into()
        .map_err(|_| StoreError::nonsense(table, format!("{} octets where 32 belong", column.len())))
}
