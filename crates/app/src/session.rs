//! Console sessions: sign-in, recognition, sign-out.

use std::net::IpAddr;

use domain::secret::Secret;

use crate::{App, Caller, Error, Login};

/// A fresh console session.
#[derive(Debug)]
pub struct SignedIn {
    /// The session's token, for the cookie.
    pub session: Secret,
    /// Who signed in.
    pub caller: Caller,
}

impl App {
    /// Signs an account in to the console: throttled, in uniform time, always with a new session.
    pub async fn sign_in(&self, login: Login) -> Result<SignedIn, Error> {
        todo!()
    }

    /// Recognises a console session; `None` when it is over or unknown. Moves its idle limit on.
    pub async fn find_caller(&self, session: &Secret, source: IpAddr) -> Result<Option<Caller>, Error> {
        todo!()
    }

    /// Ends a console session.
    pub async fn sign_out(&self, session: &Secret, source: IpAddr) -> Result<(), Error> {
        todo!()
    }
}
