//! Two thousand mails to a real mail server beside us on the same cores: by the gateway alone, and through the whole outbox,
//! from the claim to the recipient's status.

use std::time::{Duration, Instant};

use app::{Caller, Clock, Ids, InvitationLimits, MailServerDraft, NewInvitation, NewRecipient, SecretInput};
use criterion::{Criterion, SamplingMode, Throughput};
use domain::invitation::{Delivery, InvitationTerms};
use domain::mail_server::{Authentication, Encryption, MailServer};
use domain::message::Answer;
use domain::time::Timestamp;
use futures::{StreamExt, stream};
use gateways::mail::{Mail, MailGateway, MailSecrets, Mailbox, Smtp};
use testkit::{SmtpPeer, SmtpPeerBuilder, TestApp};
use tokio::runtime::Runtime;

const MAILS: u64 = 2_000;
const CONNECTIONS: u32 = 4;

pub(crate) fn bench(criterion: &mut Criterion, runtime: &Runtime) {
    let builder = SmtpPeerBuilder { login: false, ..SmtpPeer::builder() };
    let Some(peer) = builder.start() else { return };
    let server = MailServer {
        connections_max: CONNECTIONS,
        authentication: Authentication::None,
        ..peer.server_by(Encryption::None)
    };
    let mut group = criterion.benchmark_group("mails to a mail server");
    group.sampling_mode(SamplingMode::Flat).throughput(Throughput::Elements(MAILS));
    let gateway = MailGateway::Smtp(Smtp::new());
    group.bench_function("by the gateway alone", |bencher| {
        bencher.to_async(runtime).iter(async || fill(&gateway, &server).await);
    });
    for database in runtime.block_on(testkit::databases()) {
        let name = if database.file().is_some() { "sqlite" } else { "postgresql" };
        let mut builder = TestApp::builder();
        (builder.clock, builder.ids) = (Clock::System, Ids::random());
        builder.mail = Some(gateway.clone());
        builder.settings.invitations =
            InvitationLimits { messages_per_hour: u64::MAX, ..InvitationLimits::default() };
        let test = runtime.block_on(builder.build_on(database));
        let draft = MailServerDraft {
            server: server.clone(),
            password: SecretInput::Keep,
            client_secret: SecretInput::Keep,
            refresh_token: SecretInput::Keep,
            mailbox_password: SecretInput::Keep,
        };
        let saved = runtime.block_on(test.app.save_mail_server(&Caller::operator(), draft));
        saved.expect("a mail server");
        group.bench_function(format!("through the outbox/{name}"), |bencher| {
            bencher.to_async(runtime).iter_custom(async |rounds| {
                let mut spent = Duration::ZERO;
                for _ in 0..rounds {
                    spent += deliver(&test).await;
                }
                spent
            });
        });
    }
    group.finish();
}

/// Hands the mails over one after the other on each connection.
async fn fill(gateway: &MailGateway, server: &MailServer) {
    let secrets = MailSecrets::default();
    stream::iter(0..MAILS)
        .for_each_concurrent(CONNECTIONS as usize, |n| {
            let mail = Mail {
                id: Ids::random().uuid(Timestamp(0)),
                at: Timestamp(0),
                from: Mailbox { name: String::new(), address: server.sender.clone() },
                reply_to: None,
                to: Mailbox { name: String::new(), address: format!("p{n}@example.net") },
                subject: "Enroll your device".to_owned(),
                text: "Hello".to_owned(),
                html: None,
                inline: Vec::new(),
            };
            let secrets = &secrets;
            async move {
                let answer = gateway.send(server, secrets, &mail).await;
                assert!(matches!(answer, Answer::Accepted { .. }), "{answer:?}");
            }
        })
        .await;
}

/// Queues an invitation for as many and says how long its delivery takes.
async fn deliver(test: &TestApp) -> Duration {
    let recipients = (0..MAILS).map(|n| NewRecipient {
        address: format!("p{n}@example.net"),
        name: format!("Person {n}"),
        ..NewRecipient::default()
    });
    let new = NewInvitation {
        delivery: Delivery::Email,
        terms: InvitationTerms::new("Measured", test.app.now()),
        texts: Default::default(),
        recipients: recipients.collect(),
    };
    test.app.create_invitation(&Caller::operator(), new).await.expect("an invitation");
    let begun = Instant::now();
    let sent = test.app.deliver_due_messages().await.expect("a delivery");
    assert_eq!(u64::from(sent), MAILS);
    begun.elapsed()
}
