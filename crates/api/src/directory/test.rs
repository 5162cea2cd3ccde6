//! `POST /api/v1/directories/{id}/test`: a try at reaching it, step by step.

use app::{App, Caller, Probe, ProbeCertificate, ProbeKind, ProbeStep};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::DirectoryId;
use domain::time::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::document::one_of;
use crate::problem::Problem;
use crate::request::Id;
use crate::time::Instant;

/// What a try at reaching a directory has shown.
#[derive(Serialize, ToSchema)]
pub(crate) struct DirectoryTest {
    /// Whether every step was done.
    is_good: bool,
    /// The steps in order, up to the first that failed.
    steps: Vec<TestStep>,
    /// The certificate that it showed, also when that was refused.
    certificate: Option<ShownCertificate>,
    /// Where its trees begin, as it says itself.
    naming_contexts: Vec<String>,
}

/// One step.
#[derive(Serialize, ToSchema)]
pub(crate) struct TestStep {
    /// Which.
    #[schema(schema_with = kinds)]
    step: &'static str,
    /// Whether it was done.
    is_done: bool,
    /// What was learned, or what went wrong.
    detail: String,
    /// What to do about it; empty where nothing went wrong.
    advice: String,
}

/// A certificate that a server showed.
#[derive(Serialize, ToSchema)]
pub(crate) struct ShownCertificate {
    /// Whose it is.
    subject: String,
    /// Who issued it.
    issuer: String,
    /// The names and addresses it is good for.
    names: Vec<String>,
    /// From when.
    not_before: Instant,
    /// Until when.
    not_after: Instant,
    /// SHA-256 over it, in hexadecimal with colons.
    fingerprint: String,
}

fn kinds() -> Object {
    one_of(ProbeKind::ALL.map(ProbeKind::name), "The steps, in this order.")
}

impl From<Probe> for DirectoryTest {
    fn from(probe: Probe) -> Self {
        Self {
            is_good: probe.is_good(),
            steps: probe.steps.into_iter().map(TestStep::from).collect(),
            certificate: probe.certificate.map(ShownCertificate::from),
            naming_contexts: probe.naming_contexts,
        }
    }
}

impl From<ProbeStep> for TestStep {
    fn from(step: ProbeStep) -> Self {
        let is_done = step.outcome.is_ok();
        let (detail, advice) = match step.outcome {
            Ok(words) => (words, String::new()),
            Err(failure) => (failure.reason, failure.advice),
        };
        Self { step: step.kind.name(), is_done, detail, advice }
    }
}

impl From<ProbeCertificate> for ShownCertificate {
    fn from(shown: ProbeCertificate) -> Self {
        Self {
            subject: shown.subject,
            issuer: shown.issuer,
            names: shown.names,
            not_before: Instant(Timestamp(shown.not_before_ms)),
            not_after: Instant(Timestamp(shown.not_after_ms)),
            fingerprint: shown.fingerprint,
        }
    }
}

/// Tries to reach a directory
///
/// A directory that fails is an answer, not a problem: `is_good` says so. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/directories/{id}/test",
    operation_id = "testDirectory",
    tag = "directories",
    params(("id" = String, Path, description = "The directory's id.")),
    responses((status = 200, description = "How far it came", body = DirectoryTest))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<DirectoryId>,
) -> Result<Json<DirectoryTest>, Problem> {
    let probe = app.test_directory(&caller, id).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(probe.into()))
}
