//! One item of the answer to `InstalledApplicationList` (`mdm/commands/application.installed.list.yaml`).

use crate::record::record;

record! {
    /// An application on the device. Sizes are in octets.
    pub struct InstalledApplication {
        identifier: String = "Identifier",
        name: String = "Name",
        version: String = "Version",
        short_version: String = "ShortVersion",
        bundle_size: i64 = "BundleSize",
        dynamic_size: i64 = "DynamicSize",
        external_version_identifier: i64 = "ExternalVersionIdentifier",
        installing: bool = "Installing",
        is_validated: bool = "IsValidated",
        app_store_vendable: bool = "AppStoreVendable",
        device_based_vpp: bool = "DeviceBasedVPP",
        beta_app: bool = "BetaApp",
        ad_hoc_code_signed: bool = "AdHocCodeSigned",
        has_update_available: bool = "HasUpdateAvailable",
        is_app_clip: bool = "IsAppClip",
        source: String = "Source",
    }
}
