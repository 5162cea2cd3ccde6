//! `POST /api/v1/sites`.

use app::{App, Caller};
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use axum::{Extension, Json};
use http::{StatusCode, header};

use super::{Site, SiteName};
use crate::problem::Problem;
use crate::request::JsonBody;

/// Makes a site
///
/// Scope `manage`.
#[utoipa::path(
    post,
    path = "/api/v1/sites",
    operation_id = "createSite",
    tag = "sites",
    request_body = SiteName,
    responses((
        status = 201,
        description = "The site is made",
        body = Site,
        headers(("Location" = String, description = "The site's address."))
    ))
)]
pub(crate) async fn post(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    JsonBody(new): JsonBody<SiteName>,
) -> Result<Response, Problem> {
    let made = app.create_site(&caller, &new.name).await;
    let site = made.map_err(|error| Problem::from_app(error, app.now()))?;
    let location = format!("/api/v1/sites/{}", site.id);
    Ok((StatusCode::CREATED, [(header::LOCATION, location)], Json(Site::from(site))).into_response())
}
