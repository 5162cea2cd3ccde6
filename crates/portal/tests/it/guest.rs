//! Somebody who was invited: a visitor, their invitation, and what opens it.

use app::{Caller, NewInvitation, NewRecipient, RecipientQuery};
use domain::invitation::{Delivery, Invitation, InvitationTerms};
use domain::message::MessageKind;
use domain::privilege::PrivilegeSet;
use domain::recipient::Recipient;
use testkit::NOON;

use crate::visitor::{Answer, PASSWORD, Visitor, percent};

/// Berit, who is invited, and has an account with the address that the invitation went to.
pub(crate) struct Guest {
    pub(crate) visitor: Visitor,
    /// Who invited her.
    pub(crate) admin: Caller,
    pub(crate) invitation: Invitation,
    /// The path of the link: `/i/TOKEN`.
    pub(crate) link: String,
    /// The short code, as people read it.
    pub(crate) code: String,
    /// The token as a decimal number.
    pub(crate) decimal: String,
}

impl Guest {
    /// Invites Berit by e-mail under the usual terms, as changed.
    pub(crate) async fn invited(change: impl FnOnce(&mut InvitationTerms)) -> Self {
        Self::invited_in("", change).await
    }

    /// Invites Berit, who is noted to speak a language.
    pub(crate) async fn invited_in(language: &str, change: impl FnOnce(&mut InvitationTerms)) -> Self {
        let visitor = Visitor::come().await;
        visitor.test.account("berit", PrivilegeSet::EnrollmentOnly).await;
        let admin = visitor.test.administrator().await;
        let mut terms = InvitationTerms::new("Physics", NOON);
        change(&mut terms);
        let berit = NewRecipient {
            address: "berit@example.org".into(),
            name: "Berit <i>Berg</i>".into(),
            language: language.into(),
            ..NewRecipient::default()
        };
        let new = NewInvitation {
            delivery: Delivery::Email,
            terms,
            texts: Default::default(),
            recipients: vec![berit],
        };
        let invitation =
            visitor.test.app.create_invitation(&admin, new).await.expect("an invitation").invitation;
        let mut guest = Self {
            visitor,
            admin,
            invitation,
            link: String::new(),
            code: String::new(),
            decimal: String::new(),
        };
        guest.new_link().await;
        guest
    }

    /// Has another link made; the one before stays good.
    pub(crate) async fn new_link(&mut self) {
        let recipient = self.recipient().await;
        let app = &self.visitor.test.app;
        let made = app.make_link(&self.admin, recipient.id, false).await.expect("a link");
        let base = &app.settings().base_url;
        self.link = made.url.expose().strip_prefix(base.as_str()).expect("our own link").to_owned();
        self.code = made.code.expose().to_owned();
        self.decimal = made.decimal.expose().to_owned();
    }

    /// Opens the link and follows the redirect.
    pub(crate) async fn open(&mut self) -> Answer {
        let link = self.link.clone();
        assert_eq!(self.visitor.get(&link).await.location(), "/enroll/invitation");
        self.visitor.get("/enroll/invitation").await
    }

    /// Opens the link and presses Continue.
    pub(crate) async fn go_on(&mut self) -> Answer {
        self.open().await;
        self.visitor.post("/enroll/invitation", "").await
    }

    /// Opens the link, goes on and logs in as Berit.
    pub(crate) async fn log_in(&mut self) -> Answer {
        assert_eq!(self.go_on().await.location(), "/enroll/login");
        self.visitor.log_in("berit", PASSWORD).await
    }

    /// Sends the form of the login as it is, with more in it.
    pub(crate) async fn log_in_with(&mut self, query: &str, more: &str) -> Answer {
        let form = format!("username=berit&password={}{more}", percent(PASSWORD));
        self.visitor.post(&format!("/enroll/login{query}"), &form).await
    }

    /// Returns the token of the link.
    pub(crate) fn token(&self) -> &str {
        self.link.trim_start_matches("/i/")
    }

    pub(crate) async fn recipient(&self) -> Recipient {
        let query = RecipientQuery { limit: 1, ..RecipientQuery::default() };
        let page = self.visitor.test.app.list_recipients(&self.admin, self.invitation.id, query).await;
        page.expect("a list").rows.remove(0)
    }

    /// Has the messages delivered and reads the one-time code in the outbox.
    pub(crate) async fn held_code(&self) -> String {
        let test = &self.visitor.test;
        test.run_due().await;
        let page = test.app.list_outbox(&self.admin, None, None, 50).await.expect("an outbox");
        let message = page.rows.iter().find(|message| message.kind == MessageKind::Code).expect("a code");
        let held = test.app.show_outbox_message(&self.admin, message.id).await.expect("a message").held;
        let text = held.expect("it stays here").text;
        let is_code = |word: &&str| word.len() == 6 && word.bytes().all(|octet| octet.is_ascii_digit());
        let found = text.split(|c: char| !c.is_ascii_alphanumeric()).find(is_code);
        found.expect("six digits").to_owned()
    }

    pub(crate) async fn pause(&self) {
        self.visitor.test.app.pause_invitation(&self.admin, self.invitation.id).await.expect("paused");
    }

    pub(crate) async fn resume(&self) {
        self.visitor.test.app.resume_invitation(&self.admin, self.invitation.id).await.expect("resumed");
    }

    pub(crate) async fn revoke(&self) {
        self.visitor.test.app.revoke_invitation(&self.admin, self.invitation.id).await.expect("revoked");
    }
}
