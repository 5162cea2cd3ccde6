//! What clients in the wild send, and what is refused at the entry.

use apple_mdm::{ParseError, checkin::Message, connect::Report, response};

use crate::samples;

fn plist(entries: &str) -> Vec<u8> {
    format!("<plist version=\"1.0\"><dict>{entries}</dict></plist>").into_bytes()
}

fn message(message_type: &str, entries: &str) -> Result<Message, ParseError> {
    let topic = "<key>Topic</key><string>com.apple.mgmt.x</string>";
    Message::parse(&plist(&format!("<key>MessageType</key><string>{message_type}</string>{topic}{entries}")))
}

fn entry(key: &str, text: &str) -> String {
    format!("<key>{key}</key><string>{text}</string>")
}

#[test]
fn messages_are_read_back_as_they_were_written() {
    let messages = samples::messages().into_iter().map(|(_, message)| message);
    for sent in messages.chain([samples::user_authenticate()]) {
        assert_eq!(Message::parse(&sent.to_plist()), Ok(sent));
    }
}

#[test]
fn c15_authenticate_needs_no_more_than_topic_and_id() {
    let read = message("Authenticate", &(entry("EnrollmentID", "E-1") + &entry("SerialNumber", "")));
    let Ok(Message::Authenticate(read)) = read else { panic!("{read:?}") };
    assert_eq!((read.id.enrollment_id(), read.os_version, read.serial_number), (Some("E-1"), None, None));
}

#[test]
fn c15_push_tokens_of_other_lengths_are_read() {
    let update = |token: &str| {
        let data = format!("<key>Token</key><data>\n\t\t{token}\n\t</data>");
        message("TokenUpdate", &(entry("UDID", "A1") + &entry("PushMagic", "m") + &data))
    };
    let Ok(Message::TokenUpdate(read)) = update("AAEC\n\t\tAwQF") else { panic!("a short token is read") };
    assert_eq!(read.token, [0, 1, 2, 3, 4, 5]);
    assert_eq!(read.unlock_token, None);
    assert_eq!(read.awaiting_configuration, None);
    assert_eq!(update(""), Err(ParseError::Invalid("Token")));
}

#[test]
fn c17_with_both_names_both_are_kept_and_the_udid_counts() {
    let read = message("CheckOut", &(entry("UDID", "A1") + &entry("EnrollmentID", "E-1"))).expect("readable");
    assert_eq!((read.id().enrollment_id(), read.id().udid()), (Some("E-1"), Some("A1")));
    assert_eq!(read.id().device_key(), "A1");
    assert_eq!(Message::parse(&read.to_plist()), Ok(read));
}

#[test]
fn c17_not_on_console_is_read_as_text() {
    let entries = entry("UDID", "A1") + &entry("PushMagic", "m") + &entry("NotOnConsole", "false");
    let read = message("TokenUpdate", &(entries + "<key>Token</key><data>AAEC</data>"));
    let Ok(Message::TokenUpdate(read)) = read else { panic!("{read:?}") };
    assert_eq!(read.not_on_console, Some(false));
}

