//! Account-driven enrollment over TLS and on each engine, from Settings to commands: both kinds, and each way in which it
//! must not go on.

use crate::installation::{Installation, PASSWORD, PERSON, add_account, authority, enrollments};
use app::{Caller, DeviceQuery};
use domain::enrollment::{Ownership, StopReason, Way};
use domain::privilege::PrivilegeSet;
use domain::setting::{AccountDriven, Devices, Models};
use domain::time::DAY;
use sim::{Device, Misbehavior, Reason, Step, StepError};

const ACCOUNT: &str = "ann@example.org";

/// Switches account-driven enrollment on.
async fn switch_on(installation: &Installation, devices: Devices) {
    let app = installation.app();
    let caller = Caller::operator();
    let seen = app.setting::<Devices>().await.unwrap().version;
    app.change_setting(&caller, devices, seen).await.unwrap();
    let domains = AccountDriven { domains: vec!["example.org".into()] };
    let seen = app.setting::<AccountDriven>().await.unwrap().version;
    app.change_setting(&caller, domains, seen).await.unwrap();
}

fn user() -> Devices {
    Devices { personal_account_driven: true, session_token_days: Some(30), ..Devices::default() }
}

fn device() -> Devices {
    Devices { device_account_driven: true, ..Devices::default() }
}

async fn enroll(installation: &Installation, phone: &mut Device, account: &str) -> Result<(), StepError> {
    phone.enroll_by_account(&installation.url(""), account, PERSON, PASSWORD).await
}

async fn refused(installation: &Installation, misbehavior: Misbehavior) -> StepError {
    let mut phone = installation.device(0).with_built_in(authority().build(testkit::key(0)));
    phone.misbehavior = misbehavior;
    enroll(installation, &mut phone, ACCOUNT).await.expect_err("a refusal")
}

async fn devices(installation: &Installation) -> Vec<domain::device::Device> {
    let query = DeviceQuery { limit: 100, ..DeviceQuery::default() };
    installation.app().list_devices(&Caller::operator(), query).await.unwrap().rows
}

