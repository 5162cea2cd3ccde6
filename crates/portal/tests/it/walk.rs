//! Random walks through the portal: back and forth, reloaded, in two browsers, with answers that fit and answers that do
//! not, while time passes and administrators change settings, agreements and invitations between any two steps.
//!
//! Whatever happens: the terms stored at the login win, no profile without every step that was asked for, nothing is lost
//! or doubled by looking, and nothing but a person's own answer changes an answer.

use app::{Caller, Ids, LinkKey, NewInvitation, NewRecipient};
use domain::enrollment::{Course, Enrollment, Ownership};
use domain::id::{EnrollmentId, InvitationId, SiteId};
use domain::invitation::{Delivery, InvitationTerms};
use domain::question::{Question, Questions};
use domain::setting::{Devices, General, Models, Reenrollment};
use domain::time::MINUTE;
use http::StatusCode;
use testkit::{DIRECTORY_PASSWORD, Phone};

use crate::visitor::{PROFILE_TYPE, Visitor};

/// How many steps a walk has.
const STEPS: usize = 120;
/// How many walks there are.
const WALKS: u64 = 10;
/// The pages that somebody may look at.
const PAGES: [&str; 14] = [
    "/enroll",
    "/enroll/ownership",
    "/enroll/user",
    "/enroll/site",
    "/enroll/agreement",
    "/enroll/device",
    "/enroll/approval",
    "/enroll/code",
    "/enroll/welcome",
    "/enroll/install",
    "/enroll/personal",
    "/enroll/privacy",
    "/enroll/status",
    "/enroll/done",
];

/// What was settled when an enrollment began, and what was answered since by its own person.
struct Trip {
    cookie: String,
    id: EnrollmentId,
    begun: Enrollment,
    answered: Vec<Question>,
    ownership: Ownership,
    site_id: Option<SiteId>,
    username: String,
    eula: Option<(u32, String)>,
    phone: Phone,
}

struct Walk {
    ann: Visitor,
    dice: Ids,
    sites: [SiteId; 2],
    courses: Vec<Trip>,
    invitation: InvitationId,
    link: LinkKey,
    personal_seen: u32,
    profiles: u32,
    enrolled: u32,
}

impl Walk {
    async fn begin(seed: u64) -> Self {
        let ann = Visitor::come().await;
        let test = &ann.test;
        let operator = Caller::operator();
        test.ldap("School", "dc=example").await;
        test.person("dora", &[]);
        let [north, south] = ["North", "South"];
        let sites = [
            test.app.create_site(&operator, north).await.expect("a site").id,
            test.app.create_site(&operator, south).await.expect("a site").id,
        ];
        let row = test.app.list_enrollment_access(&operator).await.expect("rows").remove(0);
        let access = app::NewEnrollmentAccess {
            may_institutional: true,
            may_personal: true,
            may_account_driven: true,
            must_accept_eula: true,
            site_id: None,
        };
        test.app.update_enrollment_access(&operator, row.id, access).await.expect("changed");
        let mut terms = InvitationTerms::new("Physics", test.app.now());
        terms.requires_login = true;
        terms.uses_max = None;
        let new = NewInvitation {
            delivery: Delivery::Link,
            terms,
            texts: Default::default(),
            recipients: Vec::<NewRecipient>::new(),
        };
        let created = test.app.create_invitation(&operator, new).await.expect("an invitation");
        let url = created.link.expect("a link").url;
        let token = url.expose().rsplit('/').next().expect("a token").to_owned();
        let link = LinkKey::Token(domain::invitation::LinkToken::parse(&token).expect("a token"));
        let invitation = created.invitation.id;
        let dice = Ids::seeded(seed);
        Self {
            ann,
            dice,
            sites,
            courses: Vec::new(),
            invitation,
            link,
            personal_seen: 0,
            profiles: 0,
            enrolled: 0,
        }
    }

    fn roll(&self, sides: usize) -> usize {
        usize::try_from(u64::from_le_bytes(self.dice.octets()) % sides as u64).expect("small")
    }

