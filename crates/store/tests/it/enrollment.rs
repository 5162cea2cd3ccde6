//! Enrollments and their lists.

use domain::audit::{Actor, Audit, Event};
use domain::directory::{DirectoryKey, DirectoryUserRef};
use domain::enrollment::{Course, End, Enrollment, Invited, Stop, StopReason};
use domain::id::{AccountId, ApiTokenId, DeviceId, DirectoryId, EnrollmentId};
use domain::page::Cursor;
use domain::reference::Reference;
use domain::site::SiteScope;
use domain::time::{DAY, HOUR, MINUTE};
use store::{EnrollmentList, Tx};

use crate::audit::line;
use crate::fixture::{
    NOW, account, device, enrollment, id, insert_enrollment, number, stores, token, write_line,
};
use crate::invitation::invitation;
use crate::recipient::recipient;

#[tokio::test]
async fn an_enrollment_comes_back_as_it_was_written() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        tx.insert_account(&account(1, "ann"), "hash").await.expect("a new account");
        tx.insert_device(&device(5)).await.expect("a new device");
        let mut written = Enrollment { account_id: Some(AccountId(id(1))), ..enrollment(9) };
        tx.insert_enrollment(&written, token(9)).await.expect("a new enrollment");
        written.device_id = Some(DeviceId(id(5)));
        written.profile_fetched_at = Some(NOW.plus(1));
        written.certificate_issued_at = Some(NOW.plus(2));
        written.authenticated_at = Some(NOW.plus(3));
        written.enrolled_at = Some(NOW.plus(4));
        written.stop = Some(Stop {
            at: NOW.plus(5),
            reason: StopReason::OtherDevice,
            reference: Reference::from_random([3; 8]),
        });
        written.close(End::CheckedOut, NOW.plus(6));
        tx.save_enrollment(&written).await.expect("saved");
        written.language = Some("de-AT".into());
        tx.save_enrollment_language(written.id, "de-AT").await.expect("saved");
        tx.commit().await.expect("a commit");

        let mut tx = opened.begin().await;
        let words = format!("{written:?}");
        for found in [
            tx.find_enrollment(written.id).await,
            tx.lock_enrollment(written.id).await,
            tx.find_enrollment_by_link(token(9)).await,
            tx.find_latest_enrollment(DeviceId(id(5))).await,
        ] {
            assert_eq!(format!("{:?}", found.expect("a look").expect("the enrollment")), words);
        }
        assert!(tx.find_enrollment_by_link(token(8)).await.expect("a look").is_none());
        let taken =
            tx.insert_enrollment(&enrollment(10), token(9)).await.expect_err("one link, one enrollment");
        assert!(taken.is_duplicate(), "{taken}");
    }
}

/// Writes five enrollments: 1 unfinished, 2 enrolled, 3 checked out, 4 unfinished, 5 expired.
async fn fill(tx: &mut Tx) {
    for n in 1..=5 {
        let mut enrollment = insert_enrollment(tx, n).await;
        if n == 2 || n == 3 {
            enrollment.enrolled_at = Some(NOW.plus(MINUTE));
        }
        if n == 3 {
            enrollment.close(End::CheckedOut, NOW.plus(HOUR));
        }
        if n == 5 {
            enrollment.close(End::Expired, NOW.plus(HOUR));
        }
        tx.save_enrollment(&enrollment).await.expect("saved");
    }
}

async fn walk(tx: &mut Tx, list: EnrollmentList, limit: u32) -> Vec<u128> {
    let (mut seen, mut after) = (Vec::new(), None::<Cursor>);
    loop {
        let page = tx.list_enrollments(SiteScope::All, list, after.as_ref(), limit).await.expect("a page");
        assert!(page.rows.len() <= limit as usize);
        seen.extend(page.rows.iter().map(|enrollment| number(enrollment.id.0)));
        match page.next {
            Some(next) => after = Some(next),
            None => return seen,
        }
    }
}

#[tokio::test]
async fn each_list_holds_its_own_newest_first_whatever_the_page() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        fill(&mut tx).await;
        for limit in [1, 2, 5, 50] {
            assert_eq!(walk(&mut tx, EnrollmentList::Any, limit).await, [5, 4, 3, 2, 1]);
            assert_eq!(walk(&mut tx, EnrollmentList::Unfinished, limit).await, [4, 1]);
            assert_eq!(walk(&mut tx, EnrollmentList::Enrolled, limit).await, [2]);
            assert_eq!(walk(&mut tx, EnrollmentList::Ended, limit).await, [5, 3]);
        }
        let unfinished = tx.list_unfinished(SiteScope::All, NOW, 10).await.expect("a list");
        let unfinished: Vec<_> = unfinished.iter().map(|enrollment| number(enrollment.id.0)).collect();
        assert_eq!(unfinished, [5, 4, 1], "expired ones stopped somewhere too");
        assert!(tx.list_unfinished(SiteScope::All, NOW.plus(1), 10).await.expect("a list").is_empty());
    }
}

