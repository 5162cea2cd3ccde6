//! SMPP, against an independent SMS centre.

use domain::message::{Answer, Fate, ReceiptSubject};
use domain::sms_provider::{SmppSettings, SmsBackend, SmsProvider};
use gateways::sms::SmsProbeKind;
use testkit::Smsc;

use super::{closed_port, gateway, provider, receipts, secrets, sms, words};

const TO: &str = "+46701234567";

fn smpp(smsc: &Smsc) -> SmsProvider {
    let settings = SmppSettings {
        host: "localhost".into(),
        port: smsc.port,
        tls: !smsc.root.is_empty(),
        system_id: Smsc::SYSTEM_ID.into(),
        system_type: String::new(),
        source_ton: 5,
        source_npi: 0,
    };
    let roots = if smsc.root.is_empty() { Vec::new() } else { vec![smsc.root.clone()] };
    SmsProvider { roots, ..provider(SmsBackend::Smpp(settings), "School") }
}

fn key(answer: &Answer) -> String {
    match answer {
        Answer::Accepted { provider_key: Some(key), .. } => key.clone(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn messages_go_over_one_kept_connection_and_receipts_come_back_over_it() {
    let Some(smsc) = Smsc::start().await else { return };
    let (gateway, provider, secrets) = (gateway(), smpp(&smsc), secrets(Smsc::PASSWORD));
    let good = key(&gateway.send(&provider, &secrets, &sms(TO, "Hej Åsa, 5 € [x]")).await);
    let bad = key(&gateway.send(&provider, &secrets, &sms("+46701234411", "ж")).await);
    assert_eq!((good.as_str(), bad.as_str()), ("a1", "a2"));
    let heard = smsc.wait_for("submit", 2).await;
    assert_eq!((&heard[0]["to"], &heard[0]["from"]), (&"46701234567".into(), &"School".into()));
    assert_eq!((&heard[0]["to_ton"], &heard[0]["from_ton"]), (&1.into(), &5.into()));
    assert_eq!((&heard[0]["text"], &heard[0]["coding"]), (&"Hej Åsa, 5 € [x]".into(), &0.into()));
    assert_eq!((&heard[1]["text"], &heard[1]["coding"]), (&"ж".into(), &8.into()));

    let mut came = receipts(&gateway, &provider, &secrets, 2).await;
    came.sort_by_key(|receipt| format!("{:?}", receipt.about));
    assert_eq!(came.len(), 2, "what phones write is no receipt");
    assert_eq!(came[0].about, ReceiptSubject::ProviderKey(good));
    assert_eq!(came[0].fate, Fate::Delivered);
    assert_eq!(came[1].about, ReceiptSubject::ProviderKey(bad));
    assert_eq!((came[1].fate, came[1].words.as_str()), (Fate::Bounced, "UNDELIV, error 011"));
    let answered = smsc.wait_for("receipt", 2).await;
    assert!(answered.iter().all(|answer| answer["status"] == 0));

    let binds = smsc.wait_for("bind", 1).await;
    assert_eq!(binds.len(), 1, "one connection for all");
    assert_eq!(binds[0]["version"], 0x34);
    assert!(gateway.next_receipts(None).await.is_empty());
    smsc.wait_for("unbind", 1).await;
}

#[tokio::test]
async fn a_long_text_goes_in_parts_that_a_phone_joins() {
    let Some(smsc) = Smsc::start().await else { return };
    let (gateway, provider, secrets) = (gateway(), smpp(&smsc), secrets(Smsc::PASSWORD));
    let text = format!("{}{}", "Привет ".repeat(12), "https://mdm.example.org/i/7K2M9QPX");
    let last = key(&gateway.send(&provider, &secrets, &sms(TO, &text)).await);
    let parts = smsc.wait_for("submit", 2).await;
    assert_eq!(parts.len(), 2);
    let joined: String = parts.iter().map(|part| part["text"].as_str().unwrap()).collect();
    assert_eq!(joined, text);
    for (number, part) in (1..).zip(&parts) {
        assert_eq!(part["header"].as_array().unwrap().last().unwrap(), number);
        assert_eq!(part["registered"], u8::from(number == 2), "only the last part is asked about");
    }
    let receipt = receipts(&gateway, &provider, &secrets, 1).await.remove(0);
    assert_eq!(receipt.about, ReceiptSubject::ProviderKey(last));
}

#[tokio::test]
async fn each_refusal_is_told_from_the_others_and_a_cut_connection_is_opened_anew() {
    let Some(smsc) = Smsc::start().await else { return };
    let (gateway, provider, secrets) = (gateway(), smpp(&smsc), secrets(Smsc::PASSWORD));
    let send = async |to: &str| gateway.send(&provider, &secrets, &sms(to, "x")).await;
    assert!(matches!(send("+46701234666").await, Answer::Refused { .. }));
    assert!(matches!(send("+46701234580").await, Answer::Later { .. }));
    let answer = send("+46701234999").await;
    assert!(matches!(answer, Answer::Later { .. }) && words(&answer).contains("broke off"), "{answer:?}");
    assert!(matches!(send(TO).await, Answer::Accepted { .. }));
    assert_eq!(smsc.wait_for("bind", 2).await.len(), 2);

    let refused = gateway.send(&provider, &super::secrets("wrong-pw"), &sms(TO, "x")).await;
    assert!(
        matches!(refused, Answer::Unusable { .. }) && !words(&refused).contains("wrong-pw"),
        "{refused:?}"
    );
    let mut nowhere = provider.clone();
    if let SmsBackend::Smpp(settings) = &mut nowhere.backend {
        settings.port = closed_port();
    }
    let answer = gateway.send(&nowhere, &secrets, &sms(TO, "x")).await;
    assert!(
        matches!(answer, Answer::Later { .. }) && words(&answer).contains("nothing listens"),
        "{answer:?}"
    );
}

#[tokio::test]
async fn a_centre_that_falls_silent_is_not_waited_for_without_end() {
    let Some(smsc) = Smsc::start().await else { return };
    let (gateway, provider, secrets) = (gateway(), smpp(&smsc), secrets(Smsc::PASSWORD));
    assert!(matches!(gateway.send(&provider, &secrets, &sms(TO, "x")).await, Answer::Accepted { .. }));
    tokio::time::pause();
    let answer = gateway.send(&provider, &secrets, &sms("+46701234000", "x")).await;
    assert_eq!(answer, Answer::Later { words: "The SMS centre did not answer within 15 s.".into() });
}

#[tokio::test]
async fn tls_is_checked_before_the_password_is_said() {
    let Some(smsc) = Smsc::start_with_tls().await else { return };
    let (gateway, provider, secrets) = (gateway(), smpp(&smsc), secrets(Smsc::PASSWORD));
    let stranger = SmsProvider { roots: Vec::new(), ..provider.clone() };
    let answer = gateway.send(&stranger, &secrets, &sms(TO, "x")).await;
    assert!(
        matches!(answer, Answer::Unusable { .. }) && words(&answer).contains("not trusted"),
        "{answer:?}"
    );
    assert!(smsc.heard("bind").is_empty());
    assert!(matches!(gateway.send(&provider, &secrets, &sms(TO, "x")).await, Answer::Accepted { .. }));

    let probe = gateway.probe(&provider, &secrets, &sms(TO, "a test")).await;
    assert!(probe.is_good(), "{probe:?}");
    let kinds: Vec<_> = probe.steps.iter().map(|step| step.kind).collect();
    assert_eq!(kinds, SmsProbeKind::ALL);
    let probe = gateway.probe(&provider, &super::secrets("wrong-pw"), &sms(TO, "a test")).await;
    assert_eq!(probe.steps.last().unwrap().kind, SmsProbeKind::SignIn);
}
