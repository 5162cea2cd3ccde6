//! Agreements: what counts, what counted before, and new versions. An enrollment keeps the version it was begun with.

use std::collections::BTreeMap;

use domain::agreement::{Agreement, AgreementVersion, tidied};
use domain::audit::{Audit, Event};
use domain::enrollment::Ownership;
use domain::language::language_code;
use domain::privilege::Privilege;
use domain::question::EulaQuestion;
use store::Tx;

use crate::{App, Caller, Error, Fault, Refusal};

/// The most versions that a list shows.
const VERSIONS_SHOWN: u32 = 100;

impl App {
    /// Shows the agreement that counts now for devices of an ownership; version 0 without a text before anybody has
    /// written one.
    pub async fn show_agreement(&self, caller: &Caller, ownership: Ownership) -> Result<Agreement, Error> {
        caller.may(Privilege::ReadEnrollmentAccess)?;
        let found = self.0.store.read().await?.find_agreement(ownership).await?;
        Ok(found.unwrap_or_else(|| Agreement::none(ownership, self.now())))
    }

    /// Lists the latest versions of an agreement, newest first.
    pub async fn list_agreement_versions(
        &self,
        caller: &Caller,
        ownership: Ownership,
    ) -> Result<Vec<AgreementVersion>, Error> {
        caller.may(Privilege::ReadEnrollmentAccess)?;
        Ok(self.0.store.read().await?.list_agreement_versions(ownership, VERSIONS_SHOWN).await?)
    }

    /// Shows one version of an agreement.
    pub async fn show_agreement_version(
        &self,
        caller: &Caller,
        ownership: Ownership,
        version: u32,
    ) -> Result<Agreement, Error> {
        caller.may(Privilege::ReadEnrollmentAccess)?;
        let found = self.0.store.read().await?.find_agreement_version(ownership, version).await?;
        found.ok_or(Error::NotFound)
    }

    /// Writes an agreement as a new version, when it says anything else than the one that counts. `seen_version` is the
    /// one that the change was made from: where another came meanwhile, nothing is written.
    pub async fn save_agreement(
        &self,
        caller: &Caller,
        ownership: Ownership,
        texts: &BTreeMap<String, String>,
        seen_version: u32,
    ) -> Result<Agreement, Error> {
        self.write_agreement(caller, ownership, seen_version, |_| Ok(texts.clone())).await
    }

    /// Writes what an agreement says in one language, leaving the others as they are. An empty text takes the language
    /// out.
    pub async fn save_agreement_text(
        &self,
        caller: &Caller,
        ownership: Ownership,
        language: &str,
        text: &str,
        seen_version: u32,
    ) -> Result<Agreement, Error> {
        let Some(code) = language_code(language) else {
            let words = "Name the language by its code, such as en, de or pt-BR.";
            return Err(Error::Invalid(vec![Fault::new("language", words)]));
        };
        let change = |former: &Agreement| {
            let mut texts = former.texts.clone();
            texts.insert(code, text.to_owned());
            Ok(texts)
        };
        self.write_agreement(caller, ownership, seen_version, change).await
    }

    /// Goes back to a former version of an agreement, by writing it as the newest: whoever enrolls from now on accepts it
    /// anew.
    pub async fn restore_agreement(
        &self,
        caller: &Caller,
        ownership: Ownership,
        version: u32,
        seen_version: u32,
    ) -> Result<Agreement, Error> {
        let former = self.show_agreement_version(caller, ownership, version).await?;
        self.write_agreement(caller, ownership, seen_version, |_| Ok(former.texts)).await
    }

    async fn write_agreement(
        &self,
        caller: &Caller,
        ownership: Ownership,
        seen_version: u32,
        change: impl FnOnce(&Agreement) -> Result<BTreeMap<String, String>, Error>,
    ) -> Result<Agreement, Error> {
        caller.may(Privilege::ManageEnrollmentAccess)?;
        let now = self.now();
        let mut tx = self.0.store.begin().await?;
        let former = tx.find_agreement(ownership).await?.unwrap_or_else(|| Agreement::none(ownership, now));
        if former.version != seen_version {
            return Err(Refusal::SettingChanged.into());
        }
        let texts =
            tidied(&change(&former)?).map_err(|words| Error::Invalid(vec![Fault::new("text", words)]))?;
        if texts == former.texts {
            return Ok(former);
        }
        let agreement = Agreement {
            ownership,
            version: former.version + 1,
            texts,
            changed_at: now,
            changed_by: caller.actor().name().to_owned(),
        };
        // Of two who write at once, the second finds the version taken.
        tx.insert_agreement(&agreement).await.map_err(|error| match error.is_duplicate() {
            true => Error::from(Refusal::SettingChanged),
            false => error.into(),
        })?;
        let event = Event::AgreementChanged { ownership, version: agreement.version };
        let changes = former.changes_to(&agreement);
        let line = Audit { changes, ..self.audit(caller.actor(), caller.source(), event) };
        tx.insert_audit(&line).await?;
        tx.commit().await?;
        Ok(agreement)
    }

    /// Returns the question that the agreement for devices of an ownership leads to; nothing where none is written.
    pub(crate) async fn eula_question(
        &self,
        tx: &mut Tx,
        ownership: Ownership,
    ) -> Result<Option<EulaQuestion>, Error> {
        let agreement = tx.find_agreement(ownership).await?.filter(Agreement::asks);
        Ok(agreement.map(|agreement| EulaQuestion {
            ownership,
            version: agreement.version,
            is_answered: false,
        }))
    }
}
