//! `GET /api/v1/devices`.

use app::{App, Caller, DeviceQuery};
use axum::extract::State;
use axum::{Extension, Json};
use domain::device::{DeviceFilter, DeviceSort, PLACE_CHARACTERS_MAX, SEARCH_CHARACTERS_MAX};
use domain::id::SiteId;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa::openapi::Object;

use super::Device;
use crate::document::one_of;
use crate::page::DevicePage;
use crate::problem::Problem;
use crate::request::{Checks, Parameters};

/// The most characters of a model's name.
const MODEL_CHARACTERS_MAX: usize = 64;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListParameters {
    /// Only devices of which name, serial number, UDID, username, full name or e-mail contains this text.
    #[param(max_length = 128)]
    search: Option<String>,
    /// Only managed devices, or only those no longer managed.
    #[param(value_type = Option<bool>)]
    managed: Option<String>,
    /// Only this kind of model.
    #[param(max_length = 64, example = "iPad")]
    model: Option<String>,
    /// Only this major version of the system.
    #[param(value_type = Option<u32>, example = 26)]
    os_major: Option<String>,
    /// Only devices of people of this department, whatever the case.
    #[param(max_length = 255)]
    department: Option<String>,
    /// Only devices of people in this building, whatever the case.
    #[param(max_length = 255)]
    building: Option<String>,
    /// Only the devices of this site. A token whose maker has access to several sites lists one of them when not said.
    #[param(format = Uuid)]
    site_id: Option<String>,
    /// The order; `enrolled` (newest first) when not said.
    #[param(schema_with = sorts)]
    sort: Option<String>,
    /// Where the page begins: `next` of the page before.
    #[param(max_length = 600)]
    after: Option<String>,
    /// The most rows of the page; 50 when not said.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 200)]
    limit: Option<String>,
}

fn sorts() -> Object {
    one_of(
        DeviceSort::ALL.map(DeviceSort::name),
        "Texts from A, `os-version`, `last-seen` and `enrolled` from the newest.",
    )
}

impl ListParameters {
    fn parse(&self) -> Result<(DeviceQuery, Option<SiteId>), Problem> {
        let mut checks = Checks::default();
        let site_id = checks.id("site_id", self.site_id.as_deref());
        let sorts = DeviceSort::ALL.map(DeviceSort::name).join(", ");
        let query = DeviceQuery {
            filter: DeviceFilter {
                search: checks.text("search", self.search.as_deref(), SEARCH_CHARACTERS_MAX),
                is_managed: checks
                    .read("managed", self.managed.as_deref(), "true or false", |text| text.parse().ok()),
                model_name: checks.text("model", self.model.as_deref(), MODEL_CHARACTERS_MAX),
                os_major: checks.read("os_major", self.os_major.as_deref(), "a number up to 9999", |text| {
                    text.parse().ok().filter(|major| *major <= 9_999)
                }),
                department: checks.text("department", self.department.as_deref(), PLACE_CHARACTERS_MAX),
                building: checks.text("building", self.building.as_deref(), PLACE_CHARACTERS_MAX),
            },
            sort: checks
                .read("sort", self.sort.as_deref(), &format!("one of {sorts}"), DeviceSort::parse)
                .unwrap_or_default(),
            after: checks.after(self.after.as_deref()),
            limit: checks.limit(self.limit.as_deref()),
        };
        checks.finish().map(|()| (query, site_id))
    }
}

/// Lists devices
///
/// Also devices that are no longer managed, unless `managed` says otherwise. Scope `read`.
#[utoipa::path(
    get,
    path = "/api/v1/devices",
    operation_id = "listDevices",
    tag = "devices",
    params(ListParameters),
    responses((status = 200, description = "A page of devices", body = DevicePage))
)]
pub(crate) async fn get(
    State(app): State<App>,
    Extension(caller): Extension<Caller>,
    Parameters(parameters): Parameters<ListParameters>,
) -> Result<Json<DevicePage>, Problem> {
    let (query, site_id) = parameters.parse()?;
    let caller = caller.at_site(site_id);
    let page = app.list_devices(&caller, query).await.map_err(|error| Problem::from_app(error, app.now()))?;
    Ok(Json(DevicePage::of(page, Device::from)))
}
