//! What a link opens, and what it does not: time (T03), revocation (T16), another person (T09), terms (T11), strangers (T17).

use app::{Caller, Error, LinkKey, Refusal};
use domain::enrollment::{End, Ownership, Status};
use domain::invitation::{Delivery, InvitationRefusal, LinkCode, LinkToken, LoginMatch};
use domain::privilege::PrivilegeSet;
use domain::time::{DAY, MINUTE};
use testkit::{Phone, SOURCE, TestApp};

use super::{create, enroll, key_of, link};

fn is_refused<T: std::fmt::Debug>(answer: Result<T, Error>, expected: InvitationRefusal) {
    match answer {
        Err(Error::Refused(Refusal::Invitation(refusal))) if refusal == expected => {}
        other => panic!("{other:?} instead of {expected:?}"),
    }
}

#[tokio::test]
async fn t02_looking_at_an_invitation_changes_nothing() {
    let test = TestApp::new().await;
    let key = link(&test, |_| {}).await;
    for _ in 0..50 {
        let view = test.app.look_at_invitation(&key).await.expect("a view");
        assert_eq!(view.refusal, None);
    }
    let page = test
        .app
        .list_invitations(&Caller::operator(), app::InvitationQuery { limit: 5, ..Default::default() })
        .await
        .expect("a list");
    assert_eq!(page.rows[0].funnel.reached(domain::recipient::Stage::Opened), 0);
    test.app.open_invitation(&key, SOURCE).await.expect("opened");
    enroll(&test, &key, 1).await;
}

#[tokio::test]
async fn t03_the_end_of_an_invitation_is_the_end_of_each_step() {
    for test in TestApp::on_each_engine().await {
        let end = test.app.now().plus(30 * MINUTE);
        let key = link(&test, |terms| {
            terms.expires_at = Some(end);
            terms.uses_max = None;
        })
        .await;
        test.advance(30 * MINUTE - 1);
        let begun = test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await.expect("just in time");
        assert_eq!(begun.enrollment.expires_at, end);
        let mut late = Phone::new(1);
        late.fetch_profile(&test.app, &begun.profile_url).await.expect("just in time");
        enroll(&test, &key, 2).await;
        test.advance(1);
        is_refused(
            test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await,
            InvitationRefusal::Expired,
        );
        late.request_certificate(&test.app).await.expect_err("its challenge has ended with the invitation");
        late.fetch_profile(&test.app, &begun.profile_url).await.expect_err("and its link");
        assert_eq!(
            test.app.look_at_invitation(&key).await.expect("a view").refusal,
            Some(InvitationRefusal::Expired)
        );
    }
}

#[tokio::test]
async fn t04_an_expired_invitation_is_refused_noted_and_in_nobodys_way() {
    let test = TestApp::new().await;
    let created = create(&test, Delivery::Email, |_| {}, &["anna@example.org"]).await;
    test.run_due().await;
    test.advance(8 * DAY);
    let old = test.app.show_invitation(&Caller::operator(), created.invitation.id).await.expect("shown");
    assert_eq!(old.status, domain::invitation::InvitationStatus::Expired);
    let again = create(&test, Delivery::Email, |_| {}, &["anna@example.org"]).await;
    assert_eq!(again.messages, 1);
    let fresh = test.app.show_invitation(&Caller::operator(), again.invitation.id).await.expect("shown");
    assert_eq!((fresh.funnel.recipients, fresh.uses_counted), (1, 0));
}

#[tokio::test]
async fn t05_nothing_but_a_token_or_a_code_opens_anything() {
    let test = TestApp::new().await;
    let created = create(&test, Delivery::Link, |_| {}, &[]).await;
    let made = created.link.expect("a link");
    for guess in [
        created.invitation.id.to_string(),
        created.invitation.number.to_string(),
        created.invitation.id.0.simple().to_string(),
        "1".into(),
        String::new(),
    ] {
        assert_eq!(LinkKey::parse(&guess), None, "{guess}");
    }
    for key in [LinkKey::Token(LinkToken::from_random([7; 16])), LinkKey::Code(LinkCode::from_random([7; 8]))]
    {
        let refused = test.app.look_at_invitation(&key).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::InvitationLink))), "T17: {refused:?}");
    }
    for text in
        [made.url.expose().rsplit('/').next().expect("a token"), made.code.expose(), made.decimal.expose()]
    {
        let key = LinkKey::parse(text).expect("each form is read");
        assert_eq!(test.app.look_at_invitation(&key).await.expect("opens").refusal, None, "{text}");
    }
}

