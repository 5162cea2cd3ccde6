//! Proof of possession: which certificate signed a device's request. Pure computation, no database.

use ::scep::certificate::sha256;
use ::scep::cms::signed::verify_detached;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use crate::App;

/// A device request as it came: the exact octets of the body and the `Mdm-Signature` header's value.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    /// The body as received.
    pub body: &'a [u8],
    /// The header's value; `None` when it was missing or came more than once.
    pub signature: Option<&'a str>,
}

/// A certificate of this server's authority whose key signed exactly the body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeviceProof {
    pub(crate) fingerprint: [u8; 32],
}

/// Why a signature proves nothing. Devices are answered 400 for all of them; the log tells which.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum ProofRefusal {
    /// No signature, or more than one.
    #[error("the request carries no single Mdm-Signature")]
    Missing,
    /// Not base64, not CMS, or not over this body.
    #[error("the Mdm-Signature does not verify: {0}")]
    Invalid(String),
    /// The signer's certificate is not one of this authority, or out of time.
    #[error("the signer's certificate is not accepted: {0}")]
    Foreign(String),
}

impl App {
    /// Verifies a device's signature over the raw body, then the certificate against the authority.
    pub fn verify_device(&self, request: Signed<'_>) -> Result<DeviceProof, ProofRefusal> {
        let text = request.signature.ok_or(ProofRefusal::Missing)?;
        let text: Vec<u8> = text.bytes().filter(|octet| !octet.is_ascii_whitespace()).collect();
        let message = STANDARD.decode(text).map_err(|error| ProofRefusal::Invalid(error.to_string()))?;
        let algorithms = self.0.settings.mdm_algorithms;
        let signed = verify_detached(&message, request.body, algorithms)
            .map_err(|error| ProofRefusal::Invalid(error.to_string()))?;
        self.0
            .authority
            .verify_issued(&signed.signer, self.now().seconds())
            .map_err(|error| ProofRefusal::Foreign(error.to_string()))?;
        if signed.digest == ::scep::Digest::Sha1 {
            tracing::debug!("a device signed with SHA-1");
        }
        Ok(DeviceProof { fingerprint: sha256(&signed.signer) })
    }
}
