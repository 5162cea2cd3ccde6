//! `GET /api/v1/outbox`.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use domain::message::{Channel, MessageState};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::message::Message;
use crate::problem::Problem;
use crate::request::{Checks, Parameters};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OutboxParameters {
    /// Only messages that are so far.
    #[param(schema_with = crate::message::states)]
    state: Option<String>,
    /// Where the page begins: `next` of the page before.
    #[param(max_length = 600)]
    after: Option<String>,
    /// The most rows of the page; 50 when not said.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Option<String>,
}

/// One page of the outbox.
#[derive(Serialize, ToSchema)]
pub(crate) struct Outbox {
    /// The messages, newest first.
    items: Vec<Message>,
    /// Give this as `after`, percent-encoded and with the same other parameters, to get the following page; `null` on the
    /// last one.
    next: Option<String>,
    /// The channels whose messages nothing carries away, `email` or `sms`: these stay here, to be read in the console.
    idle_channels: Vec<String>,
}

/// Lists the outbox
///
/// Every message to somebody and what became of it, newest first. What a message says is not told: it may hold a link.
/// Scope `read`; the token's maker needs the privilege to read how messages are delivered.
#[utoipa::path(
    get,
    path = "/api/v1/outbox",
    operation_id = "listOutbox",
    tag = "invitations",
    params(OutboxParameters),
    responses((status = 200, description = "A page of the outbox", body = Outbox))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Parameters(parameters): Parameters<OutboxParameters>,
) -> Result<Json<Outbox>, Problem> {
    let problem = |error| Problem::from_app(error, app.now());
    let mut checks = Checks::default();
    let names = MessageState::ALL.map(MessageState::name).join(", ");
    let expected = format!("one of {names}");
    let state = checks.read("state", parameters.state.as_deref(), &expected, MessageState::parse);
    let (after, limit) =
        (checks.after(parameters.after.as_deref()), checks.limit(parameters.limit.as_deref()));
    checks.finish()?;
    let page = app.list_outbox(&caller, state, after, limit).await.map_err(problem)?;
    let idle = app.sends_nothing().await.map_err(problem)?;
    Ok(Json(Outbox {
        items: page.rows.into_iter().map(Message::from).collect(),
        next: page.next.map(|cursor| cursor.encode()),
        idle_channels: idle.into_iter().map(Channel::name).map(str::to_owned).collect(),
    }))
}