#[tokio::test]
async fn t09_an_invitation_for_one_person_is_not_for_another() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        test.account("bob", PrivilegeSet::EnrollmentOnly).await;
        for (policy, admits) in [(LoginMatch::Must, false), (LoginMatch::Record, true)] {
            create(
                &test,
                Delivery::Email,
                |terms| {
                    terms.requires_login = true;
                    terms.login_match = policy;
                    terms.uses_max = None;
                },
                &["ann@example.org"],
            )
            .await;
            let id = first_recipient(&test).await;
            let made = test.app.make_link(&Caller::operator(), id, false).await.expect("a link");
            let key = key_of(made.url.expose());
            test.app
                .begin_enrollment_by_invitation(&key, Some(test.login("ann")), SOURCE)
                .await
                .expect("the one it is for");
            let other = test.app.begin_enrollment_by_invitation(&key, Some(test.login("bob")), SOURCE).await;
            match admits {
                true => assert_eq!(other.expect("recorded").enrollment.person.username, "bob"),
                false => is_refused(other, InvitationRefusal::OtherPerson),
            }
            let without = test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await;
            assert!(matches!(without, Err(Error::Refused(Refusal::LoginNeeded))), "T10: {without:?}");
        }
    }
}

/// Returns the id of the first recipient of the newest invitation.
async fn first_recipient(test: &TestApp) -> domain::id::RecipientId {
    let operator = Caller::operator();
    let query = app::InvitationQuery { limit: 1, ..Default::default() };
    let page = test.app.list_invitations(&operator, query).await.expect("a list");
    let id = page.rows[0].invitation.id;
    let query = app::RecipientQuery { limit: 1, ..Default::default() };
    test.app.list_recipients(&operator, id, query).await.expect("a list").rows[0].id
}

#[tokio::test]
async fn t11_ownership_site_and_invitation_are_the_servers() {
    let test = TestApp::new().await;
    let site = test.app.create_site(&Caller::operator(), "School").await.expect("a site");
    let key = link(&test, |terms| terms.site_id = Some(site.id)).await;
    let begun = test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await.expect("a beginning");
    assert_eq!(begun.enrollment.ownership, Ownership::Institutional);
    assert_eq!(begun.enrollment.site_id, Some(site.id));
    assert!(test.app.answer_site(&begun.session, None, SOURCE).await.is_err(), "nothing is asked");
    enroll(&test, &link(&test, |terms| terms.site_id = Some(site.id)).await, 1).await;
}

#[tokio::test]
async fn a_device_stays_in_its_site_where_the_invitation_says_so() {
    let test = TestApp::new().await;
    let operator = Caller::operator();
    let [school, office] =
        [test.app.create_site(&operator, "School").await, test.app.create_site(&operator, "Office").await]
            .map(|site| site.expect("a site").id);
    for (keeps, expected) in [(true, school), (false, office)] {
        enroll(&test, &link(&test, |terms| terms.site_id = Some(school)).await, 1).await;
        let key = link(&test, |terms| {
            terms.site_id = Some(office);
            terms.keeps_existing_site = keeps;
        })
        .await;
        enroll(&test, &key, 1).await;
        let query = app::DeviceQuery { limit: 5, ..Default::default() };
        let devices = test.app.list_devices(&operator, query).await.expect("a list").rows;
        assert_eq!(devices.len(), 1);
        assert_eq!(devices[0].site_id, Some(expected));
    }
}

