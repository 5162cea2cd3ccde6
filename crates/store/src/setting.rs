//! Settings that administrators change while the server runs, version by version.

use domain::setting::SettingVersion;
use domain::time::Timestamp;
use sqlx::FromRow;

use crate::engine::run;
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct SettingRow {
    name: String,
    version: i64,
    content: String,
    changed_at: i64,
    changed_by: String,
}

impl From<SettingRow> for SettingVersion {
    fn from(row: SettingRow) -> Self {
        Self {
            name: row.name,
            version: number(row.version),
            content: row.content,
            changed_at: Timestamp(row.changed_at),
            changed_by: row.changed_by,
        }
    }
}

fn number(version: i64) -> u64 {
    u64::try_from(version).unwrap_or(0)
}

fn bigint(version: u64) -> i64 {
    i64::try_from(version).unwrap_or(i64::MAX)
}

impl Tx {
    /// Writes a new version of a section; `false` when that version is there already: somebody was faster.
    pub async fn insert_setting(&mut self, setting: &SettingVersion) -> Result<bool, StoreError> {
        let written = run!(
            execute self,
            "insert into setting (name, version, content, changed_at, changed_by) values ($1, $2, $3, $4, $5)
             on conflict (name, version) do nothing",
            &setting.name,
            bigint(setting.version),
            &setting.content,
            setting.changed_at.0,
            &setting.changed_by,
        )?;
        Ok(written == 1)
    }

    /// Finds the version of a section that counts.
    pub async fn find_setting(&mut self, name: &str) -> Result<Option<SettingVersion>, StoreError> {
        let row = run!(
            optional SettingRow,
            self,
            "select * from setting where name = $1 order by version desc limit 1",
            name,
        )?;
        Ok(row.map(SettingVersion::from))
    }

    /// Finds one version of a section.
    pub async fn find_setting_version(
        &mut self,
        name: &str,
        version: u64,
    ) -> Result<Option<SettingVersion>, StoreError> {
        let row = run!(
            optional SettingRow,
            self,
            "select * from setting where name = $1 and version = $2",
            name,
            bigint(version),
        )?;
        Ok(row.map(SettingVersion::from))
    }

    /// Lists the versions kept of a section, newest first.
    pub async fn list_setting_versions(&mut self, name: &str) -> Result<Vec<SettingVersion>, StoreError> {
        let rows = run!(
            all SettingRow,
            self,
            "select * from setting where name = $1 order by version desc",
            name,
        )?;
        Ok(rows.into_iter().map(SettingVersion::from).collect())
    }

    /// Lists what counts of all sections whose name begins so, by name.
    pub async fn list_settings(&mut self, prefix: &str) -> Result<Vec<SettingVersion>, StoreError> {
        let rows = run!(
            all SettingRow,
            self,
            "select * from setting where substr(name, 1, length($1)) = $1
             and version = (select max(other.version) from setting other where other.name = setting.name)
             order by name",
            prefix,
        )?;
        Ok(rows.into_iter().map(SettingVersion::from).collect())
    }

    /// Forgets versions of a section up to the one given.
    pub async fn delete_setting_versions(&mut self, name: &str, up_to: u64) -> Result<(), StoreError> {
        run!(execute self, "delete from setting where name = $1 and version <= $2", name, bigint(up_to))?;
        Ok(())
    }
}
