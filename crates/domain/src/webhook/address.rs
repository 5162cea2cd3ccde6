//! Where a webhook's program listens, and which addresses may be asked at all: a server that sends requests on somebody's
//! behalf must not be talked into asking its own surroundings.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::WebhookFault;

/// The longest address.
const URL_BYTES_MAX: usize = 2_000;
/// The longest name of a host.
const HOST_BYTES_MAX: usize = 253;

/// An address, taken apart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WebhookAddress {
    /// Whether it is `https`.
    pub is_tls: bool,
    /// The host: a name in small letters, or an IP address without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Path and query, beginning with a slash.
    pub path: String,
}

impl WebhookAddress {
    /// Takes an address apart. A username in it is refused: it would be a secret in a place where all can read.
    pub fn parse(url: &str) -> Result<Self, WebhookFault> {
        let url = url.trim();
        let is_plain = url.bytes().all(|octet| octet.is_ascii_graphic() && !b"\"<>\\^`{|}#".contains(&octet));
        if url.len() > URL_BYTES_MAX || !is_plain {
            return Err(WebhookFault::Address);
        }
        let (scheme, rest) = url.split_once("://").ok_or(WebhookFault::Address)?;
        let is_tls = match scheme.to_ascii_lowercase().as_str() {
            "https" => true,
            "http" => false,
            _ => return Err(WebhookFault::Address),
        };
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let path = if path.starts_with('/') { path.to_owned() } else { format!("/{path}") };
        let (host, port) = split_authority(authority).ok_or(WebhookFault::Address)?;
        let port = match port {
            None => {
                if is_tls {
                    443
                } else {
                    80
                }
            }
            Some(digits) if digits.bytes().all(|octet| octet.is_ascii_digit()) => {
                digits.parse().ok().filter(|port| *port > 0).ok_or(WebhookFault::Address)?
            }
            Some(_) => return Err(WebhookFault::Address),
        };
        Ok(Self { is_tls, host, port, path })
    }

    /// Returns scheme, host and port as they are written; paths may hold what is not for everybody's eyes.
    pub fn origin(&self) -> String {
        format!("{}://{}", if self.is_tls { "https" } else { "http" }, self.authority())
    }

    /// Returns host and port as the `Host` header has them.
    pub fn authority(&self) -> String {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        let usual = if self.is_tls { 443 } else { 80 };
        if self.port == usual { host } else { format!("{host}:{}", self.port) }
    }

    /// Says whether the address itself names a host of the own network: a private or loopback address, or `localhost`.
    pub fn names_inside(&self) -> bool {
        match self.ip() {
            Some(ip) => AddressClass::of(ip) == AddressClass::Inside,
            None => self.host == "localhost" || self.host.ends_with(".localhost"),
        }
    }

    /// Says whether the address is written as one that is never asked.
    pub fn is_never_reached(&self) -> bool {
        self.ip().is_some_and(|ip| AddressClass::of(ip) == AddressClass::Never)
    }

    fn ip(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }
}

/// Splits an authority into host and port.
fn split_authority(authority: &str) -> Option<(String, Option<&str>)> {
    if let Some(rest) = authority.strip_prefix('[') {
        let (host, rest) = rest.split_once(']')?;
        let ip: Ipv6Addr = host.parse().ok()?;
        let port = if rest.is_empty() { None } else { Some(rest.strip_prefix(':')?) };
        return Some((ip.to_string(), port));
    }
    let (host, port) = match authority.split_once(':') {
        Some((host, port)) => (host, Some(port)),
        None => (authority, None),
    };
    let is_name = !host.is_empty()
        && host.len() <= HOST_BYTES_MAX
        && host.split('.').all(|label| !label.is_empty() && label.len() <= 63)
        && host.bytes().all(|octet| octet.is_ascii_alphanumeric() || b"-._".contains(&octet));
    is_name.then(|| (host.to_ascii_lowercase(), port))
}

/// What kind of address a host turned out to have.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AddressClass {
    /// Out in the world.
    Public,
    /// In the own network, or this machine: only where somebody wants it.
    Inside,
    /// Never asked: link-local addresses, where clouds keep the secrets of their machines, and what is no host.
    Never,
}

impl AddressClass {
    /// Classifies an address. An IPv4 address within an IPv6 one counts as itself.
    pub fn of(ip: IpAddr) -> Self {
        match ip {
            IpAddr::V4(ip) => of_v4(ip),
            IpAddr::V6(ip) => match embedded(ip) {
                Some(inner) => of_v4(inner),
                None => of_v6(ip),
            },
        }
    }
}

/// Two clouds keep their metadata at addresses that are not link-local.
const METADATA: [IpAddr; 3] = [
    IpAddr::V4(Ipv4Addr::new(100, 100, 100, 200)),
    IpAddr::V4(Ipv4Addr::new(168, 63, 129, 16)),
    IpAddr::V6(Ipv6Addr::new(0xfd00, 0x0ec2, 0, 0, 0, 0, 0, 0x0254)),
];

