//! An RSA key pair that signs and opens envelopes. The private half never leaves the cryptographic library except as
//! the PKCS#8 it came from, which is wiped when dropped.

use aws_lc_rs::encoding::AsDer;
use aws_lc_rs::rsa::{KeyPair, KeySize, Pkcs1PrivateDecryptingKey, PrivateDecryptingKey};
use aws_lc_rs::{rand, signature::RSA_PKCS1_SHA256};
use std::fmt;
use subtle::{Choice, ConditionallySelectable, ConstantTimeEq};
use zeroize::Zeroizing;

use crate::{oid, tlv};

/// The length of a new key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say all")]
pub enum RsaBits {
    Rsa2048,
    Rsa3072,
    Rsa4096,
}

/// Why octets are not a usable RSA key, worded for whoever supplied them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "the messages say all")]
pub enum KeyError {
    #[error("the key is in PKCS#1 form; convert it with `openssl pkcs8 -topk8 -nocrypt -outform DER`")]
    Pkcs1,
    #[error("the key is encrypted; decrypt it with `openssl pkcs8 -outform DER` first")]
    Encrypted,
    #[error("the key is not an RSA key; SCEP encrypts to it, so only RSA will do")]
    NotRsa,
    #[error("the key is PEM text; DER was expected")]
    Pem,
    #[error("the key is not an RSA key of 2048 to 8192 bits in PKCS#8 form")]
    Rejected,
}

/// An RSA private key, of at least 2048 bits.
pub struct RsaKey {
    pkcs8: Zeroizing<Vec<u8>>,
    signing: KeyPair,
    opening: Pkcs1PrivateDecryptingKey,
    spki: Vec<u8>,
}

impl RsaKey {
    /// Generates a key; takes a tenth of a second and more.
    pub fn generate(bits: RsaBits) -> Self {
        let size = match bits {
            RsaBits::Rsa2048 => KeySize::Rsa2048,
            RsaBits::Rsa3072 => KeySize::Rsa3072,
            RsaBits::Rsa4096 => KeySize::Rsa4096,
        };
        let key = PrivateDecryptingKey::generate(size).expect("the system has randomness");
        let pkcs8 = key.as_der().expect("a new key has a PKCS#8 form");
        Self::from_pkcs8(pkcs8.as_ref()).expect("a new key is read back")
    }

    /// Reads an unencrypted PKCS#8 key in DER.
    pub fn from_pkcs8(pkcs8: &[u8]) -> Result<Self, KeyError> {
        let parsed =
            KeyPair::from_pkcs8(pkcs8).and_then(|pair| Ok((pair, PrivateDecryptingKey::from_pkcs8(pkcs8)?)));
        let (signing, opening) = parsed.map_err(|_| diagnose(pkcs8))?;
        let spki = opening.public_key().as_der().expect("a public key has a DER form").as_ref().to_vec();
        let opening = Pkcs1PrivateDecryptingKey::new(opening).expect("the key decrypts");
        Ok(Self { pkcs8: Zeroizing::new(pkcs8.to_vec()), signing, opening, spki })
    }

    /// Returns the PKCS#8 form, for storage under encryption.
    pub fn pkcs8(&self) -> &[u8] {
        &self.pkcs8
    }

    /// Returns the public half as a DER SubjectPublicKeyInfo.
    pub fn spki(&self) -> &[u8] {
        &self.spki
    }

    /// Signs with PKCS#1 v1.5 and SHA-256; nothing weaker is ever signed.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        let mut signature = vec![0; self.signing.public_modulus_len()];
        self.signing
            .sign(&RSA_PKCS1_SHA256, &rand::SystemRandom::new(), message, &mut signature)
            .expect("an RSA key of 2048 bits or more signs");
        signature
    }

    /// Decrypts a PKCS#1 v1.5 content key into `key`, whose length is the one expected. If the padding or the length is
    /// wrong `key` keeps what it held: with random octets in it the caller goes on as if all were well, and who sent
    /// the message does not learn what the padding looked like (T40).
    pub(crate) fn decrypt_or_keep(&self, encrypted: &[u8], key: &mut [u8]) {
        let mut plain = Zeroizing::new(vec![0; self.opening.min_output_size().max(key.len())]);
        let plain_bytes = self.opening.decrypt(encrypted, &mut plain).map_or(0, |opened| opened.len());
        let is_right: Choice = (plain_bytes as u64).ct_eq(&(key.len() as u64));
        for (kept, opened) in key.iter_mut().zip(plain.iter()) {
            kept.conditional_assign(opened, is_right);
        }
    }
}

impl fmt::Debug for RsaKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RsaKey")
    }
}

/// Finds a helpful reason for a key that was refused.
fn diagnose(bytes: &[u8]) -> KeyError {
    use tlv::tag::{INTEGER, OCTET_STRING, SEQUENCE};
    if bytes.starts_with(b"-----BEGIN") {
        return KeyError::Pem;
    }
    let Ok(outer) = tlv::only(bytes, SEQUENCE, "key") else { return KeyError::Rejected };
    let mut reader = outer.reader();
    let first = reader.any().map(|element| element.tag);
    let second = reader.any();
    match (first, second) {
        (Ok(INTEGER), Ok(second)) if second.tag == INTEGER => KeyError::Pkcs1,
        (Ok(INTEGER), Ok(second)) if second.tag == OCTET_STRING => KeyError::NotRsa,
        (Ok(INTEGER), Ok(second)) if second.tag == SEQUENCE => match tlv::algorithm(second) {
            Ok((algorithm, _)) if algorithm != oid::RSA_ENCRYPTION.as_bytes() => KeyError::NotRsa,
            _ => KeyError::Rejected,
        },
        (Ok(SEQUENCE), Ok(second)) if second.tag == OCTET_STRING => KeyError::Encrypted,
        _ => KeyError::Rejected,
    }
}
