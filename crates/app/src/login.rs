//! Password checks for both HTML doors: throttled per account and source, the same work whether the account exists or not.

use std::net::IpAddr;

use domain::secret::Secret;

/// What somebody typed to log in, and from where.
#[derive(Debug)]
pub struct Login {
    /// The username as typed.
    pub username: String,
    /// The password.
    pub password: Secret,
    /// The client's address, from a configured source only.
    pub source: IpAddr,
}
