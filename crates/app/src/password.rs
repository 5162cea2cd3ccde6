//! The caller's own password.

use domain::account::{Origin, check_password};
use domain::audit::Event;
use domain::secret::Secret;
use domain::session::Visit;

use crate::login::Known;
use crate::{App, Caller, Error, Fault, Refusal, SignedIn};

impl App {
    /// Changes the caller's own password, and ends everything begun under the old one: other sessions, API tokens,
    /// unfinished enrollments. The caller stays signed in, in a new session.
    pub async fn change_password(
        &self,
        caller: &Caller,
        present: Secret,
        new: Secret,
    ) -> Result<SignedIn, Error> {
        let (hash, is_local) = self.stored_password(caller).await?;
        if !is_local {
            return Err(Refusal::PasswordElsewhere.into());
        }
        check_new(&present, &new)?;
        self.check_own_password(caller, present).await.map_err(|error| match error {
            Error::Refused(Refusal::Login) => {
                Error::Invalid(vec![Fault::new("present_password", "This is not your present password.")])
            }
            error => error,
        })?;
        let new_hash = self.hash_password(&new).await?;

        let mut tx = self.0.store.begin().await?;
        let (account, session) = self.own_account(&mut tx, caller).await?;
        // An administrator may have given the account another password meanwhile, which then counts.
        let stored = tx.find_account_by_username(&account.username).await?;
        if stored.is_none_or(|(found, stored)| found.id != account.id || stored != hash) {
            return Err(Error::Unauthenticated);
        }
        tx.save_password_hash(account.id, &new_hash).await?;
        self.end_access(&mut tx, caller, account.id).await?;
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), Event::PasswordChanged)).await?;
        let grants = tx.list_grants(&account).await?;
        let visit = Visit { proved_at: Some(self.now()), ..session.visit };
        let signed_in = self
            .insert_console_session(
                &mut tx,
                Known { account, grants, vouched_by: None, linked_as: None },
                visit,
            )
            .await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Says whether the caller's password is kept here.
    pub async fn has_own_password(&self, caller: &Caller) -> Result<bool, Error> {
        Ok(self.stored_password(caller).await?.1)
    }

    async fn stored_password(&self, caller: &Caller) -> Result<(String, bool), Error> {
        let mut tx = self.0.store.read().await?;
        let (account_id, _) = self.own_session(&mut tx, caller).await?;
        let account = tx.find_account(account_id).await?.ok_or(Error::Unauthenticated)?;
        if account.origin != Origin::Local {
            return Ok((String::new(), false));
        }
        let found = tx.find_account_by_username(&account.username).await?;
        let (_, hash) = found.ok_or(Error::Unauthenticated)?;
        Ok((hash, true))
    }
}

fn check_new(present: &Secret, new: &Secret) -> Result<(), Error> {
    let checked = check_password(new.expose()).map_err(|fault| fault.to_string());
    let checked = checked.and_then(|()| {
        if new == present { Err("Choose another password than the present one.".to_owned()) } else { Ok(()) }
    });
    checked.map_err(|words| Error::Invalid(vec![Fault::new("new_password", words)]))
}
