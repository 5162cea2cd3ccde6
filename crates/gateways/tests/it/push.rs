//! What goes out, what each answer means, and how connections come and go.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use gateways::{
    Apns, ApnsError, ApnsSettings, MemoryPush, Notification, PushGateway, PushIdentity, PushOutcome,
};
use uuid::Uuid;

use crate::peer::{Authority, Peer, Reply};

const TOPIC: &str = "com.apple.mgmt.External.7d3c9a52";

fn notification() -> Notification {
    Notification {
        id: Uuid::from_u128(0xABCD_EF01_2345_6789_ABCD_EF01_2345_6789),
        topic: TOPIC.to_owned(),
        token: vec![0x00, 0x0F, 0xAB, 0xCD],
        push_magic: "F00D-\"quoted\"".to_owned(),
        expires_at: 1_800_000_000,
        urgent: true,
    }
}

struct Bench {
    authority: Authority,
    peer: Peer,
    gateway: PushGateway,
    identity: PushIdentity,
}

impl Bench {
    async fn new() -> Self {
        let authority = Authority::new();
        let peer = Peer::start(&authority).await;
        let gateway = PushGateway::Apns(peer.client());
        let identity = authority.identity(TOPIC);
        Self { authority, peer, gateway, identity }
    }

    async fn push(&self) -> PushOutcome {
        self.gateway.push(&self.identity, &notification()).await
    }
}

fn refused(reason: &str) -> PushOutcome {
    PushOutcome::Refused { reason: reason.to_owned() }
}

fn gone(reason: &str) -> PushOutcome {
    PushOutcome::TokenGone { reason: reason.to_owned(), gone_at_ms: None }
}

fn later(seconds: u64, reason: &str) -> PushOutcome {
    PushOutcome::RetryLater { after: Duration::from_secs(seconds), reason: reason.to_owned() }
}

