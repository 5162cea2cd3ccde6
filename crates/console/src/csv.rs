//! Tables for spreadsheets: cells that no spreadsheet computes, and the head of an answer that is saved as a file.
//!
//! A table begins with a byte order mark: without it Excel reads "Åsa" as three strange letters, and other programs skip it.

use app::Error;
use axum::body::{Body, Bytes};
use axum::response::{IntoResponse, Response};
use domain::page::{Cursor, Page};
use domain::spreadsheet::harmless;
use futures::stream::{self, StreamExt, TryStreamExt};
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use web::error::PageError;

/// What a table begins with.
const MARK: &[u8] = b"\xef\xbb\xbf";

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

/// Sends a list page by page as a table to be saved under a name. `read` reads the page after a cursor; the first one is read
/// before the answer begins, so that a refusal is a page and not a torn file.
pub(crate) async fn send<T, Pages, Read, const COLUMNS: usize>(
    name: &'static str,
    head: [&str; COLUMNS],
    read: Read,
    line: impl Fn(T) -> [String; COLUMNS] + Send + 'static,
) -> Result<Response, PageError>
where
    T: Send + 'static,
    Read: Fn(Option<Cursor>) -> Pages + Send + 'static,
    Pages: Future<Output = Result<Page<T>, Error>> + Send,
{
    let first = read(None).await?;
    let head = begin(head)?;
    let rest = stream::try_unfold((Some(first), read, line), |(page, read, line)| async move {
        let Some(page) = page else { return Ok::<_, Error>(None) };
        let lines = write(page.rows.into_iter().map(&line))?;
        let next = match page.next {
            Some(after) => Some(read(Some(after)).await?),
            None => None,
        };
        Ok(Some((Bytes::from(lines), (next, read, line))))
    });
    let body = stream::iter([Ok(Bytes::from(head))])
        .chain(rest)
        .inspect_err(move |error| tracing::error!("writing {name}: {error}"));
    Ok(attachment(name, Body::from_stream(body)))
}

/// Returns what a table begins with: the mark and the head.
pub(crate) fn begin<const COLUMNS: usize>(head: [&str; COLUMNS]) -> Result<Vec<u8>, Error> {
    Ok([MARK, &write([head.map(str::to_owned)])?].concat())
}

/// Answers with a table to be saved under a name.
pub(crate) fn attachment(name: &'static str, body: Body) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    ([(CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (CONTENT_DISPOSITION, disposition)], body)
        .into_response()
}
