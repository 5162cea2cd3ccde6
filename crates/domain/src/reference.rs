//! Reference codes: the short code a person reads out, under which the log and the console hold the detail.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Digits and capitals that nobody mistakes for each other on paper or on the telephone.
const ALPHABET: &[u8; 28] = b"23456789ABCDEFGHJKMNPQRSTVWX";

/// A reference code such as `VB-7KQ2M`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reference(String);

impl Reference {
    /// Makes a code out of eight random octets.
    pub fn from_random(octets: [u8; 8]) -> Self {
        let mut rest = u64::from_le_bytes(octets);
        let mut text = String::from("VB-");
        for _ in 0..5 {
            let index = usize::try_from(rest % 28).expect("below 28");
            text.push(char::from(ALPHABET[index]));
            rest /= 28;
        }
        Self(text)
    }

    /// Reads a code as people type it: any case, with or without the prefix.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_uppercase();
        let digits = text.strip_prefix("VB-").or_else(|| text.strip_prefix("VB")).unwrap_or(&text);
        (digits.len() == 5 && digits.bytes().all(|octet| ALPHABET.contains(&octet)))
            .then(|| Self(format!("VB-{digits}")))
    }

    /// Returns the code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_short_and_reads_back_however_it_is_typed() {
        let code = Reference::from_random([7, 1, 9, 200, 13, 77, 0, 255]);
        assert_eq!(code.as_str().len(), 8);
        let bare = code.as_str()[3..].to_ascii_lowercase();
        assert_eq!(Reference::parse(&bare), Some(code.clone()));
        assert_eq!(Reference::parse(&format!(" {code} ")), Some(code));
    }

    #[test]
    fn other_texts_are_no_codes() {
        for text in ["", "VB-", "VB-7KQ", "VB-0OIL1", "VB-7KQ2M7", "🚪"] {
            assert_eq!(Reference::parse(text), None, "{text}");
        }
    }
}
