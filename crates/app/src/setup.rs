//! The first administrator: by a one-time code that only the operator sees at start.

use domain::secret::Secret;
use std::net::IpAddr;

use crate::{App, Error, NewAccount, SignedIn};

impl App {
    /// Says whether no administrator exists yet.
    pub async fn needs_setup(&self) -> Result<bool, Error> {
        todo!()
    }

    /// Makes a set-up code, valid for a day, when no administrator exists; an older code ends.
    pub async fn new_setup_code(&self) -> Result<Option<Secret>, Error> {
        todo!()
    }

    /// Makes the first administrator with the code and signs them in.
    pub async fn set_up(&self, code: &str, account: NewAccount, source: IpAddr) -> Result<SignedIn, Error> {
        todo!()
    }
}
