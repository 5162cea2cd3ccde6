//! Why a request failed, in the five words that SCEP has for it (RFC 8894 §3.2.1.4).

/// The failInfo of a CertRep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FailInfo {
    /// An algorithm or key length that is not accepted.
    #[error("badAlg")]
    BadAlg,
    /// The integrity check failed; also everything that goes wrong once the private key was used.
    #[error("badMessageCheck")]
    BadMessageCheck,
    /// The request is not permitted, for example its challenge is wrong.
    #[error("badRequest")]
    BadRequest,
    /// The signing time is too far off.
    #[error("badTime")]
    BadTime,
    /// The message is for another certificate.
    #[error("badCertId")]
    BadCertId,
}

impl FailInfo {
    /// Returns the text of the attribute.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::BadAlg => "0",
            Self::BadMessageCheck => "1",
            Self::BadRequest => "2",
            Self::BadTime => "3",
            Self::BadCertId => "4",
        }
    }

    pub(crate) fn of(code: &[u8]) -> Option<Self> {
        [Self::BadAlg, Self::BadMessageCheck, Self::BadRequest, Self::BadTime, Self::BadCertId]
            .into_iter()
            .find(|fail_info| fail_info.code().as_bytes() == code)
    }
}
