//! Check-in: what a device reports about its enrollment, apart from commands.
//!
//! One struct per message, told apart by `MessageType` (Apple's schema, `mdm/checkin`). The server answers most of
//! them with nothing; [`DeclarativeManagement`] gets the JSON of [`crate::declarative`].

mod authenticate;
mod bootstrap_token;
mod check_out;
mod declarative_management;
mod token;
mod token_update;
mod user_authenticate;

use plist::Dictionary;

pub use authenticate::Authenticate;
pub use bootstrap_token::{GetBootstrapToken, ReturnToService, SetBootstrapToken};
pub use check_out::CheckOut;
pub use declarative_management::DeclarativeManagement;
pub use token::{GetToken, TokenParameters};
pub use token_update::TokenUpdate;
pub use user_authenticate::UserAuthenticate;

use crate::{
    DeviceId, ParseError,
    document::{Entries, to_xml},
    fields::Fields,
    plist_guard::{Limits, read_dictionary},
};

/// One check-in message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Message {
    /// The device asks to be enrolled.
    Authenticate(Authenticate),
    /// The device says how to reach it by push.
    TokenUpdate(TokenUpdate),
    /// The device says that it left.
    CheckOut(CheckOut),
    /// The device asks for declarations or reports their status.
    DeclarativeManagement(DeclarativeManagement),
    /// The device asks for a token of another service.
    GetToken(GetToken),
    /// The device leaves a bootstrap token in escrow.
    SetBootstrapToken(SetBootstrapToken),
    /// The device asks for its bootstrap token.
    GetBootstrapToken(GetBootstrapToken),
    /// The device asks how to enroll again after an erase.
    ReturnToService(ReturnToService),
    /// A user on a Mac asks for a channel.
    UserAuthenticate(UserAuthenticate),
}

impl Message {
    /// Reads a message as a device sends it.
    pub fn parse(octets: &[u8]) -> Result<Self, ParseError> {
        let dictionary = read_dictionary(octets, Limits::CHECK_IN)?;
        Self::from_dictionary(&dictionary)
    }

    fn from_dictionary(dictionary: &Dictionary) -> Result<Self, ParseError> {
        let fields = Fields(dictionary);
        let message_type = fields.required_text("MessageType")?;
        let id = DeviceId::read(fields);
        match message_type.as_str() {
            "Authenticate" => Authenticate::read(id?, fields).map(Self::Authenticate),
            "TokenUpdate" => TokenUpdate::read(id?, fields).map(Self::TokenUpdate),
            "CheckOut" => CheckOut::read(id?, fields).map(Self::CheckOut),
            "DeclarativeManagement" => {
                DeclarativeManagement::read(id?, fields).map(Self::DeclarativeManagement)
            }
            "GetToken" => GetToken::read(id?, fields).map(Self::GetToken),
            "SetBootstrapToken" => SetBootstrapToken::read(id?, fields).map(Self::SetBootstrapToken),
            "GetBootstrapToken" => GetBootstrapToken::read(id?, fields).map(Self::GetBootstrapToken),
            "ReturnToService" => Ok(Self::ReturnToService(ReturnToService { id: id? })),
            "UserAuthenticate" => UserAuthenticate::read(id?, fields).map(Self::UserAuthenticate),
            _ => Err(ParseError::UnknownMessageType(message_type)),
        }
    }

    /// Returns the XML property list a device sends for the message.
    pub fn to_plist(&self) -> Vec<u8> {
        let entries = Entries::new().put("MessageType", self.message_type());
        let entries = self.id().write(entries);
        let entries = match self {
            Self::Authenticate(message) => message.write(entries),
            Self::TokenUpdate(message) => message.write(entries),
            Self::CheckOut(message) => message.write(entries),
            Self::DeclarativeManagement(message) => message.write(entries),
            Self::GetToken(message) => message.write(entries),
            Self::SetBootstrapToken(message) => message.write(entries),
            Self::GetBootstrapToken(message) => message.write(entries),
            Self::ReturnToService(_) => entries,
            Self::UserAuthenticate(message) => message.write(entries),
        };
        to_xml(entries.into_dictionary())
    }

    /// Returns the sender.
    pub fn id(&self) -> &DeviceId {
        match self {
            Self::Authenticate(message) => &message.id,
            Self::TokenUpdate(message) => &message.id,
            Self::CheckOut(message) => &message.id,
            Self::DeclarativeManagement(message) => &message.id,
            Self::GetToken(message) => &message.id,
            Self::SetBootstrapToken(message) => &message.id,
            Self::GetBootstrapToken(message) => &message.id,
            Self::ReturnToService(message) => &message.id,
            Self::UserAuthenticate(message) => &message.id,
        }
    }

    /// Returns the `Topic`, of the three messages that carry one.
    pub fn topic(&self) -> Option<&str> {
        match self {
            Self::Authenticate(message) => Some(&message.topic),
            Self::TokenUpdate(message) => Some(&message.topic),
            Self::CheckOut(message) => Some(&message.topic),
            _ => None,
        }
    }

    /// Returns the `MessageType` as on the wire.
    pub fn message_type(&self) -> &'static str {
        match self {
            Self::Authenticate(_) => "Authenticate",
            Self::TokenUpdate(_) => "TokenUpdate",
            Self::CheckOut(_) => "CheckOut",
            Self::DeclarativeManagement(_) => "DeclarativeManagement",
            Self::GetToken(_) => "GetToken",
            Self::SetBootstrapToken(_) => "SetBootstrapToken",
            Self::GetBootstrapToken(_) => "GetBootstrapToken",
            Self::ReturnToService(_) => "ReturnToService",
            Self::UserAuthenticate(_) => "UserAuthenticate",
        }
    }
}
