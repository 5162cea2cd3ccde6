//! Settings of user-initiated enrollment: what counts, what counted before, a change, and going back to a former version.

use domain::audit::{Audit, Event, FieldChange};
use domain::privilege::Privilege;
use domain::setting::{Section, SettingVersion, VERSIONS_KEPT, Versioned, changes_between};
use serde_json::Value;
use store::Tx;

use crate::audit::Change;
use crate::{App, Caller, Error, Fault, Refusal};

/// A version of a section, with what it changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SettingChange {
    /// The version.
    pub version: SettingVersion,
    /// What is other than in the version before it; of the oldest one kept, nothing is known.
    pub changes: Vec<FieldChange>,
}

impl App {
    /// Returns a section as it counts now: one indexed read.
    pub async fn setting<S: Section>(&self) -> Result<Versioned<S>, Error> {
        setting(&mut self.0.store.read().await?, S::NAME).await
    }

    /// Shows a section to an administrator.
    pub async fn show_setting<S: Section>(&self, caller: &Caller) -> Result<Versioned<S>, Error> {
        caller.may(Privilege::ReadEnrollmentAccess)?;
        self.setting().await
    }

    /// Changes a section. `seen_version` is the one that the change was made from: where another came meanwhile, nothing
    /// is written. A change that changes nothing writes no version.
    pub async fn change_setting<S: Section>(
        &self,
        caller: &Caller,
        value: S,
        seen_version: u64,
    ) -> Result<Versioned<S>, Error> {
        self.change_setting_named(caller, S::NAME, S::TITLE, value, seen_version).await
    }

    /// Lists the versions kept of a section, newest first.
    pub async fn list_setting_versions(
        &self,
        caller: &Caller,
        name: &str,
    ) -> Result<Vec<SettingChange>, Error> {
        caller.may(Privilege::ReadEnrollmentAccess)?;
        let versions = self.0.store.read().await?.list_setting_versions(name).await?;
        let contents: Vec<_> = versions.iter().map(|version| parsed(&version.content)).collect();
        let first = Value::Null;
        let is_whole = versions.last().is_some_and(|oldest| oldest.version == 1);
        let changes = contents.iter().enumerate().map(|(place, after)| match contents.get(place + 1) {
            Some(before) => changes_between(before, after),
            None if is_whole => changes_between(&first, after),
            None => Vec::new(),
        });
        let changes: Vec<_> = changes.collect();
        Ok(versions
            .into_iter()
            .zip(changes)
            .map(|(version, changes)| SettingChange { version, changes })
            .collect())
    }

    /// Goes back to a former version of a section, by writing it as the newest. One that is in force writes no version.
    pub async fn restore_setting<S: Section>(
        &self,
        caller: &Caller,
        version: u64,
        seen_version: u64,
    ) -> Result<Versioned<S>, Error> {
        self.restore_setting_named(caller, S::NAME, S::TITLE, version, seen_version).await
    }

    /// As [`App::change_setting`], for a section of which there are several: `name` tells which.
    pub(crate) async fn change_setting_named<S: Section>(
        &self,
        caller: &Caller,
        name: &str,
        title: &str,
        value: S,
        seen_version: u64,
    ) -> Result<Versioned<S>, Error> {
        let (mut tx, counts) = self.begin_change::<S>(caller, name, seen_version).await?;
        let event = Event::SettingChanged { section: title.to_owned() };
        self.write_setting(&mut tx, caller, name, &counts, &value, event).await?;
        tx.commit().await?;
        self.setting_named(name).await
    }

    /// As [`App::restore_setting`], for a section of which there are several.
    pub(crate) async fn restore_setting_named<S: Section>(
        &self,
        caller: &Caller,
        name: &str,
        title: &str,
        version: u64,
        seen_version: u64,
    ) -> Result<Versioned<S>, Error> {
        let (mut tx, counts) = self.begin_change::<S>(caller, name, seen_version).await?;
        let former = tx.find_setting_version(name, version).await?.ok_or(Error::NotFound)?;
        let former: S = read(&former)?;
        let event = Event::SettingRestored { section: title.to_owned(), version };
        self.write_setting(&mut tx, caller, name, &counts, &former, event).await?;
        tx.commit().await?;
        self.setting_named(name).await
    }

    /// As [`App::setting`], for a section of which there are several.
    pub(crate) async fn setting_named<S: Section>(&self, name: &str) -> Result<Versioned<S>, Error> {
        setting(&mut self.0.store.read().await?, name).await
    }

