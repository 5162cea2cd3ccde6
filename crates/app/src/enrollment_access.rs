//! Enrollment access: who may enroll what, and what a login leads to.

mod explain;
mod history;

use domain::account::any_holds;
use domain::admission::Admission;
use domain::agreement::Agreement;
use domain::audit::{Audit, Event};
use domain::directory::DirectoryGroupRef;
use domain::enrollment::{Ownership, Terms};
use domain::enrollment_access::{EnrollmentAccess, EnrollmentSettings, Offer, Subject, offer};
use domain::id::{EnrollmentAccessId, SiteId};
use domain::privilege::{Grant, Privilege, Reach};
use domain::question::{OwnershipQuestion, Questions, SiteQuestion, UserQuestion};
use domain::setting::Devices;
use store::Tx;
use uuid::Uuid;

use crate::login::{DirectoryLogin, Identity, Known};
use crate::{App, Caller, Error, Fault, Instead, Refusal};

pub use explain::{AccountOffer, ExplainedOffer, PersonAnswer, PersonOffer};

/// The row for all directory users, which always exists: stored from its first change on.
const FOR_ALL: EnrollmentAccessId = EnrollmentAccessId(Uuid::from_u128(1));

/// What may be changed of a row.
#[derive(Clone, Debug)]
pub struct NewEnrollmentAccess {
    /// Whether they may enroll institutionally owned devices.
    pub may_institutional: bool,
    /// Whether they may enroll personally owned devices.
    pub may_personal: bool,
    /// Whether they may enroll by signing in to an account in Settings.
    pub may_account_driven: bool,
    /// Whether they have to accept the agreement first.
    pub must_accept_eula: bool,
    /// The site offered.
    pub site_id: Option<SiteId>,
}

/// The settings of user-initiated enrollment that belong to access.
#[derive(Clone, Debug)]
pub struct EnrollmentTerms {
    /// The agreement for institutionally owned devices that counts now; version 0 without a text before there is one.
    pub institutional: Agreement,
    /// That for personally owned devices.
    pub personal: Agreement,
    /// The settings.
    pub settings: EnrollmentSettings,
}

/// What the portal enrolls, whoever comes.
#[derive(Clone, Debug)]
pub struct PortalDoor {
    /// Whether institutionally owned devices enroll at the portal.
    pub institutional: bool,
    /// Whether personally owned devices are led on from the portal.
    pub personal: bool,
    /// What to do instead of enrolling an institutionally owned device here.
    pub instead: Instead,
    /// Which devices are admitted.
    pub admission: Admission,
}

impl EnrollmentTerms {
    /// Says whether any agreement is written.
    pub fn asks(&self) -> bool {
        self.institutional.asks() || self.personal.asks()
    }
}

impl App {
    /// Lists who may enroll what: the row for all directory users first, then groups by name.
    pub async fn list_enrollment_access(&self, caller: &Caller) -> Result<Vec<EnrollmentAccess>, Error> {
        caller.may(Privilege::ReadEnrollmentAccess)?;
        let mut tx = self.0.store.read().await?;
        self.enrollment_access(&mut tx).await
    }

