//! Will devices accept the configured TLS certificate, now and for a while?

use super::{Check, day};
use crate::config::{BaseUrl, Config, TrustMode};
use crate::tls::Files;
use crate::trust::{self, Trust};
use ca::lint;
use rustls::RootCertStore;
use rustls::pki_types::{CertificateDer, UnixTime};
use std::net::IpAddr;
use x509_parser::extensions::GeneralName;
use x509_parser::prelude::{FromDer, X509Certificate};

const NAME: &str = "TLS certificate";
const TRUST: &str = "TLS trust";

/// How many days before its end a certificate should have been renewed.
const RENEWAL_DAYS: i64 = 14;

pub(super) fn examine(config: &Config, now: UnixTime) -> Vec<Check> {
    let (Some(certificate), Some(key)) = (&config.tls.certificate_file, &config.tls.key_file) else {
        return vec![Check::ok(NAME, "from the built-in authority, renewed by itself")];
    };
    let files = Files { certificate: certificate.clone(), key: key.clone() };
    if let Err(error) = files.read() {
        return vec![Check::fail(NAME, error.to_string(), "correct tls.certificate_file and tls.key_file")];
    }
    match (files.read_chain(), &config.server.base_url) {
        (Ok(chain), Some(base_url)) => {
            let roots = trust::system_roots();
            let mut checks = chain_checks(&chain, base_url, now);
            checks.push(trust_check(&chain, base_url, config.enrollment.trust_mode, roots, now));
            checks
        }
        _ => Vec::new(), // A missing base URL is reported already, and without it there is no name to look for.
    }
}

