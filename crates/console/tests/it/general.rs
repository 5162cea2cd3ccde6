//! The tab General of User-Initiated Enrollment, and the signing certificate on it.

use domain::setting::General;
use http::StatusCode;
use testkit::signing_certificate;

use crate::desk::Desk;

const PATH: &str = "/console/settings/user-initiated-enrollment/general";
const UPLOAD: &str = "/console/settings/user-initiated-enrollment/signing-certificate";

#[tokio::test]
async fn settings_are_saved_shown_and_never_written_over_each_other() {
    let desk = Desk::of("root").await;
    let page = desk.get(PATH).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("private-embedded") && page.body.contains("Skip certificate installation"));

    let saved = desk.post(PATH, &[("seen", "0"), ("restrict_reenrollment", "on")]).await;
    assert_eq!(
        (saved.status, saved.location()),
        (StatusCode::SEE_OTHER, format!("{PATH}?done=saved").as_str())
    );
    let general = desk.test.app.setting::<General>().await.expect("a look");
    assert!(!general.value.skip_certificate_installation && general.value.restrict_reenrollment);
    let said = desk.get(saved.location()).await.body;
    assert!(said.contains("Who may enroll a device again and who signs profiles count at once"), "{said}");
    let form = [("seen", "1"), ("use_signing_certificate", "on")];
    let refused = desk.post(PATH, &form).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.body.contains("There is no signing certificate. Upload one first"), "{}", refused.body);
    assert!(refused.body.contains("aria-describedby=\"use_signing_certificate-fault\""), "{}", refused.body);
    let form = [("seen", "0"), ("use_signing_certificate", "on")];
    assert_eq!(
        desk.post(PATH, &form).await.status,
        StatusCode::CONFLICT,
        "what somebody else changed comes first"
    );
    let page = desk.get(PATH).await;
    assert!(page.body.contains("private-two-step") && page.body.contains("Changed"), "{}", page.body);

    let late = desk.post(PATH, &[("seen", "0"), ("skip_certificate_installation", "on")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.body.contains("Somebody else changed these settings"), "{}", late.body);
    let history = desk.get(&format!("{PATH}/history")).await;
    assert!(history.body.contains("restrict reenrollment"), "{}", history.body);
}

#[tokio::test]
async fn a_signing_certificate_is_uploaded_shown_without_its_key_replaced_and_removed() {
    let desk = Desk::of("root").await;
    let file = signing_certificate("first.example.org", 90);
    let answer = desk.upload(UPLOAD, &[("file", Some("signing.pem"), file.whole.as_bytes())]).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, format!("{PATH}?done=installed").as_str())
    );
    let page = desk.get(PATH).await.body;
    for part in ["CN=first.example.org", "CN=Signing Intermediate", "CN=Signing Root", "Signs profiles"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("PRIVATE KEY"), "T31");

    let wrong = desk.upload(UPLOAD, &[("file", Some("signing.pem"), file.without_root.as_bytes())]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("The chain is incomplete") && wrong.body.contains("CN=first.example.org"));

    let next = signing_certificate("second.example.org", 10);
    desk.upload(UPLOAD, &[("file", Some("signing.pem"), next.whole.as_bytes())]).await;
    let page = desk.get(PATH).await.body;
    assert!(page.contains("Expires soon") && page.contains("Former signing certificates"), "{page}");
    let dashboard = desk.get("/console").await.body;
    assert!(dashboard.contains("The third-party signing certificate expires on"), "{dashboard}");

    let removed = desk.post(&format!("{UPLOAD}/remove"), &[]).await;
    assert_eq!(removed.location(), format!("{PATH}?done=removed"));
    assert!(desk.get(PATH).await.body.contains("The built-in authority signs profiles"));
    let trail = desk.test.database.trail().await;
    assert_eq!(trail.iter().filter(|line| line.contains("\"signing-certificate-")).count(), 3, "{trail:?}");
}
