//! Identity providers: set up, changed, tried, disabled and deleted.
//!
//! The secret of a client goes in and never comes out (T31). Whoever may change providers decides who is who, so this is as
//! much as being an administrator.

use ca::import;
use domain::audit::{Audit, Event, FieldChange};
use domain::directory::DirectoryUses;
use domain::door::Door;
use domain::id::IdentityProviderId;
use domain::identity_provider::{IdentityProvider, PROVIDERS_MAX, ProviderFault, ProviderSettings, WaysIn};
use domain::privilege::Privilege;
use domain::secret::Secret;
use gateways::identity_provider::{ProviderConnection, ProviderProbe};
use store::{StoredIdentityProvider, Tx};
use zeroize::Zeroizing;

use crate::session::end_visits;
use crate::{App, Caller, Error, Fault, Leftovers, Refusal, SecretInput};

/// A provider as somebody fills it in.
#[derive(Clone, Debug)]
pub struct IdentityProviderDraft {
    /// How it is reached, read and used.
    pub settings: ProviderSettings,
    /// The secret of the client; none for a public client.
    pub client_secret: SecretInput<Secret>,
}

/// A provider as administrators see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct IdentityProviderDetail {
    /// The provider.
    pub provider: IdentityProvider,
    /// Whether a secret is stored.
    pub has_client_secret: bool,
    /// Where people come back to at the portal: registered at the provider.
    pub portal_callback: String,
    /// Where they come back to at the console.
    pub console_callback: String,
}

const PURPOSE: &str = "identity-provider-client-secret";
/// The most octets of a secret.
const SECRET_BYTES_MAX: usize = 1_000;

impl App {
    /// Sets a provider up.
    pub async fn create_identity_provider(
        &self,
        caller: &Caller,
        draft: IdentityProviderDraft,
    ) -> Result<IdentityProviderDetail, Error> {
        caller.may(Privilege::ManageSingleSignOn)?;
        let id = IdentityProviderId(self.new_id());
        let blank = StoredIdentityProvider {
            provider: IdentityProvider {
                id,
                settings: ProviderSettings {
                    issuer: draft.settings.issuer.clone(),
                    ..ProviderSettings::usual()
                },
                disabled_at: None,
                created_at: self.now(),
            },
            sealed_client_secret: None,
        };
        let mut tx = self.0.store.begin().await?;
        if tx.list_identity_providers().await?.len() >= PROVIDERS_MAX {
            return Err(fault("name", ProviderFault::Full));
        }
        let stored = self.take_over_provider(&mut tx, blank, draft).await?;
        tx.insert_identity_provider(&stored).await.map_err(name_taken)?;
        let event = Event::IdentityProviderCreated { name: stored.provider.settings.name.clone() };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(self.provider_detail(stored))
    }

    /// Changes a provider. The issuer stays: people are known by what it says about them. Where it serves the console no more,
    /// what its people have open there ends.
    pub async fn update_identity_provider(
        &self,
        caller: &Caller,
        id: IdentityProviderId,
        draft: IdentityProviderDraft,
    ) -> Result<IdentityProviderDetail, Error> {
        caller.may(Privilege::ManageSingleSignOn)?;
        let mut tx = self.0.store.begin().await?;
        let former = tx.lock_identity_provider(id).await?.ok_or(Error::NotFound)?;
        let stored = self.take_over_provider(&mut tx, former.clone(), draft).await?;
        if stored != former {
            tx.save_identity_provider(&stored).await.map_err(name_taken)?;
            let (before, after) = (&former.provider.settings, &stored.provider.settings);
            let mut changes = before.changes_to(after);
            changes.extend(self.site_change(&mut tx, before.site_id, after.site_id).await?);
            if former.sealed_client_secret != stored.sealed_client_secret {
                changes.push(FieldChange::secret("client secret"));
            }
            if former.provider.serves(Door::Console) && !stored.provider.serves(Door::Console) {
                self.shut_console(&mut tx, &stored.provider).await?;
            }
            let event = Event::IdentityProviderChanged { name: after.name.clone() };
            let line = Audit { changes, ..self.audit(caller.actor(), caller.source(), event) };
            tx.insert_audit(&line).await?;
        }
        tx.commit().await?;
        self.0.identity_provider.forget(&stored.provider.settings.issuer);
        Ok(self.provider_detail(stored))
    }