/// Looks at dates, name and completeness.
fn chain_checks(chain: &[CertificateDer<'_>], base_url: &BaseUrl, now: UnixTime) -> Vec<Check> {
    let parsed: Result<Vec<_>, _> = chain.iter().map(|der| X509Certificate::from_der(der)).collect();
    let Ok(parsed) = parsed else {
        return vec![Check::fail(
            NAME,
            "a certificate of the chain cannot be read",
            "obtain the chain again",
        )];
    };
    let parsed: Vec<X509Certificate<'_>> = parsed.into_iter().map(|(_, certificate)| certificate).collect();
    let Some(leaf) = parsed.first() else { return Vec::new() };
    vec![dates(&parsed, now), name(leaf, base_url), completeness(&parsed), rules(chain)]
}

fn dates(chain: &[X509Certificate<'_>], now: UnixTime) -> Check {
    let now = i64::try_from(now.as_secs()).unwrap_or(i64::MAX);
    let begins =
        chain.iter().map(|certificate| certificate.validity().not_before.timestamp()).max().unwrap_or(now);
    let ends =
        chain.iter().map(|certificate| certificate.validity().not_after.timestamp()).min().unwrap_or(now);
    let days = (ends - now) / 86_400;
    let mend = "renew it; the new files are noticed within a minute";
    if now < begins {
        Check::fail(
            NAME,
            format!("not valid before {}", day(begins)),
            "see that this machine's clock is right",
        )
    } else if now > ends {
        Check::fail(NAME, format!("expired on {}", day(ends)), mend)
    } else if days < RENEWAL_DAYS {
        Check::warn(NAME, format!("expires on {}, in {days} days", day(ends)), mend)
    } else {
        Check::ok(NAME, format!("valid until {}, for {days} days", day(ends)))
    }
}

fn name(leaf: &X509Certificate<'_>, base_url: &BaseUrl) -> Check {
    const NAME: &str = "TLS name";
    let host = base_url.certificate_name();
    let names = leaf.subject_alternative_name().ok().flatten();
    let named =
        names.is_some_and(|names| names.value.general_names.iter().any(|name| names_host(name, host)));
    if named {
        Check::ok(NAME, format!("the certificate names {host}"))
    } else {
        let mend = format!("obtain a certificate with {host} among its subject alternative names");
        Check::fail(NAME, format!("the certificate does not name {host}, the host of server.base_url"), mend)
    }
}

/// Compares as clients do: a star stands for one whole label, the first.
pub(super) fn names_host(name: &GeneralName<'_>, host: &str) -> bool {
    match name {
        GeneralName::DNSName(name) => match name.strip_prefix("*.") {
            Some(parent) => host.split_once('.').is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(parent)),
            None => name.eq_ignore_ascii_case(host),
        },
        GeneralName::IPAddress(octets) => match host.parse() {
            Ok(IpAddr::V4(address)) => address.octets() == *octets,
            Ok(IpAddr::V6(address)) => address.octets() == *octets,
            Err(_) => false,
        },
        _ => false,
    }
}

/// Holds the chain against what Apple's devices demand since iOS 13.
fn rules(chain: &[CertificateDer<'_>]) -> Check {
    const NAME: &str = "TLS rules";
    let mut findings: Vec<String> = Vec::new();
    for (place, der) in chain.iter().enumerate() {
        let found = if place == 0 { lint::server(der) } else { lint::server_issuer(der) };
        let of = if place == 0 { String::new() } else { format!("certificate {} of the file: ", place + 1) };
        findings.extend(found.iter().map(|finding| format!("{of}{finding}")));
    }
    if findings.is_empty() {
        return Check::ok(NAME, "name, key, signature, usage and life are as iOS 13 and later demand");
    }
    let mend = "obtain a certificate with RSA of 2048 or EC of 256 bits or more, SHA-256, the host among its subject \
                alternative names, serverAuth as its extended key usage, and a life of at most 825 days";
    Check::fail(NAME, format!("devices with iOS 13 or later refuse it: {}", findings.join("; ")), mend)
}

fn completeness(chain: &[X509Certificate<'_>]) -> Check {
    const NAME: &str = "TLS chain";
    let broken = chain.windows(2).position(|pair| pair[0].issuer() != pair[1].subject());
    if let Some(position) = broken {
        let detail = format!("certificate {} of the file did not issue the one before it", position + 2);
        return Check::fail(
            NAME,
            detail,
            "put the server's certificate first, then each issuer after what it issued",
        );
    }
    let alone = chain.len() == 1 && chain[0].issuer() != chain[0].subject();
    if alone {
        let mend = "use the file with the full chain (often called fullchain.pem)";
        return Check::warn(NAME, "the certificate comes without its issuer; phones do not fetch it", mend);
    }
    match chain.len() {
        1 => Check::ok(NAME, "one certificate, its own issuer"),
        count => Check::ok(NAME, format!("{count} certificates, each issued by the next")),
    }
}

fn trust_check(
    chain: &[CertificateDer<'_>],
    base_url: &BaseUrl,
    mode: TrustMode,
    roots: RootCertStore,
    now: UnixTime,
) -> Check {
    let trust = trust::examine(chain, base_url, roots, now);
    match (&trust, mode) {
        (Trust::Unusable(reason), _) => Check::fail(
            TRUST,
            format!("clients refuse the certificate: {reason}"),
            "mend what is named above",
        ),
        (Trust::Private, TrustMode::Public) => Check::fail(
            TRUST,
            "the certificate leads to no public root, but enrollment.trust_mode is \"public\"",
            "set enrollment.trust_mode to \"private-embedded\", or obtain a public certificate",
        ),
        (Trust::Public, TrustMode::PrivateEmbedded) => Check::warn(
            TRUST,
            "the certificate is public, but profiles carry a root as if it were not",
            "set enrollment.trust_mode to \"public\" or \"auto\"",
        ),
        (Trust::Public, _) => Check::ok(TRUST, "public: devices trust it without help"),
        (Trust::Private, _) => Check::ok(TRUST, "private: enrollment profiles carry its root"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::Outcome;
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};
    use std::time::Duration;

    /// Noon of 2 June 2026.
    const NOW: u64 = 1_780_401_600;

    fn check(names: &[&str], host: &str, days_later: u64, expected: [Outcome; 3]) {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        let mut params = CertificateParams::new(names.clone()).unwrap();
        params.not_before = date_time_ymd(2026, 6, 1);
        params.not_after = date_time_ymd(2026, 7, 1);
        params.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ServerAuth];
        let certificate = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
        let base: BaseUrl = format!("https://{host}").parse().unwrap();
        let now = UnixTime::since_unix_epoch(Duration::from_secs(NOW + days_later * 86_400));
        let checks = chain_checks(&[certificate.der().clone()], &base, now);
        let outcomes: Vec<Outcome> = checks.iter().map(|check| check.outcome).collect();
        assert_eq!(outcomes[..3], expected, "{names:?} {host} {days_later}: {checks:?}");
    }

    #[test]
    fn dates_and_name_are_looked_at() {
        use Outcome::{Fail, Ok, Warn};
        check(&["mdm.example.org"], "mdm.example.org", 0, [Ok, Ok, Ok]);
        check(&["*.example.org"], "mdm.example.org:8443", 0, [Ok, Ok, Ok]);
        check(&["*.example.org"], "a.mdm.example.org", 0, [Ok, Fail, Ok]);
        check(&["192.0.2.7"], "192.0.2.7", 0, [Ok, Ok, Ok]);
        check(&["other.example.org"], "mdm.example.org", 0, [Ok, Fail, Ok]);
        check(&["mdm.example.org"], "mdm.example.org", 20, [Warn, Ok, Ok]);
        check(&["mdm.example.org"], "mdm.example.org", 40, [Fail, Ok, Ok]);
    }

    #[test]
    fn what_ios_demands_is_named_where_it_is_missing() {
        let made = |usage: bool, until: i32| {
            let mut params = CertificateParams::new(["mdm.example.org".to_owned()]).unwrap();
            params.not_before = date_time_ymd(2026, 6, 1);
            params.not_after = date_time_ymd(until, 6, 1);
            if usage {
                params.extended_key_usages = vec![rcgen::ExtendedKeyUsagePurpose::ServerAuth];
            }
            rules(&[params.self_signed(&KeyPair::generate().unwrap()).unwrap().der().clone()])
        };
        assert_eq!(made(true, 2027).outcome, Outcome::Ok);
        let long = made(true, 2029);
        assert!(long.outcome == Outcome::Fail && long.detail.contains("825"), "{long:?}");
        let bare = made(false, 2027);
        assert!(bare.outcome == Outcome::Fail && bare.detail.contains("serverAuth"), "{bare:?}");
    }

    #[test]
    fn a_public_mode_over_a_private_certificate_is_a_failure() {
        let base: BaseUrl = "https://localhost".parse().unwrap();
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let chain = [made.cert.der().clone()];
        let look = |mode| {
            let now = UnixTime::since_unix_epoch(Duration::from_secs(NOW));
            trust_check(&chain, &base, mode, RootCertStore::empty(), now).outcome
        };
        assert_eq!(look(TrustMode::Public), Outcome::Fail);
        assert_eq!(look(TrustMode::Auto), Outcome::Ok);
        assert_eq!(look(TrustMode::PrivateEmbedded), Outcome::Ok);
    }
}
