//! The two-step way end to end: a phone gets the root, switches it on, reaches the probe, and enrolls.

use crate::installation::{Installation, PASSWORD, PERSON, enrollments};
use app::Caller;
use domain::setting::General;
use http::StatusCode;
use server::config::Config;
use sim::{Reason, Step};

/// Another name of this machine than the address that the base URL has.
const PROBE_HOST: &str = "localhost";

async fn two_steps(change: impl FnOnce(&mut Config)) -> Installation {
    let installation = Installation::start(None, |config| {
        config.enrollment.trust_probe_host = PROBE_HOST.parse().ok();
        change(config);
    })
    .await;
    let general = General { skip_certificate_installation: false, ..General::default() };
    installation.app().change_setting(&Caller::operator(), general, 0).await.unwrap();
    installation
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phone_installs_the_root_switches_it_on_and_enrolls() {
    let installation = two_steps(|_| ()).await;
    let mut phone = installation.device(0);
    let probe = installation.app().trust_probe_url().unwrap();
    let origin = installation.app().settings().base_url.clone();
    assert!(probe.starts_with("https://localhost:"), "{probe}");
    let before = phone.probe(&probe, &origin).await;
    assert!(matches!(before, Err(Reason::Connection(_))), "nobody trusts the root yet: {before:?}");

    phone.enroll(&installation.enroll_url(), PERSON, PASSWORD).await.unwrap();
    let steps: Vec<Step> = phone.timings.iter().map(|timing| timing.step).collect();
    let place = |step: Step| steps.iter().position(|other| *other == step).unwrap();
    assert!(place(Step::InstallCertificates) < place(Step::VerifyProfile), "{steps:?}");
    assert_eq!(phone.switched_on_roots(), installation.app().trust_roots());
    assert_eq!(
        phone.installed().unwrap().profile.certificates,
        installation.app().trust_roots(),
        "once more"
    );

    let (status, headers) = phone.probe(&probe, &origin).await.unwrap();
    assert_eq!(status, 204);
    assert_eq!(headers["access-control-allow-origin"], origin.as_str());
    assert!(!headers.contains_key("set-cookie"));

    let enrollment = enrollments(installation.app()).await.remove(0);
    assert!(enrollment.course.is_two_step && enrollment.enrolled_at.is_some());
    assert!(enrollment.ca_fetched_at.unwrap() <= enrollment.trusted_at.unwrap());
    assert!(enrollment.trusted_at.unwrap() <= enrollment.profile_fetched_at.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn t12_the_name_of_the_probe_serves_the_probe_alone() {
    let installation = two_steps(|_| ()).await;
    let browser = installation.browser();
    let probe = installation.app().trust_probe_url().unwrap();
    assert_eq!(browser.get(&probe).send().await.unwrap().status(), StatusCode::NO_CONTENT);
    for path in ["/", "/enroll", "/console", "/enroll/trust", "/scep?operation=GetCACaps"] {
        let elsewhere = probe.replace("/enroll/trust-probe", path);
        let answer = browser.get(&elsewhere).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::MISDIRECTED_REQUEST, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_probe_people_go_on_by_their_word() {
    let installation = two_steps(|config| config.enrollment.trust_probe_host = None).await;
    assert_eq!(installation.app().trust_probe_url(), None);
    let mut phone = installation.device(0);
    phone.enroll(&installation.enroll_url(), PERSON, PASSWORD).await.unwrap();
    let enrollment = enrollments(installation.app()).await.remove(0);
    assert!(enrollment.trusted_at.is_some() && enrollment.enrolled_at.is_some());
}
