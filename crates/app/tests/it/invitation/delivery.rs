//! Messages on their way: what went out, what came back, what stays in the outbox; and each recipient's status after it.

use app::{Caller, InvitationQuery, MailServerDraft, RecipientQuery, Resend, SecretInput};
use domain::id::InvitationId;
use domain::invitation::Delivery;
use domain::mail_server::{Authentication, BounceMailbox, Encryption, MailServer};
use domain::message::{Answer, Channel, Fate, MessageState, Receipt, ReceiptSubject};
use domain::recipient::{Recipient, RecipientStatus, Stage};
use domain::secret::Secret;
use domain::time::{DAY, HOUR, MINUTE, SECOND};
use testkit::{SOURCE, TestApp};

use super::{create, key_of};

/// Sets up a mail server, whose answers the test's memory gives.
pub(crate) async fn mail_server(test: &TestApp) {
    mail_server_with(test, |_| {}).await;
}

async fn mail_server_with(test: &TestApp, change: impl FnOnce(&mut MailServer)) {
    let mut server = MailServer {
        host: "mail.example.org".into(),
        port: 587,
        encryption: Encryption::StartTls,
        roots: Vec::new(),
        authentication: Authentication::None,
        sender: "it@example.org".into(),
        sender_name: String::new(),
        reply_to: None,
        connect_timeout_s: 10,
        answer_timeout_s: 10,
        connections_max: 4,
        messages_per_minute: None,
        bounce_mailbox: Some(BounceMailbox {
            host: "imap.example.org".into(),
            username: "it".into(),
            ..BounceMailbox::usual()
        }),
    };
    change(&mut server);
    let draft = MailServerDraft {
        server,
        password: SecretInput::Keep,
        client_secret: SecretInput::Keep,
        refresh_token: SecretInput::Keep,
        mailbox_password: SecretInput::Set(Secret::new("a password")),
    };
    test.app.save_mail_server(&Caller::operator(), draft).await.expect("a mail server");
}

async fn recipients(test: &TestApp, id: InvitationId) -> Vec<Recipient> {
    let query = RecipientQuery { limit: 50, ..Default::default() };
    test.app.list_recipients(&Caller::operator(), id, query).await.expect("a list").rows
}

fn statuses(recipients: &[Recipient]) -> Vec<(&str, RecipientStatus)> {
    recipients.iter().map(|one| (one.address.as_str(), one.own_status())).collect()
}

