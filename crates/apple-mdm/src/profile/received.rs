//! Reads an enrollment profile the way a phone does, and refuses what a phone refuses.

use plist::{Dictionary, Value};

use super::{AccountDriven, TOPIC_PREFIX, TYPE_MDM, TYPE_PKCS1, TYPE_ROOT, TYPE_SCEP};
use crate::{
    EnrollmentMode, ParseError,
    fields::Fields,
    plist_guard::{Limits, read_dictionary},
};

/// An enrollment profile a phone would install, after any signature is taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedProfile {
    /// `PayloadIdentifier` of the profile.
    pub identifier: String,
    /// `PayloadUUID` of the profile.
    pub uuid: String,
    /// `PayloadDisplayName`.
    pub display_name: Option<String>,
    /// `PayloadOrganization`.
    pub organization: Option<String>,
    /// The text to agree to, if any.
    pub consent_text: Option<String>,
    /// Certificates to install, DER, in order.
    pub certificates: Vec<Vec<u8>>,
    /// The one identity.
    pub scep: ReceivedScep,
    /// The one MDM payload.
    pub mdm: ReceivedMdm,
}

/// The SCEP settings of a received profile, defaults filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedScep {
    /// `PayloadUUID`.
    pub uuid: String,
    /// `URL`, http or https.
    pub url: String,
    /// `Name`, sent as `message` with `GetCACert`.
    pub name: Option<String>,
    /// `Subject`: one list of `(type, value)` per RDN.
    pub subject: Vec<Vec<(String, String)>>,
    /// `Challenge`.
    pub challenge: Option<String>,
    /// `Keysize` in bits; 1024 if absent.
    pub key_size_bits: u32,
    /// `Key Usage`: 1 signing, 4 encryption, 0 unset.
    pub key_usage: u32,
}

/// The MDM settings of a received profile, defaults filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedMdm {
    /// `Topic`.
    pub topic: String,
    /// `ServerURL`.
    pub server_url: String,
    /// `CheckInURL`, or `ServerURL` if absent.
    pub checkin_url: String,
    /// `AccessRights`; zero in a user enrollment and in no other.
    pub access_rights: u16,
    /// What an account-driven enrollment adds.
    pub account: Option<AccountDriven>,
    /// `SignMessage`.
    pub sign_message: bool,
    /// `CheckOutWhenRemoved`.
    pub check_out_when_removed: bool,
    /// `ServerCapabilities`.
    pub server_capabilities: Vec<String>,
}

