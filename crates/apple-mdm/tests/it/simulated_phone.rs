//! What the server writes, read as a phone reads it, and what a phone refuses.

use apple_mdm::{
    EnrollmentMode, ParseError,
    command::Command,
    connect::{ErrorItem, Report, Status},
    profile::{
        AccountDriven, EnrollmentProfile, IdentityProfile, ProfileError, ReceivedIdentityProfile,
        ReceivedProfile,
    },
    response,
};

use crate::samples::{self, COMMAND_UUID};

#[test]
fn a_phone_reads_back_the_enrollment_profile() {
    let sent = samples::profile();
    let received = ReceivedProfile::parse(&sent.to_plist()).expect("a phone installs it");
    assert_eq!(received.identifier, sent.identifier);
    assert_eq!(received.display_name.as_deref(), Some("Example & Sons <device management>"));
    assert_eq!(received.organization.as_deref(), Some("Example\u{1F333} Org"));
    assert_eq!(received.consent_text.as_deref(), Some("I agree."));
    assert_eq!(received.certificates, [b"0\x03root".to_vec(), b"0\x03middle".to_vec()]);
    assert_eq!(received.scep.key_size_bits, 2048);
    assert_eq!(received.scep.key_usage, 5);
    assert_eq!(received.scep.challenge.as_deref(), Some("one-time & secret"));
    let pair = |kind: &str, text: &str| vec![(kind.to_owned(), text.to_owned())];
    assert_eq!(received.scep.subject, [pair("O", "Example Org"), pair("CN", &sent.scep.common_name)]);
    assert_eq!(received.mdm.topic, sent.mdm.topic);
    assert_eq!(received.mdm.checkin_url, sent.mdm.checkin_url);
    assert_eq!(received.mdm.access_rights, 8191);
    assert!(received.mdm.sign_message && received.mdm.check_out_when_removed);
}

/// Changes a good profile's text and expects a refusal.
fn check(from: &str, to: &str, wanted: ProfileError) {
    let text = String::from_utf8(samples::profile().to_plist()).expect("UTF-8");
    assert!(text.contains(from), "{from} is not in the profile");
    assert_eq!(ReceivedProfile::parse(text.replace(from, to).as_bytes()), Err(wanted), "{from} -> {to}");
}

#[test]
fn a_phone_refuses_what_does_not_fit_together() {
    let identity = "<key>IdentityCertificateUUID</key>\n\t\t\t<string>00000000-0000-0000-0000-00000000000B";
    check(identity, &identity.replace("000B", "0002"), ProfileError::Identity);
    check(identity, &identity.replace("000B", "00FF"), ProfileError::Identity);
    check("com.apple.security.scep<", "com.apple.security.spec<", ProfileError::Identity);
    check("<string>com.apple.mdm<", "<string>com.apple.wifi<", ProfileError::MdmPayloads(0));
    check("<string>com.apple.security.root<", "<string>com.apple.mdm<", ProfileError::MdmPayloads(2));
    check("com.apple.mgmt.External", "com.apple.External", ProfileError::Topic);
    check(
        "https://mdm.example.org:8443/mdm/connect",
        "http://mdm.example.org",
        ProfileError::NotHttps("ServerURL"),
    );
    check(
        "https://mdm.example.org:8443/mdm/checkin",
        "ftp://mdm.example.org",
        ProfileError::NotHttps("CheckInURL"),
    );
    check("enroll.certificate.2", "enroll.certificate.1", ProfileError::SharedName("PayloadIdentifier"));
    let target = "<key>TargetDeviceType</key>\n\t<integer>1<";
    check(target, &target.replace("1<", "5<"), ProfileError::TargetDeviceType(5));
}

#[test]
fn a_phone_refuses_wrong_values() {
    let invalid = |key| ProfileError::Parse(ParseError::Invalid(key));
    check("<integer>8191<", "<integer>0<", invalid("AccessRights"));
    check("<integer>8191<", "<integer>8192<", invalid("AccessRights"));
    check("<integer>8191</integer>", "<string>8191</string>", invalid("AccessRights"));
    check("<integer>2048<", "<integer>2047<", invalid("Keysize"));
    check("<string>Configuration<", "<string>Settings<", invalid("PayloadType"));
    check("<key>Topic<", "<key>Tropic<", ProfileError::Parse(ParseError::Missing("Topic")));
    let pair = "<string>O</string>\n";
    check(pair, &pair.repeat(2), invalid("Subject"));
}

#[test]
fn without_certificates_consent_and_capabilities_nothing_is_left_behind() {
    let mut sent: EnrollmentProfile = samples::profile();
    sent.certificates.clear();
    sent.consent_text = None;
    sent.mdm.server_capabilities.clear();
    let plist = sent.to_plist();
    let text = String::from_utf8_lossy(&plist);
    for absent in ["ConsentText", "ServerCapabilities", "com.apple.security.root"] {
        assert!(!text.contains(absent), "{absent}");
    }
    let received = ReceivedProfile::parse(&plist).expect("a phone installs it");
    assert!(received.certificates.is_empty() && received.consent_text.is_none());
}

#[test]
fn a_phone_reads_back_every_command() {
    for (_, command) in samples::commands() {
        let read = Command::parse(&command.to_plist(COMMAND_UUID));
        assert_eq!(read, Ok((COMMAND_UUID.to_owned(), command)));
    }
}

