//! Answers to the commands that only ask. What a system does not know yet, or no longer, is left out, as devices do.

use apple_mdm::{
    EnrollmentMode,
    command::Command,
    connect::{Report, Status},
    response::{
        self, DeviceInformation, InstalledCertificate, InstalledProfile as ListedProfile, ManagementStatus,
        SecurityInfo, ServiceSubscription,
    },
};
use scep::CertificateView;

use crate::{Device, InstalledProfile};

/// What a personal device leaves out even when asked.
const HIDDEN_BY_PERSONAL: [&str; 10] = [
    "UDID",
    "SerialNumber",
    "IMEI",
    "MEID",
    "ICCID",
    "PhoneNumber",
    "WiFiMAC",
    "BluetoothMAC",
    "ServiceSubscriptions",
    "ModemFirmwareVersion",
];

/// A device with what is installed on it.
pub(crate) struct Inventory<'a> {
    pub(crate) device: &'a Device,
    pub(crate) installed: &'a InstalledProfile,
}

impl Inventory<'_> {
    /// Returns the answer to a command that asks, or that cannot be done now; `None` if there is something to do.
    pub(crate) fn report(&self, command_uuid: &str, command: &Command) -> Option<Report> {
        let mut report = Report::new(self.device.id(), Status::Acknowledged, Some(command_uuid.to_owned()));
        report.request_type = Some(command.request_type().to_owned());
        if self.device.is_locked && needs_unlocking(command) {
            report.status = Status::NotNow;
            return Some(report);
        }
        report.body = match command {
            Command::DeviceInformation { queries } => {
                let mut body = response::device_information_body(&self.device_information());
                let answers = body.get_mut("QueryResponses").and_then(|answers| answers.as_dictionary_mut());
                if let Some(answers) = answers {
                    answers.retain(|key, _| queries.contains(key));
                    if self.is_personal() {
                        answers.retain(|key, _| !HIDDEN_BY_PERSONAL.contains(&key.as_str()));
                    }
                }
                body
            }
            Command::SecurityInfo => response::security_info_body(&self.security_info()),
            Command::ProfileList => response::profile_list_body(&[self.profile()]),
            Command::CertificateList => response::certificate_list_body(&self.certificates()),
            Command::InstalledApplicationList { items, managed_only } => {
                // Nothing is installed by command here, so what is managed is nothing.
                let hides = *managed_only || self.is_personal();
                let shown = if hides { &[][..] } else { &self.device.hardware.applications };
                let mut body = response::installed_application_list_body(shown);
                let list = body.get_mut("InstalledApplicationList").and_then(|list| list.as_array_mut());
                for application in list.into_iter().flatten().filter_map(|item| item.as_dictionary_mut()) {
                    application.retain(|key, _| items.is_empty() || items.contains(key));
                }
                body
            }
            Command::InstallProfile { .. } | Command::RemoveProfile { .. } => return None,
        };
        Some(report)
    }

    /// Says whether the device is enrolled as its owner's, which keeps to itself what is the owner's.
    fn is_personal(&self) -> bool {
        let account = self.installed.profile.mdm.account.as_ref();
        account.is_some_and(|account| account.mode == EnrollmentMode::Byod)
    }

    fn device_information(&self) -> DeviceInformation {
        let (model, hardware) = (self.device.model, &self.device.hardware);
        let some = |text: &str| Some(text.to_owned());
        let known = |is_known: bool, text: String| is_known.then_some(text);
        let order_number = format!("{}ZD", model.order_number);
        let mut answer = DeviceInformation {
            udid: some(&hardware.udid),
            awaiting_configuration: Some(false),
            device_name: some(&hardware.device_name),
            os_version: some(model.os_version),
            build_version: some(model.build_version),
            supplemental_build_version: known(model.os() >= (16, 1), model.build_version.to_owned()),
            model_name: some(if model.is_ipad() { "iPad" } else { "iPhone" }),
            model_number: known(model.os() >= (16, 4), format!("{order_number}/A")),
            model: Some(order_number),
            product_name: some(model.product_name),
            serial_number: some(&hardware.serial_number),
            device_capacity: Some(hardware.capacity),
            available_device_capacity: Some(hardware.available_capacity),
            battery_level: Some(hardware.battery_level),
            cellular_technology: Some(if model.has_modem { 1 } else { 0 }),
            is_supervised: Some(false),
            is_multi_user: Some(false),
            is_device_locator_service_enabled: Some(true),
            is_activation_lock_enabled: Some(true),
            is_do_not_disturb_in_effect: Some(false),
            eas_device_identifier: some(&hardware.eas_device_identifier),
            is_cloud_backup_enabled: Some(true),
            is_mdm_lost_mode_enabled: Some(false),
            time_zone: known(model.os() >= (14, 0), "Europe/London".to_owned()),
            wifi_mac: some(&hardware.wifi_mac),
            bluetooth_mac: some(&hardware.bluetooth_mac),
            is_network_tethered: Some(false),
            ..DeviceInformation::default()
        };
        self.add_modem(&mut answer);
        answer
    }

    fn add_modem(&self, answer: &mut DeviceInformation) {
        let Some(modem) = &self.device.hardware.modem else { return };
        let os = self.device.model.os();
        answer.modem_firmware_version = Some("1.60.02".to_owned());
        answer.data_roaming_enabled = Some(false);
        answer.personal_hotspot_enabled = Some(false);
        let carrier = || Some(modem.carrier.to_owned());
        if os >= (12, 0) {
            answer.service_subscriptions = Some(vec![ServiceSubscription {
                slot: Some("CTSubscriptionSlotOne".to_owned()),
                label: Some("Primary".to_owned()),
                imei: Some(modem.imei.clone()),
                meid: Some(modem.meid.clone()),
                iccid: Some(modem.iccid.clone()),
                eid: (os >= (14, 0)).then(|| modem.eid.clone()),
                phone_number: Some(modem.phone_number.clone()),
                current_carrier_network: carrier(),
                subscriber_carrier_network: carrier(),
                current_mcc: Some(modem.mcc.to_owned()),
                current_mnc: Some(modem.mnc.to_owned()),
                carrier_settings_version: Some("60.0".to_owned()),
                is_data_preferred: Some(true),
                is_voice_preferred: Some(true),
                is_roaming: Some(false),
                ..ServiceSubscription::default()
            }]);
        }
        if os < (26, 0) {
            answer.imei = Some(modem.imei.clone());
            answer.meid = Some(modem.meid.clone());
            answer.iccid = Some(modem.iccid.clone());
            answer.phone_number = Some(modem.phone_number.clone());
            answer.current_carrier_network = carrier();
            answer.subscriber_carrier_network = carrier();
            answer.carrier_settings_version = Some("60.0".to_owned());
            answer.voice_roaming_enabled = Some(false);
            answer.is_roaming = Some(false);
            answer.subscriber_mcc = Some(modem.mcc.to_owned());
            answer.subscriber_mnc = Some(modem.mnc.to_owned());
            answer.current_mcc = Some(modem.mcc.to_owned());
            answer.current_mnc = Some(modem.mnc.to_owned());
        }
    }

    fn security_info(&self) -> SecurityInfo {
        let (os, has_passcode) = (self.device.model.os(), self.device.hardware.has_passcode);
        SecurityInfo {
            hardware_encryption_caps: Some(3),
            passcode_present: Some(has_passcode),
            passcode_compliant: Some(true),
            passcode_compliant_with_profiles: Some(true),
            passcode_lock_grace_period: Some(if has_passcode { 0 } else { i64::from(i32::MAX) }),
            passcode_lock_grace_period_enforced: Some(i64::from(i32::MAX)),
            auto_lock_time: (os >= (17, 0)).then_some(120),
            management_status: (os >= (13, 0))
                .then_some(ManagementStatus { is_user_enrollment: Some(self.is_personal()) }),
        }
    }

    fn profile(&self) -> ListedProfile {
        let profile = &self.installed.profile;
        ListedProfile {
            payload_identifier: Some(profile.identifier.clone()),
            payload_uuid: Some(profile.uuid.clone()),
            payload_version: Some(1),
            payload_display_name: profile.display_name.clone(),
            payload_organization: profile.organization.clone(),
            payload_removal_disallowed: Some(false),
            has_removal_passcode: Some(false),
            is_encrypted: Some(false),
            is_managed: Some(false),
            source: (self.device.model.os() >= (18, 0)).then(|| "MDM".to_owned()),
            ..ListedProfile::default()
        }
    }

    fn certificates(&self) -> Vec<InstalledCertificate> {
        let roots = self.installed.profile.certificates.iter().map(|der| listed(der, false));
        let identity = self.device.identity().map(|identity| listed(identity.certificate(), true));
        roots.chain(identity).collect()
    }
}

fn listed(der: &[u8], is_identity: bool) -> InstalledCertificate {
    let common_name = CertificateView::read(der).ok().and_then(|view| view.common_name()).unwrap_or_default();
    InstalledCertificate { common_name, is_identity, der: der.to_vec() }
}

/// Says whether a device that was not unlocked since its start puts the command off.
fn needs_unlocking(command: &Command) -> bool {
    matches!(
        command,
        Command::SecurityInfo
            | Command::CertificateList
            | Command::InstallProfile { .. }
            | Command::RemoveProfile { .. }
    )
}

#[cfg(test)]
mod tests;
