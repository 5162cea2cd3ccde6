//! Can the listeners be bound, or does somebody answer there already?

use super::Check;
use crate::config::Config;
use std::io::ErrorKind;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::time::timeout;

/// How long somebody on this machine may take to answer.
const ANSWER_LIMIT: Duration = Duration::from_secs(2);

pub(super) async fn examine(config: &Config) -> Vec<Check> {
    let mut checks = vec![look("listener", "server.listen", config.server.listen).await];
    if let Some(plain) = config.server.plain_listen {
        checks.push(look("plain listener", "server.plain_listen", plain.address()).await);
    }
    if let Some(monitoring) = config.monitoring.listen {
        checks.push(look("monitoring listener", "monitoring.listen", monitoring).await);
    }
    checks
}

async fn look(name: &'static str, key: &str, address: SocketAddr) -> Check {
    let error = match TcpListener::bind(address).await {
        Ok(_) => return Check::ok(name, format!("{address} is free; nothing serves there now")),
        Err(error) => error,
    };
    match error.kind() {
        ErrorKind::AddrInUse if answers(address).await => {
            Check::ok(name, format!("{address} is answered, by a running vestibule if all is well"))
        }
        ErrorKind::AddrInUse => {
            let mend = format!("stop what holds the port, or set {key}");
            Check::fail(name, format!("{address} is taken, but nobody answers"), mend)
        }
        ErrorKind::PermissionDenied => {
            let mend = format!("set {key} to a port from 1024 on, or give vestibule CAP_NET_BIND_SERVICE");
            Check::fail(name, format!("{address} may not be used by this user"), mend)
        }
        _ => {
            let mend = format!("set {key} to an address of this machine");
            Check::fail(name, format!("{address}: {error}"), mend)
        }
    }
}

async fn answers(address: SocketAddr) -> bool {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    let connection = TcpStream::connect(SocketAddr::new(ip, address.port()));
    timeout(ANSWER_LIMIT, connection).await.is_ok_and(|connected| connected.is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::Outcome;

    #[tokio::test]
    async fn a_taken_port_is_told_from_a_free_one() {
        let taken = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = taken.local_addr().unwrap();
        let check = look("listener", "server.listen", address).await;
        assert!(check.outcome == Outcome::Ok && check.detail.contains("is answered"), "{check:?}");
        drop(taken);
        let check = look("listener", "server.listen", address).await;
        assert!(check.outcome == Outcome::Ok && check.detail.contains("is free"), "{check:?}");
    }

    #[tokio::test]
    async fn an_address_of_another_machine_is_a_failure() {
        let check = look("listener", "server.listen", "192.0.2.1:8443".parse().unwrap()).await;
        assert!(check.outcome == Outcome::Fail && check.mend.unwrap().contains("server.listen"));
    }
}
