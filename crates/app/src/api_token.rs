//! Bearer tokens of the JSON API.

use std::net::IpAddr;

use domain::api_token::{ApiToken, Scope};
use domain::id::ApiTokenId;
use domain::secret::Secret;

use crate::{App, Caller, Error};

/// What a new token is made of.
#[derive(Clone, Debug)]
pub struct NewApiToken {
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub scopes: Vec<Scope>,
    /// How many days it lives, 1 to 366.
    pub days: u32,
}

/// A new token: the only time its secret is seen.
#[derive(Debug)]
pub struct MadeApiToken {
    /// The bearer token.
    pub secret: Secret,
    /// What is kept.
    pub token: ApiToken,
}

impl App {
    /// Makes a token for the caller's own account.
    pub async fn create_api_token(&self, caller: &Caller, new: NewApiToken) -> Result<MadeApiToken, Error> {
        todo!()
    }

    /// Lists all tokens, newest first, revoked and expired ones included.
    pub async fn list_api_tokens(&self, caller: &Caller) -> Result<Vec<ApiToken>, Error> {
        todo!()
    }

    /// Revokes a token at once.
    pub async fn revoke_api_token(&self, caller: &Caller, id: ApiTokenId) -> Result<(), Error> {
        todo!()
    }

    /// Recognises the bearer of a token; [`Error::Unauthenticated`] for any that does not serve.
    pub async fn find_bearer(&self, token: &str, source: IpAddr) -> Result<Caller, Error> {
        todo!()
    }
}
