//! Who is speaking: the device, or one user on it.

use crate::{
    document::Entries,
    fields::{Fields, ParseError},
};

/// The sender of a message on the device channel or, with `user`, on a user channel.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DeviceId {
    /// The device as its kind of enrollment names it.
    pub device: Device,
    /// The user on the device; `None` on the device channel.
    pub user: Option<UserChannel>,
}

/// The name of a device, at most 64 characters of `[A-Za-z0-9-_.:]` each.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Device {
    /// `UDID`: device enrollment, the same for the life of the hardware.
    Udid(String),
    /// `EnrollmentID`: user enrollment, new at every enrollment and not linked to hardware.
    EnrollmentId(String),
    /// Both: a device enrollment, for a user enrollment never tells the UDID. Some clients send the two at once.
    Both {
        /// `UDID`.
        udid: String,
        /// `EnrollmentID`.
        enrollment_id: String,
    },
}

/// The user part of a sender (Shared iPad, macOS).
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct UserChannel {
    /// `UserID`; on Shared iPad the all-F UUID.
    pub user_id: Option<String>,
    /// `UserShortName`; on Shared iPad the Managed Apple Account.
    pub short_name: Option<String>,
    /// `UserLongName`.
    pub long_name: Option<String>,
    /// `EnrollmentUserID`: macOS user enrollment, instead of `UserID`.
    pub enrollment_user_id: Option<String>,
}

impl DeviceId {
    /// Returns the device channel of a device enrollment.
    pub fn from_udid(udid: impl Into<String>) -> Self {
        Self { device: Device::Udid(udid.into()), user: None }
    }

    /// Returns the device channel of a user enrollment.
    pub fn from_enrollment_id(enrollment_id: impl Into<String>) -> Self {
        Self { device: Device::EnrollmentId(enrollment_id.into()), user: None }
    }

    /// Returns the `UDID`, which every device enrollment has.
    pub fn udid(&self) -> Option<&str> {
        match &self.device {
            Device::Udid(udid) | Device::Both { udid, .. } => Some(udid),
            Device::EnrollmentId(_) => None,
        }
    }

    /// Returns the `EnrollmentID`, which every user enrollment has.
    pub fn enrollment_id(&self) -> Option<&str> {
        match &self.device {
            Device::Udid(_) => None,
            Device::EnrollmentId(enrollment_id) | Device::Both { enrollment_id, .. } => Some(enrollment_id),
        }
    }

    /// Returns the UDID or, without one, the EnrollmentID: what one enrollment is found by.
    pub fn device_key(&self) -> &str {
        match &self.device {
            Device::Udid(key) | Device::EnrollmentId(key) | Device::Both { udid: key, .. } => key,
        }
    }

    /// Says whether a user on the device speaks, not the device.
    pub fn is_user_channel(&self) -> bool {
        self.user.is_some()
    }

    /// Reads the identifying keys of any message.
    ///
    /// Both names are kept when both are present: the same device may send one in this message and two in the next,
    /// and is known by its UDID throughout.
    pub(crate) fn read(fields: Fields<'_>) -> Result<Self, ParseError> {
        let device = match (fields.identifier("UDID")?, fields.identifier("EnrollmentID")?) {
            (Some(udid), Some(enrollment_id)) => Device::Both { udid, enrollment_id },
            (Some(udid), None) => Device::Udid(udid),
            (None, Some(enrollment_id)) => Device::EnrollmentId(enrollment_id),
            (None, None) => return Err(ParseError::Missing("UDID")),
        };
        let user = UserChannel::read(fields)?;
        Ok(Self { device, user })
    }

    pub(crate) fn write(&self, entries: Entries) -> Entries {
        let entries = entries.put_some("UDID", self.udid()).put_some("EnrollmentID", self.enrollment_id());
        match &self.user {
            Some(user) => user.write(entries),
            None => entries,
        }
    }
}

impl UserChannel {
    fn read(fields: Fields<'_>) -> Result<Option<Self>, ParseError> {
        let user = Self {
            user_id: fields.identifier("UserID")?,
            short_name: fields.text("UserShortName")?,
            long_name: fields.text("UserLongName")?,
            enrollment_user_id: fields.identifier("EnrollmentUserID")?,
        };
        Ok((user != Self::default()).then_some(user))
    }

    fn write(&self, entries: Entries) -> Entries {
        entries
            .put_some("UserID", self.user_id.as_deref())
            .put_some("UserShortName", self.short_name.as_deref())
            .put_some("UserLongName", self.long_name.as_deref())
            .put_some("EnrollmentUserID", self.enrollment_user_id.as_deref())
    }
}
