//! What is done to an invitation as a whole: paused, resumed, revoked, archived, sent again.

use app::{App, Caller, Resend};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::{InvitationId, RecipientId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::Invitation;
use crate::problem::Problem;
use crate::request::{Checks, Id, OptionalJsonBody};

/// Who is written to again.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ResendFields {
    /// The recipients' ids.
    recipients: Vec<String>,
}

/// How many are written to again.
#[derive(Serialize, ToSchema)]
pub(crate) struct Resent {
    /// How many messages are on their way.
    pub(super) messages: u64,
    /// How many were left out: their last message still waits, or their addresses have had enough for a day.
    pub(super) left_out: u64,
}

/// Sends an invitation again
///
/// With a new link each; those that went out before go on. To the recipients named, or without a body to everybody who has
/// not enrolled. Who has enrolled or was taken off is passed over. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/invitations/{id}/resend",
    operation_id = "resendInvitation",
    tag = "invitations",
    params(("id" = String, Path, description = "The invitation's id.")),
    request_body(content = Option<ResendFields>, description = "Who; everybody who has not enrolled when left out."),
    responses((status = 200, description = "How many messages are on their way", body = Resent))
)]
pub(crate) async fn resend(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<InvitationId>,
    OptionalJsonBody(fields): OptionalJsonBody<ResendFields>,
) -> Result<Json<Resent>, Problem> {
    let which = match fields {
        None => Resend::Pending,
        Some(fields) => {
            let mut checks = Checks::default();
            let ids = fields.recipients.iter();
            let ids: Vec<RecipientId> = ids.filter_map(|text| checks.id("recipients", Some(text))).collect();
            checks.finish()?;
            Resend::Some(ids)
        }
    };
    let resent = app.resend_invitation(&caller, id, which).await;
    let (messages, left_out) = resent.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(Resent { messages, left_out }))
}

/// Lets an invitation rest
///
/// Its links open nothing until it is resumed, and what was begun by it and has not reached a device ends. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/invitations/{id}/pause",
    operation_id = "pauseInvitation",
    tag = "invitations",
    params(("id" = String, Path, description = "The invitation's id.")),
    responses((status = 200, description = "The invitation as it is now", body = Invitation))
)]
pub(crate) async fn pause(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<InvitationId>,
) -> Result<Json<Invitation>, Problem> {
    let changed = app.pause_invitation(&caller, id).await;
    let changed = changed.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(Invitation::at(changed, app.now())))
}

/// Ends the rest of an invitation
///
/// Its links open again. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/invitations/{id}/resume",
    operation_id = "resumeInvitation",
    tag = "invitations",
    params(("id" = String, Path, description = "The invitation's id.")),
    responses((status = 200, description = "The invitation as it is now", body = Invitation))
)]
pub(crate) async fn resume(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<InvitationId>,
) -> Result<Json<Invitation>, Problem> {
    let changed = app.resume_invitation(&caller, id).await;
    let changed = changed.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(Invitation::at(changed, app.now())))
}

/// Ends an invitation for good
///
/// Its links open nothing any more, what waits in the outbox is not sent, and what was begun by it and has not reached a
/// device ends. Devices that are enrolled stay so. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/invitations/{id}/revoke",
    operation_id = "revokeInvitation",
    tag = "invitations",
    params(("id" = String, Path, description = "The invitation's id.")),
    responses((status = 200, description = "The invitation as it is now", body = Invitation))
)]
pub(crate) async fn revoke(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<InvitationId>,
) -> Result<Json<Invitation>, Problem> {
    let changed = app.revoke_invitation(&caller, id).await;
    let changed = changed.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(Invitation::at(changed, app.now())))
}

/// Puts an invitation into the archive
///
/// One that still serves goes on serving. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/invitations/{id}/archive",
    operation_id = "archiveInvitation",
    tag = "invitations",
    params(("id" = String, Path, description = "The invitation's id.")),
    responses((status = 200, description = "The invitation as it is now", body = Invitation))
)]
pub(crate) async fn archive(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<InvitationId>,
) -> Result<Json<Invitation>, Problem> {
    let changed = app.archive_invitation(&caller, id).await;
    let changed = changed.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(Invitation::at(changed, app.now())))
}

/// Takes an invitation out of the archive
///
/// It is listed with the others again. Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/invitations/{id}/unarchive",
    operation_id = "unarchiveInvitation",
    tag = "invitations",
    params(("id" = String, Path, description = "The invitation's id.")),
    responses((status = 200, description = "The invitation as it is now", body = Invitation))
)]
pub(crate) async fn unarchive(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<InvitationId>,
) -> Result<Json<Invitation>, Problem> {
    let changed = app.unarchive_invitation(&caller, id).await;
    let changed = changed.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(Invitation::at(changed, app.now())))
}
