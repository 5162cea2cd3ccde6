//! `GET /api/v1/sites`.

use app::{App, Caller};
use axum::extract::State;
use axum::{Extension, Json};
use serde::Serialize;
use utoipa::ToSchema;

use super::show::SiteDetail;
use crate::problem::Problem;

/// The sites that the token reaches.
#[derive(Serialize, ToSchema)]
pub(crate) struct SiteList {
    /// The sites, by name.
    items: Vec<SiteDetail>,
}

/// Lists sites
///
/// Those that the token's maker has access to. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/sites",
    operation_id = "listSites",
    tag = "sites",
    responses((status = 200, description = "The sites", body = SiteList))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
) -> Result<Json<SiteList>, Problem> {
    let sites = app.list_sites(&caller).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(SiteList { items: sites.into_iter().map(SiteDetail::from).collect() }))
}
