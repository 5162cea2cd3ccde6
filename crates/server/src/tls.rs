//! The TLS side of the listener: a certificate that can be replaced while connections go on.

use crate::commands::Failure;
use rustls::ServerConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::time::{Duration, SystemTime};
use tokio::signal::unix::{SignalKind, signal};

/// How often the certificate files are looked at.
const RELOAD_INTERVAL: Duration = Duration::from_secs(60);

/// The largest PEM file that is read.
const FILE_BYTES_MAX: u64 = 1 << 20;

/// Makes aws-lc-rs the cryptography of everything in this process. Calling it twice changes nothing.
pub fn install_provider() {
    // The error only says that a provider is there already, and there is but one in this program.
    _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
}

/// Returns the listener's TLS configuration: TLS 1.2 and 1.3, HTTP/2 before HTTP/1.1, no client certificates.
pub fn server_config(certificate: Arc<Certificate>) -> Arc<ServerConfig> {
    let mut config = ServerConfig::builder().with_no_client_auth().with_cert_resolver(certificate);
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Arc::new(config)
}

/// The certificate in use. New connections get the latest, open ones keep theirs.
#[derive(Debug)]
pub struct Certificate(RwLock<Arc<CertifiedKey>>);

impl Certificate {
    /// Starts with a chain (the server's own certificate first) and its key.
    pub fn new(certified: CertifiedKey) -> Arc<Self> {
        Arc::new(Self(RwLock::new(Arc::new(certified))))
    }

    /// Replaces the certificate for connections to come.
    pub fn replace(&self, certified: CertifiedKey) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(certified);
    }

    /// Returns the certificate in use.
    pub fn current(&self) -> Arc<CertifiedKey> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl ResolvesServerCert for Certificate {
    /// Answers every name alike: the host guard refuses strangers where they can read why.
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.current())
    }
}

