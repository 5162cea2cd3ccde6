//! The mail server set up, changed, tried and removed; that its secrets never come back, and that mail goes out by it.

use app::{Caller, Error, MailServerDetail, MailServerDraft, SecretInput};
use domain::mail_server::{Authentication, BounceMailbox, Encryption, Grant, MailServer, TokenSource};
use domain::privilege::{Privilege, PrivilegeSet, Privileges};
use domain::secret::Secret;
use gateways::mail::{MailGateway, Smtp};
use testkit::{SmtpPeer, TestApp, mail_server_draft};

/// Returns the faults of a refusal, by field.
fn fields<T: std::fmt::Debug>(outcome: Result<T, Error>) -> Vec<&'static str> {
    match outcome {
        Err(Error::Invalid(faults)) => faults.into_iter().map(|fault| fault.field).collect(),
        other => panic!("{other:?}"),
    }
}

fn keeping() -> MailServerDraft {
    MailServerDraft { password: SecretInput::Keep, ..mail_server_draft() }
}

async fn saved(test: &TestApp, draft: MailServerDraft) -> MailServerDetail {
    test.app.save_mail_server(&Caller::operator(), draft).await.expect("saved")
}

async fn last_line(test: &TestApp) -> String {
    test.database.trail().await.remove(0)
}

#[tokio::test]
async fn a_mail_server_is_set_up_changed_and_removed() {
    for test in TestApp::on_each_engine().await {
        let admin = Caller::operator();
        assert!(test.app.show_mail_server(&admin).await.expect("a look").is_none());
        let detail = saved(&test, mail_server_draft()).await;
        assert!(detail.has_password && !detail.has_refresh_token);
        assert!(last_line(&test).await.contains("\"event\":\"mail-server-changed\""));

        let lines = test.database.trail().await.len();
        saved(&test, keeping()).await;
        assert_eq!(test.database.trail().await.len(), lines, "nothing has changed");
        let mut draft = keeping();
        draft.server.sender_name = "IT".to_owned();
        assert!(saved(&test, draft).await.has_password);
        let line = last_line(&test).await;
        assert!(line.contains("sender’s name") && line.contains("\"IT\""), "{line}");

        test.app.remove_mail_server(&admin).await.expect("removed");
        assert!(last_line(&test).await.contains("\"event\":\"mail-server-removed\""));
        assert!(test.app.show_mail_server(&admin).await.expect("a look").is_none());
        test.app.remove_mail_server(&admin).await.expect("nothing to remove");
        let refused = test.app.test_mail_server(&admin, None, None).await;
        assert!(matches!(refused, Err(Error::NotFound)), "{refused:?}");
    }
}

#[tokio::test]
async fn each_fault_is_named_by_its_field_and_nothing_is_saved() {
    let test = TestApp::new().await;
    let admin = Caller::operator();
    let mut draft = keeping();
    draft.server.host = String::new();
    draft.server.sender = "devices".to_owned();
    draft.server.bounce_mailbox = Some(BounceMailbox::usual());
    let faults = fields(test.app.save_mail_server(&admin, draft).await);
    assert_eq!(
        faults,
        ["host", "sender", "mailbox_host", "mailbox_username", "password", "mailbox_password"]
    );

    let mut draft = mail_server_draft();
    let source = TokenSource {
        username: "devices@example.org".to_owned(),
        token_url: "https://login.example.org/token".to_owned(),
        client_id: "vestibule".to_owned(),
        scope: String::new(),
        grant: Grant::ClientCredentials,
    };
    draft.server.authentication = Authentication::XOAuth2(source.clone());
    assert_eq!(fields(test.app.save_mail_server(&admin, draft.clone()).await), ["client_secret"]);
    let refreshing = TokenSource { grant: Grant::RefreshToken, ..source };
    draft.server.authentication = Authentication::XOAuth2(refreshing);
    assert_eq!(fields(test.app.save_mail_server(&admin, draft.clone()).await), ["refresh_token"]);
    draft.refresh_token = SecretInput::Set(Secret::new("two\r\nlines"));
    assert_eq!(fields(test.app.save_mail_server(&admin, draft.clone()).await), ["refresh_token"]);
    assert!(test.app.show_mail_server(&admin).await.expect("a look").is_none());
    draft.refresh_token = SecretInput::Set(Secret::new("a token"));
    let detail = saved(&test, draft).await;
    assert!(detail.has_refresh_token && !detail.has_password, "the password has no use any more");

    assert_eq!(fields(test.app.test_mail_server(&admin, None, Some("nobody")).await), ["to"]);
    assert_eq!(
        fields(test.app.test_mail_server(&admin, None, Some("a@b.org\r\nBcc: c@d.org")).await),
        ["to"]
    );
}

