//! Reads typed fields out of a dictionary, with the checks every foreign value goes through.
//!
//! Devices write the same field as integer, real or text depending on their system, and leave optional fields
//! out or empty. Lengths and alphabets are checked here, at the entry, because stored values travel on into
//! lists, searches and jobs.

use plist::{Dictionary, Value};

use crate::plist_guard::PlistError;

/// Characters of one identifier (UDID, EnrollmentID, UserID, CommandUUID).
pub(crate) const IDENTIFIER_CHARS_MAX: usize = 64;
/// Characters of one short text (serial number, product, version, topic).
pub(crate) const TEXT_CHARS_MAX: usize = 256;

/// Why a message is not understood.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// The property list itself was refused.
    #[error(transparent)]
    Plist(#[from] PlistError),
    /// The check-in message is of a type this crate does not know.
    #[error("unknown MessageType {0:?}")]
    UnknownMessageType(String),
    /// The command is of a type this crate does not know; a device answers `Error` with its UUID.
    #[error("unknown RequestType {request_type:?}")]
    UnknownRequestType {
        /// `CommandUUID` of the command.
        command_uuid: String,
        /// `RequestType` as sent.
        request_type: String,
    },
    /// A required key is absent or empty.
    #[error("{0} is missing")]
    Missing(&'static str),
    /// A key holds a wrong type, or a value outside its length, alphabet or list.
    #[error("{0} is invalid")]
    Invalid(&'static str),
}

/// A dictionary being read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'a>(pub(crate) &'a Dictionary);

impl<'a> Fields<'a> {
    /// Returns a short text without control characters; empty counts as absent.
    pub(crate) fn text(self, key: &'static str) -> Result<Option<String>, ParseError> {
        let text = match self.0.get(key) {
            None => return Ok(None),
            Some(Value::String(text)) => text.clone(),
            Some(Value::Integer(number)) => number.to_string(),
            Some(_) => return Err(ParseError::Invalid(key)),
        };
        if text.is_empty() {
            return Ok(None);
        }
        let fits = text.chars().count() <= TEXT_CHARS_MAX && !text.chars().any(char::is_control);
        fits.then_some(Some(text)).ok_or(ParseError::Invalid(key))
    }

    pub(crate) fn required_text(self, key: &'static str) -> Result<String, ParseError> {
        self.text(key)?.ok_or(ParseError::Missing(key))
    }

    /// Returns an identifier: at most 64 characters of letters, digits and `-_.:`.
    pub(crate) fn identifier(self, key: &'static str) -> Result<Option<String>, ParseError> {
        match self.text(key)? {
            Some(text) if !is_identifier(&text) => Err(ParseError::Invalid(key)),
            other => Ok(other),
        }
    }

    pub(crate) fn data(self, key: &'static str) -> Result<Option<Vec<u8>>, ParseError> {
        match self.0.get(key) {
            None => Ok(None),
            Some(Value::Data(octets)) => Ok(Some(octets.clone())),
            Some(_) => Err(ParseError::Invalid(key)),
        }
    }

    pub(crate) fn boolean(self, key: &'static str) -> Result<Option<bool>, ParseError> {
        let Some(value) = self.0.get(key) else {
            return Ok(None);
        };
        as_boolean(value).map(Some).ok_or(ParseError::Invalid(key))
    }

    pub(crate) fn integer(self, key: &'static str) -> Result<Option<i64>, ParseError> {
        let Some(value) = self.0.get(key) else {
            return Ok(None);
        };
        as_integer(value).map(Some).ok_or(ParseError::Invalid(key))
    }

    pub(crate) fn array(self, key: &'static str) -> Result<&'a [Value], ParseError> {
        match self.0.get(key) {
            None => Ok(&[]),
            Some(Value::Array(items)) => Ok(items),
            Some(_) => Err(ParseError::Invalid(key)),
        }
    }

    pub(crate) fn strings(self, key: &'static str) -> Result<Vec<String>, ParseError> {
        self.array(key)?
            .iter()
            .map(|item| item.as_string().map(str::to_owned))
            .collect::<Option<_>>()
            .ok_or(ParseError::Invalid(key))
    }
}

pub(crate) fn is_identifier(text: &str) -> bool {
    let allowed = |octet: u8| octet.is_ascii_alphanumeric() || b"-_.:".contains(&octet);
    !text.is_empty() && text.len() <= IDENTIFIER_CHARS_MAX && text.bytes().all(allowed)
}

/// Reads a truth value; some systems write it as text or number.
pub(crate) fn as_boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Boolean(truth) => Some(*truth),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        Value::Integer(number) => match number.as_signed() {
            Some(0) => Some(false),
            Some(1) => Some(true),
            _ => None,
        },
        _ => None,
    }
}

/// Reads a whole number written as integer, whole real or decimal text.
pub(crate) fn as_integer(value: &Value) -> Option<i64> {
    match value {
        Value::Integer(number) => number.as_signed(),
        Value::Real(real) => whole(*real),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// Reads a number written as real, integer or decimal text.
pub(crate) fn as_real(value: &Value) -> Option<f64> {
    let real = match value {
        Value::Real(real) => *real,
        #[expect(clippy::cast_precision_loss, reason = "capacities and levels are far below 2^53")]
        Value::Integer(number) => number.as_signed()? as f64,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    real.is_finite().then_some(real)
}

fn whole(real: f64) -> Option<i64> {
    const EXACT_MAX: f64 = 9_007_199_254_740_992.0; // 2^53
    let fits = real.fract() == 0.0 && real.abs() <= EXACT_MAX;
    #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
    fits.then_some(real as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_every_spelling() {
        assert_eq!(as_integer(&Value::Real(64.0)), Some(64));
        assert_eq!(as_integer(&Value::Real(0.5)), None);
        assert_eq!(as_integer(&Value::Real(f64::NAN)), None);
        assert_eq!(as_integer(&Value::Real(1e300)), None);
        assert_eq!(as_integer(&Value::String("7".into())), Some(7));
        assert_eq!(as_real(&Value::Integer(64.into())), Some(64.0));
        assert_eq!(as_real(&Value::Real(f64::INFINITY)), None);
    }

    #[test]
    fn t55_identifiers_keep_their_length_and_alphabet() {
        assert!(is_identifier("00008120-000A1B2C3D4E5F60"));
        for hostile in ["", "a b", "x';drop table device--", "ü", "a\nb", "../../etc"] {
            assert!(!is_identifier(hostile), "{hostile}");
        }
        assert!(is_identifier(&"f".repeat(64)));
        assert!(!is_identifier(&"f".repeat(65)));
    }
}
