//! The command channel, upwards: what a device says when it asks for its next command.

use plist::{Dictionary, Value};

use crate::{
    DeviceId, ParseError,
    document::{Entries, to_xml},
    fields::Fields,
    plist_guard::{Limits, read_dictionary},
};

/// Items of an error chain that are kept; the first is the one that counts.
const ERROR_ITEMS_MAX: usize = 16;
/// Characters kept of one description.
const DESCRIPTION_CHARS_MAX: usize = 1_024;

/// One request on the command channel: nothing to report, or the result of a command.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// Who reports.
    pub id: DeviceId,
    /// What became of the command.
    pub status: Status,
    /// `CommandUUID`; absent with [`Status::Idle`].
    pub command_uuid: Option<String>,
    /// `RequestType`; sent by some systems only.
    pub request_type: Option<String>,
    /// `ErrorChain`, the top-level error first, at most 16 items.
    pub error_chain: Vec<ErrorItem>,
    /// The whole dictionary as received; [`crate::response`] reads results out of it.
    pub body: Dictionary,
}

/// What a device says about the command it was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Nothing to report; ready for a command.
    Idle,
    /// Done.
    Acknowledged,
    /// Failed, see the error chain.
    Error,
    /// The command made no sense: an error of the server.
    CommandFormatError,
    /// Cannot be done now; to be offered again.
    NotNow,
}

/// One link of an error chain; for diagnosis only, codes change between systems.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ErrorItem {
    /// `ErrorCode`.
    pub code: i64,
    /// `ErrorDomain`, such as `MCMDMErrorDomain`.
    pub domain: String,
    /// `LocalizedDescription`, in the language of the device.
    pub localized_description: Option<String>,
    /// `USEnglishDescription`.
    pub us_english_description: Option<String>,
}

impl Report {
    /// Returns a report without result, error or body.
    pub fn new(id: DeviceId, status: Status, command_uuid: Option<String>) -> Self {
        Self {
            id,
            status,
            command_uuid,
            request_type: None,
            error_chain: Vec::new(),
            body: Dictionary::new(),
        }
    }

    /// Reads a report as a device sends it.
    pub fn parse(octets: &[u8]) -> Result<Self, ParseError> {
        let body = read_dictionary(octets, Limits::CONNECT)?;
        let fields = Fields(&body);
        let status = fields.required_text("Status")?;
        Ok(Self {
            id: DeviceId::read(fields)?,
            status: Status::from_wire(&status).ok_or(ParseError::Invalid("Status"))?,
            command_uuid: fields.identifier("CommandUUID")?,
            request_type: fields.text("RequestType")?,
            error_chain: error_chain(&body),
            body,
        })
    }

    /// Returns the XML property list a device sends: the body, and over it the typed fields.
    pub fn to_plist(&self) -> Vec<u8> {
        let entries = Entries::new().put("Status", self.status.as_str());
        let mut entries = self
            .id
            .write(entries)
            .put_some("CommandUUID", self.command_uuid.as_deref())
            .put_some("RequestType", self.request_type.as_deref());
        if !self.error_chain.is_empty() {
            let items = self.error_chain.iter().map(ErrorItem::to_value).collect();
            entries = entries.put("ErrorChain", Value::Array(items));
        }
        let mut dictionary = entries.into_dictionary();
        for (key, value) in &self.body {
            if !dictionary.contains_key(key) {
                dictionary.insert(key.clone(), value.clone());
            }
        }
        to_xml(dictionary)
    }
}

impl Status {
    /// Returns the word on the wire.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Idle => "Idle",
            Self::Acknowledged => "Acknowledged",
            Self::Error => "Error",
            Self::CommandFormatError => "CommandFormatError",
            Self::NotNow => "NotNow",
        }
    }

    fn from_wire(word: &str) -> Option<Self> {
        let all = [Self::Idle, Self::Acknowledged, Self::Error, Self::CommandFormatError, Self::NotNow];
        all.into_iter().find(|status| status.as_str() == word)
    }

    /// Says whether the device is finished with the command, for better or worse.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Acknowledged | Self::Error | Self::CommandFormatError)
    }
}

/// Reads what can be read: a strange chain must not keep the status from being stored.
fn error_chain(body: &Dictionary) -> Vec<ErrorItem> {
    let items = body.get("ErrorChain").and_then(Value::as_array);
    items
        .into_iter()
        .flatten()
        .filter_map(Value::as_dictionary)
        .take(ERROR_ITEMS_MAX)
        .map(ErrorItem::read)
        .collect()
}

impl ErrorItem {
    fn read(dictionary: &Dictionary) -> Self {
        let fields = Fields(dictionary);
        let description = |key| {
            let text = dictionary.get(key)?.as_string()?;
            let kept = text.chars().filter(|character| !character.is_control());
            Some(kept.take(DESCRIPTION_CHARS_MAX).collect())
        };
        Self {
            code: fields.integer("ErrorCode").ok().flatten().unwrap_or(0),
            domain: fields.text("ErrorDomain").ok().flatten().unwrap_or_default(),
            localized_description: description("LocalizedDescription"),
            us_english_description: description("USEnglishDescription"),
        }
    }

    fn to_value(&self) -> Value {
        Entries::new()
            .put("ErrorCode", self.code)
            .put("ErrorDomain", self.domain.as_str())
            .put_some("LocalizedDescription", self.localized_description.as_deref())
            .put_some("USEnglishDescription", self.us_english_description.as_deref())
            .into_value()
    }
}
