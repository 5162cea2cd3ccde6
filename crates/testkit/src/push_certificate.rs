//! Push certificates for tests, shaped as Apple's.

use rcgen::{
    CertificateParams, CustomExtension, DistinguishedName, DnType, ExtendedKeyUsagePurpose, KeyPair,
};

/// Makes a self-signed certificate with a push topic, and its key, both PEM in one file.
pub fn push_certificate(topic: &str) -> String {
    let key = KeyPair::generate().expect("a key");
    let mut params = CertificateParams::default();
    let mut name = DistinguishedName::new();
    name.push(DnType::CustomDnType(vec![0, 9, 2342, 19200300, 100, 1, 1]), topic);
    name.push(DnType::CommonName, "APSP:test");
    params.distinguished_name = name;
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ClientAuth];
    params.custom_extensions = Vec::<CustomExtension>::new();
    let certificate = params.self_signed(&key).expect("a certificate");
    certificate.pem() + &key.serialize_pem()
}
