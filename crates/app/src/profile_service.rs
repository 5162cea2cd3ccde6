//! The over-the-air profile service: before it gets its enrollment profile the device says who it is, signed with the
//! certificate it was built with, and only devices whose serial numbers are admitted go on.
//!
//! Both later phases come to one address. Who issued the signer's certificate tells them apart: Apple's device authority
//! in the second, this server in the third. One challenge holds all phases of an enrollment together; the certificate of
//! the third must be that very enrollment's.

use std::net::IpAddr;

use ::scep::certificate::sha256;
use ::scep::cms::signed::{signer_certificate, verify};
use apple_mdm::checkin::Authenticate;
use apple_mdm::device_attributes::DeviceAttributes;
use apple_mdm::profile::{IdentityProfile, ProfileService, Scep};
use domain::admitted_serial_number::serial_number;
use domain::audit::{Actor, Audit, Event};
use domain::enrollment::{Enrollment, StopReason, Way};
use domain::id::EnrollmentId;
use domain::profile_service::ProfileServiceChallenge;
use domain::secret::{Secret, TokenHash};
use domain::setting::{Devices, Verification};
use domain::time::MINUTE;
use store::Tx;

use crate::enrollment::{CHALLENGES_KEPT, FETCH_STEP};
use crate::token::{hash, new_token};
use crate::{App, Error, HandedOutProfile};

/// A challenge lives long enough for iOS's eight minutes, two certificates, a slow network and a person who reads.
const CHALLENGE_AGE_MAX: i64 = 30 * MINUTE;

/// What a device sent: who signed it, and what it says.
enum Answer {
    /// The second phase: the device itself.
    Device(DeviceAttributes),
    /// The third: with the certificate that it got in between.
    Identity { fingerprint: [u8; 32], attributes: DeviceAttributes },
}

impl App {
    /// Answers a device that says who it is: with a profile for its identity, or with the enrollment profile.
    pub async fn answer_profile_service(
        &self,
        message: Vec<u8>,
        source: IpAddr,
    ) -> Result<HandedOutProfile, Error> {
        let verification = self.setting::<Devices>().await?.value.verify_machine_info;
        let app = self.clone();
        let answer = tokio::task::spawn_blocking(move || app.read_answer(&message, verification));
        match answer
            .await
            .map_err(|error| Error::Internal(format!("reading device attributes: {error}")))??
        {
            Answer::Device(attributes) => self.admit_device(&attributes, source).await,
            Answer::Identity { fingerprint, attributes } => {
                self.finish_profile_service(&fingerprint, &attributes, source).await
            }
        }
    }

    fn read_answer(&self, message: &[u8], verification: Verification) -> Result<Answer, Error> {
        let signer = signer_certificate(message).map_err(|error| unreadable(&error))?;
        if self.0.authority.verify_issued(&signer, self.now().seconds()).is_ok() {
            let signed =
                verify(message, self.0.settings.mdm_algorithms).map_err(|error| unreadable(&error))?;
            let attributes = DeviceAttributes::parse(&signed.content).map_err(|error| unreadable(&error))?;
            return Ok(Answer::Identity { fingerprint: sha256(&signer), attributes });
        }
        let (content, _) = self.open_device_message(message, verification)?;
        Ok(Answer::Device(DeviceAttributes::parse(&content).map_err(|error| unreadable(&error))?))
    }

    /// Writes the first phase in place of the enrollment profile.
    pub(crate) async fn begin_profile_service(
        &self,
        tx: &mut Tx,
        id: EnrollmentId,
        actor: &Actor,
        source: Option<IpAddr>,
    ) -> Result<Vec<u8>, Error> {
        let now = self.now();
        let mut enrollment = tx.lock_enrollment(id).await?.ok_or(Error::NotFound)?;
        enrollment.check_profile(now)?;
        let token = new_token(&self.0.ids, "");
        let challenge = ProfileServiceChallenge {
            enrollment_id: id,
            created_at: now,
            expires_at: now.plus(CHALLENGE_AGE_MAX).min(enrollment.expires_at),
            udid: None,
            serial_number: None,
        };
        self.hold_use(tx, &mut enrollment, challenge.expires_at).await?;
        tx.delete_older_profile_service_challenges(id, CHALLENGES_KEPT - 1).await?;
        tx.insert_profile_service_challenge(&challenge, hash(token.expose())).await?;
        self.note_profile_fetched(tx, &mut enrollment, actor, source).await?;
        Ok(self.profile_service(&token).to_plist())
    }

