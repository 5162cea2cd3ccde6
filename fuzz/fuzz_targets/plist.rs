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
        is_settled(&message.to_plist(), |octets| Message::parse(octets).map(|again| again.to_plist()));
    }
    if let Ok(report) = Report::parse(input) {
        is_settled(&report.to_plist(), |octets| Report::parse(octets).map(|again| again.to_plist()));
    }
    if let Ok((id, command)) = Command::parse(input) {
        let again = |octets: &[u8]| Command::parse(octets).map(|(id, command)| command.to_plist(&id));
        is_settled(&command.to_plist(&id), again);
    }
    let _ = ReceivedProfile::parse(input);
});

/// What was written once is written the same way again; characters that XML cannot carry were lost the first time.
fn is_settled<E>(written: &[u8], again: impl Fn(&[u8]) -> Result<Vec<u8>, E>) {
    if let Ok(again) = again(written) {
        assert_eq!(String::from_utf8_lossy(&again), String::from_utf8_lossy(written));
    }
}
