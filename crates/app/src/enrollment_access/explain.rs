//! What somebody would be offered at the portal, and why: the same look-ups and rules as at a login, without a password.

use domain::account::{Account, any_holds};
use domain::directory::{DirectoryGroup, DirectoryGroupRef, DirectoryUser};
use domain::enrollment_access::{EnrollmentAccess, Offer, offer};
use domain::id::SiteId;
use domain::privilege::Privilege;
use domain::question::UserQuestion;
use domain::site::Site;
use gateways::directory::DirectoryError;

use crate::directory::tidied;
use crate::{App, Caller, Error};

/// What a person would be offered at the portal, and why.
#[derive(Clone, Debug)]
pub struct ExplainedOffer {
    /// What they would be offered.
    pub offer: Offer,
    /// Every row, with whether it holds for them.
    pub rows: Vec<(EnrollmentAccess, bool)>,
}

/// A person of a directory with what they would be offered.
#[derive(Clone, Debug)]
pub struct PersonOffer {
    /// The person.
    pub user: DirectoryUser,
    /// The name of their directory.
    pub directory: String,
    /// Their groups.
    pub groups: Vec<DirectoryGroup>,
    /// What that leads to.
    pub explained: ExplainedOffer,
}

/// What directories say to a username.
#[derive(Clone, Debug)]
pub enum PersonAnswer {
    /// The first directory that knows it decides.
    Known(Box<PersonOffer>),
    /// A directory has several entries with it, so nobody can log in by it.
    Ambiguous {
        /// The directory.
        directory: String,
    },
    /// No directory that answered knows it.
    Unknown {
        /// The names of directories that did not answer.
        silent: Vec<String>,
    },
}

/// What somebody with a local account is offered at the portal.
#[derive(Clone, Debug)]
pub struct AccountOffer {
    /// The account.
    pub account: Account,
    /// Whether it may enroll devices at all: it is in use and holds the privilege somewhere.
    pub may_enroll: bool,
    /// The sites it may enroll into, `None` for none: the only one, or those to choose from.
    pub sites: Vec<Option<Site>>,
    /// Whether it is asked for the user of the device; otherwise the device becomes its own person's.
    pub user: Option<UserQuestion>,
}

impl App {
    /// Says what a member of these groups would be offered, and which rows make it so.
    pub async fn explain_offer(
        &self,
        caller: &Caller,
        groups: &[DirectoryGroupRef],
    ) -> Result<ExplainedOffer, Error> {
        let rows = self.list_enrollment_access(caller).await?;
        let offer = offer(&rows, groups);
        let rows = rows.into_iter().map(|row| {
            let holds = row.holds_for(groups);
            (row, holds)
        });
        Ok(ExplainedOffer { offer, rows: rows.collect() })
    }

    /// Says what a person of a directory would be offered: asks the directories in the order of a login, and reads the
    /// person's groups.
    pub async fn explain_person_offer(&self, caller: &Caller, username: &str) -> Result<PersonAnswer, Error> {
        caller.may(Privilege::ReadEnrollmentAccess)?;
        caller.may(Privilege::ReadPeople)?;
        let username = username.trim();
        if username.is_empty() {
            return Ok(PersonAnswer::Unknown { silent: Vec::new() });
        }
        let mut silent = Vec::new();
        let directories = self.0.store.read().await?.list_directories().await?;
        for stored in directories.iter().filter(|stored| stored.directory.disabled_at.is_none()) {
            let directory = stored.directory.name.clone();
            let Some(connection) = self.connect(stored)? else { continue };
            let found = match self.ask(&connection, self.0.directory.find_user(&connection, username)).await {
                Ok(Some(found)) => found,
                Ok(None) => continue,
                Err(DirectoryError::Ambiguous) => return Ok(PersonAnswer::Ambiguous { directory }),
                Err(_) => {
                    silent.push(directory);
                    continue;
                }
            };
            let Ok(groups) = self.ask(&connection, self.0.directory.groups_of(&connection, &found)).await
            else {
                silent.push(directory);
                break;
            };
            let keys: Vec<_> = groups.iter().map(|group| group.group.clone()).collect();
            let explained = self.explain_offer(caller, &keys).await?;
            let user = tidied(found.user);
            return Ok(PersonAnswer::Known(Box::new(PersonOffer { user, directory, groups, explained })));
        }
        Ok(PersonAnswer::Unknown { silent })
    }

    /// Says what somebody with a local account would be offered; `None` when nobody has the username.
    pub async fn explain_account_offer(
        &self,
        caller: &Caller,
        username: &str,
    ) -> Result<Option<AccountOffer>, Error> {
        caller.may(Privilege::ReadEnrollmentAccess)?;
        caller.may(Privilege::ReadAccounts)?;
        let mut tx = self.0.store.read().await?;
        let Some((account, _)) = tx.find_account_by_username(username.trim()).await? else { return Ok(None) };
        let grants = tx.list_grants(&account).await?;
        let all = tx.list_sites().await?;
        let choices = self.sites_for(&mut tx, &grants).await?;
        let named = |id: SiteId| all.iter().find(|site| site.id == id).cloned();
        let sites = choices.into_iter().map(|choice| choice.and_then(named)).collect();
        let may_enroll = account.disabled_at.is_none() && any_holds(&grants, Privilege::Enroll);
        let user = self.user_question(&mut tx, &grants).await?;
        Ok(Some(AccountOffer { account, may_enroll, sites, user }))
    }
}
