//! A private key brought along by an administrator, in whichever of the usual encodings.

use aws_lc_rs::encoding::{AsDer, Pkcs8V1Der};
use aws_lc_rs::rsa;
use aws_lc_rs::signature::{
    ECDSA_P256_SHA256_ASN1_SIGNING, ECDSA_P384_SHA384_ASN1_SIGNING, ECDSA_P521_SHA512_ASN1_SIGNING,
    EcdsaKeyPair, KeyPair,
};
use x509_parser::certificate::X509Certificate;
use zeroize::Zeroizing;

/// A private key that aws-lc accepts, and the public half to find its certificate by.
pub(crate) struct PrivateKey {
    pub(crate) pkcs8: Zeroizing<Vec<u8>>,
    /// What stands in the BIT STRING of a SubjectPublicKeyInfo.
    public: Vec<u8>,
}

impl PrivateKey {
    /// Reads PKCS#8, PKCS#1 (`RSA PRIVATE KEY`) or SEC 1 (`EC PRIVATE KEY`); `None` when the key
    /// is neither RSA of 2048–8192 bits nor EC on P-256, P-384 or P-521.
    pub(crate) fn read(der: &[u8]) -> Option<Self> {
        Self::read_rsa(der).or_else(|| Self::read_ec(der))
    }

    /// Says whether this is the key of a certificate.
    pub(crate) fn belongs_to(&self, certificate: &X509Certificate<'_>) -> bool {
        certificate.public_key().subject_public_key.data.as_ref() == self.public
    }

    /// openssl still writes PKCS#1 by default in many places, which aws-lc reads but we do not store.
    fn read_rsa(der: &[u8]) -> Option<Self> {
        let key = rsa::KeyPair::from_pkcs8(der).or_else(|_| rsa::KeyPair::from_der(der)).ok()?;
        let pkcs8: Pkcs8V1Der<'_> = key.as_der().ok()?;
        Some(Self {
            pkcs8: Zeroizing::new(pkcs8.as_ref().to_vec()),
            public: key.public_key().as_ref().to_vec(),
        })
    }

    fn read_ec(der: &[u8]) -> Option<Self> {
        let curves = [
            &ECDSA_P256_SHA256_ASN1_SIGNING,
            &ECDSA_P384_SHA384_ASN1_SIGNING,
            &ECDSA_P521_SHA512_ASN1_SIGNING,
        ];
        let key = curves.into_iter().find_map(|curve| EcdsaKeyPair::from_private_key_der(curve, der).ok())?;
        let pkcs8 = key.to_pkcs8v1().ok()?;
        Some(Self {
            pkcs8: Zeroizing::new(pkcs8.as_ref().to_vec()),
            public: key.public_key().as_ref().to_vec(),
        })
    }
}
