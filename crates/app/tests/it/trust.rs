//! The two-step way: the profile with the root, the switch, and the enrollment profile that waits for both.

use app::{Begun, Caller, Error, Refusal, TrustProof};
use apple_mdm::profile::ReceivedCertificateProfile;
use domain::enrollment::EnrollmentRefusal;
use domain::expiry::Expiring;
use domain::privilege::PrivilegeSet;
use domain::setting::General;
use domain::time::{DAY, HOUR};
use domain::trust::{TrustMode, TrustStep};
use scep::Algorithms;
use scep::cms::signed;
use testkit::{Phone, SOURCE, TestApp};

/// Switches the two-step way on.
async fn two_steps(test: &TestApp) {
    let general = General { skip_certificate_installation: false, ..General::default() };
    test.app.change_setting(&Caller::operator(), general, 0).await.expect("changed");
}

fn token(url: &str) -> &str {
    url.rsplit('/').next().and_then(|name| name.strip_suffix(".mobileconfig")).expect("a link")
}

async fn begun(test: &TestApp) -> Begun {
    test.account("ann", PrivilegeSet::EnrollmentOnly).await;
    test.app.begin_enrollment(test.login("ann")).await.expect("begun")
}

#[tokio::test]
async fn the_root_comes_first_and_the_enrollment_profile_waits_for_the_switch() {
    for test in TestApp::on_each_engine().await {
        two_steps(&test).await;
        let begun = begun(&test).await;
        assert_eq!(begun.enrollment.next_trust_step(), Some(TrustStep::Certificate));
        let mut phone = Phone::new(1);
        let early = phone.fetch_profile(&test.app, &begun.profile_url).await;
        let expected = Error::Refused(Refusal::Enrollment(EnrollmentRefusal::Unanswered));
        assert_eq!(format!("{early:?}"), format!("{:?}", Err::<(), _>(expected)));

        let link = test.app.ca_profile_url(&begun.session);
        test.app.check_ca_profile_link(token(&link)).await.expect("HEAD");
        let mut files = Vec::new();
        for _ in 0..2 {
            files.push(test.app.hand_out_ca_profile(token(&link), SOURCE).await.expect("a profile").body);
        }
        let signed = signed::verify(&files[0], Algorithms::Modern).expect("a signature");
        let profile =
            ReceivedCertificateProfile::parse(&signed.content).expect("certificates and nothing else");
        assert_eq!(profile.certificates, test.app.trust_roots());
        assert_eq!(profile.identifier, "org.example.mdm.enroll.ca");

        let passed = test.app.pass_trust(&begun.session, TrustProof::Probed, SOURCE).await.expect("passed");
        assert_eq!((passed.ca_fetched_at, passed.trusted_at), (Some(testkit::NOON), Some(testkit::NOON)));
        test.app.pass_trust(&begun.session, TrustProof::Said, SOURCE).await.expect("again");
        let trail = test.database.trail().await;
        let count = |word: &str| trail.iter().filter(|line| line.contains(word)).count();
        assert_eq!((count("ca-profile-fetched"), count("root-trusted")), (1, 1), "{trail:?}");

        phone.fetch_profile(&test.app, &begun.profile_url).await.expect("a profile");
        phone.request_certificate(&test.app).await.expect("a certificate");
        phone.authenticate(&test.app).await.expect("Authenticate");
        let used = test.app.hand_out_ca_profile(token(&link), SOURCE).await;
        assert!(
            matches!(used, Err(Error::Refused(Refusal::Enrollment(EnrollmentRefusal::Used)))),
            "{used:?}"
        );
    }
}

