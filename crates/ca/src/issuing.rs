//! The one place where certificates are put together and signed: names, times, extensions.

use std::time::Duration;

use der::asn1::{Any, ObjectIdentifier, OctetString, PrintableStringRef, Utf8StringRef};
use der::{DateTime, Decode, Encode};
use spki::{SubjectPublicKeyInfoOwned, SubjectPublicKeyInfoRef};
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::builder::profile::BuilderProfile;
use x509_cert::builder::{Builder, CertificateBuilder};
use x509_cert::certificate::TbsCertificate;
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::name::GeneralName;
use x509_cert::ext::pkix::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, KeyUsages, SubjectAltName,
    SubjectKeyIdentifier,
};
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};
use x509_cert::serial_number::SerialNumber;
use x509_cert::time::{Time, Validity};

use crate::lint::{self, Finding};
use crate::signer::{Signature, Signer};

pub(crate) const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
pub(crate) const SERIAL_NUMBER: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.5");
pub(crate) const ORGANIZATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");

const SERVER_AUTH: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.1");
const CLIENT_AUTH: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.2");
const EMAIL_PROTECTION: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.4");

/// Most characters of a name's attribute (RFC 5280, appendix A.1).
const ATTRIBUTE_CHARACTERS_MAX: usize = 64;

/// Why no certificate was issued, or an authority not taken up.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum IssueError {
    /// A part of the subject is empty, too long or has characters that do not belong there.
    #[error("the subject's {0} must have 1 to 64 characters and no control characters")]
    Subject(&'static str),
    /// A host name or address that cannot stand in a certificate.
    #[error("\"{0}\" is neither a host name nor an IP address")]
    HostName(String),
    /// The time asked for is empty, out of range, or past the issuer's own end.
    #[error("the validity is empty or outside that of the issuer")]
    Validity,
    /// The public key to certify does not parse.
    #[error("the public key is damaged")]
    PublicKey,
    /// The private key is not that of the issuer's certificate.
    #[error("the private key does not belong to the certificate")]
    KeyOfAnother,
    /// The private key cannot be used here.
    #[error("the private key is not one for this certificate")]
    KeyUnsupported,
    /// The certificate does not pass the lint.
    #[error("the certificate is unfit: {}", listed(.0))]
    Unfit(Vec<Finding>),
    /// The certificate could not be encoded or signed.
    #[error("the certificate could not be made: {0}")]
    Encoding(String),
}

/// What a certificate is for, with the extensions that follow from it.
pub(crate) enum Use<'a> {
    /// Issues, and opens and signs SCEP messages.
    ScepAuthority,
    /// Issues TLS certificates only.
    TlsAuthority,
    /// One of the purposes of issued certificates, with host names for a server.
    Leaf(lint::Purpose, &'a [GeneralName]),
}

/// Everything about a certificate but its signature.
pub(crate) struct Draft<'a> {
    pub(crate) issuer: &'a Name,
    pub(crate) subject: Name,
    pub(crate) serial: [u8; 16],
    pub(crate) not_before: i64,
    pub(crate) not_after: i64,
    pub(crate) spki: &'a [u8],
    /// The issuer's subject key identifier, copied from its certificate; none for a root.
    pub(crate) authority_key_identifier: Option<&'a [u8]>,
    pub(crate) usage: Use<'a>,
}

/// Makes a serial positive and of fixed length: its first octet becomes one of 40–7F, which leaves 126 random bits.
pub(crate) fn positive(mut serial: [u8; 16]) -> [u8; 16] {
    serial[0] = serial[0] & 0x3F | 0x40;
    serial
}

impl Draft<'_> {
    /// Signs the draft and returns the certificate's DER.
    pub(crate) fn sign(self, signer: &Signer<'_>) -> Result<Vec<u8>, IssueError> {
        let spki = SubjectPublicKeyInfoOwned::from_der(self.spki).map_err(|_| IssueError::PublicKey)?;
        let validity = Validity::new(time(self.not_before)?, time(self.not_after)?);
        if self.not_after <= self.not_before {
            return Err(IssueError::Validity);
        }
        let names = Names { issuer: self.issuer.clone(), subject: self.subject };
        let serial = SerialNumber::new(&positive(self.serial)).map_err(encoding)?;
        let mut builder = CertificateBuilder::new(names, serial, validity, spki).map_err(encoding)?;

        add_usage(&mut builder, &self.usage).map_err(encoding)?;
        add_key_identifiers(&mut builder, self.spki, self.authority_key_identifier).map_err(encoding)?;
        let certificate = builder.build::<_, Signature>(signer).map_err(encoding)?;
        certificate.to_der().map_err(encoding)
    }
}

