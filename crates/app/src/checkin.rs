//! Check-in: `Authenticate`, `TokenUpdate`, `CheckOut` and their lesser kin.

use std::net::IpAddr;

use apple_mdm::checkin::{Authenticate, Message, TokenUpdate};
use apple_mdm::declarative;
use domain::audit::{Actor, Audit, Event};
use domain::certificate::Certificate;
use domain::device::{Device, DeviceIdentifier};
use domain::enrollment::{End, Enrollment, StopReason, Way};
use domain::id::{DeviceId, EnrollmentId, JobId};
use domain::job::Job;
use domain::reenrollment::{Belonging, belonging, is_taken_over};
use domain::setting::{Reenrollment, Section};
use store::{StoredChannel, Tx};

use crate::setting::setting;
use crate::token::sha256;
use crate::{App, DeviceProof, Error};

/// What to answer to a check-in message, always with status 200 unless the variant says otherwise.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CheckinReply {
    /// An empty body.
    Empty,
    /// A property list.
    Plist(Vec<u8>),
    /// A JSON document.
    Json(Vec<u8>),
    /// The declaration asked for does not exist: 404.
    NoDeclaration,
    /// A message this server does not serve: 400.
    Unsupported,
    /// A user of the device that this server does not manage: 410.
    UserDeclined,
}

const TOKEN: &str = "push-token";
const PUSH_MAGIC: &str = "push-magic";
const UNLOCK_TOKEN: &str = "unlock-token";

impl App {
    /// Takes a check-in message from the holder of a certificate. Every refusal is a 400 to the device; [`Error::Busy`] is a 503,
    /// after which it comes again.
    pub async fn check_in(
        &self,
        proof: &DeviceProof,
        message: Message,
        source: IpAddr,
    ) -> Result<CheckinReply, Error> {
        let mut tx = self.0.store.begin().await?;
        let (certificate, mut enrollment) = self.prove(&mut tx, proof).await?;
        let known_by = identifier(message.id());
        let is_personal = enrollment.course.way == Way::AccountDrivenUser;
        if known_by.udid().is_none() && !is_personal {
            // User enrollments by profile ended with iOS 18 and are not served.
            return Ok(CheckinReply::Unsupported);
        }
        if let Some(reason) = self.find_misuse(&mut tx, &enrollment, &known_by, message.topic()).await? {
            self.stop_enrollment(&mut tx, &mut enrollment, None, reason, source).await?;
            tx.commit().await?;
            return Err(Error::Forbidden);
        }
        // Users of a shared iPad or a Mac: answered politely, and nothing of theirs may touch the device's channel.
        if message.id().is_user_channel() {
            return Ok(match message {
                Message::UserAuthenticate(_) => CheckinReply::UserDeclined,
                _ => CheckinReply::Empty,
            });
        }
        let may_enqueue = matches!(message, Message::TokenUpdate(_));
        let reply = match message {
            Message::Authenticate(message) => {
                if let Some(reason) = self.find_stranger(&mut tx, &enrollment, &message, proof).await? {
                    self.stop_enrollment(&mut tx, &mut enrollment, None, reason, source).await?;
                    tx.commit().await?;
                    return Err(Error::Forbidden);
                }
                let seen = tx.find_device_by_identifier(&known_by).await?;
                let hindrance = self.find_hindrance(&mut tx, &enrollment, &message, seen.as_ref()).await?;
                if let Some((reason, device_id)) = hindrance {
                    self.stop_enrollment(&mut tx, &mut enrollment, device_id, reason, source).await?;
                    tx.commit().await?;
                    return Err(Error::Forbidden);
                }
                let serial_number = message.serial_number.as_deref();
                if let Some(reason) = self.count_use(&mut tx, &mut enrollment, serial_number).await? {
                    self.stop_enrollment(&mut tx, &mut enrollment, None, reason, source).await?;
                    tx.commit().await?;
                    return Err(Error::Forbidden);
                }
                self.authenticate(&mut tx, &certificate, &mut enrollment, &message, seen, source).await?;
                CheckinReply::Empty
            }
            _ if enrollment.authenticated_at.is_none() => return Err(Error::Forbidden),
            Message::TokenUpdate(message) => {
                self.update_token(&mut tx, &certificate, &mut enrollment, &message, source).await?;
                CheckinReply::Empty
            }
            Message::CheckOut(_) => {
                self.check_out(&mut tx, &mut enrollment, source).await?;
                CheckinReply::Empty
            }
            Message::DeclarativeManagement(message) => match declarative::answer(&message.endpoint) {
                declarative::Answer::Json(document) => CheckinReply::Json(document),
                declarative::Answer::Empty => CheckinReply::Empty,
                declarative::Answer::NotFound => CheckinReply::NoDeclaration,
            },
            Message::UserAuthenticate(_) => CheckinReply::UserDeclined,
            Message::GetToken(_)
            | Message::SetBootstrapToken(_)
            | Message::GetBootstrapToken(_)
            | Message::ReturnToService(_) => CheckinReply::Unsupported,
        };
        tx.commit().await?;
        if let Some(id) = enrollment.device_id {
            self.note_last_seen(id);
        }
        if may_enqueue {
            self.wake_runner();
        }
        Ok(reply)
    }

