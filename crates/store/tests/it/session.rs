//! Browser sessions.

use domain::id::{EnrollmentId, SessionId};
use domain::session::{CONSOLE_AGE_MAX, CONSOLE_IDLE_MAX, Purpose, Session, Visit};
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
        visit: Visit::default(),
        handed_over_at: None,
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
        assert_eq!(tx.delete_dead_sessions(now, CONSOLE_IDLE_MAX).await.expect("a sweep"), 2);
        for (n, session) in [(1, &idle), (2, &used), (3, &quiet), (4, &expired)] {
            let is_kept = tx.find_session(token(n)).await.expect("a look").is_some();
            assert_eq!(
                is_kept,
                session.is_live(now, CONSOLE_IDLE_MAX),
                "the sweep and the rule agree about {session:?}"
            );
        }
        assert_eq!(tx.delete_dead_sessions(now.plus(HOUR), CONSOLE_IDLE_MAX).await.expect("a sweep"), 1);
    }
}

#[tokio::test]
async fn a_session_keeps_where_it_was_opened_and_is_listed_with_its_account() {
    for opened in stores().await {
        let mut tx = opened.begin().await;
        let (ann, bob) = (account(1, "ann"), account(2, "bob"));
        for account in [&ann, &bob] {
            tx.insert_account(account, "hash").await.expect("a new account");
        }
        let visit = Visit {
            source: Some("2001:db8::7".parse().expect("an address")),
            browser: "Mozilla/5.0 (iPhone)".into(),
            proved_at: Some(NOW),
            second_factor_at: None,
        };
        for (n, owner) in [(1, ann.id), (2, ann.id), (3, ann.id), (4, bob.id)] {
            let session = Session {
                visit: visit.clone(),
                last_seen_at: NOW.plus(MINUTE * i64::try_from(n).expect("small")),
                ..session(n, Purpose::Console(owner))
            };
            tx.insert_session(&session, token(u64::try_from(n).expect("small")))
                .await
                .expect("a new session");
        }
        let listed = tx.list_account_sessions(ann.id).await.expect("a list");
        assert_eq!(
            listed.iter().map(|session| session.id).collect::<Vec<_>>(),
            [3, 2, 1].map(|n| SessionId(id(n)))
        );
        assert_eq!(listed[0].visit, visit);

        let proved = Visit { proved_at: Some(NOW.plus(1)), second_factor_at: Some(NOW.plus(2)), ..visit };
        tx.save_session_proved(SessionId(id(1)), &proved).await.expect("saved");
        let found = tx.find_session_by_id(SessionId(id(1))).await.expect("a look").expect("the session");
        assert_eq!(found.visit, proved);
        tx.save_session_token(found.id, token(9)).await.expect("saved");
        assert!(tx.find_session(token(1)).await.expect("a look").is_none(), "the old token is dead");
        assert_eq!(tx.find_session(token(9)).await.expect("a look").expect("the session").id, found.id);

        assert_eq!(tx.delete_other_sessions(ann.id, SessionId(id(1))).await.expect("ended"), 2);
        assert_eq!(tx.list_account_sessions(ann.id).await.expect("a list").len(), 1);
        assert_eq!(tx.list_account_sessions(bob.id).await.expect("a list").len(), 1);
    }
}
