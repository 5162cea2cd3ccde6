//! `GET /api/v1/devices/{id}/timeline`.

use app::{App, Caller, TimelineOf};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::DeviceId;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::page::TimelinePage;
use crate::problem::Problem;
use crate::request::{Checks, Id, Parameters};
use crate::timeline::Entry;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TimelineParameters {
    /// Where the page begins: `next` of the page before.
    #[param(max_length = 600)]
    after: Option<String>,
    /// The most rows of the page; 50 when not said.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Option<String>,
}

/// Lists what happened to a device
///
/// Over all its enrollments, newest first. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/devices/{id}/timeline",
    operation_id = "listDeviceTimeline",
    tag = "devices",
    params(("id" = String, Path, description = "The device's id."), TimelineParameters),
    responses((status = 200, description = "A page of the timeline", body = TimelinePage))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Id(id): Id<DeviceId>,
    Parameters(parameters): Parameters<TimelineParameters>,
) -> Result<Json<TimelinePage>, Problem> {
    let mut checks = Checks::default();
    let after = checks.after(parameters.after.as_deref());
    let limit = checks.limit(parameters.limit.as_deref());
    checks.finish()?;
    let page = app
        .list_timeline(&caller, TimelineOf::Device(id), after, limit)
        .await
        .map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(TimelinePage::of(page, Entry::from)))
}
