//! What a try shows at each step.

use domain::directory::Security;
use gateways::directory::{Probe, ProbeKind};
use testkit::{PeerCertificate, Slapd, SlapdBuilder, SlapdSecurity};

use super::{Bench, ID};

/// Returns the step where a probe ended, with the reason and the advice.
fn failure(probe: &Probe) -> (ProbeKind, &str, &str) {
    assert!(!probe.is_good());
    let step = probe.steps.last().unwrap();
    let failure = step.outcome.as_ref().unwrap_err();
    let before = &probe.steps[..probe.steps.len() - 1];
    assert!(before.iter().all(|step| step.outcome.is_ok()), "{probe:?}");
    (step.kind, &failure.reason, &failure.advice)
}

async fn with_certificate(certificate: PeerCertificate) -> Option<Bench> {
    Bench::start_as(SlapdBuilder { certificate, ..Slapd::builder() }).await
}

#[tokio::test]
async fn a_good_directory_passes_every_step() {
    let Some(mut bench) = Bench::start().await else { return };
    for security in Security::ALL {
        bench.connection = bench.slapd.connection_by(ID, security);
        let probe = bench.gateway.probe(&bench.connection).await;
        assert!(probe.is_good(), "{probe:?}");
        assert_eq!(probe.steps.iter().map(|step| step.kind).collect::<Vec<_>>(), ProbeKind::ALL);
        let said = |index: usize| probe.steps[index].outcome.as_ref().unwrap().as_str();
        assert!(said(0).starts_with("localhost is ") && said(0).contains("127.0.0.1"), "{}", said(0));
        assert_eq!(said(3), "Signed in as cn=reader,dc=example,dc=test.");
        assert_eq!(said(4), "10 people below the search base. 6 groups below theirs.");
        assert_eq!(probe.naming_contexts, ["dc=example,dc=test"]);
        assert_eq!(probe.certificate.is_some(), security != Security::Plain);
        if let Some(certificate) = probe.certificate {
            assert_eq!(certificate.subject, "CN=peer");
            assert_eq!(certificate.issuer, "CN=Test CA");
            assert_eq!(certificate.names, ["localhost", "127.0.0.1"]);
            assert_eq!(certificate.fingerprint.len(), 95);
            assert_eq!(
                certificate.root, bench.connection.settings.roots[0],
                "the last of the chain is the root"
            );
        }
    }
}

#[tokio::test]
async fn t20_a_refused_certificate_is_shown_and_nothing_is_said_to_its_server() {
    for (kind, reason, advice) in [
        (
            PeerCertificate::WrongName,
            "the server’s certificate belongs to another host",
            "by a name that its certificate carries",
        ),
        (PeerCertificate::Expired, "the server’s certificate has expired", "Renew"),
        (PeerCertificate::Foreign, "issued by an authority that is not trusted", "Compare the fingerprint"),
    ] {
        let Some(mut bench) = with_certificate(kind).await else { return };
        for security in [Security::Ldaps, Security::StartTls] {
            bench.connection = bench.slapd.connection_by(ID, security);
            let before = bench.slapd.count().await;
            let probe = bench.gateway.probe(&bench.connection).await;
            let (step, found, advised) = failure(&probe);
            assert_eq!(step, ProbeKind::Tls);
            assert!(found.contains(reason), "{found}");
            assert!(advised.contains(advice), "{advised}");
            let certificate = probe.certificate.unwrap();
            assert_eq!(certificate.subject, "CN=peer");
            let expected =
                if kind == PeerCertificate::WrongName { "other.example.test" } else { "localhost" };
            assert_eq!(certificate.names[0], expected);
            assert_eq!(bench.slapd.count().await.since(before).binds, 0);
        }
    }
}

#[tokio::test]
async fn the_certificate_that_a_probe_shows_can_be_trusted_then() {
    for kind in [PeerCertificate::Foreign, PeerCertificate::SelfSigned] {
        let Some(mut bench) = with_certificate(kind).await else { return };
        bench.connection.settings.roots.clear();
        let probe = bench.gateway.probe(&bench.connection).await;
        assert_eq!(failure(&probe).0, ProbeKind::Tls);
        bench.connection.settings.roots = vec![probe.certificate.unwrap().root];
        let probe = bench.gateway.probe(&bench.connection).await;
        assert!(probe.is_good(), "{kind:?} {probe:?}");
    }
}

