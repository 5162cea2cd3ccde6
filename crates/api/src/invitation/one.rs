//! `GET`, `PUT` and `DELETE /api/v1/invitations/{id}`.

use std::collections::BTreeMap;

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::InvitationId;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::terms::InvitationTerms;
use super::{Invitation, InvitationFunnel, InvitationText, texts};
use crate::problem::Problem;
use crate::request::{Checks, Id, JsonBody};

/// An invitation with what belongs to it.
#[derive(Serialize, ToSchema)]
pub(crate) struct InvitationDetail {
    /// The invitation.
    invitation: Invitation,
    /// Texts of its own by language.
    texts: BTreeMap<String, InvitationText>,
    /// How far its recipients have come.
    funnel: InvitationFunnel,
    /// How many devices hold a use of it and have not checked in.
    uses_reserved: u64,
    /// How many devices have checked in by it.
    uses_counted: u64,
    /// How many of its messages are still to go out.
    open_messages: u64,
}

/// What an invitation shall be from now on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvitationFields {
    /// The terms, whole. Until when it serves has to be said.
    terms: InvitationTerms,
    /// Texts of its own by language, whole; left out, they stay as they are.
    texts: Option<BTreeMap<String, InvitationText>>,
}

/// Shows an invitation
///
/// With how far its recipients have come; ask again to follow them, or let a webhook tell you. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/invitations/{id}",
    operation_id = "showInvitation",
    tag = "invitations",
    params(("id" = String, Path, description = "The invitation's id.")),
    responses((status = 200, description = "The invitation", body = InvitationDetail))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<InvitationId>,
) -> Result<Json<InvitationDetail>, Problem> {
    let now = app.now();
    let shown = app.show_invitation(&caller, id).await.map_err(|error| Problem::from_app(error, now))?;
    let texts = shown.texts.into_iter().map(|(language, text)| (language, text.into()));
    Ok(Json(InvitationDetail {
        invitation: Invitation::at(shown.invitation, now),
        texts: texts.collect(),
        funnel: shown.funnel.into(),
        uses_reserved: shown.uses_reserved,
        uses_counted: shown.uses_counted,
        open_messages: shown.open_messages,
    }))
}

/// Replaces the terms of an invitation
///
/// What was sent stays valid: links do not change. Enrollments under way go on, but not past an earlier end. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/invitations/{id}",
    operation_id = "replaceInvitation",
    tag = "invitations",
    params(("id" = String, Path, description = "The invitation's id.")),
    request_body = InvitationFields,
    responses((status = 200, description = "The invitation as it is now", body = Invitation))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<InvitationId>,
    JsonBody(fields): JsonBody<InvitationFields>,
) -> Result<Json<Invitation>, Problem> {
    let mut checks = Checks::default();
    let terms = fields.terms.parse(&mut checks, None);
    checks.finish()?;
    let changed = app.change_invitation(&caller, id, terms, fields.texts.map(texts)).await;
    let changed = changed.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(Invitation::at(changed, app.now())))
}

/// Deletes an invitation
///
/// For good, with its recipients and messages; refused while it serves. Devices that enrolled by it stay enrolled. Scope
/// `manage`.
#[utoipa::path(
    delete,
    path = "/api/v1/invitations/{id}",
    operation_id = "deleteInvitation",
    tag = "invitations",
    params(("id" = String, Path, description = "The invitation's id.")),
    responses((status = 204, description = "The invitation is deleted"))
)]
pub(crate) async fn delete(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<InvitationId>,
) -> Result<StatusCode, Problem> {
    app.purge_invitations(&caller, &[id]).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(StatusCode::NO_CONTENT)
}