    /// Begins a change of a section that was made from the version seen.
    pub(crate) async fn begin_change<S: Section>(
        &self,
        caller: &Caller,
        name: &str,
        seen_version: u64,
    ) -> Result<(Change, Versioned<S>), Error> {
        caller.may(Privilege::ManageEnrollmentAccess)?;
        let mut tx = self.0.store.begin().await?;
        let counts = setting::<S>(&mut tx, name).await?;
        if counts.version != seen_version {
            return Err(Refusal::SettingChanged.into());
        }
        Ok((tx, counts))
    }

    /// Writes a section as its newest version, and what changed in the trail; nothing where nothing changes. Refuses what
    /// makes no sense, wherever it comes from.
    pub(crate) async fn write_setting<S: Section>(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        name: &str,
        before: &Versioned<S>,
        after: &S,
        event: Event,
    ) -> Result<(), Error> {
        check(tx, &before.value, after).await?;
        if before.value == *after {
            return Ok(());
        }
        let version = before.version + 1;
        let after = written(after)?;
        let next = SettingVersion {
            name: name.to_owned(),
            version,
            content: after.to_string(),
            changed_at: self.now(),
            changed_by: caller.actor().name().to_owned(),
        };
        if !tx.insert_setting(&next).await? {
            return Err(Refusal::SettingChanged.into());
        }
        tx.delete_setting_versions(name, version.saturating_sub(VERSIONS_KEPT)).await?;
        if let Some((kind, _)) = name.split_once('/') {
            mark(tx, kind, &next).await?;
        }
        let changes = changes_between(&written(&before.value)?, &after);
        let line = Audit { changes, ..self.audit(caller.actor(), caller.source(), event) };
        tx.insert_audit(&line).await?;
        Ok(())
    }
}

/// Checks a section before it is written. That there is a signing certificate counts where it is switched on: the lock lets
/// nobody remove it meanwhile.
async fn check<S: Section>(tx: &mut Tx, before: &S, after: &S) -> Result<(), Error> {
    let faults = after.check().into_iter().map(|(field, words)| Fault::new(field, words));
    let mut faults: Vec<_> = faults.collect();
    if after.wants_signing_certificate()
        && !before.wants_signing_certificate()
        && tx.lock_signing_certificate().await?.is_none()
    {
        let words = "There is no signing certificate. Upload one first; that switches it on.";
        faults.push(Fault::new("use_signing_certificate", words));
    }
    if faults.is_empty() { Ok(()) } else { Err(Error::Invalid(faults)) }
}

/// Leaves a mark that one of several sections of a kind has changed, so that whoever has read them all learns of it by one
/// look. Only the newest mark is kept.
async fn mark(tx: &mut Tx, kind: &str, changed: &SettingVersion) -> Result<(), Error> {
    let before = tx.find_setting(kind).await?.map_or(0, |mark| mark.version);
    let mark = SettingVersion {
        name: kind.to_owned(),
        version: before + 1,
        content: "{}".to_owned(),
        changed_at: changed.changed_at,
        changed_by: changed.changed_by.clone(),
    };
    if !tx.insert_setting(&mark).await? {
        return Err(Refusal::SettingChanged.into()); // somebody changed another of them at the same moment
    }
    Ok(tx.delete_setting_versions(kind, before).await?)
}

/// Returns a section as it counts now, within a transaction.
pub(crate) async fn setting<S: Section>(tx: &mut Tx, name: &str) -> Result<Versioned<S>, Error> {
    Ok(match tx.find_setting(name).await? {
        Some(found) => {
            let value = read(&found)?;
            Versioned { value, version: found.version, changed: Some((found.changed_at, found.changed_by)) }
        }
        None => Versioned { value: S::default(), version: 0, changed: None },
    })
}

pub(crate) fn read<S: Section>(version: &SettingVersion) -> Result<S, Error> {
    serde_json::from_str(&version.content)
        .map_err(|error| Error::Internal(format!("reading the settings {}: {error}", version.name)))
}

fn written<S: Section>(value: &S) -> Result<Value, Error> {
    serde_json::to_value(value).map_err(|error| Error::Internal(format!("writing settings: {error}")))
}

fn parsed(content: &str) -> Value {
    serde_json::from_str(content).unwrap_or_default()
}
