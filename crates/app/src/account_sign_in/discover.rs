//! Service discovery: which of the two kinds of enrollment an account leads to. Anybody may ask, so the answer gives away
//! nothing about who exists: whoever is unknown gets what people without a group get (T17).

use apple_mdm::EnrollmentMode;
use apple_mdm::account_sign_in::Discovery;
use domain::account::any_holds;
use domain::account_sign_in::{managed_apple_account, split_account, ways_offered};
use domain::built_in_person::BUILT_IN_DIRECTORY_ID;
use domain::directory::{DirectoryGroupRef, DirectoryUser};
use domain::enrollment::Way;
use domain::enrollment_access::{Offer, offer};
use domain::privilege::Privilege;
use domain::setting::{AccountDriven, Section};

use super::devices;
use crate::setting::setting;
use crate::{App, Error, FoundPerson};

/// How many people are looked for in directories at once.
pub(crate) const DISCOVERIES_AT_ONCE: usize = 4;

impl App {
    /// Answers a device that looks for the server of an account.
    pub async fn discover_enrollment(&self, account: &str, model_family: &str) -> Result<Discovery, Error> {
        let mut tx = self.0.store.read().await?;
        let devices = devices(&mut tx).await?;
        let account_driven = setting::<AccountDriven>(&mut tx, AccountDriven::NAME).await?.value;
        drop(tx);
        let ways = ways_offered(&devices, &account_driven, account, model_family)?;
        let way = match ways.as_slice() {
            [only] => *only,
            _ => self.way_of(account, &account_driven).await?,
        };
        Ok(self.discovery(way))
    }

    /// Returns what discovery answers for a way.
    pub(crate) fn discovery(&self, way: Way) -> Discovery {
        let mode = mode(way);
        Discovery { mode, base_url: self.0.settings.account_url(way) }
    }

    /// Chooses between the two kinds where the settings offer both: by what the person may do. Where they may do both, or
    /// nobody knows them, the device stays their own: that takes less from them.
    async fn way_of(&self, account: &str, account_driven: &AccountDriven) -> Result<Way, Error> {
        let rows = self.enrollment_access(&mut self.0.store.read().await?).await?;
        if self.has_local_account(account).await? {
            return Ok(Way::AccountDrivenUser);
        }
        let groups = self.groups_of_account(account, account_driven).await?.unwrap_or_default();
        let offer = offer(&rows, &groups);
        let is_device_only =
            may_take(&offer, Way::AccountDrivenDevice) && !may_take(&offer, Way::AccountDrivenUser);
        Ok(if is_device_only { Way::AccountDrivenDevice } else { Way::AccountDrivenUser })
    }

    async fn has_local_account(&self, account: &str) -> Result<bool, Error> {
        let Some((name, _)) = split_account(account) else { return Ok(false) };
        let mut tx = self.0.store.read().await?;
        for username in [account.trim(), name] {
            if let Some((found, _)) = tx.find_account_by_username(username).await? {
                let grants = tx.list_grants(&found).await?;
                return Ok(found.disabled_at.is_none() && any_holds(&grants, Privilege::Enroll));
            }
        }
        Ok(false)
    }

    /// Returns the groups of the one person whose account it is; `None` where nobody, or nobody in particular, has it, or a
    /// directory keeps silent, or too many ask at once.
    async fn groups_of_account(
        &self,
        account: &str,
        account_driven: &AccountDriven,
    ) -> Result<Option<Vec<DirectoryGroupRef>>, Error> {
        // Anybody may ask this, so slow directories must not hold what people who sign in need.
        let Ok(_turn) = self.0.discovery_work.try_acquire() else { return Ok(None) };
        let Some(one) = self.person_of_account(account, account_driven).await else { return Ok(None) };
        if one.user.directory_id == BUILT_IN_DIRECTORY_ID {
            return Ok(None);
        }
        let Some(stored) = self.0.store.read().await?.find_directory(one.user.directory_id).await? else {
            return Ok(None);
        };
        let Some(connection) = self.connect(&stored)? else { return Ok(None) };
        let question = self.0.directory.find_user_by_key(&connection, &one.user.key);
        let Ok(Some(user)) = self.ask(&connection, question).await else { return Ok(None) };
        let groups = self.ask(&connection, self.0.directory.groups_of(&connection, &user)).await;
        Ok(groups.ok().map(|groups| groups.into_iter().map(|group| group.group).collect()))
    }

    /// Finds the one person who could log in for an account, by the rule of the login; `None` where a directory keeps silent,
    /// which may know another one.
    async fn person_of_account(
        &self,
        account: &str,
        account_driven: &AccountDriven,
    ) -> Option<DirectoryUser> {
        let (name, _) = split_account(account)?;
        let mut theirs: Vec<DirectoryUser> = Vec::new();
        for text in [account, name] {
            let found = self.search_people(text).await.ok().filter(|found| found.silent.is_empty())?;
            for FoundPerson { user, .. } in found.people {
                let is_theirs = managed_apple_account(&user.person, account, account_driven).is_ok();
                if is_theirs && !theirs.iter().any(|known| known.user == user.user) {
                    theirs.push(user);
                }
            }
        }
        let [one] = <[DirectoryUser; 1]>::try_from(theirs).ok()?;
        Some(one)
    }
}

/// Says whether somebody may enroll by signing in to an account, on a device that belongs to whom that way says.
pub(super) fn may_take(offer: &Offer, way: Way) -> bool {
    let owns = if way == Way::AccountDrivenUser { offer.personal } else { offer.institutional };
    offer.account_driven && owns
}

/// Returns the kind in Apple's words.
pub(crate) fn mode(way: Way) -> EnrollmentMode {
    if way == Way::AccountDrivenUser { EnrollmentMode::Byod } else { EnrollmentMode::Adde }
}
