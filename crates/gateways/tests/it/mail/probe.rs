//! A try at a mail server, step by step.

use domain::mail_server::{Encryption, Grant, MailServer};
use gateways::mail::{MailProbe, MailProbeKind as Kind};
use testkit::{PeerCertificate, SmtpPeer, SmtpPeerBuilder};
use zeroize::Zeroizing;

use super::{Bench, mail};

fn kinds(probe: &MailProbe) -> Vec<Kind> {
    probe.steps.iter().map(|step| step.kind).collect()
}

/// Writes a try as people read it, the ports taken out.
fn told(probe: &MailProbe, server: &MailServer) -> String {
    let mut told = String::new();
    for step in &probe.steps {
        let outcome = match &step.outcome {
            Ok(words) => format!("ok: {words}"),
            Err(failure) => format!("FAILED: {} -> {}", failure.reason, failure.advice),
        };
        told += &format!("{}: {outcome}\n", step.kind.title());
        for line in &step.dialogue {
            told += &format!("  {} {}\n", if line.is_ours { ">" } else { "<" }, line.text);
        }
    }
    told.replace(&server.port.to_string(), "[port]")
}

#[tokio::test]
async fn a_try_shows_the_whole_dialogue_without_the_password() {
    let Some(bench) = Bench::start() else { return };
    let server = bench.peer.server_by(Encryption::StartTls);
    let probe = bench.gateway.probe(&server, &bench.peer.secrets(), Some(&mail("anna@example.net"))).await;
    assert!(probe.is_good(), "{probe:?}");
    let told = told(&probe, &server);
    let mut settings = insta::Settings::clone_current();
    settings.add_filter(r"localhost is [0-9a-f.:, ]+\.", "localhost is [addresses].");
    settings.add_filter(r"Taken as \S+", "Taken as [number]");
    settings.bind(|| insta::assert_snapshot!("dialogue", told));
    assert!(!told.contains("Mail-Pw-1"), "T31");
    let certificate = probe.certificate.expect("what it showed");
    assert_eq!(certificate.names, ["localhost", "127.0.0.1"]);
    assert_eq!(bench.peer.mails().len(), 1);
}

#[tokio::test]
async fn a_try_without_a_recipient_sends_nothing() {
    let Some(bench) = Bench::start() else { return };
    let probe = bench.gateway.probe(&bench.server, &bench.peer.secrets(), None).await;
    assert!(probe.is_good(), "{probe:?}");
    assert_eq!(kinds(&probe), [Kind::Dns, Kind::Tcp, Kind::Greeting, Kind::Login, Kind::Sender]);
    assert_eq!(bench.peer.mails(), []);
}

#[tokio::test]
async fn a_try_ends_where_it_fails_and_says_what_to_do() {
    let Some(bench) = Bench::start() else { return };
    let secrets = bench.peer.secrets();
    let check = async |server: MailServer, to: &str, last: Kind, advice: &str| {
        let probe = bench.gateway.probe(&server, &secrets, Some(&mail(to))).await;
        let step = probe.steps.last().expect("a step");
        let failure = step.outcome.as_ref().expect_err("a failure");
        assert_eq!(step.kind, last, "{failure:?}");
        assert!(failure.advice.contains(advice), "{failure:?}");
    };
    let good = || bench.peer.server();
    let to = "anna@example.net";
    check(MailServer { host: "no.such.host.invalid".into(), ..good() }, to, Kind::Dns, "spelling").await;
    check(MailServer { port: 1, ..good() }, to, Kind::Tcp, "usual one here is 465").await;
    let swapped = MailServer { port: bench.peer.server_by(Encryption::StartTls).port, ..good() };
    check(swapped, to, Kind::Greeting, "choose STARTTLS").await;
    check(MailServer { roots: Vec::new(), ..good() }, to, Kind::Greeting, "Compare the fingerprint").await;
    check(MailServer { sender: "nobody".into(), ..good() }, to, Kind::Dns, "Correct the settings").await;
    check(good(), "refused-anna@example.net", Kind::Recipient, "Check the address").await;
    check(good(), "spam-anna@example.net", Kind::Message, "log").await;
    let unknown = bench.peer.server_by_token(Grant::RefreshToken, "");
    let mut wrong = bench.peer.secrets();
    wrong.refresh_token = None;
    let probe = bench.gateway.probe(&unknown, &wrong, None).await;
    assert_eq!(kinds(&probe).last(), Some(&Kind::Login));
    wrong.password = Some(Zeroizing::new("Wrong-Pw".to_owned()));
    let probe = bench.gateway.probe(&bench.server, &wrong, None).await;
    let step = probe.steps.last().expect("a step");
    let reason = &step.outcome.as_ref().expect_err("a failure").reason;
    assert!(reason.starts_with("535 5.7.8") && !format!("{probe:?}").contains("Wrong-Pw"), "{reason}");
}

#[tokio::test]
async fn a_refused_certificate_is_shown_all_the_same() {
    let builder = SmtpPeerBuilder { certificate: PeerCertificate::WrongName, ..SmtpPeer::builder() };
    let Some(bench) = Bench::start_as(builder) else { return };
    for encryption in [Encryption::Tls, Encryption::StartTls] {
        let server = bench.peer.server_by(encryption);
        let probe = bench.gateway.probe(&server, &bench.peer.secrets(), None).await;
        assert_eq!(kinds(&probe).last(), Some(&Kind::Greeting));
        assert_eq!(probe.certificate.expect("what it showed").names, ["other.example.test"]);
    }
}