/// Joins a chain and its key; refuses a pair that does not match.
pub fn certified(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<CertifiedKey, TlsError> {
    let provider = CryptoProvider::get_default().cloned();
    let provider = provider.unwrap_or_else(|| Arc::new(rustls::crypto::aws_lc_rs::default_provider()));
    CertifiedKey::from_der(chain, key, &provider).map_err(|error| match error {
        rustls::Error::InconsistentKeys(_) => TlsError::new("the private key belongs to another certificate"),
        error => TlsError::new(format!("the certificate or its key cannot be used: {error}")),
    })
}

/// A chain, the server's own certificate first.
pub type Chain = [CertificateDer<'static>];

/// The two files of a configured certificate.
#[derive(Debug, Clone)]
pub struct Files {
    /// The chain as PEM, the server's own certificate first.
    pub certificate: PathBuf,
    /// The key as unencrypted PEM.
    pub key: PathBuf,
}

impl Files {
    /// Reads both files.
    pub fn read(&self) -> Result<CertifiedKey, TlsError> {
        certified(self.read_chain()?, self.read_key()?)
    }

    /// Reads the chain.
    pub fn read_chain(&self) -> Result<Vec<CertificateDer<'static>>, TlsError> {
        let path = self.certificate.display();
        let pem = read(&self.certificate)?;
        let chain: Result<Vec<_>, _> = CertificateDer::pem_slice_iter(&pem).collect();
        let chain = chain.map_err(|error| TlsError::new(format!("{path} is damaged: {error}")))?;
        if !chain.is_empty() {
            return Ok(chain);
        }
        Err(TlsError::new(if contains(&pem, "PRIVATE KEY") {
            format!("{path} holds a private key and no certificate; are the two files swapped?")
        } else {
            format!("{path} holds no certificate as PEM (-----BEGIN CERTIFICATE-----)")
        }))
    }

    fn read_key(&self) -> Result<PrivateKeyDer<'static>, TlsError> {
        let path = self.key.display();
        let pem = zeroize::Zeroizing::new(read(&self.key)?);
        PrivateKeyDer::from_pem_slice(&pem).map_err(|_| {
            TlsError::new(if contains(&pem, "ENCRYPTED") {
                format!("the key in {path} is encrypted; decrypt it with `openssl pkey` and protect the file by its mode")
            } else if contains(&pem, "BEGIN CERTIFICATE") {
                format!("{path} holds a certificate and no private key; are the two files swapped?")
            } else {
                format!("{path} holds no private key as PEM (-----BEGIN PRIVATE KEY-----)")
            })
        })
    }

    /// Returns when the files were last changed; nothing while one of them is missing.
    fn changed_at(&self) -> Option<(SystemTime, SystemTime)> {
        let changed_at = |path: &Path| std::fs::metadata(path).ok()?.modified().ok();
        Some((changed_at(&self.certificate)?, changed_at(&self.key)?))
    }

    /// Puts changed files in use, within a minute or on SIGHUP, for as long as it is polled.
    ///
    /// Files that cannot be used, or whose chain `check` refuses, are reported, and the certificate in use stays. Of a
    /// renewal caught halfway (new certificate, old key) the next look sees the rest.
    pub async fn watch(
        &self,
        certificate: Arc<Certificate>,
        check: impl Fn(&Chain) -> Result<(), Failure>,
    ) -> std::io::Result<()> {
        let mut hang_up = signal(SignalKind::hangup())?;
        let mut seen = self.changed_at();
        loop {
            let asked = tokio::select! {
                _ = hang_up.recv() => true,
                () = tokio::time::sleep(RELOAD_INTERVAL) => false,
            };
            let now = self.changed_at();
            if asked || (now.is_some() && now != seen) {
                seen = now;
                self.reload(&certificate, &check);
            }
        }
    }

    /// Puts the files in use, or says in the log why not.
    pub(crate) fn reload(&self, certificate: &Certificate, check: impl Fn(&Chain) -> Result<(), Failure>) {
        let read = self.read().map_err(Failure::from);
        match read.and_then(|certified| check(&certified.cert).map(|()| certified)) {
            Ok(certified) => {
                certificate.replace(certified);
                tracing::info!(tls.certificate_file = %self.certificate.display(), "TLS certificate reloaded");
            }
            Err(error) => tracing::error!(%error, "TLS certificate not reloaded, the old one stays in use"),
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    let refusal = |error: std::io::Error| TlsError::new(format!("cannot read {}: {error}", path.display()));
    if std::fs::metadata(path).map_err(refusal)?.len() > FILE_BYTES_MAX {
        return Err(TlsError::new(format!("{} is larger than 1 MiB", path.display())));
    }
    std::fs::read(path).map_err(refusal)
}

fn contains(pem: &[u8], word: &str) -> bool {
    pem.windows(word.len()).any(|window| window == word.as_bytes())
}

/// A certificate or key that cannot be used, in words for whoever provided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlsError(String);

impl TlsError {
    fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for TlsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for TlsError {}

#[cfg(test)]
mod tests {
    use super::*;

    struct Pair {
        certificate: String,
        key: String,
    }

    fn pair() -> Pair {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        Pair { certificate: made.cert.pem(), key: made.signing_key.serialize_pem() }
    }

    fn files(folder: &Path, certificate: &str, key: &str) -> Files {
        let files = Files { certificate: folder.join("tls.pem"), key: folder.join("tls.key") };
        std::fs::write(&files.certificate, certificate).unwrap();
        std::fs::write(&files.key, key).unwrap();
        files
    }

    fn check_refused(certificate: &str, key: &str, expected: &str) {
        let folder = tempfile::tempdir().unwrap();
        let refusal = files(folder.path(), certificate, key).read().unwrap_err().to_string();
        assert!(refusal.contains(expected), "{refusal}");
    }

    /// Has nothing against any chain.
    fn any(_: &Chain) -> Result<(), Failure> {
        Ok(())
    }

    #[test]
    fn a_matching_pair_is_read_and_put_in_use() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (pair(), pair());
        let read = files(folder.path(), &old.certificate, &old.key);
        let certificate = Certificate::new(read.read().unwrap());
        let before = certificate.current();
        files(folder.path(), &new.certificate, &new.key).reload(&certificate, any);
        assert_ne!(before.cert, certificate.current().cert);
    }

    #[test]
    fn a_renewal_caught_halfway_leaves_the_old_certificate() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (pair(), pair());
        let certificate = Certificate::new(files(folder.path(), &old.certificate, &old.key).read().unwrap());
        let before = certificate.current();
        files(folder.path(), &new.certificate, &old.key).reload(&certificate, any);
        assert_eq!(before.cert, certificate.current().cert);
    }

    #[test]
    fn wrong_files_are_refused_with_what_is_wrong() {
        let (one, other) = (pair(), pair());
        check_refused(&one.certificate, &other.key, "belongs to another certificate");
        check_refused(&one.key, &one.certificate, "are the two files swapped?");
        check_refused(&one.certificate, &one.certificate, "are the two files swapped?");
        check_refused("", &one.key, "holds no certificate as PEM");
        check_refused(&one.certificate, "", "holds no private key as PEM");
        let encrypted = "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n";
        check_refused(&one.certificate, encrypted, "is encrypted");
    }
}
