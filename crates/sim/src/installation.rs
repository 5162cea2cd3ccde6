//! What a phone does with a downloaded profile before it installs it: checks the signature, follows the signer's
//! certificate to a root, and reads the payloads. A phone would also install what nobody it trusts has signed, after a
//! warning; this one refuses, as such a profile is always a mistake of the server.

use apple_mdm::profile::{ProfileError, ReceivedProfile};
use scep::{
    Algorithms, CertificateView,
    cms::{CmsError, signed},
};
use x509_parser::prelude::{FromDer, X509Certificate};

/// A profile that was verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InstalledProfile {
    /// What it says.
    pub profile: ReceivedProfile,
    /// Who vouches for its signer.
    pub signed_by: SignedBy,
    /// The DER certificate of its signer.
    pub signer: Vec<u8>,
}

/// The root in which the signer's chain ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignedBy {
    /// One the device trusted before: the label says *Verified*.
    TrustedRoot,
    /// One that came with the profile and is trusted once it is installed.
    OwnRoot,
}

/// Why a profile is not installed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It is not signed, or the signature does not fit.
    #[error("signature: {0}")]
    Signature(#[from] CmsError),
    /// The signer's certificate leads to no root that is known.
    #[error("nobody known vouches for the signer")]
    UnknownSigner,
    /// A payload is missing or wrong.
    #[error(transparent)]
    Content(#[from] ProfileError),
    /// It is for another kind of enrollment than the device was led to.
    #[error("it is for another kind of enrollment than was asked for")]
    OtherMode,
    /// It would replace the installed profile but differs in what must never change.
    #[error("{0} differs from the installed profile")]
    Changed(&'static str),
}

impl InstalledProfile {
    /// Verifies a downloaded file at this time, in unix seconds, against the DER roots that are trusted.
    pub fn verify<'a>(
        octets: &[u8],
        roots: impl Iterator<Item = &'a [u8]>,
        now: i64,
    ) -> Result<Self, Refusal> {
        let signed = signed::verify(octets, Algorithms::Modern)?;
        let profile = ReceivedProfile::parse(&signed.content)?;
        let trusted: Vec<&[u8]> = roots.collect();
        let own: Vec<&[u8]> = profile.own_roots().collect();
        let signed_by = if leads_to(&signed.signer, &signed.certificates, &trusted, now) {
            SignedBy::TrustedRoot
        } else if leads_to(&signed.signer, &signed.certificates, &own, now) {
            SignedBy::OwnRoot
        } else {
            return Err(Refusal::UnknownSigner);
        };
        Ok(Self { profile, signed_by, signer: signed.signer })
    }

    /// Returns the DER roots that the profile brings; they are trusted for TLS as soon as it is installed.
    pub fn own_roots(&self) -> impl Iterator<Item = &[u8]> {
        self.profile.own_roots()
    }

    /// Checks what must stay the same when this profile replaces an installed one.
    pub(crate) fn check_update_of(&self, installed: &Self) -> Result<(), Refusal> {
        let (new, old) = (&self.profile.mdm, &installed.profile.mdm);
        let frozen = [
            ("ServerURL", new.server_url == old.server_url),
            ("CheckInURL", new.checkin_url == old.checkin_url),
            ("Topic", new.topic == old.topic),
            ("EnrollmentMode and AssignedManagedAppleID", new.account == old.account),
            ("AccessRights", new.access_rights & !old.access_rights == 0),
        ];
        match frozen.iter().find(|(_, is_same)| !is_same) {
            Some((key, _)) => Err(Refusal::Changed(key)),
            None => Ok(()),
        }
    }
}

/// The certificates of a profile that are roots; what else it brings only completes chains.
trait OwnRoots {
    fn own_roots(&self) -> impl Iterator<Item = &[u8]>;
}

impl OwnRoots for ReceivedProfile {
    fn own_roots(&self) -> impl Iterator<Item = &[u8]> {
        let is_root = |der: &&[u8]| CertificateView::read(der).is_ok_and(|view| view.issuer == view.subject);
        self.certificates.iter().map(Vec::as_slice).filter(is_root)
    }
}

/// Says whether `signer` is, or is certified through `others` by, one of `roots`. Every certificate must be valid now,
/// every issuer must be an authority.
pub(crate) fn leads_to(signer: &[u8], others: &[Vec<u8>], roots: &[&[u8]], now: i64) -> bool {
    const CERTIFICATES_MAX: usize = 8;
    let mut current = signer;
    for _ in 0..CERTIFICATES_MAX {
        let Ok(view) = CertificateView::read(current) else { return false };
        if !is_valid(&view, now) {
            return false;
        }
        let issued = |issuer: &&[u8]| is_issuer(issuer, &view, now);
        if roots.contains(&current) || roots.iter().any(issued) {
            return true;
        }
        let next = others.iter().map(Vec::as_slice).filter(|other| *other != current).find(issued);
        let Some(next) = next else { return false };
        current = next;
    }
    false
}

fn is_valid(certificate: &CertificateView<'_>, now: i64) -> bool {
    certificate.not_before.is_some_and(|from| from <= now)
        && certificate.not_after.is_some_and(|to| now <= to)
}

fn is_issuer(issuer: &[u8], certificate: &CertificateView<'_>, now: i64) -> bool {
    let Ok(view) = CertificateView::read(issuer) else { return false };
    view.subject == certificate.issuer
        && is_authority(issuer)
        && is_valid(&view, now)
        && certificate.is_signed_by(&view, Algorithms::Modern)
}

fn is_authority(certificate: &[u8]) -> bool {
    let Ok((_, certificate)) = X509Certificate::from_der(certificate) else { return false };
    certificate.basic_constraints().is_ok_and(|constraints| constraints.is_some_and(|found| found.value.ca))
}

#[cfg(test)]
pub(crate) mod tests;
