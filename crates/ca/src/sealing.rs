//! Sealing of secrets at rest: AES-256-GCM under a key that lives outside the database.
//!
//! A sealed value is `key id (8) ‖ nonce (12) ‖ ciphertext ‖ tag (16)`. Purpose and row id are
//! bound in as associated data, so a value copied to another row or column does not open.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use aws_lc_rs::{digest, hkdf, rand};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

const KEY_OCTETS: usize = 32;
const KEY_ID_OCTETS: usize = 8;
const TAG_OCTETS: usize = 16;

/// First line of a key file, so that a stray file is not taken for one.
const HEADER: &str = "vestibule-sealing-key-v1";

/// What a sealed value is for: its kind and the row it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Context<'a> {
    /// The kind of secret, such as `authority-key`.
    pub purpose: &'static str,
    /// The id of the row that holds the value.
    pub id: &'a str,
}

/// The keys of a key file: the one that seals, and older ones that still open.
///
/// Rotation: put a new key in front with [`SealingKeys::rotated`], seal every value anew, drop the old line.
pub struct SealingKeys {
    current: Key,
    retired: Vec<Key>,
}

/// Why a sealed value did not open.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// The value is shorter than its frame.
    #[error("the sealed value is cut short")]
    Truncated,
    /// The value was sealed by a key that is not in the key file; the id is hexadecimal.
    #[error("the value was sealed with key {0}, which is not in the key file; put that key's line back")]
    UnknownKey(String),
    /// The value was altered, or belongs to another row or purpose.
    #[error("the sealed value was altered or belongs to another row")]
    Damaged,
}

/// Why a key file was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealingKeyTextError {
    /// The first line is not the header.
    #[error("the sealing key file must begin with the line \"{HEADER}\"")]
    Header,
    /// This line (counted from 1) is not the base64url of 32 octets.
    #[error("line {0} of the sealing key file is not a key: 43 characters of base64url expected")]
    Line(usize),
    /// The file holds no key.
    #[error("the sealing key file holds no key")]
    Empty,
}

impl SealingKeys {
    /// Makes a key of 32 random octets.
    #[must_use]
    pub fn generate() -> Self {
        Self { current: Key::generate(), retired: Vec::new() }
    }

    /// Takes 32 octets as the one key.
    #[must_use]
    pub fn from_octets(octets: [u8; KEY_OCTETS]) -> Self {
        Self { current: Key::new(Zeroizing::new(octets)), retired: Vec::new() }
    }

    /// Puts a new random key in front; the keys so far go on opening what they sealed.
    #[must_use]
    pub fn rotated(self) -> Self {
        let retired = std::iter::once(self.current).chain(self.retired).collect();
        Self { current: Key::generate(), retired }
    }

    /// Reads a key file: the header line, then one base64url key a line. The first seals, all open.
    /// Blank lines and lines that begin with `#` are passed over.
    pub fn from_text(text: &str) -> Result<Self, SealingKeyTextError> {
        let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line.trim()));
        if lines.next().is_none_or(|(_, line)| line != HEADER) {
            return Err(SealingKeyTextError::Header);
        }
        let mut keys = lines
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
            .map(|(number, line)| Key::from_line(line).ok_or(SealingKeyTextError::Line(number)));
        let current = keys.next().ok_or(SealingKeyTextError::Empty)??;
        Ok(Self { current, retired: keys.collect::<Result<_, _>>()? })
    }

    /// Writes the key file that [`SealingKeys::from_text`] reads.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let mut text =
            Zeroizing::new(String::with_capacity(HEADER.len() + 1 + 44 * (1 + self.retired.len())));
        text.push_str(HEADER);
        text.push('\n');
        for key in self.keys() {
            URL_SAFE_NO_PAD.encode_string(key.octets.as_slice(), &mut text);
            text.push('\n');
        }
        text
    }

    /// Returns the id of the key that seals, in hexadecimal; fit for logs.
    #[must_use]
    pub fn id(&self) -> String {
        hex(&self.current.id)
    }

    /// Seals a secret for one place; 36 octets longer than the secret.
    #[must_use]
    pub fn seal(&self, context: Context<'_>, plaintext: &[u8]) -> Vec<u8> {
        let mut body = plaintext.to_vec();
        let nonce = self
            .current
            .aead
            .seal_in_place_append_tag(Aad::from(context.associated_data()), &mut body)
            .expect("AES-GCM seals anything shorter than 64 GiB");
        [&self.current.id[..], nonce.as_ref(), &body].concat()
    }

    /// Opens what [`SealingKeys::seal`] made for the same place, with any of the keys.
    pub fn open(&self, context: Context<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        if sealed.len() < KEY_ID_OCTETS + NONCE_LEN + TAG_OCTETS {
            return Err(SealError::Truncated);
        }
        let (id, rest) = sealed.split_at(KEY_ID_OCTETS);
        let (nonce, body) = rest.split_at(NONCE_LEN);
        let key = self.keys().find(|key| key.id == id).ok_or_else(|| SealError::UnknownKey(hex(id)))?;

        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| SealError::Damaged)?;
        let mut plaintext = Zeroizing::new(body.to_vec());
        let length = key
            .aead
            .open_in_place(nonce, Aad::from(context.associated_data()), &mut plaintext)
            .map_err(|_| SealError::Damaged)?
            .len();
        plaintext.truncate(length);
        Ok(plaintext)
    }

    /// Says whether a value was sealed by a retired key, and should be sealed anew.
    #[must_use]
    pub fn is_outdated(&self, sealed: &[u8]) -> bool {
        !sealed.starts_with(&self.current.id)
    }

    /// Derives a key for another use from each key of the file, the one that seals first. Whoever has the derived one
    /// learns nothing about the key itself or about those for other purposes.
    #[must_use]
    pub fn derive(&self, purpose: &str) -> Vec<Zeroizing<[u8; KEY_OCTETS]>> {
        self.keys().map(|key| key.derive(purpose)).collect()
    }

    fn keys(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.current).chain(&self.retired)
    }
}