    /// Says what is wrong with a message from the rightful holder of a certificate: another device, another topic.
    async fn find_misuse(
        &self,
        tx: &mut Tx,
        enrollment: &Enrollment,
        known_by: &DeviceIdentifier,
        topic: Option<&str>,
    ) -> Result<Option<StopReason>, Error> {
        if known_by.udid().is_some() && enrollment.course.way == Way::AccountDrivenUser {
            return Ok(Some(StopReason::OtherWay));
        }
        if let Some(id) = enrollment.device_id {
            let device = tx.find_device(id).await?.ok_or_else(|| missing(id))?;
            if device.identifier != *known_by {
                return Ok(Some(StopReason::OtherDevice));
            }
        }
        let Some(given) = topic else { return Ok(None) };
        let ours = self.topic(tx).await?;
        if ours.as_deref() != Some(given) {
            tracing::error!(
                enrollment.id = %enrollment.id,
                topic.given = given,
                topic.ours = ours.unwrap_or_default(),
                "a device listens to another push topic than this server's"
            );
            return Ok(Some(StopReason::WrongTopic));
        }
        Ok(None)
    }

    /// Says why a device may not be the first to say `Authenticate`: it did not sign in, or another one did, or the profile
    /// service admitted another one.
    async fn find_stranger(
        &self,
        tx: &mut Tx,
        enrollment: &Enrollment,
        message: &Authenticate,
        proof: &DeviceProof,
    ) -> Result<Option<StopReason>, Error> {
        if enrollment.authenticated_at.is_some() {
            return Ok(None);
        }
        match self.find_not_signed_in(tx, enrollment, message, proof.access_token).await? {
            Some(reason) => Ok(Some(reason)),
            None => self.find_unadmitted(tx, enrollment, message).await,
        }
    }

    /// Binds the enrollment to the device that holds its certificate. A device that was enrolled before begins a new
    /// life: its old enrollment ends with all that was waiting for it.
    ///
    /// A second `Authenticate` of the same enrollment changes nothing: it is a repeat, a renewed identity, or a replay.
    async fn authenticate(
        &self,
        tx: &mut Tx,
        certificate: &Certificate,
        enrollment: &mut Enrollment,
        message: &Authenticate,
        seen: Option<Device>,
        source: IpAddr,
    ) -> Result<(), Error> {
        if enrollment.authenticated_at.is_some() {
            return Ok(());
        }
        let now = self.now();
        // The link may have been opened on several devices; from here on it is this one's alone.
        tx.revoke_other_certificates(enrollment.id, certificate.id, now).await?;
        tx.delete_unused_challenges(enrollment.id).await?;
        let known_by = identifier(&message.id);
        let is_personal = known_by.udid().is_none();
        let replaced = self.end_old_enrollment(tx, enrollment, seen.as_ref(), source).await?;
        let known =
            self.lock_known_device(tx, enrollment, &known_by, seen.as_ref(), replaced.as_ref()).await?;
        let is_known = known.is_some();
        let mut device = known.unwrap_or_else(|| Device {
            id: DeviceId(self.new_id()),
            identifier: known_by,
            serial_number: None,
            name: None,
            model_name: None,
            product_name: None,
            os_version: None,
            build_version: None,
            imei: None,
            is_supervised: None,
            ownership: enrollment.ownership,
            site_id: None,
            person: enrollment.person.clone(),
            directory_user: None,
            person_checked_at: None,
            person_left_at: None,
            enrollment_id: None,
            created_at: now,
            enrolled_at: None,
            last_seen_at: None,
        });
        if !is_personal {
            device.serial_number = message.serial_number.clone().or(device.serial_number);
            device.imei = message.imei.clone().or(device.imei);
        }
        device.product_name = message.product_name.clone().or(device.product_name);
        device.os_version = message.os_version.clone().or(device.os_version);
        device.build_version = message.build_version.clone().or(device.build_version);
        device.ownership = enrollment.ownership;
        if self.keeps_site(tx, enrollment, &device).await? {
            enrollment.site_id = device.site_id;
            tx.save_enrollment_site(enrollment.id, device.site_id).await?;
        }
        device.site_id = enrollment.site_id;
        let settings = setting::<Reenrollment>(tx, Reenrollment::NAME).await?.value;
        let belonging = match is_known {
            true => belonging(&device, enrollment, replaced.as_ref(), &settings),
            false => Belonging::Assigned,
        };
        let is_taken_over = is_known && is_taken_over(&device, enrollment, replaced.as_ref());
        let former_user = device.person.username.clone();
        match belonging {
            Belonging::Assigned => device.assign_person_of(enrollment),
            Belonging::Cleared => device.assign_nobody(),
            Belonging::Stays | Belonging::Kept => {}
        }
        device.enrollment_id = Some(enrollment.id);
        device.enrolled_at = None;
        if is_known {
            tx.save_device(&device).await?;
        } else {
            tx.insert_device(&device).await.map_err(|error| match error.is_duplicate() {
                true => Error::Busy, // by another enrollment, at the same moment
                false => error.into(),
            })?;
        }
        enrollment.device_id = Some(device.id);
        enrollment.authenticated_at = Some(now);
        tx.save_enrollment(enrollment).await?;
        tx.save_audit_device(enrollment.id, device.id).await?;
        tx.insert_audit(&self.device_line(enrollment, source, Event::Authenticated)).await?;
        if is_taken_over {
            // Whoever holds a device's identifiers could otherwise take its record over from its owner (T57).
            tracing::warn!(
                enrollment.id = %enrollment.id,
                device.id = %device.id,
                "a managed device was enrolled anew by somebody else"
            );
            let event = take_over(belonging, &former_user, enrollment, &settings);
            tx.insert_audit(&self.device_line(enrollment, source, event)).await?;
        }
        if is_known {
            let is_cleared = belonging == Belonging::Cleared && !former_user.is_empty();
            self.clear_former_life(tx, enrollment, device.id, &settings, is_cleared, source).await?;
        }
        Ok(())
    }