/// Why a phone refuses a profile.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProfileError {
    /// Not a profile, or a field of it is missing or wrong.
    #[error(transparent)]
    Parse(#[from] ParseError),
    /// Not exactly one MDM payload.
    #[error("profile has {0} MDM payloads")]
    MdmPayloads(usize),
    /// Two payloads share an identifier or a UUID.
    #[error("two payloads share {0}")]
    SharedName(&'static str),
    /// `IdentityCertificateUUID` names no identity payload of the profile.
    #[error("IdentityCertificateUUID names no identity of the profile")]
    Identity,
    /// A key that must hold an https URL does not.
    #[error("{0} is not an https URL")]
    NotHttps(&'static str),
    /// Only one of the two keys of an account-driven enrollment, or a mode that is unknown.
    #[error("EnrollmentMode and AssignedManagedAppleID do not go together")]
    AccountDriven,
    /// A user enrollment that asks for rights.
    #[error("a user enrollment has no AccessRights")]
    RightsOfUser,
    /// `Topic` does not begin with `com.apple.mgmt.`.
    #[error("Topic does not begin with com.apple.mgmt.")]
    Topic,
    /// Anything but certificates, or nothing, in a profile for certificates.
    #[error("profile does not consist of certificates")]
    OtherPayloads,
    /// The profile is for another kind of device.
    #[error("TargetDeviceType {0} is not iPhone or iPad")]
    TargetDeviceType(i64),
}

impl ReceivedProfile {
    /// Reads the XML property list of an unsigned profile.
    pub fn parse(octets: &[u8]) -> Result<Self, ProfileError> {
        let dictionary = read_dictionary(octets, Limits::CHECK_IN).map_err(ParseError::from)?;
        let fields = Fields(&dictionary);
        require_text(fields, "PayloadType", "Configuration")?;
        check_common(fields)?;
        match fields.integer("TargetDeviceType")? {
            None | Some(0 | 1) => {}
            Some(other) => return Err(ProfileError::TargetDeviceType(other)),
        }
        let payloads = payloads(fields)?;
        let mdm = the_mdm_payload(&payloads)?;
        let identity = fields_of_identity(&payloads, mdm)?;
        Ok(Self {
            identifier: fields.required_text("PayloadIdentifier")?,
            uuid: fields.required_text("PayloadUUID")?,
            display_name: fields.text("PayloadDisplayName")?,
            organization: fields.text("PayloadOrganization")?,
            consent_text: consent_text(&dictionary),
            certificates: certificates(&payloads)?,
            scep: ReceivedScep::read(identity)?,
            mdm: ReceivedMdm::read(mdm)?,
        })
    }
}

impl ReceivedScep {
    fn read(payload: Fields<'_>) -> Result<Self, ProfileError> {
        let content = payload.0.get("PayloadContent").and_then(Value::as_dictionary);
        let content = Fields(content.ok_or(ParseError::Invalid("PayloadContent"))?);
        let key_size_bits = small(content, "Keysize", 1024)?;
        if ![1024, 2048, 4096].contains(&key_size_bits) {
            return Err(ParseError::Invalid("Keysize").into());
        }
        let url = content.required_text("URL")?;
        if !url.starts_with("https://") && !url.starts_with("http://") {
            return Err(ParseError::Invalid("URL").into());
        }
        Ok(Self {
            uuid: payload.required_text("PayloadUUID")?,
            url,
            name: content.text("Name")?,
            subject: subject(content.array("Subject")?).ok_or(ParseError::Invalid("Subject"))?,
            challenge: content.text("Challenge")?,
            key_size_bits,
            key_usage: small(content, "Key Usage", 0)?,
        })
    }
}

impl ReceivedMdm {
    fn read(payload: Fields<'_>) -> Result<Self, ProfileError> {
        let topic = payload.required_text("Topic")?;
        if !topic.starts_with(TOPIC_PREFIX) {
            return Err(ProfileError::Topic);
        }
        let server_url = payload.required_text("ServerURL")?;
        let checkin_url = payload.text("CheckInURL")?.unwrap_or_else(|| server_url.clone());
        for (key, url) in [("ServerURL", &server_url), ("CheckInURL", &checkin_url)] {
            if !url.starts_with("https://") {
                return Err(ProfileError::NotHttps(key));
            }
        }
        let account = account(payload)?;
        Ok(Self {
            topic,
            server_url,
            checkin_url,
            access_rights: access_rights(payload, account.as_ref())?,
            account,
            sign_message: payload.boolean("SignMessage")?.unwrap_or(false),
            check_out_when_removed: payload.boolean("CheckOutWhenRemoved")?.unwrap_or(false),
            server_capabilities: payload.strings("ServerCapabilities")?,
        })
    }
}

fn account(payload: Fields<'_>) -> Result<Option<AccountDriven>, ProfileError> {
    let mode = payload.text("EnrollmentMode")?;
    match (mode, payload.text("AssignedManagedAppleID")?) {
        (None, None) => Ok(None),
        (Some(mode), Some(managed_apple_account)) => {
            let mode = EnrollmentMode::parse(&mode).ok_or(ProfileError::AccountDriven)?;
            Ok(Some(AccountDriven { mode, managed_apple_account }))
        }
        _ => Err(ProfileError::AccountDriven),
    }
}

fn access_rights(payload: Fields<'_>, account: Option<&AccountDriven>) -> Result<u16, ProfileError> {
    let rights = payload.0.get("AccessRights");
    if account.is_some_and(|account| account.mode == EnrollmentMode::Byod) {
        return if rights.is_none() { Ok(0) } else { Err(ProfileError::RightsOfUser) };
    }
    let mask = match rights {
        Some(Value::Integer(mask)) => mask.as_unsigned().and_then(|mask| u16::try_from(mask).ok()),
        _ => None,
    };
    let mask = mask.filter(|mask| (1..=8191).contains(mask));
    Ok(mask.ok_or(ParseError::Invalid("AccessRights"))?)
}

/// The payloads of a profile of any kind, for profiles that do not enroll.
pub(super) struct Payloads(Dictionary);

impl Payloads {
    pub(super) fn parse(octets: &[u8]) -> Result<Self, ProfileError> {
        let dictionary = read_dictionary(octets, Limits::CHECK_IN).map_err(ParseError::from)?;
        let fields = Fields(&dictionary);
        require_text(fields, "PayloadType", "Configuration")?;
        check_common(fields)?;
        Ok(Self(dictionary))
    }

    /// Reads the one payload there is, of this type.
    pub(super) fn the_only(&self, payload_type: &str) -> Result<ReceivedScep, ProfileError> {
        match payloads(Fields(&self.0))?[..] {
            [payload] if is_type(payload, payload_type) => ReceivedScep::read(payload),
            _ => Err(ProfileError::Identity),
        }
    }
}

pub(super) fn payloads(profile: Fields<'_>) -> Result<Vec<Fields<'_>>, ProfileError> {
    let items = profile.0.get("PayloadContent").and_then(Value::as_array);
    let items = items.ok_or(ParseError::Missing("PayloadContent"))?;
    let dictionaries: Option<Vec<&Dictionary>> = items.iter().map(Value::as_dictionary).collect();
    let dictionaries = dictionaries.ok_or(ParseError::Invalid("PayloadContent"))?;
    let payloads: Vec<_> = dictionaries.into_iter().map(Fields).collect();
    for payload in &payloads {
        check_common(*payload)?;
    }
    for key in ["PayloadIdentifier", "PayloadUUID"] {
        let mut names: Vec<_> =
            payloads.iter().filter_map(|payload| payload.0.get(key)?.as_string()).collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(ProfileError::SharedName(key));
        }
    }
    Ok(payloads)
}

pub(super) fn check_common(payload: Fields<'_>) -> Result<(), ProfileError> {
    for key in ["PayloadType", "PayloadIdentifier", "PayloadUUID"] {
        payload.required_text(key)?;
    }
    match payload.0.get("PayloadVersion") {
        Some(Value::Integer(version)) if version.as_signed() == Some(1) => Ok(()),
        _ => Err(ParseError::Invalid("PayloadVersion").into()),
    }
}

fn the_mdm_payload<'a>(payloads: &[Fields<'a>]) -> Result<Fields<'a>, ProfileError> {
    let found: Vec<_> = payloads.iter().filter(|payload| is_type(**payload, TYPE_MDM)).collect();
    match found[..] {
        [payload] => Ok(*payload),
        _ => Err(ProfileError::MdmPayloads(found.len())),
    }
}