    /// Logs somebody in: by directory, with an account, or by the invitation; always in a new browser.
    async fn log_in(&mut self) {
        let login = match self.roll(3) {
            0 => ("ann", testkit::PASSWORD),
            _ => ("dora", DIRECTORY_PASSWORD),
        };
        self.ann.cookie = None;
        let is_invited = self.roll(3) == 0;
        let cookie = if is_invited {
            let login = self.ann.test.login_with(login.0, login.1);
            let begun = self
                .ann
                .test
                .app
                .begin_enrollment_by_invitation(&self.link, Some(login), testkit::SOURCE)
                .await;
            let Ok(begun) = begun else { return };
            format!("__Host-portal={}", begun.session.expose())
        } else {
            let answer = self.ann.log_in(login.0, login.1).await;
            if answer.status != StatusCode::SEE_OTHER {
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.body);
                return;
            }
            self.ann.cookie.clone().expect("a session")
        };
        self.ann.cookie = Some(cookie.clone());
        let begun = self.ann.enrollment().await;
        self.courses.push(Trip {
            cookie,
            id: begun.id,
            answered: Vec::new(),
            ownership: begun.ownership,
            site_id: begun.site_id,
            username: begun.person.username.clone(),
            eula: None,
            phone: Phone::new(self.courses.len() % 5),
            begun,
        });
    }

    /// Returns the stored enrollment of a course.
    async fn stored(&self, n: usize) -> Enrollment {
        let detail = self.ann.test.app.show_enrollment(&Caller::operator(), self.courses[n].id).await;
        detail.expect("an enrollment").enrollment
    }

    /// Posts an answer that may fit or not, and notes it where it was taken.
    async fn answer(&mut self, n: usize) {
        let sites = self.sites;
        let (question, path, form) = match self.roll(9) {
            0 => (Question::Ownership, "/enroll/ownership", "ownership=institutional".to_owned()),
            1 => (Question::Ownership, "/enroll/ownership", "ownership=personal".to_owned()),
            2 => (Question::Site, "/enroll/site", format!("site={}", sites[self.roll(2)])),
            3 => (Question::Site, "/enroll/site", "site=none".to_owned()),
            4 => (Question::User, "/enroll/user", "user=".to_owned()),
            5 => (Question::Device, "/enroll/device", "device=this".to_owned()),
            6 | 7 => {
                let asked = self.courses[n].begun.questions.eula.as_ref();
                let version = asked.map_or(1, |eula| eula.version);
                let (version, language) = match self.roll(4) {
                    0 => (version + 1, "en"),
                    1 => (version, "fr"),
                    _ => (version, "en"),
                };
                (Question::Eula, "/enroll/agreement", format!("version={version}&language={language}"))
            }
            _ => {
                let bad =
                    ["ownership=both&site=1", "site=0190a5c8-0000-7000-8000-000000000001", "version=x", "%"];
                let paths = ["/enroll/ownership", "/enroll/site", "/enroll/agreement", "/enroll/user"];
                let answer = self.ann.post(paths[self.roll(4)], bad[self.roll(4)]).await;
                assert!(answer.status != StatusCode::INTERNAL_SERVER_ERROR, "{}", answer.body);
                return;
            }
        };
        let before = self.stored(n).await;
        let answer = self.ann.post(path, &form).await;
        if answer.location() == "/enroll/personal" {
            let page = self.ann.get("/enroll/personal").await;
            assert_eq!(page.status, StatusCode::OK, "{}", page.body);
            assert!(!page.body.contains(".mobileconfig"), "no profile on this page");
            self.personal_seen += 1;
        }
        assert_ne!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{path} {form}: {}", answer.body);
        let after = self.stored(n).await;
        if !changed(&before, &after) {
            return;
        }
        let course = &mut self.courses[n];
        assert!(course.begun.questions.asks(question), "{question:?} was never asked");
        assert!(before.check_answer(self.ann.test.app.now()).is_ok(), "{question:?} was settled");
        if !course.answered.contains(&question) {
            course.answered.push(question);
        }
        match question {
            Question::Ownership => {
                course.ownership =
                    if form.ends_with("personal") { Ownership::Personal } else { Ownership::Institutional };
            }
            Question::User => course.username = String::new(),
            Question::Site => course.site_id = form.trim_start_matches("site=").parse().ok(),
            Question::Eula => {
                let pinned = course.begun.questions.eula.as_ref().expect("asked").version;
                assert_eq!(form, format!("version={pinned}&language=en"), "only what was shown is accepted");
                course.eula = Some((pinned, "en".to_owned()));
            }
            _ => {}
        }
    }

    /// Fetches the profile by its link, and says whether that was right.
    async fn fetch(&mut self, n: usize) {
        let url = self.ann.test.app.profile_url(&self.ann.token());
        let path = url.strip_prefix(self.ann.test.app.settings().base_url.as_str()).expect("ours").to_owned();
        let before = self.stored(n).await;
        let answer = self.ann.get(&path).await;
        let course = &self.courses[n];
        let is_profile = answer.status == StatusCode::OK;
        assert_eq!(is_profile, answer.content_type() == PROFILE_TYPE, "errors never look like profiles");
        if !is_profile {
            return;
        }
        self.profiles += 1;
        assert_eq!(course.ownership, Ownership::Institutional, "no profile for a personal device");
        let asked: Vec<_> = course.begun.questions.asked().collect();
        for question in asked {
            assert!(course.answered.contains(&question), "{question:?} was not answered");
        }
        assert!(before.ended_at.is_none() && before.authenticated_at.is_none());
        assert!(self.ann.test.app.now() < course.begun.expires_at);
    }

    /// Lets the phone go one step.
    async fn go_on(&mut self, n: usize) {
        let app = self.ann.test.app.clone();
        let url = app.profile_url(&self.ann.token());
        let phone = &mut self.courses[n].phone;
        if phone.profile.is_none() {
            let _ = phone.fetch_profile(&app, &url).await;
        } else if phone.certificate.is_empty() {
            let _ = phone.request_certificate(&app).await;
        } else if phone.authenticate(&app).await.is_ok() && phone.update_token(&app).await.is_ok() {
            self.enrolled += 1;
        }
    }

    /// Lets an administrator change something.
    async fn administer(&self) {
        let (test, operator) = (&self.ann.test, Caller::operator());
        let coin = || self.roll(2) == 0;
        match self.roll(6) {
            0 => {
                let models = Models { iphone: self.roll(4) > 0, ipad: true };
                let minimum_os = coin().then(|| ["16", "99"][self.roll(2)].to_owned());
                let devices = Devices {
                    institutional_by_url: self.roll(4) > 0,
                    personal_account_driven: self.roll(4) > 0,
                    models,
                    minimum_os,
                    ..Devices::default()
                };
                test.settle(devices).await;
            }
            1 => {
                test.settle(General { restrict_reenrollment: coin(), ..General::default() }).await;
            }
            2 => {
                let clear_user_and_location = coin();
                test.settle(Reenrollment { clear_user_and_location, ..Reenrollment::default() }).await;
            }
            3 => {
                let owned = Ownership::Institutional;
                let seen = test.app.show_agreement(&operator, owned).await.expect("a look").version;
                let text = if self.roll(4) == 0 { String::new() } else { format!("Be kind, {seen}.") };
                test.app.save_agreement_text(&operator, owned, "en", &text, seen).await.expect("written");
            }
            4 => {
                let row = test.app.list_enrollment_access(&operator).await.expect("rows").remove(0);
                let access = app::NewEnrollmentAccess {
                    may_institutional: self.roll(4) > 0,
                    may_personal: self.roll(4) > 0,
                    may_account_driven: true,
                    must_accept_eula: coin(),
                    site_id: coin().then_some(self.sites[0]),
                };
                test.app.update_enrollment_access(&operator, row.id, access).await.expect("changed");
            }
            _ if self.roll(5) == 0 => {
                test.app.revoke_invitation(&operator, self.invitation).await.expect("revoked");
            }
            _ => {}
        }
    }

    /// Says whether what is stored of a course is what was settled and answered.
    async fn check(&self, n: usize) {
        let (course, stored) = (&self.courses[n], self.stored(n).await);
        let begun = &course.begun;
        assert_eq!(settled(&stored), settled(begun), "terms have changed");
        assert!(stored.expires_at <= begun.expires_at);
        assert_eq!(stored.ownership, course.ownership);
        if begun.invitation.is_some() {
            assert_eq!(
                stored.ownership,
                Ownership::Institutional,
                "an invitation never serves a personal device"
            );
        }
        if stored.authenticated_at.is_none() {
            assert_eq!(stored.site_id, course.site_id);
            assert_eq!(stored.person.username, course.username);
        }
        let accepted =
            stored.eula.as_ref().map(|eula| (eula.version, eula.language.clone().unwrap_or_default()));
        assert_eq!(accepted, course.eula);
        if stored.profile_fetched_at.is_some() {
            assert_eq!(stored.ownership, Ownership::Institutional);
        }
    }
}

