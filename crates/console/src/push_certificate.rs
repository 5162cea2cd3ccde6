//! Push Certificates: the one in use, and the form that installs or renews it.

use app::{App, Caller, Error, PushCertificateUpload};
use askama::Template;
use axum::extract::multipart::MultipartError;
use axum::extract::{Multipart, Query, State};
use axum::response::Response;
use domain::privilege::Privilege;
use domain::push_certificate::PushCertificate;
use domain::secret::Secret;
use domain::time::DAY;
use http::StatusCode;
use serde::Deserialize;
use web::error::PageError;
use web::form::Faults;
use web::page::{html, html_with, see};
use web::time::Moment;

use crate::admin::Admin;
use crate::badge::Badge;
use crate::frame::{Frame, Section};
use crate::icon::Icon;

/// Where the certificate is.
pub(crate) const PATH: &str = "/console/settings/push-certificate";

#[derive(Template)]
#[template(path = "push-certificate.html")]
struct Page {
    frame: Frame,
    present: Option<Present>,
    may_install: bool,
    is_installed_now: bool,
    faults: Faults,
    refusal: Option<String>,
}

/// The certificate in use.
struct Present {
    topic: String,
    subject: String,
    from: String,
    until: String,
    installed: Moment,
    days_left: i64,
    state: Badge,
}

/// What the address says.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Address {
    done: String,
}

/// Shows the certificate in use and, to whoever may, the form.
pub(crate) async fn get(
    State(app): State<App>,
    Admin(caller): Admin,
    Query(address): Query<Address>,
) -> Result<Response, PageError> {
    let mut page = page(&app, &caller).await?;
    page.is_installed_now = address.done == "installed" && page.present.is_some();
    html(&page)
}

/// Installs a certificate.
pub(crate) async fn post(
    State(app): State<App>,
    Admin(caller): Admin,
    form: Multipart,
) -> Result<Response, PageError> {
    let (faults, refusal) = match app.install_push_certificate(&caller, read(form).await?).await {
        Ok(_) => return Ok(see("/console/settings/push-certificate?done=installed")),
        Err(Error::Invalid(faults)) => (Faults::new(faults), None),
        Err(Error::Refused(refusal)) => (Faults::default(), Some(refusal.to_string())),
        Err(error) => return Err(error.into()),
    };
    let page = Page { faults, refusal, ..page(&app, &caller).await? };
    html_with(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

async fn page(app: &App, caller: &Caller) -> Result<Page, PageError> {
    let present = app.find_push_certificate(caller).await?.map(|certificate| present(app, certificate));
    Ok(Page {
        frame: Frame::new(app, caller, Section::PushCertificates),
        present,
        may_install: caller.holds(Privilege::ManagePushCertificate),
        is_installed_now: false,
        faults: Faults::default(),
        refusal: None,
    })
}

fn present(app: &App, certificate: PushCertificate) -> Present {
    let now = app.now();
    Present {
        state: certificate.health(now).into(),
        from: web::time::day(certificate.not_before),
        until: web::time::day(certificate.not_after),
        installed: Moment { at: certificate.installed_at, now },
        days_left: (certificate.not_after.since(now) / DAY).max(0),
        topic: certificate.topic,
        subject: certificate.subject,
    }
}

/// Reads the form: `file`, `key_file`, `password`; anything else in it is left aside.
async fn read(mut form: Multipart) -> Result<PushCertificateUpload, PageError> {
    let mut upload = PushCertificateUpload { file: Vec::new(), key_file: None, password: Secret::new("") };
    while let Some(field) = form.next_field().await.map_err(|error| unreadable(&error))? {
        let name = field.name().unwrap_or_default().to_owned();
        let content = field.bytes().await.map_err(|error| unreadable(&error))?;
        match name.as_str() {
            "file" => upload.file = content.to_vec(),
            "key_file" => upload.key_file = (!content.is_empty()).then(|| content.to_vec()),
            "password" => upload.password = Secret::new(String::from_utf8_lossy(&content)),
            _ => {}
        }
    }
    Ok(upload)
}

fn unreadable(error: &MultipartError) -> PageError {
    PageError::new(error.status(), "That could not be read", "Choose the file again and send it once more.")
        .with_detail(format!("reading an upload: {}", error.body_text()))
}
