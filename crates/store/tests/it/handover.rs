//! Handing over from one browser to another: found by hashes, remembered, forgotten.

use domain::enrollment::Step;
use domain::handover::{Carried, HANDOVER_AGE_MAX, Handover};
use domain::id::{HandoverId, SessionId};
use domain::session::{Purpose, Session, Visit};
use domain::time::HOUR;
use store::HandoverHashes;

use crate::fixture::{NOW, id, insert_enrollment, stores, token};
use crate::recipient::{insert_invitation, recipient};

fn hashes(n: u64, origin: u64) -> HandoverHashes {
    HandoverHashes { token: token(n), code: token(n + 100), origin: token(origin) }
}

#[tokio::test]
async fn a_handover_is_found_by_token_code_and_browser() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let enrollment = insert_enrollment(&mut tx, 1).await;
        let of = insert_invitation(&mut tx, 2).await;
        let anna = recipient(3, of);
        tx.insert_recipients(std::slice::from_ref(&anna)).await.expect("a recipient");
        let one =
            Handover::new(HandoverId(id(11)), Carried::Enrollment(enrollment.id, SessionId(id(5))), NOW);
        let other = Handover::new(HandoverId(id(12)), Carried::Invitation(anna.id), NOW);
        tx.insert_handover(&one, &hashes(11, 1)).await.expect("a new one");
        tx.insert_handover(&other, &hashes(12, 2)).await.expect("a new one");
        let taken = tx.insert_handover(&Handover { id: HandoverId(id(13)), ..one }, &hashes(12, 1)).await;
        assert!(taken.is_err(), "a token is one's alone");
    }
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let enrollment = insert_enrollment(&mut tx, 1).await;
        let carried = Carried::Enrollment(enrollment.id, SessionId(id(5)));
        let mut one = Handover::new(HandoverId(id(11)), carried, NOW);
        let newer = Handover::new(HandoverId(id(12)), carried, NOW);
        tx.insert_handover(&one, &hashes(11, 1)).await.expect("a new one");
        for hash in [token(11), token(111)] {
            assert_eq!(tx.find_handover(hash).await.expect("a look"), Some(one));
        }
        assert_eq!(tx.find_handover(token(1)).await.expect("a look"), None, "the browser opens nothing");
        one.take(NOW).expect("in time");
        tx.save_handover(&one).await.expect("saved");
        tx.insert_handover(&newer, &hashes(12, 1)).await.expect("a new one");
        assert_eq!(tx.find_handover_of(token(1)).await.expect("a look"), Some(newer));
        assert_eq!(tx.lock_handover(one.id).await.expect("a look"), Some(one));

        tx.delete_untaken_handovers(token(1)).await.expect("forgotten");
        assert_eq!(tx.find_handover_of(token(1)).await.expect("a look"), Some(one));
        assert_eq!(tx.delete_dead_handovers(NOW.plus(HANDOVER_AGE_MAX - 1)).await.expect("a sweep"), 0);
        assert_eq!(tx.delete_dead_handovers(NOW.plus(HANDOVER_AGE_MAX)).await.expect("a sweep"), 1);
        assert_eq!(tx.find_handover(token(11)).await.expect("a look"), None);
    }
}

#[tokio::test]
async fn a_handover_goes_with_the_invitation_that_it_carries() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let of = insert_invitation(&mut tx, 2).await;
        let anna = recipient(3, of);
        tx.insert_recipients(std::slice::from_ref(&anna)).await.expect("a recipient");
        let one = Handover::new(HandoverId(id(11)), Carried::Invitation(anna.id), NOW);
        tx.insert_handover(&one, &hashes(11, 1)).await.expect("a new one");
        assert_eq!(tx.find_handover(token(111)).await.expect("a look"), Some(one));
        tx.delete_invitation(of).await.expect("deleted");
        assert_eq!(tx.find_handover(token(111)).await.expect("a look"), None);
    }
}

#[tokio::test]
async fn an_enrollment_gets_another_link_and_its_former_session_follows() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let enrollment = insert_enrollment(&mut tx, 1).await;
        tx.save_enrollment_link(enrollment.id, token(50)).await.expect("saved");
        assert!(tx.find_enrollment_by_link(token(1)).await.expect("a look").is_none());
        let found = tx.find_enrollment_by_link(token(50)).await.expect("a look").expect("the enrollment");
        assert_eq!((found.id, found.step()), (enrollment.id, Step::LoggedIn));

        let session = Session {
            id: SessionId(id(5)),
            purpose: Purpose::Portal(enrollment.id),
            site_id: None,
            created_at: NOW,
            last_seen_at: NOW,
            expires_at: NOW.plus(HOUR),
            visit: Visit::default(),
            handed_over_at: None,
        };
        tx.insert_session(&session, token(7)).await.expect("a session");
        tx.save_session_handed_over(session.id, NOW.plus(1)).await.expect("saved");
        let found = tx.find_session(token(7)).await.expect("a look").expect("the session");
        assert_eq!(found.handed_over_at, Some(NOW.plus(1)));
    }
}
