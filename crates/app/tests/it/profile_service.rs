//! The over-the-air profile service at its verbs: which devices are admitted, and what is kept of them.

use std::process::Command;

use app::{Begun, Caller, Error, HandedOutProfile, HandoverOrigin};
use apple_mdm::device_attributes::DeviceAttributes;
use apple_mdm::profile::{ReceivedIdentityProfile, ReceivedProfileService};
use domain::admitted_serial_number::SERIAL_NUMBERS_MAX;
use domain::enrollment::StopReason;
use domain::privilege::PrivilegeSet;
use domain::secret::Secret;
use domain::setting::{Devices, Models};
use domain::time::DAY;
use scep::Algorithms;
use testkit::{Phone, SOURCE, TestApp, signed_as_built};

use crate::account_sign_in::{content, link, with};
use crate::handover::{keys, take};

const SERIAL_NUMBER: &str = "F2LX00000009";

pub(crate) async fn tell_unknown_serial_number(test: &TestApp) -> Secret {
    let begun = test.app.begin_enrollment(test.login("ann")).await.expect("a login");
    tell(test, &begun, None).await.expect_err("it is not admitted");
    begun.session
}

/// Fetches the first phase, and tells in the second what the device is.
async fn tell(test: &TestApp, begun: &Begun, product: Option<&str>) -> Result<HandedOutProfile, Error> {
    let message = signed_as_built(&test.app, &fetch(test, begun, product).await.to_plist());
    test.app.answer_profile_service(message, SOURCE).await
}

/// Fetches the first phase, and returns what a device tells then.
async fn fetch(test: &TestApp, begun: &Begun, product: Option<&str>) -> DeviceAttributes {
    let first = test.app.hand_out_profile(link(begun), SOURCE).await.expect("the first phase");
    let service = ReceivedProfileService::parse(&content(&first.body)).expect("a profile service");
    DeviceAttributes {
        udid: "00008140-1".into(),
        serial_number: Some(SERIAL_NUMBER.into()),
        product: product.map(str::to_owned),
        build_version: None,
        imei: None,
        meid: None,
        challenge: service.challenge,
    }
}

async fn admit(test: &TestApp) {
    let list = format!("Serial Number\n{SERIAL_NUMBER}\n").into_bytes();
    test.app.admit_serial_numbers(&Caller::operator(), list).await.expect("admitted");
}

#[tokio::test]
async fn the_profile_service_admits_only_models_that_may_enroll() {
    let phones = Models { iphone: true, ipad: false };
    let devices = Devices { profile_service: true, models: phones, ..Devices::default() };
    let test = with(devices, TestApp::new().await).await;
    test.account("ann", PrivilegeSet::EnrollmentOnly).await;
    admit(&test).await;
    for (product, stop) in [("iPad13,1", Some(StopReason::ModelNotAdmitted)), ("iPhone17,2", None)] {
        let begun = test.app.begin_enrollment(test.login("ann")).await.expect("a login");
        let told = tell(&test, &begun, Some(product)).await;
        assert_eq!(told.is_ok(), stop.is_none(), "{product}: {told:?}");
        let found = test.app.find_portal_enrollment(&begun.session).await.expect("a look");
        assert_eq!(found.expect("a session").stop.map(|stop| stop.reason), stop, "{product}");
    }
}

#[tokio::test]
async fn t42_the_last_phase_takes_old_signatures_where_check_ins_do() {
    for (algorithms, is_taken) in [(Algorithms::Modern, false), (Algorithms::Legacy, true)] {
        let mut builder = TestApp::builder();
        builder.settings.mdm_algorithms = algorithms;
        let test = with(Devices { profile_service: true, ..Devices::default() }, builder.build().await).await;
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        admit(&test).await;
        let begun = test.app.begin_enrollment(test.login("ann")).await.expect("a login");
        let attributes = fetch(&test, &begun, None).await.to_plist();
        let message = signed_as_built(&test.app, &attributes);
        let identity = test.app.answer_profile_service(message, SOURCE).await.expect("admitted");
        let identity = ReceivedIdentityProfile::parse(&content(&identity.body)).expect("an identity");
        let mut phone = Phone::new(1);
        let request = phone.scep_request(&test.app, &identity.scep.challenge.expect("a challenge"));
        phone.certificate = phone.send_scep(&test.app, &request).await.expect("a certificate");
        let Some(message) = sha1_signed(&attributes, &phone) else { return };
        let answer = test.app.answer_profile_service(message, SOURCE).await;
        assert_eq!(answer.is_ok(), is_taken, "{algorithms:?}: {answer:?}");
    }
}

