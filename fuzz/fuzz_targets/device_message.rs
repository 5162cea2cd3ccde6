//! What a device signs before it enrolls: the signature by a pinned issuer, and both property lists that may lie inside.
#![no_main]

use apple_mdm::account_sign_in::{Discovery, read_challenge, read_result_url};
use apple_mdm::device_attributes::DeviceAttributes;
use apple_mdm::machine_info::MachineInfo;
use apple_mdm::profile::{ReceivedIdentityProfile, ReceivedProfileService};
use fuzz::AUTHORITY;
use libfuzzer_sys::fuzz_target;
use scep::cms::signed::{claimed_content, verify_issued};

fuzz_target!(|input: &[u8]| {
    if let Ok(signed) = verify_issued(input, AUTHORITY.key().spki()) {
        assert_eq!(claimed_content(input).as_deref(), Ok(&signed.content[..]));
    }
    let content = claimed_content(input);
    let content = content.as_deref().unwrap_or(input);
    if let Ok(info) = MachineInfo::parse(content) {
        assert_eq!(MachineInfo::parse(&info.to_plist()).as_ref(), Ok(&info));
    }
    if let Ok(attributes) = DeviceAttributes::parse(content) {
        assert_eq!(DeviceAttributes::parse(&attributes.to_plist()).as_ref(), Ok(&attributes));
    }
    let _ = ReceivedIdentityProfile::parse(content);
    let _ = ReceivedProfileService::parse(content);
    let _ = Discovery::parse(content);
    if let Ok(text) = std::str::from_utf8(input) {
        let _ = (read_challenge(text), read_result_url(text));
    }
});
