//! `POST /api/v1/identity-providers/{id}/check`.

use app::{App, Caller, ProviderProbe, ProviderProbeKind, ProviderProbeStep};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::IdentityProviderId;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::document::one_of;
use crate::problem::Problem;
use crate::request::Id;

/// How far a check of an identity provider came.
#[derive(Serialize, ToSchema)]
pub(crate) struct IdentityProviderCheck {
    /// Whether every step went well.
    is_good: bool,
    /// The steps that were taken; the last may have failed.
    steps: Vec<IdentityProviderCheckStep>,
    /// What works, and may surprise.
    notes: Vec<String>,
}

/// One step.
#[derive(Serialize, ToSchema)]
pub(crate) struct IdentityProviderCheckStep {
    /// Which.
    #[schema(schema_with = kinds)]
    step: &'static str,
    /// Whether it went well.
    is_done: bool,
    /// What was found, or what went wrong.
    detail: String,
    /// What to do about it; empty where nothing went wrong.
    advice: String,
}

fn kinds() -> Object {
    one_of(ProviderProbeKind::ALL.map(ProviderProbeKind::name), "The steps, in this order.")
}

impl From<ProviderProbe> for IdentityProviderCheck {
    fn from(probe: ProviderProbe) -> Self {
        Self {
            is_good: probe.is_good(),
            steps: probe.steps.into_iter().map(IdentityProviderCheckStep::from).collect(),
            notes: probe.notes,
        }
    }
}

impl From<ProviderProbeStep> for IdentityProviderCheckStep {
    fn from(step: ProviderProbeStep) -> Self {
        let is_done = step.outcome.is_ok();
        let (detail, advice) = match step.outcome {
            Ok(words) => (words, String::new()),
            Err(failure) => (failure.reason, failure.advice),
        };
        Self { step: step.kind.name(), is_done, detail, advice }
    }
}

/// Checks an identity provider
///
/// Reads its discovery document and keys, as far as that goes without a login. A provider that fails is an answer, not a
/// problem: `is_good` says so. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/identity-providers/{id}/check",
    operation_id = "checkIdentityProvider",
    tag = "identity-providers",
    params(("id" = String, Path, description = "The provider's id.")),
    responses((status = 200, description = "How far it came", body = IdentityProviderCheck))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<IdentityProviderId>,
) -> Result<Json<IdentityProviderCheck>, Problem> {
    let probe = app.check_identity_provider(&caller, id).await;
    Ok(Json(probe.map_err(|error| Problem::from_app(error, app.now()))?.into()))
}