    /// Shows one row.
    pub async fn show_enrollment_access(
        &self,
        caller: &Caller,
        id: EnrollmentAccessId,
    ) -> Result<EnrollmentAccess, Error> {
        let rows = self.list_enrollment_access(caller).await?;
        rows.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)
    }

    /// Gives a directory group a rule of its own. The name is only what people read; the key says which group it is.
    pub async fn create_enrollment_access(
        &self,
        caller: &Caller,
        group: DirectoryGroupRef,
        name: String,
        new: NewEnrollmentAccess,
    ) -> Result<EnrollmentAccess, Error> {
        caller.may(Privilege::ManageEnrollmentAccess)?;
        let id = EnrollmentAccessId(self.new_id());
        self.write_enrollment_access(caller, id, Subject::Group { group, name }, new).await
    }

    /// Changes a row; that for all directory users too.
    pub async fn update_enrollment_access(
        &self,
        caller: &Caller,
        id: EnrollmentAccessId,
        new: NewEnrollmentAccess,
    ) -> Result<EnrollmentAccess, Error> {
        caller.may(Privilege::ManageEnrollmentAccess)?;
        let mut tx = self.0.store.read().await?;
        let rows = self.enrollment_access(&mut tx).await?;
        drop(tx);
        let former = rows.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)?;
        self.write_enrollment_access(caller, id, former.subject, new).await
    }

    async fn write_enrollment_access(
        &self,
        caller: &Caller,
        id: EnrollmentAccessId,
        subject: Subject,
        new: NewEnrollmentAccess,
    ) -> Result<EnrollmentAccess, Error> {
        let row = EnrollmentAccess {
            id,
            subject,
            may_institutional: new.may_institutional,
            may_personal: new.may_personal,
            may_account_driven: new.may_account_driven,
            must_accept_eula: new.must_accept_eula,
            site_id: new.site_id,
            changed_at: self.now(),
        };
        let (mut tx, before) = self.begin_access_change(caller).await?;
        if let Some(site_id) = row.site_id {
            self.check_reach(&mut tx, Reach::Site(site_id)).await?;
        }
        let former = before.rows.iter().find(|former| former.id == id).cloned();
        if let Some(former) = &former
            && *former == (EnrollmentAccess { changed_at: former.changed_at, ..row.clone() })
        {
            return Ok(tx.find_enrollment_access(id).await?.unwrap_or(row));
        }
        tx.save_enrollment_access(&row).await.map_err(|error| match error.is_duplicate() {
            true => Error::Invalid(vec![Fault::new("group", "This group has a row already.")]),
            false => error.into(),
        })?;
        // A row that was not there gave nothing.
        let former = former.unwrap_or_else(|| EnrollmentAccess {
            may_institutional: false,
            must_accept_eula: false,
            subject: row.subject.clone(),
            ..EnrollmentAccess::for_all(id, row.changed_at)
        });
        let mut changes = former.changes_to(&row);
        changes.extend(self.site_change(&mut tx, former.site_id, row.site_id).await?);
        let event = Event::EnrollmentAccessChanged { group: row.subject.title().to_owned() };
        let line = Audit { changes, ..self.audit(caller.actor(), caller.source(), event) };
        tx.insert_audit(&line).await?;
        self.keep_access_state(&mut tx, caller, &before).await?;
        tx.commit().await?;
        Ok(row)
    }

    /// Deletes the row of a group: the row for all directory users holds for its members from then on. That one stays.
    pub async fn delete_enrollment_access(
        &self,
        caller: &Caller,
        id: EnrollmentAccessId,
    ) -> Result<(), Error> {
        caller.may(Privilege::ManageEnrollmentAccess)?;
        if id == FOR_ALL {
            return Err(Refusal::AccessForAllStays.into());
        }
        let (mut tx, before) = self.begin_access_change(caller).await?;
        let row = tx.find_enrollment_access(id).await?.ok_or(Error::NotFound)?;
        tx.delete_enrollment_access(id).await?;
        let event = Event::EnrollmentAccessDeleted { group: row.subject.title().to_owned() };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        self.keep_access_state(&mut tx, caller, &before).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Shows the agreements and the settings.
    pub async fn show_enrollment_terms(&self, caller: &Caller) -> Result<EnrollmentTerms, Error> {
        Ok(EnrollmentTerms {
            institutional: self.show_agreement(caller, Ownership::Institutional).await?,
            personal: self.show_agreement(caller, Ownership::Personal).await?,
            settings: self.0.store.read().await?.find_enrollment_settings().await?,
        })
    }

    /// Writes the settings that belong to access.
    pub async fn save_enrollment_settings(
        &self,
        caller: &Caller,
        settings: EnrollmentSettings,
    ) -> Result<(), Error> {
        let (mut tx, before) = self.begin_access_change(caller).await?;
        let Some(change) = before.settings.change_to(settings) else {
            return Ok(());
        };
        tx.save_enrollment_settings(settings).await?;
        let event = Event::EnrollmentSettingsChanged;
        let line = Audit { changes: vec![change], ..self.audit(caller.actor(), caller.source(), event) };
        tx.insert_audit(&line).await?;
        self.keep_access_state(&mut tx, caller, &before).await?;
        tx.commit().await?;
        Ok(())
    }

    /// Returns the terms and the questions that a login at the portal leads to, or the refusal of somebody who may not
    /// enroll such a device.
    pub(crate) async fn terms_of(
        &self,
        tx: &mut Tx,
        identity: &Identity,
        devices: &Devices,
    ) -> Result<Terms, Error> {
        let terms = identity.terms();
        match identity {
            Identity::Directory(login) => self.terms_of_directory_user(tx, login, terms, devices).await,
            Identity::Account(known) => {
                demand_by_url(devices)?;
                self.terms_of_account(tx, known, terms).await
            }
        }
    }

    async fn terms_of_directory_user(
        &self,
        tx: &mut Tx,
        login: &DirectoryLogin,
        terms: Terms,
        devices: &Devices,
    ) -> Result<Terms, Error> {
        let groups: Vec<_> = login.groups.iter().map(|group| group.group.clone()).collect();
        let offer = offer(&self.enrollment_access(tx).await?, &groups);
        let (by_url, personal) = (
            offer.institutional && devices.institutional_by_url,
            offer.personal_by_account() && devices.personal_account_driven,
        );
        if !by_url && !personal {
            return Err(Refusal::NothingOffered { instead: instead_of(&offer, devices) }.into());
        }
        if !by_url {
            return Ok(Terms { ownership: Ownership::Personal, ..terms });
        }
        let (site_id, site) = site_choice(login.sites(offer.sites));
        let eula = match offer.must_accept_eula {
            true => self.eula_question(tx, Ownership::Institutional).await?,
            false => None,
        };
        let ownership = personal.then(OwnershipQuestion::default);
        Ok(Terms { site_id, questions: Questions { ownership, site, eula, ..Questions::default() }, ..terms })
    }

    /// An account is offered the sites it reaches, and somebody to assign the device to where it may do that.
    async fn terms_of_account(&self, tx: &mut Tx, known: &Known, terms: Terms) -> Result<Terms, Error> {
        let (site_id, site) = site_choice(self.sites_for(tx, &known.grants).await?);
        let user = self.user_question(tx, &known.grants).await?;
        Ok(Terms { site_id, questions: Questions { user, site, ..Questions::default() }, ..terms })
    }

    /// Says what the portal enrolls as settings are now, before anybody has said who they are.
    pub async fn portal_door(&self) -> Result<PortalDoor, Error> {
        Ok(PortalDoor::from(&self.setting::<Devices>().await?.value))
    }

    /// Asks for the user of the device where grants let somebody assign one and there is a directory to find them in.
    async fn user_question(&self, tx: &mut Tx, grants: &[Grant]) -> Result<Option<UserQuestion>, Error> {
        if !any_holds(grants, Privilege::AssignUsers) || !tx.has_people().await? {
            return Ok(None);
        }
        let may_be_blank = tx.find_enrollment_settings().await?.may_leave_user_blank;
        Ok(Some(UserQuestion { may_be_blank, is_answered: false }))
    }

    /// Lists the sites into which grants let somebody enroll; `None` among them is no site.
    pub(crate) async fn sites_for(
        &self,
        tx: &mut Tx,
        grants: &[Grant],
    ) -> Result<Vec<Option<SiteId>>, Error> {
        let mut choices: Vec<Option<SiteId>> = Vec::new();
        let enrolling = grants.iter().filter(|grant| grant.privileges.holds(Privilege::Enroll));
        for grant in enrolling {
            match grant.reach {
                Reach::Site(id) => choices.push(Some(id)),
                Reach::Full => {
                    let sites = tx.list_sites().await?;
                    choices = [None].into_iter().chain(sites.into_iter().map(|site| Some(site.id))).collect();
                    break;
                }
            }
        }
        Ok(choices)
    }

    pub(crate) async fn enrollment_access(&self, tx: &mut Tx) -> Result<Vec<EnrollmentAccess>, Error> {
        let mut rows = tx.list_enrollment_access().await?;
        if rows.first().is_none_or(|row| row.subject != Subject::AllDirectoryUsers) {
            rows.insert(0, EnrollmentAccess::for_all(FOR_ALL, self.now()));
        }
        Ok(rows)
    }
}

