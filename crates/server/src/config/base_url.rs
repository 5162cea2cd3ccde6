//! The server's own address, and the names that follow from it.

use super::setting::text_settings;
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

/// The address by which people and devices reach the server: `https`, a host, perhaps a port, nothing else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    host: String,
    port: Option<u16>,
}

impl BaseUrl {
    /// Returns the host: a name in lower case or an address, IPv6 in brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Returns the host without the brackets of IPv6, as a certificate names it.
    pub fn certificate_name(&self) -> &str {
        self.host.trim_matches(['[', ']'])
    }

    /// Returns what a client sends as `Host`: the host, and the port unless it is 443.
    pub fn authority(&self) -> String {
        match self.port {
            Some(port) => format!("{}:{port}", self.host),
            None => self.host.clone(),
        }
    }

    /// Returns the port.
    pub fn port_or_default(&self) -> u16 {
        self.port.unwrap_or(443)
    }

    /// Returns what a client sends as `Host` to another name of the same server.
    pub fn authority_of(&self, host: &HostName) -> String {
        Self { host: host.as_str().to_owned(), port: self.port }.authority()
    }

    /// Returns the identifier of enrollment profiles that follows from the host: its labels reversed, then
    /// `.vestibule.enroll`; an address has no labels to reverse and is spelled with hyphens.
    pub(super) fn profile_identifier(&self) -> ProfileIdentifier {
        if self.certificate_name().parse::<IpAddr>().is_ok() {
            let address = self.certificate_name().replace(['.', ':'], "-");
            return ProfileIdentifier(format!("host-{address}.vestibule.enroll"));
        }
        let labels: Vec<&str> = self.host.rsplit('.').collect();
        ProfileIdentifier(format!("{}.vestibule.enroll", labels.join(".")))
    }
}

impl fmt::Display for BaseUrl {
    /// Writes the URL without a slash at its end, so that a path can follow.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "https://{}", self.authority())
    }
}

impl FromStr for BaseUrl {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (scheme, rest) = text.split_once("://").ok_or("the scheme is missing")?;
        if !scheme.eq_ignore_ascii_case("https") {
            return Err("devices enroll over https only");
        }
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        if authority.contains(['/', '?', '#']) {
            return Err("it must end after the host: the server does not live under a path");
        }
        if authority.contains('@') {
            return Err("it must not hold a user name");
        }
        let authority: http::uri::Authority = authority.parse().map_err(|_| "the host is not readable")?;
        let port = match authority.as_str().strip_prefix(authority.host()) {
            Some("") => None,
            Some(_) => {
                Some(authority.port_u16().filter(|port| *port != 0).ok_or("the port is not readable")?)
            }
            None => return Err("the host is not readable"),
        };
        let host: HostName = authority.host().parse()?;
        Ok(Self { host: host.0, port: port.filter(|port| *port != 443) })
    }
}

/// The name or address of a host, in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostName(String);

impl HostName {
    /// Returns Apple's push service for production devices.
    pub fn apple_push() -> Self {
        Self("api.push.apple.com".into())
    }

    /// Returns the name.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the name without the brackets of IPv6, as a certificate names it.
    pub fn certificate_name(&self) -> &str {
        self.0.trim_matches(['[', ']'])
    }
}

impl fmt::Display for HostName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for HostName {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if let Some(inner) = text.strip_prefix('[') {
            let inner = inner.strip_suffix(']').ok_or("the host is not readable")?;
            let address: std::net::Ipv6Addr = inner.parse().map_err(|_| "the host is not readable")?;
            return Ok(Self(format!("[{address}]")));
        }
        if !text.is_ascii() {
            return Err("write an international name in its xn-- form");
        }
        let is_label = |label: &str| {
            !label.is_empty()
                && label.len() <= 63
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        if text.len() <= 253 && text.split('.').all(is_label) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err("the host is not readable")
        }
    }
}

/// The constant `PayloadIdentifier` of enrollment profiles: reverse-DNS labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileIdentifier(String);

impl ProfileIdentifier {
    /// Returns the identifier.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProfileIdentifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for ProfileIdentifier {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let is_label = |label: &str| {
            !label.is_empty()
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
        };
        if text.len() <= 200 && text.contains('.') && text.split('.').all(is_label) {
            Ok(Self(text.to_owned()))
        } else {
            Err("")
        }
    }
}

/// A socket address that only this machine can reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Loopback(SocketAddr);

impl Loopback {
    /// Returns the address.
    pub fn address(self) -> SocketAddr {
        self.0
    }
}

impl fmt::Display for Loopback {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for Loopback {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let address: SocketAddr = text.parse().map_err(|_| "")?;
        if address.ip().is_loopback() {
            Ok(Self(address))
        } else {
            Err("without TLS the server listens on loopback only")
        }
    }
}

text_settings! {
    BaseUrl: "an https URL without a path, such as \"https://mdm.example.org\"";
    HostName: "a host name, such as \"api.push.apple.com\"";
    ProfileIdentifier: "reverse-DNS labels, such as \"org.example.mdm.enroll\"";
    Loopback: "a loopback address with its port, such as \"127.0.0.1:8080\"";
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Result<&str, &str>) {
        let read = text.parse::<BaseUrl>().map(|url| url.to_string());
        assert_eq!(read.as_deref().map_err(|error| *error), expected, "{text}");
    }

    #[test]
    fn a_base_url_is_https_and_a_host() {
        check("https://mdm.example.org", Ok("https://mdm.example.org"));
        check("https://mdm.example.org/", Ok("https://mdm.example.org"));
        check("HTTPS://MDM.Example.org:443", Ok("https://mdm.example.org"));
        check("https://localhost:8443", Ok("https://localhost:8443"));
        check("https://[::1]:8443", Ok("https://[::1]:8443"));
        check("http://mdm.example.org", Err("devices enroll over https only"));
        check("mdm.example.org", Err("the scheme is missing"));
        check(
            "https://mdm.example.org/mdm",
            Err("it must end after the host: the server does not live under a path"),
        );
        check(
            "https://mdm.example.org?a",
            Err("it must end after the host: the server does not live under a path"),
        );
        check("https://a@mdm.example.org", Err("it must not hold a user name"));
        check("https://mdm.example.org:0", Err("the port is not readable"));
        check("https://mdm.example.org:", Err("the port is not readable"));
        check("https://mdm..example.org", Err("the host is not readable"));
        check("https://", Err("the host is not readable"));
    }

    #[test]
    fn the_profile_identifier_follows_from_the_host() {
        let identifier = |url: &str| url.parse::<BaseUrl>().unwrap().profile_identifier().0;
        assert_eq!(identifier("https://mdm.example.org:8443"), "org.example.mdm.vestibule.enroll");
        assert_eq!(identifier("https://192.0.2.7"), "host-192-0-2-7.vestibule.enroll");
        for url in ["https://mdm.example.org", "https://localhost", "https://[2001:db8::1]"] {
            assert!(identifier(url).parse::<ProfileIdentifier>().is_ok(), "{url}");
        }
    }

    #[test]
    fn a_plain_listener_is_never_open_to_the_network() {
        assert!("127.0.0.1:8080".parse::<Loopback>().is_ok());
        assert!("[::1]:8080".parse::<Loopback>().is_ok());
        assert!("0.0.0.0:8080".parse::<Loopback>().is_err());
        assert!("[::]:8080".parse::<Loopback>().is_err());
    }
}
