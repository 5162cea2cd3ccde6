//! Certificate lint: what a certificate must be before devices or we rely on it.
//!
//! Run over the authority's own certificate at creation and import (SCEP clients refuse one that
//! lacks a usage), and over every certificate before it leaves (none may do more than its purpose).

use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::ParsedExtension;
use x509_parser::oid_registry::{
    OID_PKCS1_SHA256WITHRSA, OID_PKCS1_SHA384WITHRSA, OID_PKCS1_SHA512WITHRSA, OID_SIG_ECDSA_WITH_SHA256,
    OID_SIG_ECDSA_WITH_SHA384, OID_SIG_ECDSA_WITH_SHA512,
};
use x509_parser::prelude::X509Version;
use x509_parser::public_key::PublicKey;

use crate::import;

/// Longest life of anything but an authority: what Apple's platforms accept of a TLS server.
pub const LEAF_DAYS_MAX: i64 = 825;

/// Fewest serial octets that hold 64 random bits under a positive sign.
const SERIAL_OCTETS_MIN: usize = 8;

/// Most serial octets (RFC 5280, section 4.1.2.2).
const SERIAL_OCTETS_MAX: usize = 20;

/// The purposes a certificate of ours can have; each allows what it needs and nothing more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A device's identity: TLS client, and SCEP renewal's signer and recipient.
    Identity,
    /// Signs enrollment profiles.
    ProfileSigner,
    /// A TLS server.
    Server,
}

