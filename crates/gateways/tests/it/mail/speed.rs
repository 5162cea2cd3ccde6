//! Filling a mail server, compared with a plain client of lettre's that fills the same one.

use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::mail_server::{Authentication, Encryption, MailServer};
use futures::{StreamExt, stream};
use lettre::transport::smtp::PoolConfig;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use testkit::{SmtpPeer, SmtpPeerBuilder};
use uuid::Uuid;

use super::{Bench, is_accepted, mail};

/// How many mails are under way at once, and how many connections there are.
const AT_ONCE: u32 = 4;
/// How many mails each client sends, unless told otherwise.
const MAILS: u32 = 400;

/// Sends as many mails as `VESTIBULE_TEST_MAILS` says, such as 10000, and demands that ours are as fast as lettre's bare
/// client with the same pool, to a tenth. Without it, few are sent and nothing is demanded: a busy machine is no judge.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_is_filled_as_fast_as_by_a_bare_client() {
    let wanted = std::env::var("VESTIBULE_TEST_MAILS").ok().and_then(|text| text.parse().ok());
    let mails = wanted.unwrap_or(MAILS);
    let builder = SmtpPeerBuilder { login: false, extensions: Vec::new(), ..SmtpPeer::builder() };
    let Some(mut bench) = Bench::start_as(builder) else { return };
    bench.server = MailServer {
        connections_max: AT_ONCE,
        authentication: Authentication::None,
        ..bench.peer.server_by(Encryption::None)
    };
    let bench = Arc::new(bench);
    let theirs = fill_with_lettre(bench.server.port, mails).await;
    let ours = fill(&bench, mails).await;
    let rate = |time: Duration| f64::from(mails) / time.as_secs_f64();
    println!("{mails} mails: ours {:.0} a second, lettre {:.0}", rate(ours), rate(theirs));
    assert_eq!(bench.peer.mails().len(), 2 * mails as usize, "none lost, none twice");
    assert!(wanted.is_none() || rate(ours) >= 0.9 * rate(theirs), "too slow");
}

async fn fill(bench: &Arc<Bench>, mails: u32) -> Duration {
    let begun = Instant::now();
    stream::iter(0..mails)
        .for_each_concurrent(AT_ONCE as usize, |n| {
            let bench = Arc::clone(bench);
            async move {
                let mut mail = mail(&format!("p{n}@example.net"));
                mail.id = Uuid::from_u128(n.into());
                let answer = bench.send_mail(&mail).await;
                assert!(is_accepted(&answer), "{answer:?}");
            }
        })
        .await;
    begun.elapsed()
}

async fn fill_with_lettre(port: u16, mails: u32) -> Duration {
    let client = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous("localhost")
        .port(port)
        .pool_config(PoolConfig::new().max_size(AT_ONCE))
        .build();
    let begun = Instant::now();
    stream::iter(0..mails)
        .for_each_concurrent(AT_ONCE as usize, |n| {
            let client = client.clone();
            async move {
                let message = Message::builder()
                    .from("Example School <devices@example.test>".parse().unwrap())
                    .to(format!("Anna Berg <p{n}@example.net>").parse().unwrap())
                    .subject("Enroll your device")
                    .body(
                        "Hello Anna,\n\nplease open this link:\nhttps://mdm.example.test/i/abc\n".to_owned(),
                    )
                    .unwrap();
                client.send(message).await.unwrap();
            }
        })
        .await;
    begun.elapsed()
}