#[test]
fn a_user_channel_is_told_apart_from_the_device() {
    let user =
        entry("UserID", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF") + &entry("UserShortName", "ada@example.org");
    let read = message("CheckOut", &(entry("UDID", "A1") + &user)).expect("readable");
    assert!(read.id().is_user_channel());
    assert_eq!(read.id().device_key(), "A1");
}

#[test]
fn nameless_and_unknown_messages_have_errors_of_their_own() {
    assert_eq!(message("CheckOut", ""), Err(ParseError::Missing("UDID")));
    let unknown = Err(ParseError::UnknownMessageType("Dance".to_owned()));
    assert_eq!(message("Dance", &entry("UDID", "A1")), unknown);
    assert_eq!(message("Dance", ""), unknown);
    assert_eq!(Message::parse(&plist(&entry("UDID", "A1"))), Err(ParseError::Missing("MessageType")));
}

#[test]
fn t55_hostile_identifiers_are_refused_at_the_entry() {
    let long = "A".repeat(65);
    for hostile in ["a'; drop table device; --", "$(id)", "../x", "a b", "\u{202E}a", &long] {
        assert_eq!(
            message("CheckOut", &entry("UDID", hostile)),
            Err(ParseError::Invalid("UDID")),
            "{hostile}"
        );
        let refused = message("CheckOut", &entry("EnrollmentID", hostile));
        assert_eq!(refused, Err(ParseError::Invalid("EnrollmentID")), "{hostile}");
        let idle = plist(&(entry("Status", "Idle") + &entry("UDID", hostile)));
        assert_eq!(Report::parse(&idle), Err(ParseError::Invalid("UDID")), "{hostile}");
    }
}

#[test]
fn t55_overlong_and_control_texts_are_refused_at_the_entry() {
    let authenticate =
        |serial: &str| message("Authenticate", &(entry("UDID", "A1") + &entry("SerialNumber", serial)));
    assert!(authenticate(&"S".repeat(256)).is_ok());
    assert_eq!(authenticate(&"S".repeat(257)), Err(ParseError::Invalid("SerialNumber")));
    assert_eq!(authenticate("a\nb"), Err(ParseError::Invalid("SerialNumber")));
    assert_eq!(authenticate("a&#27;[2Jb"), Err(ParseError::Invalid("SerialNumber")));
}

#[test]
fn t55_texts_of_answers_are_cleaned_and_cut() {
    let name = format!("bell\u{7}&#10;{}", "x".repeat(300));
    let answers = format!("<key>QueryResponses</key><dict>{}</dict>", entry("DeviceName", &name));
    let report = Report::parse(&plist(&(entry("Status", "Acknowledged") + &entry("UDID", "A1") + &answers)));
    let read = response::device_information(&report.expect("readable").body).expect("answers");
    let name = read.device_name.expect("a name");
    assert_eq!((name.starts_with("bellxxx"), name.chars().count()), (true, 256));
}

#[test]
fn answers_in_unexpected_types_cost_only_the_one_key() {
    let answers = "<key>QueryResponses</key><dict>\
        <key>CellularTechnology</key><real>3</real>\
        <key>DeviceCapacity</key><integer>256</integer>\
        <key>IsSupervised</key><string>true</string>\
        <key>BatteryLevel</key><array/>\
        <key>Unheard</key><dict/>\
        <key>CurrentMCC</key><integer>262</integer>\
        <key>ServiceSubscriptions</key><array><true/><dict><key>Slot</key><string>One</string></dict></array></dict>";
    let report = Report::parse(&plist(&(entry("Status", "Acknowledged") + &entry("UDID", "A1") + answers)));
    let read = response::device_information(&report.expect("readable").body).expect("answers");
    assert_eq!(read.cellular_technology, Some(3));
    assert_eq!(read.device_capacity, Some(256.0));
    assert_eq!(read.is_supervised, Some(true));
    assert_eq!(read.battery_level, None);
    assert_eq!(read.current_mcc.as_deref(), Some("262"));
    assert_eq!(read.service_subscriptions.map(|list| list.len()), Some(1));
}

#[test]
fn a_strange_error_chain_does_not_cost_the_report() {
    let chain =
        "<key>ErrorChain</key><array><string>?</string><dict><key>ErrorCode</key><true/></dict></array>";
    let report = Report::parse(&plist(&(entry("Status", "Error") + &entry("UDID", "A1") + chain)));
    assert_eq!(report.expect("readable").error_chain.len(), 1);
}

#[test]
fn secrets_do_not_show_in_debug_output() {
    let mut update = samples::token_update();
    update.push_magic = "open sesame".to_owned();
    let shown = format!("{:?} {:?}", Message::TokenUpdate(update), samples::profile());
    let unlock_token = format!("{:?}", b"unlock");
    for secret in ["open sesame", "one-time & secret", unlock_token.trim_matches(['[', ']'])] {
        assert!(!shown.contains(secret), "{secret}");
    }
    assert!(shown.contains(samples::UDID));
}
