//! Browser sessions.

use domain::id::{EnrollmentId, SessionId};
use domain::session::{CONSOLE_AGE_MAX, CONSOLE_IDLE_MAX, Purpose, Session};
use domain::time::{HOUR, MINUTE};

use crate::fixture::{NOW, account, id, stores, token};

fn session(n: u128, purpose: Purpose) -> Session {
    Session {
        id: SessionId(id(n)),
        purpose,
        site_id: None,
        created_at: NOW,
        last_seen_at: NOW,
        expires_at: NOW.plus(CONSOLE_AGE_MAX),
    }
}

#[tokio::test]
async fn a_session_is_found_by_its_token_and_ends_alone_or_with_its_account() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let ann = account(1, "ann");
        tx.insert_account(&ann, "hash").await.expect("a new account");
        let portal = Purpose::Portal(EnrollmentId(id(7)));
        for (n, purpose) in [(1, Purpose::Console(ann.id)), (2, Purpose::Console(ann.id)), (3, portal)] {
            tx.insert_session(&session(n, purpose), token(u64::try_from(n).expect("a small number")))
                .await
                .expect("a new session");
        }
        let found = tx.find_session(token(3)).await.expect("a look").expect("the session");
        assert_eq!(found.purpose, portal);
        assert!(tx.find_session(token(4)).await.expect("a look").is_none());

        tx.save_session_seen(SessionId(id(1)), NOW.plus(MINUTE)).await.expect("saved");
        let found = tx.find_session(token(1)).await.expect("a look").expect("the session");
        assert_eq!((found.purpose, found.last_seen_at), (Purpose::Console(ann.id), NOW.plus(MINUTE)));
        tx.delete_session(found.id).await.expect("ended");
        assert!(tx.find_session(token(1)).await.expect("a look").is_none());

        tx.delete_account_sessions(ann.id).await.expect("ended");
        assert!(tx.find_session(token(2)).await.expect("a look").is_none());
        assert!(
            tx.find_session(token(3)).await.expect("a look").is_some(),
            "the portal's is nobody's account"
        );
    }
}

#[tokio::test]
async fn the_sweep_takes_what_is_over_and_nothing_else() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let ann = account(1, "ann");
        tx.insert_account(&ann, "hash").await.expect("a new account");
        let idle = session(1, Purpose::Console(ann.id));
        let used = Session { last_seen_at: NOW.plus(MINUTE), ..session(2, Purpose::Console(ann.id)) };
        let quiet = session(3, Purpose::Portal(EnrollmentId(id(7))));
        let expired =
            Session { expires_at: NOW.plus(MINUTE), ..session(4, Purpose::Portal(EnrollmentId(id(8)))) };
        for (n, session) in [(1, &idle), (2, &used), (3, &quiet), (4, &expired)] {
            tx.insert_session(session, token(n)).await.expect("a new session");
        }
        let now = NOW.plus(CONSOLE_IDLE_MAX);
        assert_eq!(tx.delete_dead_sessions(now).await.expect("a sweep"), 2);
        for (n, session) in [(1, &idle), (2, &used), (3, &quiet), (4, &expired)] {
            let is_kept = tx.find_session(token(n)).await.expect("a look").is_some();
            assert_eq!(is_kept, session.is_live(now), "the sweep and the rule agree about {session:?}");
        }
        assert_eq!(tx.delete_dead_sessions(now.plus(HOUR)).await.expect("a sweep"), 1);
    }
}
