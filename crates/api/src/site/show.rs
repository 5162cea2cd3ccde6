//! `GET /api/v1/sites/{id}`.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::SiteId;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Site, SiteContent};
use crate::problem::Problem;
use crate::request::Id;

/// A site with how much belongs to it.
#[derive(Serialize, ToSchema)]
pub(crate) struct SiteDetail {
    /// The site.
    site: Site,
    /// How much belongs to it.
    content: SiteContent,
}

impl From<app::SiteDetail> for SiteDetail {
    fn from(detail: app::SiteDetail) -> Self {
        Self { site: detail.site.into(), content: detail.content.into() }
    }
}

/// Shows a site
///
/// With how much belongs to it. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/sites/{id}",
    operation_id = "showSite",
    tag = "sites",
    params(("id" = String, Path, description = "The site's id.")),
    responses((status = 200, description = "The site", body = SiteDetail))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<SiteId>,
) -> Result<Json<SiteDetail>, Problem> {
    let shown = app.show_site(&caller, id).await;
    Ok(Json(shown.map_err(|error| Problem::from_app(error, app.now()))?.into()))
}
