//! The third-party signing certificate: its upload and its removal, from the tab General.

use app::{App, Error, SigningCertificateUpload};
use axum::extract::multipart::MultipartError;
use axum::extract::{FromRequest, Multipart, Request, State};
use axum::response::Response;
use domain::privilege::Privilege;
use domain::secret::Secret;
use http::StatusCode;
use web::error::PageError;
use web::page::see_made;

use super::general;
use crate::admin::{Admin, demand_privilege};

/// Where a certificate is uploaded to.
pub(crate) const PATH: &str = "/console/settings/user-initiated-enrollment/signing-certificate";
/// Where it is removed.
pub(crate) const REMOVE_PATH: &str = "/console/settings/user-initiated-enrollment/signing-certificate/remove";

/// Takes an uploaded certificate.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    request: Request,
) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    let form = Multipart::from_request(request, &())
        .await
        .map_err(|error| unreadable(error.status(), &error.body_text()))?;
    match app.install_signing_certificate(&caller, read(form).await?).await {
        Ok(_) => Ok(see_made(&format!("{}?done=installed", general::PATH))),
        Err(Error::Refused(refusal)) => general::refuse(&app, &caller, refusal.to_string()).await,
        Err(error) => Err(error.into()),
    }
}

/// Removes the certificate with its key.
pub(crate) async fn remove(State(app): State<App>, Admin(caller): Admin) -> Result<Response, PageError> {
    demand_privilege(&caller, Privilege::ManageEnrollmentAccess)?;
    app.remove_signing_certificate(&caller).await?;
    Ok(see_made(&format!("{}?done=removed", general::PATH)))
}

/// Reads the form: `file` and `password`; anything else in it is left aside.
async fn read(mut form: Multipart) -> Result<SigningCertificateUpload, PageError> {
    let failed = |error: MultipartError| unreadable(error.status(), &error.body_text());
    let mut upload = SigningCertificateUpload { file: Vec::new(), password: Secret::new("") };
    while let Some(field) = form.next_field().await.map_err(failed)? {
        let name = field.name().unwrap_or_default().to_owned();
        let content = field.bytes().await.map_err(failed)?;
        match name.as_str() {
            "file" => upload.file = content.to_vec(),
            "password" => upload.password = Secret::new(String::from_utf8_lossy(&content)),
            _ => {}
        }
    }
    Ok(upload)
}

fn unreadable(status: StatusCode, detail: &str) -> PageError {
    PageError::new(status, "That could not be read", "Choose the file again and send it once more.")
        .with_detail(format!("reading an upload: {detail}"))
}
