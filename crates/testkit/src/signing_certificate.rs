//! Signing certificates for tests, as an administrator would bring them.

use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, KeyUsagePurpose, date_time_ymd,
};

use crate::key;

/// A signing certificate with what belongs to it, all PEM.
pub struct SigningCertificateFile {
    /// Certificate, key and the certificates above it, the root included.
    pub whole: String,
    /// The same without the root.
    pub without_root: String,
    /// The root.
    pub root: String,
}

/// Makes an RSA certificate of this name that lives from a day before [`crate::NOON`] for so many days after, under an
/// intermediate and a root of its own.
pub fn signing_certificate(name: &str, days: u64) -> SigningCertificateFile {
    let params = |name: &str, days: u64| {
        let mut params = CertificateParams::default();
        params.distinguished_name.push(DnType::CommonName, name);
        // Noon is that of 22 November 2026.
        params.not_before = date_time_ymd(2026, 11, 21);
        params.not_after = date_time_ymd(2026, 11, 22) + Duration::from_secs(days * 86_400 + 43_200);
        params
    };
    let authority = |name: &str| {
        let mut params = params(name, 3_650);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        params
    };
    let (root_key, middle_key) = (KeyPair::generate().expect("a key"), KeyPair::generate().expect("a key"));
    let root = authority("Signing Root").self_signed(&root_key).expect("a root");
    let root_issuer = Issuer::new(authority("Signing Root"), root_key);
    let middle = authority("Signing Intermediate").signed_by(&middle_key, &root_issuer).expect("an issuer");
    let issuer = Issuer::new(authority("Signing Intermediate"), middle_key);
    let leaf_key = KeyPair::try_from(key(0).pkcs8()).expect("an RSA key");
    let mut leaf = params(name, days);
    leaf.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    let leaf = leaf.signed_by(&leaf_key, &issuer).expect("a certificate");
    let without_root = [leaf.pem(), middle.pem(), leaf_key.serialize_pem()].concat();
    SigningCertificateFile {
        whole: [without_root.as_str(), &root.pem()].concat(),
        without_root,
        root: root.pem(),
    }
}
