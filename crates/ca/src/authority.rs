//! The device authority: one RSA certificate that issues identities and is the SCEP recipient.
//!
//! One certificate for both is the layout every SCEP client understands: clients pick the wrong
//! recipient from larger sets, and Apple's compares the CertRep's signer with what `GetCACert` gave.

use std::fmt;

use aws_lc_rs::digest;
use aws_lc_rs::signature::{RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey};
use der::Decode;
use der::pem::LineEnding;
use scep::{Identity, RsaKey};
use x509_cert::name::Name;
use x509_parser::certificate::X509Certificate;
use x509_parser::extensions::ParsedExtension;
use x509_parser::oid_registry::OID_PKCS1_SHA256WITHRSA;

use crate::import;
use crate::issuing::{COMMON_NAME, Draft, IssueError, ORGANIZATION, SERIAL_NUMBER, Use, name, positive};
use crate::lint::{self, Finding, Purpose};
use crate::signer::Signer;

/// How far back validity begins: devices whose clock is a little slow refuse certificates from the future.
pub const BACKDATE_SECONDS: i64 = 10 * 60;

const YEAR_SECONDS: i64 = 31_557_600;

/// The device authority with its key.
pub struct Authority {
    certificate: Vec<u8>,
    key: RsaKey,
    subject: Name,
    key_identifier: Vec<u8>,
    not_before: i64,
    not_after: i64,
}

/// What an identity certificate shall say.
#[derive(Clone, Debug)]
pub struct IdentityRequest<'a> {
    /// The device's public key: the SubjectPublicKeyInfo of its request, as received.
    pub spki: &'a [u8],
    /// The name the server gives; the request's own is not looked at (T37).
    pub subject: Subject<'a>,
    /// 16 random octets, never used before; two bits of the first are overwritten.
    pub serial: [u8; 16],
    /// Start of validity, unix seconds; let it lie [`BACKDATE_SECONDS`] before now.
    pub not_before: i64,
    /// End of validity, unix seconds; cut to the authority's own end.
    pub not_after: i64,
}

/// A subject as the server sets it; each part 1 to 64 characters.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What the certificate is for, such as the enrollment's id.
    pub common_name: &'a str,
    /// Which server it belongs to.
    pub organization: &'a str,
    /// The device's serial number, when known.
    pub serial_number: Option<&'a str>,
}

/// A certificate that was issued, and what to remember of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    /// The certificate.
    pub der: Vec<u8>,
    /// The serial number as it stands in the certificate.
    pub serial: [u8; 16],
    /// SHA-256 of the DER.
    pub fingerprint: [u8; 32],
    /// Start of validity, unix seconds.
    pub not_before: i64,
    /// End of validity, unix seconds.
    pub not_after: i64,
}

/// Why a certificate does not count as an identity of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Not signed by our key, or no identity certificate.
    #[error("the certificate was not issued by this authority as an identity")]
    Foreign,
    /// Begins later.
    #[error("the certificate is not valid yet")]
    NotYetValid,
    /// Ended before.
    #[error("the certificate has expired")]
    Expired,
}

impl Authority {
    /// Makes a self-signed authority that lives `years` from `now` (unix seconds).
    ///
    /// `serial` is 16 random octets. Its path length is zero: nothing it issues can issue in turn (T46).
    pub fn create(
        name: &str,
        organization: &str,
        key: RsaKey,
        serial: [u8; 16],
        now: i64,
        years: u16,
    ) -> Result<Self, IssueError> {
        let subject = crate::issuing::name(&[
            (ORGANIZATION, "organization", organization),
            (COMMON_NAME, "common name", name),
        ])?;
        let signer = Signer::Rsa(&key);
        let certificate = Draft {
            issuer: &subject,
            subject: subject.clone(),
            serial,
            not_before: now - BACKDATE_SECONDS,
            not_after: now + i64::from(years) * YEAR_SECONDS,
            spki: key.spki(),
            authority_key_identifier: None,
            usage: Use::ScepAuthority,
        }
        .sign(&signer)?;
        match lint::authority(&certificate) {
            findings if findings.is_empty() => Self::load(certificate, key),
            findings => Err(IssueError::Unfit(findings)),
        }
    }

    /// Takes up a stored or imported authority; the key must be its certificate's, and the lint may
    /// find nothing fatal (T43). [`lint::authority`] tells the advice that remains.
    pub fn load(certificate: Vec<u8>, key: RsaKey) -> Result<Self, IssueError> {
        let fatal: Vec<_> = lint::authority(&certificate).into_iter().filter(Finding::is_fatal).collect();
        if !fatal.is_empty() {
            return Err(IssueError::Unfit(fatal));
        }
        let damaged = || IssueError::Unfit(vec![Finding::Damaged]);
        Identity::new(&certificate, &key).map_err(|_| IssueError::KeyOfAnother)?;
        let parsed = import::parse(&certificate).map_err(|_| damaged())?;
        let subject = Name::from_der(parsed.subject().as_raw()).map_err(|_| damaged())?;
        let key_identifier = subject_key_identifier(&parsed).ok_or_else(damaged)?;
        let (not_before, not_after) =
            (parsed.validity().not_before.timestamp(), parsed.validity().not_after.timestamp());
        Ok(Self { subject, key_identifier, not_before, not_after, certificate, key })
    }

