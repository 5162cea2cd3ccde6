//! The audit trail. Rows are only ever added.

use domain::audit::Audit;
use domain::id::{AuditId, DeviceId, EnrollmentId};
use domain::page::{Cursor, Page};
use domain::reference::Reference;
use domain::time::Timestamp;
use sqlx::FromRow;
use uuid::Uuid;

use crate::engine::run;
use crate::row::{named, read_json, write_json};
use crate::{StoreError, Tx};

#[derive(FromRow)]
struct AuditRow {
    id: Uuid,
    at: i64,
    actor: String,
    source: Option<String>,
    event: String,
    enrollment_id: Option<Uuid>,
    device_id: Option<Uuid>,
    reference: Option<String>,
}

impl TryFrom<AuditRow> for Audit {
    type Error = StoreError;

    fn try_from(row: AuditRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: AuditId(row.id),
            at: Timestamp(row.at),
            actor: read_json("audit", &row.actor)?,
            source: row.source.map(|text| named("audit", &text, |text| text.parse().ok())).transpose()?,
            event: read_json("audit", &row.event)?,
            enrollment_id: row.enrollment_id.map(EnrollmentId),
            device_id: row.device_id.map(DeviceId),
            reference: row.reference.map(|text| named("audit", &text, Reference::parse)).transpose()?,
        })
    }
}

impl Tx {
    /// Adds a line.
    pub async fn insert_audit(&mut self, audit: &Audit) -> Result<(), StoreError> {
        run!(
            execute self,
            "insert into audit (id, at, actor, source, event, enrollment_id, device_id, reference)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
            audit.id.0,
            audit.at.0,
            write_json("audit", &audit.actor)?,
            audit.source.map(|source| source.to_string()),
            write_json("audit", &audit.event)?,
            audit.enrollment_id.map(|id| id.0),
            audit.device_id.map(|id| id.0),
            audit.reference.as_ref().map(Reference::as_str),
        )?;
        Ok(())
    }

    /// Lists what happened to a device, newest first.
    pub async fn list_device_audit(
        &mut self,
        id: DeviceId,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<Audit>, StoreError> {
        let rows = run!(
            all AuditRow, self,
            "select * from audit where device_id = $1 and id < $2 order by id desc limit $3",
            id.0,
            after.map_or(Uuid::max(), |cursor| cursor.id),
            i64::from(limit) + 1,
        )?;
        cut(rows, limit)
    }

    /// Lists what happened to an enrollment, newest first.
    pub async fn list_enrollment_audit(
        &mut self,
        id: EnrollmentId,
        after: Option<&Cursor>,
        limit: u32,
    ) -> Result<Page<Audit>, StoreError> {
        let rows = run!(
            all AuditRow, self,
            "select * from audit where enrollment_id = $1 and id < $2 order by id desc limit $3",
            id.0,
            after.map_or(Uuid::max(), |cursor| cursor.id),
            i64::from(limit) + 1,
        )?;
        cut(rows, limit)
    }

    /// Finds the latest line under a reference code.
    pub async fn find_audit_by_reference(
        &mut self,
        reference: &Reference,
    ) -> Result<Option<Audit>, StoreError> {
        let row = run!(
            optional AuditRow, self,
            "select * from audit where reference = $1 order by id desc limit 1",
            reference.as_str(),
        )?;
        row.map(Audit::try_from).transpose()
    }

    /// Binds the lines of an enrollment to its device, once that is known, so that the device's timeline begins at the login.
    pub async fn save_audit_device(
        &mut self,
        enrollment: EnrollmentId,
        device: DeviceId,
    ) -> Result<(), StoreError> {
        run!(
            execute self,
            "update audit set device_id = $2 where enrollment_id = $1 and device_id is null",
            enrollment.0,
            device.0,
        )?;
        Ok(())
    }
}

fn cut(rows: Vec<AuditRow>, limit: u32) -> Result<Page<Audit>, StoreError> {
    let audits = rows.into_iter().map(Audit::try_from).collect::<Result<Vec<_>, _>>()?;
    Ok(Page::cut(audits, limit, |audit| Cursor { value: String::new(), id: audit.id.0 }))
}