/// Shows the ids only.
impl fmt::Debug for SealingKeys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.keys().map(|key| hex(&key.id))).finish()
    }
}

impl Context<'_> {
    /// Length-prefixed, so that no purpose and id run together into those of another place.
    fn associated_data(&self) -> Vec<u8> {
        let length = u32::try_from(self.purpose.len()).expect("purposes are short words of ours");
        [&length.to_be_bytes(), self.purpose.as_bytes(), self.id.as_bytes()].concat()
    }
}

struct Key {
    /// The first octets of the key's SHA-256: names it, tells nothing about it.
    id: [u8; KEY_ID_OCTETS],
    octets: Zeroizing<[u8; KEY_OCTETS]>,
    aead: RandomizedNonceKey,
}

impl Key {
    fn generate() -> Self {
        let mut octets = Zeroizing::new([0; KEY_OCTETS]);
        rand::fill(octets.as_mut_slice()).expect("the system gives random octets");
        Self::new(octets)
    }

    fn new(octets: Zeroizing<[u8; KEY_OCTETS]>) -> Self {
        let aead =
            RandomizedNonceKey::new(&AES_256_GCM, octets.as_slice()).expect("32 octets are an AES-256 key");
        let mut id = [0; KEY_ID_OCTETS];
        id.copy_from_slice(&digest::digest(&digest::SHA256, octets.as_slice()).as_ref()[..KEY_ID_OCTETS]);
        Self { id, octets, aead }
    }

    /// HKDF-SHA-256 (RFC 5869) with the purpose as `info`.
    fn derive(&self, purpose: &str) -> Zeroizing<[u8; KEY_OCTETS]> {
        let mut derived = Zeroizing::new([0; KEY_OCTETS]);
        hkdf::Salt::new(hkdf::HKDF_SHA256, b"vestibule-derived-key-v1")
            .extract(self.octets.as_slice())
            .expand(&[purpose.as_bytes()], hkdf::HKDF_SHA256)
            .and_then(|material| material.fill(derived.as_mut_slice()))
            .expect("32 octets are what HKDF-SHA-256 gives at once");
        derived
    }

