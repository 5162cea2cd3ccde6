//! The third-party signing certificate: uploaded, used by the next profile, watched to its end, replaced and removed.

use std::process::Command;

use app::{Caller, Error, Refusal, SigningCertificateUpload};
use apple_mdm::profile::ReceivedProfile;
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use domain::setting::General;
use domain::time::DAY;
use scep::Algorithms;
use scep::cms::signed;
use testkit::{SOURCE, TestApp, signing_certificate};

fn upload(file: &str) -> SigningCertificateUpload {
    SigningCertificateUpload { file: file.as_bytes().to_vec(), password: Secret::new("") }
}

/// Begins an enrollment and fetches its profile.
async fn profile(test: &TestApp) -> Vec<u8> {
    let begun = test.app.begin_enrollment(test.login("ann")).await.expect("begun");
    let token = begun.profile_url.rsplit('/').next().and_then(|name| name.strip_suffix(".mobileconfig"));
    test.app.hand_out_profile(token.expect("a link"), SOURCE).await.expect("a profile").body
}

/// Returns the subject of whoever signed a profile.
fn signer(profile: &[u8]) -> String {
    let signed = signed::verify(profile, Algorithms::Modern).expect("a signature that fits");
    ca::import::shown_name(&signed.signer).expect("a certificate")
}

fn challenge(profile: &[u8]) -> Option<String> {
    let signed = signed::verify(profile, Algorithms::Modern).expect("a signature that fits");
    ReceivedProfile::parse(&signed.content).expect("a profile").scep.challenge
}

#[tokio::test]
async fn t64_the_next_profile_is_signed_with_the_full_chain_and_no_two_are_alike() {
    for test in TestApp::on_each_engine().await {
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let admin = Caller::operator();
        assert_eq!(signer(&profile(&test).await), "Example School");
        let file = signing_certificate("profiles.example.org", 90);
        let installed = test.app.install_signing_certificate(&admin, upload(&file.whole)).await;
        assert_eq!(installed.expect("in use").facts.subject, "CN=profiles.example.org");

        let (first, second) = (profile(&test).await, profile(&test).await);
        assert_eq!(
            (signer(&first).as_str(), signer(&second).as_str()),
            ("profiles.example.org", "profiles.example.org")
        );
        assert_ne!(challenge(&first).expect("a challenge"), challenge(&second).expect("a challenge"));
        assert_ne!(first, second);
        openssl_verifies(&first, &file.root);

        let trail = test.database.trail().await;
        assert!(trail.iter().any(|line| line.contains("signing-certificate-installed")), "{trail:?}");
        assert!(trail.iter().any(|line| line.contains("use signing certificate")), "the switch, too");
    }
}

/// Lets another implementation verify a profile, with nothing but the root to go by.
#[expect(clippy::print_stderr, reason = "a check passed over is said loudly")]
fn openssl_verifies(profile: &[u8], root: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    std::fs::write(path("signed"), profile).expect("written");
    std::fs::write(path("root.pem"), root).expect("written");
    let noon = testkit::NOON.seconds().to_string();
    let verify = Command::new("openssl")
        .current_dir(folder.path())
        .args(["cms", "-verify", "-binary", "-inform", "DER", "-in", "signed", "-CAfile", "root.pem"])
        .args(["-purpose", "any", "-attime", &noon, "-out", "content"])
        .output();
    let Ok(verify) = verify else {
        eprintln!("SKIPPED: openssl is not installed, the signature was not cross-checked");
        return;
    };
    assert!(verify.status.success(), "{}", String::from_utf8_lossy(&verify.stderr));
    let content = std::fs::read(path("content")).expect("the profile");
    assert!(ReceivedProfile::parse(&content).is_ok(), "it is the profile, octet for octet");
}

#[tokio::test]
async fn what_cannot_sign_is_refused_with_its_reason_and_changes_nothing() {
    let test = TestApp::new().await;
    let admin = Caller::operator();
    let good = signing_certificate("first.example.org", 90);
    test.app.install_signing_certificate(&admin, upload(&good.whole)).await.expect("in use");
    let lines = test.database.trail().await.len();
    let refusal = async |file: &str| match test.app.install_signing_certificate(&admin, upload(file)).await {
        Err(Error::Refused(Refusal::SigningCertificate(words))) => words,
        other => panic!("{other:?}"),
    };
    let incomplete = refusal(&good.without_root).await;
    assert!(incomplete.contains("incomplete") && incomplete.contains("Signing Root"), "{incomplete}");
    assert!(refusal("nonsense").await.contains("neither PEM nor PKCS#12"));
    assert!(refusal(&good.root).await.contains("no private key"));
    test.advance(100 * DAY);
    assert!(refusal(&good.whole).await.contains("has expired"));
    let shown = test.app.show_signing_certificate(&admin).await.expect("a look");
    assert_eq!(shown.current.expect("still").facts.subject, "CN=first.example.org");
    assert_eq!(test.database.trail().await.len(), lines);
}

