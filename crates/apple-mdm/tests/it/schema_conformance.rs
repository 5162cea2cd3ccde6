//! Everything written here, held against Apple's schema.

use apple_mdm::{
    DeviceId, EnrollmentMode,
    checkin::Message,
    inventory::{Scope, device_information_queries},
    machine_info::MachineInfo,
    plist_guard::{Limits, read_dictionary},
    profile::AccountDriven,
    response,
};
use plist::{Dictionary, Value};
use serde_yaml_ng::Value as Yaml;

use crate::{
    samples,
    schema::{self, Schema, is_for_ios, name, problems, sequence, user_enrollment},
};

fn read(octets: &[u8]) -> Dictionary {
    read_dictionary(octets, Limits::CONNECT).expect("own output passes the guard")
}

/// Keys that devices send though the schema of the message does not list them.
fn with_ids(mut keys: Vec<Yaml>) -> Vec<Yaml> {
    if !keys.iter().any(|key| name(key) == "UDID") {
        keys.push(serde_yaml_ng::from_str("{key: UDID, type: <string>}").expect("YAML"));
    }
    keys
}

#[test]
fn every_checkin_message_fits_the_schema() {
    for (file, message) in samples::messages() {
        let Some(schema) = Schema::load(file) else { return };
        assert_eq!(schema.request_type(), Some(message.message_type()));
        let mut keys = with_ids(schema.payload_keys());
        keys.retain(|key| name(key) != "ReturnToService"); // stands among the keys, is the answer
        let found = problems(Scope::Device, &keys, &read(&message.to_plist()));
        assert!(found.is_empty(), "{file}: {found:#?}");
    }
}

#[test]
fn messages_of_a_user_enrollment_fit_the_schema() {
    let Some(schema) = Schema::load("mdm/checkin/tokenupdate.yaml") else { return };
    let mut message = samples::token_update();
    message.id = DeviceId::from_enrollment_id("4F2A9C1E-7B3D-4A55-9E10-2C6D8F0A1B2C");
    message.unlock_token = None;
    let plist = Message::TokenUpdate(message.clone()).to_plist();
    let found = problems(Scope::User, &schema.payload_keys(), &read(&plist));
    assert!(found.is_empty(), "{found:#?}");

    message.unlock_token = Some(vec![1]);
    let plist = Message::TokenUpdate(message).to_plist();
    let found = problems(Scope::User, &schema.payload_keys(), &read(&plist));
    assert_eq!(found, ["/UnlockToken: forbidden in user enrollment"]);
}

