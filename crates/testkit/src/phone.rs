//! A device in process: it calls the verbs that the device doors call, with real signatures and envelopes.

use std::sync::Arc;

use app::{App, CheckinReply, Error, ProofRefusal, ScepRefusal, Signed};
use apple_mdm::DeviceId;
use apple_mdm::checkin::{Authenticate, CheckOut, Message, TokenUpdate};
use apple_mdm::command::Command;
use apple_mdm::connect::{Report, Status};
use apple_mdm::profile::ReceivedProfile;
use apple_mdm::response;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use scep::client::{Reply, Request, SignatureForm, mdm_signature, self_signed};
use scep::csr::{Challenge, NewCsr};
use scep::{Algorithms, ContentCipher, Encoding, FailInfo, Identity, MessageType, RsaKey};

use crate::SOURCE;

/// A device. Fields are open, so that tests can make it misbehave.
pub struct Phone {
    /// Its `UDID`.
    pub udid: String,
    /// Its serial number.
    pub serial_number: String,
    /// The name its owner gave it.
    pub name: String,
    /// The system's version.
    pub os_version: String,
    /// Its key.
    pub key: Arc<RsaKey>,
    /// The profile it installed.
    pub profile: Option<ReceivedProfile>,
    /// Its identity certificate.
    pub certificate: Vec<u8>,
    /// Its push token.
    pub push_token: Vec<u8>,
    /// Its `PushMagic`.
    pub push_magic: String,
    /// Its unlock token.
    pub unlock_token: Vec<u8>,
    /// The nonce of its next SCEP message; counted up.
    pub nonce: u8,
}

/// What a device was refused.
#[derive(Debug)]
pub enum PhoneError {
    /// A verb's error.
    App(Error),
    /// No proof.
    Proof(ProofRefusal),
    /// No `CertRep`.
    Scep(ScepRefusal),
    /// A `CertRep` with status FAILURE.
    Failed(FailInfo),
}

impl Phone {
    /// Returns a device that differs from those of other indices.
    pub fn new(index: usize) -> Self {
        Self {
            udid: format!("00008110-{index:016X}"),
            serial_number: format!("F2LTEST{index:05}"),
            name: format!("Phone {index}"),
            os_version: "18.2".to_owned(),
            key: crate::key(index % 4),
            profile: None,
            certificate: Vec::new(),
            push_token: format!("push token of device {index:08} ").into_bytes(),
            push_magic: format!("MAGIC-{index:08}"),
            unlock_token: format!("unlock token of device {index:08}").into_bytes(),
            nonce: 0,
        }
    }

    /// Fetches a profile by its link and reads it as a phone does, its signature included.
    pub async fn fetch_profile(&mut self, app: &App, url: &str) -> Result<(), Error> {
        let token = token_of(url);
        let handed_out = app.hand_out_profile(&token, SOURCE).await?;
        let signed =
            scep::cms::signed::verify(&handed_out.body, Algorithms::Modern).expect("the signature fits");
        self.profile = Some(ReceivedProfile::parse(&signed.content).expect("a phone accepts the profile"));
        Ok(())
    }

    /// Returns the challenge of the profile.
    pub fn challenge(&self) -> String {
        self.profile
            .as_ref()
            .and_then(|profile| profile.scep.challenge.clone())
            .expect("a profile was fetched")
    }

    /// Asks for a certificate with the profile's challenge, by a request as Apple's client writes it.
    pub async fn request_certificate(&mut self, app: &App) -> Result<(), PhoneError> {
        let message = self.scep_request(app, &self.challenge());
        self.certificate = self.send_scep(app, &message).await?;
        Ok(())
    }

    /// Returns a `PKCSReq` with a challenge, self-signed.
    pub fn scep_request(&mut self, app: &App, challenge: &str) -> Vec<u8> {
        let now = app.now().seconds();
        let certificate =
            self_signed(&self.key, "5F1A6C2E-0000-4000-8000-000000000001", now - 60, now + 86_400);
        let key = self.key.clone();
        let signer = Identity::new(&certificate, &key).expect("its own certificate");
        let csr = NewCsr {
            version: 0,
            subject: &scep::name(&[("O", "Example School"), ("CN", "a device")]).expect("a name"),
            challenge: Some(Challenge::Printable(challenge)),
            dns_name: None,
        };
        self.scep_message(app, MessageType::PKCS_REQ, &csr.write(&key), signer)
    }

