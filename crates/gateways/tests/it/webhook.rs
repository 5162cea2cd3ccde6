//! Tellings over the network, against a program that answers to order.

use std::sync::Arc;
use std::time::Duration;

use domain::webhook::WebhookAddress;
use gateways::webhook::{LiveWebhooks, WebhookGateway, WebhookOutcome, WebhookTelling};
use rcgen::ExtendedKeyUsagePurpose;
use rustls::ServerConfig;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use testkit::{HookPeer, HookReply};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::peer::Authority;

/// The octets 0 to 31, as a secret is written.
const SECRET: &str = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
const OTHER: &str = "whsec_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

fn live() -> WebhookGateway {
    WebhookGateway::Live(LiveWebhooks::new(None).expect("a client"))
}

fn telling(url: &str) -> WebhookTelling {
    WebhookTelling {
        address: WebhookAddress::parse(url).expect("an address"),
        may_stay_inside: true,
        id: Uuid::from_u128(7),
        at: 1_795_348_800,
        body: r#"{"event":"ping","name":"Åsa"}"#.to_owned(),
        secrets: vec![Zeroizing::new((0..32).collect())],
    }
}

fn failed(status: u16, words: &str) -> WebhookOutcome {
    WebhookOutcome::Failed { status: Some(status), words: words.to_owned(), retry_after: None }
}

/// Returns why there was no answer.
fn reason(outcome: WebhookOutcome) -> String {
    match outcome {
        WebhookOutcome::Failed { status: None, words, .. } => words,
        outcome => panic!("an answer: {outcome:?}"),
    }
}

#[tokio::test]
async fn a_telling_says_what_the_scheme_asks_and_its_signature_holds() {
    let peer = HookPeer::start().await;
    let outcome = live().send(&telling(&peer.url("/hooks?a=b"))).await;
    assert_eq!(outcome, WebhookOutcome::Delivered { status: 204 });
    let request = peer.take_received().remove(0);
    assert_eq!(request.line, "POST /hooks?a=b HTTP/1.1");
    assert_eq!(request.header("host"), format!("127.0.0.1:{}", peer.port()));
    assert_eq!(request.header("content-type"), "application/json");
    assert_eq!(request.header("webhook-id"), "00000000-0000-0000-0000-000000000007");
    assert_eq!(request.header("webhook-timestamp"), "1795348800");
    assert!(request.header("user-agent").starts_with("Vestibule/"));
    assert!(request.is_signed_with(SECRET) && !request.is_signed_with(OTHER));
    let mut altered = request.clone();
    altered.body = altered.body.replace("Åsa", "Ben");
    assert!(!altered.is_signed_with(SECRET), "the body counts");
    let mut late = request;
    late.headers.insert("webhook-timestamp".into(), "1795348801".into());
    assert!(!late.is_signed_with(SECRET), "the time counts");
}

#[tokio::test]
async fn two_secrets_sign_while_one_takes_over_from_the_other() {
    let peer = HookPeer::start().await;
    let mut both = telling(&peer.url("/"));
    both.secrets.push(Zeroizing::new(vec![7; 32]));
    live().send(&both).await;
    let request = peer.take_received().remove(0);
    assert!(request.is_signed_with(SECRET) && request.is_signed_with(OTHER));
}

#[tokio::test]
async fn each_answer_has_its_meaning() {
    let (peer, gateway) = (HookPeer::start().await, live());
    let url = peer.url("/");
    let check = async |reply: HookReply, expected: WebhookOutcome| {
        let shown = format!("{reply:?}");
        peer.reply(reply);
        assert_eq!(gateway.send(&telling(&url)).await, expected, "{shown}");
    };
    for status in [200, 201, 202, 204] {
        check(HookReply::Status(status), WebhookOutcome::Delivered { status }).await;
    }
    for status in [400, 401, 404, 429, 500, 503] {
        check(HookReply::Say(status, "not so".into()), failed(status, "not so")).await;
    }
    check(HookReply::Say(410, "gone".into()), WebhookOutcome::Gone { words: "gone".into() }).await;
    let later = WebhookOutcome::Failed {
        status: Some(503),
        words: String::new(),
        retry_after: Some(Duration::from_secs(120)),
    };
    check(HookReply::With(503, "retry-after: 120".into()), later).await;
    check(HookReply::With(503, "retry-after: tomorrow".into()), failed(503, "")).await;
}

#[tokio::test]
async fn t65_a_redirect_is_not_followed() {
    let (peer, elsewhere) = (HookPeer::start().await, HookPeer::start().await);
    for status in [301, 302, 303, 307, 308] {
        peer.reply(HookReply::With(status, format!("location: {}", elsewhere.url("/"))));
        match live().send(&telling(&peer.url("/"))).await {
            WebhookOutcome::Failed { status: Some(told), words, .. } => {
                assert_eq!(told, status);
                assert!(words.contains("redirects are not followed"), "{words}");
            }
            outcome => panic!("{outcome:?}"),
        }
    }
    assert!(elsewhere.take_received().is_empty());
}

