//! Rules between settings, and limits a type does not know.

use super::{Config, Place, Problem, TrustMode};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::ops::RangeInclusive;

/// Returns what cannot be right in whatever is started with this configuration.
pub(super) fn problems(config: &Config, places: &BTreeMap<String, Place>) -> Vec<Problem> {
    let place = |path: &str| places.get(path).cloned().unwrap_or(Place::Nowhere);
    let mut problems = Vec::new();
    let limits: [(&str, u32, RangeInclusive<u32>); 12] = [
        ("server.max_connections", config.server.max_connections, 1..=1_000_000),
        ("server.max_connections_per_source", config.server.max_connections_per_source, 1..=1_000_000),
        ("database.max_connections", config.database.max_connections, 1..=1000),
        ("enrollment.session_minutes", config.enrollment.session_minutes, 5..=1440),
        ("enrollment.certificate_days", config.enrollment.certificate_days, 7..=3650),
        ("console.session_idle_minutes", config.console.session_idle_minutes, 1..=480),
        ("console.session_hours", config.console.session_hours, 1..=24),
        ("invitations.recipients_max", config.invitations.recipients_max, 1..=100_000),
        ("invitations.messages_per_hour", config.invitations.messages_per_hour, 1..=10_000_000),
        (
            "invitations.messages_per_hour_per_account",
            config.invitations.messages_per_hour_per_account,
            1..=10_000_000,
        ),
        (
            "invitations.messages_per_day_per_recipient",
            config.invitations.messages_per_day_per_recipient,
            1..=1_000,
        ),
        ("scep.renewal_days", config.scep.renewal_days, 1..=3650),
    ];
    for (path, value, range) in limits {
        if !range.contains(&value) {
            let message = format!("{path}: expected {} to {}, found {value}", range.start(), range.end());
            problems.push(Problem::new(place(path), message));
        }
    }
    for (path, port) in [("server.listen", config.server.listen.port()), ("push.port", config.push.port)] {
        if port == 0 {
            problems.push(Problem::new(place(path), format!("{path}: port 0 is no port to be found at")));
        }
    }
    if let (Some(probe), Some(base_url)) = (&config.enrollment.trust_probe_host, &config.server.base_url)
        && probe.as_str() == base_url.host()
    {
        let message = "enrollment.trust_probe_host is the host of server.base_url; it must be another name, because a \
                       person who went past the browser's warning has made an exception for that one";
        problems.push(Problem::new(place("enrollment.trust_probe_host"), message));
    }
    match (&config.tls.certificate_file, &config.tls.key_file) {
        (Some(_), None) => problems.push(Problem::new(
            place("tls.certificate_file"),
            "tls.certificate_file is set without tls.key_file; set both, or neither",
        )),
        (None, Some(_)) => problems.push(Problem::new(
            place("tls.key_file"),
            "tls.key_file is set without tls.certificate_file; set both, or neither",
        )),
        _ => {}
    }
    problems
}

/// Returns what keeps `serve` from starting although each value is sound.
pub(super) fn serving_problems(config: &Config) -> Vec<Problem> {
    let mut problems = Vec::new();
    if config.server.base_url.is_none() {
        let message = "server.base_url is missing: the https address by which devices reach this server, \
                       such as \"https://mdm.example.org\"";
        problems.push(Problem::new(Place::Nowhere, message));
    }
    problems
}

/// Returns what is allowed but probably not meant.
pub(super) fn warnings(config: &Config) -> Vec<String> {
    let mut warnings = Vec::new();
    let trusts = |address: IpAddr| config.server.trusted_proxies.iter().any(|proxy| proxy.contains(address));
    if let Some(plain) = config.server.plain_listen.map(|plain| plain.address().ip())
        && !trusts(plain)
    {
        warnings.push(format!(
            "server.plain_listen is set, but {plain} is not in server.trusted_proxies: every visitor will seem \
             to come from the proxy, and one person's wrong passwords slow down everybody's login"
        ));
    }
    if trusts(IpAddr::from([203, 0, 113, 1])) {
        warnings.push(
            "server.trusted_proxies takes in the whole internet: anyone can then claim any address".into(),
        );
    }
    if config.tls.certificate_file.is_none() && config.enrollment.trust_mode == TrustMode::Public {
        warnings.push(
            "enrollment.trust_mode is \"public\", but the certificate comes from the built-in authority, which \
             no device trusts; right only behind a proxy with a public certificate"
                .into(),
        );
    }
    if config.enrollment.trust_probe_host.is_some() && config.enrollment.trust_mode == TrustMode::Public {
        warnings.push(
            "enrollment.trust_probe_host is set, but enrollment.trust_mode is \"public\": nothing is ever probed"
                .into(),
        );
    }
    if config.scep.legacy_algorithms {
        warnings.push(
            "scep.legacy_algorithms is on: requests made with SHA-1 and triple DES are accepted".into(),
        );
    }
    warnings
}
