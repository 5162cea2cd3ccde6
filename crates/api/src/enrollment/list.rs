//! `GET /api/v1/enrollments`.

use app::{App, Caller, EnrollmentQuery, EnrollmentState};
use axum::extract::State;
use axum::{Extension, Json};
use domain::id::SiteId;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa::openapi::Object;

use super::Enrollment;
use crate::document::one_of;
use crate::page::EnrollmentPage;
use crate::problem::Problem;
use crate::request::{Checks, Parameters};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListParameters {
    /// Which enrollments; `any` when not said.
    #[param(schema_with = states)]
    state: Option<String>,
    /// Only the enrollments into this site. A token whose maker has access to several sites lists one of them when not said.
    #[param(format = Uuid)]
    site_id: Option<String>,
    /// Where the page begins: `next` of the page before.
    #[param(max_length = 600)]
    after: Option<String>,
    /// The most rows of the page; 50 when not said.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Option<String>,
}

/// The states by their names on the wire.
const STATES: [(&str, EnrollmentState); 4] = [
    ("any", EnrollmentState::Any),
    ("unfinished", EnrollmentState::Unfinished),
    ("enrolled", EnrollmentState::Enrolled),
    ("ended", EnrollmentState::Ended),
];

fn states() -> Object {
    one_of(STATES.map(|(name, _)| name), "`unfinished` has begun and neither finished nor ended.")
}

impl ListParameters {
    fn parse(&self) -> Result<(EnrollmentQuery, Option<SiteId>), Problem> {
        let mut checks = Checks::default();
        let site_id = checks.id("site_id", self.site_id.as_deref());
        let named = |name: &str| STATES.into_iter().find(|(known, _)| *known == name).map(|(_, state)| state);
        let query = EnrollmentQuery {
            state: checks
                .read("state", self.state.as_deref(), "one of any, unfinished, enrolled, ended", named)
                .unwrap_or_default(),
            after: checks.after(self.after.as_deref()),
            limit: checks.limit(self.limit.as_deref()),
        };
        checks.finish().map(|()| (query, site_id))
    }
}

/// Lists enrollments
///
/// Newest first. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/enrollments",
    operation_id = "listEnrollments",
    tag = "enrollments",
    params(ListParameters),
    responses((status = 200, description = "A page of enrollments", body = EnrollmentPage))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Parameters(parameters): Parameters<ListParameters>,
) -> Result<Json<EnrollmentPage>, Problem> {
    let ((query, site_id), now) = (parameters.parse()?, app.now());
    let caller = caller.at_site(site_id);
    let page = app.list_enrollments(&caller, query).await.map_err(|error| Problem::from_app(error, now))?;
    Ok(Json(EnrollmentPage::of(page, |enrollment| Enrollment::at(enrollment, now))))
}
