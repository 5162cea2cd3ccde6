//! SMS over the network: SMPP against an independent server, templated HTTP against Kannel, and the REST form, which
//! nobody runs locally, against a double of ours that checks what it is sent.

mod double;
mod http;
mod rest;
mod smpp;

use std::time::Duration;

use domain::message::{Answer, Receipt};
use domain::secret::Secret;
use domain::sms_provider::{SmsBackend, SmsProvider};
use gateways::sms::{LiveSms, Sms, SmsGateway, SmsSecrets};
use uuid::Uuid;

fn provider(backend: SmsBackend, sender: &str) -> SmsProvider {
    SmsProvider {
        backend,
        prefixes: vec!["+46".into()],
        default_country: "SE".into(),
        messages_per_minute: 60,
        sender: sender.into(),
        roots: Vec::new(),
    }
}

fn secrets(secret: &str) -> SmsSecrets {
    SmsSecrets { secret: Some(Secret::new(secret)), receipt_key: None }
}

fn sms(to: &str, text: &str) -> Sms {
    Sms { id: Uuid::from_u128(0x17), to: to.into(), text: text.into(), receipt_url: None }
}

fn gateway() -> SmsGateway {
    SmsGateway::Live(LiveSms::new())
}

fn words(answer: &Answer) -> &str {
    match answer {
        Answer::Accepted { words, .. }
        | Answer::Later { words }
        | Answer::Refused { words }
        | Answer::Unusable { words } => words,
    }
}

/// Asks for receipts until there are so many.
async fn receipts(
    gateway: &SmsGateway,
    provider: &SmsProvider,
    secrets: &SmsSecrets,
    count: usize,
) -> Vec<Receipt> {
    let mut all = Vec::new();
    for _ in 0..1_000 {
        all.extend(gateway.next_receipts(Some((provider, secrets))).await);
        if all.len() >= count {
            return all;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    panic!("only {all:?} has come");
}

/// Returns a port at which nothing listens.
fn closed_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port()
}
