//! What arrives at the app, what comes back, and what the model makes of it.

use app::Signed;
use apple_mdm::checkin::Message;
use apple_mdm::command::Command;
use apple_mdm::connect::Report;
use domain::id::CommandId;
use domain::time::{DAY, Timestamp};
use testkit::{Phone, SOURCE};

use super::{Identity, Sent, World};

impl World {
    pub(super) async fn deliver(&mut self, message: Sent, how: &str) {
        let before = self.rows().await;
        match message {
            Sent::CheckIn { identity, body, signature } => {
                let (kind, entitled, accepted) = self.deliver_check_in(identity, &body, &signature).await;
                let what = format!("by identity {identity} {how}");
                self.settle(kind, &what, entitled, accepted, before).await;
            }
            Sent::Report { identity, body, signature } => {
                let entitled = self.is_live(identity) && self.life_of(identity).is_authenticated;
                let accepted = self.deliver_report(identity, &body, &signature).await;
                let what = format!("by identity {identity} {how}");
                self.settle("report", &what, entitled, accepted, before).await;
            }
            Sent::Request { life, challenge, message } => {
                let entitled = self.may_request(life, challenge, &message);
                let accepted = self.deliver_request(life, challenge, message).await;
                let what = format!("for life {life}, challenge {challenge} {how}");
                self.settle("certificate", &what, entitled, accepted, before).await;
            }
            Sent::Renewal { identity, key, message } => {
                let now = self.test.app.now();
                let entitled = self.is_live(identity)
                    && self.identities[identity].not_after.since(now) <= 90 * DAY
                    && self.life_of(identity).may_get_another(now);
                let issued = self.identities[identity].phone.send_scep(&self.test.app, &message).await;
                let accepted = issued.is_ok();
                if let Ok(certificate) = issued {
                    self.take_identity(self.identities[identity].life, key, certificate);
                }
                let what = format!("by identity {identity} {how}");
                self.settle("renewal", &what, entitled, accepted, before).await;
            }
        }
    }

    pub(super) async fn deliver_check_in(
        &mut self,
        identity: usize,
        body: &[u8],
        signature: &str,
    ) -> (&'static str, bool, bool) {
        let message = Message::parse(body).expect("its own message");
        let (is_live, life) = (self.is_live(identity), self.identities[identity].life);
        let is_entitled =
            is_live && (self.lives[life].is_authenticated || matches!(message, Message::Authenticate(_)));
        let digest = self.channel_of(life).await;
        let accepted = match self.test.app.verify_device(Signed { body, signature: Some(signature) }) {
            Ok(proof) => self.test.app.check_in(&proof, message.clone(), SOURCE).await.is_ok(),
            Err(_) => false,
        };
        let kind = match &message {
            Message::Authenticate(_) => "authenticate",
            Message::TokenUpdate(_) => "token-update",
            _ => "check-out",
        };
        if !accepted {
            return (kind, is_entitled, false);
        }
        match message {
            Message::Authenticate(_) if !self.lives[life].is_authenticated => {
                self.model_bind(life, identity);
            }
            Message::TokenUpdate(message) => {
                let is_new = !self.lives[life].magics.contains(&message.push_magic);
                if !is_new {
                    assert_eq!(
                        self.channel_of(life).await,
                        digest,
                        "a replay moves nothing {:#?}",
                        self.story
                    );
                }
                self.lives[life].magics.push(message.push_magic);
                self.lives[life].is_enrolled = true;
                self.lives[life].forget_challenges();
                let older = self.identities[..identity].iter_mut().filter(|older| older.life == life);
                older.for_each(|older| older.is_revoked = true);
            }
            Message::CheckOut(_) => self.model_end(life),
            _ => {}
        }
        (kind, is_entitled, true)
    }

    pub(super) async fn deliver_report(&mut self, identity: usize, body: &[u8], signature: &str) -> bool {
        let report = Report::parse(body).expect("its own report");
        let Ok(proof) = self.test.app.verify_device(Signed { body, signature: Some(signature) }) else {
            return false;
        };
        let Ok(next) = self.test.app.poll(&proof, report, SOURCE).await else { return false };
        let next = next.map(|payload| Command::parse(&payload).expect("a command"));
        if let Some((uuid, _)) = &next {
            let life = self.identities[identity].life;
            let mut tx = self.test.store.read().await.expect("a read");
            let open = tx.list_open_commands(self.lives[life].id).await.expect("a look");
            let id: CommandId = uuid.parse().expect("an id of ours");
            assert!(open.iter().any(|command| command.id == id), "not of this life {:#?}", self.story);
            let owner = *self.owners.entry(uuid.clone()).or_insert(life);
            assert_eq!(owner, life, "a command of another life was delivered {:#?}", self.story);
        }
        self.identities[identity].waiting = next;
        true
    }

    pub(super) async fn deliver_request(&mut self, life: usize, challenge: usize, message: Vec<u8>) -> bool {
        let issued = self.lives[life].phone.send_scep(&self.test.app, &message).await;
        let Ok(certificate) = issued else { return false };
        if let Some((_, identity)) = &self.lives[life].challenges[challenge].bought {
            assert_eq!(self.identities[*identity].phone.certificate, certificate, "{:#?}", self.story);
        } else {
            let key = self.lives[life].device % 4;
            let identity = self.take_identity(life, key, certificate);
            self.lives[life].challenges[challenge].bought = Some((message, identity));
        }
        true
    }

    pub(super) fn take_identity(&mut self, life: usize, key: usize, certificate: Vec<u8>) -> usize {
        assert_eq!(ca::lint::issued(&certificate, ca::lint::Purpose::Identity), [], "T46");
        let now = self.test.app.now();
        let mut phone = Phone::new(self.lives[life].device);
        phone.key = testkit::key(key);
        phone.certificate = certificate;
        phone.nonce = u8::try_from(self.identities.len() % 200).expect("an octet");
        self.lives[life].issued_at.push(now);
        let not_after = Timestamp::from_seconds(now.plus(365 * DAY).seconds());
        self.identities.push(Identity { phone, life, not_after, is_revoked: false, waiting: None });
        self.identities.len() - 1
    }

    /// Compares what happened with what had to; a refusal must have changed no row.
    pub(super) async fn settle(
        &mut self,
        kind: &'static str,
        what: &str,
        due: bool,
        accepted: bool,
        before: String,
    ) {
        self.note(kind, accepted, what);
        assert_eq!(accepted, due, "{:#?}", self.story);
        if !accepted {
            assert_eq!(self.rows().await, before, "a refusal changed a row {:#?}", self.story);
        }
    }
}