#[tokio::test]
async fn a_successor_takes_over_and_the_history_stays() {
    let test = TestApp::new().await;
    test.account("ann", PrivilegeSet::EnrollmentOnly).await;
    let admin = Caller::operator();
    for name in ["first.example.org", "second.example.org"] {
        let file = signing_certificate(name, 90);
        test.app.install_signing_certificate(&admin, upload(&file.whole)).await.expect("in use");
        assert_eq!(signer(&profile(&test).await), name);
        test.advance(DAY);
    }
    let shown = test.app.show_signing_certificate(&admin).await.expect("a look");
    assert!(shown.signs && shown.is_wanted);
    let [former] = &shown.former[..] else { panic!("{:?}", shown.former) };
    assert_eq!(
        (former.facts.subject.as_str(), former.ended_by.as_deref()),
        ("CN=first.example.org", Some("operator"))
    );

    let general = test.app.setting::<General>().await.expect("a look");
    let off = General { use_signing_certificate: false, ..general.value };
    test.app.change_setting(&admin, off, general.version).await.expect("switched off");
    assert_eq!(signer(&profile(&test).await), "Example School", "kept and not used");

    test.app.remove_signing_certificate(&admin).await.expect("removed");
    test.app.remove_signing_certificate(&admin).await.expect("nothing to remove");
    let shown = test.app.show_signing_certificate(&admin).await.expect("a look");
    assert!(shown.current.is_none() && !shown.is_wanted && shown.former.len() == 2);
    assert_eq!(signer(&profile(&test).await), "Example School");
}

#[tokio::test]
async fn without_a_certificate_nothing_switches_it_on() {
    for test in TestApp::on_each_engine().await {
        let admin = Caller::operator();
        let on = General { use_signing_certificate: true, ..General::default() };
        let refused = test.app.change_setting(&admin, on, 0).await;
        let is_named = |faults: &[app::Fault]| faults[0].field == "use_signing_certificate";
        assert!(matches!(&refused, Err(Error::Invalid(faults)) if is_named(faults)), "{refused:?}");

        let file = signing_certificate("profiles.example.org", 90);
        test.app.install_signing_certificate(&admin, upload(&file.whole)).await.expect("in use");
        test.settle(General::default()).await;
        test.settle(General { use_signing_certificate: true, ..General::default() }).await;
        test.app.remove_signing_certificate(&admin).await.expect("removed");
        let restored = test.app.restore_setting::<General>(&admin, 1, 4).await;
        assert!(matches!(&restored, Err(Error::Invalid(faults)) if is_named(faults)), "{restored:?}");
        assert!(!test.app.setting::<General>().await.expect("a look").value.use_signing_certificate);
    }
}

#[tokio::test]
async fn of_two_uploads_at_once_one_counts_and_the_other_is_told() {
    for test in TestApp::on_each_engine().await {
        let admin = Caller::operator();
        let file = signing_certificate("profiles.example.org", 90);
        for _ in 0..5 {
            let uploads: Vec<_> = (0..4)
                .map(|_| {
                    let (app, upload) = (test.app.clone(), upload(&file.whole));
                    tokio::spawn(
                        async move { app.install_signing_certificate(&Caller::operator(), upload).await },
                    )
                })
                .collect();
            let mut taken = 0;
            for upload in uploads {
                match upload.await.expect("an answer") {
                    Ok(_) => taken += 1,
                    refused => {
                        let is_told = matches!(refused, Err(Error::Refused(Refusal::SettingChanged)));
                        assert!(is_told, "{refused:?}");
                    }
                }
            }
            assert!(taken > 0);
            assert!(test.app.show_signing_certificate(&admin).await.expect("a look").signs);
            test.app.remove_signing_certificate(&admin).await.expect("removed");
        }
    }
}

#[tokio::test]
async fn t64_an_expired_certificate_is_told_of_and_never_stops_an_enrollment() {
    let test = TestApp::new().await;
    test.account("ann", PrivilegeSet::EnrollmentOnly).await;
    let admin = Caller::operator();
    let file = signing_certificate("profiles.example.org", 40);
    test.app.install_signing_certificate(&admin, upload(&file.whole)).await.expect("in use");
    let told = async || {
        let trail = test.database.trail().await;
        trail.iter().filter(|line| line.contains("signing-certificate-expir")).count()
    };
    let near = async || test.app.show_dashboard(&admin).await.expect("a dashboard").expiries.len();
    for (days, expected) in [(9, 0), (1, 1), (1, 1), (22, 2), (6, 3), (1, 4), (10, 4)] {
        test.advance(days * DAY);
        test.app.sweep().await.expect("swept");
        test.app.sweep().await.expect("swept again");
        assert_eq!(told().await, expected, "after {days} more days");
        assert_eq!(near().await, usize::from(expected > 0));
    }
    assert_eq!(signer(&profile(&test).await), "Example School");
    assert!(!test.app.show_signing_certificate(&admin).await.expect("a look").signs);
}

#[tokio::test]
async fn t27_only_who_may_change_the_settings_uploads_or_removes() {
    let test = TestApp::new().await;
    let (_, auditor) = test.sign_in("otto", PrivilegeSet::Auditor).await;
    let file = signing_certificate("profiles.example.org", 40);
    let refused = test.app.install_signing_certificate(&auditor, upload(&file.whole)).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    let refused = test.app.remove_signing_certificate(&auditor).await;
    assert!(matches!(refused, Err(Error::Forbidden)), "{refused:?}");
    test.app.show_signing_certificate(&auditor).await.expect("they may look");
}
