//! `GetToken` (iOS 17): the device wants a token of another service, signed by the server.

use crate::{DeviceId, ParseError, document::Entries, fields::Fields};

/// The device asks for a token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetToken {
    /// Who asks.
    pub id: DeviceId,
    /// `TokenServiceType`: `com.apple.maid` or `com.apple.watch.pairing`, so far.
    pub token_service_type: String,
    /// `TokenParameters`, with `com.apple.watch.pairing`.
    pub token_parameters: Option<TokenParameters>,
}

/// What a token for pairing a watch is made for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TokenParameters {
    /// `PhoneUDID`.
    pub phone_udid: Option<String>,
    /// `WatchUDID`.
    pub watch_udid: Option<String>,
    /// `SecurityToken`.
    pub security_token: Option<String>,
}

impl GetToken {
    pub(super) fn read(id: DeviceId, fields: Fields<'_>) -> Result<Self, ParseError> {
        let parameters = fields.0.get("TokenParameters");
        let token_parameters = match parameters.map(|value| value.as_dictionary()) {
            None => None,
            Some(None) => return Err(ParseError::Invalid("TokenParameters")),
            Some(Some(dictionary)) => Some(TokenParameters::read(Fields(dictionary))?),
        };
        Ok(Self { id, token_service_type: fields.required_text("TokenServiceType")?, token_parameters })
    }

    pub(super) fn write(&self, entries: Entries) -> Entries {
        let parameters = self.token_parameters.as_ref();
        entries
            .put("TokenServiceType", self.token_service_type.as_str())
            .put_some("TokenParameters", parameters.map(|own| own.write(Entries::new()).into_value()))
    }
}

impl TokenParameters {
    fn read(fields: Fields<'_>) -> Result<Self, ParseError> {
        Ok(Self {
            phone_udid: fields.identifier("PhoneUDID")?,
            watch_udid: fields.identifier("WatchUDID")?,
            security_token: fields.text("SecurityToken")?,
        })
    }

    fn write(&self, entries: Entries) -> Entries {
        entries
            .put_some("PhoneUDID", self.phone_udid.as_deref())
            .put_some("WatchUDID", self.watch_udid.as_deref())
            .put_some("SecurityToken", self.security_token.as_deref())
    }
}
