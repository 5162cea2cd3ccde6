//! The steps of a device's way, in their order, and how long each took.

use std::{fmt, time::Duration};

use serde::Serialize;

/// One step; most are one request, those at the portal may be a few.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Open the portal up to its form for logging in.
    OpenPortal,
    /// Open the link of an invitation and go on to what it asks for.
    OpenLink,
    /// Fill in the form and send it.
    Login,
    /// Type the one-time code and send it.
    EnterCode,
    /// Go on to the link of the profile and download it.
    FetchProfile,
    /// Install the profile with certificates that comes before it, and switch its root on; no request.
    InstallCertificates,
    /// Read and verify the profile.
    VerifyProfile,
    /// Find the server of an account.
    Discover,
    /// Ask the server of an account for a profile, and hear where to sign in.
    AskAccount,
    /// Sign in on the web page, and come back from it.
    SignIn,
    /// Tell the profile service what the device is.
    TellAttributes,
    /// Tell it once more with the certificate got in between.
    TellAgain,
    /// Make the key; no request.
    GenerateKey,
    /// Ask for the authority's certificate.
    GetCaCert,
    /// Ask what the authority can do.
    GetCaCaps,
    /// Ask for a certificate.
    RequestCertificate,
    /// Check in for the first time.
    Authenticate,
    /// Say how to be reached by push.
    TokenUpdate,
    /// Ask for a command.
    Poll,
    /// Report the result of a command.
    Answer,
    /// Say goodbye.
    CheckOut,
}

impl Step {
    /// Returns the name, as in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::OpenPortal => "open_portal",
            Self::OpenLink => "open_link",
            Self::Login => "login",
            Self::EnterCode => "enter_code",
            Self::FetchProfile => "fetch_profile",
            Self::InstallCertificates => "install_certificates",
            Self::VerifyProfile => "verify_profile",
            Self::Discover => "discover",
            Self::AskAccount => "ask_account",
            Self::SignIn => "sign_in",
            Self::TellAttributes => "tell_attributes",
            Self::TellAgain => "tell_again",
            Self::GenerateKey => "generate_key",
            Self::GetCaCert => "get_ca_cert",
            Self::GetCaCaps => "get_ca_caps",
            Self::RequestCertificate => "request_certificate",
            Self::Authenticate => "authenticate",
            Self::TokenUpdate => "token_update",
            Self::Poll => "poll",
            Self::Answer => "answer",
            Self::CheckOut => "check_out",
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How long a step took that succeeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timing {
    /// The step.
    pub step: Step,
    /// From its beginning to its end, the time on the wire included.
    pub took: Duration,
}
