//! Username and password sent along with a request, for older scripts that know nothing else.

use domain::account::Origin;

use crate::{App, Caller, Error, Login, Refusal};

impl App {
    /// Recognises a local account by its password alone: throttled and in uniform time, as at the console. Whoever has a
    /// second factor, or has to have one, is refused: a password that opens something by itself would go around it.
    pub async fn find_by_password(&self, login: Login) -> Result<Caller, Error> {
        let known = self.check_console_login(&login).await?;
        let mut tx = self.0.store.read().await?;
        // The account may have been disabled while its password was looked at.
        let account = tx.find_account(known.account.id).await?;
        let account =
            account.filter(|account| account.disabled_at.is_none() && account.origin == Origin::Local);
        let account = account.ok_or(Refusal::Login)?;
        if self.0.settings.console.require_second_factor || tx.has_second_factor(account.id).await? {
            return Err(Refusal::PasswordAlone.into());
        }
        Ok(Caller::account(account, known.grants, login.source))
    }
}
