//! The profile that brings nothing but certificates: what a phone makes of it, and the switch that lets it count for TLS.
//!
//! A person installs it by hand and then switches its root on in Settings › General › About › Certificate Trust Settings;
//! until they do, nothing that the root vouches for is believed. Here both is one step.

use std::time::Instant;

use apple_mdm::profile::ReceivedCertificateProfile;
use reqwest::header::HeaderMap;
use scep::{Algorithms, cms::signed};

use crate::{Device, FetchedProfile, Network, Reason, Refusal, Step, StepError, ambient, installation};

/// Says whether a downloaded file is such a profile, and not one that enrolls.
pub(crate) fn is_certificate_profile(octets: &[u8]) -> bool {
    signed::verify(octets, Algorithms::Modern)
        .is_ok_and(|signed| ReceivedCertificateProfile::parse(&signed.content).is_ok())
}

/// Verifies such a profile at this time, in unix seconds, and returns its certificates. As with profiles that enroll,
/// somebody known must vouch for the signer: a root that is trusted, or that the profile brings.
pub(crate) fn verify<'a>(
    octets: &[u8],
    roots: impl Iterator<Item = &'a [u8]>,
    now: i64,
) -> Result<Vec<Vec<u8>>, Refusal> {
    let signed = signed::verify(octets, Algorithms::Modern)?;
    let profile = ReceivedCertificateProfile::parse(&signed.content)?;
    let known: Vec<Vec<u8>> = roots.map(<[u8]>::to_vec).chain(profile.certificates.clone()).collect();
    let known: Vec<&[u8]> = known.iter().map(Vec::as_slice).collect();
    if installation::leads_to(&signed.signer, &signed.certificates, &known, now) {
        Ok(profile.certificates)
    } else {
        Err(Refusal::UnknownSigner)
    }
}

impl Device {
    /// Installs a profile with certificates and switches its roots on.
    pub(crate) fn install_certificates(&mut self, fetched: &FetchedProfile) -> Result<(), StepError> {
        let started = Instant::now();
        let result = verify(&fetched.octets, self.network.roots(), ambient::now()).map_err(Reason::from);
        let certificates = self.finish(Step::InstallCertificates, started, result)?;
        self.switched_on_roots.extend(certificates);
        Ok(())
    }

    /// Returns the roots that the person has switched on, DER.
    pub fn switched_on_roots(&self) -> &[Vec<u8>] {
        &self.switched_on_roots
    }

    /// Asks an address as a page's script does that wants to know whether the root is trusted: with no other roots than
    /// those switched on, without cookies, from this origin. Returns status and headers.
    pub async fn probe(&self, url: &str, origin: &str) -> Result<(u16, HeaderMap), Reason> {
        let failed = |error: crate::NetworkError| Reason::Connection(error.to_string());
        let network = Network::only(self.switched_on_roots.iter().cloned());
        let client = network.client().and_then(|client| Ok(client.build()?)).map_err(failed)?;
        let answer = client.get(url).header("origin", origin).send().await?;
        Ok((answer.status().as_u16(), answer.headers().clone()))
    }
}