#[tokio::test(flavor = "multi_thread")]
async fn a_personal_phone_enrolls_by_account_and_keeps_to_itself_what_is_its_owners() {
    for installation in Installation::knowing_devices().await {
        switch_on(&installation, user()).await;
        let mut phone = installation.device(0).with_built_in(authority().build(testkit::key(0)));
        enroll(&installation, &mut phone, ACCOUNT).await.unwrap();
        let mdm = &phone.installed().unwrap().profile.mdm;
        assert_eq!(mdm.access_rights, 0);
        assert_eq!(mdm.account.as_ref().unwrap().managed_apple_account, ACCOUNT);
        let talk = phone.poll().await.unwrap();
        assert_eq!(talk.answered.len(), 5, "{talk:?}");

        let found = devices(&installation).await;
        let [known] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((known.serial_number.as_ref(), known.imei.as_ref()), (None, None));
        assert_eq!(known.identifier.udid(), None);
        assert_eq!(known.ownership, Ownership::Personal);
        assert_eq!(known.os_version.as_deref(), Some(phone.model.os_version));
        assert!(known.is_managed());
        let all = enrollments(installation.app()).await;
        assert_eq!(all[0].course.way, Way::AccountDrivenUser);
        assert_eq!(all[0].course.managed_apple_account.as_deref(), Some(ACCOUNT));
        let shown =
            format!("{:?}", installation.app().show_device(&Caller::operator(), known.id).await.unwrap());
        for own in [&phone.hardware.serial_number, &phone.hardware.udid, &phone.hardware.wifi_mac] {
            assert!(!shown.contains(own.as_str()), "{own} is not the organization's to know");
        }

        // A stale token ends nothing: the certificate proves who speaks.
        phone.misbehavior.access_token = Some("stale".into());
        phone.poll().await.unwrap();
        phone.misbehavior.access_token = Some(String::new());
        phone.poll().await.unwrap();

        // Whoever signs in anew is another device to the organization.
        phone.misbehavior = Misbehavior::default();
        phone.check_out().await.unwrap();
        enroll(&installation, &mut phone, ACCOUNT).await.unwrap();
        assert_eq!(devices(&installation).await.len(), 2);
        installation.serving.stop().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_organizations_phone_enrolls_by_account_as_by_profile() {
    for installation in Installation::knowing_devices().await {
        switch_on(&installation, device()).await;
        let mut phone = installation.device(0).with_built_in(authority().build(testkit::key(0)));
        enroll(&installation, &mut phone, ACCOUNT).await.unwrap();
        assert_eq!(phone.installed().unwrap().profile.mdm.access_rights, 8191);
        phone.poll().await.unwrap();
        let found = devices(&installation).await;
        assert_eq!(found[0].serial_number.as_ref(), Some(&phone.hardware.serial_number));
        assert_eq!(found[0].identifier.udid(), Some(phone.hardware.udid.as_str()));
        assert_eq!(found[0].ownership, Ownership::Institutional);

        // The same device by the other way is the same device.
        phone.check_out().await.unwrap();
        phone.enroll(&installation.enroll_url(), PERSON, PASSWORD).await.unwrap();
        assert_eq!(devices(&installation).await.len(), 1);
        installation.serving.stop().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn t57_no_other_device_checks_in_than_the_one_that_signed_in() {
    for installation in Installation::knowing_devices().await {
        switch_on(&installation, device()).await;
        let mut phone = installation.device(0).with_built_in(authority().build(testkit::key(0)));
        let victim = installation.device(1);
        let discovery = phone.discover(&installation.url(""), ACCOUNT).await.unwrap();
        let page = phone.ask_account(&discovery).await.unwrap();
        phone.sign_in(&page, ACCOUNT, PERSON, PASSWORD).await.unwrap();
        phone.fetch_account_profile(&discovery).await.unwrap();
        phone.install_profile().await.unwrap();
        let own = phone.hardware.serial_number.clone();
        for (udid, serial_number) in
            [(Some(victim.hardware.udid), &own), (None, &victim.hardware.serial_number)]
        {
            phone.misbehavior.udid = udid;
            phone.hardware.serial_number.clone_from(serial_number);
            let error = phone.authenticate().await.unwrap_err();
            assert!(matches!(error.reason, Reason::Status { status: 400, .. }), "{error}");
            let all = enrollments(installation.app()).await;
            assert_eq!(all[0].stop.as_ref().map(|stop| stop.reason), Some(StopReason::OtherDevice));
            assert!(devices(&installation).await.is_empty());
        }
        // The right device still gets through: a refusal uses nothing up.
        phone.misbehavior.udid = None;
        phone.hardware.serial_number = own;
        phone.authenticate().await.unwrap();
        phone.token_update().await.unwrap();
        installation.serving.stop().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_does_not_verify_does_not_come_as_far_as_the_login() {
    for installation in Installation::knowing_devices().await {
        switch_on(&installation, user()).await;
        let refused = |error: StepError| {
            assert_eq!(error.step, Step::AskAccount, "{error}");
            assert!(matches!(error.reason, Reason::Status { status: 403, .. }), "{error}");
        };
        let altered = Misbehavior { alters_machine_info: true, ..Misbehavior::default() };
        refused(refused_by(&installation, altered).await);
        let named = Misbehavior { names_itself: true, ..Misbehavior::default() };
        refused(refused_by(&installation, named).await);
        // A device of another authority, as developers have certificates of another branch of Apple's.
        let stranger = sim::DeviceAuthority::with_key(testkit::key(1));
        let mut phone = installation.device(0).with_built_in(stranger.build(testkit::key(0)));
        refused(enroll(&installation, &mut phone, ACCOUNT).await.unwrap_err());

        let lenient = Devices { verify_machine_info: domain::setting::Verification::LogOnly, ..user() };
        switch_on(&installation, lenient).await;
        enroll(&installation, &mut phone, ACCOUNT).await.unwrap();
        // Nothing but the signature was wrong with what was altered.
        let mut altered = installation.device(1).with_built_in(authority().build(testkit::key(1)));
        altered.misbehavior.alters_machine_info = true;
        enroll(&installation, &mut altered, ACCOUNT).await.unwrap();
        installation.serving.stop().await.unwrap();
    }
}

async fn refused_by(installation: &Installation, misbehavior: Misbehavior) -> StepError {
    refused(installation, misbehavior).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_is_not_the_sign_ins_gets_no_profile_and_no_check_in() {
    for installation in Installation::knowing_devices().await {
        switch_on(&installation, user()).await;
        let forged = Misbehavior { access_token: Some("forged".into()), ..Misbehavior::default() };
        let error = refused(&installation, forged).await;
        assert_eq!(error.step, Step::FetchProfile);
        assert!(matches!(error.reason, Reason::Status { status: 403, .. }), "never 401: {error}");

        for token in ["", "forged"] {
            let mut phone = installation.device(0).with_built_in(authority().build(testkit::key(0)));
            let url = installation.url("");
            let discovery = phone.discover(&url, ACCOUNT).await.unwrap();
            let page = phone.ask_account(&discovery).await.unwrap();
            phone.sign_in(&page, ACCOUNT, PERSON, PASSWORD).await.unwrap();
            phone.fetch_account_profile(&discovery).await.unwrap();
            phone.install_profile().await.unwrap();
            phone.misbehavior.access_token = Some(token.into());
            let error = phone.authenticate().await.unwrap_err();
            assert!(matches!(error.reason, Reason::Status { status: 400, .. }), "{error}");
            let all = enrollments(installation.app()).await;
            assert_eq!(all[0].stop.as_ref().map(|stop| stop.reason), Some(StopReason::NotSignedIn));
            // The right token still gets through: a refusal uses nothing up.
            phone.misbehavior.access_token = None;
            phone.authenticate().await.unwrap();
            phone.token_update().await.unwrap();
        }
        installation.serving.stop().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn t11_each_kind_of_device_stays_with_its_kind_of_enrollment() {
    for installation in Installation::knowing_devices().await {
        let both = Devices { device_account_driven: true, ..user() };
        switch_on(&installation, both).await;
        // A personal phone that names itself when it checks in does not become the organization's.
        let mut phone = installation.device(0).with_built_in(authority().build(testkit::key(0)));
        let discovery = phone.discover(&installation.url(""), ACCOUNT).await.unwrap();
        let page = phone.ask_account(&discovery).await.unwrap();
        phone.sign_in(&page, ACCOUNT, PERSON, PASSWORD).await.unwrap();
        phone.fetch_account_profile(&discovery).await.unwrap();
        phone.install_profile().await.unwrap();
        phone.misbehavior.udid = Some(phone.hardware.udid.clone());
        phone.authenticate().await.unwrap_err();
        let all = enrollments(installation.app()).await;
        assert_eq!(all[0].stop.as_ref().map(|stop| stop.reason), Some(StopReason::OtherWay));
        assert!(devices(&installation).await.is_empty());

        // The token of the one kind opens nothing at the address of the other.
        let mut other = discovery.clone();
        other.base_url = other.base_url.replace("/user", "/device");
        other.mode = apple_mdm::EnrollmentMode::Adde;
        let error = phone.fetch_account_profile(&other).await.unwrap_err();
        assert!(matches!(error.reason, Reason::Status { status: 403, .. }), "{error}");
        installation.serving.stop().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn discovery_says_no_in_words() {
    let installation = Installation::knowing_devices().await.remove(0);
    let ask = async |installation: &Installation, account: &str| {
        let mut phone = installation.device(0);
        phone.discover(&installation.url(""), account).await
    };
    let says = |result: Result<_, StepError>, words: &str| {
        let error = result.map(|_: apple_mdm::account_sign_in::Discovery| ()).unwrap_err().to_string();
        assert!(error.contains("com.apple.well-known.failed") && error.contains(words), "{error}");
    };
    switch_on(&installation, Devices::default()).await;
    says(ask(&installation, ACCOUNT).await, "not offered here");
    let no_phones = Devices { models: Models { iphone: false, ipad: true }, ..user() };
    switch_on(&installation, no_phones).await;
    says(ask(&installation, ACCOUNT).await, "not managed here");
    switch_on(&installation, user()).await;
    says(ask(&installation, "ann@example.com").await, "example.com");
    says(ask(&installation, "ann").await, "name@domain");
    assert!(ask(&installation, ACCOUNT).await.is_ok());
    installation.serving.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_elses_account_is_refused_in_words() {
    let installation = Installation::knowing_devices().await.remove(0);
    switch_on(&installation, user()).await;
    add_account(installation.app(), "bob", PrivilegeSet::EnrollmentOnly).await;
    let mut phone = installation.device(0).with_built_in(authority().build(testkit::key(0)));
    let error = enroll(&installation, &mut phone, "bob@example.org").await.unwrap_err();
    assert_eq!(error.step, Step::SignIn);
    assert!(error.to_string().contains("typed another account"), "{error}");
    assert!(enrollments(installation.app()).await.is_empty());

    // What the settings say about signing in again is kept, and ends nothing.
    enroll(&installation, &mut phone, ACCOUNT).await.unwrap();
    let found = devices(&installation).await;
    let detail = installation.app().show_device(&Caller::operator(), found[0].id).await.unwrap();
    let expires = detail.account.unwrap().session_expires_at.unwrap();
    let days = expires.since(installation.app().now()) / DAY;
    assert!((29..=30).contains(&days), "{days}");
    installation.serving.stop().await.unwrap();
}
