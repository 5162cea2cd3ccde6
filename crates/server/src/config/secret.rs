//! Text that is used and never shown.

use super::setting::Setting;
use std::fmt;
use zeroize::Zeroizing;

/// A secret from the configuration; its `Debug` and its JSON say only that it is there.
#[derive(Clone)]
pub struct Secret(Zeroizing<String>);

impl Secret {
    /// Wraps a secret.
    pub fn new(text: String) -> Self {
        Self(Zeroizing::new(text))
    }

    /// Returns the secret itself, for the one place that needs it.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret")
    }
}

impl Setting for Secret {
    const EXPECTED: &'static str = "text (a secret)";
    const SECRET: bool = true;

    fn read(raw: &figment::value::Value) -> Result<Self, String> {
        String::read(raw).map(Self::new)
    }

    fn show(&self) -> serde_json::Value {
        "set".into()
    }
}
