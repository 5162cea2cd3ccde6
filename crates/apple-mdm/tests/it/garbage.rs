//! Cut and damaged messages: refused or read, never a panic.

use apple_mdm::{checkin::Message, command::Command, connect::Report, profile::ReceivedProfile, response};

use crate::samples;

fn documents() -> Vec<Vec<u8>> {
    let mut documents: Vec<_> = samples::messages().iter().map(|(_, message)| message.to_plist()).collect();
    documents.extend(samples::commands().iter().map(|(_, command)| command.to_plist(samples::COMMAND_UUID)));
    documents.push(samples::profile().to_plist());
    documents
}

fn is_read(octets: &[u8]) -> bool {
    let report = Report::parse(octets);
    if let Ok(report) = &report {
        let _ = response::device_information(&report.body);
        let _ = response::certificate_list(&report.body);
    }
    let message = Message::parse(octets).is_ok();
    let command = Command::parse(octets).is_ok();
    let profile = ReceivedProfile::parse(octets).is_ok();
    report.is_ok() || message || command || profile
}

#[test]
fn a_cut_document_is_refused_at_every_length() {
    for document in documents() {
        assert!(is_read(&document));
        let whole = document.trim_ascii_end();
        for length in 0..whole.len() {
            assert!(!is_read(&whole[..length]), "{length}");
        }
    }
}

#[test]
fn a_damaged_document_never_panics() {
    let mut state = 1_u32;
    let mut refused = 0;
    for mut document in documents() {
        for _ in 0..500 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let place = state as usize % document.len();
            let before = std::mem::replace(&mut document[place], state.to_be_bytes()[0]);
            refused += u32::from(!is_read(&document));
            document[place] = before;
        }
    }
    assert!(refused > 1_000, "the damage did something: {refused}");
}