fn of_v4(ip: Ipv4Addr) -> AddressClass {
    let [first, second, third, _] = ip.octets();
    if METADATA.contains(&IpAddr::V4(ip))
        || ip.is_link_local()
        || ip.is_multicast()
        || ip.is_broadcast()
        || first == 0
        || first >= 240
    {
        AddressClass::Never
    } else if ip.is_private()
        || ip.is_loopback()
        || (first == 100 && (64..128).contains(&second)) // behind a carrier's address translation
        || (first == 198 && (18..20).contains(&second)) // benchmarks
        || (first == 192 && second == 0 && third == 0)
    {
        AddressClass::Inside
    } else {
        AddressClass::Public
    }
}

fn of_v6(ip: Ipv6Addr) -> AddressClass {
    if METADATA.contains(&IpAddr::V6(ip))
        || ip.is_unicast_link_local()
        || ip.is_multicast()
        || ip.is_unspecified()
    {
        AddressClass::Never
    } else if ip.is_loopback() || ip.is_unique_local() || (ip.segments()[0] & 0xffc0) == 0xfec0 {
        AddressClass::Inside
    } else {
        AddressClass::Public
    }
}

/// Returns the IPv4 address that an IPv6 one stands for: mapped, compatible, translated (NAT64), or tunnelled (6to4).
fn embedded(ip: Ipv6Addr) -> Option<Ipv4Addr> {
    let segments = ip.segments();
    let of = |high: u16, low: u16| Ipv4Addr::from((u32::from(high) << 16) | u32::from(low));
    match segments {
        [0, 0, 0, 0, 0, 0xffff, high, low] => Some(of(high, low)),
        [0, 0, 0, 0, 0, 0, high, low] if high != 0 => Some(of(high, low)),
        [0x0064, 0xff9b, 0 | 1, _, _, _, high, low] => Some(of(high, low)),
        [0x2002, high, low, ..] => Some(of(high, low)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_taken_apart() {
        let check = |url: &str, is_tls: bool, host: &str, port: u16, path: &str, authority: &str| {
            let address = WebhookAddress::parse(url).expect(url);
            let told = (address.is_tls, address.host.as_str(), address.port, address.path.as_str());
            assert_eq!(told, (is_tls, host, port, path), "{url}");
            assert_eq!(address.authority(), authority, "{url}");
        };
        check("https://example.org", true, "example.org", 443, "/", "example.org");
        check(" HTTPS://Example.org/a?b=c ", true, "example.org", 443, "/a?b=c", "example.org");
        check("https://example.org?b=c", true, "example.org", 443, "/?b=c", "example.org");
        check("http://127.0.0.1:8080/x", false, "127.0.0.1", 8080, "/x", "127.0.0.1:8080");
        check("https://[::1]:8443/", true, "::1", 8443, "/", "[::1]:8443");
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for url in [
            "",
            "example.org/hooks",
            "ftp://example.org/",
            "https://",
            "https:///x",
            "https://user:secret@example.org/",
            "https://example.org/#fragment",
            "https://example.org/a b",
            "https://example.org/a\r\nHost: evil",
            "https://example.org:0/",
            "https://example.org:99999/",
            "https://example.org:+80/",
            "https://[::1/",
            "https://[evil]/",
            "https://exa..mple/",
            "https://пример/",
        ] {
            assert_eq!(WebhookAddress::parse(url), Err(WebhookFault::Address), "{url}");
        }
    }

    #[test]
    fn t65_addresses_have_their_class() {
        let check = |class: AddressClass, addresses: &[&str]| {
            for text in addresses {
                assert_eq!(AddressClass::of(text.parse().expect(text)), class, "{text}");
            }
        };
        check(AddressClass::Public, &["192.0.2.7", "1.1.1.1", "2001:db8::1", "64:ff9b::101:101"]);
        check(
            AddressClass::Inside,
            &[
                "127.0.0.1",
                "10.0.0.1",
                "172.16.0.1",
                "192.168.1.1",
                "100.64.0.1",
                "::1",
                "fd12::1",
                "::ffff:10.0.0.1",
                "64:ff9b::7f00:1",
                "2002:a00:1::",
                "fec0::1",
            ],
        );
        check(
            AddressClass::Never,
            &[
                "169.254.169.254",
                "fe80::1",
                "::ffff:169.254.169.254",
                "64:ff9b::a9fe:a9fe",
                "0.0.0.0",
                "::",
                "224.0.0.1",
                "ff02::1",
                "255.255.255.255",
                "fd00:ec2::254",
                "100.100.100.200",
                "168.63.129.16",
                "2002:a9fe:a9fe::",
            ],
        );
    }
}
