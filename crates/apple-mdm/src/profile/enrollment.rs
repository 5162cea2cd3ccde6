//! Writes the enrollment profile: certificates, one SCEP identity, the MDM payload, and nothing else.

use std::fmt;

use plist::{Dictionary, Value};
use uuid::Uuid;

use super::{TARGET_IPHONE_AND_IPAD, TYPE_MDM, TYPE_PKCS1, TYPE_ROOT, TYPE_SCEP};
use crate::EnrollmentMode;
use crate::document::{Entries, strings, to_xml};

/// A profile that enrolls one device. Its payloads stand in the order some clients rely on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrollmentProfile {
    /// `PayloadIdentifier`: one constant per server, since another one is another profile to the device.
    pub identifier: String,
    /// `PayloadUUID` of the profile; new each time.
    pub uuid: Uuid,
    /// `PayloadDisplayName`: the title a person sees.
    pub display_name: String,
    /// `PayloadOrganization`.
    pub organization: String,
    /// `PayloadDescription`.
    pub description: Option<String>,
    /// `ConsentText` in every language: a person must agree to it.
    pub consent_text: Option<String>,
    /// The chain of the server's TLS certificate, if it is not publicly trusted; roots first.
    pub certificates: Vec<CertificatePayload>,
    /// Where the identity comes from.
    pub scep: Scep,
    /// Where the device reports to.
    pub mdm: Mdm,
}

/// A certificate to install.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificatePayload {
    /// `PayloadUUID`.
    pub uuid: Uuid,
    /// `PayloadDisplayName`.
    pub display_name: String,
    /// The certificate, DER.
    pub der: Vec<u8>,
    /// A root is offered for trust; anything else only completes chains.
    pub is_root: bool,
}

/// The SCEP payload: RSA 2048, signing and encryption, key not extractable.
#[derive(Clone, PartialEq, Eq)]
pub struct Scep {
    /// `PayloadUUID`; must be new for a new identity.
    pub uuid: Uuid,
    /// `URL` of the SCEP endpoint, without a query.
    pub url: String,
    /// `Name`: which CA.
    pub name: String,
    /// `O` of the subject.
    pub organization: String,
    /// `CN` of the subject: the enrollment's id.
    pub common_name: String,
    /// `Challenge`: the one-time secret.
    pub challenge: String,
}

/// The MDM payload. Topic and URLs can never change for an installed profile, rights can only shrink.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mdm {
    /// `PayloadUUID`.
    pub uuid: Uuid,
    /// `Topic`: the UID of the push certificate, `com.apple.mgmt.…`.
    pub topic: String,
    /// `ServerURL`, https: the command channel.
    pub server_url: String,
    /// `CheckInURL`, https.
    pub checkin_url: String,
    /// `AccessRights`; left out in a user enrollment, which knows none: the device would give up.
    pub access_rights: AccessRights,
    /// The account that somebody signed in to; `None` where the profile alone enrolls.
    pub account: Option<AccountDriven>,
    /// `SignMessage`: every request carries `Mdm-Signature`.
    pub sign_message: bool,
    /// `CheckOutWhenRemoved`.
    pub check_out_when_removed: bool,
    /// `ServerCapabilities`, such as `com.apple.mdm.token`; left out when empty.
    pub server_capabilities: Vec<String>,
}

/// What an account-driven enrollment adds; a device gives up without either.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountDriven {
    /// `EnrollmentMode`.
    pub mode: EnrollmentMode,
    /// `AssignedManagedAppleID`: the Managed Apple Account of whoever signed in.
    pub managed_apple_account: String,
}

/// The mask of what the server may do; bits as in Apple's schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AccessRights(pub u16);

impl AccessRights {
    /// Every right; they cannot grow later.
    pub const ALL: Self = Self(8191);
}

const KEYSIZE_BITS: i64 = 2048;
const KEY_USAGE_SIGN_AND_ENCRYPT: i64 = 5;

/// Leaves out the challenge, which is worth an identity.
impl fmt::Debug for Scep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Scep").field("uuid", &self.uuid).field("url", &self.url).finish_non_exhaustive()
    }
}

