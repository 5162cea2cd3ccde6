//! Texts as files: out to translators, and in from them.

use app::{App, Error};
use axum::extract::{Path, Query, Request, State};
use axum::response::{IntoResponse, Response};
use domain::portal_text::FileOf;
use domain::privilege::Privilege;
use http::StatusCode;
use http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Deserialize;
use web::error::PageError;
use web::page::{html_with, see_made};

use super::list;
use crate::admin::{Admin, demand_privilege};
use crate::upload::read_file;

/// Where a file is sent.
pub(crate) const PATH: &str = "/console/settings/user-initiated-enrollment/messaging/import";

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    of: String,
}

/// Gives the texts of a language as a file.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Path(code): Path<String>,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let (which, end) = match address.of.as_str() {
        "own" => (FileOf::Own, "-own"),
        "untranslated" => (FileOf::Untranslated, "-untranslated"),
        _ => (FileOf::All, ""),
    };
    let file = app.export_language_texts(&caller, &code, which).await?;
    let content = serde_json::to_string_pretty(&file)
        .map_err(|error| Error::Internal(format!("writing texts as a file: {error}")))?;
    let name = format!("attachment; filename=\"portal-texts-{}{end}.json\"", file.code);
    let headers = [(CONTENT_TYPE, "application/json".to_owned()), (CONTENT_DISPOSITION, name)];
    Ok((headers, content).into_response())
}

/// Reads a file.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    request: Request,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let imported = match read_file(request).await? {
        Ok(content) => app.import_language_texts(&caller, &content).await,
        Err(fault) => Err(Error::Invalid(vec![fault])),
    };
    match imported {
        Ok(_) => Ok(see_made(&format!("{}?done=imported", super::PATH))),
        Err(Error::Invalid(faults)) => {
            let mut page = list::page(&app, &caller).await?;
            page.file_faults = faults.into_iter().map(|fault| named(fault.field, &fault.message)).collect();
            html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Says what is wrong, with the key where there is one.
fn named(field: &str, message: &str) -> String {
    match field {
        "file" | "texts" | "language" => message.to_owned(),
        key => format!("{key}: {message}"),
    }
}