#[tokio::test]
async fn t15_each_recipient_shows_what_the_relay_said() {
    for test in TestApp::on_each_engine().await {
        mail_server(&test).await;
        let refused = Answer::Refused { words: "550 no such user".into() };
        test.mail.answer("gone@example.org", refused);
        test.mail.answer("later@example.org", Answer::Later { words: "451 greylisted".into() });
        let addresses = ["anna@example.org", "gone@example.org", "later@example.org"];
        let created = create(&test, Delivery::Email, |_| {}, &addresses).await;
        assert_eq!(created.messages, 3);
        let id = created.invitation.id;
        assert!(recipients(&test, id).await.iter().all(|one| one.stage() == Stage::Queued));

        test.run_due().await;
        let listed = recipients(&test, id).await;
        assert_eq!(
            statuses(&listed),
            [
                ("anna@example.org", RecipientStatus::Accepted),
                ("gone@example.org", RecipientStatus::Failed),
                ("later@example.org", RecipientStatus::Queued),
            ]
        );
        assert_eq!(listed[1].sending.words, "550 no such user");
        assert!(listed[1].reference.is_some());
        let sent = test.mail.sent();
        assert_eq!(sent.len(), 1);
        assert!(sent[0].text.contains("https://mdm.example.org/i/"));
        assert_eq!(sent[0].from.name, "Example School");

        // A temporary refusal is tried again in time, and taken then.
        test.run_due().await;
        assert_eq!(test.mail.sent().len(), 1, "not before its time");
        test.mail.answer("later@example.org", Answer::Accepted { words: "250".into(), provider_key: None });
        test.advance(10 * SECOND);
        test.run_due().await;
        assert_eq!(recipients(&test, id).await[2].own_status(), RecipientStatus::Accepted);
        test.run_due().await;
        assert_eq!(test.mail.sent().len(), 2, "each goes out once");

        // The link in the mail is the one that opens.
        let link = sent[0].text.split_whitespace().find(|word| word.contains("/i/")).expect("a link");
        let key = key_of(link.trim_matches(|c: char| !c.is_ascii_alphanumeric()));
        test.app.open_invitation(&key, SOURCE).await.expect("opened");
        assert_eq!(recipients(&test, id).await[0].own_status(), RecipientStatus::Opened);
        let begun = test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await.expect("a beginning");
        let mut phone = testkit::Phone::new(1);
        for expected in [
            RecipientStatus::LoggedIn,
            RecipientStatus::ProfileFetched,
            RecipientStatus::CertificateIssued,
            RecipientStatus::Enrolled,
        ] {
            match expected {
                RecipientStatus::LoggedIn => {}
                RecipientStatus::ProfileFetched => {
                    phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
                }
                RecipientStatus::CertificateIssued => {
                    phone.request_certificate(&test.app).await.expect("a certificate");
                }
                _ => {
                    phone.authenticate(&test.app).await.expect("Authenticate");
                    phone.update_token(&test.app).await.expect("TokenUpdate");
                }
            }
            assert_eq!(recipients(&test, id).await[0].own_status(), expected);
        }
        let funnel = test.app.show_invitation(&Caller::operator(), id).await.expect("shown").funnel;
        assert_eq!((funnel.recipients, funnel.reached(Stage::Accepted)), (3, 2));
        assert_eq!((funnel.reached(Stage::Enrolled), funnel.troubled()), (1, 1));
        let way = test
            .app
            .show_recipient(&Caller::operator(), recipients(&test, id).await[0].id)
            .await
            .expect("a way");
        let titles: Vec<_> = way.timeline.iter().map(|entry| entry.title.as_str()).collect();
        for part in
            ["Enrolled", "Enrollment profile fetched", "Invitation opened", "Invitation by E-mail: sent"]
        {
            assert!(titles.contains(&part), "{part}: {titles:?}");
        }
        test.run_due().await;
        test.assert_no_open_jobs().await;
    }
}

#[tokio::test]
async fn what_was_taken_can_come_back_and_the_recipient_shows_it() {
    for test in TestApp::on_each_engine().await {
        mail_server(&test).await;
        let created = create(&test, Delivery::Email, |_| {}, &["anna@example.org"]).await;
        test.run_due().await;
        let id = recipients(&test, created.invitation.id).await[0].sending.message_id.expect("a message");
        let receipt =
            |fate| Receipt { about: ReceiptSubject::Message(id), fate, words: "5.1.1 unknown".into() };
        test.mail.report(receipt(Fate::Bounced));
        test.app.take_reports().await.expect("read");
        let one = &recipients(&test, created.invitation.id).await[0];
        assert_eq!(
            (one.own_status(), one.sending.words.as_str()),
            (RecipientStatus::Bounced, "5.1.1 unknown")
        );
    }
}

#[tokio::test]
async fn with_nothing_configured_messages_lie_in_the_outbox() {
    for test in TestApp::on_each_engine().await {
        assert_eq!(test.app.sends_nothing().await.expect("a look"), Channel::ALL);
        let created = create(&test, Delivery::Sms, |_| {}, &["+46701234567"]).await;
        test.run_due().await;
        let operator = Caller::operator();
        let page = test.app.list_outbox(&operator, Some(MessageState::Held), None, 10).await.expect("a list");
        assert_eq!(page.rows.len(), 1);
        let held = test.app.show_outbox_message(&operator, page.rows[0].id).await.expect("shown").held;
        assert!(held.expect("its text").sms.contains("https://mdm.example.org/i/"));
        assert_eq!(recipients(&test, created.invitation.id).await[0].stage(), Stage::Accepted);
        // It holds a link, so it is kept for a while only.
        test.advance(31 * DAY);
        test.app.sweep().await.expect("a sweep");
        assert_eq!(test.app.show_outbox_message(&operator, page.rows[0].id).await.expect("shown").held, None);
    }
}