#[tokio::test]
async fn t16_revoking_or_pausing_stops_the_next_step_whichever_it_is() {
    for test in TestApp::on_each_engine().await {
        for pauses in [false, true] {
            for steps in 0..4 {
                let created = create(&test, Delivery::Link, |_| {}, &[]).await;
                let key = key_of(created.link.as_ref().expect("a link").url.expose());
                let mut phone = Phone::new(1);
                let mut begun = None;
                if steps > 0 {
                    let one = test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await;
                    begun = Some(one.expect("a beginning"));
                }
                if steps > 1 {
                    let url = &begun.as_ref().expect("begun").profile_url;
                    phone.fetch_profile(&test.app, url).await.expect("a profile");
                }
                if steps > 2 {
                    phone.request_certificate(&test.app).await.expect("a certificate");
                }
                let (operator, id) = (Caller::operator(), created.invitation.id);
                let ended = match pauses {
                    true => test.app.pause_invitation(&operator, id).await,
                    false => test.app.revoke_invitation(&operator, id).await,
                };
                ended.expect("ended");
                let refusal = if pauses { InvitationRefusal::Paused } else { InvitationRefusal::Revoked };
                match steps {
                    0 => {
                        is_refused(
                            test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await,
                            refusal,
                        );
                    }
                    1 => {
                        let url = &begun.as_ref().expect("begun").profile_url;
                        phone.fetch_profile(&test.app, url).await.expect_err("no profile");
                    }
                    2 => {
                        phone.request_certificate(&test.app).await.expect_err("no certificate");
                    }
                    _ => {
                        phone.authenticate(&test.app).await.expect_err("no check-in");
                    }
                }
                if let Some(begun) = begun {
                    let found = test.app.find_portal_enrollment(&begun.session).await.expect("a look");
                    let found = found.expect("the page can say so");
                    assert_eq!(found.status(test.app.now()), Status::Ended(End::InvitationRevoked));
                }
                if pauses {
                    test.app.resume_invitation(&operator, id).await.expect("resumed");
                    enroll(&test, &key, 2).await;
                }
            }
        }
        test.run_due().await;
        test.assert_no_open_jobs().await;
    }
}

#[tokio::test]
async fn t16_a_recipient_taken_off_is_stopped_and_others_go_on() {
    let test = TestApp::new().await;
    create(&test, Delivery::Email, |terms| terms.uses_max = None, &["a@example.org", "b@example.org"]).await;
    let operator = Caller::operator();
    let id = first_recipient(&test).await;
    let made = test.app.make_link(&operator, id, false).await.expect("a link");
    let key = key_of(made.url.expose());
    let begun = test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await.expect("a beginning");
    let mut phone = Phone::new(1);
    phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
    test.app.revoke_recipient(&operator, id).await.expect("taken off");
    phone.request_certificate(&test.app).await.expect_err("no certificate");
    is_refused(test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await, InvitationRefusal::Revoked);
    test.run_due().await;
    let sent: Vec<_> = test.mail.sent().into_iter().map(|mail| mail.to.address).collect();
    assert!(!sent.contains(&"a@example.org".to_owned()), "{sent:?}");
}

#[tokio::test]
async fn the_one_time_code_is_asked_for_and_serves_once() {
    for test in TestApp::on_each_engine().await {
        create(
            &test,
            Delivery::Email,
            |terms| {
                terms.asks_code = true;
                terms.uses_max = None;
            },
            &["anna@example.org"],
        )
        .await;
        let id = first_recipient(&test).await;
        let made = test.app.make_link(&Caller::operator(), id, false).await.expect("a link");
        let key = key_of(made.url.expose());
        let begun = test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await.expect("a beginning");
        let mut phone = Phone::new(1);
        phone.fetch_profile(&test.app, &begun.profile_url).await.expect_err("the code comes first");
        for wrong in ["000000", "", "abc", "1234567890123"] {
            let refused = test.app.answer_code(&begun.session, wrong, SOURCE).await;
            assert!(matches!(refused, Err(Error::Refused(Refusal::Code))), "{wrong}: {refused:?}");
        }
        test.run_due().await;
        let code = held_code(&test).await;
        test.app.answer_code(&begun.session, &code, SOURCE).await.expect("the right code");
        test.app.answer_code(&begun.session, &code, SOURCE).await.expect_err("once");
        phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");

        // Five wrong ones, and it is over, whatever comes then.
        let begun = test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await.expect("a beginning");
        test.run_due().await;
        let code = held_code(&test).await;
        for _ in 0..5 {
            test.app.answer_code(&begun.session, "000000", SOURCE).await.expect_err("wrong");
        }
        let refused = test.app.answer_code(&begun.session, &code, SOURCE).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::CodesUsedUp))), "{refused:?}");
    }
}