    /// Ends the enrollment that manages a device now, which is about to begin a new life, and returns it.
    async fn end_old_enrollment(
        &self,
        tx: &mut Tx,
        enrollment: &Enrollment,
        seen: Option<&Device>,
        source: IpAddr,
    ) -> Result<Option<Enrollment>, Error> {
        // Enrollments are locked before devices, here as everywhere.
        let old_id = seen.and_then(|device| device.enrollment_id).filter(|old_id| *old_id != enrollment.id);
        let Some(old_id) = old_id else { return Ok(None) };
        let Some(mut old) = tx.lock_enrollment(old_id).await? else { return Ok(None) };
        self.end_enrollment(tx, &mut old, End::Superseded, &Actor::Device, Some(source)).await?;
        Ok(Some(old))
    }

    /// Finds the record of a device for change. It was looked at without a lock before, because enrollments are locked first:
    /// where another enrollment has taken it meanwhile, or it has become somebody else's, the device has to come again, so
    /// that no life begins beside another (T56).
    async fn lock_known_device(
        &self,
        tx: &mut Tx,
        enrollment: &Enrollment,
        known_by: &DeviceIdentifier,
        seen: Option<&Device>,
        replaced: Option<&Enrollment>,
    ) -> Result<Option<Device>, Error> {
        let Some(device) = tx.lock_device_by_identifier(known_by).await? else { return Ok(None) };
        let ours = [Some(enrollment.id), replaced.map(|replaced| replaced.id)];
        let is_taken = device.enrollment_id.is_some_and(|id| !ours.contains(&Some(id)));
        let is_as_seen = seen.is_some_and(|seen| has_same_user(seen, &device));
        if is_taken || !(is_as_seen || self.may_reenroll(tx, &device, enrollment).await?) {
            return Err(Error::Busy);
        }
        Ok(Some(device))
    }