    fn from_line(line: &str) -> Option<Self> {
        let decoded = Zeroizing::new(URL_SAFE_NO_PAD.decode(line).ok()?);
        let mut octets = Zeroizing::new([0; KEY_OCTETS]);
        if decoded.len() != KEY_OCTETS {
            return None;
        }
        octets.copy_from_slice(&decoded);
        Some(Self::new(octets))
    }
}

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HERE: Context<'static> = Context { purpose: "authority-key", id: "1" };

    #[test]
    fn a_sealed_value_opens_where_it_belongs() {
        let key = SealingKeys::generate();
        let sealed = key.seal(HERE, b"secret");
        assert_eq!(sealed.len(), 6 + 36);
        assert_eq!(key.open(HERE, &sealed).unwrap().as_slice(), b"secret");
        assert_eq!(key.open(HERE, &key.seal(HERE, b"")).unwrap().as_slice(), b"");
    }

    #[test]
    fn the_same_value_never_seals_the_same_way_twice() {
        let key = SealingKeys::from_octets([7; 32]);
        assert_ne!(key.seal(HERE, b"secret"), key.seal(HERE, b"secret"));
    }

    #[test]
    fn another_row_or_purpose_does_not_open() {
        let key = SealingKeys::generate();
        let sealed = key.seal(HERE, b"secret");
        for place in [
            Context { purpose: "authority-key", id: "2" },
            Context { purpose: "push-key", id: "1" },
            Context { purpose: "authority-key1", id: "" },
            Context { purpose: "authority-ke", id: "y1" },
        ] {
            assert_eq!(key.open(place, &sealed).unwrap_err(), SealError::Damaged, "{place:?}");
        }
    }

    #[test]
    fn t45_a_sealed_key_cannot_be_read_without_the_sealing_key() {
        let sealed = SealingKeys::from_octets([1; 32]).seal(HERE, b"PKCS#8 of the authority");
        assert!(!sealed.windows(6).any(|window| window == b"PKCS#8"));
        let stranger = SealingKeys::from_octets([2; 32]);
        assert!(matches!(stranger.open(HERE, &sealed), Err(SealError::UnknownKey(_))));

        // Renaming the value after the stranger's key does not help either.
        let renamed = [&stranger.current.id[..], &sealed[8..]].concat();
        assert_eq!(stranger.open(HERE, &renamed).unwrap_err(), SealError::Damaged);
    }

    #[test]
    fn every_altered_octet_and_every_truncation_is_noticed() {
        let key = SealingKeys::generate();
        let sealed = key.seal(HERE, b"secret");
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            assert!(key.open(HERE, &altered).is_err(), "octet {at}");
            assert!(key.open(HERE, &sealed[..at]).is_err(), "cut to {at}");
        }
        assert_eq!(key.open(HERE, &sealed[..35]).unwrap_err(), SealError::Truncated);
    }

    #[test]
    fn after_a_rotation_old_values_open_and_new_ones_use_the_new_key() {
        let old = SealingKeys::generate();
        let sealed = old.seal(HERE, b"secret");
        let old_text = old.to_text();
        let new = old.rotated();
        assert_eq!(new.open(HERE, &sealed).unwrap().as_slice(), b"secret");
        assert!(new.is_outdated(&sealed));

        let anew = new.seal(HERE, b"secret");
        assert!(!new.is_outdated(&anew));
        let old = SealingKeys::from_text(&old_text).unwrap();
        assert_eq!(old.open(HERE, &anew).unwrap_err(), SealError::UnknownKey(new.id()));
    }

    #[test]
    fn the_key_file_comes_back_as_written() {
        let keys = SealingKeys::generate().rotated();
        let sealed = keys.seal(HERE, b"secret");
        let text = keys.to_text();
        let read = SealingKeys::from_text(&format!("{}\n# the office key\n\n", text.as_str())).unwrap();
        assert_eq!(read.to_text(), text);
        assert_eq!(read.open(HERE, &sealed).unwrap().as_slice(), b"secret");
    }

    #[test]
    fn derived_keys_differ_by_purpose_and_by_key_and_outlive_a_rotation() {
        let key = SealingKeys::from_octets([7; 32]);
        let derived = key.derive("audit-chain");
        assert_eq!(derived, SealingKeys::from_octets([7; 32]).derive("audit-chain"));
        assert_ne!(derived, key.derive("audit-chai"));
        assert_ne!(derived, SealingKeys::from_octets([8; 32]).derive("audit-chain"));
        assert_ne!(derived[0].as_slice(), [7; 32]);
        let rotated = key.rotated().derive("audit-chain");
        assert_eq!((rotated.len(), &rotated[1]), (2, &derived[0]));
    }

    #[test]
    fn a_wrong_key_file_says_what_is_wrong() {
        let refusal = |text: &str| SealingKeys::from_text(text).unwrap_err();
        assert_eq!(refusal(""), SealingKeyTextError::Header);
        assert_eq!(refusal("-----BEGIN PRIVATE KEY-----"), SealingKeyTextError::Header);
        assert_eq!(refusal("vestibule-sealing-key-v1\n# none\n"), SealingKeyTextError::Empty);
        assert_eq!(refusal("vestibule-sealing-key-v1\n\nc2hvcnQ\n"), SealingKeyTextError::Line(3));
    }

    #[test]
    fn t45_the_key_is_not_in_debug_output() {
        let key = SealingKeys::from_octets([9; 32]);
        let debug = format!("{key:?}");
        assert!(debug.contains(&key.id()));
        assert!(!debug.contains("CQkJ") && !debug.contains("9, 9"));
    }
}
