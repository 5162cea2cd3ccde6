//! Public keys of others: what kind they are, and whether a signature is theirs.

use crate::tlv::{self, Malformed, Tlv, tag};
use crate::{Digest, oid};
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1, ECDSA_P256_SHA384_ASN1, ECDSA_P384_SHA256_ASN1, ECDSA_P384_SHA384_ASN1,
    RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY, RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
    RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY, RSA_PKCS1_2048_8192_SHA384, UnparsedPublicKey,
    VerificationAlgorithm,
};

/// What kind of key a SubjectPublicKeyInfo holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyKind {
    /// RSA with a modulus of this many bits.
    Rsa {
        /// The bits of the modulus, leading zeros not counted.
        bits: usize,
    },
    /// An elliptic curve over a field of this many bits, 256 or 384.
    Ec {
        /// The bits of the field.
        bits: usize,
    },
    /// Something that nothing here can verify.
    Other,
}

/// A SubjectPublicKeyInfo taken apart.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PublicKey<'a> {
    pub(crate) kind: KeyKind,
    key: &'a [u8],
}

impl<'a> PublicKey<'a> {
    pub(crate) fn read(spki: &'a [u8]) -> Result<Self, Malformed> {
        const WHAT: &str = "public key";
        let mut reader = tlv::only(spki, tag::SEQUENCE, WHAT)?.reader();
        let (algorithm, parameters) = tlv::algorithm(reader.take(tag::SEQUENCE, WHAT)?)?;
        let key = whole_bits(reader.take(tag::BIT_STRING, WHAT)?)?;
        let kind = if algorithm == oid::RSA_ENCRYPTION.as_bytes() {
            KeyKind::Rsa { bits: modulus_bits(key)? }
        } else if algorithm == oid::EC_PUBLIC_KEY.as_bytes() {
            match parameters.map(|curve| curve.content) {
                Some(curve) if curve == oid::P256.as_bytes() => KeyKind::Ec { bits: 256 },
                Some(curve) if curve == oid::P384.as_bytes() => KeyKind::Ec { bits: 384 },
                _ => KeyKind::Other,
            }
        } else {
            KeyKind::Other
        };
        Ok(Self { kind, key })
    }

    /// Says whether this key made the signature; whether the algorithm is still acceptable is another question.
    pub(crate) fn verifies(&self, digest: Digest, message: &[u8], signature: &[u8]) -> bool {
        let algorithm: &dyn VerificationAlgorithm = match (self.kind, digest) {
            (KeyKind::Rsa { .. }, Digest::Sha1) => &RSA_PKCS1_1024_8192_SHA1_FOR_LEGACY_USE_ONLY,
            (KeyKind::Rsa { .. }, Digest::Sha256) => &RSA_PKCS1_1024_8192_SHA256_FOR_LEGACY_USE_ONLY,
            (KeyKind::Rsa { .. }, Digest::Sha384) => &RSA_PKCS1_2048_8192_SHA384,
            (KeyKind::Rsa { .. }, Digest::Sha512) => &RSA_PKCS1_1024_8192_SHA512_FOR_LEGACY_USE_ONLY,
            (KeyKind::Ec { bits: 256 }, Digest::Sha256) => &ECDSA_P256_SHA256_ASN1,
            (KeyKind::Ec { bits: 256 }, Digest::Sha384) => &ECDSA_P256_SHA384_ASN1,
            (KeyKind::Ec { bits: 384 }, Digest::Sha256) => &ECDSA_P384_SHA256_ASN1,
            (KeyKind::Ec { bits: 384 }, Digest::Sha384) => &ECDSA_P384_SHA384_ASN1,
            _ => return false,
        };
        UnparsedPublicKey::new(algorithm, self.key).verify(message, signature).is_ok()
    }
}

/// Returns the digest of a signature algorithm. Plain `rsaEncryption` names none and takes the one said elsewhere;
/// where both are said they must agree.
pub(crate) fn signature_digest(algorithm: &[u8], said: Option<Digest>) -> Option<Digest> {
    let combined = [
        (oid::SHA1_WITH_RSA, Digest::Sha1),
        (oid::SHA256_WITH_RSA, Digest::Sha256),
        (oid::SHA384_WITH_RSA, Digest::Sha384),
        (oid::SHA512_WITH_RSA, Digest::Sha512),
        (oid::ECDSA_WITH_SHA256, Digest::Sha256),
        (oid::ECDSA_WITH_SHA384, Digest::Sha384),
    ];
    if algorithm == oid::RSA_ENCRYPTION.as_bytes() {
        return said;
    }
    let (_, digest) = combined.into_iter().find(|(oid, _)| oid.as_bytes() == algorithm)?;
    (said.is_none() || said == Some(digest)).then_some(digest)
}

/// Returns the octets of a BIT STRING without unused bits.
pub(crate) fn whole_bits(element: Tlv<'_>) -> Result<&[u8], Malformed> {
    match element.content.split_first() {
        Some((0, bits)) => Ok(bits),
        _ => Err(Malformed("bit string")),
    }
}

fn modulus_bits(key: &[u8]) -> Result<usize, Malformed> {
    const WHAT: &str = "RSA public key";
    let modulus = tlv::only(key, tag::SEQUENCE, WHAT)?.reader().take(tag::INTEGER, WHAT)?.content;
    let leading_zeros = modulus.iter().take_while(|&&octet| octet == 0).count();
    match modulus.get(leading_zeros) {
        Some(first) => Ok((modulus.len() - leading_zeros) * 8 - first.leading_zeros() as usize),
        None => Err(Malformed(WHAT)),
    }
}
