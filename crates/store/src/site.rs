//! Sites.

use domain::id::SiteId;
use domain::site::{Site, SiteContent, site_key};
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct SiteRow {
    id: Uuid,
    name: String,
    created_at: i64,
}

impl From<SiteRow> for Site {
    fn from(row: SiteRow) -> Self {
        Self { id: SiteId(row.id), name: row.name, created_at: Timestamp(row.created_at) }
    }
}

impl Tx {
    /// Writes a new site. Fails with a duplicate when the name is taken.
    pub async fn insert_site(&mut self, site: &Site) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into site (id, name, name_key, created_at) values ($1, $2, $3, $4)",
            site.id.0,
            &site.name,
            site_key(&site.name),
            site.created_at.0,
        )?;
        Ok(())
    }

    /// Writes a site's name. Fails with a duplicate when it is taken.
    pub async fn save_site(&mut self, site: &Site) -> Result<(), StoreError> {
        run!(
            execute self,
            "update site set name = $2, name_key = $3 where id = $1",
            site.id.0,
            &site.name,
            site_key(&site.name),
        )?;
        Ok(())
    }

    /// Finds a site.
    pub async fn find_site(&mut self, id: SiteId) -> Result<Option<Site>, StoreError> {
        let row = run!(optional SiteRow, self, "select * from site where id = $1", id.0)?;
        Ok(row.map(Site::from))
    }

    /// Finds a site for change.
    pub async fn lock_site(&mut self, id: SiteId) -> Result<Option<Site>, StoreError> {
        let row = run!(lock SiteRow, self, "select * from site where id = $1", id.0)?;
        Ok(row.map(Site::from))
    }

    /// Finds a site that has to stay until the transaction ends.
    pub async fn hold_site(&mut self, id: SiteId) -> Result<Option<Site>, StoreError> {
        let row = run!(hold SiteRow, self, "select * from site where id = $1", id.0)?;
        Ok(row.map(Site::from))
    }

    /// Lists all sites by name.
    pub async fn list_sites(&mut self) -> Result<Vec<Site>, StoreError> {
        let rows = run!(all SiteRow, self, "select * from site order by name_key, id")?;
        Ok(rows.into_iter().map(Site::from).collect())
    }

    /// Counts what belongs to a site.
    pub async fn count_site_content(&mut self, id: SiteId) -> Result<SiteContent, StoreError> {
        let (devices,) = run!(one(i64,), self, "select count(*) from device where site_id = $1", id.0)?;
        let (accounts,) = run!(one(i64,), self, "select count(*) from account where site_id = $1", id.0)?;
        let (groups,) = run!(one(i64,), self, "select count(*) from account_group where site_id = $1", id.0)?;
        let (rows,) =
            run!(one(i64,), self, "select count(*) from enrollment_access where site_id = $1", id.0)?;
        let (under_way,) = run!(
            one(i64,),
            self,
            "select count(*) from enrollment where site_id = $1 and enrolled_at is null and ended_at is null",
            id.0,
        )?;
        let number = |count| u64::try_from(count).unwrap_or(0);
        Ok(SiteContent {
            devices: number(devices),
            accounts: number(accounts),
            account_groups: number(groups),
            access_rows: number(rows),
            enrollments_under_way: number(under_way),
        })
    }

    /// Moves all that belongs to a site to another, or to none, its enrollments of the past included.
    /// Accounts and groups of accounts move only to another site: without one they would reach everywhere.
    pub async fn move_site_content(&mut self, from: SiteId, to: Option<SiteId>) -> Result<(), StoreError> {
        let to_id = to.map(|id| id.0);
        run!(execute self, "update device set site_id = $2 where site_id = $1", from.0, to_id)?;
        run!(execute self, "update enrollment set site_id = $2 where site_id = $1", from.0, to_id)?;
        run!(execute self, "update enrollment_access set site_id = $2 where site_id = $1", from.0, to_id)?;
        run!(execute self, "update invitation set site_id = $2 where site_id = $1", from.0, to_id)?;
        run!(execute self, "update session set site_id = null where site_id = $1", from.0)?;
        if let Some(to) = to {
            run!(execute self, "update account set site_id = $2 where site_id = $1", from.0, to.0)?;
            run!(execute self, "update account_group set site_id = $2 where site_id = $1", from.0, to.0)?;
        }
        Ok(())
    }

    /// Deletes a site that nothing belongs to any more.
    pub async fn delete_site(&mut self, id: SiteId) -> Result<(), StoreError> {
        run!(execute self, "delete from site where id = $1", id.0)?;
        Ok(())
    }
}
