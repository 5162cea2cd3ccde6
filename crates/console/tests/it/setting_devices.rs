//! The tab Devices and the page Re-enrollment: filled in, corrected, saved over nobody, and gone back through.

use domain::setting::{Devices, ManagementHistory, Models, Reenrollment, Verification};
use http::StatusCode;

use crate::desk::Desk;

const DEVICES: &str = "/console/settings/user-initiated-enrollment/devices";
const REENROLLMENT: &str = "/console/settings/user-initiated-enrollment/re-enrollment";

#[tokio::test]
async fn devices_are_decided_and_gone_back_to() {
    let desk = Desk::of("root").await;
    assert!(desk.get(DEVICES).await.main().contains("As it came"));
    let form = [
        ("seen", "0"),
        ("personal_account_driven", "on"),
        ("minimum_os", " 17.4 "),
        ("ipad", "on"),
        ("session_token_days", "30"),
        ("verify_machine_info", "log-only"),
    ];
    let answer = desk.post(DEVICES, &form).await;
    assert_eq!(answer.location(), format!("{DEVICES}?done=saved"));
    let expected = Devices {
        institutional_by_url: false,
        personal_account_driven: true,
        minimum_os: Some("17.4".into()),
        models: Models { iphone: false, ipad: true },
        session_token_days: Some(30),
        verify_machine_info: Verification::LogOnly,
        ..Devices::default()
    };
    let counts = async || desk.test.app.setting::<Devices>().await.expect("a look").value;
    assert_eq!(counts().await, expected);
    let page = desk.get(answer.location()).await;
    assert!(page.main().contains("by root") && page.main().contains("value=\"17.4\""), "{}", page.main());

    let faulty = [("seen", "1"), ("minimum_os", "new"), ("session_token_days", "0"), ("ipad", "on")];
    let answer = desk.post(DEVICES, &faulty).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for part in ["id=\"minimum_os-fault\"", "id=\"session_token_days-fault\"", "value=\"new\""] {
        assert!(answer.main().contains(part), "{part}: {}", answer.main());
    }
    let late = desk.post(DEVICES, &[("seen", "0"), ("iphone", "on"), ("minimum_os", "18")]).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(late.main().contains("value=\"18\"") && late.main().contains("name=\"seen\" value=\"1\""));
    assert_eq!(counts().await, expected);

    desk.post(DEVICES, &[("seen", "1"), ("iphone", "on"), ("ipad", "on")]).await;
    let history = desk.get(&format!("{DEVICES}/history")).await;
    assert!(history.main().contains("Go back to 1"), "{}", history.main());
    let answer = desk.post(&format!("{DEVICES}/history"), &[("version", "1"), ("seen", "2")]).await;
    assert_eq!(answer.location(), format!("{DEVICES}?done=restored"));
    assert_eq!(counts().await, expected);
}

#[tokio::test]
async fn what_a_re_enrollment_clears_is_decided_and_only_read_by_an_auditor() {
    let mut desk = Desk::of("root").await;
    let form = [("seen", "0"), ("clear_user_and_location", "on"), ("management_history", "delete-errors")];
    let answer = desk.post(REENROLLMENT, &form).await;
    assert_eq!(answer.location(), format!("{REENROLLMENT}?done=saved"));
    let counts = desk.test.app.setting::<Reenrollment>().await.expect("a look").value;
    let expected = Reenrollment {
        clear_user_and_location: true,
        clear_user_and_location_history: false,
        management_history: ManagementHistory::DeleteErrors,
    };
    assert_eq!(counts, expected);
    let late = desk.post(REENROLLMENT, &form).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert!(desk.get(&format!("{REENROLLMENT}/history")).await.main().contains("delete-errors"));

    desk.sit_down("audrey").await;
    for page in [DEVICES, REENROLLMENT] {
        let answer = desk.get(page).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert!(
            !answer.main().contains("method=\"post\"")
                && answer.main().contains("<fieldset class=\"form\" disabled>")
        );
        assert_eq!(desk.post(page, &form).await.status, StatusCode::FORBIDDEN);
    }
}
