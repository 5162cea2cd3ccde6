//! What a value of the configuration can be: how it is read, shown and described.

use figment::value::Value as Raw;
use serde_json::Value as Json;
use std::net::SocketAddr;
use std::path::PathBuf;

/// How a value is spelled in an environment variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// As it stands, so that a password of digits stays text.
    Text,
    /// As a whole number.
    Number,
    /// As `true` or `false`.
    Flag,
    /// As a list with commas.
    List,
}

/// A type that can stand in the configuration.
pub(super) trait Setting: Sized {
    /// What a value must be, as the object of "expected".
    const EXPECTED: &'static str;
    /// How it is spelled in an environment variable.
    const KIND: Kind = Kind::Text;
    /// Whether it must never be shown.
    const SECRET: bool = false;

    /// Reads a value; the error adds to [`Setting::EXPECTED`] what is wrong with this one and may be empty.
    fn read(raw: &Raw) -> Result<Self, String>;

    /// Returns the value as JSON: `null` when not set, `"set"` for a secret.
    fn show(&self) -> Json;
}

impl Setting for bool {
    const EXPECTED: &'static str = "true or false";
    const KIND: Kind = Kind::Flag;

    fn read(raw: &Raw) -> Result<Self, String> {
        raw.to_bool().ok_or_else(String::new)
    }

    fn show(&self) -> Json {
        Json::Bool(*self)
    }
}

/// Reads a whole number into any type that may refuse it.
fn number<N: TryFrom<i128>>(raw: &Raw) -> Result<N, String> {
    let number = raw.to_i128().or_else(|| raw.to_u128().and_then(|number| number.try_into().ok()));
    number.and_then(|number| N::try_from(number).ok()).ok_or_else(String::new)
}

impl Setting for u16 {
    const EXPECTED: &'static str = "a whole number from 0 to 65535";
    const KIND: Kind = Kind::Number;

    fn read(raw: &Raw) -> Result<Self, String> {
        number(raw)
    }

    fn show(&self) -> Json {
        Json::from(*self)
    }
}

impl Setting for u32 {
    const EXPECTED: &'static str = "a whole number";
    const KIND: Kind = Kind::Number;

    fn read(raw: &Raw) -> Result<Self, String> {
        number(raw)
    }

    fn show(&self) -> Json {
        Json::from(*self)
    }
}

impl Setting for String {
    const EXPECTED: &'static str = "text";

    fn read(raw: &Raw) -> Result<Self, String> {
        let text = raw.as_str().ok_or_else(String::new)?;
        if text.trim().is_empty() { Err("it is empty".into()) } else { Ok(text.to_owned()) }
    }

    fn show(&self) -> Json {
        Json::from(self.as_str())
    }
}

impl Setting for PathBuf {
    const EXPECTED: &'static str = "a path";

    fn read(raw: &Raw) -> Result<Self, String> {
        String::read(raw).map(Self::from)
    }

    fn show(&self) -> Json {
        Json::from(self.display().to_string())
    }
}

impl<T: Setting> Setting for Option<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const KIND: Kind = T::KIND;
    const SECRET: bool = T::SECRET;

    fn read(raw: &Raw) -> Result<Self, String> {
        T::read(raw).map(Some)
    }

    fn show(&self) -> Json {
        self.as_ref().map_or(Json::Null, T::show)
    }
}

impl<T: Setting> Setting for Vec<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const KIND: Kind = Kind::List;

    fn read(raw: &Raw) -> Result<Self, String> {
        let list = raw.as_array().ok_or("it must stand in a list, between [ and ]")?;
        list.iter().map(T::read).collect()
    }

    fn show(&self) -> Json {
        Json::Array(self.iter().map(T::show).collect())
    }
}

/// Makes settings of types that are read from and shown as text.
macro_rules! text_settings {
    ($($Type:ty: $expected:literal;)+) => {
        $(
            impl $crate::config::Setting for $Type {
                const EXPECTED: &'static str = $expected;

                fn read(raw: &figment::value::Value) -> Result<Self, String> {
                    raw.as_str().ok_or_else(String::new)?.parse().map_err($crate::config::setting::reason)
                }

                fn show(&self) -> serde_json::Value {
                    serde_json::Value::from(self.to_string())
                }
            }
        )+
    };
}

pub(super) use text_settings;

/// Turns the error of a parser into the reason given beside what was expected.
pub(super) fn reason(error: impl std::fmt::Display) -> String {
    error.to_string()
}

text_settings! {
    SocketAddr: "an address with its port, such as \"0.0.0.0:8443\" or \"[::]:8443\"";
}
