//! Invitations: made, sent, opened, used, ended; by the threats that they have to stand.

pub(crate) mod delivery;
mod history;
mod open;
mod sms;
mod uses;

use app::{CreatedInvitation, LinkKey, NewInvitation, NewRecipient};
use domain::enrollment::Invited;
use domain::invitation::{Delivery, InvitationTerms, LinkToken};
use testkit::{SOURCE, TestApp};

/// Returns the terms of an invitation that asks for no login, changed.
fn terms(test: &TestApp, change: impl FnOnce(&mut InvitationTerms)) -> InvitationTerms {
    let mut terms = InvitationTerms::new("Physics", test.app.now());
    terms.requires_login = false;
    change(&mut terms);
    terms
}

/// Makes an invitation as the operator.
pub(crate) async fn create(
    test: &TestApp,
    delivery: Delivery,
    change: impl FnOnce(&mut InvitationTerms),
    addresses: &[&str],
) -> CreatedInvitation {
    let recipients = addresses.iter().map(|address| NewRecipient {
        address: (*address).to_owned(),
        name: format!("Name of {address}"),
        ..NewRecipient::default()
    });
    let new = NewInvitation {
        delivery,
        terms: terms(test, change),
        texts: Default::default(),
        recipients: recipients.collect(),
    };
    test.app.create_invitation(&app::Caller::operator(), new).await.expect("a new invitation")
}

/// Makes an invitation whose link is given out by hand, and returns what opens it.
pub(crate) async fn link(test: &TestApp, change: impl FnOnce(&mut InvitationTerms)) -> LinkKey {
    let created = create(test, Delivery::Link, change, &[]).await;
    key_of(created.link.expect("a link").url.expose())
}

/// Reads the key in a link.
fn key_of(url: &str) -> LinkKey {
    let token = url.rsplit('/').next().expect("a token");
    assert!(url.starts_with("https://mdm.example.org/i/"), "{url}");
    LinkKey::Token(LinkToken::parse(token).expect("a token"))
}

/// Lets other devices take every use of an invitation, whoever holds one.
pub(crate) async fn take_every_use(test: &TestApp, invited: Option<Invited>) {
    let id = invited.expect("by an invitation").recipient_id;
    let mut tx = test.store.begin().await.expect("a transaction");
    tx.return_use(id).await.expect("given back");
    tx.commit().await.expect("committed");
}

/// Goes the whole way by a link: up to a device that is enrolled.
async fn enroll(test: &TestApp, key: &LinkKey, index: usize) -> testkit::Phone {
    let begun = test.app.begin_enrollment_by_invitation(key, None, SOURCE).await.expect("a beginning");
    let mut phone = testkit::Phone::new(index);
    phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
    phone.request_certificate(&test.app).await.expect("a certificate");
    phone.authenticate(&test.app).await.expect("Authenticate");
    phone.update_token(&test.app).await.expect("TokenUpdate");
    phone
}
