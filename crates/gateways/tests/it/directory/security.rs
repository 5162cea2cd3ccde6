//! No password leaves on a connection that is not as safe as the settings demand.

use domain::directory::{LdapHost, Security};
use gateways::directory::DirectoryError;
use testkit::{PeerCertificate, Slapd, SlapdBuilder, SlapdSecurity};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio::sync::oneshot;

use super::{Bench, ID};

async fn with_certificate(certificate: PeerCertificate) -> Option<Bench> {
    Bench::start_as(SlapdBuilder { certificate, ..Slapd::builder() }).await
}

/// Checks that the directory is refused with these words, over LDAPS and StartTLS.
async fn check_refused(mut bench: Bench, expected: &str) {
    for security in [Security::Ldaps, Security::StartTls] {
        let before = bench.slapd.count().await;
        bench.connection = bench.slapd.connection_by(ID, security);
        let host = bench.connection.settings.hosts[0].clone();
        let error = bench.find("ann").await.unwrap_err();
        let words = format!("localhost:{}: {expected}", host.port);
        assert_eq!(error, DirectoryError::Insecure(words), "{security:?}");
        assert!(error.is_down());
        assert_eq!(bench.slapd.count().await.since(before).binds, 0, "no password was sent");
    }
}

#[tokio::test]
async fn t20_a_certificate_for_another_name_is_refused() {
    let Some(bench) = with_certificate(PeerCertificate::WrongName).await else { return };
    check_refused(bench, "the server’s certificate belongs to another host").await;
}

#[tokio::test]
async fn t20_an_expired_certificate_is_refused() {
    let Some(bench) = with_certificate(PeerCertificate::Expired).await else { return };
    check_refused(bench, "the server’s certificate has expired").await;
}

#[tokio::test]
async fn t20_a_certificate_of_a_foreign_authority_is_refused() {
    let Some(bench) = with_certificate(PeerCertificate::Foreign).await else { return };
    check_refused(bench, "the server’s certificate was issued by an authority that is not trusted").await;
}

#[tokio::test]
async fn a_certificate_that_signed_itself_is_taken_only_when_it_is_the_one_uploaded() {
    let Some(mut bench) = with_certificate(PeerCertificate::SelfSigned).await else { return };
    bench.found("ann").await;
    bench.connection.settings.roots.clear();
    assert!(matches!(bench.find("ann").await, Err(DirectoryError::Insecure(_))));
    // Its name counts as any other's does.
    bench.connection = bench.slapd.connection(ID);
    bench.connection.settings.hosts[0].name = "127.0.0.2".to_owned();
    assert!(bench.find("ann").await.is_err());
}

#[tokio::test]
async fn every_safe_way_works_by_name_and_by_address() {
    let Some(mut bench) = Bench::start().await else { return };
    for security in Security::ALL {
        for name in ["localhost", "127.0.0.1"] {
            bench.connection = bench.slapd.connection_by(ID, security);
            bench.connection.settings.hosts[0].name = name.to_owned();
            let ann = bench.found("ann").await;
            assert_eq!(bench.check(&ann, "Ann-Pw-1").await, Ok(true), "{security:?} {name}");
        }
    }
}

#[tokio::test]
async fn t20_a_server_without_start_tls_is_told_nothing_more() {
    let builder = SlapdBuilder { security: SlapdSecurity::None, ..Slapd::builder() };
    let Some(mut bench) = Bench::start_as(builder).await else { return };
    bench.connection = bench.slapd.connection_by(ID, Security::StartTls);
    let before = bench.slapd.count().await;
    let Err(DirectoryError::Insecure(words)) = bench.find("ann").await else {
        panic!("it was taken for safe")
    };
    assert!(words.contains("the server refuses StartTLS: "), "{words}");
    assert_eq!(bench.slapd.count().await.since(before).binds, 0);
}

#[tokio::test]
async fn t20_a_server_that_demands_protection_is_not_asked_again_without() {
    let builder = SlapdBuilder { security: SlapdSecurity::Demanded, ..Slapd::builder() };
    let Some(mut bench) = Bench::start_as(builder).await else { return };
    bench.found("ann").await;
    bench.connection = bench.slapd.connection_by(ID, Security::Plain);
    let Err(DirectoryError::Insecure(words)) = bench.find("ann").await else { panic!("it was taken") };
    assert!(words.starts_with("the server demands an encrypted connection: result 13"), "{words}");
}

