//! What goes over the wire, octet for octet.

use apple_mdm::connect::{Report, Status};
use insta::assert_snapshot;

use crate::samples::{self, COMMAND_UUID};

fn text(octets: Vec<u8>) -> String {
    String::from_utf8(octets).expect("UTF-8")
}

#[test]
fn enrollment_profile() {
    assert_snapshot!(text(samples::profile().to_plist()));
}

#[test]
fn checkin_messages() {
    let messages = samples::messages().into_iter().map(|(_, message)| message);
    for message in messages.chain([samples::user_authenticate()]) {
        assert_snapshot!(message.message_type(), text(message.to_plist()));
    }
}

#[test]
fn commands() {
    for (_, command) in samples::commands() {
        let name = format!("command_{}", command.request_type());
        assert_snapshot!(name, text(command.to_plist(COMMAND_UUID)));
    }
}

#[test]
fn idle() {
    assert_snapshot!(text(Report::new(samples::device(), Status::Idle, None).to_plist()));
}
