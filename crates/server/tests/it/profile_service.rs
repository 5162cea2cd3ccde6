//! The over-the-air profile service over TLS and on each engine: three phases of one session, and none of two.

use crate::installation::{Installation, PASSWORD, PERSON, authority, enrollments};
use app::Caller;
use domain::enrollment::{StopReason, Way};
use domain::setting::{Devices, Verification};
use sim::{Device, Misbehavior, Reason, Step, StepError};

async fn switch_on(installation: &Installation) {
    let devices = Devices { profile_service: true, ..Devices::default() };
    installation.app().change_setting(&Caller::operator(), devices, 0).await.unwrap();
}

async fn admit(installation: &Installation, phones: &[&Device]) {
    let mut list = String::from("Serial Number;Note\n");
    for phone in phones {
        list.push_str(&format!("{};of a test\n", phone.hardware.serial_number.to_lowercase()));
    }
    let done = installation.app().admit_serial_numbers(&Caller::operator(), list.into_bytes()).await.unwrap();
    assert_eq!((done.added, done.faults.lines), (phones.len() as u64, 0));
}

fn phone(installation: &Installation, index: u32) -> Device {
    installation.device(index).with_built_in(authority().build(testkit::key(index as usize % 4)))
}

/// Goes on until the phone holds the first phase.
async fn download(installation: &Installation, phone: &mut Device) {
    phone.open_portal(&installation.enroll_url()).await.unwrap();
    phone.login(PERSON, PASSWORD).await.unwrap();
    phone.fetch_profile().await.unwrap();
    assert!(phone.is_asked_for_attributes());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admitted_phone_enrolls_and_another_is_told_why_not() {
    for installation in Installation::knowing_devices().await {
        switch_on(&installation).await;
        let (mut known, mut unknown) = (phone(&installation, 0), phone(&installation, 1));
        admit(&installation, &[&known]).await;
        known.enroll(&installation.enroll_url(), PERSON, PASSWORD).await.unwrap();
        known.poll().await.unwrap();
        let all = enrollments(installation.app()).await;
        assert_eq!(all[0].course.way, Way::ProfileService);
        assert!(all[0].enrolled_at.is_some());

        let error = unknown.enroll(&installation.enroll_url(), PERSON, PASSWORD).await.unwrap_err();
        assert_eq!(error.step, Step::TellAttributes);
        assert!(matches!(error.reason, Reason::Status { status: 400, .. }), "{error}");
        let all = enrollments(installation.app()).await;
        assert_eq!(all[0].stop.as_ref().map(|stop| stop.reason), Some(StopReason::SerialNumberNotAdmitted));
        assert!(all[0].certificate_issued_at.is_none());
        let page = unknown.return_to_portal().await.unwrap();
        assert!(page.document.text.contains("does not know this device"), "{}", page.document.text);

        // Once it is admitted the same download goes on: nothing was used up.
        admit(&installation, &[&unknown]).await;
        unknown.go_through_profile_service().await.unwrap();
        unknown.install_profile().await.unwrap();
        unknown.authenticate().await.unwrap();
        installation.serving.stop().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn phases_of_two_sessions_never_mix() {
    for installation in Installation::knowing_devices().await {
        switch_on(&installation).await;
        let (mut one, mut two) = (phone(&installation, 0), phone(&installation, 1));
        admit(&installation, &[&one, &two]).await;
        download(&installation, &mut one).await;
        download(&installation, &mut two).await;
        let (first, second) = (one.service_challenge().unwrap(), two.service_challenge().unwrap());

        // The second phase is signed by the device: a challenge that another device came with is no good for this one.
        let identity = one.tell_attributes().await.unwrap();
        two.misbehavior = Misbehavior { service_challenge: Some(first), ..Misbehavior::default() };
        let error = two.tell_attributes().await.unwrap_err();
        assert!(matches!(error.reason, Reason::Status { status: 400, .. }), "{error}");
        let all = enrollments(installation.app()).await;
        let stops: Vec<_> = all.iter().filter_map(|enrollment| enrollment.stop.as_ref()).collect();
        assert_eq!(stops.len(), 1);
        assert_eq!(stops[0].reason, StopReason::OtherDevice);

        // In the third phase the certificate says which session it is: the challenge of another one does not fit, whether
        // its own device has come with it or not.
        one.misbehavior = Misbehavior { service_challenge: Some(second), ..Misbehavior::default() };
        for _ in 0..2 {
            let error = one.tell_attributes_again(&identity).await.unwrap_err();
            assert_eq!(error.step, Step::TellAgain);
            assert!(matches!(error.reason, Reason::Status { status: 400, .. }), "{error}");
            two.misbehavior = Misbehavior::default();
            two.tell_attributes().await.unwrap();
        }
        // Both go on by their own.
        for phone in [&mut one, &mut two] {
            phone.misbehavior = Misbehavior::default();
            phone.go_through_profile_service().await.unwrap();
            phone.install_profile().await.unwrap();
        }
        // Who was admitted is who enrolls: the profile serves no other device.
        one.misbehavior.udid = Some(two.hardware.udid.clone());
        one.authenticate().await.unwrap_err();
        one.misbehavior.udid = None;
        one.authenticate().await.unwrap();
        two.authenticate().await.unwrap();
        installation.serving.stop().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn t57_a_device_checks_in_with_the_serial_number_that_was_admitted() {
    for installation in Installation::knowing_devices().await {
        switch_on(&installation).await;
        let mut phone = phone(&installation, 0);
        admit(&installation, &[&phone]).await;
        download(&installation, &mut phone).await;
        phone.go_through_profile_service().await.unwrap();
        phone.install_profile().await.unwrap();
        let own = phone.hardware.serial_number.clone();
        phone.hardware.serial_number = installation.device(1).hardware.serial_number;
        let error = phone.authenticate().await.unwrap_err();
        assert!(matches!(error.reason, Reason::Status { status: 400, .. }), "{error}");
        let all = enrollments(installation.app()).await;
        assert_eq!(all[0].stop.as_ref().map(|stop| stop.reason), Some(StopReason::OtherDevice));
        // Whatever its letters.
        phone.hardware.serial_number = own.to_lowercase();
        phone.authenticate().await.unwrap();
        installation.serving.stop().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_serial_number_that_is_only_claimed_is_not_believed() {
    let installation = Installation::knowing_devices().await.remove(0);
    switch_on(&installation).await;
    let known = phone(&installation, 0);
    admit(&installation, &[&known]).await;
    let stranger = sim::DeviceAuthority::with_key(testkit::key(1));
    let mut liar = installation.device(1).with_built_in(stranger.build(testkit::key(0)));
    liar.hardware.serial_number.clone_from(&known.hardware.serial_number);
    download(&installation, &mut liar).await;
    let refused = |error: StepError| {
        assert_eq!(error.step, Step::TellAttributes, "{error}");
        assert!(matches!(error.reason, Reason::Status { status: 400, .. }), "{error}");
    };
    refused(liar.tell_attributes().await.unwrap_err());
    let mut altered = phone(&installation, 0);
    altered.misbehavior.alters_machine_info = true;
    download(&installation, &mut altered).await;
    refused(altered.tell_attributes().await.unwrap_err());
    let all = enrollments(installation.app()).await;
    assert!(all.iter().all(|enrollment| enrollment.certificate_issued_at.is_none()));

    // Nothing but the signatures was wrong with what either told.
    let lenient =
        Devices { profile_service: true, verify_machine_info: Verification::LogOnly, ..Devices::default() };
    let seen = installation.app().setting::<Devices>().await.unwrap().version;
    installation.app().change_setting(&Caller::operator(), lenient, seen).await.unwrap();
    liar.tell_attributes().await.unwrap();
    altered.tell_attributes().await.unwrap();
    installation.serving.stop().await.unwrap();
}