#[tokio::test]
async fn a_push_says_no_more_than_the_protocol_asks() {
    let bench = Bench::new().await;
    assert_eq!(bench.push().await, PushOutcome::Accepted);
    let mut calm = notification();
    calm.urgent = false;
    assert_eq!(bench.gateway.push(&bench.identity, &calm).await, PushOutcome::Accepted);

    let received = bench.peer.received();
    assert_eq!(received[0].path, "/3/device/000fabcd");
    assert_eq!(&received[0].body[..], br#"{"mdm":"F00D-\"quoted\""}"#);
    let header = |index: usize, name: &str| received[index].headers[name].to_str().unwrap().to_owned();
    assert_eq!(header(0, "apns-id"), "abcdef01-2345-6789-abcd-ef0123456789");
    assert_eq!(header(0, "apns-topic"), TOPIC);
    assert_eq!(header(0, "apns-push-type"), "mdm");
    assert_eq!(header(0, "apns-expiration"), "1800000000");
    assert_eq!(header(0, "apns-priority"), "10");
    assert_eq!(header(1, "apns-priority"), "5");
    let expected =
        ["apns-expiration", "apns-id", "apns-priority", "apns-push-type", "apns-topic", "content-length"];
    let mut names: Vec<_> = received[0].headers.keys().map(|name| name.as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, expected);
}

#[tokio::test]
async fn each_of_apples_answers_has_its_meaning() {
    let bench = Bench::new().await;
    let check = async |status: u16, reason: &str, expected: PushOutcome| {
        bench.peer.say(status, reason);
        assert_eq!(bench.push().await, expected, "{status} {reason}");
    };
    check(400, "BadDeviceToken", gone("BadDeviceToken")).await;
    for reason in [
        "DeviceTokenNotForTopic",
        "BadTopic",
        "MissingTopic",
        "TopicDisallowed",
        "InvalidPushType",
        "BadExpirationDate",
        "BadPriority",
        "BadMessageId",
        "DuplicateHeaders",
        "PayloadEmpty",
        "BadCollapseId",
        "MissingDeviceToken",
    ] {
        check(400, reason, refused(reason)).await;
    }
    for reason in [
        "BadCertificate",
        "BadCertificateEnvironment",
        "Forbidden",
        "MissingProviderToken",
        "InvalidProviderToken",
        "ExpiredProviderToken",
    ] {
        check(403, reason, refused(reason)).await;
    }
    check(404, "BadPath", refused("BadPath")).await;
    check(405, "MethodNotAllowed", refused("MethodNotAllowed")).await;
    check(410, "Unregistered", gone("Unregistered")).await;
    check(410, "ExpiredToken", gone("ExpiredToken")).await;
    check(413, "PayloadTooLarge", refused("PayloadTooLarge")).await;
    check(429, "TooManyRequests", later(300, "TooManyRequests")).await;
    check(500, "InternalServerError", later(60, "InternalServerError")).await;
    check(503, "ServiceUnavailable", later(60, "ServiceUnavailable")).await;
    check(503, "Shutdown", later(60, "Shutdown")).await;
    assert_eq!(bench.push().await, PushOutcome::Accepted);
}

#[tokio::test]
async fn t63_a_gone_token_comes_with_the_time_that_apple_knew() {
    let bench = Bench::new().await;
    let body = r#"{"reason":"Unregistered","timestamp":1700000000123}"#;
    bench.peer.reply(Reply::Say(410, body.to_owned(), None));
    let expected =
        PushOutcome::TokenGone { reason: "Unregistered".to_owned(), gone_at_ms: Some(1_700_000_000_123) };
    assert_eq!(bench.push().await, expected);
}

#[tokio::test]
async fn answers_that_are_not_apples_are_read_by_their_status() {
    let bench = Bench::new().await;
    bench.peer.reply(Reply::Say(502, "<html>".to_owned(), None));
    assert_eq!(bench.push().await, later(60, "status 502"));
    bench.peer.reply(Reply::Say(403, String::new(), None));
    assert_eq!(bench.push().await, refused("status 403"));
    bench.peer.reply(Reply::Say(503, "x".repeat(5000), None));
    assert_eq!(bench.push().await, later(60, "status 503"));
}

#[tokio::test]
async fn apple_may_say_how_long_to_wait_within_reason() {
    let bench = Bench::new().await;
    bench.peer.reply(Reply::Say(429, String::new(), Some(30)));
    assert_eq!(bench.push().await, later(30, "status 429"));
    bench.peer.reply(Reply::Say(503, String::new(), Some(1_000_000)));
    assert_eq!(bench.push().await, later(3600, "status 503"));
}

#[tokio::test]
async fn pushes_share_one_connection() {
    let bench = Bench::new().await;
    let (one, two, three) = tokio::join!(bench.push(), bench.push(), bench.push());
    assert_eq!([one, two, three], [PushOutcome::Accepted, PushOutcome::Accepted, PushOutcome::Accepted]);
    bench.peer.say(400, "BadDeviceToken");
    bench.push().await;
    bench.push().await;
    assert!(bench.peer.received().iter().all(|push| push.connection == 1));
}

#[tokio::test]
async fn a_new_connection_follows_goaway() {
    let bench = Bench::new().await;
    assert_eq!(bench.push().await, PushOutcome::Accepted);
    bench.peer.go_away().await;
    assert_eq!(bench.push().await, PushOutcome::Accepted);
    assert_eq!(bench.peer.received()[1].connection, 2);
}

#[tokio::test]
async fn a_push_cut_off_is_repeated_once_on_a_new_connection() {
    let bench = Bench::new().await;
    bench.peer.reply(Reply::Cut);
    assert_eq!(bench.push().await, PushOutcome::Accepted);
    let connections: Vec<_> = bench.peer.received().iter().map(|push| push.connection).collect();
    assert_eq!(connections, [1, 2]);

    bench.peer.reply(Reply::Cut);
    bench.peer.reply(Reply::Cut);
    assert!(matches!(bench.push().await, PushOutcome::RetryLater { .. }));
    assert_eq!(bench.peer.received().len(), 4);
}

#[tokio::test]
async fn an_idle_connection_that_apple_gave_up_is_replaced() {
    let bench = Bench::new().await;
    bench.peer.say(400, "IdleTimeout");
    assert_eq!(bench.push().await, PushOutcome::Accepted);
    assert_eq!(bench.peer.received()[1].connection, 2);
}

#[tokio::test]
async fn trouble_at_apple_moves_the_next_push_to_a_new_connection() {
    let bench = Bench::new().await;
    bench.peer.say(503, "Shutdown");
    bench.push().await;
    assert_eq!(bench.push().await, PushOutcome::Accepted);
    assert_eq!(bench.peer.received()[1].connection, 2);
}

#[tokio::test]
async fn a_silent_peer_costs_two_time_outs_and_no_more() {
    let bench = Bench::new().await;
    bench.peer.reply(Reply::Hang);
    bench.peer.reply(Reply::Hang);
    let push = bench.push();
    let clock = async {
        for _ in 0..2 {
            bench.peer.arrived().await;
            tokio::time::pause();
            tokio::time::advance(Duration::from_secs(21)).await;
            tokio::time::resume();
        }
    };
    let (outcome, ()) = tokio::join!(push, clock);
    assert_eq!(outcome, later(60, "no answer to the push"));
    assert_eq!(bench.push().await, PushOutcome::Accepted);
    let connections: Vec<_> = bench.peer.received().iter().map(|push| push.connection).collect();
    assert_eq!(connections, [1, 2, 3]);
}

#[tokio::test]
async fn t62_a_replaced_certificate_is_used_at_once() {
    let mut bench = Bench::new().await;
    assert_eq!(bench.push().await, PushOutcome::Accepted);
    bench.identity = bench.authority.identity(TOPIC);
    assert_eq!(bench.push().await, PushOutcome::Accepted);
    let received = bench.peer.received();
    assert_eq!(received[1].connection, 2);
    assert_eq!(received[1].certificate, bench.identity.certificate_chain[0]);
    assert_ne!(received[1].certificate, received[0].certificate);
}

#[tokio::test]
async fn t62_a_certificate_of_another_topic_is_never_tried() {
    let bench = Bench::new().await;
    let other = bench.authority.identity("com.apple.mgmt.External.other");
    let outcome = bench.gateway.push(&other, &notification()).await;
    assert_eq!(outcome, refused("the push certificate belongs to another topic"));
    assert!(bench.peer.received().is_empty());
}

#[tokio::test]
async fn a_certificate_that_the_peer_does_not_know_is_refused() {
    let mut bench = Bench::new().await;
    bench.identity = Authority::new().identity(TOPIC);
    let outcome = bench.push().await;
    assert!(
        matches!(&outcome, PushOutcome::Refused { reason } if reason.contains("UnknownCA")),
        "{outcome:?}"
    );
    assert!(bench.peer.received().is_empty());
}

#[tokio::test]
async fn a_key_that_does_not_fit_the_certificate_is_refused_before_connecting() {
    let mut bench = Bench::new().await;
    bench.identity.key_pkcs8 = bench.authority.identity(TOPIC).key_pkcs8;
    assert!(
        matches!(bench.push().await, PushOutcome::Refused { reason } if reason.starts_with("push certificate"))
    );
}

#[tokio::test]
async fn a_stranger_in_apples_place_learns_nothing() {
    let bench = Bench::new().await;
    let impostor = Peer::start(&Authority::new()).await;
    // The client trusts the bench's authority but reaches the impostor.
    let settings = ApnsSettings {
        host: "localhost".to_owned(),
        port: impostor.port(),
        roots: Some(bench.authority.pem()),
    };
    let gateway = PushGateway::Apns(Apns::new(settings).unwrap());
    let outcome = gateway.push(&bench.identity, &notification()).await;
    assert!(
        matches!(&outcome, PushOutcome::RetryLater { reason, .. } if reason.starts_with("TLS")),
        "{outcome:?}"
    );
    assert!(impostor.received().is_empty());
}

#[tokio::test]
async fn nobody_listening_means_try_again() {
    let bench = Bench::new().await;
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let settings = ApnsSettings { host: "localhost".to_owned(), port, roots: Some(bench.authority.pem()) };
    let gateway = PushGateway::Apns(Apns::new(settings).unwrap());
    let outcome = gateway.push(&bench.identity, &notification()).await;
    assert!(matches!(&outcome, PushOutcome::RetryLater { reason, .. } if reason.starts_with("connecting")));
}

#[tokio::test]
async fn pushes_to_an_unreachable_service_share_one_attempt() {
    let bench = Bench::new().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let accepted = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&accepted);
    tokio::spawn(async move {
        // Takes the connection and drops it at once.
        while listener.accept().await.is_ok() {
            count.fetch_add(1, Ordering::SeqCst);
        }
    });
    let settings = ApnsSettings { host: "127.0.0.1".to_owned(), port, roots: Some(bench.authority.pem()) };
    let gateway = PushGateway::Apns(Apns::new(settings).unwrap());
    let push = async || {
        let outcome = gateway.push(&bench.identity, &notification()).await;
        assert!(matches!(outcome, PushOutcome::RetryLater { .. }), "{outcome:?}");
        accepted.load(Ordering::SeqCst)
    };
    assert_eq!(push().await, 1);
    assert_eq!(push().await, 1);
    tokio::time::pause();
    tokio::time::advance(Duration::from_secs(6)).await;
    tokio::time::resume();
    assert_eq!(push().await, 2);
}

