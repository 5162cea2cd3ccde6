//! Which certificate the TLS listener shows: files that somebody else keeps fresh, or one from the server's own root.

use crate::commands::Failure;
use crate::config::{BaseUrl, Config, TrustMode};
use crate::tls::{self, Certificate, Chain, Files};
use crate::trust::{self, Trust};
use app::App;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, UnixTime};
use rustls::sign::CertifiedKey;
use std::sync::Arc;
use std::time::Duration;
use x509_parser::prelude::{FromDer, X509Certificate};

/// The life of a certificate from the own root.
const OWN_DAYS: u16 = 90;
/// How long before its end it is replaced.
const OWN_RENEWAL_SECONDS: i64 = 30 * 86_400;
/// How often its end is looked at.
const OWN_LOOK_EVERY: Duration = Duration::from_secs(3600);

/// Where the certificate comes from.
#[derive(Debug, Clone)]
pub enum Source {
    /// From two files.
    Files(Files),
    /// From the server's own root, for these names.
    OwnRoot(Vec<String>),
}

impl Source {
    /// Returns the configured source.
    pub fn new(config: &Config) -> Self {
        match (&config.tls.certificate_file, &config.tls.key_file) {
            (Some(certificate), Some(key)) => {
                Self::Files(Files { certificate: certificate.clone(), key: key.clone() })
            }
            _ => {
                let base = config.server.base_url.iter().map(|url| url.certificate_name().to_owned());
                let probe = config.enrollment.trust_probe_host.iter();
                let probe = probe.map(|host| host.certificate_name().to_owned());
                Self::OwnRoot(base.chain(probe).collect())
            }
        }
    }

    /// Decides how devices come to trust the certificate.
    pub fn trust(&self, config: &Config, now: UnixTime) -> Result<app::Trust, Failure> {
        let mode = config.enrollment.trust_mode;
        match (self, &config.server.base_url) {
            (_, _) if mode == TrustMode::Public => Ok(app::Trust::Public),
            (Self::OwnRoot(_), _) | (_, None) => Ok(app::Trust::OwnRoot),
            (Self::Files(files), Some(base_url)) => {
                trust_chain(&files.read_chain()?, files, base_url, mode, now)
            }
        }
    }

    /// Returns the first certificate.
    pub fn first(&self, app: &App) -> Result<Arc<Certificate>, Failure> {
        let certified = match self {
            Self::Files(files) => files.read()?,
            Self::OwnRoot(names) => issue(app, names)?.0,
        };
        note(app, &certified.cert);
        Ok(Certificate::new(certified))
    }

    /// Keeps the certificate fresh for as long as it is polled. `at_start` is the trust that enrollment profiles are made
    /// with until a restart; a chain that needs another is not put in use.
    pub async fn keep_fresh(
        self,
        app: App,
        certificate: Arc<Certificate>,
        config: Config,
        at_start: app::Trust,
    ) {
        match self {
            Self::Files(files) => {
                let check = |chain: &Chain| {
                    check_renewed(chain, &files, &config, &at_start, UnixTime::now())
                        .inspect(|()| note(&app, chain))
                };
                if let Err(error) = files.watch(certificate, check).await {
                    tracing::error!(%error, "the TLS certificate's files are not watched");
                }
            }
            Self::OwnRoot(names) => loop {
                tokio::time::sleep(OWN_LOOK_EVERY).await;
                renew_when_due(&app, &names, &certificate);
            },
        }
    }
}

/// Tells the app which chain is shown, so that it can tell of its end.
fn note(app: &App, chain: &Chain) {
    app.note_tls_chain(chain.iter().map(AsRef::as_ref));
}

