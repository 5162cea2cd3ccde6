//! Bridges our private keys to the traits that `x509-cert` signs through, so that no key leaves aws-lc.

use aws_lc_rs::encoding::{AsDer, PublicKeyX509Der};
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::signature::{EcdsaKeyPair, KeyPair};
use der::asn1::{Any, BitString, Null};
use der::oid::ObjectIdentifier;
use scep::RsaKey;
use spki::{
    AlgorithmIdentifierOwned, Document, DynSignatureAlgorithmIdentifier, EncodePublicKey,
    SignatureBitStringEncoding,
};

const SHA256_WITH_RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11");
const ECDSA_WITH_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.4.3.2");

/// A private key in the act of signing a certificate.
pub(crate) enum Signer<'a> {
    /// PKCS#1 v1.5 with SHA-256.
    Rsa(&'a RsaKey),
    /// ECDSA on P-256 with SHA-256.
    EcP256(&'a EcdsaKeyPair),
}

impl Signer<'_> {
    /// Returns the DER SubjectPublicKeyInfo of the public half.
    pub(crate) fn spki(&self) -> Vec<u8> {
        match self {
            Self::Rsa(key) => key.spki().to_vec(),
            Self::EcP256(key) => {
                let spki: PublicKeyX509Der<'_> =
                    key.public_key().as_der().expect("a P-256 public key encodes");
                spki.as_ref().to_vec()
            }
        }
    }
}

impl signature::Keypair for Signer<'_> {
    type VerifyingKey = PublicKey;

    fn verifying_key(&self) -> PublicKey {
        PublicKey(self.spki())
    }
}

impl signature::Signer<Signature> for Signer<'_> {
    fn try_sign(&self, message: &[u8]) -> Result<Signature, signature::Error> {
        match self {
            Self::Rsa(key) => Ok(Signature(key.sign(message))),
            Self::EcP256(key) => key
                .sign(&SystemRandom::new(), message)
                .map(|signature| Signature(signature.as_ref().to_vec()))
                .map_err(|_| signature::Error::new()),
        }
    }
}

/// RSA identifiers carry NULL, ECDSA ones no parameters (RFC 4055, section 5; RFC 5758, section 3.2).
impl DynSignatureAlgorithmIdentifier for Signer<'_> {
    fn signature_algorithm_identifier(&self) -> spki::Result<AlgorithmIdentifierOwned> {
        Ok(match self {
            Self::Rsa(_) => {
                AlgorithmIdentifierOwned { oid: SHA256_WITH_RSA, parameters: Some(Any::from(Null)) }
            }
            Self::EcP256(_) => AlgorithmIdentifierOwned { oid: ECDSA_WITH_SHA256, parameters: None },
        })
    }
}

/// A SubjectPublicKeyInfo in DER.
#[derive(Clone)]
pub(crate) struct PublicKey(Vec<u8>);

impl EncodePublicKey for PublicKey {
    fn to_public_key_der(&self) -> spki::Result<Document> {
        Ok(Document::try_from(self.0.clone())?)
    }
}

/// A signature as it stands in a certificate.
pub(crate) struct Signature(Vec<u8>);

impl SignatureBitStringEncoding for Signature {
    fn to_bitstring(&self) -> der::Result<BitString> {
        BitString::from_bytes(&self.0)
    }
}