    /// Returns the certificate as DER, which is what `GetCACert` answers.
    #[must_use]
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// Returns the certificate as PEM.
    #[must_use]
    pub fn pem(&self) -> String {
        pem(&self.certificate)
    }

    /// Returns the key, which also opens and signs SCEP messages.
    #[must_use]
    pub fn key(&self) -> &RsaKey {
        &self.key
    }

    /// Returns certificate and key together, as SCEP opens and signs with them.
    #[must_use]
    pub fn identity(&self) -> Identity<'_> {
        Identity::new(&self.certificate, &self.key).expect("the constructor compared the two")
    }

    /// Returns start and end of the authority's own validity, unix seconds.
    #[must_use]
    pub fn validity(&self) -> (i64, i64) {
        (self.not_before, self.not_after)
    }

    /// Returns the SHA-256 of the certificate.
    #[must_use]
    pub fn fingerprint(&self) -> [u8; 32] {
        sha256(&self.certificate)
    }

    /// Issues a device's identity: TLS client authentication and nothing more.
    pub fn issue_identity(&self, request: &IdentityRequest<'_>) -> Result<Issued, IssueError> {
        self.issue(request, Purpose::Identity)
    }

    /// Issues the certificate that signs enrollment profiles, for an RSA key of its own: the
    /// authority's key signs certificates and SCEP only (T64).
    pub fn issue_profile_signer(&self, request: &IdentityRequest<'_>) -> Result<Issued, IssueError> {
        self.issue(request, Purpose::ProfileSigner)
    }

    /// Says whether a certificate is an identity that this authority issued, by our key's signature
    /// and not by the issuer's name, and valid at `now` (unix seconds).
    ///
    /// Nothing here knows of revocation: the enrollment's row does.
    pub fn verify_issued(&self, der: &[u8], now: i64) -> Result<(), Refusal> {
        let certificate = import::parse(der).map_err(|_| Refusal::Foreign)?;
        if !self.signed(&certificate) || !is_identity(&certificate) {
            return Err(Refusal::Foreign);
        }
        if now < certificate.validity().not_before.timestamp() {
            return Err(Refusal::NotYetValid);
        }
        if now > certificate.validity().not_after.timestamp() {
            return Err(Refusal::Expired);
        }
        Ok(())
    }

    fn issue(&self, request: &IdentityRequest<'_>, purpose: Purpose) -> Result<Issued, IssueError> {
        let not_after = request.not_after.min(self.not_after);
        let der = Draft {
            issuer: &self.subject,
            subject: request.subject.name()?,
            serial: request.serial,
            not_before: request.not_before,
            not_after,
            spki: request.spki,
            authority_key_identifier: Some(&self.key_identifier),
            usage: Use::Leaf(purpose, &[]),
        }
        .sign(&Signer::Rsa(&self.key))?;
        let findings = lint::issued(&der, purpose);
        if !findings.is_empty() {
            return Err(IssueError::Unfit(findings));
        }
        let (serial, fingerprint) = (positive(request.serial), sha256(&der));
        Ok(Issued { der, serial, fingerprint, not_before: request.not_before, not_after })
    }

    fn signed(&self, certificate: &X509Certificate<'_>) -> bool {
        certificate.signature_algorithm.algorithm == OID_PKCS1_SHA256WITHRSA
            && UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, self.key.spki())
                .verify(certificate.tbs_certificate.as_ref(), &certificate.signature_value.data)
                .is_ok()
    }
}

impl Subject<'_> {
    fn name(&self) -> Result<Name, IssueError> {
        let mut attributes = vec![
            (ORGANIZATION, "organization", self.organization),
            (COMMON_NAME, "common name", self.common_name),
        ];
        attributes.extend(self.serial_number.map(|number| (SERIAL_NUMBER, "serial number", number)));
        name(&attributes)
    }
}

impl fmt::Debug for Authority {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Authority")
            .field("subject", &self.subject.to_string())
            .finish_non_exhaustive()
    }
}

/// The authority's own certificate and the profile signer's carry our signature too, but are no identities.
fn is_identity(certificate: &X509Certificate<'_>) -> bool {
    !certificate.is_ca()
        && matches!(certificate.extended_key_usage(), Ok(Some(usage)) if usage.value.client_auth)
}

pub(crate) fn subject_key_identifier(certificate: &X509Certificate<'_>) -> Option<Vec<u8>> {
    certificate.iter_extensions().find_map(|extension| match extension.parsed_extension() {
        ParsedExtension::SubjectKeyIdentifier(identifier) => Some(identifier.0.to_vec()),
        _ => None,
    })
}

pub(crate) fn pem(certificate: &[u8]) -> String {
    der::pem::encode_string("CERTIFICATE", LineEnding::LF, certificate)
        .expect("a certificate's size fits PEM")
}

pub(crate) fn sha256(octets: &[u8]) -> [u8; 32] {
    let mut hash = [0; 32];
    hash.copy_from_slice(digest::digest(&digest::SHA256, octets).as_ref());
    hash
}