type Builds = CertificateBuilder<Names>;

fn add_usage(builder: &mut Builds, usage: &Use<'_>) -> der::Result<()> {
    use KeyUsages::{CRLSign, DigitalSignature, KeyCertSign, KeyEncipherment};
    let (constraints, key_usage) = match usage {
        Use::ScepAuthority => {
            (path_length_zero(), KeyUsage(DigitalSignature | KeyEncipherment | KeyCertSign | CRLSign))
        }
        Use::TlsAuthority => (path_length_zero(), KeyUsage(KeyCertSign | CRLSign)),
        Use::Leaf(lint::Purpose::Identity, _) => {
            (no_authority(), KeyUsage(DigitalSignature | KeyEncipherment))
        }
        Use::Leaf(..) => (no_authority(), KeyUsage(DigitalSignature.into())),
    };
    builder.add_extension((true, &constraints))?;
    builder.add_extension((true, &key_usage))?;
    let Use::Leaf(purpose, names) = usage else { return Ok(()) };

    builder.add_extension(&ExtendedKeyUsage(vec![match purpose {
        lint::Purpose::Identity => CLIENT_AUTH,
        // Keeps the certificate from TLS, and is what S/MIME verifiers look for.
        lint::Purpose::ProfileSigner => EMAIL_PROTECTION,
        lint::Purpose::Server => SERVER_AUTH,
    }]))?;
    if !names.is_empty() {
        builder.add_extension(&SubjectAltName(names.to_vec()))?;
    }
    Ok(())
}

fn add_key_identifiers(builder: &mut Builds, spki: &[u8], authority: Option<&[u8]>) -> der::Result<()> {
    builder.add_extension(&SubjectKeyIdentifier::try_from(SubjectPublicKeyInfoRef::from_der(spki)?)?)?;
    if let Some(identifier) = authority {
        let key_identifier = Some(OctetString::new(identifier)?);
        builder.add_extension(&AuthorityKeyIdentifier { key_identifier, ..Default::default() })?;
    }
    Ok(())
}

fn path_length_zero() -> BasicConstraints {
    BasicConstraints { ca: true, path_len_constraint: Some(0) }
}

fn no_authority() -> BasicConstraints {
    BasicConstraints { ca: false, path_len_constraint: None }
}

/// Builds a name from attributes in order, each a relative distinguished name of its own.
pub(crate) fn name(attributes: &[(ObjectIdentifier, &'static str, &str)]) -> Result<Name, IssueError> {
    let names = attributes.iter().map(|(oid, word, value)| {
        let is_fit = (1..=ATTRIBUTE_CHARACTERS_MAX).contains(&value.chars().count())
            && !value.chars().any(char::is_control)
            && value.trim() == *value;
        if !is_fit {
            return Err(IssueError::Subject(word));
        }
        // Device serial numbers are PrintableString by definition (RFC 5280, appendix A.1).
        let value = if *oid == SERIAL_NUMBER {
            PrintableStringRef::new(value).map(Any::from).map_err(|_| IssueError::Subject(word))?
        } else {
            Any::from(Utf8StringRef::new(value).map_err(|_| IssueError::Subject(word))?)
        };
        RelativeDistinguishedName::try_from(vec![AttributeTypeAndValue { oid: *oid, value }])
            .map_err(encoding)
    });
    let names = RdnSequence::from(names.collect::<Result<Vec<_>, _>>()?);
    Name::from_der(&names.to_der().map_err(encoding)?).map_err(encoding)
}

fn time(seconds: i64) -> Result<Time, IssueError> {
    let seconds = u64::try_from(seconds).map_err(|_| IssueError::Validity)?;
    let date =
        DateTime::from_unix_duration(Duration::from_secs(seconds)).map_err(|_| IssueError::Validity)?;
    Ok(Time::from(date))
}

/// Issuer and subject; extensions are added to the builder one by one.
struct Names {
    issuer: Name,
    subject: Name,
}

impl BuilderProfile for Names {
    fn get_issuer(&self, _: &Name) -> Name {
        self.issuer.clone()
    }

    fn get_subject(&self) -> Name {
        self.subject.clone()
    }

    fn build_extensions(
        &self,
        _: SubjectPublicKeyInfoRef<'_>,
        _: SubjectPublicKeyInfoRef<'_>,
        _: &TbsCertificate,
    ) -> x509_cert::builder::Result<Vec<Extension>> {
        Ok(Vec::new())
    }
}

fn encoding(error: impl std::fmt::Display) -> IssueError {
    IssueError::Encoding(error.to_string())
}

fn listed(findings: &[Finding]) -> String {
    findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}
