//! `GET /api/v1/invitations/{id}/recipients/{recipient_id}`, and what is done to one recipient.

use app::{App, Caller, Resend};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::{InvitationId, RecipientId};
use domain::recipient::RecipientStatus;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::NewLink;
use super::act::Resent;
use super::recipient::Recipient;
use crate::enrollment::Enrollment;
use crate::message::Message;
use crate::problem::Problem;
use crate::request::{Ids, OptionalJsonBody};
use crate::time::Instant;

/// A recipient with their way.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecipientDetail {
    /// The recipient.
    recipient: Recipient,
    /// The messages to them, newest first.
    messages: Vec<Message>,
    /// Their enrollments, newest first.
    enrollments: Vec<Enrollment>,
    /// Everything that happened, newest first.
    events: Vec<RecipientEvent>,
}

/// Something that happened on somebody's way.
#[derive(Serialize, ToSchema)]
pub(crate) struct RecipientEvent {
    /// When.
    at: Instant,
    /// What, in words for people. They may change.
    title: String,
    /// What more is known: the words of a relay, who did it. May be empty.
    detail: String,
    /// Whether it is trouble.
    is_trouble: bool,
    /// The reference code under which the log has more.
    #[schema(example = "VB-7KQ2M")]
    reference: Option<String>,
}

/// Shows a recipient
///
/// With the messages to them and everything that happened on their way. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/invitations/{id}/recipients/{recipient_id}",
    operation_id = "showRecipient",
    tag = "invitations",
    params(
        ("id" = String, Path, description = "The invitation's id."),
        ("recipient_id" = String, Path, description = "The recipient's id.")
    ),
    responses((status = 200, description = "The recipient", body = RecipientDetail))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Ids(id, recipient_id): Ids<InvitationId, RecipientId>,
) -> Result<Json<RecipientDetail>, Problem> {
    let now = app.now();
    let shown =
        app.show_recipient(&caller, recipient_id).await.map_err(|error| Problem::from_app(error, now))?;
    if shown.recipient.invitation_id != id {
        return Err(Problem::not_found());
    }
    let events = shown.timeline.into_iter().map(|entry| RecipientEvent {
        at: Instant(entry.at),
        title: entry.title,
        detail: entry.detail,
        is_trouble: entry.is_trouble,
        reference: entry.reference.map(|reference| reference.to_string()),
    });
    Ok(Json(RecipientDetail {
        recipient: Recipient::new(shown.recipient, shown.status),
        messages: shown.messages.into_iter().map(Message::from).collect(),
        enrollments: shown.enrollments.into_iter().map(|one| Enrollment::at(one, now)).collect(),
        events: events.collect(),
    }))
}

/// Sends an invitation to one recipient again
///
/// With a new link; those that went out before go on. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/invitations/{id}/recipients/{recipient_id}/resend",
    operation_id = "resendToRecipient",
    tag = "invitations",
    params(
        ("id" = String, Path, description = "The invitation's id."),
        ("recipient_id" = String, Path, description = "The recipient's id.")
    ),
    responses((status = 200, description = "Whether a message is on its way", body = Resent))
)]
pub(crate) async fn resend(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Ids(id, recipient_id): Ids<InvitationId, RecipientId>,
) -> Result<Json<Resent>, Problem> {
    let resent = app.resend_invitation(&caller, id, Resend::Some(vec![recipient_id])).await;
    let (messages, left_out) = resent.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(Resent { messages, left_out }))
}

/// Takes a recipient off an invitation
///
/// Their links open nothing any more, what waits for them is not sent, and what they have begun and not finished ends. Scope
/// `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/invitations/{id}/recipients/{recipient_id}/revoke",
    operation_id = "revokeRecipient",
    tag = "invitations",
    params(
        ("id" = String, Path, description = "The invitation's id."),
        ("recipient_id" = String, Path, description = "The recipient's id.")
    ),
    responses((status = 200, description = "The recipient as they are now", body = Recipient))
)]
pub(crate) async fn revoke(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Ids(id, recipient_id): Ids<InvitationId, RecipientId>,
) -> Result<Json<Recipient>, Problem> {
    let problem = |error| Problem::from_app(error, app.now());
    app.find_recipient_of(&caller, id, recipient_id).await.map_err(problem)?;
    let revoked = app.revoke_recipient(&caller, recipient_id).await.map_err(problem)?;
    let status: RecipientStatus = revoked.own_status();
    Ok(Json(Recipient::new(revoked, status)))
}

/// How a link is made.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkFields {
    /// Whether those that went out before open nothing any more.
    #[serde(default)]
    replaces: bool,
}

/// Makes a link for a recipient
///
/// To give out by hand, shown now and never again. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/invitations/{id}/recipients/{recipient_id}/link",
    operation_id = "makeRecipientLink",
    tag = "invitations",
    params(
        ("id" = String, Path, description = "The invitation's id."),
        ("recipient_id" = String, Path, description = "The recipient's id.")
    ),
    request_body(content = Option<LinkFields>, description = "How; beside those that there are when left out."),
    responses((status = 200, description = "The link", body = NewLink))
)]
pub(crate) async fn link(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Ids(id, recipient_id): Ids<InvitationId, RecipientId>,
    OptionalJsonBody(fields): OptionalJsonBody<LinkFields>,
) -> Result<Json<NewLink>, Problem> {
    let problem = |error| Problem::from_app(error, app.now());
    app.find_recipient_of(&caller, id, recipient_id).await.map_err(problem)?;
    let made = app.make_link(&caller, recipient_id, fields.unwrap_or_default().replaces).await;
    Ok(Json(made.map_err(problem)?.into()))
}
