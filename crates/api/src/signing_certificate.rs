//! `GET`, `PUT` and `DELETE /api/v1/enrollment-settings/signing-certificate`.
//!
//! Its key is written and never read (T31).

use app::{App, Caller, Error, Fault, Refusal, SigningCertificateUpload};
use axum::extract::State;
use axum::{Extension, Json};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::secret::Secret;
use domain::signing_certificate::SigningCertificate as Known;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::request::JsonBody;
use crate::time::Instant;

/// The third-party certificate that signs enrollment profiles.
#[derive(Serialize, ToSchema)]
pub(crate) struct SigningCertificate {
    /// The subject.
    #[schema(example = "CN=profiles.example.org")]
    subject: String,
    /// The serial number, in hexadecimal.
    #[schema(example = "0A1B2C")]
    serial_number: String,
    /// Who issued it.
    issuer: String,
    /// Start of validity.
    not_before: Instant,
    /// End of validity.
    not_after: Instant,
    /// The certificates above it, up to the root.
    chain: Vec<SigningCertificateIssuer>,
    /// Whether its root is one that devices know: profiles are then shown as verified.
    is_publicly_trusted: bool,
    /// Whether it signs profiles now: it is switched on, and in its time. Otherwise the built-in authority signs.
    is_in_use: bool,
    /// When it was uploaded.
    installed_at: Instant,
    /// By whom.
    installed_by: String,
}

/// A certificate above the signing certificate.
#[derive(Serialize, ToSchema)]
pub(crate) struct SigningCertificateIssuer {
    /// The subject.
    subject: String,
    /// End of validity.
    not_after: Instant,
}

/// A signing certificate to upload.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SigningCertificateFields {
    /// A PKCS#12 file (`.p12`) with certificate, key and the certificates above it, in base64.
    #[schema(value_type = String, format = Byte)]
    file: String,
    /// The password of the file, if it has one.
    #[serde(default)]
    #[schema(write_only, max_length = 1024, format = Password)]
    password: String,
}

impl SigningCertificate {
    fn new(certificate: Known, is_in_use: bool) -> Self {
        let issuers = certificate.facts.issuers.into_iter();
        let issuer = |link: domain::signing_certificate::ChainLink| SigningCertificateIssuer {
            subject: link.subject,
            not_after: Instant(link.not_after),
        };
        Self {
            subject: certificate.facts.subject,
            serial_number: certificate.facts.serial,
            issuer: certificate.facts.issuer,
            not_before: Instant(certificate.not_before),
            not_after: Instant(certificate.not_after),
            chain: issuers.map(issuer).collect(),
            is_publicly_trusted: certificate.facts.is_public,
            is_in_use,
            installed_at: Instant(certificate.installed_at),
            installed_by: certificate.installed_by,
        }
    }
}

/// Shows the signing certificate
///
/// Not found when there is none: then the built-in authority signs profiles. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/enrollment-settings/signing-certificate",
    operation_id = "showSigningCertificate",
    tag = "enrollment-access",
    responses((status = 200, description = "The signing certificate", body = SigningCertificate))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<SigningCertificate>, Problem> {
    show(&app, &caller).await
}

/// Uploads a signing certificate, in place of the one there is
///
/// It is switched on, and signs every profile from the next one on. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/enrollment-settings/signing-certificate",
    operation_id = "replaceSigningCertificate",
    tag = "enrollment-access",
    request_body = SigningCertificateFields,
    responses((status = 200, description = "The signing certificate as it is now", body = SigningCertificate))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(fields): JsonBody<SigningCertificateFields>,
) -> Result<Json<SigningCertificate>, Problem> {
    let at_the_file = |words: String| Error::Invalid(vec![Fault::new("file", words)]);
    let installed = match STANDARD.decode(fields.file.as_bytes()) {
        Ok(file) => {
            let upload = SigningCertificateUpload { file, password: Secret::new(fields.password) };
            app.install_signing_certificate(&caller, upload).await
        }
        Err(_) => Err(at_the_file("This is not base64.".into())),
    };
    installed.map_err(|error| match error {
        Error::Refused(Refusal::SigningCertificate(words)) => {
            Problem::from_app(at_the_file(words), app.now())
        }
        error => Problem::from_app(error, app.now()),
    })?;
    show(&app, &caller).await
}

/// Removes the signing certificate with its key
///
/// The built-in authority signs profiles from the next one on. Scope `manage`.
#[utoipa::path(
    delete,
    path = "/api/v1/enrollment-settings/signing-certificate",
    operation_id = "removeSigningCertificate",
    tag = "enrollment-access",
    responses((status = 204, description = "There is no signing certificate"))
)]
pub(crate) async fn delete(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<StatusCode, Problem> {
    app.remove_signing_certificate(&caller).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}

async fn show(app: &App, caller: &Caller) -> Result<Json<SigningCertificate>, Problem> {
    let found = app.show_signing_certificate(caller).await.and_then(|detail| {
        let current = detail.current.ok_or(Error::NotFound)?;
        Ok(SigningCertificate::new(current, detail.signs))
    });
    Ok(Json(found.map_err(|error| Problem::from_app(error, app.now()))?))
}
