//! The command channel, downwards: what the server asks a device to do or tell.

use plist::{Dictionary, Value};

use crate::{
    ParseError,
    document::{Entries, strings, to_xml},
    fields::Fields,
    inventory::{Scope, are_personal},
    plist_guard::{Limits, read_dictionary},
};

/// One command (Apple's schema, `mdm/commands`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Command {
    /// Tell about yourself; needs right 16 or 32, per query.
    DeviceInformation {
        /// `Queries`: names as in [`crate::inventory::device_information_queries`].
        queries: Vec<String>,
    },
    /// Tell about passcode and encryption; needs right 1024.
    SecurityInfo,
    /// List the profiles; needs right 1.
    ProfileList,
    /// List the certificates; needs right 1.
    CertificateList,
    /// List the applications; needs right 256.
    InstalledApplicationList {
        /// `Items`: the keys wanted of each (iOS 14 and later); empty asks for all.
        items: Vec<String>,
        /// `ManagedAppsOnly`: leaves out what the person installed; left out of the command where it is false.
        managed_only: bool,
    },
    /// Install a profile; needs right 2.
    InstallProfile {
        /// `Payload`: XML property list, possibly signed.
        payload: Vec<u8>,
    },
    /// Remove a profile; needs right 2, save for the enrollment profile.
    RemoveProfile {
        /// `Identifier`: the top-level `PayloadIdentifier`.
        identifier: String,
    },
}

impl Command {
    /// Returns the `RequestType` as on the wire.
    pub fn request_type(&self) -> &'static str {
        match self {
            Self::DeviceInformation { .. } => "DeviceInformation",
            Self::SecurityInfo => "SecurityInfo",
            Self::ProfileList => "ProfileList",
            Self::CertificateList => "CertificateList",
            Self::InstalledApplicationList { .. } => "InstalledApplicationList",
            Self::InstallProfile { .. } => "InstallProfile",
            Self::RemoveProfile { .. } => "RemoveProfile",
        }
    }

    /// Says whether a device that is enrolled like this takes the command. A user enrollment grants no rights; what it
    /// takes instead is written in Apple's schema: its own inventory, and profiles within the managed account.
    pub fn is_taken_by(&self, scope: Scope) -> bool {
        match self {
            Self::DeviceInformation { queries } => scope == Scope::Device || are_personal(queries),
            Self::SecurityInfo
            | Self::ProfileList
            | Self::CertificateList
            | Self::InstallProfile { .. }
            | Self::RemoveProfile { .. } => true,
            Self::InstalledApplicationList { managed_only, .. } => scope == Scope::Device || *managed_only,
        }
    }

    /// Returns the XML property list the server sends. `command_uuid` is an upper-case UUID.
    pub fn to_plist(&self, command_uuid: &str) -> Vec<u8> {
        let request = Entries::new().put("RequestType", self.request_type());
        let request = match self {
            Self::DeviceInformation { queries } => request.put("Queries", strings(queries)),
            Self::InstalledApplicationList { items, managed_only } => {
                let items = (!items.is_empty()).then(|| strings(items));
                request.put_some("Items", items).put_some("ManagedAppsOnly", managed_only.then_some(true))
            }
            Self::InstallProfile { payload } => request.put_data("Payload", payload),
            Self::RemoveProfile { identifier } => request.put("Identifier", identifier.as_str()),
            Self::SecurityInfo | Self::ProfileList | Self::CertificateList => request,
        };
        let entries = Entries::new().put("CommandUUID", command_uuid).put("Command", request.into_value());
        to_xml(entries.into_dictionary())
    }

    /// Reads a command as a device does: its `CommandUUID` and what is asked.
    ///
    /// [`ParseError::UnknownRequestType`] carries the UUID, so that a device can answer it.
    pub fn parse(octets: &[u8]) -> Result<(String, Self), ParseError> {
        let dictionary = read_dictionary(octets, Limits::CONNECT)?;
        let command_uuid =
            Fields(&dictionary).identifier("CommandUUID")?.ok_or(ParseError::Missing("CommandUUID"))?;
        let request = dictionary.get("Command").and_then(Value::as_dictionary);
        let request = request.ok_or(ParseError::Missing("Command"))?;
        let command = Self::read(&command_uuid, request)?;
        Ok((command_uuid, command))
    }

    fn read(command_uuid: &str, request: &Dictionary) -> Result<Self, ParseError> {
        let fields = Fields(request);
        let request_type = fields.required_text("RequestType")?;
        Ok(match request_type.as_str() {
            "DeviceInformation" => Self::DeviceInformation { queries: fields.strings("Queries")? },
            "SecurityInfo" => Self::SecurityInfo,
            "ProfileList" => Self::ProfileList,
            "CertificateList" => Self::CertificateList,
            "InstalledApplicationList" => Self::InstalledApplicationList {
                items: fields.strings("Items")?,
                managed_only: fields.boolean("ManagedAppsOnly")?.unwrap_or(false),
            },
            "InstallProfile" => Self::InstallProfile {
                payload: fields.data("Payload")?.ok_or(ParseError::Missing("Payload"))?,
            },
            "RemoveProfile" => Self::RemoveProfile { identifier: fields.required_text("Identifier")? },
            _ => {
                return Err(ParseError::UnknownRequestType {
                    command_uuid: command_uuid.to_owned(),
                    request_type,
                });
            }
        })
    }
}