#[tokio::test]
async fn t14_what_is_beyond_the_limits_is_refused_as_a_whole() {
    let test = TestApp::new().await;
    let many: Vec<_> = (0..10_001).map(|n| format!("p{n}@example.org")).collect();
    let recipients =
        many.iter().map(|address| app::NewRecipient { address: address.clone(), ..Default::default() });
    let new = app::NewInvitation {
        delivery: Delivery::Email,
        terms: super::terms(&test, |_| {}),
        texts: Default::default(),
        recipients: recipients.collect(),
    };
    let admin = test.administrator().await;
    let refused = test.app.create_invitation(&admin, new.clone()).await;
    assert!(
        matches!(&refused, Err(app::Error::Invalid(faults)) if faults[0].field == "recipients"),
        "{refused:?}"
    );
    let ten = app::NewInvitation { recipients: new.recipients[..9_000].to_vec(), ..new };
    test.app.create_invitation(&admin, ten.clone()).await.expect("within the limits");
    test.app.create_invitation(&admin, ten.clone()).await.expect("within the limits");
    let refused = test.app.create_invitation(&admin, ten.clone()).await;
    assert!(matches!(refused, Err(app::Error::Refused(app::Refusal::TooManyMessages(_)))), "{refused:?}");
    let query = InvitationQuery { limit: 10, ..Default::default() };
    assert_eq!(test.app.list_invitations(&admin, query).await.expect("a list").rows.len(), 2);
    test.advance(HOUR + MINUTE);
    test.app.create_invitation(&admin, ten).await.expect("an hour later");
}

#[tokio::test]
async fn resending_writes_to_those_who_have_not_enrolled_and_to_nobody_too_often() {
    let test = TestApp::new().await;
    mail_server(&test).await;
    let created = create(&test, Delivery::Email, |_| {}, &["a@example.org", "b@example.org"]).await;
    let (operator, id) = (Caller::operator(), created.invitation.id);
    let still = test.app.resend_invitation(&operator, id, Resend::Pending).await.expect("nothing to do");
    assert_eq!(still, (0, 2), "their first messages still wait");
    test.run_due().await;
    for n in 1..=4 {
        let again = test.app.resend_invitation(&operator, id, Resend::Pending).await.expect("sent again");
        assert_eq!(again, (2, 0), "time {n}");
        test.run_due().await;
    }
    let enough = test.app.resend_invitation(&operator, id, Resend::Pending).await.expect("enough");
    assert_eq!(enough, (0, 2), "five a day are enough");
    let texts: Vec<_> = test.mail.sent().into_iter().map(|mail| mail.text).collect();
    assert_eq!(texts.len(), 10);
    for text in &texts {
        let link = text.split_whitespace().find(|word| word.contains("/i/")).expect("a link");
        let key = key_of(link.trim_matches(|c: char| !c.is_ascii_alphanumeric()));
        assert_eq!(test.app.look_at_invitation(&key).await.expect("older links go on").refusal, None);
    }
}