/// Something wrong with a certificate.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Finding {
    /// Not a certificate at all.
    #[error("the certificate is damaged")]
    Damaged,
    /// An older version, which has no extensions.
    #[error("the certificate is not of X.509 version 3")]
    NotVersion3,
    /// A SCEP recipient must be RSA: Apple's client refuses others.
    #[error("the key is not RSA, which SCEP clients ask for")]
    NotRsa,
    /// RSA under 2048 or EC under 256 bits; this many.
    #[error("the key has only {0} bits")]
    KeyTooShort(usize),
    /// Neither RSA nor EC.
    #[error("the key is neither RSA nor EC")]
    KeyUnsupported,
    /// Signed with SHA-1 or an unknown algorithm.
    #[error("the certificate is not signed with SHA-256 or better")]
    WeakSignature,
    /// A usage that clients look for is not there.
    #[error("the key usage lacks {0}")]
    KeyUsageMissing(&'static str),
    /// More usages than the purpose needs.
    #[error("the key usage allows more than the purpose needs")]
    KeyUsageTooWide,
    /// An extension that must be critical is not.
    #[error("the extension {0} is not critical")]
    NotCritical(&'static str),
    /// The issuer has no CA flag.
    #[error("the certificate is not a CA's")]
    NotAuthority,
    /// An issued certificate has the CA flag.
    #[error("the certificate has the CA flag")]
    IsAuthority,
    /// An issued certificate leaves open whether it is a CA's.
    #[error("the certificate has no basic constraints")]
    NoBasicConstraints,
    /// The issuer may have authorities under it.
    #[error("the path length is not limited to zero")]
    PathLength,
    /// The extended key usage is not exactly that of the purpose.
    #[error("the extended key usage is not exactly {0}")]
    ExtendedKeyUsage(&'static str),
    /// The extended key usage leaves the purpose out.
    #[error("the extended key usage lacks {0}")]
    ExtendedKeyUsageMissing(&'static str),
    /// An extension that verifiers chain by is not there.
    #[error("the certificate has no {0}")]
    NoKeyIdentifier(&'static str),
    /// Too short to be unguessable, too long to be allowed, or not positive; this many octets.
    #[error("the serial number of {0} octets is not a positive number of 8 to 20 octets")]
    Serial(usize),
    /// A life of more than [`LEAF_DAYS_MAX`]; this many days.
    #[error("the certificate lives {0} days, more than {LEAF_DAYS_MAX}")]
    LifeTooLong(i64),
    /// Ends before it begins.
    #[error("the certificate ends before it begins")]
    NeverValid,
    /// A server without names.
    #[error("the certificate names no host")]
    NoNames,
}

impl Finding {
    /// Says whether an authority with this finding cannot work; the others are advice for an imported one.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        !matches!(
            self,
            Self::PathLength
                | Self::NotCritical(_)
                | Self::Serial(_)
                | Self::WeakSignature
                | Self::KeyUsageMissing("cRLSign")
        )
    }
}

/// Looks at a certificate that is to be the authority and the SCEP recipient at once.
#[must_use]
pub fn authority(der: &[u8]) -> Vec<Finding> {
    let Ok(certificate) = import::parse(der) else { return vec![Finding::Damaged] };
    let mut findings = everyone(&certificate);
    if !matches!(certificate.public_key().parsed(), Ok(PublicKey::RSA(_))) {
        findings.push(Finding::NotRsa);
    }
    authority_constraints(&certificate, &mut findings);
    authority_usage(&certificate, &mut findings);
    if !has_subject_key_identifier(&certificate) {
        findings.push(Finding::NoKeyIdentifier("subject key identifier"));
    }
    findings
}

/// Looks at a certificate that is about to be issued for a purpose; every finding is a reason not to.
#[must_use]
pub fn issued(der: &[u8], purpose: Purpose) -> Vec<Finding> {
    let Ok(certificate) = import::parse(der) else { return vec![Finding::Damaged] };
    let mut findings = everyone(&certificate);
    leaf_constraints(&certificate, &mut findings);
    leaf_usage(&certificate, purpose, &mut findings);
    leaf_extended_usage(&certificate, purpose, &mut findings);
    leaf_life(&certificate, &mut findings);
    if !has_subject_key_identifier(&certificate) {
        findings.push(Finding::NoKeyIdentifier("subject key identifier"));
    }
    if !has_authority_key_identifier(&certificate) {
        findings.push(Finding::NoKeyIdentifier("authority key identifier"));
    }
    if purpose == Purpose::Server && !matches!(certificate.subject_alternative_name(), Ok(Some(_))) {
        findings.push(Finding::NoNames);
    }
    findings
}

/// Looks at a TLS server's certificate from elsewhere as Apple's devices do since iOS 13; every finding is a reason for them
/// not to connect.
#[must_use]
pub fn server(der: &[u8]) -> Vec<Finding> {
    let Ok(certificate) = import::parse(der) else { return vec![Finding::Damaged] };
    let mut findings = strength(&certificate);
    let usage = certificate.extended_key_usage().ok().flatten();
    if !usage.is_some_and(|usage| usage.value.server_auth) {
        findings.push(Finding::ExtendedKeyUsageMissing("serverAuth"));
    }
    if !matches!(certificate.subject_alternative_name(), Ok(Some(_))) {
        findings.push(Finding::NoNames);
    }
    leaf_life(&certificate, &mut findings);
    findings
}

/// Looks at an authority above a TLS server's certificate as Apple's devices do: a weak key or signature breaks the chain. A
/// root's own signature proves nothing and is not looked at.
#[must_use]
pub fn server_issuer(der: &[u8]) -> Vec<Finding> {
    let Ok(certificate) = import::parse(der) else { return vec![Finding::Damaged] };
    let mut findings = strength(&certificate);
    if import::is_self_issued(der) {
        findings.retain(|finding| *finding != Finding::WeakSignature);
    }
    if !certificate.is_ca() {
        findings.push(Finding::NotAuthority);
    }
    findings
}

fn everyone(certificate: &X509Certificate<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    if certificate.version() != X509Version::V3 {
        findings.push(Finding::NotVersion3);
    }
    findings.extend(strength(certificate));
    let serial = certificate.raw_serial();
    if !(SERIAL_OCTETS_MIN..=SERIAL_OCTETS_MAX).contains(&serial.len()) || serial[0] >= 0x80 {
        findings.push(Finding::Serial(serial.len()));
    }
    if certificate.validity().not_after <= certificate.validity().not_before {
        findings.push(Finding::NeverValid);
    }
    findings
}

/// Looks at key and signature.
fn strength(certificate: &X509Certificate<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    match certificate.public_key().parsed() {
        Ok(PublicKey::RSA(key)) if key.key_size() < 2048 => {
            findings.push(Finding::KeyTooShort(key.key_size()));
        }
        Ok(PublicKey::EC(point)) if point.key_size() < 256 => {
            findings.push(Finding::KeyTooShort(point.key_size()));
        }
        Ok(PublicKey::RSA(_) | PublicKey::EC(_)) => {}
        _ => findings.push(Finding::KeyUnsupported),
    }
    let strong = [
        OID_PKCS1_SHA256WITHRSA,
        OID_PKCS1_SHA384WITHRSA,
        OID_PKCS1_SHA512WITHRSA,
        OID_SIG_ECDSA_WITH_SHA256,
        OID_SIG_ECDSA_WITH_SHA384,
        OID_SIG_ECDSA_WITH_SHA512,
    ];
    if !strong.contains(&certificate.signature_algorithm.algorithm) {
        findings.push(Finding::WeakSignature);
    }
    findings
}

fn authority_constraints(certificate: &X509Certificate<'_>, findings: &mut Vec<Finding>) {
    match certificate.basic_constraints() {
        Ok(Some(constraints)) if constraints.value.ca => {
            if !constraints.critical {
                findings.push(Finding::NotCritical("basic constraints"));
            }
            if constraints.value.path_len_constraint != Some(0) {
                findings.push(Finding::PathLength);
            }
        }
        _ => findings.push(Finding::NotAuthority),
    }
}

/// No key usage at all would allow every use, but clients look for the words.
fn authority_usage(certificate: &X509Certificate<'_>, findings: &mut Vec<Finding>) {
    let usage = certificate.key_usage().ok().flatten();
    if usage.as_ref().is_some_and(|usage| !usage.critical) {
        findings.push(Finding::NotCritical("key usage"));
    }
    let usage = usage.map(|usage| usage.value);
    for (word, is_there) in [
        ("digitalSignature", usage.is_some_and(|usage| usage.digital_signature())),
        ("keyEncipherment", usage.is_some_and(|usage| usage.key_encipherment())),
        ("keyCertSign", usage.is_some_and(|usage| usage.key_cert_sign())),
        ("cRLSign", usage.is_some_and(|usage| usage.crl_sign())),
    ] {
        if !is_there {
            findings.push(Finding::KeyUsageMissing(word));
        }
    }
}

fn leaf_constraints(certificate: &X509Certificate<'_>, findings: &mut Vec<Finding>) {
    match certificate.basic_constraints() {
        Ok(Some(constraints)) if constraints.value.ca => findings.push(Finding::IsAuthority),
        Ok(Some(constraints)) if !constraints.critical => {
            findings.push(Finding::NotCritical("basic constraints"));
        }
        Ok(Some(_)) => {}
        _ => findings.push(Finding::NoBasicConstraints),
    }
}

fn leaf_usage(certificate: &X509Certificate<'_>, purpose: Purpose, findings: &mut Vec<Finding>) {
    let Ok(Some(usage)) = certificate.key_usage() else {
        findings.push(Finding::KeyUsageMissing("digitalSignature"));
        return;
    };
    if !usage.critical {
        findings.push(Finding::NotCritical("key usage"));
    }
    if !usage.value.digital_signature() {
        findings.push(Finding::KeyUsageMissing("digitalSignature"));
    }
    let enciphers = purpose == Purpose::Identity;
    if enciphers && !usage.value.key_encipherment() {
        findings.push(Finding::KeyUsageMissing("keyEncipherment"));
    }
    let allowed = if enciphers { SIGNATURE | ENCIPHERMENT } else { SIGNATURE };
    if usage.value.flags & !allowed != 0 {
        findings.push(Finding::KeyUsageTooWide);
    }
}

/// Key usage bits as `x509-parser` counts them.
const SIGNATURE: u16 = 1;
const ENCIPHERMENT: u16 = 1 << 2;

fn leaf_extended_usage(certificate: &X509Certificate<'_>, purpose: Purpose, findings: &mut Vec<Finding>) {
    let expected = match purpose {
        Purpose::Identity => "clientAuth",
        Purpose::ProfileSigner => "emailProtection",
        Purpose::Server => "serverAuth",
    };
    let words = certificate.extended_key_usage().ok().flatten().map(|usage| {
        let usage = usage.value;
        let named = [
            (usage.any, "any"),
            (usage.client_auth, "clientAuth"),
            (usage.server_auth, "serverAuth"),
            (usage.email_protection, "emailProtection"),
            (usage.code_signing, "codeSigning"),
            (usage.time_stamping, "timeStamping"),
            (usage.ocsp_signing, "OCSPSigning"),
            (!usage.other.is_empty(), "other"),
        ];
        named.into_iter().filter(|(is_there, _)| *is_there).map(|(_, word)| word).collect::<Vec<_>>()
    });
    if words.as_deref() != Some(&[expected]) {
        findings.push(Finding::ExtendedKeyUsage(expected));
    }
}

fn leaf_life(certificate: &X509Certificate<'_>, findings: &mut Vec<Finding>) {
    let validity = certificate.validity();
    let seconds = validity.not_after.timestamp() - validity.not_before.timestamp();
    if seconds > LEAF_DAYS_MAX * 86_400 {
        findings.push(Finding::LifeTooLong(seconds / 86_400));
    }
}

fn has_subject_key_identifier(certificate: &X509Certificate<'_>) -> bool {
    certificate
        .iter_extensions()
        .any(|extension| matches!(extension.parsed_extension(), ParsedExtension::SubjectKeyIdentifier(_)))
}

fn has_authority_key_identifier(certificate: &X509Certificate<'_>) -> bool {
    certificate.iter_extensions().any(|extension| {
        matches!(extension.parsed_extension(), ParsedExtension::AuthorityKeyIdentifier(id) if id.key_identifier.is_some())
    })
}
