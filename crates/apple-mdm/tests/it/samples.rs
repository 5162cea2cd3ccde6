//! One filled example of everything, with fixed ids.

use apple_mdm::{
    DeviceId, UserChannel,
    checkin::{
        Authenticate, CheckOut, DeclarativeManagement, GetBootstrapToken, GetToken, Message, ReturnToService,
        SetBootstrapToken, TokenParameters, TokenUpdate, UserAuthenticate,
    },
    command::Command,
    inventory::{Scope, initial_inventory},
    machine_info::MachineInfo,
    profile::{AccessRights, CertificatePayload, EnrollmentProfile, Mdm, Scep},
    response::{
        DeviceInformation, InstalledApplication, InstalledCertificate, InstalledProfile, ManagementStatus,
        SecurityInfo, ServiceSubscription,
    },
};
use uuid::Uuid;

pub(crate) const TOPIC: &str = "com.apple.mgmt.External.6f1c0d0e-1f7a-4a0b-9d43-1d1f9e0f6a11";
pub(crate) const UDID: &str = "00008120-000A1B2C3D4E5F60";
pub(crate) const COMMAND_UUID: &str = "9F09D114-BCFD-42AD-A974-371AA7D6256E";

pub(crate) fn device() -> DeviceId {
    DeviceId::from_udid(UDID)
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub(crate) fn authenticate() -> Authenticate {
    Authenticate {
        id: device(),
        topic: TOPIC.to_owned(),
        os_version: some("18.2.1"),
        build_version: some("22C161"),
        product_name: some("iPhone17,2"),
        serial_number: some("F2LXK0AAAA"),
        imei: some("35 000000 000000 0"),
        meid: some("35000000000000"),
        device_name: None,
        model: None,
        model_name: None,
    }
}

pub(crate) fn token_update() -> TokenUpdate {
    TokenUpdate {
        id: device(),
        topic: TOPIC.to_owned(),
        token: (0..32).collect(),
        push_magic: "5F0E4B9E-3D5C-4E0B-8F7E-0C9F4C1A2B3D".to_owned(),
        unlock_token: Some(b"unlock".repeat(40)),
        awaiting_configuration: Some(false),
        not_on_console: None,
    }
}

/// Every message an iPhone or iPad sends, by the file of its schema.
pub(crate) fn messages() -> Vec<(&'static str, Message)> {
    let id = device();
    vec![
        ("mdm/checkin/authenticate.yaml", Message::Authenticate(authenticate())),
        ("mdm/checkin/tokenupdate.yaml", Message::TokenUpdate(token_update())),
        (
            "mdm/checkin/checkout.yaml",
            Message::CheckOut(CheckOut { id: id.clone(), topic: TOPIC.to_owned() }),
        ),
        (
            "mdm/checkin/declarativemanagement.yaml",
            Message::DeclarativeManagement(DeclarativeManagement {
                id: id.clone(),
                endpoint: "status".to_owned(),
                data: Some(br#"{"StatusItems":{}}"#.to_vec()),
            }),
        ),
        (
            "mdm/checkin/gettoken.yaml",
            Message::GetToken(GetToken {
                id: id.clone(),
                token_service_type: "com.apple.watch.pairing".to_owned(),
                token_parameters: Some(TokenParameters {
                    phone_udid: some(UDID),
                    watch_udid: some("00008310-0123456789ABCDEF"),
                    security_token: some("token"),
                }),
            }),
        ),
        (
            "mdm/checkin/setbootstraptoken.yaml",
            Message::SetBootstrapToken(SetBootstrapToken {
                id: id.clone(),
                bootstrap_token: Some(b"bootstrap".to_vec()),
                awaiting_configuration: None,
            }),
        ),
        (
            "mdm/checkin/getbootstraptoken.yaml",
            Message::GetBootstrapToken(GetBootstrapToken {
                id: id.clone(),
                awaiting_configuration: Some(true),
            }),
        ),
        ("newer/mdm/checkin/returntoservice.yaml", Message::ReturnToService(ReturnToService { id })),
    ]
}

/// What only a Mac sends.
pub(crate) fn user_authenticate() -> Message {
    let user = UserChannel {
        user_id: some("0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0"),
        short_name: some("ada@example.org"),
        ..UserChannel::default()
    };
    Message::UserAuthenticate(UserAuthenticate {
        id: DeviceId { user: Some(user), ..device() },
        digest_response: None,
    })
}

/// Every command, by the file of its schema.
pub(crate) fn commands() -> Vec<(&'static str, Command)> {
    let mut commands: Vec<_> = [
        "mdm/commands/information.device.yaml",
        "mdm/commands/information.security.yaml",
        "mdm/commands/profile.list.yaml",
        "mdm/commands/certificate.list.yaml",
        "mdm/commands/application.installed.list.yaml",
    ]
    .into_iter()
    .zip(initial_inventory(Some("18.2.1"), Scope::Device))
    .collect();
    commands.push((
        "mdm/commands/profile.install.yaml",
        Command::InstallProfile { payload: b"<plist/>".to_vec() },
    ));
    commands.push((
        "mdm/commands/profile.remove.yaml",
        Command::RemoveProfile { identifier: "org.example.wifi".to_owned() },
    ));
    commands
}

pub(crate) fn machine_info() -> MachineInfo {
    MachineInfo {
        udid: some("00008140-000A1B2C3D4E5F60"),
        serial_number: some("F2LX00000001"),
        product: "iPhone17,2".to_owned(),
        build_version: "22C161".to_owned(),
        os_version: some("18.2.1"),
        supplemental_build_version: some("22C161"),
        supplemental_os_version_extra: some("(a)"),
        imei: some("35 209900 176148 1"),
        meid: some("35209900176148"),
        language: some("en"),
        can_request_software_update: Some(true),
        software_update_device_id: some("iPhone17,2"),
    }
}

pub(crate) fn profile() -> EnrollmentProfile {
    EnrollmentProfile {
        identifier: "org.example.mdm.enroll".to_owned(),
        uuid: Uuid::from_u128(1),
        display_name: "Example & Sons <device management>".to_owned(),
        organization: "Example\u{7}\u{1F333} Org".to_owned(),
        description: some("Lets Example Org manage this device."),
        consent_text: some("I agree."),
        certificates: vec![
            CertificatePayload {
                uuid: Uuid::from_u128(2),
                display_name: "Example Root".to_owned(),
                der: b"0\x03root".to_vec(),
                is_root: true,
            },
            CertificatePayload {
                uuid: Uuid::from_u128(3),
                display_name: "Example Intermediate".to_owned(),
                der: b"0\x03middle".to_vec(),
                is_root: false,
            },
        ],
        scep: Scep {
            uuid: Uuid::from_u128(0xB),
            url: "https://mdm.example.org/scep".to_owned(),
            name: "device-ca".to_owned(),
            organization: "Example Org".to_owned(),
            common_name: "0193c0de-0000-7000-8000-000000000001".to_owned(),
            challenge: "one-time & secret".to_owned(),
        },
        mdm: Mdm {
            uuid: Uuid::from_u128(0xC),
            topic: TOPIC.to_owned(),
            server_url: "https://mdm.example.org:8443/mdm/connect".to_owned(),
            checkin_url: "https://mdm.example.org:8443/mdm/checkin".to_owned(),
            access_rights: AccessRights::ALL,
            account: None,
            sign_message: true,
            check_out_when_removed: true,
            server_capabilities: vec!["com.apple.mdm.token".to_owned()],
        },
    }
}

pub(crate) fn device_information() -> DeviceInformation {
    DeviceInformation {
        udid: some(UDID),
        device_name: some("Ada's iPhone"),
        os_version: some("18.2.1"),
        build_version: some("22C161"),
        model_name: some("iPhone"),
        product_name: some("iPhone17,2"),
        serial_number: some("F2LXK0AAAA"),
        device_capacity: Some(256.0),
        available_device_capacity: Some(101.25),
        battery_level: Some(0.87),
        cellular_technology: Some(3),
        is_supervised: Some(false),
        time_zone: some("Europe/Berlin"),
        wifi_mac: some("00:11:22:33:44:55"),
        service_subscriptions: Some(vec![ServiceSubscription {
            slot: some("CTSubscriptionSlotOne"),
            label: some("Primary"),
            imei: some("35 000000 000000 0"),
            is_data_preferred: Some(true),
            ..ServiceSubscription::default()
        }]),
        ..DeviceInformation::default()
    }
}

pub(crate) fn security_info() -> SecurityInfo {
    SecurityInfo {
        hardware_encryption_caps: Some(3),
        passcode_present: Some(true),
        passcode_compliant: Some(true),
        passcode_compliant_with_profiles: Some(true),
        passcode_lock_grace_period: Some(0),
        passcode_lock_grace_period_enforced: Some(0),
        auto_lock_time: Some(60),
        management_status: Some(ManagementStatus { is_user_enrollment: Some(false) }),
    }
}

pub(crate) fn installed_profile() -> InstalledProfile {
    InstalledProfile {
        payload_identifier: some("org.example.mdm.enroll"),
        payload_uuid: some("00000000-0000-0000-0000-000000000001"),
        payload_version: Some(1),
        payload_display_name: some("Example Org"),
        is_managed: Some(true),
        ..InstalledProfile::default()
    }
}

pub(crate) fn installed_certificate() -> InstalledCertificate {
    InstalledCertificate {
        common_name: "Example Root".to_owned(),
        is_identity: false,
        der: b"0\x03root".to_vec(),
    }
}

pub(crate) fn installed_application() -> InstalledApplication {
    InstalledApplication {
        identifier: some("org.example.reader"),
        name: some("Reader"),
        version: some("4711"),
        short_version: some("2.1"),
        bundle_size: Some(5_368_709_120),
        ..InstalledApplication::default()
    }
}