#[tokio::test]
async fn the_way_is_settled_when_it_begins() {
    let test = TestApp::new().await;
    let before = begun(&test).await;
    two_steps(&test).await;
    Phone::new(1).fetch_profile(&test.app, &before.profile_url).await.expect("the way it began");
    let link = test.app.ca_profile_url(&before.session);
    let refused = test.app.hand_out_ca_profile(token(&link), SOURCE).await;
    assert!(matches!(refused, Err(Error::Refused(Refusal::ProfileLink))), "{refused:?}");
    let refused = test.app.pass_trust(&before.session, TrustProof::Said, SOURCE).await;
    let not_offered = EnrollmentRefusal::NotOffered;
    assert!(matches!(refused, Err(Error::Refused(Refusal::Enrollment(no))) if no == not_offered));

    // A program that begins an enrollment for somebody gives them one link.
    let by_program = test.app.begin_enrollment_for(&Caller::operator(), "ann", None).await.expect("begun");
    assert!(!by_program.enrollment.course.is_two_step);
}

#[tokio::test]
async fn another_browser_walks_anew_under_a_link_of_its_own() {
    let test = TestApp::new().await;
    two_steps(&test).await;
    let begun = begun(&test).await;
    let old_link = test.app.ca_profile_url(&begun.session);
    test.app.hand_out_ca_profile(token(&old_link), SOURCE).await.expect("a profile");
    test.app.pass_trust(&begun.session, TrustProof::Probed, SOURCE).await.expect("passed");
    let origin = app::HandoverOrigin::Session(begun.session);
    let offered = test.app.make_handover(&origin, SOURCE).await.expect("offered");
    let key = offered.url.expose().rsplit('/').next().and_then(app::LinkKey::parse).expect("a key");
    let taken = test.app.take_handover(&key, SOURCE).await.expect("taken");
    let app::TakenHandover::Enrollment(taken) = taken else { panic!("{taken:?}") };
    assert_eq!(taken.enrollment.next_trust_step(), Some(TrustStep::Certificate));
    assert!(test.app.hand_out_ca_profile(token(&old_link), SOURCE).await.is_err());
    let link = test.app.ca_profile_url(&taken.session);
    test.app.hand_out_ca_profile(token(&link), SOURCE).await.expect("a profile");
}

#[tokio::test]
async fn links_and_sessions_end_with_their_enrollment() {
    let test = TestApp::new().await;
    two_steps(&test).await;
    let begun = begun(&test).await;
    let link = test.app.ca_profile_url(&begun.session);
    let stranger = test.app.hand_out_ca_profile("nobody", SOURCE).await;
    assert!(matches!(stranger, Err(Error::Refused(Refusal::ProfileLink))), "{stranger:?}");
    let other_link = test.app.hand_out_ca_profile(token(&begun.profile_url), SOURCE).await;
    assert!(matches!(other_link, Err(Error::Refused(Refusal::ProfileLink))), "{other_link:?}");
    let nobody = test.app.pass_trust(&domain::secret::Secret::new("nobody"), TrustProof::Said, SOURCE).await;
    assert!(matches!(nobody, Err(Error::Unauthenticated)), "{nobody:?}");
    test.advance(2 * HOUR);
    let late = test.app.hand_out_ca_profile(token(&link), SOURCE).await;
    assert!(matches!(late, Err(Error::Refused(Refusal::Enrollment(EnrollmentRefusal::Expired)))), "{late:?}");
    let late = test.app.pass_trust(&begun.session, TrustProof::Said, SOURCE).await;
    assert!(late.is_err());
}

#[tokio::test]
async fn what_ends_soon_is_on_the_dashboard() {
    let test = TestApp::new().await;
    let admin = Caller::operator();
    assert_eq!(test.app.trust_mode(&General::default()), TrustMode::PrivateEmbedded);
    let issued = test.app.issue_server_certificate(&["mdm.example.org".to_owned()], 90).expect("issued");
    test.app.note_tls_chain(issued.chain.iter().map(Vec::as_slice));
    let near = async || -> Vec<Expiring> {
        let dashboard = test.app.show_dashboard(&admin).await.expect("a dashboard");
        dashboard.expiries.iter().map(|expiry| expiry.what).collect()
    };
    assert_eq!(near().await, []);
    test.advance(80 * DAY);
    assert_eq!(near().await, [Expiring::TlsCertificate]);
    test.advance(10 * 365 * DAY);
    assert_eq!(near().await, [Expiring::TlsCertificate, Expiring::ProfileRoot]);
}