fn fields_of_identity<'a>(payloads: &[Fields<'a>], mdm: Fields<'_>) -> Result<Fields<'a>, ProfileError> {
    let uuid = mdm.required_text("IdentityCertificateUUID")?;
    let is_named = |payload: &&Fields<'_>| {
        payload.0.get("PayloadUUID").and_then(Value::as_string) == Some(uuid.as_str())
    };
    let named = payloads.iter().find(is_named).copied();
    named.filter(|payload| is_type(*payload, TYPE_SCEP)).ok_or(ProfileError::Identity)
}

pub(super) fn certificates(payloads: &[Fields<'_>]) -> Result<Vec<Vec<u8>>, ProfileError> {
    payloads
        .iter()
        .filter(|payload| is_type(**payload, TYPE_ROOT) || is_type(**payload, TYPE_PKCS1))
        .map(|payload| Ok(payload.data("PayloadContent")?.ok_or(ParseError::Missing("PayloadContent"))?))
        .collect()
}

pub(super) fn is_type(payload: Fields<'_>, payload_type: &str) -> bool {
    payload.0.get("PayloadType").and_then(Value::as_string) == Some(payload_type)
}

pub(super) fn require_text(fields: Fields<'_>, key: &'static str, wanted: &str) -> Result<(), ProfileError> {
    let found = fields.required_text(key)?;
    (found == wanted).then_some(()).ok_or(ParseError::Invalid(key).into())
}

fn small(fields: Fields<'_>, key: &'static str, default: u32) -> Result<u32, ProfileError> {
    let number = fields.integer(key)?.map_or(Ok(default), u32::try_from);
    number.map_err(|_| ParseError::Invalid(key).into())
}

/// The text for the device's language is not chosen here: `default`, then `en`, then the first.
fn consent_text(profile: &Dictionary) -> Option<String> {
    let texts = profile.get("ConsentText")?.as_dictionary()?;
    let text = texts.get("default").or_else(|| texts.get("en")).or_else(|| texts.values().next());
    text?.as_string().map(str::to_owned)
}

/// Reads the three levels of a name: RDNs, their pairs, type and value.
fn subject(rdns: &[Value]) -> Option<Vec<Vec<(String, String)>>> {
    let pair = |value: &Value| match value.as_array()?.as_slice() {
        [Value::String(kind), Value::String(text)] => Some((kind.clone(), text.clone())),
        _ => None,
    };
    rdns.iter().map(|rdn| rdn.as_array()?.iter().map(pair).collect()).collect()
}
