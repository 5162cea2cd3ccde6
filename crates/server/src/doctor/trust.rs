//! How do devices come to trust this server, does that last, and does the probe for it work?

use super::database::Seen;
use super::tls::names_host;
use super::{Check, day};
use crate::certificate::Source;
use crate::config::{Config, HostName};
use crate::tls::Files;
use domain::expiry::Expiring;
use domain::time::DAY;
use domain::trust::TrustMode;
use rustls::pki_types::{CertificateDer, ServerName, UnixTime};
use rustls::{CertificateError, ClientConfig, Error, RootCertStore};
use std::io;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use x509_parser::prelude::{FromDer, X509Certificate};

const MODE: &str = "trust mode";
const ROOT: &str = "profile root";
const PROBE: &str = "trust probe";

/// How long the probe's host may take to be found and to answer.
const ANSWER_LIMIT: Duration = Duration::from_secs(5);

pub(super) async fn examine(config: &Config, seen: &Seen, now: UnixTime) -> Vec<Check> {
    // What keeps the trust from being settled is reported with the certificate itself.
    let Ok(trust) = Source::new(config).trust(config, now) else { return Vec::new() };
    let roots: Vec<CertificateDer<'static>> = match &trust {
        app::Trust::Public => Vec::new(),
        app::Trust::PrivateEmbedded(roots) => roots.iter().cloned().map(CertificateDer::from).collect(),
        app::Trust::OwnRoot => seen.tls_root.iter().cloned().map(CertificateDer::from).collect(),
    };
    let mode = TrustMode::of(trust.is_private(), seen.general.skip_certificate_installation);
    let mut checks = vec![mode_check(mode)];
    let seconds = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    checks.extend(roots.iter().map(|root| root_check(root, seconds)));
    checks.extend(probe(config, mode, roots).await);
    checks
}

fn mode_check(mode: TrustMode) -> Check {
    Check::ok(
        MODE,
        match mode {
            TrustMode::Public => "public: devices know the root, and profiles carry none",
            TrustMode::PrivateEmbedded => {
                "private-embedded: the enrollment profile carries the root; Safari warns once before the portal"
            }
            TrustMode::PrivateTwoStep => {
                "private-two-step: people install the root and switch it on before the enrollment profile"
            }
        },
    )
}

/// Looks at a certificate inside the enrollment profile: past its end, devices that hold no other are lost.
fn root_check(root: &[u8], now: i64) -> Check {
    let Ok((subject, ends)) = ca::import::subject_and_end(root) else {
        return Check::fail(
            ROOT,
            "the root inside enrollment profiles cannot be read",
            "obtain the chain again",
        );
    };
    let days = (ends - now) / 86_400;
    let mend =
        "put a certificate under a new root in use and enroll the devices anew, in time before that day";
    let told_before = Expiring::ProfileRoot.told_before() / DAY;
    if days < 0 {
        Check::fail(
            ROOT,
            format!("{subject} expired on {}: devices do not connect any more", day(ends)),
            mend,
        )
    } else if days < told_before {
        Check::warn(
            ROOT,
            format!("{subject} ends on {}, in {days} days, and every profile with it", day(ends)),
            mend,
        )
    } else {
        Check::ok(ROOT, format!("{subject}, valid until {}", day(ends)))
    }
}

async fn probe(config: &Config, mode: TrustMode, roots: Vec<CertificateDer<'static>>) -> Vec<Check> {
    let Some(base_url) = &config.server.base_url else { return Vec::new() };
    match (&config.enrollment.trust_probe_host, mode) {
        (None, TrustMode::PrivateTwoStep) => vec![Check::warn(
            PROBE,
            "no host is configured for it: the portal cannot notice by itself that the root is trusted",
            "point a second name at this server and set enrollment.trust_probe_host to it",
        )],
        (None, _) => Vec::new(),
        (Some(_), TrustMode::Public) => {
            vec![Check::ok(PROBE, "not asked: devices trust this server without it")]
        }
        (Some(host), _) => {
            let mut checks: Vec<Check> = named(config, host).into_iter().collect();
            checks.push(answered(host, base_url.port_or_default(), roots).await);
            checks
        }
    }
}

/// Says whether the configured certificate covers the probe's host; the built-in one always does.
fn named(config: &Config, host: &HostName) -> Option<Check> {
    let (Some(certificate), Some(key)) = (&config.tls.certificate_file, &config.tls.key_file) else {
        return None;
    };
    let chain = Files { certificate: certificate.clone(), key: key.clone() }.read_chain().ok()?;
    let (_, leaf) = X509Certificate::from_der(chain.first()?).ok()?;
    let names = leaf.subject_alternative_name().ok().flatten();
    let name = host.certificate_name();
    let is_named =
        names.is_some_and(|names| names.value.general_names.iter().any(|one| names_host(one, name)));
    (!is_named).then(|| {
        Check::fail(
            PROBE,
            format!("the certificate does not name {name}, so no device ever seems to trust the root"),
            format!("obtain a certificate with {name} among its subject alternative names"),
        )
    })
}

