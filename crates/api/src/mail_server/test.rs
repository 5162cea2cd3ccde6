//! `POST /api/v1/mail-server/test`: a try at the mail server, step by step.

use app::{App, Caller, DialogueLine, MailProbe, MailProbeKind, MailProbeStep};
use axum::extract::State;
use axum::{Extension, Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::Object;

use super::settings::MailServerFields;
use crate::directory::test::ShownCertificate;
use crate::document::one_of;
use crate::problem::Problem;
use crate::request::JsonBody;

/// What is to be tried.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailServerTrial {
    /// To whom a test mail is sent; left out, none is.
    #[serde(default)]
    #[schema(example = "you@example.org")]
    to: Option<String>,
    /// A mail server that need not be saved; left out, the saved one is tried.
    #[serde(default)]
    mail_server: Option<MailServerFields>,
}

/// What a try at the mail server has shown.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailServerTest {
    /// Whether every step was done.
    is_good: bool,
    /// The steps in order, up to the first that failed.
    steps: Vec<MailTestStep>,
    /// The certificate that it showed, also when that was refused.
    certificate: Option<ShownCertificate>,
}

/// One step.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailTestStep {
    /// Which.
    #[schema(schema_with = kinds)]
    step: &'static str,
    /// Whether it was done.
    is_done: bool,
    /// What was learned, or what went wrong.
    detail: String,
    /// What to do about it; empty where nothing went wrong.
    advice: String,
    /// What was said, line by line, secrets left out.
    dialogue: Vec<SaidLine>,
}

/// One line of a dialogue.
#[derive(Serialize, ToSchema)]
pub(crate) struct SaidLine {
    /// Whether this server said it, not the mail server.
    is_ours: bool,
    /// The line.
    text: String,
}

fn kinds() -> Object {
    one_of(MailProbeKind::ALL.map(MailProbeKind::name), "The steps, in this order.")
}

impl From<MailProbe> for MailServerTest {
    fn from(probe: MailProbe) -> Self {
        Self {
            is_good: probe.is_good(),
            steps: probe.steps.into_iter().map(MailTestStep::from).collect(),
            certificate: probe.certificate.map(ShownCertificate::from),
        }
    }
}

impl From<MailProbeStep> for MailTestStep {
    fn from(step: MailProbeStep) -> Self {
        let is_done = step.outcome.is_ok();
        let (detail, advice) = match step.outcome {
            Ok(words) => (words, String::new()),
            Err(failure) => (failure.reason, failure.advice),
        };
        let said = |line: DialogueLine| SaidLine { is_ours: line.is_ours, text: line.text };
        let dialogue = step.dialogue.into_iter().map(said).collect();
        Self { step: step.kind.name(), is_done, detail, advice, dialogue }
    }
}

/// Tries the mail server
///
/// A mail server that fails is an answer, not a problem: `is_good` says so. With `to`, a mail is sent. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/mail-server/test",
    operation_id = "testMailServer",
    tag = "delivery",
    request_body = MailServerTrial,
    responses((status = 200, description = "How far it came", body = MailServerTest))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(trial): JsonBody<MailServerTrial>,
) -> Result<Json<MailServerTest>, Problem> {
    let draft = trial.mail_server.map(|fields| fields.draft(&app)).transpose()?;
    let probe = app.test_mail_server(&caller, draft, trial.to.as_deref()).await;
    Ok(Json(probe.map_err(|error| Problem::from_app(error, app.now()))?.into()))
}