/// Puts a new certificate from the own root in use once the old one nears its end; the old one stays if that fails.
fn renew_when_due(app: &App, names: &[String], certificate: &Certificate) {
    let ends_at = certificate.current().end_entity_cert().ok().and_then(ends_at);
    if ends_at.is_some_and(|ends_at| ends_at - app.now().seconds() >= OWN_RENEWAL_SECONDS) {
        return;
    }
    match issue(app, names) {
        Ok((certified, not_after)) => {
            note(app, &certified.cert);
            certificate.replace(certified);
            tracing::info!(tls.not_after = not_after, "TLS certificate renewed");
        }
        Err(error) => tracing::error!(%error, "TLS certificate not renewed, the old one stays in use"),
    }
}

fn issue(app: &App, names: &[String]) -> Result<(CertifiedKey, i64), Failure> {
    let issued = app.issue_server_certificate(names, OWN_DAYS)?;
    let chain = issued.chain.into_iter().map(CertificateDer::from).collect();
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(issued.key_pkcs8.to_vec()));
    Ok((tls::certified(chain, key)?, issued.not_after))
}

fn ends_at(certificate: &CertificateDer<'_>) -> Option<i64> {
    let (_, parsed) = X509Certificate::from_der(certificate).ok()?;
    Some(parsed.validity().not_after.timestamp())
}

/// Decides how devices come to trust a chain out of files.
fn trust_chain(
    chain: &Chain,
    files: &Files,
    base_url: &BaseUrl,
    mode: TrustMode,
    now: UnixTime,
) -> Result<app::Trust, Failure> {
    let examined = match mode {
        TrustMode::Public => return Ok(app::Trust::Public),
        TrustMode::PrivateEmbedded => Trust::Private,
        TrustMode::Auto => trust::examine(chain, base_url, trust::system_roots(), now),
    };
    match examined {
        Trust::Public => Ok(app::Trust::Public),
        Trust::Private => embedded(chain, files),
        Trust::Unusable(reason) => Err(format!(
            "{}: clients of {base_url} refuse the certificate: {reason}",
            files.certificate.display()
        )
        .into()),
    }
}

/// Refuses a renewed chain with another private root than profiles carry since the start: devices that enroll from now
/// on could not speak to this server.
fn check_renewed(
    chain: &Chain,
    files: &Files,
    config: &Config,
    at_start: &app::Trust,
    now: UnixTime,
) -> Result<(), Failure> {
    let Some(base_url) = &config.server.base_url else { return Ok(()) };
    let needed = trust_chain(chain, files, base_url, config.enrollment.trust_mode, now)?;
    match (needed, at_start) {
        (app::Trust::PrivateEmbedded(needed), app::Trust::PrivateEmbedded(carried)) if needed == *carried => {
            Ok(())
        }
        (app::Trust::PrivateEmbedded(_), _) => Err(format!(
            "{} leads to another root than the enrollment profiles carry; restart the server to put both in use, and \
             note that devices enrolled so far trust the old root only",
            files.certificate.display()
        )
        .into()),
        (app::Trust::Public | app::Trust::OwnRoot, _) => Ok(()),
    }
}