/// What nothing but the login settles.
fn settled(
    enrollment: &Enrollment,
) -> (EnrollmentId, Option<String>, Course, Option<InvitationId>, Questions) {
    let mut questions = enrollment.questions.clone();
    if let Some(ownership) = &mut questions.ownership {
        ownership.answer = None;
    }
    if let Some(user) = &mut questions.user {
        user.is_answered = false;
    }
    if let Some(site) = &mut questions.site {
        site.is_answered = false;
    }
    if let Some(eula) = &mut questions.eula {
        eula.is_answered = false;
    }
    if let Some(device) = &mut questions.device {
        device.is_answered = false;
    }
    (
        enrollment.id,
        enrollment.account_id.map(|id| id.to_string()),
        enrollment.course.clone(),
        enrollment.invitation.map(|invited| invited.invitation_id),
        questions,
    )
}

/// Says whether answers differ.
fn changed(before: &Enrollment, after: &Enrollment) -> bool {
    before.questions != after.questions
        || before.ownership != after.ownership
        || before.site_id != after.site_id
        || before.person != after.person
        || before.eula != after.eula
}

#[tokio::test]
async fn t11_whatever_happens_in_between_the_stored_terms_win() {
    let (mut profiles, mut personal, mut enrolled, mut logins) = (0, 0, 0, 0);
    for seed in 1..=WALKS {
        let mut walk = Walk::begin(seed).await;
        walk.administer().await;
        let both = Devices { personal_account_driven: true, ..Devices::default() };
        walk.ann.test.settle(both).await;
        for step in 0..STEPS {
            if walk.courses.is_empty() || walk.roll(12) == 0 {
                walk.log_in().await;
                continue;
            }
            // Somebody has one browser open now, and may have another.
            let newest = walk.courses.len() - 1;
            let n = if walk.roll(4) == 0 { walk.roll(walk.courses.len()) } else { newest };
            walk.ann.cookie = Some(walk.courses[n].cookie.clone());
            match walk.roll(16) {
                0..=3 => {
                    let page = PAGES[walk.roll(PAGES.len())];
                    let before = format!("{:?}", walk.stored(n).await);
                    let first = walk.ann.get(page).await;
                    walk.ann.cookie = Some(walk.courses[n].cookie.clone());
                    let again = walk.ann.get(page).await;
                    assert_ne!(first.status, StatusCode::INTERNAL_SERVER_ERROR, "{page}: {}", first.body);
                    assert_eq!(first.status, again.status, "seed {seed}, step {step}: {page}");
                    assert_eq!(first.location(), again.location(), "seed {seed}, step {step}: {page}");
                    assert_eq!(format!("{:?}", walk.stored(n).await), before, "looking changes nothing");
                    if page == "/enroll/personal" && first.status == StatusCode::OK {
                        walk.personal_seen += 1;
                        assert!(!first.body.contains(".mobileconfig"), "no profile on this page");
                    }
                }
                4..=8 => walk.answer(n).await,
                9..=10 => walk.fetch(n).await,
                11..=12 => walk.go_on(n).await,
                13 => walk.administer().await,
                14 => {
                    walk.ann.test.advance(i64::try_from(walk.roll(8)).expect("small") * MINUTE);
                    walk.ann.test.app.sweep().await.expect("a sweep");
                }
                _ if walk.roll(6) == 0 => {
                    walk.ann.post("/enroll/logout", "").await;
                }
                _ => {}
            }
            for n in 0..walk.courses.len() {
                walk.check(n).await;
            }
            assert_eq!(walk.ann.enrollments().await, walk.courses.len(), "nothing is doubled or lost");
        }
        profiles += walk.profiles;
        personal += walk.personal_seen;
        enrolled += walk.enrolled;
        logins += walk.courses.len();
    }
    // The walks must go everywhere.
    assert!(
        profiles > 10 && personal > 2 && enrolled > 2 && logins > 30,
        "{profiles} profiles, {personal} looks at the personal page, {enrolled} devices, {logins} logins"
    );
}
