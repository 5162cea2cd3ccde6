//! Identity providers, and the accounts to which their people sign in.

use domain::account::{Account, username_key};
use domain::id::{AccountId, IdentityProviderId};
use domain::identity_provider::{IdentityLink, IdentityProvider};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::account::AccountRow;
use crate::engine::run;
use crate::row::{instant, millis, read_json, write_json};
use crate::{StoreError, Tx};

/// An identity provider as it is stored: with its sealed secret.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredIdentityProvider {
    /// The provider.
    pub provider: IdentityProvider,
    /// The sealed secret of the client; none for a public client.
    pub sealed_client_secret: Option<Vec<u8>>,
}

#[derive(FromRow)]
struct IdentityProviderRow {
    id: Uuid,
    settings: String,
    sealed_client_secret: Option<Vec<u8>>,
    disabled_at: Option<i64>,
    created_at: i64,
}

impl TryFrom<IdentityProviderRow> for StoredIdentityProvider {
    type Error = StoreError;

    fn try_from(row: IdentityProviderRow) -> Result<Self, StoreError> {
        Ok(Self {
            provider: IdentityProvider {
                id: IdentityProviderId(row.id),
                settings: read_json("identity_provider", &row.settings)?,
                disabled_at: instant(row.disabled_at),
                created_at: Timestamp(row.created_at),
            },
            sealed_client_secret: row.sealed_client_secret,
        })
    }
}

#[derive(FromRow)]
struct IdentityLinkRow {
    account_id: Uuid,
    provider_id: Uuid,
    subject: Option<String>,
    created_at: i64,
    used_at: Option<i64>,
}

impl From<IdentityLinkRow> for IdentityLink {
    fn from(row: IdentityLinkRow) -> Self {
        Self {
            account_id: AccountId(row.account_id),
            provider_id: IdentityProviderId(row.provider_id),
            subject: row.subject,
            created_at: Timestamp(row.created_at),
            used_at: instant(row.used_at),
        }
    }
}

impl Tx {
    /// Writes a new provider. Fails with a duplicate when the name is taken.
    pub async fn insert_identity_provider(
        &mut self,
        stored: &StoredIdentityProvider,
    ) -> Result<(), StoreError> {
        let provider = &stored.provider;
        run!(
            execute self,
            "insert into identity_provider (id, name_key, settings, created_at) values ($1, $2, $3, $4)",
            provider.id.0,
            name_key(&provider.settings.name),
            write_json("identity_provider", &provider.settings)?,
            provider.created_at.0,
        )?;
        self.save_identity_provider(stored).await
    }

    /// Writes what may change of a provider. Fails with a duplicate when the name is taken.
    pub async fn save_identity_provider(
        &mut self,
        stored: &StoredIdentityProvider,
    ) -> Result<(), StoreError> {
        let provider = &stored.provider;
        run!(
            execute self,
            "update identity_provider set name_key = $2, settings = $3, sealed_client_secret = $4, disabled_at = $5
             where id = $1",
            provider.id.0,
            name_key(&provider.settings.name),
            write_json("identity_provider", &provider.settings)?,
            &stored.sealed_client_secret,
            millis(provider.disabled_at),
        )?;
        Ok(())
    }

    /// Finds a provider.
    pub async fn find_identity_provider(
        &mut self,
        id: IdentityProviderId,
    ) -> Result<Option<StoredIdentityProvider>, StoreError> {
        let row =
            run!(optional IdentityProviderRow, self, "select * from identity_provider where id = $1", id.0)?;
        row.map(StoredIdentityProvider::try_from).transpose()
    }

    /// Finds a provider for change.
    pub async fn lock_identity_provider(
        &mut self,
        id: IdentityProviderId,
    ) -> Result<Option<StoredIdentityProvider>, StoreError> {
        let row =
            run!(lock IdentityProviderRow, self, "select * from identity_provider where id = $1", id.0)?;
        row.map(StoredIdentityProvider::try_from).transpose()
    }