impl EnrollmentProfile {
    /// Returns the XML property list, unsigned.
    pub fn to_plist(&self) -> Vec<u8> {
        let mut payloads = certificate_payloads(&self.identifier, &self.certificates);
        payloads.push(scep_payload(&self.identifier, &self.scep));
        payloads.push(self.mdm_payload());
        let consent = self.consent_text.as_deref().map(|text| {
            let by_language = [("default".to_owned(), Value::from(text))];
            Value::Dictionary(Dictionary::from_iter(by_language))
        });
        let entries = Entries::new()
            .put("PayloadType", "Configuration")
            .put("PayloadVersion", 1)
            .put("PayloadIdentifier", self.identifier.as_str())
            .put("PayloadUUID", wire_uuid(self.uuid))
            .put("PayloadDisplayName", self.display_name.as_str())
            .put("PayloadOrganization", self.organization.as_str())
            .put_some("PayloadDescription", self.description.as_deref())
            .put_some("ConsentText", consent)
            .put("TargetDeviceType", TARGET_IPHONE_AND_IPAD)
            .put("PayloadContent", Value::Array(payloads));
        to_xml(entries.into_dictionary())
    }

    fn mdm_payload(&self) -> Value {
        let mdm = &self.mdm;
        let capabilities = &mdm.server_capabilities;
        let capabilities = (!capabilities.is_empty()).then(|| strings(capabilities));
        let account = mdm.account.as_ref();
        let is_user_enrollment = account.is_some_and(|account| account.mode == EnrollmentMode::Byod);
        let rights = (!is_user_enrollment).then_some(i64::from(mdm.access_rights.0));
        self.payload(TYPE_MDM, "mdm", mdm.uuid)
            .put("IdentityCertificateUUID", wire_uuid(self.scep.uuid))
            .put("Topic", mdm.topic.as_str())
            .put("ServerURL", mdm.server_url.as_str())
            .put("CheckInURL", mdm.checkin_url.as_str())
            .put("SignMessage", mdm.sign_message)
            .put("CheckOutWhenRemoved", mdm.check_out_when_removed)
            .put_some("AccessRights", rights)
            .put_some("EnrollmentMode", account.map(|account| account.mode.name()))
            .put_some("AssignedManagedAppleID", account.map(|account| account.managed_apple_account.as_str()))
            .put_some("ServerCapabilities", capabilities)
            .into_value()
    }

    fn payload(&self, payload_type: &str, suffix: &str, uuid: Uuid) -> Entries {
        payload(&self.identifier, payload_type, suffix, uuid)
    }
}

/// Returns what every payload carries; its identifier extends the profile's.
pub(super) fn payload(identifier: &str, payload_type: &str, suffix: &str, uuid: Uuid) -> Entries {
    Entries::new()
        .put("PayloadType", payload_type)
        .put("PayloadVersion", 1)
        .put("PayloadIdentifier", format!("{identifier}.{suffix}"))
        .put("PayloadUUID", wire_uuid(uuid))
}

/// Returns the payload that gets an identity.
pub(super) fn scep_payload(identifier: &str, scep: &Scep) -> Value {
    let content = Entries::new()
        .put("URL", scep.url.as_str())
        .put("Name", scep.name.as_str())
        .put("Subject", subject(&[("O", &scep.organization), ("CN", &scep.common_name)]))
        .put("Challenge", scep.challenge.as_str())
        .put("Keysize", KEYSIZE_BITS)
        .put("Key Type", "RSA")
        .put("Key Usage", KEY_USAGE_SIGN_AND_ENCRYPT)
        .put("KeyIsExtractable", false);
    payload(identifier, TYPE_SCEP, "scep", scep.uuid).put("PayloadContent", content.into_value()).into_value()
}

/// Returns the payloads of certificates in the profile of this identifier.
pub(super) fn certificate_payloads(profile: &str, certificates: &[CertificatePayload]) -> Vec<Value> {
    let payload = |(index, certificate): (usize, &CertificatePayload)| {
        let payload_type = if certificate.is_root { TYPE_ROOT } else { TYPE_PKCS1 };
        payload(profile, payload_type, &format!("certificate.{}", index + 1), certificate.uuid)
            .put("PayloadDisplayName", certificate.display_name.as_str())
            .put_data("PayloadContent", &certificate.der)
            .into_value()
    };
    certificates.iter().enumerate().map(payload).collect()
}

/// Returns a name as a list of RDNs, each a list of pairs: three levels, which iOS insists on.
fn subject(parts: &[(&str, &str)]) -> Value {
    let rdn = |(kind, value): &(&str, &str)| {
        let pair = Value::Array(vec![Value::from(*kind), Value::from(*value)]);
        Value::Array(vec![pair])
    };
    Value::Array(parts.iter().map(rdn).collect())
}

pub(super) fn wire_uuid(uuid: Uuid) -> String {
    uuid.hyphenated().encode_upper(&mut Uuid::encode_buffer()).to_owned()
}
