//! The private TLS root and the first server certificate.

use ca::lint::{self, Purpose};
use ca::{IssueError, ServerName, TlsRoot};

use crate::openssl::OpenSsl;
use crate::{DAY, NOW};

fn root() -> TlsRoot {
    TlsRoot::create("Example TLS", "Example", [3; 16], NOW, 10).unwrap()
}

fn names() -> Vec<ServerName> {
    ["mdm.example.org", "192.0.2.7", "[2001:db8::1]"].map(|name| ServerName::parse(name).unwrap()).into()
}

#[test]
fn openssl_verifies_the_server_for_each_of_its_names() {
    let Some(openssl) = OpenSsl::new() else { return };
    let root = root();
    let server = root.issue_server(&names(), [4; 16], NOW, 397).unwrap();
    openssl.write("root.pem", root.pem());
    openssl.write("server.der", &server.chain[0]);
    openssl.run("x509 -inform DER -in server.der -out server.pem");
    let verify = format!("verify -attime {NOW} -x509_strict -CAfile root.pem -purpose sslserver");
    for name in ["-verify_hostname mdm.example.org", "-verify_ip 192.0.2.7", "-verify_ip 2001:db8::1"] {
        openssl.run(&format!("{verify} {name} server.pem"));
    }
    assert!(!openssl.attempt(&format!("{verify} -verify_hostname other.example.org server.pem"), &[]).0);
    assert!(
        !openssl
            .attempt(&format!("verify -attime {NOW} -CAfile root.pem -purpose sslclient server.pem"), &[])
            .0
    );

    openssl.write("server.pk8", server.key_pkcs8.as_slice());
    let of_key = openssl.run("pkey -inform DER -in server.pk8 -pubout");
    assert_eq!(of_key, openssl.run("x509 -in server.pem -noout -pubkey"));
}

#[test]
fn rustls_takes_the_server_certificate_with_its_key() {
    let server = root().issue_server(&names(), [4; 16], NOW, 397).unwrap();
    let chain = server.chain.iter().map(|der| der.clone().into()).collect();
    let key = rustls::pki_types::PrivatePkcs8KeyDer::from(server.key_pkcs8.to_vec()).into();
    let provider = std::sync::Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .unwrap();
}

#[test]
fn t46_a_server_certificate_passes_its_lint_and_lives_825_days_at_most() {
    let server = root().issue_server(&names(), [4; 16], NOW, 9999).unwrap();
    assert_eq!(server.not_after - server.not_before, 825 * DAY);
    assert_eq!(lint::issued(&server.chain[0], Purpose::Server), []);
    assert_ne!(lint::issued(&server.chain[0], Purpose::Identity), []);
}

#[test]
fn a_server_without_names_or_with_bad_ones_is_refused() {
    assert_eq!(
        root().issue_server(&[], [4; 16], NOW, 1).unwrap_err(),
        IssueError::Unfit(vec![lint::Finding::NoNames])
    );
    for bad in
        ["", ".", "a..b", "-a.example", "a b", "exa_mple", "*.*.example", "münchen.example", &"a".repeat(64)]
    {
        assert_eq!(ServerName::parse(bad), Err(IssueError::HostName(bad.to_owned())));
        let names = [ServerName::Dns(bad.to_owned())];
        assert!(root().issue_server(&names, [4; 16], NOW, 1).is_err(), "{bad}");
    }
    assert_eq!(ServerName::parse("*.Example.org"), Ok(ServerName::Dns("*.example.org".to_owned())));
}

#[test]
fn a_root_comes_back_from_storage_and_only_with_its_key() {
    let (one, other) = (root(), root());
    let loaded = TlsRoot::load(one.certificate().to_vec(), one.key_pkcs8()).unwrap();
    assert_eq!(loaded.fingerprint(), one.fingerprint());
    assert!(loaded.issue_server(&names(), [5; 16], NOW, 90).is_ok());
    let refusal = TlsRoot::load(one.certificate().to_vec(), other.key_pkcs8()).unwrap_err();
    assert_eq!(refusal, IssueError::KeyOfAnother);
}
