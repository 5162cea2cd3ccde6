//! The same against a real directory server.

use std::time::{Duration, Instant};

use app::{Caller, DirectoryDraft, Error, Looked, Refreshed, SecretInput};
use domain::directory::Directory;
use domain::id::DirectoryId;
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use gateways::directory::{DirectoryGateway, Ldap};
use testkit::{Phone, READER_PASSWORD, Slapd, SlapdBuilder, TestApp};
use uuid::Uuid;

use super::{device, is_refused, login, status, user};

/// An app with a real directory.
struct Bench {
    test: TestApp,
    slapd: Slapd,
    staff: Directory,
}

impl Bench {
    /// Starts both; `None` where there is no slapd, and then it was said.
    async fn start(builder: SlapdBuilder) -> Option<Self> {
        let slapd = builder.start().await?;
        let mut builder = TestApp::builder();
        builder.gateway = Some(DirectoryGateway::Ldap(Ldap::new()));
        let test = builder.build().await;
        let draft = draft(&slapd);
        let staff = test.app.create_directory(&Caller::operator(), draft).await.expect("a directory");
        Some(Self { test, slapd, staff })
    }

    async fn log_in(&self, username: &str, password: &str) -> Result<app::Begun, Error> {
        self.test.app.begin_enrollment(login(username, password)).await
    }

    async fn enroll(&self, username: &str, password: &str) -> Phone {
        let begun = self.log_in(username, password).await.expect("a login");
        let mut phone = Phone::new(1);
        phone.fetch_profile(&self.test.app, &begun.profile_url).await.expect("a profile");
        phone.request_certificate(&self.test.app).await.expect("a certificate");
        phone.authenticate(&self.test.app).await.expect("Authenticate");
        phone.update_token(&self.test.app).await.expect("TokenUpdate");
        phone.answer_all(&self.test.app).await.expect("answers");
        phone
    }
}

/// Returns what somebody fills in for a real directory, with time-outs that tests can wait for.
fn draft(slapd: &Slapd) -> DirectoryDraft {
    let mut settings = slapd.connection(DirectoryId(Uuid::nil())).settings;
    settings.connect_timeout_s = 1;
    settings.search_timeout_s = 1;
    DirectoryDraft {
        name: "Staff".to_owned(),
        settings,
        bind_password: SecretInput::Set(Secret::new(READER_PASSWORD)),
        client_identity: SecretInput::Keep,
    }
}

#[tokio::test]
async fn a_person_of_a_real_directory_enrolls_is_renamed_and_leaves() {
    let Some(bench) = Bench::start(Slapd::builder()).await else { return };
    let (test, slapd) = (&bench.test, &bench.slapd);
    let admin = test.administrator().await;
    assert!(test.app.test_directory(&admin, bench.staff.id).await.expect("a probe").is_good());
    let phone = bench.enroll("ANN", "Ann-Pw-1").await;
    let enrolled = device(test, &phone).await;
    assert_eq!(enrolled.person.full_name, "Ann Berg");
    assert_eq!(enrolled.person.building.as_deref(), Some("North House"));
    let ann = enrolled.directory_user.clone().expect("a link");
    assert_eq!(ann.directory_id, bench.staff.id);

    slapd.rename("uid=ann,ou=people,dc=example,dc=test", "uid=ann.berg").await;
    slapd.replace("uid=ann.berg,ou=people,dc=example,dc=test", "roomNumber", "N 14").await;
    let refreshed = test.app.refresh_person(&admin, enrolled.id).await.expect("asked");
    assert_eq!(refreshed, Refreshed::Changed);
    let renamed = device(test, &phone).await;
    assert_eq!(
        (renamed.person.username.as_str(), renamed.person.room.as_deref()),
        ("ann.berg", Some("N 14"))
    );
    assert_eq!(renamed.directory_user, Some(ann.clone()), "T21: the same person");
    assert!(is_refused(&bench.log_in("ann", "Ann-Pw-1").await), "that is nobody's name any more");
    let again = bench.log_in("ann.berg", "Ann-Pw-1").await.expect("a login");
    assert_eq!(again.enrollment.directory_user, Some(ann));

    slapd.remove("uid=ann.berg,ou=people,dc=example,dc=test").await;
    assert_eq!(test.app.refresh_person(&admin, enrolled.id).await.expect("asked"), Refreshed::Left);
    assert!(device(test, &phone).await.person_left_at.is_some());
}

#[tokio::test]
async fn t18_a_directory_that_allows_unauthenticated_bind_lets_nobody_in_without_a_password() {
    let builder = SlapdBuilder { unauthenticated_bind: true, ..Slapd::builder() };
    let Some(bench) = Bench::start(builder).await else { return };
    for password in ["", "\0", "\0Ann-Pw-1", "Ann-Pw-1\0"] {
        assert!(is_refused(&bench.log_in("ann", password).await), "{password:?}");
    }
    bench.test.advance(domain::time::HOUR);
    bench.log_in("ann", "Ann-Pw-1").await.expect("with it she comes in");
}