    /// Lets nobody log in by a provider any more, and ends what its people have open at the console.
    pub async fn disable_identity_provider(
        &self,
        caller: &Caller,
        id: IdentityProviderId,
    ) -> Result<(), Error> {
        caller.may(Privilege::ManageSingleSignOn)?;
        let mut tx = self.0.store.begin().await?;
        let mut stored = tx.lock_identity_provider(id).await?.ok_or(Error::NotFound)?;
        if stored.provider.disabled_at.is_none() {
            stored.provider.disabled_at = Some(self.now());
            tx.save_identity_provider(&stored).await?;
            self.shut_console(&mut tx, &stored.provider).await?;
            let event = Event::IdentityProviderDisabled { name: stored.provider.settings.name };
            tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Lets people log in by a provider again.
    pub async fn enable_identity_provider(
        &self,
        caller: &Caller,
        id: IdentityProviderId,
    ) -> Result<(), Error> {
        caller.may(Privilege::ManageSingleSignOn)?;
        let mut tx = self.0.store.begin().await?;
        let mut stored = tx.lock_identity_provider(id).await?.ok_or(Error::NotFound)?;
        if stored.provider.disabled_at.take().is_some() {
            tx.save_identity_provider(&stored).await?;
            let event = Event::IdentityProviderEnabled { name: stored.provider.settings.name };
            tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// Deletes a provider. Where something refers to it, either nothing happens or the links are cut: what devices know of
    /// its people stays in any case.
    pub async fn delete_identity_provider(
        &self,
        caller: &Caller,
        id: IdentityProviderId,
        leftovers: Leftovers,
    ) -> Result<DirectoryUses, Error> {
        caller.may(Privilege::ManageSingleSignOn)?;
        let mut tx = self.0.store.begin().await?;
        let access = self.lock_access_state(&mut tx).await?;
        let stored = tx.lock_identity_provider(id).await?.ok_or(Error::NotFound)?;
        let source = stored.provider.source();
        let uses = tx.count_directory_uses(source).await?;
        if leftovers == Leftovers::Refuse && uses != DirectoryUses::default() {
            return Err(Refusal::DirectoryInUse(uses).into());
        }
        let accounts = tx.list_account_ids_of_directory(source).await?;
        tx.cut_directory_links(source).await?;
        for account_id in accounts {
            self.shut_out(&mut tx, account_id).await?;
        }
        for account_id in tx.list_linked_account_ids(id).await? {
            // Whoever removes the link just now is waited for, and does not wait for what ends here.
            tx.lock_account(account_id).await?;
            end_visits(&mut tx, account_id).await?;
        }
        tx.delete_identity_provider(id).await?;
        let event = Event::IdentityProviderDeleted { name: stored.provider.settings.name };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        self.keep_access_state(&mut tx, caller, &access).await?;
        tx.commit().await?;
        Ok(uses)
    }

    /// Lists all providers, oldest first.
    pub async fn list_identity_providers(
        &self,
        caller: &Caller,
    ) -> Result<Vec<IdentityProviderDetail>, Error> {
        caller.may(Privilege::ReadSingleSignOn)?;
        let all = self.0.store.read().await?.list_identity_providers().await?;
        Ok(all.into_iter().map(|stored| self.provider_detail(stored)).collect())
    }

    /// Shows a provider.
    pub async fn show_identity_provider(
        &self,
        caller: &Caller,
        id: IdentityProviderId,
    ) -> Result<IdentityProviderDetail, Error> {
        caller.may(Privilege::ReadSingleSignOn)?;
        let stored = self.0.store.read().await?.find_identity_provider(id).await?.ok_or(Error::NotFound)?;
        Ok(self.provider_detail(stored))
    }

    /// Counts what refers to a provider: what deleting it would cut loose.
    pub async fn count_identity_provider_uses(
        &self,
        caller: &Caller,
        id: IdentityProviderId,
    ) -> Result<DirectoryUses, Error> {
        caller.may(Privilege::ReadSingleSignOn)?;
        let mut tx = self.0.store.read().await?;
        let stored = tx.find_identity_provider(id).await?.ok_or(Error::NotFound)?;
        Ok(tx.count_directory_uses(stored.provider.source()).await?)
    }

    /// Tries a provider step by step, as far as that goes without a login.
    pub async fn check_identity_provider(
        &self,
        caller: &Caller,
        id: IdentityProviderId,
    ) -> Result<ProviderProbe, Error> {
        caller.may(Privilege::ManageSingleSignOn)?;
        let stored = self.0.store.read().await?.find_identity_provider(id).await?.ok_or(Error::NotFound)?;
        Ok(self.0.identity_provider.probe(&connection(&stored.provider.settings, None)).await)
    }

    /// Returns where people come back to at the portal and at the console: what is registered at a provider.
    pub fn identity_provider_callbacks(&self) -> (String, String) {
        (self.callback(Door::Portal), self.callback(Door::Console))
    }

    /// Reads a file with the certificates that a provider's may chain to.
    pub fn read_identity_provider_roots(&self, file: &[u8]) -> Result<Vec<Vec<u8>>, Error> {
        import::read_certificates(file).map_err(|_| fault("roots", ProviderFault::Roots))
    }

    /// Says by which ways people may log in at the portal.
    pub async fn portal_ways_in(&self) -> Result<WaysIn, Error> {
        self.ways_in(Door::Portal).await
    }

    /// Says by which ways administrators may sign in. Where passwords do not serve, those of local accounts with full access
    /// do nevertheless.
    pub async fn console_ways_in(&self) -> Result<WaysIn, Error> {
        self.ways_in(Door::Console).await
    }

    pub(crate) async fn ways_in(&self, door: Door) -> Result<WaysIn, Error> {
        let all = self.0.store.read().await?.list_identity_providers().await?;
        let all: Vec<_> = all.into_iter().map(|stored| stored.provider).collect();
        Ok(WaysIn::at(door, &all))
    }

    /// Returns a provider's connection with its secret in clear.
    pub(crate) fn provider_connection(
        &self,
        stored: &StoredIdentityProvider,
    ) -> Result<ProviderConnection, Error> {
        let provider = &stored.provider;
        let secret = match &stored.sealed_client_secret {
            Some(sealed) => {
                let opened = self.open(PURPOSE, &provider.id.to_string(), sealed)?;
                let text = std::str::from_utf8(&opened).map_err(|_| {
                    Error::Internal(format!("the client secret of {} is no text", provider.id))
                })?;
                Some(Zeroizing::new(text.to_owned()))
            }
            None => None,
        };
        Ok(connection(&provider.settings, secret))
    }

    /// Ends what a provider's people have open at the console, and the tokens of those who come in by it alone.
    async fn shut_console(&self, tx: &mut Tx, provider: &IdentityProvider) -> Result<(), Error> {
        for account_id in tx.list_account_ids_of_directory(provider.source()).await? {
            end_visits(tx, account_id).await?;
            tx.revoke_account_api_tokens(account_id, self.now()).await?;
        }
        for account_id in tx.list_linked_account_ids(provider.id).await? {
            end_visits(tx, account_id).await?;
        }
        Ok(())
    }

    fn provider_detail(&self, stored: StoredIdentityProvider) -> IdentityProviderDetail {
        IdentityProviderDetail {
            provider: stored.provider,
            has_client_secret: stored.sealed_client_secret.is_some(),
            portal_callback: self.callback(Door::Portal),
            console_callback: self.callback(Door::Console),
        }
    }

    /// Takes what somebody filled in over into a provider, its secret sealed. Checks every field.
    async fn take_over_provider(
        &self,
        tx: &mut Tx,
        mut stored: StoredIdentityProvider,
        draft: IdentityProviderDraft,
    ) -> Result<StoredIdentityProvider, Error> {
        let former = stored.provider.settings.clone();
        let mut settings = draft.settings;
        settings.name = settings.name.trim().to_owned();
        let wrong = settings.faults();
        let mut faults: Vec<Fault> =
            wrong.into_iter().map(|(field, fault)| Fault::new(field, fault.to_string())).collect();
        if settings.issuer != former.issuer {
            faults.push(Fault::new("issuer", ProviderFault::IssuerFixed.to_string()));
        }
        if let Some(site_id) = settings.site_id
            && Some(site_id) != former.site_id
            && tx.find_site(site_id).await?.is_none()
        {
            faults.push(Fault::new("site", ProviderFault::Site.to_string()));
        }
        match &draft.client_secret {
            SecretInput::Clear => stored.sealed_client_secret = None,
            SecretInput::Keep if stored.sealed_client_secret.is_none() => {}
            SecretInput::Keep if former.exposes_secret(&settings) => {
                faults.push(Fault::new("client_secret", ProviderFault::ClientSecretAgain.to_string()));
            }
            SecretInput::Keep => {}
            SecretInput::Set(secret) if is_secret(secret.expose()) => {
                let id = stored.provider.id.to_string();
                stored.sealed_client_secret = Some(self.seal(PURPOSE, &id, secret.expose().as_bytes()));
            }
            SecretInput::Set(_) => {
                faults.push(Fault::new("client_secret", ProviderFault::ClientSecret.to_string()));
            }
        }
        if !faults.is_empty() {
            return Err(Error::Invalid(faults));
        }
        stored.provider.settings = settings;
        Ok(stored)
    }
}

fn connection(settings: &ProviderSettings, client_secret: Option<Zeroizing<String>>) -> ProviderConnection {
    ProviderConnection {
        issuer: settings.issuer.clone(),
        client_id: settings.client_id.clone(),
        client_secret,
        scopes: settings.all_scopes().into_iter().map(str::to_owned).collect(),
        roots: settings.roots.clone(),
        is_internal: settings.is_internal,
    }
}

fn is_secret(text: &str) -> bool {
    (1..=SECRET_BYTES_MAX).contains(&text.len()) && text.trim() == text && !text.chars().any(char::is_control)
}

fn fault(field: &'static str, fault: ProviderFault) -> Error {
    Error::Invalid(vec![Fault::new(field, fault.to_string())])
}

/// Turns the database's word for a name that exists into words for the field.
fn name_taken(error: store::StoreError) -> Error {
    if error.is_duplicate() { fault("name", ProviderFault::NameTaken) } else { error.into() }
}
