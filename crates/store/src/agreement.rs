//! Agreements, version by version for each ownership, with their texts by language.

use std::collections::BTreeMap;

use domain::agreement::{Agreement, AgreementVersion};
use domain::enrollment::Ownership;
use domain::time::Timestamp;

use crate::engine::run;
use crate::{StoreError, Tx};

impl Tx {
    /// Writes a version of an agreement. Fails with a duplicate when that version exists.
    pub async fn insert_agreement(&mut self, agreement: &Agreement) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into agreement (ownership, version, changed_at, changed_by) values ($1, $2, $3, $4)",
            agreement.ownership.name(),
            i64::from(agreement.version),
            agreement.changed_at.0,
            &agreement.changed_by,
        )?;
        for (language, text) in &agreement.texts {
            run!(
                execute self,
                "insert into agreement_text (ownership, version, language, text) values ($1, $2, $3, $4)",
                agreement.ownership.name(),
                i64::from(agreement.version),
                language,
                text,
            )?;
        }
        Ok(())
    }

    /// Finds the agreement that counts now for devices of an ownership.
    pub async fn find_agreement(&mut self, ownership: Ownership) -> Result<Option<Agreement>, StoreError> {
        let row = run!(
            optional(i64, i64, String),
            self,
            "select version, changed_at, changed_by from agreement where ownership = $1
             order by version desc limit 1",
            ownership.name(),
        )?;
        self.with_texts(ownership, row).await
    }

    /// Finds a version of an agreement.
    pub async fn find_agreement_version(
        &mut self,
        ownership: Ownership,
        version: u32,
    ) -> Result<Option<Agreement>, StoreError> {
        let row = run!(
            optional(i64, i64, String),
            self,
            "select version, changed_at, changed_by from agreement where ownership = $1 and version = $2",
            ownership.name(),
            i64::from(version),
        )?;
        self.with_texts(ownership, row).await
    }

    async fn with_texts(
        &mut self,
        ownership: Ownership,
        row: Option<(i64, i64, String)>,
    ) -> Result<Option<Agreement>, StoreError> {
        let Some((version, changed_at, changed_by)) = row else { return Ok(None) };
        let texts = run!(
            all(String, String),
            self,
            "select language, text from agreement_text where ownership = $1 and version = $2",
            ownership.name(),
            version,
        )?;
        Ok(Some(Agreement {
            ownership,
            version: number(version),
            texts: texts.into_iter().collect(),
            changed_at: Timestamp(changed_at),
            changed_by,
        }))
    }

    /// Lists the latest versions of an agreement with their languages, newest first.
    pub async fn list_agreement_versions(
        &mut self,
        ownership: Ownership,
        limit: u32,
    ) -> Result<Vec<AgreementVersion>, StoreError> {
        let rows = run!(
            all(i64, i64, String),
            self,
            "select version, changed_at, changed_by from agreement where ownership = $1
             order by version desc limit $2",
            ownership.name(),
            i64::from(limit),
        )?;
        let oldest = rows.last().map_or(0, |(version, ..)| *version);
        let texts = run!(
            all(i64, String),
            self,
            "select version, language from agreement_text where ownership = $1 and version >= $2
             order by version, language",
            ownership.name(),
            oldest,
        )?;
        let mut languages: BTreeMap<i64, Vec<String>> = BTreeMap::new();
        for (version, language) in texts {
            languages.entry(version).or_default().push(language);
        }
        Ok(rows
            .into_iter()
            .map(|(version, changed_at, changed_by)| AgreementVersion {
                version: number(version),
                languages: languages.remove(&version).unwrap_or_default(),
                changed_at: Timestamp(changed_at),
                changed_by,
            })
            .collect())
    }
}

fn number(version: i64) -> u32 {
    u32::try_from(version).unwrap_or(0)
}