#[tokio::test]
async fn t19_t21_names_that_mean_something_to_a_filter_find_nobody() {
    let Some(bench) = Bench::start(Slapd::builder()).await else { return };
    for username in
        ["*", "a*", "a)(uid=*", "\\2a", "ann)", "(ann", "\u{202e}ann", "twin", "shared@example.test"]
    {
        let refused = bench.log_in(username, "Ann-Pw-1").await;
        assert!(is_refused(&refused), "{username}: {refused:?}");
    }
    let trail = bench.test.database.trail().await;
    assert!(trail.iter().any(|event| event.contains("login-ambiguous") && event.contains("twin")));
    let begun = bench.log_in("bob*", "Bob-Pw-1").await.expect("he is really called so");
    assert_eq!(begun.enrollment.person.username, "bob*");
}

#[tokio::test]
async fn t23_a_login_costs_one_search_and_one_bind_and_a_failure_the_same_for_all() {
    let Some(bench) = Bench::start(Slapd::builder()).await else { return };
    bench.log_in("ann", "Ann-Pw-1").await.expect("connections are made");
    let before = bench.slapd.count().await;
    for _ in 0..10 {
        bench.log_in("ann", "Ann-Pw-1").await.expect("a login");
    }
    let cost = bench.slapd.count().await.since(before);
    assert_eq!((cost.searches, cost.binds), (10, 10));
    let before = bench.slapd.count().await;
    assert!(is_refused(&bench.log_in("ann", "wrong").await));
    let of_somebody = bench.slapd.count().await.since(before);
    let before = bench.slapd.count().await;
    assert!(is_refused(&bench.log_in("nobody", "wrong").await));
    let of_nobody = bench.slapd.count().await.since(before);
    assert_eq!(
        (of_somebody.searches, of_somebody.binds),
        (of_nobody.searches, of_nobody.binds),
        "T23: both cost the same"
    );
}

#[tokio::test]
async fn a_directory_that_hangs_holds_up_its_own_people_only() {
    let Some(bench) = Bench::start(Slapd::builder()).await else { return };
    let test = &bench.test;
    test.account("local", PrivilegeSet::EnrollmentOnly).await;
    bench.log_in("ann", "Ann-Pw-1").await.expect("connections are made");
    bench.slapd.stop();
    let (first, local) = tokio::join!(bench.log_in("ann", "Ann-Pw-1"), async {
        let begun = Instant::now();
        test.app.begin_enrollment(test.login("local")).await.expect("local accounts still work");
        begun.elapsed()
    });
    assert!(matches!(&first, Err(Error::Unavailable(words)) if words.contains("Staff")), "{first:?}");
    let begun = Instant::now();
    let second = bench.log_in("ben", "Ben-Pw-1").await;
    assert!(matches!(&second, Err(Error::Unavailable(_))), "{second:?}");
    // It rests: the next is told at once. A hash is all that it costs; the time-out alone is a second.
    assert!(begun.elapsed() < Duration::from_secs(1), "{:?}", begun.elapsed());
    assert!(local < Duration::from_secs(1), "{local:?}");
    assert!(status(test, bench.staff.id).await.health.failing_since.is_some());
    test.app.ask_resting_directories().await.expect("asked");
    assert!(status(test, bench.staff.id).await.health.failing_since.is_some(), "still");

    bench.slapd.resume();
    // As the runner does, until it answers again: connecting pauses for a few seconds after it failed.
    let begun = Instant::now();
    while status(test, bench.staff.id).await.health.failing_since.is_some() {
        assert!(begun.elapsed() < Duration::from_secs(60), "it never comes back");
        test.app.ask_resting_directories().await.expect("asked");
    }
    bench.log_in("ann", "Ann-Pw-1").await.expect("it answers again");
    assert_eq!(status(test, bench.staff.id).await.health.failing_since, None);
}

#[tokio::test]
async fn a_preview_of_a_real_directory_shows_people_and_groups() {
    let Some(bench) = Bench::start(Slapd::builder()).await else { return };
    let admin = Caller::operator();
    let mut unsaved = draft(&bench.slapd);
    unsaved.name = String::new();
    let people = ["ann", "twin", "nobody"].map(str::to_owned);
    let found = bench
        .test
        .app
        .preview_directory(&admin, None, unsaved, &people, &["teachers".to_owned()])
        .await
        .expect("a preview");
    let Looked::Found(ann) = &found.people[0].1 else { panic!("{found:?}") };
    assert_eq!(ann.user.person.department.as_deref(), Some("Science"));
    assert_eq!((&found.people[1].1, &found.people[2].1), (&Looked::Ambiguous, &Looked::Missing));
    let key = &ann.user.user.key.0;
    let begun = bench.log_in("ann", "Ann-Pw-1").await.expect("a login");
    assert_eq!(begun.enrollment.directory_user, Some(user(bench.staff.id, key)), "the same key later");
}