#[test]
fn what_a_device_tells_before_it_enrolls_fits_the_schema() {
    let Some(schema) = Schema::load("other/machineinfo.yaml") else { return };
    let info = samples::machine_info();
    let found = problems(Scope::Device, &schema.payload_keys(), &read(&info.to_plist()));
    assert!(found.is_empty(), "{found:#?}");
    let personal = MachineInfo { udid: None, serial_number: None, imei: None, meid: None, ..info };
    let found = problems(Scope::User, &schema.payload_keys(), &read(&personal.to_plist()));
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_profile_of_a_user_enrollment_fits_the_schema() {
    let mut profile = samples::profile();
    let managed_apple_account = "ann@example.org".to_owned();
    profile.mdm.account = Some(AccountDriven { mode: EnrollmentMode::Byod, managed_apple_account });
    let Some(found) = profile_problems(&read(&profile.to_plist())) else { return };
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn commands_for_personal_devices_fit_the_schema_and_are_taken() {
    for (file, _) in samples::commands().iter().take(5) {
        let Some(schema) = Schema::load(file) else { return };
        let commands = apple_mdm::inventory::initial_inventory(Some("18.2.1"), Scope::User);
        let command =
            commands.into_iter().find(|command| Some(command.request_type()) == schema.request_type());
        let command = command.expect("the same five");
        assert!(command.is_taken_by(Scope::User));
        let plist = read(&command.to_plist(samples::COMMAND_UUID));
        let mut request = plist["Command"].as_dictionary().expect("a dictionary").clone();
        request.remove("RequestType");
        let found = problems(Scope::User, &schema.payload_keys(), &request);
        assert!(found.is_empty(), "{file}: {found:#?}");
    }
    for command in apple_mdm::inventory::initial_inventory(Some("18.2.1"), Scope::Device) {
        let is_for_all = !matches!(command.request_type(), "DeviceInformation" | "InstalledApplicationList");
        assert_eq!(command.is_taken_by(Scope::User), is_for_all, "{command:?}");
    }
}

#[test]
fn every_command_fits_the_schema() {
    for (file, command) in samples::commands() {
        let Some(schema) = Schema::load(file) else { return };
        assert_eq!(schema.request_type(), Some(command.request_type()));
        let plist = read(&command.to_plist(samples::COMMAND_UUID));
        let mut request = plist["Command"].as_dictionary().expect("a dictionary").clone();
        request.remove("RequestType");
        let found = problems(Scope::Device, &schema.payload_keys(), &request);
        assert!(found.is_empty(), "{file}: {found:#?}");
    }
}

#[test]
fn what_a_simulated_device_answers_fits_the_schema() {
    let bodies = [
        ("information.device", response::device_information_body(&samples::device_information())),
        ("information.security", response::security_info_body(&samples::security_info())),
        ("profile.list", response::profile_list_body(&[samples::installed_profile()])),
        ("certificate.list", response::certificate_list_body(&[samples::installed_certificate()])),
        (
            "application.installed.list",
            response::installed_application_list_body(&[samples::installed_application()]),
        ),
    ];
    for (file, body) in bodies {
        let Some(schema) = Schema::load(&format!("mdm/commands/{file}.yaml")) else { return };
        let found = problems(Scope::Device, &schema.response_keys(), &body);
        assert!(found.is_empty(), "{file}: {found:#?}");
    }
}

/// Reads an answer that holds every key of the schema, writes it again and returns the paths that got lost.
fn lost(file: &str, through: impl Fn(&Dictionary) -> Dictionary) -> Option<Vec<String>> {
    let full = full_dictionary(&Schema::load(&format!("mdm/commands/{file}.yaml"))?.response_keys());
    let mut paths = Vec::new();
    compare("", &Value::Dictionary(full.clone()), Some(&Value::Dictionary(through(&full))), &mut paths);
    Some(paths)
}

fn full_dictionary(keys: &[Yaml]) -> Dictionary {
    let for_ios = keys.iter().filter(|key| is_for_ios(key));
    for_ios.map(|key| (name(key).to_owned(), full_value(key))).collect()
}

fn full_value(key: &Yaml) -> Value {
    let subkeys = sequence(&key["subkeys"]);
    match key["type"].as_str().expect("a key has a type") {
        "<string>" => "text".into(),
        "<integer>" => 1.into(),
        "<real>" => 0.5.into(),
        "<boolean>" => true.into(),
        "<data>" => Value::Data(vec![1]),
        "<date>" => Value::Date(std::time::UNIX_EPOCH.into()),
        "<array>" => Value::Array(subkeys.iter().map(full_value).collect()),
        "<dictionary>" => Value::Dictionary(full_dictionary(&subkeys)),
        other => panic!("{other}"),
    }
}

fn compare(path: &str, full: &Value, kept: Option<&Value>, lost: &mut Vec<String>) {
    match (full, kept) {
        (Value::Dictionary(full), Some(Value::Dictionary(kept))) => {
            full.iter()
                .for_each(|(key, value)| compare(&format!("{path}/{key}"), value, kept.get(key), lost));
        }
        (Value::Array(full), Some(Value::Array(kept))) if !full.is_empty() => {
            compare(&format!("{path}[0]"), &full[0], kept.first(), lost);
        }
        (full, kept) if Some(full) == kept => {}
        _ => lost.push(path.trim_start_matches('/').to_owned()),
    }
}

#[test]
fn every_key_of_the_schema_is_read_save_for_these() {
    let check = |found: Option<Vec<String>>, wanted: &[&str]| {
        assert_eq!(found.unwrap_or_else(|| wanted.iter().map(ToString::to_string).collect()), wanted);
    };
    let device = lost("information.device", |body| {
        response::device_information_body(&response::device_information(body).expect("answers"))
    });
    if let Some(device) = device {
        insta::assert_snapshot!("keys_of_device_information_not_read", device.join("\n"));
    }
    let security = lost("information.security", |body| {
        response::security_info_body(&response::security_info(body).expect("answers"))
    });
    check(security, &[]);
    let profiles = lost("profile.list", |body| {
        response::profile_list_body(&response::profile_list(body).expect("answers"))
    });
    check(profiles, &["ProfileList[0]/SignerCertificates", "ProfileList[0]/PayloadContent"]);
    let certificates = lost("certificate.list", |body| {
        response::certificate_list_body(&response::certificate_list(body).expect("answers"))
    });
    check(certificates, &[]);
    let applications = lost("application.installed.list", |body| {
        response::installed_application_list_body(
            &response::installed_application_list(body).expect("answers"),
        )
    });
    let download = ["Failed", "Waiting", "Paused", "Cancelled"]
        .map(|state| format!("InstalledApplicationList[0]/Download{state}"));
    let mut wanted: Vec<_> = download.iter().map(String::as_str).collect();
    wanted.insert(0, "InstalledApplicationList[0]/DistributorIdentifier");
    check(applications, &wanted);
}

#[test]
fn queries_are_known_to_each_version_and_kind_of_enrollment() {
    let Some(schema) = Schema::load("mdm/commands/information.device.yaml") else { return };
    let queries = schema.payload_keys().into_iter().find(|key| name(key) == "Queries").expect("Queries");
    let known = sequence(&queries["subkeys"][0]["subkeys"]);
    for version in ["10.3.4", "11.4", "12.0", "13.7", "14.0", "16.0", "16.1", "16.4", "18.1", "26.0"] {
        for scope in [Scope::Device, Scope::User] {
            for query in device_information_queries(Some(version), scope) {
                let key = known.iter().find(|key| name(key) == query).unwrap_or_else(|| panic!("{query}"));
                assert!(is_for_ios(key), "{query}");
                assert!(introduced(key) <= numbers(version), "{query} on {version}");
                assert!(scope == Scope::Device || user_enrollment(key) != "forbidden", "{query}");
            }
        }
    }
}

#[test]
fn queries_apple_removed_are_not_asked_any_more() {
    let Some(folder) = schema::folder() else { return };
    let text = std::fs::read_to_string(folder.join("newer/deltas-26-27.yaml")).expect("deltas");
    let deltas: Yaml = serde_yaml_ng::from_str(&text).expect("YAML");
    let delta =
        sequence(&deltas).into_iter().find(|delta| delta["file"] == "mdm/commands/information.device.yaml");
    let removed = delta.expect("a delta of DeviceInformation")["queries_removed_in"].clone();
    for version in ["26.0", "27.0"] {
        let asked = device_information_queries(Some(version), Scope::Device);
        let removed = sequence(&removed[version]);
        assert!(!removed.is_empty());
        for query in removed {
            assert!(!asked.contains(&query.as_str().expect("a name")), "{query:?} on {version}");
        }
    }
}

fn introduced(key: &Yaml) -> Vec<u32> {
    numbers(key["supportedOS"]["iOS"]["introduced"].as_str().unwrap_or("4.0"))
}

fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().expect("a number")).collect()
}

