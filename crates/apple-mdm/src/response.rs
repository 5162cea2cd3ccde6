//! What the inventory commands answer, read out of the body of a [`crate::connect::Report`].
//!
//! Readers take the body, writers return the entries that a simulated device puts into one. Keys that are
//! unknown, of another type or absent are not an error: never assume that a device reports a key.

mod application;
mod certificate;
mod device_information;
mod profile;
mod security_info;

use plist::{Dictionary, Value};

pub use application::InstalledApplication;
pub use certificate::InstalledCertificate;
pub use device_information::{DeviceInformation, ServiceSubscription};
pub use profile::InstalledProfile;
pub use security_info::{ManagementStatus, SecurityInfo};

use crate::record::{Field, field};

/// Items of one list that are kept.
const ITEMS_MAX: usize = 10_000;

/// Reads the answer to `DeviceInformation`; `None` if the body holds none.
pub fn device_information(body: &Dictionary) -> Option<DeviceInformation> {
    field(body, "QueryResponses")
}

/// Reads the answer to `SecurityInfo`; `None` if the body holds none.
pub fn security_info(body: &Dictionary) -> Option<SecurityInfo> {
    field(body, "SecurityInfo")
}

/// Reads the answer to `ProfileList`; `None` if the body holds none.
pub fn profile_list(body: &Dictionary) -> Option<Vec<InstalledProfile>> {
    list(body, "ProfileList")
}

/// Reads the answer to `CertificateList`; `None` if the body holds none.
pub fn certificate_list(body: &Dictionary) -> Option<Vec<InstalledCertificate>> {
    list(body, "CertificateList")
}

/// Reads the answer to `InstalledApplicationList`; `None` if the body holds none.
pub fn installed_application_list(body: &Dictionary) -> Option<Vec<InstalledApplication>> {
    list(body, "InstalledApplicationList")
}

/// Returns the body that answers `DeviceInformation`.
pub fn device_information_body(answer: &DeviceInformation) -> Dictionary {
    body("QueryResponses", answer.to_value())
}

/// Returns the body that answers `SecurityInfo`.
pub fn security_info_body(answer: &SecurityInfo) -> Dictionary {
    body("SecurityInfo", answer.to_value())
}

/// Returns the body that answers `ProfileList`.
pub fn profile_list_body(answers: &[InstalledProfile]) -> Dictionary {
    body("ProfileList", array(answers))
}

/// Returns the body that answers `CertificateList`.
pub fn certificate_list_body(answers: &[InstalledCertificate]) -> Dictionary {
    body("CertificateList", array(answers))
}

/// Returns the body that answers `InstalledApplicationList`.
pub fn installed_application_list_body(answers: &[InstalledApplication]) -> Dictionary {
    body("InstalledApplicationList", array(answers))
}

fn list<Item: Field>(body: &Dictionary, key: &str) -> Option<Vec<Item>> {
    let items = body.get(key)?.as_array()?;
    Some(items.iter().take(ITEMS_MAX).filter_map(Item::from_value).collect())
}

fn array(items: &[impl Field]) -> Value {
    Value::Array(items.iter().map(Field::to_value).collect())
}

fn body(key: &str, value: Value) -> Dictionary {
    Dictionary::from_iter([(key, value)])
}
