//! The way from the portal to commands, and what happens when somebody strays from it.

use std::sync::{Arc, Mutex};

use apple_mdm::{checkin::Message, command::Command, connect::Status, response};
use scep::FailInfo;
use sim::{
    Device, KeySource, Misbehavior, Network, Reason, Step,
    fleet::{self, FleetOptions},
};

use crate::server::{Server, TOPIC};

const MODERN: &str = "Renewal\nSHA-256\nAES\nSCEPStandard\nPOSTPKIOperation\n";

async fn device(server: &Server) -> Device {
    let network = Network::new(Some(server.root_pem.as_bytes())).unwrap();
    Device::new(1, 0, &network).unwrap()
}

async fn enrolled(server: &Server) -> Device {
    let mut device = device(server).await;
    device.enroll(&format!("{}/enroll", server.url), "ada", "right").await.unwrap();
    device
}

#[tokio::test]
async fn a_device_goes_from_the_portal_to_its_first_commands() {
    let server = Server::start(MODERN).await;
    let mut device = enrolled(&server).await;
    let queries = vec!["SerialNumber".to_owned()];
    let uuid = server.queue(&Command::DeviceInformation { queries });
    server.queue(&Command::CertificateList);
    let talk = device.poll().await.unwrap();
    assert_eq!(talk.answered.len(), 2);
    assert_eq!(talk.answered[0].command_uuid, uuid);
    assert!(device.poll().await.unwrap().answered.is_empty());

    let state = server.state.lock().unwrap();
    assert_eq!(state.operations, ["GET GetCACert", "GET GetCACaps", "POST PKIOperation"]);
    let [Message::Authenticate(authenticate), Message::TokenUpdate(update)] = state.messages.as_slice()
    else {
        panic!("{:?}", state.messages);
    };
    assert_eq!(authenticate.product_name.as_deref(), Some("iPhone17,1"));
    assert_eq!((update.topic.as_str(), update.token.len()), (TOPIC, 32));
    assert_eq!(update.push_magic, device.push().unwrap().push_magic);
    let answer = response::device_information(&state.reports[0].body).unwrap();
    assert_eq!(answer.serial_number.as_ref(), Some(&device.hardware.serial_number));
    let certificates = response::certificate_list(&state.reports[1].body).unwrap();
    assert_eq!(certificates[1].der, device.identity().unwrap().certificate());
    assert!(device.timings.iter().any(|timing| timing.step == Step::RequestCertificate));
}

#[tokio::test]
async fn a_wrong_password_is_told_in_the_words_of_the_page() {
    let server = Server::start(MODERN).await;
    let mut device = device(&server).await;
    device.open_portal(&format!("{}/enroll", server.url)).await.unwrap();
    let error = device.login("ada", "wrong").await.unwrap_err();
    assert_eq!(error.reason, Reason::Login("Wrong username or password.".to_owned()));
    device.login("ada", "right").await.unwrap();
}

#[tokio::test]
async fn without_post_the_request_goes_by_get() {
    let server = Server::start("SHA-256\nDES3\n").await;
    enrolled(&server).await;
    assert_eq!(server.state.lock().unwrap().operations[2], "GET PKIOperation");
}

#[tokio::test]
async fn an_authority_without_a_good_digest_is_refused() {
    let server = Server::start("DES\nMD5\n").await;
    let mut device = device(&server).await;
    let error = device.enroll(&format!("{}/enroll", server.url), "ada", "right").await.unwrap_err();
    assert!(matches!((error.step, &error.reason), (Step::GetCaCaps, Reason::Authority(_))), "{error}");
}

#[tokio::test]
async fn a_challenge_of_another_device_is_refused() {
    let server = Server::start(MODERN).await;
    let first = enrolled(&server).await;
    let mut second = device(&server).await;
    let challenge = first.installed().unwrap().profile.scep.challenge.clone();
    second.misbehavior = Misbehavior { challenge, ..Misbehavior::default() };
    let error = second.enroll(&format!("{}/enroll", server.url), "ada", "right").await.unwrap_err();
    assert_eq!((error.step, error.reason), (Step::RequestCertificate, Reason::Scep(FailInfo::BadRequest)));
}

#[tokio::test]
async fn every_misbehavior_reaches_the_server() {
    let server = Server::start(MODERN).await;
    let network = Network::new(Some(server.root_pem.as_bytes())).unwrap();
    let mut other = Device::new(1, 1, &network).unwrap();
    other.enroll(&format!("{}/enroll", server.url), "ada", "right").await.unwrap();
    let mut device = enrolled(&server).await;
    let normal = Misbehavior::default;
    for (misbehavior, words) in [
        (Misbehavior { alters_body: true, ..normal() }, "signature"),
        (Misbehavior { is_unsigned: true, ..normal() }, "no signature"),
        (Misbehavior { signs_as: other.identity().cloned(), ..normal() }, "another device"),
        (Misbehavior { udid: Some("AAAA".to_owned()), ..normal() }, "another device"),
        (Misbehavior { topic: Some("com.apple.mgmt.Other".to_owned()), ..normal() }, "topic"),
    ] {
        device.misbehavior = misbehavior;
        let error = device.authenticate().await.unwrap_err();
        assert_eq!(error.reason, Reason::Status { status: 400, words: words.to_owned() });
    }
    device.misbehavior = normal();
    device.authenticate().await.unwrap();
}