#[tokio::test]
async fn t31_a_password_goes_in_and_never_comes_out() {
    const PASSWORD: &str = "mail password 7QX";
    for test in TestApp::on_each_engine().await {
        let admin = Caller::operator();
        let mut draft = mail_server_draft();
        draft.password = SecretInput::Set(Secret::new(PASSWORD));
        draft.server.bounce_mailbox = Some(BounceMailbox {
            host: "imap.example.org".to_owned(),
            username: "bounces".to_owned(),
            ..BounceMailbox::usual()
        });
        draft.mailbox_password = SecretInput::Set(Secret::new(PASSWORD));
        let saved = saved(&test, draft).await;
        let shown = test.app.show_mail_server(&admin).await.expect("a look").expect("there");
        let probe = test.app.test_mail_server(&admin, None, Some("anna@example.org")).await.expect("a try");
        assert!(shown.has_password && shown.has_mailbox_password && probe.is_good());
        let mut said = format!("{saved:?} {shown:?} {probe:?} {:?}", test.mail.sent());
        said.extend(test.database.trail().await);
        assert!(!said.contains(PASSWORD), "{said}");
        test.app.close().await.expect("closed");
        let Some(file) = test.database.file() else { continue };
        let mut stored = std::fs::read(&file).expect("the database");
        stored.extend(std::fs::read(file.with_extension("db-wal")).unwrap_or_default());
        let holds = |text: &[u8]| stored.windows(text.len()).any(|window| window == text);
        assert!(holds(b"imap.example.org"), "the search itself works");
        assert!(!holds(PASSWORD.as_bytes()), "it is sealed");
    }
}

#[tokio::test]
async fn t31_a_stored_password_is_not_sent_to_another_server() {
    for test in TestApp::on_each_engine().await {
        let admin = Caller::operator();
        saved(&test, mail_server_draft()).await;
        type Change = fn(&mut MailServer);
        let changes: [Change; 5] = [
            |server| server.host = "evil.example.com".into(),
            |server| server.port = 2_525,
            |server| server.encryption = Encryption::None,
            |server| server.roots = vec![vec![0x30, 0x00]],
            |server| server.authentication = Authentication::Password { username: "other".into() },
        ];
        for change in changes {
            let mut draft = keeping();
            change(&mut draft.server);
            assert_eq!(fields(test.app.save_mail_server(&admin, draft.clone()).await), ["password"]);
            let tried = test.app.test_mail_server(&admin, Some(draft), None).await;
            assert_eq!(fields(tried), ["password"]);
        }
        let mut draft = mail_server_draft();
        draft.server.host = "smtp2.example.org".to_owned();
        saved(&test, draft).await;
        let line = last_line(&test).await;
        assert!(line.contains("smtp2.example.org") && line.contains("password"), "{line}");
    }
}

#[tokio::test]
async fn only_who_may_decide_about_delivery_does() {
    let test = TestApp::new().await;
    saved(&test, mail_server_draft()).await;
    let auditor = test.sign_in("audrey", PrivilegeSet::Auditor).await.1;
    assert!(test.app.show_mail_server(&auditor).await.expect("a look").is_some());
    let lines = test.database.trail().await.len();
    let refused = test.app.save_mail_server(&auditor, mail_server_draft()).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    let refused = test.app.test_mail_server(&auditor, None, Some("anna@example.org")).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    let refused = test.app.remove_mail_server(&auditor).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    assert_eq!(test.mail.sent().len(), 0);
    let trail = test.database.trail().await;
    let since = &trail[..trail.len() - lines];
    assert!(since.iter().all(|line| line.contains("\"event\":\"refused\"")), "{since:?}");
    let privileges = Privileges::of([Privilege::SignInToConsole, Privilege::ReadDevices]);
    let other = test.sign_in("paul", PrivilegeSet::Custom(privileges)).await.1;
    let refused = test.app.show_mail_server(&other).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
}

#[tokio::test]
async fn a_test_sends_a_mail_before_anything_is_saved_and_says_so_in_the_trail() {
    let Some(peer) = SmtpPeer::start() else { return };
    let builder = TestApp::builder();
    let builder = testkit::TestAppBuilder { mail: Some(MailGateway::Smtp(Smtp::new())), ..builder };
    let test = builder.build().await;
    let admin = Caller::operator();
    let probe = test.app.test_mail_server(&admin, Some(peer.draft()), Some(" anna@example.net ")).await;
    assert!(probe.as_ref().is_ok_and(app::MailProbe::is_good), "{probe:?}");
    assert!(test.app.show_mail_server(&admin).await.expect("a look").is_none());
    let mail = peer.mails().remove(0);
    assert_eq!(mail.to, "anna@example.net");
    assert!(mail.content.contains("Subject: Test mail of Example School"), "{}", mail.content);
    let line = last_line(&test).await;
    assert!(line.contains("mail-server-tested") && line.contains("anna@example.net"), "{line}");

    saved(&test, peer.draft()).await;
    let probe = test.app.test_mail_server(&admin, None, Some("refused-x@example.net")).await.expect("a try");
    let failure = probe.steps.last().expect("a step").outcome.as_ref().expect_err("a failure");
    assert_eq!(failure.reason, "The mail server answers: 550 5.1.1 No such user here");
}
