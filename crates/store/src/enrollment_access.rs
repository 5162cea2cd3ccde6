//! Enrollment access, and the settings that belong to it.

use domain::directory::{DirectoryGroupRef, DirectoryKey};
use domain::enrollment_access::{EnrollmentAccess, EnrollmentSettings, Subject};
use domain::id::{DirectoryId, EnrollmentAccessId, SiteId};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct EnrollmentAccessRow {
    id: Uuid,
    directory_id: Option<Uuid>,
    directory_key: Option<String>,
    name: String,
    may_institutional: bool,
    may_personal: bool,
    may_account_driven: bool,
    must_accept_eula: bool,
    site_id: Option<Uuid>,
    changed_at: i64,
}

impl From<EnrollmentAccessRow> for EnrollmentAccess {
    fn from(row: EnrollmentAccessRow) -> Self {
        let subject = match (row.directory_id, row.directory_key) {
            (Some(id), Some(key)) => {
                let group = DirectoryGroupRef { directory_id: DirectoryId(id), key: DirectoryKey(key) };
                Subject::Group { group, name: row.name }
            }
            _ => Subject::AllDirectoryUsers,
        };
        Self {
            id: EnrollmentAccessId(row.id),
            subject,
            may_institutional: row.may_institutional,
            may_personal: row.may_personal,
            may_account_driven: row.may_account_driven,
            must_accept_eula: row.must_accept_eula,
            site_id: row.site_id.map(SiteId),
            changed_at: Timestamp(row.changed_at),
        }
    }
}

impl Tx {
    /// Writes a row, new or changed. Fails with a duplicate when its group has another row.
    pub async fn save_enrollment_access(&mut self, access: &EnrollmentAccess) -> Result<(), StoreError> {
        let (directory_id, directory_key, name) = match &access.subject {
            Subject::AllDirectoryUsers => (None, None, ""),
            Subject::Group { group, name } => {
                (Some(group.directory_id.0), Some(group.key.0.clone()), name.as_str())
            }
        };
        run!(
            execute self,
            "insert into enrollment_access (id, directory_id, directory_key, name, may_institutional, may_personal,
                 may_account_driven, must_accept_eula, site_id, changed_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
             on conflict (id) do update set name = excluded.name, may_institutional = excluded.may_institutional,
                 may_personal = excluded.may_personal, may_account_driven = excluded.may_account_driven,
                 must_accept_eula = excluded.must_accept_eula, site_id = excluded.site_id,
                 changed_at = excluded.changed_at",
            access.id.0,
            directory_id,
            directory_key,
            name,
            access.may_institutional,
            access.may_personal,
            access.may_account_driven,
            access.must_accept_eula,
            access.site_id.map(|id| id.0),
            access.changed_at.0,
        )?;
        Ok(())
    }

    /// Finds a row.
    pub async fn find_enrollment_access(
        &mut self,
        id: EnrollmentAccessId,
    ) -> Result<Option<EnrollmentAccess>, StoreError> {
        let row =
            run!(optional EnrollmentAccessRow, self, "select * from enrollment_access where id = $1", id.0)?;
        Ok(row.map(EnrollmentAccess::from))
    }

    /// Lists all rows that are stored: the one for everybody first, if anybody has changed it, then groups by name.
    pub async fn list_enrollment_access(&mut self) -> Result<Vec<EnrollmentAccess>, StoreError> {
        let rows = run!(
            all EnrollmentAccessRow, self,
            "select * from enrollment_access
             order by case when directory_id is null then 0 else 1 end, lower(name), id",
        )?;
        Ok(rows.into_iter().map(EnrollmentAccess::from).collect())
    }

    /// Says whether a group of a directory has a row.
    pub async fn has_enrollment_access_of(&mut self, id: DirectoryId) -> Result<bool, StoreError> {
        let row = run!(
            optional(Uuid,),
            self,
            "select id from enrollment_access where directory_id = $1 limit 1",
            id.0
        )?;
        Ok(row.is_some())
    }

    /// Deletes a row.
    pub async fn delete_enrollment_access(&mut self, id: EnrollmentAccessId) -> Result<(), StoreError> {
        run!(execute self, "delete from enrollment_access where id = $1", id.0)?;
        Ok(())
    }

    /// Says whether there is anybody to assign devices to: a directory that is not switched off, or built-in people.
    pub async fn has_people(&mut self) -> Result<bool, StoreError> {
        let row = run!(optional(Uuid,), self, "select id from directory where disabled_at is null limit 1")?;
        Ok(row.is_some() || self.has_built_in_people().await?)
    }

    /// Writes the settings.
    pub async fn save_enrollment_settings(&mut self, settings: EnrollmentSettings) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into enrollment_settings (id, may_leave_user_blank) values (1, $1)
             on conflict (id) do update set may_leave_user_blank = excluded.may_leave_user_blank",
            settings.may_leave_user_blank,
        )?;
        Ok(())
    }

    /// Finds the settings for change, and holds off every other change of enrollment access: its rows are changed by whoever
    /// has locked this one.
    pub async fn lock_enrollment_settings(&mut self) -> Result<EnrollmentSettings, StoreError> {
        let (may_leave_user_blank,) = run!(
            one(bool,),
            self,
            "insert into enrollment_settings (id, may_leave_user_blank) values (1, $1)
             on conflict (id) do update set id = excluded.id returning may_leave_user_blank",
            EnrollmentSettings::default().may_leave_user_blank,
        )?;
        Ok(EnrollmentSettings { may_leave_user_blank })
    }

    /// Finds the settings, those of a new server when nobody has changed any.
    pub async fn find_enrollment_settings(&mut self) -> Result<EnrollmentSettings, StoreError> {
        let row =
            run!(optional(bool,), self, "select may_leave_user_blank from enrollment_settings where id = 1")?;
        Ok(row.map_or_else(EnrollmentSettings::default, |(may_leave_user_blank,)| EnrollmentSettings {
            may_leave_user_blank,
        }))
    }
}
