//! A certificate from elsewhere that signs enrollment profiles: whether it can, and whether devices will follow its chain.
//!
//! The chain is built from the file. It must end in a root: one of the file's own, or one that is publicly known, which need
//! not be in the file. A profile signed under a public root is shown as verified.

use std::fmt;

use x509_parser::certificate::X509Certificate;
use zeroize::Zeroizing;

use crate::import::{self, ImportError, Imported};
use crate::profile_signing::{ProfileSigner, ProfileSignerError};

/// A certificate that passed [`SigningCertificate::read`].
pub struct SigningCertificate {
    /// DER certificates, the leaf first, as far as the file holds them.
    pub chain: Vec<Vec<u8>>,
    /// The leaf's private key as PKCS#8.
    pub key_pkcs8: Zeroizing<Vec<u8>>,
    /// The subject as text for people.
    pub subject: String,
    /// Who issued it, as text for people.
    pub issuer: String,
    /// The serial number in hexadecimal.
    pub serial: String,
    /// Start of validity, unix seconds.
    pub not_before: i64,
    /// End of validity, unix seconds.
    pub not_after: i64,
    /// The certificates above it up to its root, each with its subject and end (unix seconds).
    pub issuers: Vec<(String, i64)>,
    /// Whether the root is one that devices know.
    pub is_public: bool,
}

/// Why a file gives no certificate to sign profiles with, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SigningCertificateError {
    /// The file cannot be read, or lacks something.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// The certificate is of no use for signing.
    #[error(transparent)]
    Signer(#[from] ProfileSignerError),
    /// An authority's certificate: its key is for certificates.
    #[error("this is the certificate of an authority; bring one that was issued for signing")]
    IsAuthority,
    /// Validity begins later than now (unix seconds).
    #[error("the signing certificate is not valid yet; check this server's clock")]
    NotYetValid(i64),
    /// Validity ended before now (unix seconds).
    #[error("the signing certificate has expired; bring its successor")]
    Expired(i64),
    /// A certificate above it is out of its time.
    #[error("the certificate of its issuer \"{0}\" is expired or not valid yet; export the chain anew")]
    IssuerOutOfTime(String),
    /// The file does not lead to a root.
    #[error(
        "the chain is incomplete: the certificate of \"{0}\" is missing; export the certificate with all certificates in its certification path"
    )]
    ChainIncomplete(String),
}

impl SigningCertificate {
    /// Reads a `.p12` (or PEM) with its password and checks what is in it as of `now` (unix seconds). `public_roots` are
    /// the roots that devices know, DER.
    ///
    /// A PKCS#12 file chooses how much work it is to open, so callers do this on a blocking pool.
    pub fn read(
        file: &[u8],
        password: &str,
        public_roots: &[Vec<u8>],
        now: i64,
    ) -> Result<Self, SigningCertificateError> {
        Self::check(import::read(file, None, Some(password))?, public_roots, now)
    }

    /// Checks a certificate with its key and chain as of `now` (unix seconds).
    pub fn check(
        imported: Imported,
        public_roots: &[Vec<u8>],
        now: i64,
    ) -> Result<Self, SigningCertificateError> {
        ProfileSigner::new(&imported)?;
        let Imported { chain, key_pkcs8 } = imported;
        let parsed: Vec<X509Certificate<'_>> =
            chain.iter().map(|der| import::parse(der)).collect::<Result<_, _>>()?;
        let leaf = parsed.first().ok_or(ImportError::NoCertificate)?;
        if leaf.is_ca() {
            return Err(SigningCertificateError::IsAuthority);
        }
        let (not_before, not_after) = validity(leaf);
        if now < not_before {
            return Err(SigningCertificateError::NotYetValid(not_before));
        }
        if now > not_after {
            return Err(SigningCertificateError::Expired(not_after));
        }
        let root = public_root(&chain, &parsed, public_roots);
        let last = &parsed[parsed.len() - 1];
        if root.is_none() && last.subject().as_raw() != last.issuer().as_raw() {
            return Err(SigningCertificateError::ChainIncomplete(last.issuer().to_string()));
        }
        let out_of_time = |certificate: &&X509Certificate<'_>| {
            let (begin, end) = validity(certificate);
            now < begin || now > end
        };
        if let Some(late) = parsed[1..].iter().find(out_of_time) {
            return Err(SigningCertificateError::IssuerOutOfTime(late.subject().to_string()));
        }
        let mut issuers: Vec<(String, i64)> =
            parsed[1..].iter().map(|one| (one.subject().to_string(), validity(one).1)).collect();
        issuers.extend(root.iter().filter_map(|root| match root {
            PublicRoot::Beyond(root) => Some((root.subject().to_string(), validity(root).1)),
            PublicRoot::Within => None,
        }));
        let checked = Self {
            subject: leaf.subject().to_string(),
            issuer: leaf.issuer().to_string(),
            serial: hexadecimal(leaf.raw_serial()),
            not_before,
            not_after,
            issuers,
            is_public: root.is_some(),
            chain: Vec::new(),
            key_pkcs8,
        };
        drop(parsed);
        Ok(Self { chain, ..checked })
    }
}

/// Where a chain meets a public root.
enum PublicRoot<'a> {
    /// A certificate of the chain has a public root's name and key.
    Within,
    /// A public root has issued the last one.
    Beyond(X509Certificate<'a>),
}

/// Finds the public root that a chain leads to. Roots are told by name and key: some chains hold them cross-signed by another.
fn public_root<'a>(
    chain: &[Vec<u8>],
    parsed: &[X509Certificate<'_>],
    public_roots: &'a [Vec<u8>],
) -> Option<PublicRoot<'a>> {
    let roots = || public_roots.iter().filter_map(|der| import::parse(der).ok());
    let is_root = |root: &X509Certificate<'_>| {
        parsed.iter().any(|one| {
            one.subject().as_raw() == root.subject().as_raw() && one.public_key().raw == root.public_key().raw
        })
    };
    if roots().any(|root| is_root(&root)) {
        return Some(PublicRoot::Within);
    }
    let last = chain.last()?;
    let issuer = public_roots.iter().find(|root| import::is_issued_by(last, root))?;
    import::parse(issuer).ok().map(PublicRoot::Beyond)
}

fn validity(certificate: &X509Certificate<'_>) -> (i64, i64) {
    (certificate.validity().not_before.timestamp(), certificate.validity().not_after.timestamp())
}

/// A leading zero octet is only the sign of a DER integer; people's tools leave it out.
fn hexadecimal(serial: &[u8]) -> String {
    let serial = match serial {
        [0, rest @ ..] if !rest.is_empty() => rest,
        serial => serial,
    };
    serial.iter().map(|octet| format!("{octet:02X}")).collect()
}

/// Leaves the key out.
impl fmt::Debug for SigningCertificate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SigningCertificate")
            .field("subject", &self.subject)
            .field("serial", &self.serial)
            .field("not_after", &self.not_after)
            .finish_non_exhaustive()
    }
}
