//! Answers, read back as a server reads them.

use apple_mdm::inventory::{Scope, device_information_queries, initial_inventory};

use super::*;
use crate::{
    Model, Network,
    installation::tests::{ROOT, profile},
};

fn device(model: &'static Model) -> Device {
    let network = Network::new(Some(ROOT.pem.as_bytes())).unwrap();
    let mut device = Device::with_model(model, 1, 0, &network).unwrap();
    device.install(&ROOT.sign(&profile(&[&ROOT.root]).to_plist())).unwrap();
    device
}

fn ask(device: &Device, command: &Command) -> Report {
    let inventory = Inventory { device, installed: device.installed().unwrap() };
    let report = inventory.report("9F09D114-BCFD-42AD-A974-371AA7D6256E", command).unwrap();
    Report::parse(&report.to_plist()).unwrap()
}

fn information(model: &'static Model) -> DeviceInformation {
    let queries = device_information_queries(Some(model.os_version), Scope::Device);
    let queries = queries.into_iter().map(str::to_owned).collect();
    let report = ask(&device(model), &Command::DeviceInformation { queries });
    response::device_information(&report.body).unwrap()
}

fn with_system(major: u32) -> &'static Model {
    Model::all().iter().find(|model| model.os().0 == major && model.has_modem).unwrap()
}

#[test]
fn every_model_answers_the_first_inventory() {
    for model in Model::all() {
        let device = device(model);
        for command in initial_inventory(Some(model.os_version), Scope::Device) {
            let report = ask(&device, &command);
            assert_eq!(report.status, Status::Acknowledged, "{}", model.name);
            assert_eq!(report.request_type.as_deref(), Some(command.request_type()));
        }
        let answer = information(model);
        assert_eq!(answer.product_name.as_deref(), Some(model.product_name));
        assert_eq!(answer.serial_number, Some(device.hardware.serial_number));
        assert!(answer.available_device_capacity < answer.device_capacity);
    }
}

#[test]
fn only_what_was_asked_is_answered() {
    let queries = vec!["OSVersion".to_owned(), "Nonsense".to_owned()];
    let report = ask(&device(Model::of(0)), &Command::DeviceInformation { queries });
    let answer = response::device_information(&report.body).unwrap();
    assert_eq!(
        answer,
        DeviceInformation { os_version: Some("18.6.2".to_owned()), ..DeviceInformation::default() }
    );
}

#[test]
fn the_sim_is_reported_where_the_system_keeps_it() {
    let old = information(with_system(10));
    assert!(old.imei.is_some() && old.service_subscriptions.is_none());
    let new = information(with_system(26));
    let subscriptions = new.service_subscriptions.unwrap();
    assert!(new.imei.is_none() && subscriptions[0].imei.is_some());
    let tablet = information(Model::all().iter().find(|model| model.is_ipad()).unwrap());
    assert!(tablet.service_subscriptions.is_none() && tablet.cellular_technology == Some(0));
}

#[test]
fn lists_hold_what_is_installed() {
    let device = device(Model::of(0));
    let profiles = response::profile_list(&ask(&device, &Command::ProfileList).body).unwrap();
    assert_eq!(profiles[0].payload_identifier.as_deref(), Some("org.example.enroll"));
    let certificates = response::certificate_list(&ask(&device, &Command::CertificateList).body).unwrap();
    assert_eq!(certificates[0].common_name, "Example Root");
    assert_eq!(certificates[0].der, ROOT.root);
    let items = vec!["Identifier".to_owned()];
    let applications = ask(&device, &Command::InstalledApplicationList { items, managed_only: false });
    let applications = response::installed_application_list(&applications.body).unwrap();
    assert_eq!(applications.len(), device.hardware.applications.len());
    assert!(applications.iter().all(|each| each.identifier.is_some() && each.name.is_none()));
}

#[test]
fn a_locked_device_puts_off_what_needs_its_passcode() {
    let mut device = device(Model::of(0));
    device.is_locked = true;
    assert_eq!(ask(&device, &Command::CertificateList).status, Status::NotNow);
    assert_eq!(ask(&device, &Command::ProfileList).status, Status::Acknowledged);
}