    /// Finds a provider that is not to change until the transaction ends.
    pub async fn share_identity_provider(
        &mut self,
        id: IdentityProviderId,
    ) -> Result<Option<StoredIdentityProvider>, StoreError> {
        let row =
            run!(share IdentityProviderRow, self, "select * from identity_provider where id = $1", id.0)?;
        row.map(StoredIdentityProvider::try_from).transpose()
    }

    /// Lists all providers, oldest first.
    pub async fn list_identity_providers(&mut self) -> Result<Vec<StoredIdentityProvider>, StoreError> {
        let rows = run!(
            all IdentityProviderRow, self,
            "select * from identity_provider order by created_at, id",
        )?;
        rows.into_iter().map(StoredIdentityProvider::try_from).collect()
    }

    /// Deletes a provider, with its links and the logins under way.
    pub async fn delete_identity_provider(&mut self, id: IdentityProviderId) -> Result<(), StoreError> {
        run!(execute self, "delete from provider_login where provider_id = $1", id.0)?;
        run!(execute self, "delete from identity_link where provider_id = $1", id.0)?;
        run!(execute self, "delete from identity_provider where id = $1", id.0)?;
        Ok(())
    }

    /// Finds the link of an account.
    pub async fn find_identity_link(&mut self, id: AccountId) -> Result<Option<IdentityLink>, StoreError> {
        let row =
            run!(optional IdentityLinkRow, self, "select * from identity_link where account_id = $1", id.0)?;
        Ok(row.map(IdentityLink::from))
    }

    /// Writes the link of an account, in place of the one there was. Fails with a duplicate when its subject has another.
    pub async fn save_identity_link(&mut self, link: &IdentityLink) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into identity_link (account_id, provider_id, subject, created_at, used_at)
             values ($1, $2, $3, $4, $5)
             on conflict (account_id) do update set provider_id = excluded.provider_id, subject = excluded.subject,
                 created_at = excluded.created_at, used_at = excluded.used_at",
            link.account_id.0,
            link.provider_id.0,
            &link.subject,
            link.created_at.0,
            millis(link.used_at),
        )?;
        Ok(())
    }

    /// Writes by whom and when a link was used; `false` when the account has none to that provider any more.
    pub async fn save_identity_link_used(&mut self, link: &IdentityLink) -> Result<bool, StoreError> {
        let changed = run!(
            execute self,
            "update identity_link set subject = $3, used_at = $4 where account_id = $1 and provider_id = $2",
            link.account_id.0,
            link.provider_id.0,
            &link.subject,
            millis(link.used_at),
        )?;
        Ok(changed == 1)
    }

    /// Deletes the link of an account; `false` when there was none.
    pub async fn delete_identity_link(&mut self, id: AccountId) -> Result<bool, StoreError> {
        Ok(run!(execute self, "delete from identity_link where account_id = $1", id.0)? == 1)
    }

    /// Lists the accounts that people of a provider sign in to by links.
    pub async fn list_linked_account_ids(
        &mut self,
        id: IdentityProviderId,
    ) -> Result<Vec<AccountId>, StoreError> {
        let rows =
            run!(all(Uuid,), self, "select account_id from identity_link where provider_id = $1", id.0)?;
        Ok(rows.into_iter().map(|(id,)| AccountId(id)).collect())
    }

    /// Finds the account that somebody of a provider signs in to by a link: the one bound to their subject, else the local
    /// one with their username that waits for its first sign-in.
    pub async fn find_linked_account(
        &mut self,
        id: IdentityProviderId,
        subject: &str,
        username: &str,
    ) -> Result<Option<Account>, StoreError> {
        let bound = run!(
            optional AccountRow, self,
            "select account.* from account join identity_link on identity_link.account_id = account.id
             where identity_link.provider_id = $1 and identity_link.subject = $2",
            id.0,
            subject,
        )?;
        let row = match bound {
            Some(row) => Some(row),
            None => run!(
                optional AccountRow, self,
                "select account.* from account join identity_link on identity_link.account_id = account.id
                 where account.username_key = $2 and identity_link.provider_id = $1
                     and identity_link.subject is null",
                id.0,
                username_key(username),
            )?,
        };
        row.map(AccountRow::account).transpose()
    }
}

/// Returns the form in which names of providers are compared.
fn name_key(name: &str) -> String {
    name.trim().to_lowercase()
}
