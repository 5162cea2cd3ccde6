//! Handing over: what was begun in one browser goes on in another, once, under the same terms.

use app::{Begun, Caller, Error, HandoverOrigin, HandoverState, LinkKey, Refusal, TakenHandover, TimelineOf};
use domain::audit::Event;
use domain::enrollment::{Status, Step};
use domain::handover::{HANDOVER_AGE_MAX, HandoverRefusal};
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use domain::time::{HOUR, MINUTE};
use testkit::{Phone, SOURCE, TestApp};

use crate::invitation::link;

/// Lets Ann log in at her computer.
async fn logged_in(test: &TestApp) -> Begun {
    test.account("ann", PrivilegeSet::EnrollmentOnly).await;
    test.app.begin_enrollment(test.login("ann")).await.expect("a login")
}

/// Makes what takes over, and reads the link's token and the code.
pub(crate) async fn keys(test: &TestApp, origin: &HandoverOrigin) -> [LinkKey; 2] {
    let offered = test.app.make_handover(origin, SOURCE).await.expect("an offer");
    assert_eq!(offered.state, HandoverState::Waiting);
    let token = offered.url.expose().strip_prefix("https://mdm.example.org/h/").expect("our own link");
    [token, offered.code.expose()].map(|text| LinkKey::parse(text).expect("a key"))
}

pub(crate) async fn take(test: &TestApp, key: &LinkKey) -> Box<Begun> {
    match test.app.take_handover(key, SOURCE).await.expect("taken") {
        TakenHandover::Enrollment(begun) => begun,
        TakenHandover::Invitation(_) => panic!("an invitation"),
    }
}

fn is_refused<T: std::fmt::Debug>(answer: Result<T, Error>, expected: HandoverRefusal) {
    match answer {
        Err(Error::Refused(Refusal::Handover(refusal))) if refusal == expected => {}
        other => panic!("{other:?} instead of {expected:?}"),
    }
}