#[test]
fn settings_that_cannot_work_are_refused_at_the_start() {
    let settings = |host: &str, roots: &str| ApnsSettings {
        host: host.to_owned(),
        port: 443,
        roots: Some(roots.to_owned()),
    };
    assert!(matches!(Apns::new(settings("not a host", "")), Err(ApnsError::Host(_))));
    assert!(matches!(Apns::new(settings("localhost", "")), Err(ApnsError::Roots(_))));
    let rubbish = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    assert!(matches!(Apns::new(settings("localhost", rubbish)), Err(ApnsError::Roots(_))));
}

#[tokio::test]
async fn the_memory_keeps_what_was_sent_and_answers_as_told() {
    let memory = MemoryPush::default();
    let gateway = PushGateway::Memory(memory.clone());
    let identity = Authority::new().identity(TOPIC);
    memory.answer_next(gone("Unregistered"));
    assert_eq!(gateway.push(&identity, &notification()).await, gone("Unregistered"));
    assert_eq!(gateway.push(&identity, &notification()).await, PushOutcome::Accepted);
    assert_eq!(memory.take_sent(), [notification(), notification()]);
    assert!(memory.take_sent().is_empty());
}

#[test]
fn t63_neither_key_nor_token_nor_magic_is_ever_printed() {
    let identity = Authority::new().identity(TOPIC);
    let printed = format!("{identity:?} {:?}", notification());
    assert!(printed.contains(TOPIC));
    for secret in ["F00D", "171", "key_pkcs8", "token", "push_magic"] {
        assert!(!printed.contains(secret), "{secret} in {printed}");
    }
}
