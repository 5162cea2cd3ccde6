//! Links: which account somebody of an identity provider signs in to, because an administrator has said so.

use domain::audit::Event;
use domain::id::{AccountId, IdentityProviderId};
use domain::identity_provider::{IdentityLink, ProviderButton};
use domain::privilege::Privilege;
use store::StoredIdentityProvider;

use crate::account::may_take_over;
use crate::session::end_visits;
use crate::{App, Caller, Error, Fault};

impl App {
    /// Lists the providers that an account may be linked to, for whoever may see accounts.
    pub async fn list_providers_to_link(&self, caller: &Caller) -> Result<Vec<ProviderButton>, Error> {
        caller.may(Privilege::ReadAccounts)?;
        let all = self.0.store.read().await?.list_identity_providers().await?;
        let button = |stored: StoredIdentityProvider| ProviderButton {
            id: stored.provider.id,
            name: stored.provider.settings.name,
        };
        Ok(all.into_iter().map(button).collect())
    }

    /// Shows the link of an account; nothing when there is none.
    pub async fn show_identity_link(
        &self,
        caller: &Caller,
        id: AccountId,
    ) -> Result<Option<IdentityLink>, Error> {
        caller.may(Privilege::ReadAccounts)?;
        let mut tx = self.0.store.read().await?;
        tx.find_account(id).await?.ok_or(Error::NotFound)?;
        Ok(tx.find_identity_link(id).await?)
    }

    /// Lets somebody of a provider sign in to a local account: whoever comes first with its username, and nobody else from
    /// then on. A link that was there is forgotten, and with it who came by it: their visits end.
    pub async fn set_identity_link(
        &self,
        caller: &Caller,
        id: AccountId,
        provider_id: IdentityProviderId,
    ) -> Result<IdentityLink, Error> {
        caller.may(Privilege::ManageAccounts)?;
        let mut tx = self.0.store.begin().await?;
        // The provider goes before the account, as for whoever signs in, disables or deletes.
        let stored = tx.share_identity_provider(provider_id).await?;
        let account = tx.lock_account(id).await?.ok_or(Error::NotFound)?;
        may_take_over(caller, &account, &tx.list_groups_of_account(id).await?)?;
        if account.origin != domain::account::Origin::Local {
            let words =
                "Only local accounts are linked: the people of directories and providers have their own.";
            return Err(Error::Invalid(vec![Fault::new("provider", words)]));
        }
        let Some(stored) = stored else {
            let words = "Choose an identity provider that exists.";
            return Err(Error::Invalid(vec![Fault::new("provider", words)]));
        };
        let link = IdentityLink {
            account_id: id,
            provider_id,
            subject: None,
            created_at: self.now(),
            used_at: None,
        };
        if tx.delete_identity_link(id).await? {
            end_visits(&mut tx, id).await?;
        }
        tx.save_identity_link(&link).await?;
        let event =
            Event::IdentityLinkSet { username: account.username, provider: stored.provider.settings.name };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(link)
    }

    /// Lets nobody of a provider sign in to an account any more, and ends its visits. Does nothing when there is no link.
    pub async fn remove_identity_link(&self, caller: &Caller, id: AccountId) -> Result<(), Error> {
        caller.may(Privilege::ManageAccounts)?;
        let mut tx = self.0.store.begin().await?;
        let account = tx.lock_account(id).await?.ok_or(Error::NotFound)?;
        may_take_over(caller, &account, &tx.list_groups_of_account(id).await?)?;
        if tx.delete_identity_link(id).await? {
            end_visits(&mut tx, id).await?;
            let event = Event::IdentityLinkRemoved { username: account.username };
            tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
