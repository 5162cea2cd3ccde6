//! The over-the-air profile service, as a device goes through it: it downloads where to tell what it is, tells it signed
//! with what it was built with, gets a certificate, tells it again signed with that, and gets its profile.

use std::time::Instant;

use apple_mdm::device_attributes::DeviceAttributes;
use apple_mdm::profile::{ReceivedIdentityProfile, ReceivedProfileService};
use reqwest::header::{CONTENT_TYPE, USER_AGENT};
use scep::client::{SignatureForm, device_signed};
use scep::cms::signed::claimed_content;
use scep::{Algorithms, Encoding};

use crate::{Device, DeviceIdentity, FetchedProfile, Reason, Refusal, Step, StepError, ambient};

impl Device {
    /// Says whether what was downloaded asks the device what it is.
    pub fn is_asked_for_attributes(&self) -> bool {
        self.fetched().is_some_and(|fetched| {
            claimed_content(&fetched.octets).is_ok_and(|content| ReceivedProfileService::is_one(&content))
        })
    }

    /// Goes through the profile service; the profile that comes out of it is what was fetched from then on.
    pub async fn go_through_profile_service(&mut self) -> Result<FetchedProfile, StepError> {
        let identity = self.tell_attributes().await?;
        let fetched = self.tell_attributes_again(&identity).await?;
        self.take_fetched(fetched.clone(), None);
        Ok(fetched)
    }

    /// The third phase: tells once more what the device is, signed with the certificate it got; returns the profile.
    pub async fn tell_attributes_again(
        &mut self,
        identity: &DeviceIdentity,
    ) -> Result<FetchedProfile, StepError> {
        let started = Instant::now();
        let result = self.tell_again(identity).await;
        self.finish(Step::TellAgain, started, result)
    }

    /// The second phase: tells what the device is, and gets a certificate for it.
    pub async fn tell_attributes(&mut self) -> Result<DeviceIdentity, StepError> {
        let started = Instant::now();
        let result = self.tell_as_built().await;
        let profile = self.finish(Step::TellAttributes, started, result)?;
        self.identity_of(profile.scep).await
    }

    async fn tell_as_built(&self) -> Result<ReceivedIdentityProfile, Reason> {
        let service = self.service()?;
        let message = self.signed_as_built(&self.attributes(&service).to_plist())?;
        let fetched = self.post_attributes(&service.url, message).await?;
        let signed = scep::cms::signed::verify(&fetched.octets, Algorithms::Modern).map_err(Refusal::from)?;
        Ok(ReceivedIdentityProfile::parse(&signed.content).map_err(Refusal::from)?)
    }

    async fn tell_again(&self, identity: &DeviceIdentity) -> Result<FetchedProfile, Reason> {
        let service = self.service()?;
        let form = SignatureForm::WithAttributes { now: ambient::now() };
        let content = self.attributes(&service).to_plist();
        let message = device_signed(&content, &identity.signer(), &[], form, Encoding::Ber);
        self.post_attributes(&service.url, message).await
    }

    async fn post_attributes(&self, url: &str, message: Vec<u8>) -> Result<FetchedProfile, Reason> {
        let client = self.network.client().and_then(|client| Ok(client.build()?));
        let client = client.map_err(|error| Reason::Connection(error.to_string()))?;
        let request = client.post(url).header(USER_AGENT, "Profile/1.0");
        let answer = request.header(CONTENT_TYPE, "application/pkcs7-signature").body(message).send().await?;
        FetchedProfile::of(url, answer).await
    }

    fn service(&self) -> Result<ReceivedProfileService, Reason> {
        let fetched = self.fetched().ok_or(Reason::OutOfOrder("no profile was fetched"))?;
        let signed = scep::cms::signed::verify(&fetched.octets, Algorithms::Modern).map_err(Refusal::from)?;
        Ok(ReceivedProfileService::parse(&signed.content).map_err(Refusal::from)?)
    }

    /// Returns what was asked for and the device has.
    fn attributes(&self, service: &ReceivedProfileService) -> DeviceAttributes {
        let (hardware, misbehavior) = (&self.hardware, &self.misbehavior);
        let is_asked = |name: &str| service.attributes.iter().any(|asked| asked == name);
        let told = |name: &str, text: &str| is_asked(name).then(|| text.to_owned());
        let modem = hardware.modem.as_ref();
        DeviceAttributes {
            udid: misbehavior.udid.as_deref().unwrap_or(&hardware.udid).to_owned(),
            serial_number: told("SERIAL", &hardware.serial_number),
            product: told("PRODUCT", self.model.product_name),
            build_version: told("VERSION", self.model.build_version),
            imei: modem.and_then(|modem| told("IMEI", &modem.imei)),
            meid: modem.and_then(|modem| told("MEID", &modem.meid)),
            challenge: misbehavior.service_challenge.clone().or_else(|| service.challenge.clone()),
        }
    }

    /// Returns the challenge of the profile service, for tests in which another device takes it.
    pub fn service_challenge(&self) -> Option<String> {
        self.service().ok()?.challenge
    }
}
