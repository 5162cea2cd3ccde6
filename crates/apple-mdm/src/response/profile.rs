//! One item of the answer to `ProfileList` (`mdm/commands/profile.list.yaml`).

use crate::record::record;

record! {
    /// A profile on the device.
    pub struct InstalledProfile {
        payload_identifier: String = "PayloadIdentifier",
        payload_uuid: String = "PayloadUUID",
        payload_version: i64 = "PayloadVersion",
        payload_display_name: String = "PayloadDisplayName",
        payload_organization: String = "PayloadOrganization",
        payload_description: String = "PayloadDescription",
        payload_removal_disallowed: bool = "PayloadRemovalDisallowed",
        has_removal_passcode: bool = "HasRemovalPasscode",
        is_encrypted: bool = "IsEncrypted",
        is_managed: bool = "IsManaged",
        source: String = "Source",
    }
}
