//! `PUT /api/v1/sites/{id}`.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::SiteId;

use super::{Site, SiteName};
use crate::problem::Problem;
use crate::request::{Id, JsonBody};

/// Renames a site
///
/// What is in it stays in it. Scope `manage`.
#[utoipa::path(
    put,
    path = "/api/v1/sites/{id}",
    operation_id = "renameSite",
    tag = "sites",
    params(("id" = String, Path, description = "The site's id.")),
    request_body = SiteName,
    responses((status = 200, description = "The site as it is now", body = Site))
)]
pub(crate) async fn put(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<SiteId>,
    JsonBody(new): JsonBody<SiteName>,
) -> Result<Json<Site>, Problem> {
    let renamed = app.rename_site(&caller, id, &new.name).await;
    Ok(Json(renamed.map_err(|error| Problem::from_app(error, app.now()))?.into()))
}