#[tokio::test]
async fn t11_the_session_moves_and_the_terms_stay() {
    for test in TestApp::on_each_engine().await {
        let begun = logged_in(&test).await;
        let (old, origin) = (begun.session.clone(), HandoverOrigin::Session(begun.session.clone()));
        let mut wrong_phone = Phone::new(1);
        wrong_phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile, at the computer");
        test.advance(MINUTE);
        let [token, _] = keys(&test, &origin).await;
        let view = test.app.look_at_handover(&token).await.expect("a view");
        assert_eq!((view.person.as_str(), view.refusal), ("ann Example", None));
        let moved = take(&test, &token).await;

        let (before, after) = (&begun.enrollment, &moved.enrollment);
        assert_eq!(
            (before.id, before.expires_at, before.site_id),
            (after.id, after.expires_at, after.site_id)
        );
        assert_eq!((before.ownership, &before.person.username), (after.ownership, &after.person.username));
        assert_eq!(after.status(test.app.now()), Status::UnderWay(Step::LoggedIn));

        // The old browser follows, and can do nothing any more.
        assert!(test.app.find_portal_enrollment(&old).await.expect("a look").is_none());
        let followed = test.app.find_followed_enrollment(&old).await.expect("a look").expect("followed");
        assert_eq!(followed.id, after.id);
        let refused = wrong_phone.fetch_profile(&test.app, &begun.profile_url).await;
        assert!(matches!(refused, Err(Error::Refused(Refusal::ProfileLink))), "{refused:?}");
        wrong_phone.request_certificate(&test.app).await.expect_err("the profile it has is no longer good");
        assert!(matches!(test.app.make_handover(&origin, SOURCE).await, Err(Error::Unauthenticated)));
        test.app.leave_portal(&old).await.expect("left");
        assert!(test.app.find_followed_enrollment(&old).await.expect("a look").is_none());

        let mut phone = Phone::new(2);
        phone.fetch_profile(&test.app, &moved.profile_url).await.expect("a profile");
        phone.request_certificate(&test.app).await.expect("a certificate");
        phone.authenticate(&test.app).await.expect("Authenticate");
        phone.update_token(&test.app).await.expect("TokenUpdate");
        let now = test.app.find_portal_enrollment(&moved.session).await.expect("a look").expect("alive");
        assert_eq!(now.status(test.app.now()), Status::Enrolled);

        let of = TimelineOf::Enrollment(after.id);
        let lines = test.app.list_timeline(&Caller::operator(), of, None, 100).await.expect("a timeline");
        let events: Vec<_> = lines.rows.into_iter().map(|line| line.event).collect();
        assert!(events.contains(&Event::HandoverMade) && events.contains(&Event::HandoverTaken));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_at_once_one_takes_over() {
    for test in TestApp::on_each_engine().await {
        let begun = logged_in(&test).await;
        let [token, code] = keys(&test, &HandoverOrigin::Session(begun.session.clone())).await;
        let taking = |key: LinkKey| {
            let app = test.app.clone();
            tokio::spawn(async move { app.take_handover(&key, SOURCE).await })
        };
        let (one, other) = (taking(token), taking(code));
        let answers = [one.await.expect("no panic"), other.await.expect("no panic")];
        let (won, lost): (Vec<_>, Vec<_>) = answers.into_iter().partition(Result::is_ok);
        assert_eq!((won.len(), lost.len()), (1, 1));
        for answer in lost {
            is_refused(answer, HandoverRefusal::Taken);
        }
    }
}

#[tokio::test]
async fn t05_a_code_serves_once_and_for_ten_minutes_and_a_new_one_replaces_it() {
    for test in TestApp::on_each_engine().await {
        let begun = logged_in(&test).await;
        let origin = HandoverOrigin::Session(begun.session.clone());
        let [first, _] = keys(&test, &origin).await;
        assert_eq!(keys(&test, &origin).await[0], first, "asked for again at once, it stays the same");
        test.advance(2 * MINUTE);
        let [token, code] = keys(&test, &origin).await;
        assert_ne!(token, first);
        let replaced = test.app.take_handover(&first, SOURCE).await;
        assert!(matches!(replaced, Err(Error::Refused(Refusal::InvitationLink))), "{replaced:?}");

        test.advance(HANDOVER_AGE_MAX);
        is_refused(test.app.take_handover(&code, SOURCE).await, HandoverRefusal::Expired);
        let state = test.app.find_handover(&origin).await.expect("a look").expect("one").state;
        assert_eq!(state, HandoverState::Expired);

        let [_, code] = keys(&test, &origin).await;
        let moved = take(&test, &code).await;
        is_refused(test.app.take_handover(&code, SOURCE).await, HandoverRefusal::Taken);
        // The next device in turn.
        let [_, next] = keys(&test, &HandoverOrigin::Session(moved.session.clone())).await;
        take(&test, &next).await;
        assert!(test.app.find_portal_enrollment(&moved.session).await.expect("a look").is_none());
        test.advance(2 * HOUR);
        test.app.sweep().await.expect("a sweep");
        assert!(test.app.find_handover(&origin).await.expect("a look").is_none());
    }
}

#[tokio::test]
async fn t02_looking_at_a_handover_takes_nothing() {
    let test = TestApp::new().await;
    let begun = logged_in(&test).await;
    let [token, code] = keys(&test, &HandoverOrigin::Session(begun.session.clone())).await;
    for _ in 0..50 {
        assert_eq!(test.app.look_at_handover(&token).await.expect("a view").refusal, None);
    }
    assert!(test.app.find_portal_enrollment(&begun.session).await.expect("a look").is_some());
    test.app.leave_portal(&begun.session).await.expect("left");
    let view = test.app.look_at_handover(&code).await.expect("a view");
    assert_eq!(view.refusal, Some(HandoverRefusal::Over), "who has logged out hands nothing over");
    is_refused(test.app.take_handover(&code, SOURCE).await, HandoverRefusal::Over);
}

#[tokio::test]
async fn t06_what_takes_over_stands_nowhere_in_clear() {
    let test = TestApp::new().await;
    let begun = logged_in(&test).await;
    let origin = HandoverOrigin::Session(begun.session.clone());
    let keys = keys(&test, &origin).await;
    let foreign = HandoverOrigin::Session(Secret::new("of somebody else"));
    assert!(test.app.find_handover(&foreign).await.expect("a look").is_none());
    assert!(matches!(test.app.make_handover(&foreign, SOURCE).await, Err(Error::Unauthenticated)));
    test.app.close().await.expect("closed");

    let file = test.database.file().expect("SQLite");
    let mut stored = std::fs::read(&file).expect("the database");
    stored.extend(std::fs::read(file.with_extension("db-wal")).unwrap_or_default());
    for key in keys {
        let secret = key.secret().expose().as_bytes();
        assert!(!stored.windows(secret.len()).any(|window| window == secret), "{}", key.secret().expose());
    }
}

#[tokio::test]
async fn before_the_login_an_invitation_is_carried() {
    for test in TestApp::on_each_engine().await {
        let held = link(&test, |_| {}).await;
        let [token, _] = keys(&test, &HandoverOrigin::Invitation(held.clone())).await;
        assert!(test.app.look_at_handover(&token).await.expect("a view").is_invitation);
        let taken = test.app.take_handover(&token, SOURCE).await.expect("taken");
        let TakenHandover::Invitation(key) = taken else { panic!("{taken:?}") };
        assert_ne!(key, held);
        let before = test.app.look_at_invitation(&held).await.expect("a view");
        let after = test.app.look_at_invitation(&key).await.expect("a view");
        assert_eq!(before.recipient_id, after.recipient_id);
        let state = test.app.find_handover(&HandoverOrigin::Invitation(held)).await.expect("a look");
        assert_eq!(state.expect("one").state, HandoverState::Taken);
        is_refused(test.app.take_handover(&token, SOURCE).await, HandoverRefusal::Taken);
    }
}

#[tokio::test]
async fn an_invitation_is_handed_over_so_often_in_an_hour_and_not_once_revoked() {
    for test in TestApp::on_each_engine().await {
        let link = link(&test, |_| {}).await;
        let origin = HandoverOrigin::Invitation(link);
        for _ in 0..12 {
            let [token, _] = keys(&test, &origin).await;
            test.app.take_handover(&token, SOURCE).await.expect("taken");
        }
        let more = test.app.make_handover(&origin, SOURCE).await;
        assert!(matches!(more, Err(Error::Throttled(_))), "{more:?}");
        test.advance(HOUR);
        let [token, _] = keys(&test, &origin).await;
        assert_eq!(test.app.look_at_handover(&token).await.expect("a view").refusal, None);
        let admin = Caller::operator();
        let invitation = test.app.list_invitations(&admin, Default::default()).await.expect("a list");
        let id = invitation.rows[0].invitation.id;
        let recipients = test.app.list_recipients(&admin, id, Default::default()).await.expect("a list");
        test.app.revoke_recipient(&admin, recipients.rows[0].id).await.expect("revoked");
        let view = test.app.look_at_handover(&token).await.expect("a view");
        assert_eq!(view.refusal, Some(HandoverRefusal::Over));
    }
}
