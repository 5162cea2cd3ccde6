//! The web page for people who come from Settings, where they log in by an identity provider.

use app::{Caller, NewEnrollmentAccess};
use domain::account_sign_in::SIGN_IN_AGE_MAX;
use domain::enrollment::{Ownership, Way};
use domain::identity_provider::ProviderUse;
use domain::setting::{AccountDriven, Devices};
use domain::time::MINUTE;
use http::StatusCode;
use testkit::{SOURCE, machine_info};

use crate::provider_login::provider;
use crate::visitor::{Answer, Visitor};

const UDID: &str = "00008140-1";

/// Comes to a portal that enrolls both kinds of devices by an account, of whoever the provider knows.
async fn come(used: ProviderUse) -> (Visitor, String) {
    let visitor = Visitor::come().await;
    let (app, operator) = (&visitor.test.app, Caller::operator());
    let devices =
        Devices { personal_account_driven: true, device_account_driven: true, ..Devices::default() };
    app.change_setting(&operator, devices, 0).await.expect("devices");
    let domains = AccountDriven { domains: vec!["example.org".into()] };
    app.change_setting(&operator, domains, 0).await.expect("domains");
    let everybody = app.list_enrollment_access(&operator).await.expect("a list").remove(0).id;
    let access = NewEnrollmentAccess {
        may_institutional: true,
        may_personal: true,
        may_account_driven: true,
        must_accept_eula: false,
        site_id: None,
    };
    app.update_enrollment_access(&operator, everybody, access).await.expect("a row");
    let id = provider(&visitor, |settings| settings.portal = used).await;
    (visitor, id)
}

/// Opens the page that a device is sent to, as the browser in Settings does.
async fn open(visitor: &mut Visitor, way: Way, account: &str) -> String {
    let app = visitor.test.app.clone();
    let url = app.ask_account_sign_in(way, as_built(visitor, way)).await.expect("a page");
    let path = url.strip_prefix(&app.settings().base_url).expect("of this server").to_owned();
    let answer = visitor.get(&format!("{path}&user-identifier={account}")).await;
    assert_eq!(answer.location(), "/enroll/account/login", "{}", answer.body);
    visitor.get("/enroll/account/login").await.body
}

fn as_built(visitor: &Visitor, way: Way) -> Vec<u8> {
    machine_info(&visitor.test.app, (way == Way::AccountDrivenDevice).then_some(UDID))
}

#[tokio::test]
async fn somebody_from_settings_logs_in_by_a_provider_and_comes_back_to_them() {
    for (way, ownership, used) in [
        (Way::AccountDrivenUser, Ownership::Personal, ProviderUse::Beside),
        (Way::AccountDrivenDevice, Ownership::Institutional, ProviderUse::Alone),
    ] {
        let (mut ann, id) = come(used).await;
        let page = open(&mut ann, way, "ann@example.org").await;
        assert_eq!(page.contains("name=\"password\""), used == ProviderUse::Beside, "{page}");
        // What the button sends stands on the page.
        assert!(page.contains("name=\"account\" value=\"on\""), "{page}");
        assert!(page.contains(&format!("name=\"provider\" value=\"{id}\"")), "{page}");
        let url = ann.press(&format!("account=on&provider={id}")).await;
        let answer = ann.come_back(&url, "ann", "").await;
        assert_eq!(answer.location(), "/enroll/account/finish", "{}", answer.body);
        assert_eq!(ann.account, None, "the page is over");

        let enrollment = ann.enrollment().await;
        assert_eq!((enrollment.course.way, enrollment.ownership), (way, ownership));
        assert_eq!(enrollment.course.managed_apple_account.as_deref(), Some("ann@example.org"));
        assert_eq!((enrollment.person.username.as_str(), enrollment.account_id), ("ann", None));

        let answer = ann.get("/enroll/account/finish").await;
        assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT, "{}", answer.body);
        let (_, token) = answer.location().split_once("access-token=").expect("a token");
        let app = ann.test.app.clone();
        let message = as_built(&ann, way);
        app.hand_out_account_profile(way, message, token, SOURCE).await.expect("a profile");
    }
}

#[tokio::test]
async fn t11_somebody_from_settings_gets_what_they_came_for_whatever_another_tab_does_meanwhile() {
    let (mut ann, id) = come(ProviderUse::Beside).await;
    open(&mut ann, Way::AccountDrivenUser, "ann@example.org").await;
    let url = ann.press(&format!("account=on&provider={id}")).await;
    // In another tab another device is signed in, and the address on the way back is tampered with.
    open(&mut ann, Way::AccountDrivenDevice, "eve@example.org").await;
    let answer = ann.come_back(&url, "ann", "&account=&way=account-driven-device&to=//evil.example").await;
    assert_eq!(answer.location(), "/enroll/account/finish", "{}", answer.body);
    let enrollment = ann.enrollment().await;
    assert_eq!(enrollment.course.way, Way::AccountDrivenUser);
    assert_eq!(enrollment.course.managed_apple_account.as_deref(), Some("ann@example.org"));
}

#[tokio::test]
async fn t21_whom_the_provider_names_counts_and_not_what_was_typed() {
    let (mut ann, id) = come(ProviderUse::Beside).await;
    open(&mut ann, Way::AccountDrivenUser, "bob@example.org").await;
    let url = ann.press(&format!("account=on&provider={id}")).await;
    let answer = ann.come_back(&url, "ann", "").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.body);
    assert!(answer.body.contains("You typed another account in Settings than your own"), "{}", answer.body);
    assert_eq!(ann.enrollments().await, 0);
    // The page is still open, for whoever it is.
    let url = ann.press(&format!("account=on&provider={id}")).await;
    assert_eq!(ann.come_back(&url, "bob", "").await.location(), "/enroll/account/finish");
}

#[tokio::test]
async fn without_the_page_of_a_device_the_button_begins_nothing() {
    let (mut ann, id) = come(ProviderUse::Beside).await;
    let button = format!("account=on&provider={id}");
    let over = |answer: Answer| {
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.body);
        assert!(answer.body.contains("Begin again in Settings"), "{}", answer.body);
    };
    over(ann.post("/enroll/login/provider", &button).await);
    open(&mut ann, Way::AccountDrivenUser, "ann@example.org").await;
    ann.test.advance(SIGN_IN_AGE_MAX - MINUTE);
    let url = ann.press(&button).await;
    ann.test.advance(MINUTE);
    over(ann.come_back(&url, "ann", "").await);
    assert_eq!(ann.enrollments().await, 0);
}
