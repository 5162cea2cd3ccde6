//! An invitation ends while somebody is on their way: at the instant it expires, and whenever it is taken back.

use domain::invitation::EXPIRES_AFTER;
use http::StatusCode;
use testkit::{NOON, Phone};

use crate::guest::Guest;
use crate::visitor::PASSWORD;

/// Moves the clock to so many milliseconds after the invitation's end.
fn stand_at(guest: &Guest, after_end: i64) {
    let end = NOON.plus(EXPIRES_AFTER);
    guest.visitor.test.advance(end.plus(after_end).since(guest.visitor.test.app.now()));
}

#[tokio::test]
async fn t03_redeeming_ends_at_the_instant_even_with_a_page_opened_earlier() {
    let mut guest = Guest::invited(|terms| terms.uses_max = None).await;
    guest.go_on().await;
    stand_at(&guest, -1_000);
    assert_eq!(guest.visitor.log_in("berit", PASSWORD).await.location(), "/enroll/welcome");
    for after in [0, 1] {
        guest.visitor.cookie = None;
        guest.open().await;
        stand_at(&guest, after);
        let page = guest.visitor.log_in("berit", PASSWORD).await;
        assert_eq!(page.status, StatusCode::GONE, "{after}");
        assert!(page.body.contains("Your invitation has expired"), "{}", page.body);
        assert_eq!(guest.visitor.cookie, None);
        assert_eq!(guest.visitor.post("/enroll/invitation", "").await.status, StatusCode::GONE);
    }
    assert_eq!(guest.visitor.enrollments().await, 1);
}

#[tokio::test]
async fn t03_the_profile_and_its_challenge_end_at_the_instant() {
    let mut guest = Guest::invited(|_| {}).await;
    let app = guest.visitor.test.app.clone();
    guest.go_on().await;
    stand_at(&guest, -2_000);
    guest.visitor.log_in("berit", PASSWORD).await;
    let path = guest.visitor.profile_path().await;
    stand_at(&guest, -1_000);
    let mut phone = Phone::new(1);
    phone.fetch_profile(&app, &path).await.expect("a second before, it is handed out");
    stand_at(&guest, 0);
    assert_eq!(guest.visitor.get(&path).await.status, StatusCode::GONE);
    assert_eq!(guest.visitor.head(&path).await.status, StatusCode::GONE);
    phone.request_certificate(&app).await.expect_err("the challenge has ended with the invitation");
    assert_eq!(guest.visitor.get("/enroll/install").await.status, StatusCode::GONE);
}

#[tokio::test]
async fn t03_a_second_before_the_challenge_is_good() {
    let mut guest = Guest::invited(|_| {}).await;
    let app = guest.visitor.test.app.clone();
    guest.go_on().await;
    stand_at(&guest, -2_000);
    guest.visitor.log_in("berit", PASSWORD).await;
    let mut phone = Phone::new(1);
    phone.fetch_profile(&app, &guest.visitor.profile_path().await).await.expect("a profile");
    stand_at(&guest, -1_000);
    phone.request_certificate(&app).await.expect("a certificate");
}

#[tokio::test]
async fn t04_an_expired_invitation_is_not_accepted_and_does_not_block_another() {
    let mut guest = Guest::invited(|_| {}).await;
    guest.go_on().await;
    stand_at(&guest, 0);
    assert_eq!(guest.visitor.log_in("berit", PASSWORD).await.status, StatusCode::GONE);
    let recipient = guest.recipient().await;
    assert_eq!(
        (recipient.reached.logged_in_at, recipient.uses_reserved, recipient.uses_counted),
        (None, 0, 0)
    );

    let new = app::NewInvitation {
        delivery: domain::invitation::Delivery::Email,
        terms: domain::invitation::InvitationTerms::new("Again", guest.visitor.test.app.now()),
        texts: Default::default(),
        recipients: vec![app::NewRecipient { address: recipient.address, ..Default::default() }],
    };
    let again = guest.visitor.test.app.create_invitation(&guest.admin, new).await.expect("another");
    guest.invitation = again.invitation;
    guest.new_link().await;
    assert_eq!(guest.log_in().await.location(), "/enroll/welcome");
}

/// The steps of the way, after each of which the invitation may be taken back.
const STEPS: [&str; 7] = ["open", "continue", "log in", "fetch", "certificate", "authenticate", "token"];

/// Goes the way, takes the invitation back after so many steps, and says whether the next one was refused.
async fn next_is_refused(steps: usize, take_back: impl AsyncFn(&Guest)) -> bool {
    let mut guest = Guest::invited(|_| {}).await;
    let app = guest.visitor.test.app.clone();
    let (mut phone, mut path) = (Phone::new(1), String::new());
    for (step, name) in STEPS.into_iter().enumerate() {
        if step == steps {
            take_back(&guest).await;
        }
        let is_refused = match name {
            "open" => guest.open().await.status == StatusCode::GONE,
            "continue" => guest.visitor.post("/enroll/invitation", "").await.status == StatusCode::GONE,
            "log in" => {
                let answer = guest.visitor.log_in("berit", PASSWORD).await;
                if answer.location() == "/enroll/welcome" {
                    path = guest.visitor.profile_path().await;
                }
                answer.status == StatusCode::GONE
            }
            "fetch" => phone.fetch_profile(&app, &path).await.is_err(),
            "certificate" => phone.request_certificate(&app).await.is_err(),
            "authenticate" => phone.authenticate(&app).await.is_err(),
            _ => phone.update_token(&app).await.is_err(),
        };
        if step == steps {
            if !is_refused {
                return false;
            }
            let recipient = guest.recipient().await;
            assert_eq!((recipient.uses_reserved, recipient.reached.enrolled_at), (0, None), "{name}");
            if guest.visitor.cookie.is_some() {
                let page = guest.visitor.get("/enroll/install").await;
                assert_eq!(page.status, StatusCode::GONE, "{name}");
                assert!(page.body.contains("Your invitation was withdrawn"), "{}", page.body);
            }
            return true;
        }
        assert!(!is_refused, "{name} goes well while the invitation serves");
    }
    unreachable!("one of the steps comes after the taking back")
}

#[tokio::test]
async fn t16_revoking_stops_the_next_step_wherever_somebody_is() {
    for (steps, name) in STEPS[..STEPS.len() - 1].iter().enumerate() {
        assert!(next_is_refused(steps, async |guest| guest.revoke().await).await, "{name}");
    }
    // A device that has said Authenticate has used the invitation: it is managed, and taking back the invitation does not
    // take it back.
    assert!(!next_is_refused(STEPS.len() - 1, async |guest| guest.revoke().await).await);
}

#[tokio::test]
async fn t16_pausing_stops_the_next_step_wherever_somebody_is() {
    for (steps, name) in STEPS[..STEPS.len() - 1].iter().enumerate() {
        assert!(next_is_refused(steps, async |guest| guest.pause().await).await, "{name}");
    }
}

#[tokio::test]
async fn t16_taking_a_recipient_off_stops_the_next_step_wherever_they_are() {
    let take_off = async |guest: &Guest| {
        let id = guest.recipient().await.id;
        guest.visitor.test.app.revoke_recipient(&guest.admin, id).await.expect("taken off");
    };
    for (steps, name) in STEPS[..STEPS.len() - 1].iter().enumerate() {
        assert!(next_is_refused(steps, take_off).await, "{name}");
    }
}
