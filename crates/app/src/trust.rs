//! Trust in the server's TLS certificate: the mode in force, the profile with the root, and the walk of whoever has to
//! switch it on before enrolling.

use std::net::IpAddr;
use std::sync::PoisonError;

use apple_mdm::profile::{CertificatePayload, CertificateProfile};
use domain::audit::{Actor, Audit, Event};
use domain::enrollment::Enrollment;
use domain::expiry::{Expiring, Expiry};
use domain::secret::Secret;
use domain::setting::General;
use domain::time::Timestamp;
use domain::trust::TrustMode;
use store::Tx;

use crate::enrollment::FETCH_STEP;
use crate::token::{derive, hash};
use crate::{App, Error, HandedOutProfile, Refusal};

/// How it is known that the root is trusted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TrustProof {
    /// The browser has reached the probe.
    Probed,
    /// The person says so, or goes on without.
    Said,
}

/// The path of links to the profile with the root, before the token.
const CA_PROFILE_PATH: &str = "/enroll/certificate/";
/// Where the probe answers, on its own host.
const PROBE_PATH: &str = "/enroll/trust-probe";
/// From whose token the one of such a link is derived.
pub(crate) const CA_LINK: &str = "ca-profile";

impl App {
    /// Returns how devices come to trust this server under these settings.
    pub fn trust_mode(&self, general: &General) -> TrustMode {
        TrustMode::of(self.0.settings.trust.is_private(), general.skip_certificate_installation)
    }

    /// Returns the address that only a browser reaches whose device trusts the root; nothing where no host is configured
    /// for it.
    pub fn trust_probe_url(&self) -> Option<String> {
        self.0.settings.trust_probe_origin.as_ref().map(|origin| format!("{origin}{PROBE_PATH}"))
    }

    /// Returns the names under which devices list the roots in Certificate Trust Settings.
    pub fn trust_root_names(&self) -> Vec<String> {
        self.trust_roots().iter().filter_map(|der| ca::import::shown_name(der).ok()).collect()
    }

    /// Returns the absolute link to the profile with the root, of a portal session that goes the two-step way.
    pub fn ca_profile_url(&self, session: &Secret) -> String {
        let link = derive(session, CA_LINK);
        format!("{}{CA_PROFILE_PATH}{}.mobileconfig", self.0.settings.base_url, link.expose())
    }

    /// Hands out the profile with the root for a link's token, as often as asked.
    pub async fn hand_out_ca_profile(&self, token: &str, source: IpAddr) -> Result<HandedOutProfile, Error> {
        let now = self.now();
        let found = self.0.store.read().await?.find_enrollment_by_ca_link(hash(token)).await?;
        let found = found.ok_or(Refusal::ProfileLink)?;
        found.check_ca_profile(now)?;
        let mut tx = self.0.store.begin().await?;
        tx.lock_enrollment(found.id).await?.ok_or(Error::NotFound)?;
        // Looked for again by its link, which may have been replaced before it was held.
        let found = tx.find_enrollment_by_ca_link(hash(token)).await?;
        let mut enrollment = found.ok_or(Refusal::ProfileLink)?;
        enrollment.check_ca_profile(now)?;
        let is_repeat = enrollment.ca_fetched_at.is_some_and(|fetched_at| now.since(fetched_at) < FETCH_STEP);
        enrollment.ca_fetched_at = Some(now);
        tx.save_enrollment(&enrollment).await?;
        if !is_repeat {
            let line = Audit {
                enrollment_id: Some(enrollment.id),
                ..self.audit(&Actor::Anonymous, Some(source), Event::CaProfileFetched)
            };
            tx.insert_audit(&line).await?;
        }
        let profile = self.signed_profile(&mut tx, &self.ca_profile().to_plist()).await?;
        tx.commit().await?;
        Ok(profile)
    }

    /// Says what [`App::hand_out_ca_profile`] would, changing nothing: for `HEAD`.
    pub async fn check_ca_profile_link(&self, token: &str) -> Result<(), Error> {
        let mut tx = self.0.store.read().await?;
        let found = tx.find_enrollment_by_ca_link(hash(token)).await?.ok_or(Refusal::ProfileLink)?;
        Ok(found.check_ca_profile(self.now())?)
    }

    /// Lets the person of a portal session go past the walk through the private root.
    pub async fn pass_trust(
        &self,
        session: &Secret,
        proof: TrustProof,
        source: IpAddr,
    ) -> Result<Enrollment, Error> {
        let mut tx = self.0.store.begin().await?;
        let id = self.portal_enrollment(&mut tx, session).await?.id;
        let mut enrollment = tx.lock_enrollment(id).await?.ok_or(Error::Unauthenticated)?;
        let had_passed = enrollment.trusted_at.is_some();
        enrollment.pass_trust(self.now())?;
        if !had_passed {
            tx.save_enrollment(&enrollment).await?;
            let event = Event::RootTrusted { is_probed: proof == TrustProof::Probed };
            let line =
                Audit { enrollment_id: Some(id), ..self.audit(&Actor::Anonymous, Some(source), event) };
            tx.insert_audit(&line).await?;
        }
        tx.commit().await?;
        Ok(enrollment)
    }

    /// Notes which chain the TLS listener shows from now on, DER, so that its end is told of.
    pub fn note_tls_chain<'a>(&self, chain: impl Iterator<Item = &'a [u8]>) {
        let ends = chain.filter_map(|der| expiry(Expiring::TlsCertificate, der));
        let first = ends.min_by_key(|expiry| expiry.at);
        *self.0.tls_end.lock().unwrap_or_else(PoisonError::into_inner) = first;
    }

    /// Returns what ends soon or has ended, the nearest end first.
    pub(crate) async fn expiries(&self, tx: &mut Tx) -> Result<Vec<Expiry>, Error> {
        let now = self.now();
        let mut expiries: Vec<Expiry> =
            self.trust_roots().iter().filter_map(|der| expiry(Expiring::ProfileRoot, der)).collect();
        expiries.extend(self.0.tls_end.lock().unwrap_or_else(PoisonError::into_inner).clone());
        let signing = tx.find_signing_certificate().await?;
        expiries.extend(signing.map(|stored| Expiry::of_signing_certificate(&stored.certificate)));
        expiries.retain(|expiry| expiry.is_near(now));
        expiries.sort_by_key(|expiry| expiry.at);
        Ok(expiries)
    }

    fn ca_profile(&self) -> CertificateProfile {
        let settings = &self.0.settings;
        let organization = &settings.organization.name;
        CertificateProfile {
            identifier: format!("{}.ca", settings.profile_identifier),
            uuid: self.new_id(),
            display_name: format!("{organization} root certificate"),
            organization: organization.clone(),
            description: Some(format!("Lets this device trust the servers of {organization}.")),
            certificates: self.root_payloads(),
        }
    }

    /// Returns the roots as payloads of a profile.
    pub(crate) fn root_payloads(&self) -> Vec<CertificatePayload> {
        let organization = &self.0.settings.organization.name;
        let payload = |der| CertificatePayload {
            uuid: self.new_id(),
            display_name: format!("{organization} root certificate"),
            der,
            is_root: true,
        };
        self.trust_roots().into_iter().map(payload).collect()
    }
}

fn expiry(what: Expiring, der: &[u8]) -> Option<Expiry> {
    let (subject, end) = ca::import::subject_and_end(der).ok()?;
    Some(Expiry { what, subject, at: Timestamp::from_seconds(end) })
}
