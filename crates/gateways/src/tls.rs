//! TLS towards servers of the organization: whom to believe, and what the server showed.

mod certificate;
pub(crate) mod words;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use rustls::client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier};
use rustls::client::{Resumption, WebPkiServerVerifier, verify_server_name};
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName, UnixTime};
use rustls::server::ParsedCertificate;
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error, OtherError, RootCertStore, SignatureScheme,
};

use crate::directory::ClientIdentity;

pub(crate) use certificate::describe;

/// What a server showed in its handshake, leaf first; clones share it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shown(Arc<Mutex<Vec<CertificateDer<'static>>>>);

impl Shown {
    /// Returns the chain; empty before a handshake got so far.
    pub(crate) fn chain(&self) -> Vec<CertificateDer<'static>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn keep(&self, leaf: &CertificateDer<'_>, rest: &[CertificateDer<'_>]) {
        let chain = std::iter::once(leaf).chain(rest).map(|one| one.clone().into_owned());
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = chain.collect();
    }
}

/// Whom to believe and who we are; from this the configuration for each host is made.
pub(crate) struct Trust<'a> {
    /// The system's roots.
    pub(crate) system: &'a RootCertStore,
    /// The roots in the settings, as DER.
    pub(crate) own: &'a [Vec<u8>],
    /// Who we are, where the server asks.
    pub(crate) identity: Option<&'a ClientIdentity>,
}

impl Trust<'_> {
    /// Returns the configuration for connections to a host.
    pub(crate) fn config(&self, host: &str) -> Result<ClientConfig, Insecure> {
        self.build(host, None)
    }

    /// Returns the configuration for one connection that only finds out what the server shows. What is refused
    /// elsewhere is refused here, too.
    pub(crate) fn showing_config(&self, host: &str, shown: &Shown) -> Result<ClientConfig, Insecure> {
        let mut config = self.build(host, Some(shown.clone()))?;
        config.resumption = Resumption::disabled();
        Ok(config)
    }

    fn build(&self, host: &str, shown: Option<Shown>) -> Result<ClientConfig, Insecure> {
        let provider = Arc::new(default_provider());
        let name = ServerName::try_from(host.to_owned())
            .map_err(|_| insecure(format!("no certificate can be checked against the name {host:?}")))?;
        let roots = Arc::new(self.roots()?);
        let web = WebPkiServerVerifier::builder_with_provider(roots, Arc::clone(&provider))
            .build()
            .map_err(|_| insecure("neither this machine nor the settings name a root to trust".to_owned()))?;
        let pinned = self.own.iter().cloned().map(CertificateDer::from).collect();
        let verifier =
            HostVerifier { web, is_address: matches!(name, ServerName::IpAddress(_)), name, pinned, shown };
        let has_name = !verifier.is_address;
        let builder = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|error| insecure(error.to_string()))?
            .dangerous() // nothing is: the verifier below asks the usual one
            .with_custom_certificate_verifier(Arc::new(verifier));
        let mut config = match self.identity {
            None => builder.with_no_client_auth(),
            Some(identity) => {
                let chain = identity.certificate_chain.iter().cloned().map(CertificateDer::from).collect();
                let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(identity.key_pkcs8.to_vec()));
                builder
                    .with_client_auth_cert(chain, key)
                    .map_err(|error| insecure(format!("the client certificate cannot be used: {error}")))?
            }
        };
        config.enable_sni = has_name;
        Ok(config)
    }

    fn roots(&self) -> Result<RootCertStore, Insecure> {
        let mut roots = self.system.clone();
        for own in self.own {
            roots
                .add(CertificateDer::from(own.clone()))
                .map_err(|error| insecure(format!("a root in the settings cannot be used: {error}")))?;
        }
        Ok(roots)
    }
}

fn insecure(reason: String) -> Insecure {
    Insecure(reason)
}

/// Why no safe connection can come about, in words for administrators.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Insecure(pub(crate) String);

/// Reads the system's roots.
pub(crate) fn system_roots() -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    roots
}

/// Checks a server's certificate as browsers do, always against the name in the settings: what libraries on the way make
/// of that name does not matter.
///
/// One thing more is believed: exactly the certificate that an administrator uploaded. Many servers sign their own,
/// and such a certificate is no authority's and has no issuer but itself. Name and validity count for it as for any.
struct HostVerifier {
    web: Arc<WebPkiServerVerifier>,
    name: ServerName<'static>,
    is_address: bool,
    pinned: Vec<CertificateDer<'static>>,
    shown: Option<Shown>,
}

impl fmt::Debug for HostVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HostVerifier").field("name", &self.name).finish_non_exhaustive()
    }
}

impl HostVerifier {
    fn verify_pinned(&self, leaf: &CertificateDer<'_>, now: UnixTime) -> Result<ServerCertVerified, Error> {
        verify_server_name(&ParsedCertificate::try_from(leaf)?, &self.name)?;
        let validity = certificate::validity(leaf).ok_or(CertificateError::BadEncoding)?;
        let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
        match validity {
            (begin, _) if now < begin => Err(CertificateError::NotValidYet.into()),
            (_, end) if now > end => Err(CertificateError::Expired.into()),
            _ => Ok(ServerCertVerified::assertion()),
        }
    }
}

impl ServerCertVerifier for HostVerifier {
    fn verify_server_cert(
        &self,
        leaf: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        _: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        if let Some(shown) = &self.shown {
            shown.keep(leaf, intermediates);
        }
        match self.web.verify_server_cert(leaf, intermediates, &self.name, ocsp_response, now) {
            Err(error) if has_no_issuer(&error) && self.pinned.iter().any(|pinned| pinned == leaf) => {
                self.verify_pinned(leaf, now)
            }
            result => result,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.web.verify_tls12_signature(message, certificate, signed)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signed: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        self.web.verify_tls13_signature(message, certificate, signed)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.web.supported_verify_schemes()
    }
}

/// Says whether a certificate was refused because it stands alone: nobody known issued it, or it is its own authority.
fn has_no_issuer(error: &Error) -> bool {
    match error {
        Error::InvalidCertificate(CertificateError::UnknownIssuer) => true,
        Error::InvalidCertificate(CertificateError::Other(OtherError(other))) => {
            other.to_string().contains("CaUsedAsEndEntity")
        }
        _ => false,
    }
}
