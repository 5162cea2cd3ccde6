//! Check-in and the command channel: what an enrolled device says to its server, signed over the very octets it sends.

use std::time::Instant;

use apple_mdm::{
    DeviceId, ParseError,
    checkin::{Authenticate, CheckOut, Message, TokenUpdate},
    command::Command,
    connect::{ErrorItem, Report, Status},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use scep::{
    Encoding,
    client::{SignatureForm, mdm_signature},
};

use crate::{Device, Event, Reason, Step, StepError, ambient, answer::Inventory};

/// Commands that are answered in one conversation before the server counts as broken.
const COMMANDS_MAX: usize = 1_000;
const RIGHT_UNLOCK: u16 = 4;
const RIGHT_QUERY: u16 = 16;

/// One conversation: from `Idle` until the server has nothing more to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Talk {
    /// The commands that were answered, in their order.
    pub answered: Vec<Answered>,
}

/// A command and how it was answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    /// `CommandUUID`.
    pub command_uuid: String,
    /// `RequestType`.
    pub request_type: String,
    /// What the device said about it.
    pub status: Status,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Channel {
    CheckIn,
    Connect,
}

impl Device {
    /// Checks in with the certificate it got.
    pub async fn authenticate(&mut self) -> Result<(), StepError> {
        let started = Instant::now();
        let result = self.send_authenticate().await;
        self.finish(Step::Authenticate, started, result)
    }

    /// Says how it is reached by push; after this it is enrolled.
    pub async fn token_update(&mut self) -> Result<(), StepError> {
        let started = Instant::now();
        let result = self.send_token_update().await;
        self.finish(Step::TokenUpdate, started, result)
    }

    /// Asks for commands, as after a push, and answers them until there are no more.
    pub async fn poll(&mut self) -> Result<Talk, StepError> {
        let mut talk = Talk::default();
        let mut report = Report::new(self.id(), Status::Idle, None);
        let mut step = Step::Poll;
        loop {
            let started = Instant::now();
            let result = self.report(&report).await;
            let command = self.finish(step, started, result)?;
            if report.status != Status::Idle {
                self.note(&report, &mut talk);
            }
            let Some(command) = command else { return Ok(talk) };
            if talk.answered.len() >= COMMANDS_MAX {
                return self.finish(Step::Answer, started, Err(Reason::Endless(COMMANDS_MAX)));
            }
            let read = Command::parse(&command);
            report = match self.obey(read).await {
                Ok(report) => report,
                Err(reason) => return self.finish(Step::Answer, started, Err(reason)),
            };
            step = Step::Answer;
            if self.identity.is_none() {
                // The command removed the enrollment, and with it what could sign an answer.
                self.note(&report, &mut talk);
                return Ok(talk);
            }
        }
    }

    /// Asks for commands `count` times.
    pub async fn idle_polls(&mut self, count: u32) -> Result<Talk, StepError> {
        let mut all = Talk::default();
        for _ in 0..count {
            all.answered.extend(self.poll().await?.answered);
        }
        Ok(all)
    }

    /// Removes the profile as its user would; says goodbye if the profile wants it.
    pub async fn check_out(&mut self) -> Result<(), StepError> {
        let started = Instant::now();
        let result = self.send_check_out().await;
        self.unenroll();
        self.finish(Step::CheckOut, started, result)
    }

    /// Returns how the device calls itself in messages.
    pub fn id(&self) -> DeviceId {
        match &self.enrollment_id {
            Some(id) if self.misbehavior.udid.is_none() => DeviceId::from_enrollment_id(id),
            _ => DeviceId::from_udid(self.misbehavior.udid.as_deref().unwrap_or(&self.hardware.udid)),
        }
    }

    fn note(&self, report: &Report, talk: &mut Talk) {
        let request_type = report.request_type.clone().unwrap_or_default();
        let event =
            Event::Answered { device: self.index, request_type: &request_type, status: report.status };
        self.tell(&event);
        let command_uuid = report.command_uuid.clone().unwrap_or_default();
        talk.answered.push(Answered { command_uuid, request_type, status: report.status });
    }

    async fn send_authenticate(&mut self) -> Result<(), Reason> {
        let has_right = self.settings()?.profile.mdm.access_rights & RIGHT_QUERY != 0;
        let is_personal = self.is_personal();
        let modem = self.hardware.modem.as_ref();
        let allowed = |text: &str| (has_right || is_personal).then(|| text.to_owned());
        let own = |text: &str| has_right.then(|| text.to_owned());
        let message = Authenticate {
            id: self.id(),
            topic: self.topic()?,
            os_version: allowed(self.model.os_version),
            build_version: allowed(self.model.build_version),
            product_name: allowed(self.model.product_name),
            serial_number: own(&self.hardware.serial_number),
            imei: modem.and_then(|modem| own(&modem.imei)),
            meid: modem.and_then(|modem| own(&modem.meid)),
            device_name: None,
            model: None,
            model_name: None,
        };
        self.check_in(&Message::Authenticate(message)).await
    }

    async fn send_token_update(&mut self) -> Result<(), Reason> {
        let has_right = self.settings()?.profile.mdm.access_rights & RIGHT_UNLOCK != 0;
        let push = self.make_push();
        let message = TokenUpdate {
            id: self.id(),
            topic: self.topic()?,
            token: push.token,
            push_magic: push.push_magic,
            unlock_token: has_right.then_some(push.unlock_token),
            awaiting_configuration: Some(false),
            not_on_console: None,
        };
        self.check_in(&Message::TokenUpdate(message)).await
    }

    async fn send_check_out(&mut self) -> Result<(), Reason> {
        if !self.settings()?.profile.mdm.check_out_when_removed {
            return Ok(());
        }
        let message = CheckOut { id: self.id(), topic: self.topic()? };
        self.check_in(&Message::CheckOut(message)).await
    }