/// Embeds the chain's root. Without the root itself a device has nothing to anchor the chain to.
fn embedded(chain: &Chain, files: &Files) -> Result<app::Trust, Failure> {
    let is_root = |der: &&CertificateDer<'static>| {
        X509Certificate::from_der(der).is_ok_and(|(_, parsed)| parsed.subject() == parsed.issuer())
    };
    let root = chain.last().filter(is_root).ok_or_else(|| {
        format!(
            "{} leads to no public root and does not end with its own: append the root certificate, so that \
             enrollment profiles can carry it",
            files.certificate.display()
        )
    })?;
    Ok(app::Trust::PrivateEmbedded(vec![root.to_vec()]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
    use std::path::Path;

    /// Makes a root; returns it as PEM, with what signs under it.
    fn root() -> (String, Issuer<'static, KeyPair>) {
        let key = KeyPair::generate().unwrap();
        let mut root = CertificateParams::new([]).unwrap();
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        root.distinguished_name.push(rcgen::DnType::CommonName, "The root");
        (root.self_signed(&key).unwrap().pem(), Issuer::new(root, key))
    }

    /// Writes a leaf for `localhost` under a root, with or without the root behind it.
    fn files(folder: &Path, (root, issuer): &(String, Issuer<'static, KeyPair>), with_root: bool) -> Files {
        let key = KeyPair::generate().unwrap();
        let leaf = CertificateParams::new(["localhost".to_owned()]).unwrap().signed_by(&key, issuer).unwrap();
        let files = Files { certificate: folder.join("tls.pem"), key: folder.join("tls.key") };
        let root = if with_root { root } else { "" };
        std::fs::write(&files.certificate, leaf.pem() + root).unwrap();
        std::fs::write(&files.key, key.serialize_pem()).unwrap();
        files
    }

    fn config(mode: TrustMode) -> Config {
        let mut config = Config::default();
        config.server.base_url = "https://localhost".parse().ok();
        config.enrollment.trust_mode = mode;
        config
    }

    fn trust(source: &Source, mode: TrustMode) -> Result<app::Trust, Failure> {
        source.trust(&config(mode), UnixTime::now())
    }

    #[tokio::test]
    async fn the_own_certificate_is_renewed_near_its_end_and_not_before() {
        tls::install_provider();
        let test = testkit::TestApp::new().await;
        let source = Source::OwnRoot(vec!["localhost".into()]);
        let certificate = source.first(&test.app).unwrap();
        let renewed_after = |days: i64| {
            let before = certificate.current();
            test.clock.advance(days * 86_400_000);
            renew_when_due(&test.app, &["localhost".into()], &certificate);
            certificate.current().cert != before.cert
        };
        assert!(!renewed_after(0));
        assert!(!renewed_after(59), "31 days are left");
        assert!(renewed_after(2));
        assert!(!renewed_after(1), "the new one is fresh");
    }

    #[test]
    fn a_private_chain_is_embedded_with_its_root() {
        let folder = tempfile::tempdir().unwrap();
        let source = Source::Files(files(folder.path(), &root(), true));
        for mode in [TrustMode::Auto, TrustMode::PrivateEmbedded] {
            assert!(
                matches!(trust(&source, mode), Ok(app::Trust::PrivateEmbedded(roots)) if roots.len() == 1)
            );
        }
        assert!(matches!(trust(&source, TrustMode::Public), Ok(app::Trust::Public)));
    }

    #[test]
    fn a_private_chain_without_its_root_is_refused_with_what_to_do() {
        let folder = tempfile::tempdir().unwrap();
        let source = Source::Files(files(folder.path(), &root(), false));
        let refusal = trust(&source, TrustMode::Auto).unwrap_err().to_string();
        assert!(refusal.contains("append the root certificate"), "{refusal}");
    }

    #[test]
    fn a_renewal_under_another_root_waits_for_a_restart() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (root(), root());
        let check = |mode: TrustMode, renewed_under: &(String, Issuer<'static, KeyPair>), expected: bool| {
            let source = files(folder.path(), &old, true);
            let at_start = trust(&Source::Files(source.clone()), mode).unwrap();
            let certificate = Certificate::new(source.read().unwrap());
            let before = certificate.current();
            let (files, config) = (files(folder.path(), renewed_under, true), config(mode));
            files.reload(&certificate, |chain: &Chain| {
                check_renewed(chain, &files, &config, &at_start, UnixTime::now())
            });
            assert_eq!(certificate.current().cert != before.cert, expected, "{mode:?}");
        };
        for mode in [TrustMode::Auto, TrustMode::PrivateEmbedded] {
            check(mode, &old, true);
            check(mode, &new, false);
        }
        check(TrustMode::Public, &new, true);
    }

    #[test]
    fn without_files_the_own_root_is_embedded_unless_a_proxy_is_public() {
        let source = Source::OwnRoot(vec!["localhost".into()]);
        assert!(matches!(trust(&source, TrustMode::Auto), Ok(app::Trust::OwnRoot)));
        assert!(matches!(trust(&source, TrustMode::Public), Ok(app::Trust::Public)));
    }
}