    fn profile_service(&self, challenge: &Secret) -> ProfileService {
        let settings = &self.0.settings;
        let organization = &settings.organization.name;
        ProfileService {
            identifier: format!("{}.service", settings.profile_identifier),
            uuid: self.new_id(),
            display_name: format!("{organization} device management"),
            organization: organization.clone(),
            description: format!(
                "Tells {organization} which device this is, then lets it manage the device."
            ),
            url: settings.profile_service_url(),
            challenge: challenge.expose().to_owned(),
        }
    }

    /// The second phase: admits a device by its serial number, and lets it get an identity.
    async fn admit_device(
        &self,
        attributes: &DeviceAttributes,
        source: IpAddr,
    ) -> Result<HandedOutProfile, Error> {
        let token = challenge_of(attributes)?;
        let id = self.find_service_challenge(token).await?.enrollment_id;
        let mut tx = self.0.store.begin().await?;
        let mut enrollment = self.lock_service_enrollment(&mut tx, id).await?;
        let challenge = self.service_challenge(&mut tx, token, id).await?;
        let admitted = tx.find_admitted_device(id).await?;
        let serial = attributes.serial_number.as_deref().and_then(serial_number);
        let serial = match serial {
            Some(serial) if tx.has_admitted_serial_number(&serial).await? => Ok(serial),
            _ => Err(StopReason::SerialNumberNotAdmitted),
        };
        let unsuited = enrollment.course.admission.known_refusal(attributes.product.as_deref(), None);
        let judged = challenge
            .check(&attributes.udid, admitted.as_ref(), self.now())
            .and(unsuited.map_or(Ok(()), Err))
            .and(serial);
        let serial = match judged {
            Ok(serial) => serial,
            Err(reason) => {
                self.stop_enrollment(&mut tx, &mut enrollment, None, reason, source).await?;
                tx.commit().await?;
                return Err(Error::Forbidden);
            }
        };
        if challenge.udid.is_none() {
            tx.save_profile_service_device(token, &attributes.udid, &serial).await?;
            let event = Event::DeviceAdmitted { serial_number: serial };
            tx.insert_audit(&self.device_line(&enrollment, source, event)).await?;
        }
        let challenge = self.new_challenge(&mut tx, &enrollment).await?;
        let settings = &self.0.settings;
        let organization = &settings.organization.name;
        let profile = IdentityProfile {
            identifier: format!("{}.identity", settings.profile_identifier),
            uuid: self.new_id(),
            display_name: format!("{organization} device identity"),
            organization: organization.clone(),
            scep: self.scep_settings(&enrollment, &challenge),
        };
        let profile = self.signed_profile(&mut tx, &profile.to_plist()).await?;
        tx.commit().await?;
        Ok(profile)
    }

    /// The third phase: hands the enrollment profile out to the device that was admitted, known by the certificate that it
    /// got for this enrollment.
    async fn finish_profile_service(
        &self,
        fingerprint: &[u8; 32],
        attributes: &DeviceAttributes,
        source: IpAddr,
    ) -> Result<HandedOutProfile, Error> {
        let token = challenge_of(attributes)?;
        let mut tx = self.0.store.begin().await?;
        let certificate =
            tx.find_certificate_by_fingerprint(fingerprint).await?.ok_or(Error::Unauthenticated)?;
        let id = certificate.enrollment_id;
        let mut enrollment = self.lock_service_enrollment(&mut tx, id).await?;
        certificate.check(self.now()).map_err(|_| Error::Unauthenticated)?;
        // A challenge of another enrollment is none: phases of two sessions never mix.
        let challenge = self.service_challenge(&mut tx, token, id).await?;
        let admitted = tx.find_admitted_device(id).await?;
        let is_admitted = challenge.udid.is_some();
        let refusal = match challenge.check(&attributes.udid, admitted.as_ref(), self.now()) {
            Ok(()) if is_admitted => None,
            Ok(()) => Some(StopReason::OtherDevice),
            Err(reason) => Some(reason),
        };
        if let Some(reason) = refusal {
            self.stop_enrollment(&mut tx, &mut enrollment, None, reason, source).await?;
            tx.commit().await?;
            return Err(Error::Forbidden);
        }
        let profile = self.write_profile(&mut tx, id, &Actor::Device, Some(source)).await?;
        let profile = self.signed_profile(&mut tx, &profile).await?;
        tx.commit().await?;
        Ok(profile)
    }

