//! The enrollment profile: written by the server, read by a phone.

mod enrollment;
mod identity;
mod received;
mod service;

pub use enrollment::{AccessRights, AccountDriven, CertificatePayload, EnrollmentProfile, Mdm, Scep};
pub use identity::{IdentityProfile, ReceivedIdentityProfile};
pub use received::{ProfileError, ReceivedMdm, ReceivedProfile, ReceivedScep};
pub use service::{ProfileService, ReceivedProfileService};

const TYPE_ROOT: &str = "com.apple.security.root";
const TYPE_PKCS1: &str = "com.apple.security.pkcs1";
const TYPE_SCEP: &str = "com.apple.security.scep";
const TYPE_MDM: &str = "com.apple.mdm";
/// What every push topic for device management begins with.
const TOPIC_PREFIX: &str = "com.apple.mgmt.";
