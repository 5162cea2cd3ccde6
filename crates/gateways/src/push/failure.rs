//! Why a notification got no answer, and what that means for it.

use std::error::Error;

use super::PushOutcome;
use super::answer::SERVICE_PAUSE;

/// What a TLS alert or a GOAWAY says when the certificate itself is the matter (spelled as rustls and Apple do).
const CERTIFICATE_REFUSALS: [&str; 9] = [
    "BadCertificate",
    "CertificateExpired",
    "CertificateRevoked",
    "CertificateUnknown",
    "CertificateRequired",
    "UnsupportedCertificate",
    "UnknownCA",
    "AccessDenied",
    "Forbidden",
];

/// Why a notification got no answer.
pub(super) enum Failure {
    /// The connection could not be opened.
    Unreachable(String),
    /// The connection ended.
    Broken(String),
    /// The connection is open, but no answer came in time.
    Silent,
    /// We cannot even ask: the identity or the notification does not fit the protocol.
    Unusable(String),
}

impl Failure {
    /// Makes the failure of one step of connecting.
    pub(super) fn unreachable(step: &str, error: &(dyn Error + 'static)) -> Self {
        Self::Unreachable(format!("{step}: {}", told(error)))
    }

    /// Says whether a new connection may do better; the certificate and the network stay what they are.
    pub(super) fn is_worth_repeating(&self) -> bool {
        match self {
            Self::Unusable(_) | Self::Unreachable(_) => false,
            Self::Broken(reason) => !is_certificate_refusal(reason),
            Self::Silent => true,
        }
    }

    /// Translates the failure; without an answer only the certificate can be known to be wrong.
    pub(super) fn outcome(self) -> PushOutcome {
        let reason = self.reason().to_owned();
        match self {
            Self::Unusable(_) => PushOutcome::Refused { reason },
            Self::Unreachable(_) | Self::Broken(_) if is_certificate_refusal(&reason) => {
                PushOutcome::Refused { reason }
            }
            _ => PushOutcome::RetryLater { after: SERVICE_PAUSE, reason },
        }
    }

    /// Says what happened.
    pub(super) fn reason(&self) -> &str {
        match self {
            Self::Unusable(reason) | Self::Unreachable(reason) | Self::Broken(reason) => reason,
            Self::Silent => "no answer to the push",
        }
    }
}

/// Says whether the other side ended the connection because of our certificate.
///
/// With TLS 1.3 such an alert arrives after the handshake, and h2 keeps of it nothing but the text.
fn is_certificate_refusal(reason: &str) -> bool {
    let from_peer = reason.contains("received fatal alert") || reason.contains("connection error received");
    from_peer && CERTIFICATE_REFUSALS.iter().any(|word| reason.contains(word))
}

/// Writes an error with everything that caused it, each cause once.
pub(super) fn told(error: &(dyn Error + 'static)) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let said = error.to_string();
        if !text.contains(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        cause = error.source();
    }
    text
}
