//! Writes the saved corpus: one real message of every kind, made the way the simulator makes it.
//!
//! `cargo run --manifest-path fuzz/Cargo.toml --bin corpus`; keys are new each time, so it is run only for a new kind.

use std::fs;
use std::io;
use std::path::Path;

use apple_mdm::DeviceId;
use apple_mdm::checkin::{Authenticate, CheckOut, Message, TokenUpdate};
use apple_mdm::command::Command;
use apple_mdm::connect::{Report, Status};
use apple_mdm::device_attributes::DeviceAttributes;
use apple_mdm::machine_info::MachineInfo;
use apple_mdm::profile::{AccessRights, EnrollmentProfile, Mdm, Scep};
use fuzz::{AUTHORITY, DEVICE, NOW, SIGNED_BODY, request};
use scep::client::{SignatureForm, certified, device_signed, mdm_signature};
use scep::csr::{Challenge, NewCsr};
use scep::{ContentCipher, Encoding, Identity};
use uuid::Uuid;

const UDID: &str = "00008110-000A1C2D3E4F801E";
const TOPIC: &str = "com.apple.mgmt.External.5c6f1a0e";

fn main() -> io::Result<()> {
    let subject = scep::name(&[("O", "Example"), ("CN", "enrollment")]).expect("two known attributes");
    let plain = NewCsr {
        version: 0,
        subject: &subject,
        challenge: Some(Challenge::Printable("secret")),
        dns_name: None,
    };
    let odd = NewCsr {
        version: 2,
        challenge: Some(Challenge::Utf8("gehëim")),
        dns_name: Some("a.example"),
        ..plain
    };
    let (plain, odd) = (plain.write(DEVICE.key()), odd.write(DEVICE.key()));
    save("csr", "plain", &plain)?;
    save("csr", "version_2_with_name", &odd)?;
    save("csr", "certificate", DEVICE.certificate())?;

    for (name, cipher, encoding) in [
        ("aes_ber", ContentCipher::Aes128, Encoding::Ber),
        ("triple_des_ber", ContentCipher::Des3, Encoding::Ber),
        ("aes_der", ContentCipher::Aes256, Encoding::Der),
    ] {
        let message = request(&plain, cipher, encoding).write().expect("RSA 2048 receives");
        save("scep_message", name, &[b"m", &message[..]].concat())?;
    }
    save("scep_message", "inside_plain", &[b"c", &plain[..]].concat())?;
    save("scep_message", "inside_odd", &[b"c", &odd[..]].concat())?;
    save("scep_message", "damaged", b"d\x01\x10\x00\x00\x04\xff")?;

    for (name, form) in
        [("bare", SignatureForm::Bare), ("attributes", SignatureForm::WithAttributes { now: NOW })]
    {
        for (encoding_name, encoding) in [("der", Encoding::Der), ("ber", Encoding::Ber)] {
            let signature = mdm_signature(SIGNED_BODY, &DEVICE.identity(), form, encoding);
            save("mdm_signature", &format!("{name}_{encoding_name}"), &signature)?;
        }
    }
    device_messages()?;
    plists()
}

fn device_messages() -> io::Result<()> {
    let info = MachineInfo {
        udid: Some(UDID.to_owned()),
        serial_number: Some("F2LX00000001".to_owned()),
        product: "iPhone17,2".to_owned(),
        build_version: "22C161".to_owned(),
        os_version: Some("18.2.1".to_owned()),
        language: Some("en".to_owned()),
        ..MachineInfo::default()
    };
    let attributes = DeviceAttributes {
        udid: UDID.to_owned(),
        serial_number: Some("F2LX00000001".to_owned()),
        product: Some("iPhone17,2".to_owned()),
        build_version: Some("22C161".to_owned()),
        imei: None,
        meid: None,
        challenge: Some("secret".to_owned()),
    };
    let certificate = certified(DEVICE.key(), "device", &AUTHORITY.identity(), 7, NOW - 7200, NOW - 3600);
    let built_in = Identity::new(&certificate, DEVICE.key()).expect("it was made for the key");
    let form = SignatureForm::WithAttributes { now: NOW };
    for (name, content) in [("machine_info", info.to_plist()), ("attributes", attributes.to_plist())] {
        save("device_message", name, &content)?;
        let chain: [&[u8]; 1] = [AUTHORITY.certificate()];
        let message = device_signed(&content, &built_in, &chain, form, Encoding::Ber);
        save("device_message", &format!("{name}_signed"), &message)?;
    }
    Ok(())
}

fn plists() -> io::Result<()> {
    let id = || DeviceId::from_udid(UDID);
    let topic = || TOPIC.to_owned();
    let authenticate = Authenticate {
        id: id(),
        topic: topic(),
        os_version: Some("18.2.1".to_owned()),
        build_version: Some("22C161".to_owned()),
        product_name: Some("iPhone17,2".to_owned()),
        serial_number: Some("F2LX00000001".to_owned()),
        imei: None,
        meid: None,
        device_name: None,
        model: None,
        model_name: None,
    };
    let token_update = TokenUpdate {
        id: id(),
        topic: topic(),
        token: vec![7; 32],
        push_magic: "9C5F6E1A-0000-4000-8000-000000000001".to_owned(),
        unlock_token: Some(vec![9; 64]),
        awaiting_configuration: Some(false),
        not_on_console: None,
    };
    save("plist", "authenticate", &Message::Authenticate(authenticate).to_plist())?;
    save("plist", "token_update", &Message::TokenUpdate(token_update).to_plist())?;
    save("plist", "check_out", &Message::CheckOut(CheckOut { id: id(), topic: topic() }).to_plist())?;
    let idle = Report {
        id: id(),
        status: Status::Idle,
        command_uuid: None,
        request_type: None,
        error_chain: Vec::new(),
        body: Default::default(),
    };
    save("plist", "idle", &idle.to_plist())?;
    let queries = vec!["UDID".to_owned(), "DeviceName".to_owned(), "OSVersion".to_owned()];
    let command = Command::DeviceInformation { queries };
    save("plist", "command", &command.to_plist("9C5F6E1A-0000-4000-8000-000000000002"))?;
    save("plist", "profile", &profile().to_plist())
}

fn profile() -> EnrollmentProfile {
    let uuid = |number| Uuid::from_u128(number);
    EnrollmentProfile {
        identifier: "example.enrollment".to_owned(),
        uuid: uuid(1),
        display_name: "Example".to_owned(),
        organization: "Example".to_owned(),
        description: None,
        consent_text: None,
        certificates: Vec::new(),
        scep: Scep {
            uuid: uuid(2),
            url: "https://mdm.example/scep".to_owned(),
            name: "Example".to_owned(),
            organization: "Example".to_owned(),
            common_name: "enrollment".to_owned(),
            challenge: "secret".to_owned(),
        },
        mdm: Mdm {
            uuid: uuid(3),
            topic: TOPIC.to_owned(),
            server_url: "https://mdm.example/mdm/connect".to_owned(),
            checkin_url: "https://mdm.example/mdm/checkin".to_owned(),
            access_rights: AccessRights::ALL,
            account: None,
            sign_message: true,
            check_out_when_removed: true,
            server_capabilities: Vec::new(),
        },
    }
}

fn save(target: &str, name: &str, octets: &[u8]) -> io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    fs::create_dir_all(&folder)?;
    fs::write(folder.join(name), octets)
}
