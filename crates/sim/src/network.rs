//! The way to servers: which roots a device trusts, and its HTTP clients.

use std::{sync::Arc, time::Duration};

use rustls::{
    ClientConfig, RootCertStore,
    crypto::aws_lc_rs,
    pki_types::{CertificateDer, pem, pem::PemObject},
};

/// Roots and patience, shared by clones; cheap to clone.
#[derive(Clone, Debug)]
pub struct Network {
    roots: Arc<Vec<CertificateDer<'static>>>,
    timeout: Duration,
}

/// How long an answer is waited for, if nothing is said.
const TIMEOUT: Duration = Duration::from_secs(60);

/// Why there is no way to servers.
#[derive(Debug, thiserror::Error)]
pub enum NetworkError {
    /// The PEM text is damaged.
    #[error("the roots are not PEM: {0}")]
    Pem(pem::Error),
    /// There are no roots, in the text or in the system.
    #[error("there is no root certificate to trust")]
    NoRoots,
    /// TLS cannot be set up.
    #[error("TLS cannot be set up: {0}")]
    Tls(#[from] rustls::Error),
    /// The HTTP client cannot be set up.
    #[error("the HTTP client cannot be set up: {0}")]
    Http(#[from] reqwest::Error),
}

impl Network {
    /// Trusts the certificates in `ca_pem` and no others, or the system's if none is given.
    pub fn new(ca_pem: Option<&[u8]>) -> Result<Self, NetworkError> {
        let roots: Vec<_> = match ca_pem {
            Some(pem) => {
                CertificateDer::pem_slice_iter(pem).collect::<Result<_, _>>().map_err(NetworkError::Pem)?
            }
            None => rustls_native_certs::load_native_certs().certs,
        };
        if roots.is_empty() {
            return Err(NetworkError::NoRoots);
        }
        Ok(Self { roots: Arc::new(roots), timeout: TIMEOUT })
    }

    /// Trusts these DER roots and no others.
    pub(crate) fn only(roots: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let roots = roots.into_iter().map(CertificateDer::from).collect();
        Self { roots: Arc::new(roots), timeout: TIMEOUT }
    }

    /// Waits this long for an answer; a minute if nothing is said.
    pub fn with_timeout(self, timeout: Duration) -> Self {
        Self { timeout, ..self }
    }

    /// Trusts these DER roots, too.
    pub fn trusting(&self, roots: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let roots = roots.into_iter().map(CertificateDer::from);
        Self { roots: Arc::new(self.roots.iter().cloned().chain(roots).collect()), ..self.clone() }
    }

    /// Returns the DER roots.
    pub(crate) fn roots(&self) -> impl Iterator<Item = &[u8]> {
        self.roots.iter().map(AsRef::as_ref)
    }

    /// Starts a client; its redirects, connections and cookies are its own.
    pub(crate) fn client(&self) -> Result<reqwest::ClientBuilder, NetworkError> {
        const CONNECT_TIMEOUT: Duration = Duration::from_secs(15);
        let mut store = RootCertStore::empty();
        store.add_parsable_certificates(self.roots.iter().cloned());
        let mut tls = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(store)
            .with_no_client_auth();
        tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(self.timeout)
            .no_proxy();
        Ok(client)
    }
}