    /// Returns a `RenewalReq` for a new key, signed with the current certificate.
    pub fn renewal_request(&mut self, app: &App, new_key: &RsaKey) -> Vec<u8> {
        let csr = NewCsr {
            version: 0,
            subject: &scep::name(&[("CN", "a device")]).expect("a name"),
            challenge: None,
            dns_name: None,
        };
        let certificate = self.certificate.clone();
        let key = self.key.clone();
        let signer = Identity::new(&certificate, &key).expect("its own certificate");
        self.scep_message(app, MessageType::RENEWAL_REQ, &csr.write(new_key), signer)
    }

    /// Returns a SCEP message of any type.
    pub fn scep_message(
        &mut self,
        app: &App,
        message_type: MessageType,
        csr: &[u8],
        signer: Identity<'_>,
    ) -> Vec<u8> {
        self.nonce = self.nonce.wrapping_add(1);
        Request {
            message_type,
            csr,
            signer,
            ca: app.scep_certificate(),
            transaction_id: "0F1E2D3C4B5A69788796A5B4C3D2E1F000112233",
            sender_nonce: &[self.nonce; 16],
            cipher: ContentCipher::Aes128,
            encoding: Encoding::Ber,
            now: app.now().seconds(),
        }
        .write()
        .expect("a request")
    }

    /// Sends a SCEP message signed by this device's key and opens the answer.
    pub async fn send_scep(&self, app: &App, message: &[u8]) -> Result<Vec<u8>, PhoneError> {
        let answer = app.answer_scep(message.to_vec(), SOURCE).await.map_err(PhoneError::Scep)?;
        let parsed = scep::PkiMessage::parse(message, Algorithms::Legacy).expect("its own message");
        let request = Request {
            message_type: parsed.message_type,
            csr: &[],
            signer: Identity::new(&parsed.signer, &self.key).expect("its own signer"),
            ca: app.scep_certificate(),
            transaction_id: &parsed.transaction_id.text(),
            sender_nonce: &parsed.sender_nonce,
            cipher: ContentCipher::Aes128,
            encoding: Encoding::Ber,
            now: app.now().seconds(),
        };
        match request.open(&answer).expect("a CertRep that fits the request") {
            Reply::Issued(der) => {
                assert_eq!(ca::lint::issued(&der, ca::lint::Purpose::Identity), [], "T46");
                Ok(der)
            }
            Reply::Failed(fail_info) => Err(PhoneError::Failed(fail_info)),
            Reply::Pending => panic!("this server never answers PENDING"),
        }
    }

    /// Returns this device's `Mdm-Signature` for a body.
    pub fn signature(&self, app: &App, body: &[u8]) -> String {
        let identity = Identity::new(&self.certificate, &self.key).expect("its own certificate");
        let form = SignatureForm::WithAttributes { now: app.now().seconds() };
        STANDARD.encode(mdm_signature(body, &identity, form, Encoding::Ber))
    }

    /// Returns `Authenticate`.
    pub fn authenticate_message(&self) -> Message {
        Message::Authenticate(Authenticate {
            id: DeviceId::from_udid(&self.udid),
            topic: self.topic(),
            os_version: Some(self.os_version.clone()),
            build_version: Some("22C152".to_owned()),
            product_name: Some("iPhone17,2".to_owned()),
            serial_number: Some(self.serial_number.clone()),
            imei: None,
            meid: None,
            device_name: None,
            model: None,
            model_name: None,
        })
    }

    /// Returns `TokenUpdate`.
    pub fn token_update_message(&self) -> Message {
        Message::TokenUpdate(TokenUpdate {
            id: DeviceId::from_udid(&self.udid),
            topic: self.topic(),
            token: self.push_token.clone(),
            push_magic: self.push_magic.clone(),
            unlock_token: Some(self.unlock_token.clone()),
            awaiting_configuration: None,
            not_on_console: None,
        })
    }

    /// Returns `CheckOut`.
    pub fn check_out_message(&self) -> Message {
        Message::CheckOut(CheckOut { id: DeviceId::from_udid(&self.udid), topic: self.topic() })
    }

    /// Says `Authenticate`.
    pub async fn authenticate(&self, app: &App) -> Result<CheckinReply, PhoneError> {
        self.check_in(app, &self.authenticate_message()).await
    }

    /// Says `TokenUpdate`.
    pub async fn update_token(&self, app: &App) -> Result<CheckinReply, PhoneError> {
        self.check_in(app, &self.token_update_message()).await
    }

    /// Says `CheckOut`.
    pub async fn check_out(&self, app: &App) -> Result<CheckinReply, PhoneError> {
        self.check_in(app, &self.check_out_message()).await
    }

