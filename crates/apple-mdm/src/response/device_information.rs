//! The answer to `DeviceInformation` (`mdm/commands/information.device.yaml`, iPhone and iPad).

use crate::record::record;

record! {
    /// What a device says about itself. Capacities are in units of 10^9 octets.
    pub struct DeviceInformation {
        udid: String = "UDID",
        awaiting_configuration: bool = "AwaitingConfiguration",
        device_name: String = "DeviceName",
        os_version: String = "OSVersion",
        supplemental_os_version_extra: String = "SupplementalOSVersionExtra",
        build_version: String = "BuildVersion",
        supplemental_build_version: String = "SupplementalBuildVersion",
        model_name: String = "ModelName",
        model: String = "Model",
        model_number: String = "ModelNumber",
        product_name: String = "ProductName",
        serial_number: String = "SerialNumber",
        device_capacity: f64 = "DeviceCapacity",
        available_device_capacity: f64 = "AvailableDeviceCapacity",
        battery_level: f64 = "BatteryLevel",
        cellular_technology: i64 = "CellularTechnology",
        modem_firmware_version: String = "ModemFirmwareVersion",
        is_supervised: bool = "IsSupervised",
        is_multi_user: bool = "IsMultiUser",
        is_device_locator_service_enabled: bool = "IsDeviceLocatorServiceEnabled",
        is_activation_lock_enabled: bool = "IsActivationLockEnabled",
        is_do_not_disturb_in_effect: bool = "IsDoNotDisturbInEffect",
        eas_device_identifier: String = "EASDeviceIdentifier",
        is_cloud_backup_enabled: bool = "IsCloudBackupEnabled",
        is_mdm_lost_mode_enabled: bool = "IsMDMLostModeEnabled",
        diagnostic_submission_enabled: bool = "DiagnosticSubmissionEnabled",
        app_analytics_enabled: bool = "AppAnalyticsEnabled",
        time_zone: String = "TimeZone",
        wifi_mac: String = "WiFiMAC",
        bluetooth_mac: String = "BluetoothMAC",
        data_roaming_enabled: bool = "DataRoamingEnabled",
        personal_hotspot_enabled: bool = "PersonalHotspotEnabled",
        is_network_tethered: bool = "IsNetworkTethered",
        service_subscriptions: Vec<ServiceSubscription> = "ServiceSubscriptions",
        imei: String = "IMEI",
        meid: String = "MEID",
        iccid: String = "ICCID",
        phone_number: String = "PhoneNumber",
        current_carrier_network: String = "CurrentCarrierNetwork",
        subscriber_carrier_network: String = "SubscriberCarrierNetwork",
        carrier_settings_version: String = "CarrierSettingsVersion",
        voice_roaming_enabled: bool = "VoiceRoamingEnabled",
        is_roaming: bool = "IsRoaming",
        subscriber_mcc: String = "SubscriberMCC",
        subscriber_mnc: String = "SubscriberMNC",
        current_mcc: String = "CurrentMCC",
        current_mnc: String = "CurrentMNC",
    }
}

record! {
    /// One SIM or eSIM (iOS 12 and later). Before, the flat keys of [`DeviceInformation`] hold the same.
    pub struct ServiceSubscription {
        slot: String = "Slot",
        label: String = "Label",
        label_id: String = "LabelID",
        imei: String = "IMEI",
        meid: String = "MEID",
        iccid: String = "ICCID",
        eid: String = "EID",
        phone_number: String = "PhoneNumber",
        current_carrier_network: String = "CurrentCarrierNetwork",
        subscriber_carrier_network: String = "SubscriberCarrierNetwork",
        current_mcc: String = "CurrentMCC",
        current_mnc: String = "CurrentMNC",
        carrier_settings_version: String = "CarrierSettingsVersion",
        is_data_preferred: bool = "IsDataPreferred",
        is_voice_preferred: bool = "IsVoicePreferred",
        is_roaming: bool = "IsRoaming",
    }
}
