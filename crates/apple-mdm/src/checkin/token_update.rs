//! `TokenUpdate`: how to reach the device by push. After the first one the device is enrolled.

use std::fmt;

use plist::Value;

use crate::{DeviceId, ParseError, document::Entries, fields::Fields};

/// Octets of a push token; today's have 32, but that is not promised.
const TOKEN_OCTETS_MAX: usize = 1_024;

/// The device says how to reach it. What is absent leaves the stored value as it is.
#[derive(Clone, PartialEq, Eq)]
pub struct TokenUpdate {
    /// Who is reached.
    pub id: DeviceId,
    /// `Topic` of the installed profile.
    pub topic: String,
    /// `Token`: the push token, opaque.
    pub token: Vec<u8>,
    /// `PushMagic`: what a push must say.
    pub push_magic: String,
    /// `UnlockToken`: clears the passcode, so it is as secret as the passcode.
    pub unlock_token: Option<Vec<u8>>,
    /// `AwaitingConfiguration`: Setup Assistant waits for `DeviceConfigured`.
    pub awaiting_configuration: Option<bool>,
    /// `NotOnConsole`: macOS user channel only; seen as text, too.
    pub not_on_console: Option<bool>,
}

/// Leaves out the tokens: what is logged with `{:?}` must not reach or unlock a device.
impl fmt::Debug for TokenUpdate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("TokenUpdate")
            .field("id", &self.id)
            .field("topic", &self.topic)
            .finish_non_exhaustive()
    }
}

impl TokenUpdate {
    pub(super) fn read(id: DeviceId, fields: Fields<'_>) -> Result<Self, ParseError> {
        let token = fields.data("Token")?.ok_or(ParseError::Missing("Token"))?;
        if token.is_empty() || token.len() > TOKEN_OCTETS_MAX {
            return Err(ParseError::Invalid("Token"));
        }
        Ok(Self {
            id,
            topic: fields.required_text("Topic")?,
            token,
            push_magic: fields.required_text("PushMagic")?,
            unlock_token: fields.data("UnlockToken")?.filter(|token| !token.is_empty()),
            awaiting_configuration: fields.boolean("AwaitingConfiguration")?,
            not_on_console: fields.boolean("NotOnConsole")?,
        })
    }

    pub(super) fn write(&self, entries: Entries) -> Entries {
        entries
            .put("Topic", self.topic.as_str())
            .put_data("Token", &self.token)
            .put("PushMagic", self.push_magic.as_str())
            .put_some("UnlockToken", self.unlock_token.clone().map(Value::Data))
            .put_some("AwaitingConfiguration", self.awaiting_configuration)
            .put_some("NotOnConsole", self.not_on_console)
    }
}