impl From<&Devices> for PortalDoor {
    fn from(devices: &Devices) -> Self {
        Self {
            institutional: devices.institutional_by_url,
            personal: devices.personal_account_driven,
            instead: match devices.device_account_driven {
                true => Instead::Settings,
                false => Instead::Administrator,
            },
            admission: Admission::from(devices),
        }
    }
}

/// Refuses where the portal enrolls no institutionally owned devices.
pub(crate) fn demand_by_url(devices: &Devices) -> Result<(), Error> {
    let door = PortalDoor::from(devices);
    if door.institutional {
        return Ok(());
    }
    Err(Refusal::NothingOffered { instead: door.instead }.into())
}

/// Says what somebody can do to whom the portal offers nothing.
fn instead_of(offer: &Offer, devices: &Devices) -> Instead {
    match offer.institutional {
        true if devices.device_account_driven && offer.account_driven => Instead::Settings,
        true => Instead::Administrator,
        false if offer.personal || offer.account_driven => Instead::Personal,
        false => Instead::Nothing,
    }
}

/// Returns the one site there is to choose, or the question which.
pub(crate) fn site_choice(choices: Vec<Option<SiteId>>) -> (Option<SiteId>, Option<SiteQuestion>) {
    match choices.as_slice() {
        [] => (None, None),
        [only] => (*only, None),
        _ => (None, Some(SiteQuestion { choices, is_answered: false })),
    }
}
