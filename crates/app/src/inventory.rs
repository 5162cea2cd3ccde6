//! Inventory: which commands ask for it, and what their answers mean to the device's record.

use std::net::IpAddr;

use apple_mdm::inventory::{Scope, initial_inventory};
use apple_mdm::response;
use domain::audit::{Actor, Audit, Event};
use domain::command::{Command, CommandState};
use domain::device::Device;
use domain::id::{CommandId, EnrollmentId, JobId};
use domain::inventory::{
    Information, InstalledApplication, InstalledCertificate, InstalledProfile, Inventory, Reported, Security,
};
use domain::job::Job;
use domain::time::Timestamp;
use store::Tx;

use crate::token::{hex, sha256};
use crate::{App, Error, Refusal};

impl App {
    /// Queues the commands that ask a device for its inventory, those not open already, and a push.
    pub(crate) async fn queue_inventory(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        source: Option<IpAddr>,
        device: &Device,
        enrollment_id: EnrollmentId,
    ) -> Result<(), Error> {
        let now = self.now();
        let open = tx.list_open_commands(enrollment_id).await?;
        let scope = if device.is_personal() { Scope::User } else { Scope::Device };
        for wanted in initial_inventory(device.os_version.as_deref(), scope) {
            let request_type = wanted.request_type();
            // What a personal device does not grant is not even queued.
            if !wanted.is_taken_by(scope) {
                return Err(Refusal::NotForPersonal(request_type).into());
            }
            if open.iter().any(|command| command.request_type == request_type) {
                continue;
            }
            let id = CommandId(self.new_id());
            let command = Command {
                id,
                enrollment_id,
                request_type: request_type.to_owned(),
                payload: wanted.to_plist(&id.wire()),
                state: CommandState::Queued,
                queued_at: now,
                sent_at: None,
                answered_at: None,
                not_now_count: 0,
                error: None,
            };
            tx.insert_command(&command).await?;
            let event = Event::CommandQueued { request_type: command.request_type };
            tx.insert_audit(&Audit {
                enrollment_id: Some(enrollment_id),
                device_id: Some(device.id),
                ..self.audit(actor, source, event)
            })
            .await?;
        }
        tx.enqueue(JobId(self.new_id()), &Job::Push { enrollment_id }, now).await?;
        Ok(())
    }

    /// Stores what a device answered to a command of a known type; an answer without the expected content is left aside.
    pub(crate) async fn take_inventory(
        &self,
        tx: &mut Tx,
        device: &mut Device,
        request_type: &str,
        body: &plist::Dictionary,
    ) -> Result<(), Error> {
        let inventory = match request_type {
            "DeviceInformation" => {
                response::device_information(body).map(information).map(Inventory::Information)
            }
            "SecurityInfo" => {
                response::security_info(body).map(|answer| Inventory::Security(security(&answer)))
            }
            "ProfileList" => response::profile_list(body)
                .map(|list| Inventory::Profiles(list.into_iter().map(profile).collect())),
            "CertificateList" => response::certificate_list(body)
                .map(|list| Inventory::Certificates(list.into_iter().map(certificate).collect())),
            "InstalledApplicationList" => response::installed_application_list(body)
                .map(|list| Inventory::Applications(list.into_iter().map(application).collect())),
            _ => None,
        };
        let Some(inventory) = inventory else {
            tracing::warn!(device.id = %device.id, command.request_type = request_type, "an answer lacks its content");
            return Ok(());
        };
        let inventory = if device.is_personal() { without_hardware(inventory) } else { inventory };
        if let Inventory::Information(information) = &inventory {
            take_information(device, information);
            tx.save_device(device).await?;
        }
        tx.save_inventory(device.id, &Reported { reported_at: self.now(), inventory }).await?;
        Ok(())
    }
}

/// Takes over what lists show and search. What the device left out keeps its old value.
fn take_information(device: &mut Device, told: &Information) {
    let take = |kept: &mut Option<String>, told: &Option<String>| {
        if told.is_some() {
            kept.clone_from(told);
        }
    };
    take(&mut device.name, &told.device_name);
    take(&mut device.model_name, &told.model_name);
    take(&mut device.product_name, &told.product_name);
    take(&mut device.serial_number, &told.serial_number);
    take(&mut device.os_version, &told.os_version);
    take(&mut device.build_version, &told.build_version);
    take(&mut device.imei, &told.imei);
    device.is_supervised = told.is_supervised.or(device.is_supervised);
}

/// Drops what tells a personal device from others, should it have been told: it is not the organization's to know.
fn without_hardware(inventory: Inventory) -> Inventory {
    match inventory {
        Inventory::Information(information) => Inventory::Information(Information {
            serial_number: None,
            imei: None,
            phone_number: None,
            wifi_mac: None,
            bluetooth_mac: None,
            carrier: None,
            ..information
        }),
        other => other,
    }
}

fn information(answer: response::DeviceInformation) -> Information {
    let subscription =
        answer.service_subscriptions.unwrap_or_default().into_iter().next().unwrap_or_default();
    Information {
        device_name: answer.device_name,
        model_name: answer.model_name,
        model: answer.model,
        product_name: answer.product_name,
        serial_number: answer.serial_number,
        os_version: answer.os_version,
        build_version: answer.build_version,
        capacity_gb: answer.device_capacity,
        available_capacity_gb: answer.available_device_capacity,
        battery_level: answer.battery_level,
        is_supervised: answer.is_supervised,
        is_device_locator_service_enabled: answer.is_device_locator_service_enabled,
        is_activation_lock_enabled: answer.is_activation_lock_enabled,
        is_cloud_backup_enabled: answer.is_cloud_backup_enabled,
        wifi_mac: answer.wifi_mac,
        bluetooth_mac: answer.bluetooth_mac,
        imei: answer.imei.or(subscription.imei),
        phone_number: answer.phone_number.or(subscription.phone_number),
        carrier: answer.current_carrier_network.or(subscription.current_carrier_network),
        time_zone: answer.time_zone,
    }
}

fn security(answer: &response::SecurityInfo) -> Security {
    Security {
        hardware_encryption_caps: answer.hardware_encryption_caps,
        is_passcode_present: answer.passcode_present,
        is_passcode_compliant: answer.passcode_compliant,
        is_passcode_compliant_with_profiles: answer.passcode_compliant_with_profiles,
        passcode_lock_grace_period: answer.passcode_lock_grace_period,
    }
}

fn profile(item: response::InstalledProfile) -> InstalledProfile {
    InstalledProfile {
        identifier: item.payload_identifier.unwrap_or_default(),
        uuid: item.payload_uuid.unwrap_or_default(),
        display_name: item.payload_display_name,
        organization: item.payload_organization,
        is_managed: item.is_managed,
    }
}

fn certificate(item: response::InstalledCertificate) -> InstalledCertificate {
    let view = ::scep::CertificateView::read(&item.der).ok();
    InstalledCertificate {
        common_name: item.common_name,
        is_identity: item.is_identity,
        fingerprint: hex(&sha256(&item.der)),
        not_after: view.and_then(|view| view.not_after).map(Timestamp::from_seconds),
    }
}

fn application(item: response::InstalledApplication) -> InstalledApplication {
    InstalledApplication {
        identifier: item.identifier.unwrap_or_default(),
        name: item.name,
        short_version: item.short_version,
        version: item.version,
        bundle_bytes: item.bundle_size,
    }
}
