//! The enrollment profile, and the one that brings only certificates: written by the server, read by a phone.

mod certificates;
mod enrollment;
mod identity;
mod received;
mod service;

pub use certificates::{CertificateProfile, ReceivedCertificateProfile};
pub use enrollment::{AccessRights, AccountDriven, CertificatePayload, EnrollmentProfile, Mdm, Scep};
pub use identity::{IdentityProfile, ReceivedIdentityProfile};
pub use received::{ProfileError, ReceivedMdm, ReceivedProfile, ReceivedScep};
pub use service::{ProfileService, ReceivedProfileService};

const TYPE_ROOT: &str = "com.apple.security.root";
const TYPE_PKCS1: &str = "com.apple.security.pkcs1";
const TYPE_SCEP: &str = "com.apple.security.scep";
const TYPE_MDM: &str = "com.apple.mdm";
/// `TargetDeviceType`: no sheet asks which device is meant, on phones paired with a watch.
const TARGET_IPHONE_AND_IPAD: i64 = 1;
/// What every push topic for device management begins with.
const TOPIC_PREFIX: &str = "com.apple.mgmt.";
