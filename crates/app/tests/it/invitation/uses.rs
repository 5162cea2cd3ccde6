//! The uses of a link: never more than there are, whoever comes at once (T01), and given back by those who give up.

use app::{Error, Refusal};
use domain::id::RecipientId;
use domain::invitation::InvitationRefusal;
use domain::time::MINUTE;
use testkit::{Phone, SOURCE, TestApp};
use tokio::task::JoinSet;

use super::{enroll, link};

/// Returns how many uses of a link are held and counted.
async fn uses(test: &TestApp, id: RecipientId) -> (u32, u32) {
    let mut tx = test.store.read().await.expect("a read");
    let recipient = tx.find_recipient(id).await.expect("a look").expect("a recipient");
    (recipient.uses_reserved, recipient.uses_counted)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn t01_of_200_at_once_exactly_three_get_a_profile_where_there_are_three_uses() {
    for test in TestApp::on_each_engine().await {
        let key = link(&test, |terms| terms.uses_max = Some(3)).await;
        let mut begun = Vec::new();
        for _ in 0..200 {
            let one = test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await;
            begun.push(one.expect("a use is held when the profile is handed out, not before"));
        }
        let id = begun[0].enrollment.invitation.expect("by an invitation").recipient_id;
        let mut fetching = JoinSet::new();
        for one in &begun {
            let token = one.profile_url.rsplit('/').next().expect("a file");
            let token = token.trim_end_matches(".mobileconfig").to_owned();
            let app = test.app.clone();
            fetching.spawn(async move { app.hand_out_profile(&token, SOURCE).await });
        }
        let (mut handed_out, mut refused) = (0, 0);
        while let Some(answer) = fetching.join_next().await {
            match answer.expect("no panic") {
                Ok(_) => handed_out += 1,
                Err(Error::Refused(Refusal::Invitation(InvitationRefusal::UsedUp))) => refused += 1,
                Err(other) => panic!("{other}"),
            }
        }
        assert_eq!((handed_out, refused), (3, 197));
        assert_eq!(uses(&test, id).await, (3, 0));
    }
}

#[tokio::test]
async fn t02_an_abandoned_use_serves_again_after_its_time() {
    for test in TestApp::on_each_engine().await {
        let key = link(&test, |_| {}).await;
        let abandoned =
            test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await.expect("a beginning");
        let id = abandoned.enrollment.invitation.expect("by an invitation").recipient_id;
        let mut phone = Phone::new(1);
        phone.fetch_profile(&test.app, &abandoned.profile_url).await.expect("a profile");
        phone.fetch_profile(&test.app, &abandoned.profile_url).await.expect("the same use again");
        assert_eq!(uses(&test, id).await, (1, 0));
        let refused = test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await;
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::Invitation(InvitationRefusal::UsedUp)))),
            "{refused:?}"
        );

        test.advance(20 * MINUTE);
        test.app.sweep().await.expect("a sweep");
        assert_eq!(uses(&test, id).await, (0, 0));
        enroll(&test, &key, 2).await;
        assert_eq!(uses(&test, id).await, (0, 1));
        let refused = phone.fetch_profile(&test.app, &abandoned.profile_url).await;
        assert!(
            matches!(refused, Err(Error::Refused(Refusal::Invitation(InvitationRefusal::UsedUp)))),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn whoever_logs_out_gives_the_use_back() {
    let test = TestApp::new().await;
    let key = link(&test, |_| {}).await;
    let begun = test.app.begin_enrollment_by_invitation(&key, None, SOURCE).await.expect("a beginning");
    let id = begun.enrollment.invitation.expect("by an invitation").recipient_id;
    let mut phone = Phone::new(1);
    phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
    test.app.leave_portal(&begun.session).await.expect("out");
    assert_eq!(uses(&test, id).await, (0, 0));
    phone.request_certificate(&test.app).await.expect_err("its profile is no longer good");
    enroll(&test, &key, 2).await;
}

#[tokio::test]
async fn a_device_says_authenticate_twice_and_is_counted_once() {
    let test = TestApp::new().await;
    let key = link(&test, |terms| terms.uses_max = Some(2)).await;
    let phone = enroll(&test, &key, 1).await;
    phone.authenticate(&test.app).await.expect("a repeat");
    let mut tx = test.store.read().await.expect("a read");
    let query = app::InvitationQuery { limit: 5, ..Default::default() };
    let page = test.app.list_invitations(&app::Caller::operator(), query).await.expect("a list");
    assert_eq!(tx.count_uses(page.rows[0].invitation.id).await.expect("counts"), (0, 1));
    assert_eq!(page.rows[0].funnel.reached(domain::recipient::Stage::Enrolled), 1);
}