#[tokio::test]
async fn no_more_go_out_in_a_minute_than_the_settings_say() {
    for test in TestApp::on_each_engine().await {
        mail_server_with(&test, |server| server.messages_per_minute = Some(2)).await;
        let addresses = ["a@example.org", "b@example.org", "c@example.org", "d@example.org", "e@example.org"];
        create(&test, Delivery::Email, |_| {}, &addresses).await;
        for sent in [2, 2, 4, 4, 5] {
            test.run_due().await;
            assert_eq!(test.mail.sent().len(), sent);
            test.advance(31 * SECOND);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_that_hangs_holds_up_neither_mails_nor_sms() {
    let Some(peer) = testkit::SmtpPeer::start() else { return };
    let mut builder = TestApp::builder();
    builder.mail = Some(gateways::mail::MailGateway::Smtp(gateways::mail::Smtp::new()));
    let test = builder.build().await;
    let mut draft = peer.draft();
    draft.server.answer_timeout_s = 60;
    test.app.save_mail_server(&Caller::operator(), draft).await.expect("a mail server");
    let (stop, stopped) = tokio::sync::watch::channel(false);
    let running = tokio::spawn(test.app.runner().run(stopped));
    create(&test, Delivery::Email, |_| {}, &["hang-anna@example.net"]).await;
    tokio::time::sleep(std::time::Duration::from_millis(1_500)).await;
    create(&test, Delivery::Email, |_| {}, &["bob@example.net"]).await;
    let created = create(&test, Delivery::Sms, |_| {}, &["+46701234567"]).await;
    let mut waited = 0;
    while peer.mails().is_empty()
        || recipients(&test, created.invitation.id).await[0].stage() != Stage::Accepted
    {
        assert!(waited < 100, "ten seconds went by");
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        waited += 1;
    }
    assert_eq!(peer.mails()[0].to, "bob@example.net");
    stop.send_replace(true);
    running.abort();
}

#[tokio::test]
async fn a_one_time_code_goes_out_ahead_of_a_full_queue() {
    let test = TestApp::new().await;
    mail_server_with(&test, |server| server.messages_per_minute = Some(1)).await;
    create(&test, Delivery::Email, |_| {}, &["a@example.org", "b@example.org"]).await;
    test.advance(SECOND);
    let asking = create(&test, Delivery::Email, |terms| terms.asks_code = true, &["z@example.org"]).await;
    let id = recipients(&test, asking.invitation.id).await[0].id;
    let made = test.app.make_link(&Caller::operator(), id, false).await.expect("a link");
    let key = key_of(made.url.expose());
    test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await.expect("a beginning");
    test.run_due().await;
    let sent = test.mail.sent();
    assert_eq!((sent.len(), sent[0].to.address.as_str()), (1, "z@example.org"));
}

#[tokio::test]
async fn a_link_given_out_by_hand_asks_for_no_code() {
    let test = TestApp::new().await;
    let (operator, asking) = (Caller::operator(), super::terms(&test, |terms| terms.asks_code = true));
    let new = app::NewInvitation {
        delivery: Delivery::Link,
        terms: asking.clone(),
        texts: Default::default(),
        recipients: Vec::new(),
    };
    let refused = test.app.create_invitation(&operator, new).await.expect_err("nobody to send it to");
    let made = create(&test, Delivery::Link, |_| {}, &[]).await.invitation;
    let changed = test.app.change_invitation(&operator, made.id, asking, None).await.expect_err("nor later");
    for refused in [refused, changed] {
        assert!(
            matches!(&refused, app::Error::Invalid(faults) if faults[0].field == "asks_code"),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn people_are_reminded_once_before_the_end() {
    for test in TestApp::on_each_engine().await {
        mail_server(&test).await;
        create(&test, Delivery::Email, |terms| terms.reminder_days = Some(2), &["a@example.org"]).await;
        test.run_due().await;
        test.app.sweep().await.expect("a sweep");
        test.run_due().await;
        assert_eq!(test.mail.sent().len(), 1);
        test.advance(5 * DAY);
        for _ in 0..3 {
            test.app.sweep().await.expect("a sweep");
            test.run_due().await;
        }
        assert_eq!(test.mail.sent().len(), 2);
    }
}

#[tokio::test]
async fn a_useless_mail_server_is_not_tried_for_each_message() {
    let test = TestApp::new().await;
    mail_server(&test).await;
    let addresses: Vec<_> = (0..300).map(|n| format!("p{n}@example.org")).collect();
    for address in &addresses {
        test.mail.answer(address, Answer::Unusable { words: "535 wrong password".into() });
    }
    let addresses: Vec<_> = addresses.iter().map(String::as_str).collect();
    let created = create(&test, Delivery::Email, |_| {}, &addresses).await;
    let tried = test.app.deliver_due_messages().await.expect("a try");
    assert!(tried <= 20, "{tried} were tried");
    let open = test.app.show_invitation(&Caller::operator(), created.invitation.id).await.expect("shown");
    assert_eq!(open.open_messages, 300, "none is lost");
}
