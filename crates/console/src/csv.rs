//! Tables for spreadsheets: cells that no spreadsheet computes, and the head of an answer that is saved as a file.
//!
//! A table begins with a byte order mark: without it Excel reads "Åsa" as three strange letters, and other programs skip it.

use app::Error;
use axum::body::Body;
use axum::response::{IntoResponse, Response};
use domain::spreadsheet::harmless;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};

/// What a table begins with.
pub(crate) const MARK: &[u8] = b"\xef\xbb\xbf";

/// Writes lines of a table.
pub(crate) fn write<const COLUMNS: usize>(
    lines: impl IntoIterator<Item = [String; COLUMNS]>,
) -> Result<Vec<u8>, Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    for line in lines {
        writer.write_record(line.map(harmless)).map_err(|error| Error::Internal(error.to_string()))?;
    }
    writer.into_inner().map_err(|error| Error::Internal(error.to_string()))
}

/// Answers with a table to be saved under a name.
pub(crate) fn attachment(name: &'static str, body: Body) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, disposition)], body)
        .into_response()
}
