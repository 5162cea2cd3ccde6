//! Service discovery: which of the two kinds of enrollment an account leads to. Anybody may ask, so the answer gives away
//! nothing about who exists: whoever is unknown gets what people without a group get (T17).

use apple_mdm::EnrollmentMode;
use apple_mdm::account_sign_in::Discovery;
use domain::account::any_holds;
use domain::account_sign_in::{split_account, ways_offered};
use domain::built_in_person::BUILT_IN_DIRECTORY_ID;
use domain::directory::{DirectoryGroupRef, DirectoryUser};
use domain::enrollment::Way;
use domain::enrollment_access::{Offer, offer};
use domain::privilege::Privilege;
use domain::setting::{AccountDriven, Section};

use super::devices;
use crate::setting::setting;
use crate::{App, Error};

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
            _ => self.way_of(account).await?,
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
    async fn way_of(&self, account: &str) -> Result<Way, Error> {
        let rows = self.enrollment_access(&mut self.0.store.read().await?).await?;
        if self.has_local_account(account).await? {
            return Ok(Way::AccountDrivenUser);
        }
        let groups = self.groups_of_account(account).await?.unwrap_or_default();
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

    /// Returns the groups of the one person whose account it is; `None` where nobody, or nobody in particular, has it, or
    /// their directory keeps silent.
    async fn groups_of_account(&self, account: &str) -> Result<Option<Vec<DirectoryGroupRef>>, Error> {
        let Ok(found) = self.search_people(account).await else { return Ok(None) };
        let is_theirs = |user: &DirectoryUser| {
            let person = &user.person;
            let own = [Some(&person.username), person.email.as_ref(), person.managed_apple_account.as_ref()];
            own.into_iter().flatten().any(|own| own.eq_ignore_ascii_case(account.trim()))
        };
        let mut exact = found.people.into_iter().map(|found| found.user).filter(is_theirs);
        let (Some(one), None) = (exact.next(), exact.next()) else { return Ok(None) };
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
