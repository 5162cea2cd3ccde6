//! `POST /api/v1/sms-provider/test`: a try with a message, step by step.

use app::{App, Caller, SmsProbe, SmsProbeKind, SmsProbeStep};
use axum::extract::State;
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::Object;

use crate::document::one_of;
use crate::problem::Problem;
use crate::request::JsonBody;

/// To whom the test goes.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SmsTestFields {
    /// The number, in its international form.
    #[schema(example = "+46701234567")]
    to: String,
}

/// What a try has shown.
#[derive(Serialize, ToSchema)]
pub(crate) struct SmsTest {
    /// Whether every step was done.
    is_good: bool,
    /// The steps in order, up to the first that failed; not every kind of provider has all of them.
    steps: Vec<SmsTestStep>,
}

/// One step.
#[derive(Serialize, ToSchema)]
pub(crate) struct SmsTestStep {
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

fn kinds() -> Object {
    one_of(SmsProbeKind::ALL.map(SmsProbeKind::name), "The steps, in this order.")
}

impl From<SmsProbe> for SmsTest {
    fn from(probe: SmsProbe) -> Self {
        Self { is_good: probe.is_good(), steps: probe.steps.into_iter().map(SmsTestStep::from).collect() }
    }
}

impl From<SmsProbeStep> for SmsTestStep {
    fn from(step: SmsProbeStep) -> Self {
        let is_done = step.outcome.is_ok();
        let (detail, advice) = match step.outcome {
            Ok(words) => (words, String::new()),
            Err(failure) => (failure.reason, failure.advice),
        };
        Self { step: step.kind.name(), is_done, detail, advice }
    }
}

/// Tries the SMS provider with a message
///
/// A provider that fails is an answer, not a problem: `is_good` says so. Where messages go out by e-mail, nothing is sent.
/// Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/sms-provider/test",
    operation_id = "testSmsProvider",
    tag = "delivery",
    request_body = SmsTestFields,
    responses((status = 200, description = "How far it came", body = SmsTest))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(fields): JsonBody<SmsTestFields>,
) -> Result<Json<SmsTest>, Problem> {
    let probe = app
        .test_sms_provider(&caller, &fields.to)
        .await
        .map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(probe.into()))
}