#[tokio::test]
async fn each_step_says_what_is_wrong_and_what_to_do() {
    let Some(mut bench) = Bench::start().await else { return };
    let good = bench.connection.clone();

    bench.connection.settings.hosts[0].name = "no-such-host.invalid".to_owned();
    let probe = bench.gateway.probe(&bench.connection).await;
    let (step, reason, _) = failure(&probe);
    assert_eq!((step, reason), (ProbeKind::Dns, "No address is known for no-such-host.invalid."));

    bench.connection = good.clone();
    bench.connection.settings.hosts[0].port = 1;
    let probe = bench.gateway.probe(&bench.connection).await;
    let (step, reason, advice) = failure(&probe);
    assert_eq!((step, reason), (ProbeKind::Tcp, "localhost:1: nothing listens at this port."));
    assert!(advice.contains("636"), "{advice}");

    bench.connection = good.clone();
    bench.connection.bind_password = Some("wrong".to_owned().into());
    let probe = bench.gateway.probe(&bench.connection).await;
    let (step, reason, advice) = failure(&probe);
    assert_eq!((step, reason), (ProbeKind::Bind, "Name or password is wrong: result 49."));
    assert!(advice.contains("distinguished name"), "{advice}");

    bench.connection = good.clone();
    bench.connection.settings.users.base = "ou=people,dc=other,dc=test".to_owned();
    let probe = bench.gateway.probe(&bench.connection).await;
    let (step, reason, advice) = failure(&probe);
    assert_eq!(step, ProbeKind::Base);
    assert!(reason.starts_with("The search base does not exist"), "{reason}");
    assert_eq!(advice, "Check the search base. The directory holds dc=example,dc=test.");

    bench.connection = good.clone();
    bench.connection.settings.users.object_classes.names = vec!["device".to_owned()];
    let probe = bench.gateway.probe(&bench.connection).await;
    assert!(failure(&probe).1.starts_with("There is nobody below the search base"));

    bench.connection = good.clone();
    bench.connection.settings.users.id = "pager".to_owned();
    let probe = bench.gateway.probe(&bench.connection).await;
    assert_eq!(failure(&probe).1, "There are people, but none has the attribute pager.");

    bench.connection = good.clone();
    bench.connection.settings.users.id = "objectGUID".to_owned();
    let probe = bench.gateway.probe(&bench.connection).await;
    let said = probe.steps.last().unwrap().outcome.as_ref().unwrap();
    assert!(said.contains("8 of them lack objectGUID or uid and are left out."), "{said}");
}

#[tokio::test]
async fn t20_a_server_without_start_tls_ends_the_probe_there() {
    let builder = SlapdBuilder { security: SlapdSecurity::None, ..Slapd::builder() };
    let Some(bench) = Bench::start_as(builder).await else { return };
    let connection = bench.slapd.connection_by(ID, Security::StartTls);
    let probe = bench.gateway.probe(&connection).await;
    let (step, reason, advice) = failure(&probe);
    assert_eq!(step, ProbeKind::Tls);
    assert!(reason.contains("refuses StartTLS"), "{reason}");
    assert_eq!(advice, "Switch StartTLS on in the directory, or choose LDAPS.");
    assert_eq!(probe.certificate, None);
}

#[tokio::test]
async fn a_host_that_fails_beside_a_good_one_is_named() {
    let Some(mut bench) = Bench::start().await else { return };
    let mut dead = bench.slapd.host();
    dead.port = 1;
    bench.connection.settings.hosts.insert(0, dead);
    let probe = bench.gateway.probe(&bench.connection).await;
    assert!(probe.is_good(), "{probe:?}");
    let tcp = probe.steps[1].outcome.as_ref().unwrap();
    assert!(tcp.starts_with("localhost:1: nothing listens at this port."), "{tcp}");
}
