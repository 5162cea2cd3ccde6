//! Proof of possession: which certificate signed a device's request. Pure computation, no database.
//!
//! It has two steps. [`App::recognise_signer`] needs the header only, so that a stranger is sent away before anything
//! of its body is read; [`Signer::verify`] needs the body.

use ::scep::Algorithms;
use ::scep::certificate::sha256;
use ::scep::cms::signed::{signer_certificate, verify_detached};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use domain::secret::TokenHash;

use crate::App;
use crate::token::hash;

/// A device request as it came: the exact octets of the body and the `Mdm-Signature` header's value.
#[derive(Clone, Copy, Debug)]
pub struct Signed<'a> {
    /// The body as received.
    pub body: &'a [u8],
    /// The header's value; `None` when it was missing or came more than once.
    pub signature: Option<&'a str>,
}

/// A certificate of this server's authority that a request names as its signer's. Whether its key signed is open:
/// certificates are no secret.
#[derive(Clone, Debug)]
pub struct Signer {
    message: Vec<u8>,
    fingerprint: [u8; 32],
    algorithms: Algorithms,
}

/// A certificate of this server's authority whose key signed exactly the body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeviceProof {
    pub(crate) fingerprint: [u8; 32],
    /// The hash of the token that came as bearer; devices that signed in to an account bring one along.
    pub(crate) access_token: Option<TokenHash>,
}

impl DeviceProof {
    /// Adds the bearer token that came with the request. It proves nothing by itself.
    #[must_use]
    pub fn with_bearer(self, token: &str) -> Self {
        Self { access_token: Some(hash(token)), ..self }
    }
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
    /// Reads the value of `Mdm-Signature` and holds the certificate it names against the authority.
    pub fn recognise_signer(&self, signature: Option<&str>) -> Result<Signer, ProofRefusal> {
        let text = signature.ok_or(ProofRefusal::Missing)?;
        let text: Vec<u8> = text.bytes().filter(|octet| !octet.is_ascii_whitespace()).collect();
        let message = STANDARD.decode(text).map_err(|error| ProofRefusal::Invalid(error.to_string()))?;
        let certificate =
            signer_certificate(&message).map_err(|error| ProofRefusal::Invalid(error.to_string()))?;
        self.0
            .authority
            .verify_issued(&certificate, self.now().seconds())
            .map_err(|error| ProofRefusal::Foreign(error.to_string()))?;
        let fingerprint = sha256(&certificate);
        Ok(Signer { message, fingerprint, algorithms: self.0.settings.mdm_algorithms })
    }

    /// Recognises the signer of a request and verifies its signature, in one go.
    pub fn verify_device(&self, request: Signed<'_>) -> Result<DeviceProof, ProofRefusal> {
        self.recognise_signer(request.signature)?.verify(request.body)
    }
}

impl Signer {
    /// Verifies that the signer's key signed exactly the raw body.
    pub fn verify(&self, body: &[u8]) -> Result<DeviceProof, ProofRefusal> {
        let signed = verify_detached(&self.message, body, self.algorithms)
            .map_err(|error| ProofRefusal::Invalid(error.to_string()))?;
        if signed.digest == ::scep::Digest::Sha1 {
            tracing::debug!("a device signed with SHA-1");
        }
        Ok(DeviceProof { fingerprint: self.fingerprint, access_token: None })
    }
}
