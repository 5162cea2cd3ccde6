//! Admission: which devices an enrollment is open to. Settled when it begins, judged when the device says what it is.

use serde::{Deserialize, Serialize};

use crate::enrollment::StopReason;
use crate::setting::{Devices, Models, parse_os_version};

/// Which devices an enrollment is open to.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Admission {
    /// The oldest version of iOS or iPadOS, such as `17.4`; `None` admits every one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minimum_os: Option<String>,
    /// Which models.
    pub models: Models,
}

/// The kind of a device, by what it calls itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DeviceKind {
    /// An iPhone or iPod touch.
    Phone,
    /// An iPad.
    Pad,
}

impl DeviceKind {
    /// Finds the kind of a `ProductName`, such as `iPad13,1`.
    pub fn of(product_name: &str) -> Option<Self> {
        if product_name.starts_with("iPhone") || product_name.starts_with("iPod") {
            Some(Self::Phone)
        } else if product_name.starts_with("iPad") {
            Some(Self::Pad)
        } else {
            None
        }
    }

    /// Returns what people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Phone => "iPhone",
            Self::Pad => "iPad",
        }
    }
}

impl From<&Devices> for Admission {
    fn from(devices: &Devices) -> Self {
        Self { minimum_os: devices.minimum_os.clone(), models: devices.models }
    }
}

impl Admission {
    /// Says whether every device is admitted.
    pub fn is_open(&self) -> bool {
        *self == Self::default()
    }

    /// Says why a device is not admitted, by what it says of itself. One that keeps silent about what is asked for is not
    /// admitted either: iPhones and iPads tell both.
    pub fn refusal(&self, product_name: Option<&str>, os_version: Option<&str>) -> Option<StopReason> {
        let kind = product_name.and_then(DeviceKind::of);
        if self.models != Models::default() && !kind.is_some_and(|kind| self.admits_kind(kind)) {
            return Some(StopReason::ModelNotAdmitted);
        }
        let minimum = self.minimum_os.as_deref().and_then(parse_os_version)?;
        let is_new_enough = os_version.and_then(parse_os_version).is_some_and(|version| version >= minimum);
        (!is_new_enough).then_some(StopReason::OsTooOld)
    }

    /// Says why a device is not admitted that need not tell what it is; what it does not tell counts for it.
    pub fn known_refusal(&self, product_name: Option<&str>, os_version: Option<&str>) -> Option<StopReason> {
        match product_name.and_then(DeviceKind::of) {
            Some(kind) if !self.admits_kind(kind) => Some(StopReason::ModelNotAdmitted),
            _ => {
                let version = os_version.and_then(parse_os_version)?;
                self.refuses_os(version).then_some(StopReason::OsTooOld)
            }
        }
    }

    /// Says whether devices of a kind are admitted.
    pub fn admits_kind(&self, kind: DeviceKind) -> bool {
        match kind {
            DeviceKind::Phone => self.models.iphone,
            DeviceKind::Pad => self.models.ipad,
        }
    }

    /// Says whether a version of the system is known to be too old.
    pub fn refuses_os(&self, version: [u16; 3]) -> bool {
        self.minimum_os.as_deref().and_then(parse_os_version).is_some_and(|minimum| version < minimum)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_is_judged_by_its_model_and_its_system() {
        let pads = Models { iphone: false, ipad: true };
        let recent = Admission { minimum_os: Some("17.4".into()), ..Admission::default() };
        let pads_only = Admission { models: pads, ..Admission::default() };
        let both = Admission { minimum_os: Some("17".into()), models: pads };
        let (old, model) = (Some(StopReason::OsTooOld), Some(StopReason::ModelNotAdmitted));
        for (admission, product, version, expected) in [
            (&Admission::default(), None, None, None),
            (&Admission::default(), Some("Mac15,3"), Some("14.0"), None),
            (&recent, Some("iPhone17,2"), Some("17.4"), None),
            (&recent, Some("iPhone17,2"), Some("17.3.1"), old),
            (&recent, Some("iPhone17,2"), Some("9.3.5"), old),
            (&recent, Some("iPhone17,2"), Some("26.0"), None),
            (&recent, Some("iPhone17,2"), None, old),
            (&recent, Some("iPhone17,2"), Some("new"), old),
            (&pads_only, Some("iPad13,1"), Some("9.0"), None),
            (&pads_only, Some("iPhone17,2"), Some("18.0"), model),
            (&pads_only, Some("iPod9,1"), Some("15.0"), model),
            (&pads_only, None, Some("18.0"), model),
            (&both, Some("iPhone17,2"), Some("9.0"), model),
            (&both, Some("iPad13,1"), Some("16.7"), old),
        ] {
            assert_eq!(admission.refusal(product, version), expected, "{product:?} {version:?}");
            let known = match (product, version) {
                (None, _) | (_, None | Some("new")) => None,
                _ => expected,
            };
            assert_eq!(admission.known_refusal(product, version), known, "{product:?} {version:?}");
        }
    }

    #[test]
    fn versions_compare_as_numbers() {
        let admission = Admission { minimum_os: Some("9.10".into()), ..Admission::default() };
        for (version, refused) in
            [("9.9", true), ("9.10", false), ("9.10.1", false), ("10", false), ("8", true), ("beta", false)]
        {
            let refusal = admission.known_refusal(Some("iPhone17,2"), Some(version));
            assert_eq!(refusal, refused.then_some(StopReason::OsTooOld), "{version}");
        }
    }
}
