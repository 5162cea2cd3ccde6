//! Connections to hosts that somebody else has named: an address is looked at after its name was resolved, so that nobody
//! makes this server ask its own surroundings (T65).

use std::net::SocketAddr;

use domain::webhook::{AddressClass, WebhookAddress};
use tokio::net::{TcpStream, lookup_host};

use crate::tls::words;

/// How many of a name's addresses are tried.
const ADDRESSES_MAX: usize = 4;

/// Connects to the first address of the host that answers, of those that may be asked.
///
/// The name is resolved here and nowhere later, so that it cannot mean another address a moment after it was looked at.
pub(crate) async fn connect(address: &WebhookAddress, may_stay_inside: bool) -> Result<TcpStream, String> {
    let found = lookup_host((address.host.as_str(), address.port)).await;
    let found: Vec<SocketAddr> = found.map_err(|_| "no address is known for this host".to_owned())?.collect();
    let mut refused = "the host has no address".to_owned();
    let mut admitted = Vec::new();
    for socket in found {
        match admit(socket, address.is_tls, may_stay_inside) {
            Ok(()) => admitted.push(socket),
            Err(words) => refused = words,
        }
    }
    for socket in admitted.into_iter().take(ADDRESSES_MAX) {
        match TcpStream::connect(socket).await {
            Ok(tcp) => return Ok(tcp),
            Err(error) => refused = format!("connecting: {}", words::tcp(&error)),
        }
    }
    Err(refused)
}

/// Says whether an address may be asked.
fn admit(socket: SocketAddr, is_tls: bool, may_stay_inside: bool) -> Result<(), String> {
    let ip = socket.ip();
    match AddressClass::of(ip) {
        AddressClass::Never => Err(format!("refused: {ip} is an address that is never asked")),
        AddressClass::Inside if !may_stay_inside => Err(format!(
            "refused: the host has the private address {ip}, and the settings do not say that it is in the own network"
        )),
        AddressClass::Public if !is_tls => {
            Err(format!("refused: {ip} is outside the own network, and http is not encrypted"))
        }
        AddressClass::Inside | AddressClass::Public => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn t65_addresses_are_admitted_as_the_settings_say() {
        let check = |ip: &str, is_tls: bool, may_stay_inside: bool, expected: bool| {
            let socket = SocketAddr::new(ip.parse().expect(ip), 443);
            let admitted = admit(socket, is_tls, may_stay_inside).is_ok();
            assert_eq!(admitted, expected, "{ip} {is_tls} {may_stay_inside}");
        };
        for public in ["192.0.2.7", "93.184.216.34"] {
            check(public, true, false, true);
            check(public, true, true, true);
            check(public, false, true, false);
        }
        for inside in ["10.0.0.1", "10.1.2.3", "127.0.0.1", "192.168.0.1", "::1", "fd00::1"] {
            check(inside, true, false, false);
            check(inside, true, true, true);
            check(inside, false, true, true);
        }
        for is_tls in [true, false] {
            for never in ["169.254.169.254", "0.0.0.0", "fe80::1", "::ffff:169.254.169.254"] {
                check(never, is_tls, true, false);
            }
        }
    }
}
