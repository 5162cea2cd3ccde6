//! Devices, networks and thieves in any order: random sequences of everything that can happen to an enrollment, each
//! step compared with a small model that says what must be accepted, and what must hold afterwards (T58, T47, T52, T56).

use std::collections::{BTreeMap, HashMap};

use app::{Caller, Signed};
use apple_mdm::DeviceId;
use apple_mdm::checkin::Message;
use apple_mdm::command::Command;
use apple_mdm::connect::{Report, Status};
use domain::account::PrivilegeSet;
use domain::id::{CommandId, EnrollmentId};
use domain::secret::Secret;
use domain::time::{DAY, HOUR, MINUTE, Timestamp};
use scep::certificate::sha256;
use testkit::{NOON, Phone, SOURCE, TestApp};

/// How many events a sequence has.
const EVENTS: usize = 90;
/// How far the clock goes in one sequence: not past the authority's own life.
const DAYS_MAX: i64 = 3_000;
const PEOPLE: [&str; 2] = ["ann", "bob"];

#[tokio::test]
async fn t58_any_order_of_events_keeps_renewal_and_enrollment_apart() {
    let mut told = BTreeMap::new();
    for seed in 1..=8 {
        for test in TestApp::on_each_engine().await {
            let mut world = World::new(test, seed).await;
            for _ in 0..EVENTS {
                world.happen().await;
                world.check().await;
            }
            for (outcome, count) in world.told {
                *told.entry(outcome).or_insert(0) += count;
            }
        }
    }
    // The sequences must go everywhere: each kind of message accepted at times, and refused at times.
    for kind in ["profile", "certificate", "authenticate", "token-update", "check-out", "report", "renewal"] {
        for is_accepted in [true, false] {
            assert!(told.get(&(kind, is_accepted)).is_some_and(|count| *count > 2), "{kind}: {told:?}");
        }
    }
}

/// An enrollment as the model sees it.
struct Life {
    id: EnrollmentId,
    device: usize,
    person: &'static str,
    url: String,
    phone: Phone,
    expires_at: Timestamp,
    challenges: Vec<Token>,
    issued_at: Vec<Timestamp>,
    magics: Vec<String>,
    is_authenticated: bool,
    is_enrolled: bool,
    is_ended: bool,
}

/// A challenge.
struct Token {
    text: String,
    expires_at: Timestamp,
    is_gone: bool,
    /// The message that consumed it and the identity it bought.
    bought: Option<(Vec<u8>, usize)>,
}

/// A certificate with its key, in the hands of a device or of whoever copied it.
struct Identity {
    phone: Phone,
    life: usize,
    not_after: Timestamp,
    is_revoked: bool,
    waiting: Option<(String, Command)>,
}

/// A message on the wire, kept to be sent again.
#[derive(Clone)]
enum Sent {
    CheckIn { identity: usize, body: Vec<u8>, signature: String },
    Report { identity: usize, body: Vec<u8>, signature: String },
    Request { life: usize, challenge: usize, message: Vec<u8> },
    Renewal { identity: usize, key: usize, message: Vec<u8> },
}

