//! Whether devices would trust a certificate chain without help.

use crate::config::{BaseUrl, TrustMode};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, Error, RootCertStore};
use std::sync::Arc;

/// What a fresh device would make of a chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trust {
    /// It leads to a root known to all: the profile needs to carry none.
    Public,
    /// It leads to no such root: the profile must carry the root.
    Private,
    /// It leads to one, but is of no use for this host or at this time; the reason as a phrase.
    Unusable(String),
}

impl Trust {
    /// Returns the trust mode that fits; nothing for a chain that fits none.
    pub fn mode(&self) -> Option<TrustMode> {
        match self {
            Self::Public => Some(TrustMode::Public),
            Self::Private => Some(TrustMode::PrivateEmbedded),
            Self::Unusable(_) => None,
        }
    }
}

/// Returns the operating system's roots; they stand in for those of Apple's devices, which are nearly the same.
pub fn system_roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    roots
}

/// Examines a chain, the server's own certificate first, as a client of `base_url` at `now` would.
pub fn examine(
    chain: &[CertificateDer<'_>],
    base_url: &BaseUrl,
    roots: RootCertStore,
    now: UnixTime,
) -> Trust {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let Ok(verifier) = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider).build() else {
        return Trust::Private; // Without any root nothing is public.
    };
    let (Some((leaf, intermediates)), Ok(name)) =
        (chain.split_first(), ServerName::try_from(base_url.certificate_name()))
    else {
        return Trust::Unusable("there is no certificate".into());
    };
    match verifier.verify_server_cert(leaf, intermediates, &name, &[], now) {
        Ok(_) => Trust::Public,
        Err(Error::InvalidCertificate(CertificateError::UnknownIssuer)) => Trust::Private,
        Err(Error::InvalidCertificate(reason)) => Trust::Unusable(reason.to_string()),
        Err(error) => Trust::Unusable(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};

    /// Noon of 2 June 2026, inside the life of every certificate made here.
    const NOW: u64 = 1_780_401_600;

    fn check(host: &str, known_root: bool, now: u64, expected: fn(&Trust) -> bool) {
        let root_key = KeyPair::generate().unwrap();
        let mut root = CertificateParams::new([]).unwrap();
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let root_certificate = root.self_signed(&root_key).unwrap();
        let mut leaf = CertificateParams::new(["mdm.example.org".to_owned()]).unwrap();
        leaf.not_before = date_time_ymd(2026, 6, 1);
        leaf.not_after = date_time_ymd(2026, 6, 30);
        let leaf = leaf.signed_by(&KeyPair::generate().unwrap(), &Issuer::new(root, root_key)).unwrap();
        let mut roots = RootCertStore::empty();
        if known_root {
            roots.add(root_certificate.der().clone()).unwrap();
        }
        let base: BaseUrl = format!("https://{host}").parse().unwrap();
        let now = UnixTime::since_unix_epoch(std::time::Duration::from_secs(now));
        let trust = examine(&[leaf.der().clone()], &base, roots, now);
        assert!(expected(&trust), "{host}, known root {known_root}, at {now:?}: {trust:?}");
    }

    #[test]
    fn a_chain_is_public_when_a_known_root_leads_to_it() {
        check("mdm.example.org", true, NOW, |trust| trust.mode() == Some(TrustMode::Public));
        check("mdm.example.org", false, NOW, |trust| trust.mode() == Some(TrustMode::PrivateEmbedded));
    }

    #[test]
    fn a_chain_for_another_host_or_time_is_unusable() {
        check("other.example.org", true, NOW, |trust| trust.mode().is_none());
        check("mdm.example.org", true, NOW + 60 * 86_400, |trust| trust.mode().is_none());
    }
}
