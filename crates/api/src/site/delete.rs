//! `DELETE /api/v1/sites/{id}`.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::SiteId;
use serde::Deserialize;
use utoipa::IntoParams;

use super::SiteContent;
use crate::problem::Problem;
use crate::request::{Checks, Id, Parameters};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DeleteParameters {
    /// The site that gets what is in this one; no site when not said.
    #[param(format = Uuid)]
    heir: Option<String>,
}

/// Deletes a site
///
/// What is in it moves to another site, or into none. When somebody's access ends at it, another site has to be named:
/// without one they would reach everywhere. Scope `manage`.
#[utoipa::path(
    delete,
    path = "/api/v1/sites/{id}",
    operation_id = "deleteSite",
    tag = "sites",
    params(("id" = String, Path, description = "The site's id."), DeleteParameters),
    responses((status = 200, description = "The site is deleted; this has moved", body = SiteContent))
)]
pub(crate) async fn delete(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<SiteId>,
    Parameters(parameters): Parameters<DeleteParameters>,
) -> Result<Json<SiteContent>, Problem> {
    let mut checks = Checks::default();
    let heir = checks.id("heir", parameters.heir.as_deref());
    checks.finish()?;
    let moved = app.delete_site(&caller, id, heir).await;
    Ok(Json(moved.map_err(|error| Problem::from_app(error, app.now()))?.into()))
}
