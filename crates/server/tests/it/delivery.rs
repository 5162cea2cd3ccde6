//! The program is killed again and again while messages go out to a real mail server: none is lost, and one that was on its
//! way is doubled at most once by each kill (T15).

use crate::installation::databases;
use crate::program::Program;
use app::{App, Caller, NewInvitation, NewRecipient, RecipientQuery};
use domain::id::InvitationId;
use domain::invitation::{Delivery, InvitationTerms};
use domain::recipient::Stage;
use server::wiring;
use sqlx::{Connection, PgConnection, SqliteConnection};
use std::time::Duration;
use testkit::SmtpPeer;

const MESSAGES: usize = 2_000;
/// The program is killed when the mail server has taken so many.
const KILLED_AT: [usize; 4] = [90, 420, 1_010, 1_600];

#[tokio::test(flavor = "multi_thread")]
async fn t15_kills_in_the_middle_of_a_delivery_lose_no_message_and_double_few() {
    for database in databases().await {
        let Some(peer) = SmtpPeer::start() else { return };
        let program = Program::install(database).await;
        let app = wiring::start_for_operator(&program.config).await.unwrap();
        app.save_mail_server(&Caller::operator(), peer.draft()).await.unwrap();
        let id = invite(&app).await;
        app.close().await.unwrap();

        for killed_at in KILLED_AT {
            let running = program.serve().await;
            until(|| peer.mails().len() >= killed_at).await;
            running.kill();
            end_leases(&program).await;
        }
        let running = program.serve().await;
        until(|| peer.count_by_address().len() == MESSAGES).await;
        let app = wiring::start_for_operator(&program.config).await.unwrap();
        let (mut detail, mut rounds) = (app.show_invitation(&Caller::operator(), id).await.unwrap(), 0);
        while detail.open_messages > 0 && rounds < 600 {
            tokio::time::sleep(Duration::from_millis(100)).await;
            detail = app.show_invitation(&Caller::operator(), id).await.unwrap();
            rounds += 1;
        }
        drop(running);

        assert_eq!(detail.open_messages, 0);
        assert_eq!(detail.funnel.reached(Stage::Accepted), MESSAGES as u64, "the counts agree");
        let counts = peer.count_by_address();
        assert_eq!(counts.len(), MESSAGES, "none is lost");
        assert!(counts.values().all(|count| *count <= 1 + KILLED_AT.len()), "{counts:?}");
        let doubled = counts.values().filter(|count| **count > 1).count();
        // What can be doubled is what was on its way, or was taken and not written yet, at a kill.
        assert!(doubled < KILLED_AT.len() * 120, "{doubled} were doubled");
        let query = RecipientQuery { limit: 200, ..RecipientQuery::default() };
        let page = app.list_recipients(&Caller::operator(), id, query).await.unwrap();
        assert!(page.rows.iter().all(|one| one.sending.words.starts_with("250")));
        app.close().await.unwrap();
    }
}

async fn invite(app: &App) -> InvitationId {
    let recipients = (0..MESSAGES).map(|n| NewRecipient {
        address: format!("person{n}@example.net"),
        name: format!("Person {n}"),
        ..NewRecipient::default()
    });
    let new = NewInvitation {
        delivery: Delivery::Email,
        terms: InvitationTerms::new("Two thousand", app.now()),
        texts: Default::default(),
        recipients: recipients.collect(),
    };
    app.create_invitation(&Caller::operator(), new).await.unwrap().invitation.id
}

async fn until(is_so: impl Fn() -> bool) {
    for _ in 0..1_200 {
        if is_so() {
            return;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("it did not come to that in two minutes");
}

/// Lets the leases of the killed program end now rather than in five minutes.
async fn end_leases(program: &Program) {
    const SQL: &str = "update message set due_at = 0 where state = 'sending'";
    let url = program.config.database_url();
    if url.starts_with("sqlite:") {
        let mut connection = SqliteConnection::connect(&url).await.unwrap();
        sqlx::query(SQL).execute(&mut connection).await.unwrap();
    } else {
        let mut connection = PgConnection::connect(&url).await.unwrap();
        sqlx::query(SQL).execute(&mut connection).await.unwrap();
    }
}
