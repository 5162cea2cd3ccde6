//! `GET` and `PUT /api/v1/enrollment-terms`.

use std::collections::BTreeMap;

use app::{App, Caller, EnrollmentTerms as Known, Error, Fault};
use axum::extract::State;
use axum::{Extension, Json};
use domain::agreement::{Agreement as KnownAgreement, tidied};
use domain::enrollment::Ownership;
use domain::enrollment_access::EnrollmentSettings;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::problem::Problem;
use crate::request::JsonBody;
use crate::time::Instant;

/// The terms of enrolling.
#[derive(Serialize, ToSchema)]
pub(crate) struct EnrollmentTerms {
    /// What people accept before an institutionally owned device is enrolled.
    institutional_agreement: Agreement,
    /// What people accept before a personally owned device is enrolled.
    personal_agreement: Agreement,
    /// Whether somebody who may assign a user may also leave the device without one.
    may_leave_user_blank: bool,
}

/// An agreement as it counts now.
#[derive(Serialize, ToSchema)]
pub(crate) struct Agreement {
    /// Counts up with each change; 0 before there is one.
    version: u32,
    /// The text in each language, by its code; none asks nobody.
    texts: BTreeMap<String, String>,
    /// When it was written; `null` before there is one.
    changed_at: Option<Instant>,
    /// By whom, in words.
    changed_by: String,
}

/// The terms to be.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TermsFields {
    /// The text for institutionally owned devices in each language, by its code; English has to be among them. None asks
    /// nobody; left out, what counts stays.
    institutional_agreement: Option<BTreeMap<String, String>>,
    /// The text for personally owned devices.
    personal_agreement: Option<BTreeMap<String, String>>,
    /// Whether somebody who may assign a user may also leave the device without one.
    may_leave_user_blank: bool,
}

impl From<KnownAgreement> for Agreement {
    fn from(agreement: KnownAgreement) -> Self {
        Self {
            version: agreement.version,
            changed_at: (agreement.version > 0).then_some(Instant(agreement.changed_at)),
            changed_by: agreement.changed_by,
            texts: agreement.texts,
        }
    }
}

impl From<Known> for EnrollmentTerms {
    fn from(terms: Known) -> Self {
        Self {
            institutional_agreement: terms.institutional.into(),
            personal_agreement: terms.personal.into(),
            may_leave_user_blank: terms.settings.may_leave_user_blank,
        }
    }
}

/// Shows the terms of enrolling
///
/// Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/enrollment-terms",
    operation_id = "showEnrollmentTerms",
    tag = "enrollment-access",
    responses((status = 200, description = "The terms", body = EnrollmentTerms))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<EnrollmentTerms>, Problem> {
    show(&app, &caller).await.map_err(|error| Problem::from_app(error, app.now()))
}

/// Replaces the terms of enrolling
///
/// Another text is another version, which everybody has to accept who enrolls from then on. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/enrollment-terms",
    operation_id = "replaceEnrollmentTerms",
    tag = "enrollment-access",
    request_body = TermsFields,
    responses((status = 200, description = "The terms as they are now", body = EnrollmentTerms))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(fields): JsonBody<TermsFields>,
) -> Result<Json<EnrollmentTerms>, Problem> {
    replace(&app, &caller, fields).await.map_err(|error| Problem::from_app(error, app.now()))
}

async fn replace(app: &App, caller: &Caller, fields: TermsFields) -> Result<Json<EnrollmentTerms>, Error> {
    let agreements = [
        ("institutional_agreement", Ownership::Institutional, fields.institutional_agreement),
        ("personal_agreement", Ownership::Personal, fields.personal_agreement),
    ];
    // Both are looked at before one is written.
    let faults = agreements.iter().filter_map(|(field, _, texts)| {
        texts.as_ref().and_then(|texts| tidied(texts).err()).map(|words| Fault::new(field, words))
    });
    let faults: Vec<_> = faults.collect();
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let settings = EnrollmentSettings { may_leave_user_blank: fields.may_leave_user_blank };
    app.save_enrollment_settings(caller, settings).await?;
    for (_, ownership, texts) in agreements {
        if let Some(texts) = texts {
            let seen = app.show_agreement(caller, ownership).await?.version;
            app.save_agreement(caller, ownership, &texts, seen).await?;
        }
    }
    show(app, caller).await
}

async fn show(app: &App, caller: &Caller) -> Result<Json<EnrollmentTerms>, Error> {
    Ok(Json(app.show_enrollment_terms(caller).await?.into()))
}
