//! What can happen: people begin, devices go on or go astray, networks repeat, time passes.

use app::Caller;
use apple_mdm::DeviceId;
use apple_mdm::checkin::Message;
use apple_mdm::connect::{Report, Status};
use domain::secret::Secret;
use domain::time::{DAY, HOUR, MINUTE};
use testkit::{NOON, Phone};

use super::{DAYS_MAX, Life, PEOPLE, Sent, Token, World};

impl World {
    pub(super) async fn happen(&mut self) {
        match self.below(24) {
            0 => self.begin().await,
            1 => self.fetch().await,
            2 | 3 => self.request().await,
            4 | 5 => self.authenticate(None).await,
            6 | 7 => self.update_token(None).await,
            8 if self.below(2) == 0 => self.check_in(None, |phone| phone.check_out_message()).await,
            8 | 9 => self.idle(None).await,
            10..=12 => self.answer().await,
            13 => self.renew(None).await,
            14 => self.refresh().await,
            15 if self.below(3) == 0 => self.withdraw().await,
            15 => self.pass_time(),
            16 => {
                self.test.app.sweep().await.expect("a sweep");
                self.model_sweep();
            }
            17..=20 => self.go_on().await,
            _ => {
                if let Some(index) = self.newest(self.sent.len()) {
                    let again = self.sent[index].clone();
                    self.deliver(again, "again").await;
                }
            }
        }
    }

    /// Takes the newest life on by the step that a device would take next, at last by a renewal when its time has come.
    async fn go_on(&mut self) {
        let Some(life) = self.lives.len().checked_sub(1) else { return self.begin().await };
        let found = &self.lives[life];
        let (is_authenticated, is_enrolled) = (found.is_authenticated, found.is_enrolled);
        match self.identities.iter().rposition(|identity| identity.life == life) {
            None => self.request().await,
            _ if found.is_ended => self.begin().await,
            Some(identity) if !is_authenticated => self.authenticate(Some(identity)).await,
            Some(identity) if !is_enrolled => self.update_token(Some(identity)).await,
            Some(identity) => match self.below(5) {
                0 | 1 => self.idle(Some(identity)).await,
                2 => self.update_token(Some(identity)).await,
                _ => {
                    self.let_pass(280 * DAY);
                    self.renew(Some(identity)).await;
                }
            },
        }
    }

    async fn begin(&mut self) {
        let (device, person) = (self.below(2), PEOPLE[self.below(2)]);
        let begun = self.test.app.begin_enrollment(self.test.login(person)).await.expect("a login");
        self.story.push(format!("life {} of device {device} begins for {person}", self.lives.len()));
        self.lives.push(Life {
            id: begun.enrollment.id,
            device,
            person,
            url: begun.profile_url,
            phone: Phone::new(device),
            expires_at: self.test.app.now().plus(60 * MINUTE),
            challenges: Vec::new(),
            issued_at: Vec::new(),
            magics: Vec::new(),
            is_authenticated: false,
            is_enrolled: false,
            is_ended: false,
        });
        self.fetch().await;
    }

    pub(super) async fn fetch(&mut self) {
        let Some(index) = self.newest(self.lives.len()) else { return };
        let now = self.test.app.now();
        let before = self.rows().await;
        let life = &mut self.lives[index];
        let is_entitled = !life.is_ended && !life.is_authenticated && now < life.expires_at;
        let fetched = life.phone.fetch_profile(&self.test.app, &life.url).await;
        if fetched.is_ok() {
            let expires_at = now.plus(20 * MINUTE).min(life.expires_at);
            let text = life.phone.challenge();
            life.challenges.push(Token { text, expires_at, is_gone: false, bought: None });
            let old = life.challenges.len().saturating_sub(4);
            life.challenges[..old].iter_mut().for_each(|token| token.is_gone |= token.bought.is_none());
        }
        self.settle("profile", &format!("of life {index}"), is_entitled, fetched.is_ok(), before).await;
    }

    async fn request(&mut self) {
        let Some(index) = self.newest(self.lives.len()) else { return };
        let Some(challenge) = self.newest(self.lives[index].challenges.len()) else { return };
        let life = &mut self.lives[index];
        let text = life.challenges[challenge].text.clone();
        let message = life.phone.scep_request(&self.test.app, &text);
        self.send(Sent::Request { life: index, challenge, message }).await;
    }

