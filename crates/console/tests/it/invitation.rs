//! Enrollment invitations and the Outbox: their pages.

mod act;
mod assistant;
mod list;
mod outbox;
mod page;
mod recipient;
mod site;

use app::{Caller, CreatedInvitation, NewInvitation, NewRecipient};
use domain::invitation::{Delivery, InvitationTerms, LinkToken};
use testkit::{Phone, SOURCE};

use crate::desk::{Desk, hrefs};

pub(crate) const INVITATIONS: &str = "/console/invitations";

/// Makes an invitation that asks for no login, as the operator.
pub(crate) async fn invite(
    desk: &Desk,
    name: &str,
    delivery: Delivery,
    addresses: &[&str],
    change: impl FnOnce(&mut InvitationTerms),
) -> CreatedInvitation {
    let mut terms = InvitationTerms::new(name, desk.test.app.now());
    terms.requires_login = false;
    change(&mut terms);
    let recipients = addresses.iter().map(|address| NewRecipient {
        address: (*address).to_owned(),
        name: address.split('@').next().unwrap_or_default().to_owned(),
        ..NewRecipient::default()
    });
    let new = NewInvitation { delivery, terms, texts: Default::default(), recipients: recipients.collect() };
    desk.test.app.create_invitation(&Caller::operator(), new).await.expect("an invitation")
}

/// Returns the path of an invitation's page.
pub(crate) fn path(created: &CreatedInvitation) -> String {
    format!("{INVITATIONS}/{}", created.invitation.id)
}

/// Returns the paths of the recipients on an invitation's page.
async fn recipients(desk: &Desk, invitation: &str) -> Vec<String> {
    hrefs(desk.get(invitation).await.main(), &format!("{invitation}/recipients/"))
}

/// Enrolls a device by the link of an invitation that is not sent.
async fn enroll(desk: &Desk, created: &CreatedInvitation, index: usize) {
    let url = created.link.as_ref().expect("a link").url.expose();
    let token = LinkToken::parse(url.rsplit('/').next().expect("a token")).expect("a token");
    let key = app::LinkKey::Token(token);
    let app = &desk.test.app;
    let begun = app.begin_enrollment_by_invitation(&key, None, SOURCE).await.expect("a beginning");
    let mut phone = Phone::new(index);
    phone.fetch_profile(app, &begun.profile_url).await.expect("a profile");
    phone.request_certificate(app).await.expect("a certificate");
    phone.authenticate(app).await.expect("Authenticate");
    phone.update_token(app).await.expect("TokenUpdate");
}