struct World {
    test: TestApp,
    random: u64,
    lives: Vec<Life>,
    identities: Vec<Identity>,
    sent: Vec<Sent>,
    /// To whom each device is assigned.
    persons: [Option<&'static str>; 2],
    /// To whose life a command was first delivered.
    owners: HashMap<String, usize>,
    told: BTreeMap<(&'static str, bool), u32>,
    story: Vec<String>,
}

impl World {
    async fn new(test: TestApp, seed: u64) -> Self {
        for person in PEOPLE {
            test.account(person, PrivilegeSet::EnrollmentOnly).await;
        }
        let story = vec![format!("seed {seed}")];
        Self {
            test,
            random: seed,
            lives: Vec::new(),
            identities: Vec::new(),
            sent: Vec::new(),
            persons: [None; 2],
            owners: HashMap::new(),
            told: BTreeMap::new(),
            story,
        }
    }

    /// Draws a number below a limit, the same for the same seed.
    fn below(&mut self, limit: usize) -> usize {
        self.random = self.random.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.random;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).expect("below a usize")
    }

    /// Draws one of so many, mostly one of the newest.
    fn newest(&mut self, count: usize) -> Option<usize> {
        if count == 0 {
            return None;
        }
        let back = if self.below(3) == 0 { self.below(count) } else { self.below(count.min(2)) };
        Some(count - 1 - back)
    }

    fn note(&mut self, kind: &'static str, is_accepted: bool, what: &str) {
        *self.told.entry((kind, is_accepted)).or_insert(0) += 1;
        self.story.push(format!("{kind} {what}: {is_accepted}"));
    }

    async fn happen(&mut self) {
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
        let begun = self.test.app.begin_enrollment_for(&Caller::operator(), person).await.expect("a person");
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

    async fn fetch(&mut self) {
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
        self.test.app.reset_password(&Caller::operator(), person, password).await.expect("reset");
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

    async fn deliver(&mut self, message: Sent, how: &str) {
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

    async fn deliver_check_in(
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

    async fn deliver_report(&mut self, identity: usize, body: &[u8], signature: &str) -> bool {
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

    fn may_request(&self, life: usize, challenge: usize, message: &[u8]) -> bool {
        let (now, life) = (self.test.app.now(), &self.lives[life]);
        let token = &life.challenges[challenge];
        match &token.bought {
            // The same message again gets the same certificate, as long as that counts.
            Some((bought_by, identity)) => {
                let identity = &self.identities[*identity];
                bought_by == message && !identity.is_revoked && now < identity.not_after
            }
            None => {
                !token.is_gone
                    && now < token.expires_at
                    && now < life.expires_at
                    && !life.is_ended
                    && !life.is_authenticated
                    && life.may_get_another(now)
            }
        }
    }

    async fn deliver_request(&mut self, life: usize, challenge: usize, message: Vec<u8>) -> bool {
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

    fn take_identity(&mut self, life: usize, key: usize, certificate: Vec<u8>) -> usize {
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
    async fn settle(&mut self, kind: &'static str, what: &str, due: bool, accepted: bool, before: String) {
        self.note(kind, accepted, what);
        assert_eq!(accepted, due, "{:#?}", self.story);
        if !accepted {
            assert_eq!(self.rows().await, before, "a refusal changed a row {:#?}", self.story);
        }
    }

    fn life_of(&self, identity: usize) -> &Life {
        &self.lives[self.identities[identity].life]
    }

    fn is_live(&self, identity: usize) -> bool {
        let found = &self.identities[identity];
        !found.is_revoked && self.test.app.now() < found.not_after && !self.lives[found.life].is_ended
    }

    /// Binds a life to its device: the former life ends, other copies of the profile are worth nothing, and the device
    /// changes hands only if nobody else's life manages it.
    fn model_bind(&mut self, life: usize, identity: usize) {
        let (device, person) = (self.lives[life].device, self.lives[life].person);
        let former = self.lives.iter().position(|life| life.device == device && life.is_bound());
        let is_taken = former.is_some_and(|former| self.lives[former].person != person);
        if let Some(former) = former {
            self.model_end(former);
        }
        if !(is_taken && self.persons[device].is_some()) {
            self.persons[device] = Some(person);
        }
        self.lives[life].is_authenticated = true;
        self.lives[life].forget_challenges();
        let others = self.identities.iter_mut().enumerate();
        others
            .filter(|(index, other)| other.life == life && *index != identity)
            .for_each(|(_, other)| other.is_revoked = true);
    }

    fn model_end(&mut self, life: usize) {
        self.lives[life].is_ended = true;
        self.lives[life].forget_challenges();
        let identities = self.identities.iter_mut().filter(|identity| identity.life == life);
        identities.for_each(|identity| identity.is_revoked = true);
    }

    fn model_sweep(&mut self) {
        let now = self.test.app.now();
        for index in 0..self.lives.len() {
            let life = &self.lives[index];
            let end = if life.is_authenticated { life.expires_at.plus(DAY) } else { life.expires_at };
            if !life.is_enrolled && !life.is_ended && end <= now {
                self.model_end(index);
            }
        }
    }

    async fn channel_of(&self, life: usize) -> Option<[u8; 32]> {
        let mut tx = self.test.store.read().await.expect("a read");
        let channel = tx.find_channel(self.lives[life].id).await.expect("a look");
        channel.map(|channel| channel.token_digest)
    }

    /// Writes down every row that an enrollment has, but for the note of a refusal.
    async fn rows(&self) -> String {
        let mut tx = self.test.store.read().await.expect("a read");
        let mut rows = String::new();
        for life in &self.lives {
            let mut enrollment = tx.find_enrollment(life.id).await.expect("a look").expect("a row");
            enrollment.stop = None;
            let channel = tx.find_channel(life.id).await.expect("a look");
            let commands = tx.list_commands(life.id, 1_000).await.expect("a look");
            let device = match enrollment.device_id {
                Some(id) => tx.find_device(id).await.expect("a look"),
                None => None,
            };
            rows += &format!("{enrollment:?} {channel:?} {commands:?} {device:?}\n");
        }
        for identity in &self.identities {
            let fingerprint = sha256(&identity.phone.certificate);
            rows +=
                &format!("{:?}\n", tx.find_certificate_by_fingerprint(&fingerprint).await.expect("a look"));
        }
        rows
    }

    /// What holds at every moment.
    async fn check(&self) {
        let mut tx = self.test.store.read().await.expect("a read");
        let story = &self.story;
        for (index, life) in self.lives.iter().enumerate() {
            let row = tx.find_enrollment(life.id).await.expect("a look").expect("a row");
            let facts = (row.authenticated_at.is_some(), row.enrolled_at.is_some(), row.ended_at.is_some());
            let model = (life.is_authenticated, life.is_enrolled, life.is_ended);
            assert_eq!(facts, model, "life {index} {story:#?}");
            let channel = tx.find_channel(life.id).await.expect("a look");
            assert_eq!(
                channel.is_some(),
                life.is_managing(),
                "life {index}: enrolled means reachable {story:#?}"
            );
            let open = tx.list_open_commands(life.id).await.expect("a look");
            assert!(open.is_empty() || life.is_managing(), "life {index} has work left {story:#?}");
            let Some(device) = row.device_id else { continue };
            let device = tx.find_device(device).await.expect("a look").expect("a row");
            let present = self.lives.iter().filter(|other| other.device == life.device && other.is_bound());
            let present: Vec<_> = present.collect();
            assert!(present.len() <= 1, "two enrollments manage device {} {story:#?}", life.device);
            let is_managed = present.iter().any(|life| life.is_managing());
            assert_eq!(device.is_managed(), is_managed, "device {} {story:#?}", life.device);
            assert_eq!(device.enrollment_id, present.first().map(|life| life.id), "{story:#?}");
            assert_eq!(Some(device.person.username.as_str()), self.persons[life.device], "{story:#?}");
        }
        for (index, identity) in self.identities.iter().enumerate() {
            let fingerprint = sha256(&identity.phone.certificate);
            let row = tx.find_certificate_by_fingerprint(&fingerprint).await.expect("a look").expect("a row");
            assert_eq!(row.revoked_at.is_some(), identity.is_revoked, "identity {index} {story:#?}");
            assert_eq!(row.enrollment_id, self.lives[identity.life].id, "identity {index} {story:#?}");
        }
    }
}

impl Life {
    fn forget_challenges(&mut self) {
        self.challenges.iter_mut().for_each(|token| token.is_gone |= token.bought.is_none());
    }

    /// Says whether a device speaks through this enrollment.
    fn is_bound(&self) -> bool {
        self.is_authenticated && !self.is_ended
    }

    fn is_managing(&self) -> bool {
        self.is_enrolled && !self.is_ended
    }

    fn may_get_another(&self, now: Timestamp) -> bool {
        self.issued_at.iter().filter(|at| now.since(**at) <= HOUR).count() < 10
    }
}
