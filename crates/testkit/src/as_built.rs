//! What devices sign with the certificate they were built with, before they enroll.

use app::App;
use apple_mdm::machine_info::MachineInfo;
use scep::client::{SignatureForm, certified, device_signed, self_signed};
use scep::{Encoding, Identity};

use crate::{DEVICE_AUTHORITY_KEY, key};

/// Returns what an iPhone says of itself when it asks for a profile by an account. One that is its owner's own names
/// nothing by which it could be known; any other has a `UDID` and a serial number.
pub fn machine_info(app: &App, udid: Option<&str>) -> Vec<u8> {
    let info = MachineInfo {
        udid: udid.map(str::to_owned),
        serial_number: udid.map(|_| "F2LX00000001".to_owned()),
        product: "iPhone17,2".to_owned(),
        build_version: "22C161".to_owned(),
        os_version: Some("18.2.1".to_owned()),
        ..MachineInfo::default()
    };
    signed_as_built(app, &info.to_plist())
}

/// Signs a content as a device does whose certificate is of the device authority of tests, long run out.
pub fn signed_as_built(app: &App, content: &[u8]) -> Vec<u8> {
    let (authority, key) = (key(DEVICE_AUTHORITY_KEY), key(0));
    let now = app.now().seconds();
    let root = self_signed(&authority, "Device CA", now - 7_200, now - 3_600);
    let issuer = Identity::new(&root, &authority).expect("its own key");
    let certificate = certified(&key, "device", &issuer, 3, now - 7_200, now - 3_600);
    let identity = Identity::new(&certificate, &key).expect("its own key");
    device_signed(content, &identity, &[], SignatureForm::WithAttributes { now }, Encoding::Ber)
}