/// Asks the probe's host as a device would that trusts nothing but the roots of its profile.
async fn answered(host: &HostName, port: u16, roots: Vec<CertificateDer<'static>>) -> Check {
    let name = host.certificate_name();
    let found = timeout(ANSWER_LIMIT, lookup_host((name, port))).await;
    let Ok(Ok(mut addresses)) = found else {
        return Check::fail(
            PROBE,
            format!("{name} is not found"),
            "add the name to DNS, with the same addresses as the host of server.base_url",
        );
    };
    let Some(address) = addresses.next() else {
        return Check::fail(PROBE, format!("{name} has no address"), "add its addresses to DNS");
    };
    let mend = "let this name lead to this server, with a certificate under the same root";
    match timeout(ANSWER_LIMIT, shake_hands(name, address, roots)).await {
        Ok(Ok(())) => Check::ok(PROBE, format!("{name} answers, under the root that profiles carry")),
        Ok(Err(Unproved::Silent(error))) => {
            Check::ok(PROBE, format!("{name} is {address}; nobody answers there now ({error})"))
        }
        Ok(Err(Unproved::Distrusted(reason))) => Check::fail(
            PROBE,
            format!("{name}: a device with the root refuses the certificate: {reason}"),
            mend,
        ),
        Err(_) => Check::warn(PROBE, format!("{name} ({address}) does not answer in time"), mend),
    }
}

enum Unproved {
    /// There is no connection.
    Silent(io::Error),
    /// There is one, and its certificate is not believed.
    Distrusted(String),
}

async fn shake_hands(
    name: &str,
    address: std::net::SocketAddr,
    roots: Vec<CertificateDer<'static>>,
) -> Result<(), Unproved> {
    let distrusted = |error: &dyn std::fmt::Display| Unproved::Distrusted(error.to_string());
    let mut store = RootCertStore::empty();
    store.add_parsable_certificates(roots);
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| distrusted(&error))?
        .with_root_certificates(store)
        .with_no_client_auth();
    let server = ServerName::try_from(name.to_owned()).map_err(|error| distrusted(&error))?;
    let stream = TcpStream::connect(address).await.map_err(Unproved::Silent)?;
    match TlsConnector::from(Arc::new(config)).connect(server, stream).await {
        Ok(_) => Ok(()),
        Err(error) => Err(match error.get_ref().and_then(|inner| inner.downcast_ref::<Error>()) {
            Some(Error::InvalidCertificate(CertificateError::UnknownIssuer)) => {
                Unproved::Distrusted("it leads to another root than profiles carry".into())
            }
            Some(error) => distrusted(error),
            None => Unproved::Silent(error),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::Outcome;
    use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};

    /// When the roots of these tests end: 2046-12-01.
    const ENDS: i64 = 2_427_235_200;

    fn root(name: &str) -> (CertificateDer<'static>, Issuer<'static, KeyPair>) {
        let key = KeyPair::generate().unwrap();
        let mut root = CertificateParams::new([]).unwrap();
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        root.distinguished_name.push(rcgen::DnType::CommonName, name);
        root.not_after = date_time_ymd(2046, 12, 1);
        (root.self_signed(&key).unwrap().der().clone(), Issuer::new(root, key))
    }

    #[test]
    fn a_root_inside_profiles_is_warned_of_half_a_year_ahead() {
        let (root, _) = root("One");
        let at = |days: i64| root_check(&root, ENDS + days * 86_400).outcome;
        assert_eq!([at(-181), at(-100), at(2)], [Outcome::Ok, Outcome::Warn, Outcome::Fail]);
        assert_eq!(root_check(b"nothing", ENDS).outcome, Outcome::Fail);
    }

    /// Listens under a certificate for localhost and shakes hands with whoever comes, once.
    async fn serve(issuer: &Issuer<'static, KeyPair>) -> u16 {
        crate::tls::install_provider();
        let key = KeyPair::generate().unwrap();
        let leaf = CertificateParams::new(["localhost".to_owned()]).unwrap().signed_by(&key, issuer).unwrap();
        let key = rustls::pki_types::PrivateKeyDer::try_from(key.serialize_der()).unwrap();
        let certified = crate::tls::certified(vec![leaf.der().clone()], key).unwrap();
        let config = crate::tls::server_config(crate::tls::Certificate::new(certified));
        let listener = tokio::net::TcpListener::bind("localhost:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            _ = tokio_rustls::TlsAcceptor::from(config).accept(stream).await;
        });
        port
    }

    #[tokio::test]
    async fn the_probe_must_answer_under_the_root_of_the_profiles() {
        let host: HostName = "localhost".parse().unwrap();
        let ((mine, issuer), (other, _)) = (root("Mine"), root("Other"));
        let asked = answered(&host, serve(&issuer).await, vec![mine]).await;
        assert_eq!(asked.outcome, Outcome::Ok, "{asked:?}");
        let asked = answered(&host, serve(&issuer).await, vec![other.clone()]).await;
        assert_eq!(asked.outcome, Outcome::Fail, "{asked:?}");
        assert!(asked.detail.contains("another root"), "{asked:?}");
        let nowhere: HostName = "nowhere.invalid".parse().unwrap();
        assert_eq!(answered(&nowhere, 443, vec![other]).await.outcome, Outcome::Fail);
    }

    #[tokio::test]
    async fn two_steps_without_a_probe_are_warned_about() {
        let mut config = Config::default();
        config.server.base_url = "https://mdm.example.org".parse().ok();
        let mut seen = Seen::default();
        let outcomes = async |config: &Config, seen: &Seen| -> Vec<(&'static str, Outcome)> {
            let checks = examine(config, seen, UnixTime::now()).await;
            checks.iter().map(|check| (check.name, check.outcome)).collect()
        };
        assert_eq!(outcomes(&config, &seen).await, [(MODE, Outcome::Ok)]);
        seen.general.skip_certificate_installation = false;
        assert_eq!(outcomes(&config, &seen).await, [(MODE, Outcome::Ok), (PROBE, Outcome::Warn)]);
    }
}