    /// Takes over how to reach a device. The first time the device is enrolled by it, and asked for its inventory.
    async fn update_token(
        &self,
        tx: &mut Tx,
        certificate: &Certificate,
        enrollment: &mut Enrollment,
        message: &TokenUpdate,
        source: IpAddr,
    ) -> Result<(), Error> {
        let now = self.now();
        let id = enrollment.id;
        // A renewed identity is proved by use: from here on only it counts.
        tx.revoke_older_certificates(id, certificate.id, now).await?;

        let token_digest = digest(message);
        let is_new = tx.insert_token_update(id, &token_digest).await?;
        let present = tx.find_channel(id).await?;
        let is_present = present.as_ref().is_some_and(|channel| channel.token_digest == token_digest);
        if !is_new && !is_present {
            tx.insert_audit(&self.device_line(enrollment, source, Event::TokenUpdateReplayed)).await?;
            return Ok(());
        }
        let row = id.to_string();
        let channel = StoredChannel {
            topic: message.topic.clone(),
            sealed_token: self.seal(TOKEN, &row, &message.token),
            sealed_push_magic: self.seal(PUSH_MAGIC, &row, message.push_magic.as_bytes()),
            sealed_unlock_token: message
                .unlock_token
                .as_ref()
                .map(|token| self.seal(UNLOCK_TOKEN, &row, token)),
            token_digest,
            updated_at: now,
            gone_at: None,
        };
        tx.save_channel(id, &channel).await?;
        // What waited while the old token was dead can go out now; without an open command the job does nothing.
        tx.enqueue(JobId(self.new_id()), &Job::Push { enrollment_id: id }, now).await?;
        if enrollment.enrolled_at.is_some() {
            if is_new {
                tx.insert_audit(&self.device_line(enrollment, source, Event::TokenUpdated)).await?;
            }
            return Ok(());
        }
        enrollment.enrolled_at = Some(now);
        tx.save_enrollment(enrollment).await?;
        tx.delete_unused_challenges(id).await?;
        let device_id =
            enrollment.device_id.ok_or_else(|| Error::Internal("enrolled without a device".into()))?;
        let mut device = tx.lock_device(device_id).await?.ok_or_else(|| missing(device_id))?;
        device.enrolled_at = Some(now);
        tx.save_device(&device).await?;
        tx.insert_audit(&self.device_line(enrollment, source, Event::Enrolled)).await?;
        self.queue_inventory(tx, &Actor::Server, None, &device, id).await
    }

    /// Ends an enrollment because the profile was removed on the device.
    async fn check_out(&self, tx: &mut Tx, enrollment: &mut Enrollment, source: IpAddr) -> Result<(), Error> {
        self.end_enrollment(tx, enrollment, End::CheckedOut, &Actor::Device, Some(source)).await
    }

    /// Returns a line for the trail about what a device did.
    pub(crate) fn device_line(&self, enrollment: &Enrollment, source: IpAddr, event: Event) -> Audit {
        Audit {
            enrollment_id: Some(enrollment.id),
            device_id: enrollment.device_id,
            ..self.audit(&Actor::Device, Some(source), event)
        }
    }

    /// Opens the push token and `PushMagic` of a channel.
    pub(crate) fn open_channel(
        &self,
        id: EnrollmentId,
        channel: &StoredChannel,
    ) -> Result<(Vec<u8>, String), Error> {
        let row = id.to_string();
        let token = self.open(TOKEN, &row, &channel.sealed_token)?.to_vec();
        let magic = self.open(PUSH_MAGIC, &row, &channel.sealed_push_magic)?;
        let magic = String::from_utf8(magic.to_vec())
            .map_err(|_| Error::Internal(format!("PushMagic of {row} is not text")))?;
        Ok((token, magic))
    }
}

/// Returns what a device is known by. One that tells both names is known by its UDID throughout.
pub(crate) fn identifier(id: &apple_mdm::DeviceId) -> DeviceIdentifier {
    match id.udid() {
        Some(udid) => DeviceIdentifier::Udid(udid.to_owned()),
        None => DeviceIdentifier::EnrollmentId(id.device_key().to_owned()),
    }
}

/// Says whether a record says the same as before of whose the device is, and where: that decides who may enroll it again.
fn has_same_user(before: &Device, now: &Device) -> bool {
    before.person.username == now.person.username
        && before.directory_user == now.directory_user
        && before.site_id == now.site_id
}

/// Returns the alarm of a take-over. The name of a user whose history is cleared stays out of it.
fn take_over(
    belonging: Belonging,
    former_user: &str,
    enrollment: &Enrollment,
    settings: &Reenrollment,
) -> Event {
    let logged_in = match enrollment.course.is_unproved {
        true => String::new(),
        false => enrollment.person.username.clone(),
    };
    match belonging {
        Belonging::Kept | Belonging::Stays => Event::PersonKept { kept: former_user.to_owned(), logged_in },
        Belonging::Assigned | Belonging::Cleared if settings.clear_user_and_location_history => {
            Event::PersonReplaced { former: String::new(), logged_in }
        }
        Belonging::Assigned | Belonging::Cleared => {
            Event::PersonReplaced { former: former_user.to_owned(), logged_in }
        }
    }
}

/// Names a token update by its content, so that it is recognised when it comes again.
fn digest(message: &TokenUpdate) -> [u8; 32] {
    let mut octets = Vec::with_capacity(message.token.len() + message.push_magic.len() + 8);
    octets.extend_from_slice(&(message.token.len() as u64).to_be_bytes());
    octets.extend_from_slice(&message.token);
    octets.extend_from_slice(message.push_magic.as_bytes());
    sha256(&octets)
}

fn missing(id: DeviceId) -> Error {
    Error::Internal(format!("device {id} is missing"))
}