/// Signs with SHA-1 as Apple's clients do, by OpenSSL, as nothing here does; `None` without the command.
#[expect(clippy::print_stderr, reason = "a check passed over is said loudly")]
fn sha1_signed(content: &[u8], phone: &Phone) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, octets) in
        [("content", content), ("key.der", phone.key.pkcs8()), ("certificate.der", &phone.certificate)]
    {
        std::fs::write(folder.path().join(name), octets).expect("written");
    }
    let run = |arguments: &str| {
        let output =
            Command::new("openssl").args(arguments.split_whitespace()).current_dir(folder.path()).output();
        output.ok().inspect(|output| {
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        })
    };
    let Some(_) = run("x509 -inform DER -in certificate.der -out certificate.pem") else {
        eprintln!("SKIPPED: openssl is not installed, nothing was signed with SHA-1");
        return None;
    };
    let sign = "cms -sign -md sha1 -nodetach -binary -outform DER -in content \
                -signer certificate.pem -inkey key.der -keyform DER -out signed";
    run(sign)?;
    Some(std::fs::read(folder.path().join("signed")).expect("signed"))
}

#[tokio::test]
async fn challenges_of_the_profile_service_do_not_pile_up() {
    for test in TestApp::on_each_engine().await {
        let test = with(Devices { profile_service: true, ..Devices::default() }, test).await;
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        let begun = test.app.begin_enrollment(test.login("ann")).await.expect("a login");
        for _ in 0..9 {
            test.app.hand_out_profile(link(&begun), SOURCE).await.expect("the first phase");
        }
        // The newest is there.
        assert!(matches!(tell(&test, &begun, None).await, Err(Error::Forbidden)));
        let count = "update profile_service_challenge set udid = null";
        assert_eq!(test.database.tamper(count).await, 4);
        test.advance(2 * DAY);
        test.app.sweep().await.expect("swept");
        assert_eq!(test.database.tamper(count).await, 0);
    }
}

#[tokio::test]
async fn what_was_downloaded_before_a_hand_over_is_no_longer_good() {
    for test in TestApp::on_each_engine().await {
        let test = with(Devices { profile_service: true, ..Devices::default() }, test).await;
        test.account("ann", PrivilegeSet::EnrollmentOnly).await;
        admit(&test).await;
        for is_admitted in [false, true] {
            let begun = test.app.begin_enrollment(test.login("ann")).await.expect("a login");
            let first = fetch(&test, &begun, None).await;
            let say = async |attributes: &DeviceAttributes| {
                let message = signed_as_built(&test.app, &attributes.to_plist());
                test.app.answer_profile_service(message, SOURCE).await
            };
            if is_admitted {
                say(&first).await.expect("admitted");
            }
            let [token, _] = keys(&test, &HandoverOrigin::Session(begun.session.clone())).await;
            let moved = take(&test, &token).await;
            let late = say(&first).await;
            assert!(matches!(late, Err(Error::Unauthenticated)), "{is_admitted}: {late:?}");
            let mut second = fetch(&test, &moved, None).await;
            second.udid = "00008140-2".into();
            say(&second).await.expect("the device that has taken over");
            let found = test.app.find_portal_enrollment(&moved.session).await.expect("a look");
            assert_eq!(found.expect("a session").stop, None);
        }
    }
}

#[tokio::test]
async fn a_list_that_is_known_already_fits_however_many_there_are() {
    let test = TestApp::new().await;
    let filled = test
        .database
        .tamper(&format!(
            "insert into admitted_serial_number (serial_number, added_at, added_by)
             with recursive n(i) as (select 1 union all select i + 1 from n where i < {SERIAL_NUMBERS_MAX})
             select cast(printf('%010d', i) as blob), 0, 'ann' from n"
        ))
        .await;
    assert_eq!(filled, SERIAL_NUMBERS_MAX);
    let add = async |number: &str| {
        let list = format!("Serial Number\n0000000001\n{number}\n");
        test.app.admit_serial_numbers(&Caller::operator(), list.into_bytes()).await
    };
    let done = add("0000000002").await.expect("nothing is new");
    assert_eq!((done.added, done.known), (0, 2));
    add("F2LX00000001").await.expect_err("one too many");
    let one = "F2LX00000001";
    let page = test.app.list_admitted_serial_numbers(&Caller::operator(), one, "", 10).await.expect("a page");
    assert_eq!((page.rows.len(), page.count), (0, SERIAL_NUMBERS_MAX));
}