#[tokio::test]
async fn a_server_of_an_unknown_root_is_not_talked_to() {
    let (server, stranger) = (Server::start(MODERN).await, Server::start(MODERN).await);
    let mut device = device(&stranger).await;
    let error = device.open_portal(&server.url).await.unwrap_err();
    let Reason::Connection(said) = &error.reason else { panic!("{error}") };
    assert!(said.contains("certificate"), "{said}");
}

#[tokio::test]
async fn a_replaced_profile_means_a_new_certificate_and_the_old_answers_end() {
    let server = Server::start(MODERN).await;
    let mut device = enrolled(&server).await;
    let before = device.identity().unwrap().certificate().to_vec();
    let payload = device.fetch_profile().await.unwrap().octets;
    server.queue(&Command::InstallProfile { payload });
    assert_eq!(device.poll().await.unwrap().answered[0].status, Status::Acknowledged);
    assert_ne!(device.identity().unwrap().certificate(), before);

    server.queue(&Command::InstallProfile { payload: b"nonsense".to_vec() });
    let after = device.identity().unwrap().certificate().to_vec();
    assert_eq!(device.poll().await.unwrap().answered[0].status, Status::Error);
    assert_eq!(device.identity().unwrap().certificate(), after);
}

#[tokio::test]
async fn a_removed_profile_ends_the_enrollment() {
    let server = Server::start(MODERN).await;
    let mut device = enrolled(&server).await;
    server.queue(&Command::RemoveProfile { identifier: "org.example.enroll".to_owned() });
    assert_eq!(device.poll().await.unwrap().answered[0].status, Status::Acknowledged);
    assert!(matches!(server.state.lock().unwrap().messages.last(), Some(Message::CheckOut(_))));
    let error = device.poll().await.unwrap_err();
    assert!(matches!(error.reason, Reason::OutOfOrder(_)), "{error}");
}

#[tokio::test]
async fn a_device_begins_by_the_link_of_an_invitation() {
    let server = Server::start(MODERN).await;
    let mut invited = device(&server).await;
    invited.enroll_by_link(&format!("{}/i/token", server.url), Some(("ada", "right")), None).await.unwrap();
    assert_eq!(invited.timings[0].step, Step::OpenLink);
    assert!(invited.poll().await.unwrap().answered.is_empty());

    let error = device(&server).await.open_link(&format!("{}/i/spent", server.url)).await.unwrap_err();
    assert_eq!((error.step, error.reason.status()), (Step::OpenLink, Some(410)));
}

#[tokio::test]
async fn a_one_time_code_is_typed_where_it_is_asked_for() {
    let server = Server::start(MODERN).await;
    let link = format!("{}/i/code", server.url);
    let codes: sim::CodeSource = Arc::new(|index| Box::pin(async move { format!("12345{}", index + 6) }));
    device(&server).await.enroll_by_link(&link, None, Some(&codes)).await.unwrap();
    let error = device(&server).await.enroll_by_link(&link, None, None).await.unwrap_err();
    assert_eq!(error.step, Step::EnterCode);
    assert!(matches!(&error.reason, Reason::Code(said) if said.contains("Six digits")), "{error}");
}

#[tokio::test]
async fn a_fleet_reports_what_it_took() {
    let server = Server::start(MODERN).await;
    let options = FleetOptions {
        enroll_url: format!("{}/enroll", server.url),
        links: Vec::new(),
        account: None,
        built_in: None,
        codes: None,
        usernames: vec!["ada".to_owned(), "eve".to_owned()],
        password: "right".to_owned(),
        ca_pem: Some(server.root_pem.clone().into_bytes()),
        devices: 6,
        polls: 2,
        concurrency: 3,
        seed: 1,
        keys: KeySource::sharing(2),
    };
    let lines = Arc::new(Mutex::new(Vec::new()));
    let heard = Arc::clone(&lines);
    let observer: sim::Observer = Arc::new(move |event| heard.lock().unwrap().extend(fleet::line(event)));
    let report = fleet::run(options, Some(observer)).await.unwrap();
    assert_eq!((report.enrolled, report.failed, report.is_clean()), (3, 3, false));
    let json = report.to_json();
    assert_eq!(json["steps"]["poll"]["count"], 9);
    assert_eq!(json["steps"]["login"]["errors"]["the login was refused: Wrong username or password."], 3);
    assert_eq!(lines.lock().unwrap().len(), 6);
}