/// Reads the code in the newest message of the outbox.
async fn held_code(test: &TestApp) -> String {
    let operator = Caller::operator();
    let page = test.app.list_outbox(&operator, None, None, 20).await.expect("a list");
    let newest = page.rows.iter().find(|one| one.kind == domain::message::MessageKind::Code).expect("a code");
    let view = test.app.show_outbox_message(&operator, newest.id).await.expect("a message");
    let text = view.held.expect("nothing carries it away").sms;
    let digits: Vec<_> = text.split(|c: char| !c.is_ascii_digit()).filter(|part| part.len() == 6).collect();
    digits.first().expect("six digits").to_string()
}

#[tokio::test]
async fn an_enrollment_waits_for_approval_and_a_no_ends_it() {
    let test = TestApp::new().await;
    let created = create(
        &test,
        Delivery::Link,
        |terms| {
            terms.needs_approval = true;
            terms.uses_max = None;
        },
        &[],
    )
    .await;
    let key = key_of(created.link.expect("a link").url.expose());
    let operator = Caller::operator();
    for is_approved in [true, false] {
        let begun = test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await.expect("a beginning");
        let mut phone = Phone::new(1);
        phone.fetch_profile(&test.app, &begun.profile_url).await.expect_err("nobody has approved");
        let waiting =
            test.app.list_waiting_for_approval(&operator, created.invitation.id).await.expect("a list");
        assert_eq!(waiting.len(), 1);
        test.app.decide_enrollment(&operator, waiting[0].id, is_approved).await.expect("decided");
        match is_approved {
            true => phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile"),
            false => {
                let found = test.app.find_portal_enrollment(&begun.session).await.expect("a look");
                let status = found.expect("the page can say so").status(test.app.now());
                assert_eq!(status, Status::Ended(End::Declined));
            }
        }
    }
}

#[tokio::test]
async fn asking_for_a_new_link_tells_the_inviter_once_an_hour() {
    let test = TestApp::new().await;
    let admin = test.administrator().await;
    let new = app::NewInvitation {
        delivery: Delivery::Link,
        terms: super::terms(&test, |_| {}),
        texts: Default::default(),
        recipients: Vec::new(),
    };
    let created = test.app.create_invitation(&admin, new).await.expect("an invitation");
    let key = key_of(created.link.expect("a link").url.expose());
    test.advance(8 * DAY);
    for _ in 0..3 {
        test.app.want_new_link(&key, SOURCE).await.expect("asked");
    }
    test.run_due().await;
    let page = test.app.list_outbox(&Caller::operator(), None, None, 20).await.expect("a list");
    assert_eq!(page.rows.len(), 1);
    assert_eq!(page.rows[0].address, "admin@example.org");
}

#[tokio::test]
async fn t06_no_secret_of_an_invitation_lies_in_the_database_in_clear() {
    let test = TestApp::new().await;
    create(&test, Delivery::Email, |terms| terms.asks_code = true, &["anna@example.org"]).await;
    let id = first_recipient(&test).await;
    let made = test.app.make_link(&Caller::operator(), id, false).await.expect("a link");
    let key = key_of(made.url.expose());
    let begun = test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await.expect("a beginning");
    test.run_due().await;
    let mut secrets = vec![
        made.url.expose().rsplit('/').next().expect("a token").to_owned(),
        made.code.expose().to_owned(),
        made.code.expose().replace('-', ""),
        made.decimal.expose().to_owned(),
        begun.session.expose().to_owned(),
    ];
    let page = test.app.list_outbox(&Caller::operator(), None, None, 20).await.expect("a list");
    for message in page.rows {
        let view = test.app.show_outbox_message(&Caller::operator(), message.id).await.expect("shown");
        let text = view.held.expect("held").sms;
        let links = text.split_whitespace().filter_map(|word| word.split_once("/i/"));
        secrets.extend(links.map(|(_, token)| token.to_owned()));
    }
    assert_eq!(secrets.len(), 6, "the link in the outbox is among them: {secrets:?}");
    test.app.close().await.expect("closed");
    let file = test.database.file().expect("SQLite");
    let mut stored = std::fs::read(&file).expect("the database");
    if let Ok(log) = std::fs::read(file.with_extension("db-wal")) {
        stored.extend(log);
    }
    let holds = |secret: &str| stored.windows(secret.len()).any(|window| window == secret.as_bytes());
    assert!(holds("anna@example.org"), "the search itself works");
    for secret in secrets {
        assert!(!holds(&secret), "{secret} stands in the database in clear");
    }
}