    /// Sends a check-in message as the door would pass it on.
    pub async fn check_in(&self, app: &App, message: &Message) -> Result<CheckinReply, PhoneError> {
        let body = message.to_plist();
        let signature = self.signature(app, &body);
        let proof = app
            .verify_device(Signed { body: &body, signature: Some(&signature) })
            .map_err(PhoneError::Proof)?;
        let message = Message::parse(&body).expect("its own message");
        app.check_in(&proof, message, SOURCE).await.map_err(PhoneError::App)
    }

    /// Sends a report and returns the next command with its `CommandUUID`.
    pub async fn report(&self, app: &App, report: &Report) -> Result<Option<(String, Command)>, PhoneError> {
        let body = report.to_plist();
        let signature = self.signature(app, &body);
        let proof = app
            .verify_device(Signed { body: &body, signature: Some(&signature) })
            .map_err(PhoneError::Proof)?;
        let report = Report::parse(&body).expect("its own report");
        let next = app.poll(&proof, report, SOURCE).await.map_err(PhoneError::App)?;
        Ok(next.map(|payload| Command::parse(&payload).expect("a command that a device reads")))
    }

    /// Says `Idle`.
    pub async fn idle(&self, app: &App) -> Result<Option<(String, Command)>, PhoneError> {
        self.report(app, &Report::new(DeviceId::from_udid(&self.udid), Status::Idle, None)).await
    }

    /// Says something of a command.
    pub async fn say(
        &self,
        app: &App,
        status: Status,
        uuid: &str,
    ) -> Result<Option<(String, Command)>, PhoneError> {
        self.report(app, &Report::new(DeviceId::from_udid(&self.udid), status, Some(uuid.to_owned()))).await
    }

    /// Answers a command as a device does.
    pub async fn answer(
        &self,
        app: &App,
        uuid: &str,
        command: &Command,
    ) -> Result<Option<(String, Command)>, PhoneError> {
        let mut report =
            Report::new(DeviceId::from_udid(&self.udid), Status::Acknowledged, Some(uuid.to_owned()));
        report.body = self.content(command);
        self.report(app, &report).await
    }

    /// Says `Idle` and answers commands until none is left; returns their types in the order they came.
    pub async fn answer_all(&mut self, app: &App) -> Result<Vec<String>, PhoneError> {
        let mut answered = Vec::new();
        let mut next = self.idle(app).await?;
        while let Some((uuid, command)) = next {
            answered.push(command.request_type().to_owned());
            next = self.answer(app, &uuid, &command).await?;
        }
        Ok(answered)
    }

    fn content(&self, command: &Command) -> plist::Dictionary {
        match command {
            Command::DeviceInformation { .. } => {
                response::device_information_body(&response::DeviceInformation {
                    device_name: Some(self.name.clone()),
                    model_name: Some("iPhone".to_owned()),
                    product_name: Some("iPhone17,2".to_owned()),
                    serial_number: Some(self.serial_number.clone()),
                    os_version: Some(self.os_version.clone()),
                    device_capacity: Some(128.0),
                    available_device_capacity: Some(64.5),
                    battery_level: Some(0.8),
                    is_supervised: Some(false),
                    ..response::DeviceInformation::default()
                })
            }
            Command::SecurityInfo => response::security_info_body(&response::SecurityInfo {
                hardware_encryption_caps: Some(3),
                passcode_present: Some(true),
                passcode_compliant: Some(true),
                ..response::SecurityInfo::default()
            }),
            Command::ProfileList => response::profile_list_body(&[response::InstalledProfile {
                payload_identifier: Some("org.example.mdm.enroll".to_owned()),
                payload_display_name: Some("Example School device management".to_owned()),
                ..response::InstalledProfile::default()
            }]),
            Command::CertificateList => response::certificate_list_body(&[response::InstalledCertificate {
                common_name: "device".to_owned(),
                is_identity: true,
                der: self.certificate.clone(),
            }]),
            Command::InstalledApplicationList { .. } => {
                response::installed_application_list_body(&[response::InstalledApplication {
                    identifier: Some("org.example.reader".to_owned()),
                    name: Some("Reader".to_owned()),
                    short_version: Some("2.1".to_owned()),
                    ..response::InstalledApplication::default()
                }])
            }
            Command::InstallProfile { .. } | Command::RemoveProfile { .. } => plist::Dictionary::new(),
        }
    }

    fn topic(&self) -> String {
        self.profile.as_ref().map_or_else(|| crate::TOPIC.to_owned(), |profile| profile.mdm.topic.clone())
    }
}

/// Returns the token in a profile link.
pub(crate) fn token_of(url: &str) -> String {
    let file = url.rsplit('/').next().expect("a link has a path");
    file.strip_suffix(".mobileconfig").expect("a link to a profile").to_owned()
}