    async fn find_service_challenge(&self, token: TokenHash) -> Result<ProfileServiceChallenge, Error> {
        let mut tx = self.0.store.read().await?;
        tx.find_profile_service_challenge(token).await?.ok_or(Error::Unauthenticated)
    }

    async fn service_challenge(
        &self,
        tx: &mut Tx,
        token: TokenHash,
        id: EnrollmentId,
    ) -> Result<ProfileServiceChallenge, Error> {
        let found = tx.find_profile_service_challenge(token).await?;
        found.filter(|challenge| challenge.enrollment_id == id).ok_or(Error::Unauthenticated)
    }

    async fn lock_service_enrollment(&self, tx: &mut Tx, id: EnrollmentId) -> Result<Enrollment, Error> {
        let enrollment = tx.lock_enrollment(id).await?.ok_or(Error::Unauthenticated)?;
        if enrollment.course.way != Way::ProfileService {
            return Err(Error::Unauthenticated);
        }
        enrollment.check_profile(self.now())?;
        Ok(enrollment)
    }

    /// Says what is wrong with a device that says `Authenticate` where another was admitted before the profile.
    pub(crate) async fn find_unadmitted(
        &self,
        tx: &mut Tx,
        enrollment: &Enrollment,
        message: &Authenticate,
    ) -> Result<Option<StopReason>, Error> {
        if enrollment.course.way != Way::ProfileService {
            return Ok(None);
        }
        let admitted = tx.find_admitted_device(enrollment.id).await?;
        let (udid, serial_number) = (message.id.udid(), message.serial_number.as_deref());
        let is_same = admitted.is_some_and(|admitted| admitted.may_check_in_as(udid, serial_number));
        Ok((!is_same).then_some(StopReason::OtherDevice))
    }

    /// Returns where an identity of an enrollment comes from.
    pub(crate) fn scep_settings(&self, enrollment: &Enrollment, challenge: &Secret) -> Scep {
        let settings = &self.0.settings;
        Scep {
            uuid: self.new_id(),
            url: settings.scep_url(),
            name: "device-ca".to_owned(),
            organization: settings.organization.name.clone(),
            common_name: enrollment.id.to_string(),
            challenge: challenge.expose().to_owned(),
        }
    }

    /// Notes that a profile went out; fetches close together are one in the trail.
    pub(crate) async fn note_profile_fetched(
        &self,
        tx: &mut Tx,
        enrollment: &mut Enrollment,
        actor: &Actor,
        source: Option<IpAddr>,
    ) -> Result<(), Error> {
        let now = self.now();
        let is_repeat =
            enrollment.profile_fetched_at.is_some_and(|fetched_at| now.since(fetched_at) < FETCH_STEP);
        enrollment.profile_fetched_at = Some(now);
        tx.save_enrollment(enrollment).await?;
        if !is_repeat {
            let line = self.audit(actor, source, Event::ProfileFetched);
            tx.insert_audit(&Audit { enrollment_id: Some(enrollment.id), ..line }).await?;
        }
        Ok(())
    }
}

fn challenge_of(attributes: &DeviceAttributes) -> Result<TokenHash, Error> {
    attributes.challenge.as_deref().map(hash).ok_or(Error::Unauthenticated)
}

fn unreadable(error: &dyn std::error::Error) -> Error {
    tracing::warn!(%error, "what a device answered to the profile service cannot be read");
    Error::Unauthenticated
}