#[tokio::test]
async fn of_a_huge_answer_only_the_beginning_is_read() {
    let peer = HookPeer::start().await;
    for status in [200, 500] {
        peer.reply(HookReply::Huge(status, 10_000_000_000));
        match live().send(&telling(&peer.url("/"))).await {
            WebhookOutcome::Delivered { status: told } => assert_eq!((told, status), (200, 200)),
            WebhookOutcome::Failed { status: Some(500), words, .. } => assert_eq!(words.len(), 1_024),
            outcome => panic!("{outcome:?}"),
        }
    }
}

#[tokio::test]
async fn a_program_that_hangs_hangs_up_or_talks_nonsense_is_told_again() {
    let peer = HookPeer::start().await;
    peer.reply(HookReply::Hang);
    let (url, gateway) = (peer.url("/"), live());
    let asked = tokio::spawn(async move { gateway.send(&telling(&url)).await });
    peer.arrived().await;
    tokio::time::pause();
    assert_eq!(reason(asked.await.expect("an outcome")), "no answer within ten seconds");
    tokio::time::resume();
    for reply in [HookReply::Cut, HookReply::Nonsense] {
        peer.reply(reply);
        let words = reason(live().send(&telling(&peer.url("/"))).await);
        assert!(words.starts_with("sending: "), "{words}");
    }
    let nobody = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = nobody.local_addr().expect("an address");
    drop(nobody);
    let words = reason(live().send(&telling(&format!("http://{address}/"))).await);
    assert!(words.starts_with("connecting: "), "{words}");
}

#[tokio::test]
async fn t65_the_own_network_is_asked_only_where_somebody_wants_it() {
    let peer = HookPeer::start().await;
    for url in [
        format!("http://localhost:{}/", peer.port()),
        format!("http://127.0.0.1:{}/", peer.port()),
        // Other spellings of the same number, which resolvers understand.
        format!("http://2130706433:{}/", peer.port()),
        format!("http://127.1:{}/", peer.port()),
        format!("http://[::ffff:127.0.0.1]:{}/", peer.port()),
    ] {
        let outside = WebhookTelling { may_stay_inside: false, ..telling(&url) };
        let words = reason(live().send(&outside).await);
        assert!(words.starts_with("refused: the host has the private address"), "{url}: {words}");
    }
    for url in ["http://169.254.169.254/latest/meta-data", "https://[fe80::1]/", "http://0.0.0.0/"] {
        let words = reason(live().send(&telling(url)).await);
        assert!(words.starts_with("refused: ") && words.contains("never asked"), "{url}: {words}");
    }
    let words = reason(live().send(&telling("http://192.0.2.7/")).await);
    assert!(words.contains("http is not encrypted"), "{words}");
    assert!(peer.take_received().is_empty());
}

/// Starts the program behind TLS; returns its port.
async fn behind_tls(peer: &HookPeer, authority: &Authority, name: &str) -> u16 {
    let (certificate, key) = authority.issue(name, ExtendedKeyUsagePurpose::ServerAuth);
    let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_no_client_auth()
        .with_single_cert(
            vec![certificate.der().clone()],
            PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der())),
        )
        .expect("a certificate");
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let port = listener.local_addr().expect("an address").port();
    let peer = peer.clone();
    tokio::spawn(async move {
        while let Ok((tcp, _)) = listener.accept().await {
            let (peer, acceptor) = (peer.clone(), acceptor.clone());
            tokio::spawn(async move {
                if let Ok(tls) = acceptor.accept(tcp).await {
                    peer.serve(tls).await;
                }
            });
        }
    });
    port
}

#[tokio::test]
async fn tls_is_verified_by_root_and_name() {
    let (peer, authority, stranger) = (HookPeer::start().await, Authority::new(), Authority::new());
    let client =
        |roots: &Authority| WebhookGateway::Live(LiveWebhooks::new(Some(&roots.pem())).expect("a client"));
    let port = behind_tls(&peer, &authority, "localhost").await;
    let url = format!("https://localhost:{port}/hooks");
    let outcome = client(&authority).send(&telling(&url)).await;
    assert_eq!(outcome, WebhookOutcome::Delivered { status: 204 });
    assert!(peer.take_received().remove(0).is_signed_with(SECRET));

    let words = reason(client(&stranger).send(&telling(&url)).await);
    assert!(words.contains("UnknownIssuer"), "{words}");
    let other = behind_tls(&peer, &authority, "elsewhere.example.org").await;
    let words = reason(client(&authority).send(&telling(&format!("https://localhost:{other}/"))).await);
    assert!(words.starts_with("TLS: "), "{words}");
    assert!(peer.take_received().is_empty(), "nothing was told");
    assert!(LiveWebhooks::new(Some("nonsense")).is_err());
}

#[tokio::test]
async fn t65_a_page_is_read_over_tls_and_never_from_the_own_network() {
    let peer = HookPeer::start().await;
    for (url, words) in [
        (format!("http://127.0.0.1:{}/", peer.port()), "only https is asked"),
        (format!("https://127.0.0.1:{}/", peer.port()), "refused: the host has the private address"),
        (format!("https://localhost:{}/", peer.port()), "refused: the host has the private address"),
        ("https://169.254.169.254/".to_owned(), "never asked"),
    ] {
        let address = WebhookAddress::parse(&url).expect("an address");
        let refused = live().fetch(&address).await.expect_err("refused");
        assert!(refused.contains(words), "{url}: {refused}");
    }
    assert!(peer.take_received().is_empty());
}
