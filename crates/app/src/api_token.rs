//! Bearer tokens of the JSON API.

use std::net::IpAddr;

use domain::api_token::{API_TOKEN_AGE_MAX, ApiToken, Scope};
use domain::audit::Event;
use domain::id::ApiTokenId;
use domain::privilege::Privilege;
use domain::secret::Secret;
use domain::time::DAY;

use crate::token::{hash, new_token};
use crate::{App, Caller, Error, Fault};

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

const NAME_CHARACTERS_MAX: usize = 100;

impl NewApiToken {
    fn check(&self) -> Result<(), Error> {
        let mut faults = Vec::new();
        let name = self.name.trim();
        if name.is_empty() || name.chars().count() > NAME_CHARACTERS_MAX || name.chars().any(char::is_control)
        {
            faults.push(Fault::new("name", "Give the token a name of at most 100 characters."));
        }
        if self.scopes.is_empty() {
            faults.push(Fault::new("scopes", "Choose what the token may do."));
        }
        if !(1..=API_TOKEN_AGE_MAX / DAY).contains(&i64::from(self.days)) {
            faults.push(Fault::new("days", "Choose between 1 and 366 days."));
        }
        if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
    }
}

impl App {
    /// Makes a token for the caller's own account.
    pub async fn create_api_token(&self, caller: &Caller, new: NewApiToken) -> Result<MadeApiToken, Error> {
        caller.may(Privilege::ManageApiTokens)?;
        let account_id = caller.account_id().ok_or(Error::Forbidden)?;
        new.check()?;
        let now = self.now();
        let secret = new_token(&self.0.ids, "vb_");
        let token = ApiToken {
            id: ApiTokenId(self.new_id()),
            name: new.name.trim().to_owned(),
            account_id,
            scopes: new.scopes,
            created_at: now,
            expires_at: now.plus(i64::from(new.days) * DAY),
            revoked_at: None,
        };
        let mut tx = self.0.store.begin().await?;
        tx.insert_api_token(&token, hash(secret.expose())).await?;
        let event = Event::ApiTokenCreated { name: token.name.clone() };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(MadeApiToken { secret, token })
    }

    /// Lists all tokens, newest first, revoked and expired ones included.
    pub async fn list_api_tokens(&self, caller: &Caller) -> Result<Vec<ApiToken>, Error> {
        caller.may(Privilege::ManageApiTokens)?;
        Ok(self.0.store.read().await?.list_api_tokens().await?)
    }

    /// Revokes a token at once.
    pub async fn revoke_api_token(&self, caller: &Caller, id: ApiTokenId) -> Result<(), Error> {
        caller.may(Privilege::ManageApiTokens)?;
        let mut tx = self.0.store.begin().await?;
        let token = tx.find_api_token(id).await?.ok_or(Error::NotFound)?;
        if token.revoked_at.is_none() {
            tx.save_api_token_revoked(id, self.now()).await?;
            let event = Event::ApiTokenRevoked { name: token.name };
            tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Recognises the bearer of a token; [`Error::Unauthenticated`] for any that does not serve.
    pub async fn find_bearer(&self, token: &str, source: IpAddr) -> Result<Caller, Error> {
        let mut tx = self.0.store.read().await?;
        let token = tx.find_api_token_by_hash(hash(token)).await?.filter(|token| token.is_live(self.now()));
        let token = token.ok_or(Error::Unauthenticated)?;
        let maker = tx.find_account(token.account_id).await?;
        let maker = maker.filter(|account| account.disabled_at.is_none()).ok_or(Error::Unauthenticated)?;
        let grants = tx.list_grants(&maker).await?;
        Ok(Caller::api_token(&token, maker, grants, source))
    }
}