#[tokio::test]
async fn overdue_are_those_past_their_time_and_a_checked_in_device_has_a_day_more() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        insert_enrollment(&mut tx, 1).await;
        let mut checked_in = insert_enrollment(&mut tx, 2).await;
        checked_in.authenticated_at = Some(NOW);
        tx.save_enrollment(&checked_in).await.expect("saved");
        let mut ended = insert_enrollment(&mut tx, 3).await;
        ended.close(End::Expired, NOW);
        tx.save_enrollment(&ended).await.expect("saved");

        let end = enrollment(1).expires_at;
        for (now, expected) in [
            (end.plus(-1), vec![]),
            (end, vec![1]),
            (end.plus(DAY - 1), vec![1]),
            (end.plus(DAY), vec![1, 2]),
        ] {
            let mut overdue: Vec<_> = tx
                .list_overdue_enrollments(now, 10)
                .await
                .expect("a list")
                .iter()
                .map(|enrollment| number(enrollment.id.0))
                .collect();
            overdue.sort_unstable();
            assert_eq!(overdue, expected, "at {now:?}");
        }
        assert_eq!(tx.list_overdue_enrollments(end.plus(DAY), 1).await.expect("a list").len(), 1);
    }
}

#[tokio::test]
async fn what_was_enrolled_is_counted_in_all_since_an_instant_and_by_day() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        assert!(!tx.has_enrolled().await.expect("a look"));
        for (n, at) in [(1, NOW), (2, NOW.plus(MINUTE)), (3, NOW.plus(-2 * DAY)), (4, NOW.plus(-9 * DAY))] {
            let mut enrollment = insert_enrollment(&mut tx, n).await;
            enrollment.enrolled_at = Some(at);
            if n == 2 {
                enrollment.close(End::CheckedOut, NOW.plus(HOUR));
            }
            tx.save_enrollment(&enrollment).await.expect("saved");
        }
        insert_enrollment(&mut tx, 5).await;
        assert!(tx.has_enrolled().await.expect("a look"));
        assert_eq!(
            tx.count_managed(SiteScope::All).await.expect("a count"),
            3,
            "the checked-out one is no longer managed"
        );
        assert_eq!(tx.count_enrolled_since(SiteScope::All, NOW).await.expect("a count"), 2);
        let today = NOW.0 / DAY;
        let by_day = tx.count_enrolled_by_day(SiteScope::All, NOW.plus(-7 * DAY)).await.expect("counts");
        assert_eq!(by_day, [(today - 2, 1), (today, 2)]);
    }
}

#[tokio::test]
async fn the_latest_enrollment_of_a_device_is_the_newest() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        tx.insert_device(&device(5)).await.expect("a new device");
        for n in [2, 3, 1] {
            let mut enrollment = insert_enrollment(&mut tx, n).await;
            enrollment.device_id = Some(DeviceId(id(5)));
            tx.save_enrollment(&enrollment).await.expect("saved");
        }
        let latest =
            tx.find_latest_enrollment(DeviceId(id(5))).await.expect("a look").expect("an enrollment");
        assert_eq!(latest.id, EnrollmentId(id(3)));
        assert!(tx.find_latest_enrollment(DeviceId(id(6))).await.expect("a look").is_none());
    }
}

/// Enrollments from before did not say whether somebody had logged in; the trail does, whatever their invitations ask for now.
#[tokio::test]
async fn t57_enrollments_from_before_that_nobody_logged_in_for_prove_nobody() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let directory_id = DirectoryId(id(1));
        let user = DirectoryUserRef { directory_id, key: DirectoryKey("key-ann".into()) };
        let (username, name) = ("ann".to_owned(), "Nightly".to_owned());
        let begun = || Event::EnrollmentBegun { username: "ann".into() };
        let mut courses = Vec::new();
        for (n, actor, event, requires_login, is_two_step, is_unproved) in [
            (1, Actor::Anonymous, begun(), false, false, true),
            (2, Actor::Anonymous, begun(), true, true, true),
            (3, Actor::DirectoryUser { user, username: username.clone() }, begun(), false, false, false),
            (4, Actor::Account { id: AccountId(id(3)), username }, begun(), true, false, false),
            (5, Actor::ApiToken { id: ApiTokenId(id(4)), name }, begun(), true, false, true),
            (6, Actor::Operator, begun(), true, true, true),
            (7, Actor::Anonymous, Event::ProfileFetched, true, false, false),
        ] {
            let mut invitation = invitation(n, "Physics \"requires_login\":false");
            invitation.terms.requires_login = requires_login;
            tx.insert_invitation(&invitation).await.expect("a new invitation");
            let recipient = recipient(n, invitation.id);
            tx.insert_recipients(std::slice::from_ref(&recipient)).await.expect("a new recipient");
            let course = Course { is_two_step, ..Course::default() };
            let of = Enrollment {
                invitation: Some(Invited::new(invitation.id, recipient.id)),
                course: course.clone(),
                ..enrollment(n)
            };
            tx.insert_enrollment(&of, token(u64::try_from(n).expect("a small number")))
                .await
                .expect("a new enrollment");
            write_line(&mut tx, &Audit { enrollment_id: Some(of.id), ..line(n, actor, event) }).await;
            courses.push((of.id, Course { is_unproved, ..course }));
        }
        tx.commit().await.expect("a commit");

        let statement = include_str!("../../../../migrations/0031_unproved_enrollment.sql");
        assert_eq!(opened.database.tamper(statement).await, 4);
        let mut tx = opened.read().await;
        for (id, course) in courses {
            let found = tx.find_enrollment(id).await.expect("a look").expect("the enrollment");
            assert_eq!(format!("{:?}", found.course), format!("{course:?}"), "{id}");
        }
    }
}
