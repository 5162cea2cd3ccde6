//! My account: one's own password, second factors, recovery codes and sessions.
//!
//! What changes how one signs in asks for a fresh proof first; `proof` is the page for it.

pub(crate) mod passkey;
pub(crate) mod password;
pub(crate) mod proof;
pub(crate) mod recovery_code;
pub(crate) mod session;
pub(crate) mod show;
pub(crate) mod totp;

use app::{Error, Refusal};
use axum::response::Response;
use web::error::PageError;
use web::page::see;

/// Where one's own account is.
pub(crate) const PATH: &str = "/console/account";

/// Says whether a route is about the caller's own account, or leads out: all that somebody may use who must set up a
/// second factor first.
pub(crate) fn is_own(route: &str) -> bool {
    route == PATH || route.starts_with("/console/account/") || route == "/console/sign-out"
}

/// Answers an error: where a fresh proof is needed, with the way to give it.
pub(crate) fn or_prove(error: Error) -> Result<Response, PageError> {
    match error {
        Error::Refused(Refusal::ProofNeeded) => Ok(see(proof::PATH)),
        error => Err(error.into()),
    }
}