    async fn renew(&mut self, identity: Option<usize>) {
        let Some(index) = identity.or_else(|| self.newest(self.identities.len())) else { return };
        let key = self.below(6);
        let message = self.identities[index].phone.renewal_request(&self.test.app, &testkit::key(key));
        self.send(Sent::Renewal { identity: index, key, message }).await;
    }

    async fn authenticate(&mut self, identity: Option<usize>) {
        self.check_in(identity, |phone| phone.authenticate_message()).await;
    }

    async fn update_token(&mut self, identity: Option<usize>) {
        let magic = format!("MAGIC-{}", self.below(6));
        self.check_in(identity, |phone| {
            phone.push_magic = magic;
            phone.token_update_message()
        })
        .await;
    }

    async fn check_in(&mut self, identity: Option<usize>, write: impl FnOnce(&mut Phone) -> Message) {
        let Some(index) = identity.or_else(|| self.newest(self.identities.len())) else { return };
        let phone = &mut self.identities[index].phone;
        let body = write(phone).to_plist();
        let signature = phone.signature(&self.test.app, &body);
        self.send(Sent::CheckIn { identity: index, body, signature }).await;
    }

    async fn idle(&mut self, identity: Option<usize>) {
        let Some(index) = identity.or_else(|| self.newest(self.identities.len())) else { return };
        self.report(index, Status::Idle, None).await;
    }

    /// Answers the command that an identity received last, or, without one, what another received.
    async fn answer(&mut self) {
        let Some(index) = self.newest(self.identities.len()) else { return };
        let status = [Status::Acknowledged, Status::NotNow, Status::Error][self.below(3)];
        let own = self.identities[index].waiting.as_ref().map(|(uuid, _)| uuid.clone());
        let mut others: Vec<_> = self.owners.keys().cloned().collect();
        others.sort();
        let foreign = self.newest(others.len()).map(|at| others[at].clone());
        let Some(uuid) = own.or(foreign) else { return };
        self.report(index, status, Some(uuid)).await;
    }

    async fn report(&mut self, index: usize, status: Status, uuid: Option<String>) {
        let phone = &self.identities[index].phone;
        let body = Report::new(DeviceId::from_udid(&phone.udid), status, uuid).to_plist();
        let signature = phone.signature(&self.test.app, &body);
        self.send(Sent::Report { identity: index, body, signature }).await;
    }

    async fn refresh(&mut self) {
        let Some(index) = self.newest(self.lives.len()) else { return };
        let mut tx = self.test.store.read().await.expect("a read");
        let found = tx.find_enrollment(self.lives[index].id).await.expect("a look").expect("a row");
        drop(tx);
        let Some(device) = found.device_id else { return };
        let of = self.lives[index].device;
        let is_managed = self.lives.iter().any(|life| life.device == of && life.is_managing());
        let queued = self.test.app.refresh_inventory(&Caller::operator(), device).await;
        assert_eq!(queued.is_ok(), is_managed, "{queued:?} {:#?}", self.story);
    }

    /// Gives a person a new password, which ends what was begun under the old one.
    async fn withdraw(&mut self) {
        let person = PEOPLE[self.below(2)];
        let password = Secret::new(testkit::PASSWORD);
        self.test
            .app
            .reset_password(&Caller::operator(), self.test.account_id(person).await, password)
            .await
            .expect("reset");
        self.story.push(format!("{person} has a new password"));
        for index in 0..self.lives.len() {
            let life = &self.lives[index];
            if life.person == person && !life.is_enrolled && !life.is_ended {
                self.model_end(index);
            }
        }
    }

    fn pass_time(&mut self) {
        let step = [MINUTE, 7 * MINUTE, 25 * MINUTE, 61 * MINUTE, 26 * HOUR, 280 * DAY, 100 * DAY];
        let step = step[self.below(step.len())];
        self.let_pass(step);
    }

    fn let_pass(&mut self, step: i64) {
        if self.test.app.now().plus(step).since(NOON) < DAYS_MAX * DAY {
            self.test.advance(step);
            self.story.push(format!("{step} ms pass"));
        }
    }

    async fn send(&mut self, message: Sent) {
        self.sent.push(message.clone());
        self.deliver(message, "").await;
    }
}
