//! `SetBootstrapToken`, `GetBootstrapToken` and `ReturnToService`: what supervised devices keep with the server.

use std::fmt;

use plist::Value;

use crate::{DeviceId, ParseError, document::Entries, fields::Fields};

/// The device leaves its bootstrap token in escrow.
#[derive(Clone, PartialEq, Eq)]
pub struct SetBootstrapToken {
    /// Whose token it is.
    pub id: DeviceId,
    /// `BootstrapToken`; absent or empty on the wire means: forget it, and is `None` here.
    pub bootstrap_token: Option<Vec<u8>>,
    /// `AwaitingConfiguration`: Setup Assistant waits.
    pub awaiting_configuration: Option<bool>,
}

/// The device asks for its bootstrap token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetBootstrapToken {
    /// Who asks.
    pub id: DeviceId,
    /// `AwaitingConfiguration`: Setup Assistant waits.
    pub awaiting_configuration: Option<bool>,
}

/// The device asks how to enroll again after an erase (iOS 26, supervised).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReturnToService {
    /// Who asks.
    pub id: DeviceId,
}

/// Leaves out the token.
impl fmt::Debug for SetBootstrapToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SetBootstrapToken").field("id", &self.id).finish_non_exhaustive()
    }
}

impl SetBootstrapToken {
    pub(super) fn read(id: DeviceId, fields: Fields<'_>) -> Result<Self, ParseError> {
        Ok(Self {
            id,
            bootstrap_token: fields.data("BootstrapToken")?.filter(|token| !token.is_empty()),
            awaiting_configuration: fields.boolean("AwaitingConfiguration")?,
        })
    }

    pub(super) fn write(&self, entries: Entries) -> Entries {
        entries
            .put_some("BootstrapToken", self.bootstrap_token.clone().map(Value::Data))
            .put_some("AwaitingConfiguration", self.awaiting_configuration)
    }
}

impl GetBootstrapToken {
    pub(super) fn read(id: DeviceId, fields: Fields<'_>) -> Result<Self, ParseError> {
        let awaiting_configuration = fields.boolean("AwaitingConfiguration")?;
        Ok(Self { id, awaiting_configuration })
    }

    pub(super) fn write(&self, entries: Entries) -> Entries {
        entries.put_some("AwaitingConfiguration", self.awaiting_configuration)
    }
}