#[test]
fn the_enrollment_profile_fits_the_schema() {
    let Some(found) = profile_problems(&read(&samples::profile().to_plist())) else { return };
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn the_walker_reports_a_broken_profile() {
    let mut profile = read(&samples::profile().to_plist());
    profile.insert("TargetDeviceType".to_owned(), 9.into());
    profile.insert("PayloadColour".to_owned(), "blue".into());
    let payloads = profile["PayloadContent"].as_array_mut().expect("payloads");
    let [root, _, scep, mdm] = &mut payloads[..] else { panic!("four payloads") };
    entry(root).insert("PayloadContent".to_owned(), "not data".into());
    let content = entry(scep)["PayloadContent"].as_dictionary_mut().expect("SCEP settings");
    content.insert("Keysize".to_owned(), 2047.into());
    content.insert("Subject".to_owned(), Value::Array(vec![Value::Array(vec!["CN".into(), "x".into()])]));
    let mdm = entry(mdm);
    mdm.insert("AccessRights".to_owned(), "8191".into());
    mdm.insert("ServerURL".to_owned(), "http://mdm.example.org".into());
    mdm.insert("IdentityCertificateUUID".to_owned(), "B".into());
    mdm.insert("ServerCapabilities".to_owned(), Value::Array(vec!["everything".into()]));
    mdm.remove("Topic");

    let Some(mut found) = profile_problems(&profile) else { return };
    found.sort_unstable();
    assert_eq!(
        found,
        [
            "/PayloadColour: unknown key",
            "/TargetDeviceType: Integer(9) is not in the list",
            "com.apple.mdm/AccessRights: is not <integer>",
            "com.apple.mdm/IdentityCertificateUUID: does not have the format",
            "com.apple.mdm/ServerCapabilities[0]: String(\"everything\") is not in the list",
            "com.apple.mdm/ServerURL: does not have the format",
            "com.apple.mdm/Topic: missing",
            "com.apple.security.root/PayloadContent: is not <data>",
            "com.apple.security.scep/PayloadContent/Keysize: Integer(2047) is not in the list",
            "com.apple.security.scep/PayloadContent/Subject[0][0]: is not <array>",
            "com.apple.security.scep/PayloadContent/Subject[0][1]: is not <array>",
        ]
    );
}

fn entry(value: &mut Value) -> &mut Dictionary {
    value.as_dictionary_mut().expect("a dictionary")
}

/// The problems of a whole profile: its top level, and every payload by the schema of its type.
fn profile_problems(profile: &Dictionary) -> Option<Vec<String>> {
    let top = Schema::load("mdm/profiles/TopLevel.yaml")?;
    let common = Schema::load("mdm/profiles/CommonPayloadKeys.yaml")?;
    let mut found = problems(Scope::Device, &top.payload_keys(), profile);
    for payload in profile["PayloadContent"].as_array().expect("payloads") {
        let payload = payload.as_dictionary().expect("a payload");
        let payload_type = payload["PayloadType"].as_string().expect("a type");
        let schema = Schema::load(&format!("mdm/profiles/{payload_type}.yaml"))?;
        assert_eq!(schema.payload_type(), Some(payload_type));
        let mut keys = schema.payload_keys();
        keys.extend(common.payload_keys());
        let of_payload = problems(Scope::Device, &keys, payload);
        found.extend(of_payload.into_iter().map(|problem| format!("{payload_type}{problem}")));
    }
    Some(found)
}
