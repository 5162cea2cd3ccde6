//! Property lists from devices: check-in messages, reports, and the profile as a device reads it.
#![no_main]

use apple_mdm::checkin::Message;
use apple_mdm::command::Command;
use apple_mdm::connect::Report;
use apple_mdm::plist_guard::{Limits, read_dictionary};
use apple_mdm::profile::ReceivedProfile;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &[u8]| {
    let _ = read_dictionary(input, Limits::CONNECT);
    if let Ok(message) = Message::parse(input) {
        assert_eq!(
            Message::parse(&message.to_plist()).as_ref(),
            Ok(&message),
            "what is written is read again"
        );
    }
    if let Ok(report) = Report::parse(input) {
        Report::parse(&report.to_plist()).expect("what is written is read again");
    }
    if let Ok((id, command)) = Command::parse(input) {
        assert_eq!(
            Command::parse(&command.to_plist(&id)),
            Ok((id, command)),
            "what is written is read again"
        );
    }
    let _ = ReceivedProfile::parse(input);
});