#[test]
fn an_unknown_command_keeps_its_uuid_for_the_answer() {
    let plist = Command::SecurityInfo.to_plist(COMMAND_UUID);
    let plist = String::from_utf8_lossy(&plist).replace("SecurityInfo", "SelfDestruct");
    let unknown = ParseError::UnknownRequestType {
        command_uuid: COMMAND_UUID.to_owned(),
        request_type: "SelfDestruct".to_owned(),
    };
    assert_eq!(Command::parse(plist.as_bytes()), Err(unknown));
}

#[test]
fn reports_are_read_back_with_every_status() {
    for status in
        [Status::Idle, Status::Acknowledged, Status::Error, Status::CommandFormatError, Status::NotNow]
    {
        let uuid = (status != Status::Idle).then(|| COMMAND_UUID.to_owned());
        let sent = Report::new(samples::device(), status, uuid.clone());
        let read = Report::parse(&sent.to_plist()).expect("readable");
        assert_eq!((read.status, read.command_uuid, read.id), (status, uuid, samples::device()));
    }
}

#[test]
fn an_error_chain_is_read_back() {
    let mut sent = Report::new(samples::device(), Status::Error, Some(COMMAND_UUID.to_owned()));
    sent.error_chain = vec![ErrorItem {
        code: 12021,
        domain: "MCMDMErrorDomain".to_owned(),
        localized_description: Some("Ungültig".to_owned()),
        us_english_description: Some("Invalid".to_owned()),
    }];
    let read = Report::parse(&sent.to_plist()).expect("readable");
    assert_eq!(read.error_chain, sent.error_chain);
}

#[test]
fn the_server_reads_back_every_answer() {
    let through = |body| {
        let mut sent = Report::new(samples::device(), Status::Acknowledged, Some(COMMAND_UUID.to_owned()));
        sent.body = body;
        Report::parse(&sent.to_plist()).expect("readable").body
    };
    let device = samples::device_information();
    let body = through(response::device_information_body(&device));
    assert_eq!(response::device_information(&body), Some(device));
    assert_eq!(response::security_info(&body), None);

    let security = samples::security_info();
    let body = through(response::security_info_body(&security));
    assert_eq!(response::security_info(&body), Some(security));

    let profiles = vec![samples::installed_profile()];
    let body = through(response::profile_list_body(&profiles));
    assert_eq!(response::profile_list(&body), Some(profiles));

    let certificates = vec![samples::installed_certificate()];
    let body = through(response::certificate_list_body(&certificates));
    assert_eq!(response::certificate_list(&body), Some(certificates));

    let applications = vec![samples::installed_application()];
    let body = through(response::installed_application_list_body(&applications));
    assert_eq!(response::installed_application_list(&body), Some(applications));
}

fn with_account(mode: EnrollmentMode) -> EnrollmentProfile {
    let mut profile = samples::profile();
    profile.mdm.account = Some(AccountDriven { mode, managed_apple_account: "ann@example.org".to_owned() });
    profile
}

#[test]
fn a_phone_that_signed_in_reads_back_its_account_and_a_personal_one_no_rights() {
    for (mode, rights) in [(EnrollmentMode::Byod, 0), (EnrollmentMode::Adde, 8191)] {
        let sent = with_account(mode);
        let text = String::from_utf8(sent.to_plist()).expect("UTF-8");
        assert_eq!(text.contains("AccessRights"), mode == EnrollmentMode::Adde);
        let received = ReceivedProfile::parse(text.as_bytes()).expect("a phone installs it");
        assert_eq!(received.mdm.account, sent.mdm.account);
        assert_eq!(received.mdm.access_rights, rights);
    }
}

#[test]
fn a_phone_that_signed_in_gives_up_on_half_of_an_account() {
    let check = |from: &str, to: &str, wanted: ProfileError| {
        let text = String::from_utf8(with_account(EnrollmentMode::Byod).to_plist()).expect("UTF-8");
        assert!(text.contains(from), "{from}");
        assert_eq!(ReceivedProfile::parse(text.replace(from, to).as_bytes()), Err(wanted), "{to}");
    };
    check("EnrollmentMode", "EnrollmentMood", ProfileError::AccountDriven);
    check("AssignedManagedAppleID", "ManagedAppleID", ProfileError::AccountDriven);
    check("<string>BYOD<", "<string>byod<", ProfileError::AccountDriven);
    let rights = "<key>AccessRights</key><integer>8191</integer><key>EnrollmentMode</key>";
    check("<key>EnrollmentMode</key>", rights, ProfileError::RightsOfUser);
    check("<string>BYOD<", "<string>ADDE<", ProfileError::Parse(ParseError::Invalid("AccessRights")));
}

#[test]
fn a_phone_reads_back_a_profile_that_only_gets_an_identity() {
    let scep = samples::profile().scep;
    let sent = IdentityProfile {
        identifier: "org.example.mdm.enroll.identity".to_owned(),
        uuid: scep.uuid,
        display_name: "Example".to_owned(),
        organization: "Example".to_owned(),
        scep,
    };
    let received = ReceivedIdentityProfile::parse(&sent.to_plist()).expect("a phone installs it");
    assert_eq!(received.scep.challenge.as_deref(), Some("one-time & secret"));
    assert_eq!(
        ReceivedIdentityProfile::parse(&samples::profile().to_plist()),
        Err(ProfileError::Identity),
        "an enrollment profile is another thing"
    );
}
