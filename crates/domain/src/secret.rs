//! Secrets in clear for the moment they are needed, and what is kept of them.

use std::fmt;

/// A secret text: a password, token or challenge. It never shows itself in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps a text as a secret.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the text: for hashing, or to hand it to the one person it is for.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// The SHA-256 of a token or challenge of at least 128 random bits: all that is stored of it.
///
/// A fast hash is right here and only here: nothing can be guessed about a random token.
/// Passwords are another matter and go through Argon2id.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct TokenHash(pub [u8; 32]);
