//! Signing of enrollment profiles: a CMS SignedData around the profile, with the whole chain but the root.
//!
//! Devices show a signed profile as verified when they know the chain's root, and notice any
//! alteration on the way. The key is never the authority's (T64).

use std::fmt;

use scep::{Identity, RsaKey};
use x509_parser::public_key::PublicKey;
use zeroize::Zeroizing;

use crate::import::{self, Imported};

/// A certificate that signs profiles, with its chain and key.
pub struct ProfileSigner {
    certificate: Vec<u8>,
    /// Intermediates only.
    intermediates: Vec<Vec<u8>>,
    key: RsaKey,
    not_before: i64,
    not_after: i64,
}

/// Why a certificate cannot sign profiles, and what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ProfileSignerError {
    /// The certificate does not parse, or there is none.
    #[error("the signing certificate is damaged")]
    Damaged,
    /// Not an RSA key.
    #[error("profiles are signed with RSA; bring an RSA certificate")]
    NotRsa,
    /// The key is another one.
    #[error("the private key does not belong to the signing certificate")]
    KeyOfAnother,
    /// The key usage leaves signatures out.
    #[error("the certificate's key usage does not allow digital signatures")]
    NotForSigning,
}

impl ProfileSigner {
    /// Takes up a certificate, issued here or imported, with its chain (leaf first) and PKCS#8 key.
    ///
    /// The dates are not looked at: [`ProfileSigner::validity`] gives them.
    pub fn new(imported: &Imported) -> Result<Self, ProfileSignerError> {
        let (leaf, rest) = imported.chain.split_first().ok_or(ProfileSignerError::Damaged)?;
        let certificate = import::parse(leaf).map_err(|_| ProfileSignerError::Damaged)?;
        if !matches!(certificate.public_key().parsed(), Ok(PublicKey::RSA(_))) {
            return Err(ProfileSignerError::NotRsa);
        }
        if matches!(certificate.key_usage(), Ok(Some(usage)) if !usage.value.digital_signature()) {
            return Err(ProfileSignerError::NotForSigning);
        }
        let key = RsaKey::from_pkcs8(&imported.key_pkcs8).map_err(|_| ProfileSignerError::NotRsa)?;
        Identity::new(leaf, &key).map_err(|_| ProfileSignerError::KeyOfAnother)?;
        let intermediates = rest.iter().filter(|der| !import::is_self_issued(der)).cloned().collect();
        let (not_before, not_after) =
            (certificate.validity().not_before.timestamp(), certificate.validity().not_after.timestamp());
        Ok(Self { certificate: leaf.clone(), intermediates, key, not_before, not_after })
    }

    /// Returns the signing certificate as DER.
    #[must_use]
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// Returns start and end of the certificate's validity, unix seconds.
    #[must_use]
    pub fn validity(&self) -> (i64, i64) {
        (self.not_before, self.not_after)
    }

    /// Returns the key as PKCS#8, to be sealed.
    #[must_use]
    pub fn key_pkcs8(&self) -> Zeroizing<Vec<u8>> {
        Zeroizing::new(self.key.pkcs8().to_vec())
    }
}

/// Signs a profile; the answer is DER for `application/x-apple-aspen-config`. `now` is unix seconds.
#[must_use]
pub fn sign_profile(profile: &[u8], signer: &ProfileSigner, now: i64) -> Vec<u8> {
    let intermediates: Vec<&[u8]> = signer.intermediates.iter().map(Vec::as_slice).collect();
    let identity = Identity::new(&signer.certificate, &signer.key).expect("the constructor compared the two");
    scep::cms::sign::sign(profile, &identity, &intermediates, now)
}

impl fmt::Debug for ProfileSigner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("ProfileSigner").field("not_after", &self.not_after).finish_non_exhaustive()
    }
}