    fn topic(&self) -> Result<String, Reason> {
        let topic = &self.settings()?.profile.mdm.topic;
        Ok(self.misbehavior.topic.as_ref().unwrap_or(topic).clone())
    }

    /// Reads a command and does what it says, as far as it changes the device, and returns what to answer.
    async fn obey(&mut self, read: Result<(String, Command), ParseError>) -> Result<Report, Reason> {
        let (command_uuid, command) = match read {
            Ok(read) => read,
            Err(ParseError::UnknownRequestType { command_uuid, request_type }) => {
                return Ok(self.refusal(
                    command_uuid,
                    &request_type,
                    12_021,
                    "The request type is not valid.",
                ));
            }
            Err(error) => return Err(error.into()),
        };
        let inventory = Inventory { device: self, installed: self.settings()? };
        if let Some(report) = inventory.report(&command_uuid, &command) {
            return Ok(report);
        }
        let request_type = command.request_type();
        let done = match command {
            Command::InstallProfile { payload } => self.replace_profile(&payload).await,
            Command::RemoveProfile { identifier } => self.remove_profile(&identifier).await,
            _ => Ok(()),
        };
        Ok(match done {
            Ok(()) => {
                let mut report = Report::new(self.id(), Status::Acknowledged, Some(command_uuid));
                report.request_type = Some(request_type.to_owned());
                report
            }
            Err(reason) => self.refusal(command_uuid, request_type, 4_001, &reason.to_string()),
        })
    }

    fn refusal(&self, command_uuid: String, request_type: &str, code: i64, description: &str) -> Report {
        let mut report = Report::new(self.id(), Status::Error, Some(command_uuid));
        report.request_type = Some(request_type.to_owned());
        report.error_chain = vec![ErrorItem {
            code,
            domain: "MCMDMErrorDomain".to_owned(),
            localized_description: Some(description.to_owned()),
            us_english_description: Some(description.to_owned()),
        }];
        report
    }

    /// Replaces the enrollment profile, which always means a new certificate and checking in again. If it fails,
    /// everything stays as it was.
    async fn replace_profile(&mut self, payload: &[u8]) -> Result<(), Reason> {
        let before = (self.installed.clone(), self.identity.clone(), self.managed.clone());
        let result = match self.install(payload) {
            Ok(()) => self.check_in_again().await,
            Err(reason) => Err(reason),
        };
        if result.is_err() {
            (self.installed, self.identity, self.managed) = before;
        }
        result
    }

    async fn check_in_again(&mut self) -> Result<(), Reason> {
        self.obtain_identity().await.map_err(|error| error.reason)?;
        self.send_authenticate().await?;
        self.send_token_update().await
    }

    async fn remove_profile(&mut self, identifier: &str) -> Result<(), Reason> {
        if self.settings()?.profile.identifier != identifier {
            return Err(Reason::Page(format!("The profile \u{201c}{identifier}\u{201d} is not installed.")));
        }
        // Nobody waits for the answer to this message, so a failure changes nothing.
        let _unheard = self.send_check_out().await;
        self.unenroll();
        Ok(())
    }

    async fn check_in(&mut self, message: &Message) -> Result<(), Reason> {
        self.put(Channel::CheckIn, message.to_plist()).await.map(|_| ())
    }

    /// Sends a report and returns the next command, if there is one.
    async fn report(&mut self, report: &Report) -> Result<Option<Vec<u8>>, Reason> {
        let body = self.put(Channel::Connect, report.to_plist()).await?;
        Ok((!body.is_empty()).then_some(body))
    }

    async fn put(&mut self, channel: Channel, mut body: Vec<u8>) -> Result<Vec<u8>, Reason> {
        let mdm = &self.settings()?.profile.mdm;
        let (url, content_type) = match channel {
            Channel::CheckIn => (&mdm.checkin_url, "application/x-apple-aspen-mdm-checkin"),
            Channel::Connect => (&mdm.server_url, "application/x-apple-aspen-mdm; charset=UTF-8"),
        };
        let request =
            self.client()?.put(url).header(USER_AGENT, "MDM/1.0").header(CONTENT_TYPE, content_type);
        let request = match self.signature(&body)? {
            Some(signature) => request.header("Mdm-Signature", signature),
            None => request,
        };
        let request = match self.bearer() {
            Some(token) => request.header(AUTHORIZATION, format!("Bearer {token}")),
            None => request,
        };
        if self.misbehavior.alters_body {
            body.extend_from_slice(b"\n");
        }
        let response = request.body(body).send().await?;
        let status = response.status();
        let body = response.bytes().await?.to_vec();
        if status.is_success() {
            return Ok(body);
        }
        let ends_enrollment = status.as_u16() == 401
            || (status.as_u16() == 403
                && String::from_utf8_lossy(&body).contains("com.apple.unrecognized.device"));
        if ends_enrollment {
            self.unenroll();
        }
        Err(Reason::of_answer(status.as_u16(), &body))
    }

    /// Returns the value of `Mdm-Signature`, if the profile wants one.
    fn signature(&self, body: &[u8]) -> Result<Option<String>, Reason> {
        let identity = self.misbehavior.signs_as.as_ref().or(self.identity.as_ref());
        let identity = identity.ok_or(Reason::OutOfOrder("there is no identity"))?;
        if self.misbehavior.is_unsigned || !self.settings()?.profile.mdm.sign_message {
            return Ok(None);
        }
        let form = SignatureForm::WithAttributes { now: ambient::now() };
        Ok(Some(STANDARD.encode(mdm_signature(body, &identity.signer(), form, Encoding::Ber))))
    }
}
