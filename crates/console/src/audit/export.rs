//! The audit log as a file, by the same filters, written page by page as it is read.

use app::{App, AuditExport, AuditFormat, Error};
use axum::body::{Body, Bytes};
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use futures::stream::{self, TryStreamExt};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use web::error::PageError;

use crate::admin::Admin;
use crate::audit::filter::{Address, View};

/// Where the spreadsheet is.
pub(crate) const CSV_PATH: &str = "/console/settings/audit.csv";
/// Where the lines of JSON are.
pub(crate) const JSON_PATH: &str = "/console/settings/audit.jsonl";

/// Sends the log as a spreadsheet.
pub(crate) async fn csv(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let filter = View::from(address).filter();
    let export = app.export_audit(&caller, filter, AuditFormat::Csv).await?;
    Ok(send(export, "text/csv; charset=utf-8", "attachment; filename=\"audit-log.csv\""))
}

/// Sends the log as lines of JSON.
pub(crate) async fn json_lines(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let filter = View::from(address).filter();
    let export = app.export_audit(&caller, filter, AuditFormat::JsonLines).await?;
    Ok(send(export, "application/jsonl; charset=utf-8", "attachment; filename=\"audit-log.jsonl\""))
}

fn send(export: AuditExport, kind: &'static str, disposition: &'static str) -> Response {
    let pieces = stream::try_unfold(export, async |mut export| {
        let piece = export.next().await?;
        Ok::<_, Error>(piece.map(|piece| (Bytes::from(piece), export)))
    });
    let pieces = pieces.inspect_err(|error| tracing::error!("writing the audit log: {error}"));
    ([(CONTENT_TYPE, kind), (CONTENT_DISPOSITION, disposition)], Body::from_stream(pieces)).into_response()
}
