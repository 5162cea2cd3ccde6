//! The audit log as a file: page by page, as a spreadsheet or as lines of JSON.

use domain::audit::{Audit, AuditFilter, Event, FieldChange};
use domain::page::{Cursor, PAGE_ROWS_MAX, Page};
use domain::privilege::Privilege;
use domain::spreadsheet::harmless;
use domain::time::Timestamp;
use serde_json::{Value, json};

use crate::audit::AuditQuery;
use crate::{App, Caller, Error};

/// In which form the log goes out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AuditFormat {
    /// Comma-separated values for a spreadsheet, with formulas disarmed.
    Csv,
    /// One JSON object a line.
    JsonLines,
}

impl AuditFormat {
    /// Returns the name used at the command line, in addresses and as a file's ending.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }
}

/// An export under way.
pub struct AuditExport {
    app: App,
    filter: AuditFilter,
    format: AuditFormat,
    /// The page to write next; `None` when all are written.
    page: Option<Page<Audit>>,
    is_begun: bool,
}

const HEAD: [&str; 11] = [
    "Time (UTC)",
    "Line",
    "Event",
    "What",
    "Who",
    "Source",
    "Device",
    "Enrollment",
    "Reference",
    "Reason",
    "Changes",
];

impl App {
    /// Begins to export the lines that a filter lets through, newest first. That it was exported is a line itself, which
    /// the export does not hold.
    pub async fn export_audit(
        &self,
        caller: &Caller,
        filter: AuditFilter,
        format: AuditFormat,
    ) -> Result<AuditExport, Error> {
        caller.may(Privilege::ReadAudit)?;
        let query = AuditQuery { filter: filter.clone(), after: None, limit: PAGE_ROWS_MAX };
        let page = Some(self.read_audit(query).await?);
        let mut tx = self.0.store.begin().await?;
        let event = Event::AuditExported { format: format.name().to_owned() };
        tx.insert_audit(&self.audit(caller.actor(), caller.source(), event)).await?;
        tx.commit().await?;
        Ok(AuditExport { app: self.clone(), filter, format, page, is_begun: false })
    }
}

impl AuditExport {
    /// Returns the next piece of the file, or `None` at its end.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let Some(page) = self.page.take() else { return Ok(None) };
        self.page = match page.next {
            Some(after) => Some(self.read(after).await?),
            None => None,
        };
        let is_first = !std::mem::replace(&mut self.is_begun, true);
        let piece = match self.format {
            AuditFormat::Csv => to_csv(is_first, &page.rows)?,
            AuditFormat::JsonLines => page.rows.iter().flat_map(|line| to_json(line).into_bytes()).collect(),
        };
        Ok(Some(piece))
    }

    async fn read(&self, after: Cursor) -> Result<Page<Audit>, Error> {
        let query = AuditQuery { filter: self.filter.clone(), after: Some(after), limit: PAGE_ROWS_MAX };
        self.app.read_audit(query).await
    }
}

/// Writes lines for a spreadsheet. The file begins with a byte order mark: without it Excel reads "Åsa" as three strange
/// letters.
fn to_csv(is_first: bool, lines: &[Audit]) -> Result<Vec<u8>, Error> {
    let start = if is_first { b"\xef\xbb\xbf".to_vec() } else { Vec::new() };
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(start);
    let failed = |error: csv::Error| Error::Internal(format!("writing the audit log: {error}"));
    if is_first {
        writer.write_record(HEAD).map_err(failed)?;
    }
    for line in lines {
        writer.write_record(cells(line).map(harmless)).map_err(failed)?;
    }
    writer.into_inner().map_err(|error| Error::Internal(format!("writing the audit log: {error}")))
}

fn cells(line: &Audit) -> [String; 11] {
    let text = |value: Option<&dyn ToString>| value.map(ToString::to_string).unwrap_or_default();
    [
        rfc3339(line.at),
        line.id.to_string(),
        taken_apart(&line.event).0,
        line.event.title(),
        line.actor.title(),
        text(line.source.as_ref().map(|source| source as _)),
        text(line.device_id.as_ref().map(|id| id as _)),
        text(line.enrollment_id.as_ref().map(|id| id as _)),
        text(line.reference.as_ref().map(|reference| reference as _)),
        line.reason.clone().unwrap_or_default(),
        line.changes.iter().map(in_words).collect::<Vec<_>>().join("; "),
    ]
}

fn in_words(FieldChange { field, before, after }: &FieldChange) -> String {
    format!("{field}: “{before}” → “{after}”")
}

fn to_json(line: &Audit) -> String {
    let (event, details) = taken_apart(&line.event);
    let document = json!({
        "id": line.id,
        "at": rfc3339(line.at),
        "event": event,
        "title": line.event.title(),
        "details": details,
        "actor": line.actor,
        "source": line.source,
        "device_id": line.device_id,
        "enrollment_id": line.enrollment_id,
        "invitation_id": line.invitation_id,
        "reference": line.reference,
        "reason": line.reason,
        "changes": line.changes,
    });
    format!("{document}\n")
}

/// Splits an event into its fixed name and its particulars.
fn taken_apart(event: &Event) -> (String, Value) {
    let mut value = serde_json::to_value(event).unwrap_or_default();
    let name = value.as_object_mut().and_then(|fields| fields.remove("event"));
    let name = name.and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default();
    (name, value)
}

fn rfc3339(at: Timestamp) -> String {
    jiff::Timestamp::from_millisecond(at.0).map_or_else(|_| at.0.to_string(), |instant| instant.to_string())
}