/// Starts a peer on the way that answers the first message with these octets, and tells what else it is told.
async fn peer(answer: &'static [u8]) -> (LdapHost, oneshot::Receiver<Vec<u8>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let host = LdapHost { name: "127.0.0.1".to_owned(), port: listener.local_addr().unwrap().port() };
    let (told, heard) = oneshot::channel();
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut request = vec![0; 31];
        stream.read_exact(&mut request).await.unwrap();
        assert!(request.ends_with(b"1.3.6.1.4.1.1466.20037"), "StartTLS is all that is asked for");
        stream.write_all(answer).await.unwrap();
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest).await;
        let _ = told.send(rest);
    });
    (host, heard)
}

#[tokio::test]
async fn t20_a_stripped_start_tls_ends_the_conversation() {
    let Some(mut bench) = Bench::start().await else { return };
    for (answer, expected) in [
        // As a man in the middle strips it: "unsupported", "not now", nonsense, and something that is no LDAP.
        (
            b"\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x02\x04\x00\x04\x00".as_slice(),
            "the server refuses StartTLS:  (result 2)",
        ),
        (
            b"\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x34\x04\x00\x04\x00",
            "the server refuses StartTLS:  (result 52)",
        ),
        (
            b"\x30\x0c\x02\x01\x01\x61\x07\x0a\x01\x00\x04\x00\x04\x00",
            "the answer to StartTLS makes no sense",
        ),
        (b"\x30\x84\xff\xff\xff\xff", "the answer to StartTLS makes no sense"),
        (b"220 mail.example.test ESMTP\r\n", "what answers there does not speak LDAP"),
    ] {
        let (host, heard) = peer(answer).await;
        bench.connection = bench.slapd.connection_by(ID, Security::StartTls);
        bench.connection.settings.hosts = vec![host.clone()];
        let words = format!("127.0.0.1:{}: {expected}", host.port);
        assert_eq!(bench.find("ann").await, Err(DirectoryError::Insecure(words)));
        assert_eq!(heard.await.unwrap(), Vec::<u8>::new(), "not an octet more was said");
    }
}

#[tokio::test]
async fn t20_what_is_slipped_in_before_the_encryption_spoils_it() {
    let Some(mut bench) = Bench::start().await else { return };
    // A yes to StartTLS with a yes to a bind behind it, which must not be taken for an answer within TLS.
    let (host, heard) = peer(
        b"\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x00\x04\x00\x04\x00\
          \x30\x0c\x02\x01\x01\x61\x07\x0a\x01\x00\x04\x00\x04\x00",
    )
    .await;
    bench.connection = bench.slapd.connection_by(ID, Security::StartTls);
    bench.connection.settings.hosts = vec![host];
    let Err(DirectoryError::Insecure(words)) = bench.find("ann").await else { panic!("it was taken") };
    assert!(words.contains("does not speak TLS"), "{words}");
    let said = heard.await.unwrap();
    let secret = testkit::READER_PASSWORD.as_bytes();
    assert!(!said.windows(secret.len()).any(|window| window == secret));
}

#[tokio::test]
async fn the_wrong_port_is_named_as_such() {
    let Some(mut bench) = Bench::start().await else { return };
    bench.connection.settings.hosts = vec![bench.slapd.plain_host()];
    let Err(DirectoryError::Insecure(words)) = bench.find("ann").await else { panic!("it was taken") };
    assert!(
        words.contains("perhaps this port is not for LDAPS") || words.contains("does not speak TLS"),
        "{words}"
    );
    bench.connection = bench.slapd.connection_by(ID, Security::StartTls);
    bench.connection.settings.hosts = vec![bench.slapd.host()];
    bench.connection.settings.connect_timeout_s = 1;
    assert!(bench.find("ann").await.is_err());
}

#[tokio::test]
async fn a_client_certificate_is_shown_where_one_is_demanded() {
    let builder = SlapdBuilder { client_certificate: true, ..Slapd::builder() };
    let Some(mut bench) = Bench::start_as(builder).await else { return };
    bench.found("ann").await;
    bench.connection.client_identity = None;
    assert!(bench.find("ann").await.is_err());
}
